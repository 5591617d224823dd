//! The corpus is sound, fairly halved, and can be measured by the command line.
#![allow(clippy::unwrap_used, reason = "a test may")]

use relata::eval::{Corpus, Half};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus");

fn corpus() -> Corpus {
    Corpus::read(Path::new(FOLDER)).unwrap_or_else(|error| panic!("{error}"))
}

fn relata(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relata")).arg("--quiet").args(arguments).env_remove("RELATA_THREADS").output().unwrap()
}

#[test]
fn every_cue_form_and_name_is_where_it_should_be() {
    let corpus = corpus();
    assert!(corpus.articles.len() >= 70 && corpus.sentences.len() >= 1000);
}

#[test]
fn every_article_is_in_the_index_and_every_text_has_relations() {
    let corpus = corpus();
    let unknown: Vec<&str> = corpus.articles.iter().filter(|gold| gold.topic == "other").map(|gold| gold.name.as_str()).collect();
    assert!(unknown.is_empty(), "not in index.tsv: {unknown:?}");
    let annotated: BTreeSet<String> = corpus.articles.iter().map(|gold| gold.name.clone()).collect();
    let files = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let texts: BTreeSet<String> = files.filter_map(|file| file.strip_suffix(".txt").map(str::to_owned)).collect();
    assert_eq!(texts, annotated);
}

#[test]
fn neither_half_is_small_and_every_root_is_in_both() {
    let corpus = corpus();
    for half in [Half::Tuned, Half::Measured] {
        let articles = corpus.articles.iter().filter(|gold| gold.half() == half);
        let roots: BTreeSet<&str> =
            articles.clone().flat_map(|gold| &gold.relations).map(|relation| relation.root.as_str()).collect();
        assert!(articles.count() * 5 >= corpus.articles.len() * 2 && roots.len() == 18, "{half:?} {roots:?}");
    }
}

#[test]
fn articles_of_the_corpus_are_no_examples() {
    // What the README shows must not be what measures it.
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
    let examples: Vec<String> =
        fs::read_dir(examples).unwrap().filter_map(|entry| fs::read_to_string(entry.unwrap().path()).ok()).collect();
    for gold in corpus().articles.iter().filter(|gold| gold.half() == Half::Measured) {
        let text = fs::read_to_string(&gold.path).unwrap();
        let longest = text.lines().max_by_key(|line| line.len()).unwrap();
        assert!(!examples.iter().any(|example| example.contains(longest)), "{}", gold.name);
    }
}

#[test]
fn one_article_is_read_and_measured_the_same_on_any_number_of_threads() {
    let run = |threads| relata(&["eval", FOLDER, "--only", "f-good-friday,p-1", "--format", "json", "-j", threads]);
    let (one, three) = (run("1"), run("3"));
    assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
    assert_eq!(one.stdout, three.stdout);
    let card: serde_json::Value = serde_json::from_slice(&one.stdout).unwrap();
    assert_eq!((&card["articles"][0]["articles"], &card["articles"][0]["half"]), (&1.into(), &"tuned".into()));
    assert!(card["articles"][0]["relations"]["hit"].as_u64().unwrap() > 0, "{card}");
}

#[test]
fn another_system_is_measured_by_its_json_lines() {
    let folder = tempfile::tempdir().unwrap();
    let readings = folder.path().join("other.jsonl");
    let event = r#"{"plover":"SUPPORT","agents":[{"label":"John Hume"}],"patients":[{"label":"Mitchell"}],"trigger":{"start":0,"end":1}}"#;
    fs::write(&readings, format!("{{\"doc\":\"f-good-friday.txt\",\"events\":[{event}]}}\n")).unwrap();
    let readings = readings.to_str().unwrap();
    let card = relata(&["eval", FOLDER, "--only", "f-good-friday", "--format", "json", "--readings", readings]);
    let card: serde_json::Value = serde_json::from_slice(&card.stdout).unwrap();
    let relations = &card["articles"][0]["relations"];
    assert_eq!([&relations["found"], &relations["hit"]], [&serde_json::json!(1), &serde_json::json!(1)]);

    fs::write(folder.path().join("other.jsonl"), "no JSON\n").unwrap();
    let refused = relata(&["eval", FOLDER, "--readings", readings]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("other.jsonl:1 is no reading"));
}

#[test]
fn no_sentence_of_the_measured_half_is_shown_with_errors() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing.jsonl");
    fs::write(&nothing, "").unwrap();
    let errors = |half: &str| {
        let output = relata(&["eval", FOLDER, "--errors", "--half", half, "--readings", nothing.to_str().unwrap()]);
        String::from_utf8(output.stdout).unwrap()
    };
    let (tuned, measured) = (errors("tuned"), errors("measured"));
    assert!(
        tuned.contains("× missed ACCUSE") && tuned.contains("f-good-friday\n    gold  george mitchell ROLE united states"),
        "{tuned}"
    );
    assert!(measured.contains("× missed ACCUSE") && !measured.contains("gold") && !measured.contains("-khimki"), "{measured}");
}
