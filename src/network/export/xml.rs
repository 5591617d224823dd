//! Text in XML.

use std::fmt::{self, Display, Formatter, Write};

/// Text as it stands in an element or in an attribute between double quotes.
///
/// What XML 1.0 cannot write at all, not even as a reference, becomes U+FFFD; line breaks and tabs are written as references, since
/// attributes would lose them otherwise.
pub(super) struct Escaped<'t>(pub &'t str);

impl Display for Escaped<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' => f.write_str("&#9;")?,
                '\n' => f.write_str("&#10;")?,
                '\r' => f.write_str("&#13;")?,
                '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                other => f.write_char(other)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_gives_a_meaning_to_is_escaped_and_what_it_cannot_write_replaced() {
        assert_eq!(Escaped("</a>\"&\u{0}\u{1b}\n\u{202e}é").to_string(), "&lt;/a&gt;&quot;&amp;\u{fffd}\u{fffd}&#10;\u{202e}é");
    }
}
