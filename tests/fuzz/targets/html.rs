//! Any page is read, or refused with a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::source::{Format, Options, read};

fuzz_target!(|page: &[u8]| {
    let options = Options { format: Some(Format::Html), limit: 1 << 20, ..Options::default() };
    let read = |bytes: &[u8]| read("fuzz.html", std::io::Cursor::new(bytes.to_vec()), &options).collect::<Vec<_>>();
    let (once, again) = (read(page), read(page));
    for (one, other) in once.iter().zip(&again) {
        match (one, other) {
            (Ok(one), Ok(other)) => {
                assert!(!one.text.trim().is_empty());
                assert_eq!(one, other);
            }
            (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string()),
            _ => panic!("read twice, two results"),
        }
    }
});
