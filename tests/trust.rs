//! What makes a graph worth of trust, run as a user runs it: check, diff, hash, explain.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod command;

use command::{bytes, folder, relata, write};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use tempfile::TempDir;

const BORDER: &str = "12 March 2024\n\nPolish Foreign Minister Radosław Sikorski accused Russia of sabotage yesterday. \
    Estonia will meet Latvia in Riga.\n";
const COURT: &str = "A court in Nairobi jailed two men on Monday. Kenya criticised Uganda.\n";

/// A folder with two articles and the graph of them.
fn with_graph() -> TempDir {
    let folder = folder();
    write(&folder, "news/border.txt", BORDER);
    write(&folder, "news/court.txt", COURT);
    relata(&folder, &["--quiet", "build", "news"]).done();
    folder
}

fn findings(folder: &TempDir, arguments: &[&str]) -> (i32, BTreeMap<String, Vec<String>>) {
    let run = relata(folder, &[&["check", "--format", "json"], arguments].concat());
    let parts: Vec<Value> = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err));
    let rules = |part: &Value| {
        let findings = part["findings"].as_array().unwrap().iter();
        findings.map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
    };
    (run.status, parts.iter().map(|part| (part["part"].as_str().unwrap().to_owned(), rules(part))).collect())
}

#[test]
fn a_graph_as_it_is_built_passes_every_check() {
    let folder = with_graph();
    let run = relata(&folder, &["check"]);
    assert_eq!(run.status, 0, "{}", run.out);
    for line in ["quotes    4 quotes: all hold", "shapes ", "ontology ", "queries   10 queries: all hold"] {
        assert!(run.out.contains(line), "{line} is not in\n{}", run.out);
    }
    assert_eq!(relata(&folder, &["check", "--articles", "news"]).status, 0);
}

#[test]
fn the_examples_pass_every_check() {
    let folder = folder();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    relata(&folder, &["--quiet", "build", articles]).done();
    let run = relata(&folder, &["check", "--articles", articles]);
    assert_eq!(run.status, 0, "{}", run.out);
}

#[test]
fn every_kind_of_damage_is_found_and_named() {
    let sound = with_graph();
    let mut broken = 0;
    for file in fs::read_dir("tests/damage").unwrap().map(|entry| entry.unwrap().path()) {
        let update = fs::read_to_string(&file).unwrap();
        let Some((part, rule)) = update.lines().next().and_then(|line| line.strip_prefix("# ")?.split_once(": ")) else {
            continue;
        };
        let folder = folder();
        write(&folder, "graph.nq", bytes(&sound, "graph.nq"));
        relata(&folder, &["--quiet", "query", "--update", &update]).done();
        let (status, found) = findings(&folder, &[]);
        assert_eq!(status, 1, "{}", file.display());
        assert!(found[part].iter().any(|found| found == rule), "{}: {rule} is not in {found:?}", file.display());
        broken += 1;
    }
    assert!(broken >= 41, "{broken}");
}

#[test]
fn quotes_are_compared_with_the_articles_themselves() {
    let folder = with_graph();
    relata(&folder, &["--quiet", "build", "--without-text", "-s", "bare.nq", "news"]).done();
    let (status, found) = findings(&folder, &["-s", "bare.nq", "--only", "quotes"]);
    assert_eq!((status, found["quotes"].as_slice()), (1, &["text".to_owned(), "text".to_owned()][..]));
    assert_eq!(relata(&folder, &["check", "-s", "bare.nq", "--articles", "news"]).status, 0);
    write(&folder, "news/border.txt", BORDER.replace("yesterday", "last night"));
    let run = relata(&folder, &["check", "-s", "bare.nq", "--articles", "news", "--only", "quotes"]);
    assert_eq!(run.status, 1);
    assert!(
        run.out.contains("the text is not the one that was read") && run.out.contains("the graph “Polish Foreign"),
        "{}",
        run.out
    );
    let (_, found) = findings(&folder, &["--articles", "news/court.txt", "--only", "quotes"]);
    assert_eq!(found["quotes"], ["text"], "an article that is not given is named");
    let run = relata(&folder, &["check", "--articles", "elsewhere"]);
    assert_eq!(run.status, 2, "{}", run.err);
}

#[test]
fn a_damaged_file_is_an_error_and_no_finding() {
    let folder = folder();
    write(&folder, "graph.nq", "<a> <b> nonsense\n");
    let run = relata(&folder, &["check"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("graph.nq:1"), "{}", run.err);
}

#[test]
fn diff_tells_what_is_new_what_is_gone_and_what_is_told_in_another_light() {
    let folder = with_graph();
    fs::copy(folder.path().join("graph.nq"), folder.path().join("old.nq")).unwrap();
    write(
        &folder,
        "news/border.txt",
        BORDER.replace("will meet Latvia", "met Latvia").replace("Russia of sabotage", "Belarus of sabotage"),
    );
    relata(&folder, &["--quiet", "build", "news"]).done();
    let run = relata(&folder, &["diff", "--exit-status", "old.nq", "graph.nq"]);
    assert_eq!(run.status, 1, "{}", run.err);
    for line in [
        "- Radosław Sikorski · accused · Russia",
        "+ Radosław Sikorski · accused · Belarus",
        "~ Estonia · met with · Latvia  (planned → happened; another sentence)",
        "1 changed in factuality",
    ] {
        assert!(run.out.contains(line), "{line} is not in\n{}", run.out);
    }
    let json: Value = serde_json::from_str(&relata(&folder, &["diff", "--format", "json", "old.nq", "graph.nq"]).done()).unwrap();
    let change = &json["articles"]["border.txt"]["changed"][0];
    assert_eq!(change["old"]["modality"], "planned");
    assert_eq!(change["new"]["agents"][0]["label"], "Estonia");
    assert_eq!(json["summary"]["changed_in_factuality"], 1);
    assert!(json["articles"].get("court.txt").is_none());
}

#[test]
fn a_graph_and_a_reading_of_the_same_articles_say_the_same() {
    let folder = folder();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    relata(&folder, &["--quiet", "build", articles]).done();
    relata(&folder, &["--quiet", "extract", "--format", "jsonl", "-o", "reading.jsonl.zst", articles]).done();
    let run = relata(&folder, &["diff", "--exit-status", "graph.nq", "reading.jsonl.zst"]);
    assert_eq!(run.status, 0, "{}", run.out);
    assert!(run.out.starts_with("0 new, 0 gone, 0 changed in factuality, 0 in place, time or wording, 2"), "{}", run.out);
}

#[test]
fn what_cannot_be_compared_is_named() {
    let folder = with_graph();
    write(&folder, "notes.docx", "");
    write(&folder, "bad.jsonl", "{\"doc\": 7}\n");
    for (file, words) in [
        ("notes.docx", "neither a graph"),
        ("bad.jsonl", "line 1"),
        ("none.nq", "no graph at none.nq"),
        ("none.jsonl", "none.jsonl"),
    ] {
        let run = relata(&folder, &["diff", "graph.nq", file]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{file}");
        assert!(run.err.contains(words), "{file}: {}", run.err);
    }
}

#[test]
fn the_hash_is_that_of_what_a_graph_says() {
    let folder = with_graph();
    relata(&folder, &["--quiet", "build", "-s", "packed.nq.zst", "news/court.txt", "news/border.txt"]).done();
    let run = relata(&folder, &["hash", "graph.nq", "packed.nq.zst"]).done();
    let hashes: Vec<_> = run.lines().map(|line| line.split_once("  ").unwrap()).collect();
    assert_eq!(hashes[0].0, hashes[1].0);
    assert_eq!((hashes[0].0.len(), hashes[0].1), (64, "graph.nq"));
    // The file is its own canonical form: what the store writes again is the same, byte for byte.
    relata(&folder, &["--quiet", "export", "-o", "again.nq"]).done();
    assert!(bytes(&folder, "again.nq") == bytes(&folder, "graph.nq"));
    relata(&folder, &["--quiet", "remove", "court.txt"]).done();
    assert!(!relata(&folder, &["hash"]).done().starts_with(hashes[0].0));
}

#[test]
fn explain_leads_from_who_did_what_to_whom_to_the_words_that_say_so() {
    let folder = with_graph();
    for words in [["sikorski", "accused", "Russia"], ["actor/radosław-sikorski", "Accusation", "actor/russia"]] {
        let run = relata(&folder, &[&["explain"], &words[..]].concat()).done();
        assert!(run.contains("Radosław Sikorski · accused · Russia  (asserted)"), "{run}");
        assert!(
            run.contains("Sikorski _accused_ Russia of sabotage yesterday.") && run.contains("border.txt at character"),
            "{run}"
        );
    }
    // A mutual relation is found from either side, and a plan is found too.
    let run = relata(&folder, &["explain", "Latvia", "metWith", "Estonia"]).done();
    assert!(run.contains("(planned)"), "{run}");
    assert_eq!(relata(&folder, &["explain", "Russia", "accused", "Poland"]).status, 1);
    let run = relata(&folder, &["explain", "Russia", "serenaded", "Poland"]);
    assert!(run.status == 2 && run.err.contains("serenaded"), "{}", run.err);
    assert_eq!(relata(&folder, &["explain", "Russia", "accused"]).status, 2);
}

#[test]
fn explain_tells_what_filled_the_roles_and_what_stopped_other_frames() {
    let folder = folder();
    let run = relata(&folder, &["explain", "--sentence", "Norway expelled two diplomats and refused to meet Russia."]).done();
    for line in ["agent: “Norway” → Norway", "frame:expel_diplomat · ", "met"] {
        assert!(run.contains(line), "{line} is not in\n{run}");
    }
    assert!(run.contains("stopped: what governs it says that there is no such event"), "{run}");
}
