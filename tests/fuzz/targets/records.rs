//! Records, feeds and packed files: what is bad is named, and a good record beside it is read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::source::{Format, Options, read};

fuzz_target!(|bytes: &[u8]| {
    let options = Options { limit: 1 << 20, ..Options::default() };
    read("fuzz", std::io::Cursor::new(bytes.to_vec()), &options).for_each(drop);
    // A bad line before and after a good one. The first line is a record, since first bytes as of a packed file would make it one, whatever follows.
    let line: Vec<u8> = bytes.iter().copied().filter(|byte| !matches!(byte, b'\n' | b'\r' | 0xfe | 0xff)).collect();
    let (first, good) = (br#"{"doc":"the first","text":"A word."}"#, br#"{"doc":"the good one","text":"Words."}"#);
    let lines = [first.as_slice(), line.as_slice(), good.as_slice(), line.as_slice()].join(&b'\n');
    let options = Options { format: Some(Format::JsonLines), ..options };
    let articles: Vec<_> = read("fuzz.jsonl", std::io::Cursor::new(lines), &options).collect();
    let good = |article: &relata::Article| article.doc == "the good one" && article.text == "Words.";
    assert!(articles.iter().flatten().any(good), "{articles:?}");
});
