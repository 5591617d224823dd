//! Any text is split: in order, apart, and with nothing left out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::Article;
use relata::text::Splitter;
use std::sync::LazyLock;

static SPLITTER: LazyLock<Splitter> = LazyLock::new(|| Splitter::load().expect("the built-in weights are whole"));

fuzz_target!(|text: &str| {
    let doc = SPLITTER.split(Article::new("fuzz.txt", text));
    let mut end = 0;
    for token in doc.tokens() {
        let span = token.span;
        assert!(span.start as usize >= end && span.start < span.end && span.end as usize <= text.len());
        let between = &text[end..span.start as usize];
        assert!(between.chars().all(|c| c.is_whitespace() || c.is_control() || invisible(c)), "left out: {between:?}");
        end = span.end as usize;
    }
    let sentences = doc.sentences();
    assert!(sentences.windows(2).all(|pair| pair[0].tokens.end == pair[1].tokens.start));
    assert_eq!(sentences.last().map_or(0, |sentence| sentence.tokens.end) as usize, doc.tokens().len());
});

/// Characters that have no width of their own and may stand between words.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}
