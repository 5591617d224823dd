//! Whole articles, and all that is read out of them: `tests/golden/NAME.events` for people, `NAME.ttl` as the graph.
//!
//! A difference fails the test and is shown. To accept what the program says now, have it written beside, look at it, and move it:
//!
//! ```text
//! RELATA_GOLDEN=new cargo test --test golden
//! git diff --no-index tests/golden/gulf-thaw.events tests/golden/gulf-thaw.events.new
//! for f in tests/golden/*.new; do mv "$f" "${f%.new}"; done
//! ```
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The articles, of `examples/articles`: different regions and styles, and each format once.
const ARTICLES: [&str; 6] = [
    "andes-in-revolt.jsonl",
    "court-desk.xml",
    "gulf-thaw.txt",
    "kenya-finance-bill.txt",
    "kiribati-returns.html",
    "pretoria-accord.md",
];

fn extract(article: &str, format: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_relata"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["--quiet", "--color", "never", "extract", "--format", format])
        .arg(Path::new("examples/articles").join(article))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Compares with what was accepted; says what differs.
fn compare(article: &str, format: &str, ending: &str) -> Option<String> {
    let name = article.split('.').next().unwrap();
    let golden: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/golden", &format!("{name}.{ending}")].iter().collect();
    let accepted = fs::read_to_string(&golden).unwrap_or_default();
    let found = extract(article, format);
    if accepted == found {
        return None;
    }
    if std::env::var_os("RELATA_GOLDEN").is_some_and(|wish| wish == "new") {
        fs::write(golden.with_extension(format!("{ending}.new")), &found).unwrap();
    }
    Some(format!("\ntests/golden/{name}.{ending}:\n{}", changed_lines(&accepted, &found)))
}

/// The lines that are only in one of two texts, in the order of the second, at most 40.
fn changed_lines(accepted: &str, found: &str) -> String {
    let mut report = String::new();
    let lost = accepted.lines().filter(|line| !found.lines().any(|other| other == *line)).map(|line| ('-', line));
    let new = found.lines().filter(|line| !accepted.lines().any(|other| other == *line)).map(|line| ('+', line));
    for (mark, line) in lost.chain(new).take(40) {
        writeln!(report, "  {mark} {line}").unwrap();
    }
    if report.is_empty() {
        report.push_str("  the same lines in another order or number\n");
    }
    report
}

#[test]
fn articles_are_read_as_accepted() {
    let differences = ARTICLES.iter().flat_map(|article| [compare(article, "text", "events"), compare(article, "turtle", "ttl")]);
    let differences: Vec<_> = differences.flatten().collect();
    assert!(
        differences.is_empty(),
        "RELATA_GOLDEN=new writes what is new beside; see the head of tests/golden.rs\n{}",
        differences.concat()
    );
}
