//! Inputs as bad as they come: what cannot be read is named, the rest is read, and nothing panics.
#![allow(clippy::unwrap_used, reason = "a test may")]

use proptest::prelude::*;
use relata::Article;
use relata::source::{Cause, Fields, Format, Options, SourceError, Sources, read};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

fn read_all(doc: &str, bytes: impl Into<Vec<u8>>, options: &Options) -> Vec<Result<Article, SourceError>> {
    read(doc, Cursor::new(bytes.into()), options).collect()
}

fn read_folder(folder: &Path) -> (Vec<Article>, Vec<SourceError>) {
    let mut articles = Vec::new();
    let mut errors = Vec::new();
    for result in Sources::new([folder.display().to_string()]) {
        match result {
            Ok(article) => articles.push(article),
            Err(error) => errors.push(error),
        }
    }
    (articles, errors)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_folder_of_good_and_bad_files_gives_the_good_and_names_the_bad() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("01-good.txt", b"Poland accused Russia.");
    write("02-empty.txt", b"");
    write("03-blank.md", b" \n\t\n");
    write("04-binary.txt", &[0u8, 159, 146, 150, 0, 1]);
    write("05-picture", b"\x89PNG\r\n\x1a\n\0\0");
    write("06-latin1.txt", b"Fran\xe7ois Hollande a rencontr\xe9 Angela Merkel \xe0 Gen\xe8ve.");
    write("07-utf16.txt", &"\u{feff}Angela Merkel met Hollande.".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>());
    write("08-broken.html", b"<html><body><div><p>Poland <b>accused Russia.</i></td><p>Russia denied it");
    write("09-cut.txt.gz", &gzip(b"Poland accused Russia of many things, and then of others.")[..30]);
    write(
        "10-records.jsonl",
        b"{\"doc\":\"r1\",\"text\":\"Togo met Ghana.\"}\nnot json\n{\"doc\":\"r3\",\"text\":\"Ghana met Togo.\"}\n",
    );
    write("11-no-feed.xml", b"<?xml version='1.0'?><catalogue><book/></catalogue>");
    write("12-good.txt.zst", &zstd::stream::encode_all(&b"Togo met Ghana."[..], 0).unwrap());
    let (articles, errors) = read_folder(folder.path());
    let docs: Vec<_> = articles.iter().map(|article| article.doc.as_str()).collect();
    assert_eq!(docs, ["01-good.txt", "06-latin1.txt", "07-utf16.txt", "08-broken.html", "r1", "r3", "12-good.txt.zst"]);
    assert_eq!(articles[1].text, "François Hollande a rencontré Angela Merkel à Genève.");
    assert_eq!(articles[3].text, "Poland accused Russia.\n\nRussia denied it");
    let named: Vec<_> = errors.iter().map(|error| error.path().rsplit('/').next().unwrap()).collect();
    assert_eq!(
        named,
        ["02-empty.txt", "03-blank.md", "04-binary.txt", "05-picture", "09-cut.txt.gz", "10-records.jsonl", "11-no-feed.xml"]
    );
    assert_eq!(errors[0].cause(), &Cause::Empty);
    assert_eq!(errors[3].cause(), &Cause::Binary("an image"));
    assert_eq!(errors[5].line(), Some(2));
}

#[test]
fn ten_megabytes_on_one_line_are_read() {
    let text = "Poland accused Russia of lying. ".repeat(10 * 1024 * 1024 / 32);
    let articles = read_all("line.txt", text.clone(), &Options::default());
    assert_eq!(articles[0].as_ref().unwrap().text, text);
}

#[test]
fn a_small_file_cannot_unpack_without_end() {
    let options = Options { limit: 1 << 16, ..Options::default() };
    let bomb = gzip(&vec![b' '; 1 << 24]);
    for name in ["x.txt", "x.html", "x.md", "x.jsonl", "x.rss"] {
        let read = read_all(name, bomb.clone(), &options);
        assert_eq!(read.len(), 1, "{name}");
        assert!(matches!(read[0].as_ref().map_err(SourceError::cause), Err(Cause::TooLarge(_))), "{name}");
    }
}

#[test]
fn many_records_are_read_one_by_one() {
    let line = |number: usize| format!("{{\"doc\":\"{number}\",\"text\":\"Togo met Ghana.\"}}\n");
    let lines: String = (0..10_000).map(line).collect();
    let options = Options { limit: 100, ..Options::default() };
    let compressed = zstd::stream::encode_all(lines.as_bytes(), 0).unwrap();
    assert_eq!(read_all("x.jsonl", compressed, &options).into_iter().filter_map(Result::ok).count(), 10_000);
}

#[test]
fn two_articles_of_one_name_are_told_and_one_article_twice_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let record = |text: &str| format!("{{\"doc\":\"a\",\"text\":\"{text}\"}}\n");
    fs::write(folder.path().join("x.jsonl"), record("Togo met Ghana.") + &record("Togo met Ghana.") + &record("Ghana met Togo."))
        .unwrap();
    let (articles, errors) = read_folder(folder.path());
    assert_eq!(articles.len(), 1);
    assert_eq!(errors.iter().map(|error| error.cause().clone()).collect::<Vec<_>>(), [Cause::Duplicate("a".into())]);
}

#[test]
fn line_ends_and_blanks_are_kept_to_the_letter() {
    let text = "Talks resume\r\n\r\nGENEVA, 12 March 2024 —  They met.\r\n \tEnd.\r\n";
    let article = read_all("x.txt", text, &Options::default()).remove(0).unwrap();
    assert_eq!(article.text, text);
    assert_eq!(article.title.as_deref(), Some("Talks resume"));
    assert_eq!(article.dateline.map(|span| span.of(text)), Some("GENEVA, 12 March 2024 —"));
}

#[test]
fn the_date_comes_from_metadata_then_from_the_user_then_from_the_dateline() {
    let day = |text: &str| text.parse::<jiff::civil::Date>().unwrap();
    let dated = Options { date: Some(day("2020-02-02")), ..Options::default() };
    let first = |doc: &str, text: &str, options: &Options| read_all(doc, text, options).remove(0).unwrap().date;
    let text = "GENEVA, 12 March 2024 — They met.";
    let record = format!("{{\"text\":\"{text}\",\"date\":\"2021-01-01\"}}");
    assert_eq!(first("x.txt", text, &Options::default()), Some(day("2024-03-12")));
    assert_eq!(first("x.txt", text, &dated), Some(day("2020-02-02")));
    assert_eq!(first("x.jsonl", &record, &dated), Some(day("2021-01-01")));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_in_any_format_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), which in 0usize..7) {
        let format = Format::ALL.get(which).copied();
        let options = Options { format, fields: Fields::default(), limit: 300, date: None };
        for result in read_all("x", bytes, &options) {
            check(result);
        }
    }

    #[test]
    fn any_text_in_any_format_is_read_without_panic(text in "([<>{}\\[\\]\",:#|&;\\-\\r\\n ]|<p>|\\{\"text\":\"|12 March 2024|— |[A-Z]{3,6}, |\\PC){0,60}", which in 0usize..7) {
        let format = Format::ALL.get(which).copied();
        let options = Options { format, ..Options::default() };
        for result in read_all("x", text, &options) {
            check(result);
        }
    }

    #[test]
    fn plain_text_comes_out_as_it_went_in(text in "[^\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f\u{feff}]{0,80}") {
        let options = Options { format: Some(Format::Text), ..Options::default() };
        match read_all("x", text.clone(), &options).remove(0) {
            Ok(article) => prop_assert_eq!(article.text, text),
            Err(error) => prop_assert!(text.trim().is_empty() || matches!(error.cause(), Cause::Binary(_))),
        }
    }
}

/// What must hold of whatever comes out of a reader.
fn check(result: Result<Article, SourceError>) {
    match result {
        Ok(article) => {
            assert!(!article.doc.is_empty() && !article.text.trim().is_empty());
            for span in [article.title_span, article.dateline].into_iter().flatten() {
                assert!(article.text.get(span.range()).is_some_and(|part| !part.is_empty()));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
