//! The page of a dossier: the files below `page/`, put together with the data into one.
//!
//! What keeps untrusted text from running, each enough by itself: the data are JSON in a block that no browser runs, with every `<` escaped,
//! so that no name can end the block; the script puts text into the page as text alone, and trusted types forbid it anything else; and the
//! policy lets no script run but the one whose hash it names, and no request leave.

use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// The page around it all, with the places in braces.
const PAGE: &str = include_str!("../page/dossier.html");
/// The style of the explorer and the page around it.
pub(crate) const STYLE: &str = include_str!("../page/style.css");
/// The explorer, in the order in which its parts need each other. They share one scope, which is closed to the page.
const EXPLORER: &[&str] = &[
    include_str!("../page/text.js"),
    include_str!("../page/dom.js"),
    include_str!("../page/data.js"),
    include_str!("../page/state.js"),
    include_str!("../page/camera.js"),
    include_str!("../page/pace.js"),
    include_str!("../page/labels.js"),
    include_str!("../page/graph.js"),
    include_str!("../page/pointers.js"),
    include_str!("../page/timeline.js"),
    include_str!("../page/matrix.js"),
    include_str!("../page/list.js"),
    include_str!("../page/events.js"),
    include_str!("../page/reader.js"),
    include_str!("../page/filters.js"),
    include_str!("../page/search.js"),
    include_str!("../page/overview.js"),
    include_str!("../page/main.js"),
];
const DOSSIER: &str = include_str!("../page/dossier.js");

/// Writes the page with these data, which are JSON.
pub(super) fn write(json: &str, mut out: impl Write) -> io::Result<()> {
    let script = script(DOSSIER);
    let policy = policy(&script, STYLE);
    let data = in_script_block(json);
    let mut rest = PAGE;
    for (place, text) in [("{csp}", policy.as_str()), ("{style}", STYLE), ("{data}", &data), ("{script}", &script)] {
        let (before, after) = rest.split_once(place).expect("the page has each place once, in this order");
        out.write_all(before.as_bytes())?;
        out.write_all(text.as_bytes())?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// The explorer's script, with what a page of its own adds to it, in one scope.
pub(crate) fn script(page: &str) -> String {
    let mut script = String::from("(() => {\n'use strict';\n");
    for part in EXPLORER.iter().chain([&page]) {
        script.push_str(part);
    }
    script.push_str("})();\n");
    script
}

/// Nothing is loaded, sent or run but this script and this style.
fn policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'",
        source_hash(script),
        source_hash(style)
    )
}

/// How a policy names a script or a style by its content.
fn source_hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let three = (0..3).fold(0_usize, |sum, at| sum << 8 | usize::from(chunk.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let letter = LETTERS[three >> (18 - 6 * place) & 63] as char;
            text.push(if place <= chunk.len() { letter } else { '=' });
        }
    }
    text
}

/// JSON that cannot end the script block it stands in, nor open a comment there. It means the same: in JSON, `<` stands only in strings.
fn in_script_block(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(json: &str) -> String {
        let mut out = Vec::new();
        write(json, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// What stands between the first of these and the next of those.
    fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
        let from = text.find(start).unwrap() + start.len();
        &text[from..from + text[from..].find(end).unwrap()]
    }

    #[test]
    fn base64_is_that_of_the_standard() {
        let pairs = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in pairs {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn the_policy_names_the_script_and_the_style_that_the_page_carries() {
        let page = page("{}");
        let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        let script = between(&page, "<script>", "</script>");
        let style = between(&page, "<style>", "</style>");
        assert!(policy.starts_with("default-src 'none'; "));
        assert!(policy.contains(&format!("script-src {};", source_hash(script))), "{policy}");
        assert!(policy.contains(&format!("style-src {};", source_hash(style))), "{policy}");
        assert!(!policy.contains("unsafe"));
    }

    #[test]
    fn no_data_can_leave_their_block() {
        let json = serde_json::to_string("</script><script>alert(1)</script><!--<script>\u{2028}]]>").unwrap();
        let page = page(&json);
        let block = between(&page, "id=\"data\">", "</script>");
        assert!(!block.contains('<'));
        assert_eq!(serde_json::from_str::<String>(block).unwrap(), serde_json::from_str::<String>(&json).unwrap());
        assert_eq!(page.matches("<script").count(), 2);
    }

    #[test]
    fn data_that_look_like_a_place_are_left_alone() {
        assert!(page("\"{script}{csp}\"").contains("\"{script}{csp}\""));
    }

    #[test]
    fn the_script_is_one_block_and_reaches_for_nothing_outside() {
        let script = script(DOSSIER);
        assert!(!script.to_lowercase().contains("</script") && !script.contains("<!--"));
        assert!(!STYLE.contains("</") && !STYLE.contains("url(") && !STYLE.contains("@import"));
        for word in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "fetch(",
            "XMLHttpRequest",
            "import(",
        ] {
            assert!(!script.contains(word), "{word}");
        }
    }
}
