//! What reaches a terminal: text made harmless, colours only where they are wanted, progress only where somebody looks.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::borrow::Cow;
use std::io::{self, IsTerminal};

/// Text from articles with everything taken out that could steer a terminal or turn the reading order around: control characters and
/// bidirectional marks become `\u{…}`, line breaks become blanks.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => out.push(' '),
            _ if is_harmful(character) => out.extend(character.escape_unicode()),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// When output is coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Color {
    /// If standard output is a terminal and NO_COLOR is not set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Marks for people: plain text if no colour is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    color: bool,
}

impl Style {
    /// The style of standard output.
    #[must_use]
    pub fn of_stdout(color: Color) -> Self {
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                    && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        };
        Self { color }
    }

    /// No colour at all.
    #[must_use]
    pub fn plain() -> Self {
        Self { color: false }
    }

    /// What matters most.
    #[must_use]
    pub fn strong(self, text: &str) -> String {
        self.wrap("1", text)
    }

    /// What is there for completeness.
    #[must_use]
    pub fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    /// What is pointed at; underscores mark it where there is no colour.
    #[must_use]
    pub fn marked(self, text: &str) -> String {
        if self.color { self.wrap("1;4", text) } else { format!("_{text}_") }
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// A counter of articles on standard error; nothing if that is no terminal or the user wants quiet.
#[must_use]
pub fn progress(quiet: bool) -> ProgressBar {
    let target = if quiet || !io::stderr().is_terminal() { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed}").expect("the template is valid");
    ProgressBar::with_draw_target(None, target).with_style(style)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_bidirectional_marks_never_pass() {
        assert_eq!(harmless("Talks\u{1b}[31m in \u{202E}Geneva"), "Talks\\u{1b}[31m in \\u{202e}Geneva");
        assert_eq!(harmless("two\nlines"), "two lines");
    }

    #[test]
    fn names_of_every_script_pass_as_they_are() {
        for name in ["Erdoğan", "習近平", "محمد", "Zelenskyy’s"] {
            assert!(matches!(harmless(name), Cow::Borrowed(same) if same == name));
        }
    }
}
