//! The whole program, run as a user runs it: exit status, standard output, standard error.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod command;

use command::{bytes, folder, relata, relata_with, write};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
const NOTE: &str = "Poland accused Russia.";

/// A folder whose graph holds one short article.
fn with_note() -> TempDir {
    let folder = folder();
    write(&folder, "note.txt", NOTE);
    assert_eq!(relata(&folder, &["--quiet", "build", "note.txt"]).status, 0);
    folder
}

#[test]
fn an_article_becomes_a_graph_that_answers() {
    let folder = folder();
    write(&folder, "note.txt", NOTE);
    let build = relata(&folder, &["build", "note.txt"]);
    assert_eq!((build.status, build.out.as_str()), (0, ""));
    assert!(build.err.contains("1 article"), "{}", build.err);
    let query = relata(
        &folder,
        &["query", "--format", "csv", "SELECT ?a ?b { ?x rel:accused ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }"],
    );
    assert_eq!((query.status, query.out.trim_end()), (0, "a,b\r\nPoland,Russia"));
    // The IRI of a sentence has a comma in it.
    let evidence = relata(&folder, &["query", "--format", "csv", "SELECT ?s ?p { ?e rel:evidence ?s ; rel:polarity ?p }"]).out;
    let row = evidence.lines().nth(1).unwrap();
    assert!(row.contains("#char=") && row.split("\",").count() == 2, "{row}");
}

#[test]
fn bad_inputs_are_named_and_the_rest_is_read() {
    let folder = folder();
    write(&folder, "in/good.txt", NOTE);
    write(&folder, "in/empty.txt", "");
    write(&folder, "in/binary.dat", [0u8, 1, 2, 255, 0, 7]);
    write(&folder, "in/latin1.txt", b"France accused Turkey. Andr\xe9 \xe9tait l\xe0 o\xf9 il fallait.");
    write(&folder, "in/broken.html", "<html><div><p>Kenya <b>accused Uganda.</i></td><p>Uganda denied");
    write(&folder, "in/records.jsonl", "{\"doc\":\"r\",\"text\":\"Chad accused Sudan.\"}\n{\"doc\":\n");
    let build = relata(&folder, &["build", "in"]);
    assert_eq!(build.status, 2, "{}", build.err);
    for bad in ["in/empty.txt: empty", "in/binary.dat: not text", "in/records.jsonl:2: not JSON"] {
        assert!(build.err.contains(bad), "{bad} is not in:\n{}", build.err);
    }
    let rows = relata(&folder, &["query", "--format", "csv", "SELECT (COUNT(*) AS ?n) { ?x rel:accused ?y }"]).out;
    assert_eq!(rows.trim_end(), "n\r\n4");
}

#[test]
fn ten_megabytes_on_one_line_do_not_stop_it() {
    let folder = folder();
    // One word without end: that it is read is what is tested, not how fast the model is.
    write(&folder, "line.txt", "=".repeat(10 << 20));
    write(&folder, "note.txt", NOTE);
    let build = relata(&folder, &["build", "line.txt", "note.txt"]);
    assert_eq!(build.status, 0, "{}", build.err);
    assert!(build.err.contains("2 articles"), "{}", build.err);
}

#[test]
fn the_same_articles_give_the_same_bytes_in_any_order_on_any_number_of_threads() {
    let folder = folder();
    let articles = ["gulf-thaw.txt", "kiribati-returns.html", "andes-in-revolt.jsonl"].map(|name| format!("{ARTICLES}/{name}"));
    let [a, b, c] = articles.each_ref().map(String::as_str);
    for (graph, threads, inputs) in [("1.nq", "1", [a, b, c]), ("2.nq", "2", [a, b, c]), ("3.nq", "2", [c, a, b])] {
        let build = relata(&folder, &[&["--quiet", "build", "--store", graph, "--threads", threads][..], &inputs].concat());
        assert_eq!((build.status, build.err.as_str()), (0, ""));
    }
    assert!(!bytes(&folder, "1.nq").is_empty());
    assert_eq!(bytes(&folder, "1.nq"), bytes(&folder, "2.nq"));
    assert_eq!(bytes(&folder, "1.nq"), bytes(&folder, "3.nq"));
}

#[test]
fn building_twice_is_building_once_and_a_changed_article_replaces_the_old() {
    let folder = with_note();
    let once = bytes(&folder, "graph.nq");
    assert_eq!(relata(&folder, &["build", "note.txt"]).status, 0);
    assert_eq!(bytes(&folder, "graph.nq"), once);
    write(&folder, "note.txt", "Kenya criticised Uganda.");
    assert_eq!(relata(&folder, &["build", "note.txt"]).status, 0);
    let ask = |pattern: &str| relata(&folder, &["query", "--exit-status", &format!("ASK {{ {pattern} }}")]).status;
    assert_eq!((ask("?a rel:accused ?b"), ask("?a rel:criticised ?b")), (1, 0));
}

#[test]
fn a_removed_article_takes_all_it_said_with_it() {
    let folder = with_note();
    let before = bytes(&folder, "graph.nq");
    write(&folder, "other.txt", "Kenya criticised Uganda.");
    assert_eq!(relata(&folder, &["build", "other.txt"]).status, 0);
    assert_ne!(bytes(&folder, "graph.nq"), before);
    assert_eq!(relata(&folder, &["remove", "other.txt"]).status, 0);
    assert_eq!(bytes(&folder, "graph.nq"), before);
}

#[test]
fn standard_input_is_read_and_json_lines_point_into_the_text() {
    let folder = folder();
    let text = "Zürich – Erdoğan “met” Merkel.\r\nPoland accused Russia.";
    let record = serde_json::json!({"doc": "a b/ç", "text": text}).to_string();
    let run = relata_with(&folder, &["extract", "--format", "jsonl", "-"], &record);
    assert_eq!(run.status, 0, "{}", run.err);
    let reading: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((reading["doc"].as_str(), reading["text"].as_str()), (Some("a b/ç"), Some(text)));
    let characters: Vec<char> = text.chars().collect();
    let excerpts = reading["sentences"].as_array().unwrap().iter().chain(reading["mentions"].as_array().unwrap());
    let mut checked = 0;
    for excerpt in excerpts {
        let at = |key: &str| usize::try_from(excerpt[key].as_u64().unwrap()).unwrap();
        assert_eq!(characters[at("start")..at("end")].iter().collect::<String>(), excerpt["text"].as_str().unwrap());
        checked += 1;
    }
    assert!(checked >= 4);
}

#[test]
fn a_file_has_its_name_and_a_folder_gives_the_same_one() {
    let folder = folder();
    let docs = |input: &str| {
        let run = relata(&folder, &["extract", "--format", "jsonl", input]);
        let docs = run.out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["doc"].as_str().unwrap().to_owned());
        docs.collect::<Vec<_>>()
    };
    write(&folder, "in/note.txt", NOTE);
    write(&folder, "in/deep/other.txt", NOTE);
    assert_eq!(docs("in/note.txt"), ["note.txt"]);
    assert_eq!(docs("in"), ["deep/other.txt", "note.txt"]);
}

#[test]
fn data_goes_to_standard_output_and_all_else_to_standard_error() {
    let folder = folder();
    write(&folder, "note.txt", NOTE);
    let run = relata(&folder, &["extract", "--format", "turtle", "note.txt", "missing.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.out.contains("rel:accused") && !run.out.contains("missing.txt"), "{}", run.out);
    assert!(run.err.contains("missing.txt: no such file or folder"), "{}", run.err);
}

#[test]
fn files_are_not_overwritten_unasked() {
    let folder = with_note();
    write(&folder, "graph.ttl", "mine");
    let refused = relata(&folder, &["export", "-o", "graph.ttl"]);
    assert_eq!((refused.status, bytes(&folder, "graph.ttl").as_slice()), (2, &b"mine"[..]));
    assert!(refused.err.contains("--force"), "{}", refused.err);
    assert_eq!(relata(&folder, &["export", "-o", "graph.ttl", "--force"]).status, 0);
    assert!(String::from_utf8(bytes(&folder, "graph.ttl")).unwrap().contains("rel:accused"));
}

#[test]
fn every_format_of_export_is_written() {
    let folder = with_note();
    for name in ["g.ttl", "g.nt", "g.nq", "g.trig", "g.rdf", "g.jsonld"] {
        let run = relata(&folder, &["export", "-o", name]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        assert!(!bytes(&folder, name).is_empty(), "{name}");
    }
}

#[test]
fn what_is_wrong_is_said_with_status_2() {
    let folder = with_note();
    for (arguments, words) in [
        (&["build"][..], "ARTICLES"),
        (&["build", "missing.txt"], "missing.txt: no such file or folder"),
        (&["build", "--date", "soon", "note.txt"], "soon"),
        (&["build", "--field", "colour=red", "note.txt"], "colour"),
        (&["query", "SELECT nonsense"], "1"),
        (&["query", "--store", "missing.nq", "ASK {}"], "missing.nq"),
        (&["serenade"], "serenade"),
    ] {
        let run = relata(&folder, arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_damaged_graph_is_refused_and_left_alone() {
    let folder = folder();
    write(&folder, "note.txt", NOTE);
    write(&folder, "graph.nq", "this is no graph\n");
    let run = relata(&folder, &["build", "note.txt"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("graph.nq"), "{}", run.err);
    assert_eq!(bytes(&folder, "graph.nq"), b"this is no graph\n");
}

#[test]
fn help_completions_and_the_manual_are_there() {
    let folder = folder();
    for arguments in [&["--help"][..], &["--version"], &["build", "--help"], &["completions", "bash"], &["man"]] {
        let run = relata(&folder, arguments);
        assert_eq!(run.status, 0, "{arguments:?}: {}", run.err);
        assert!(run.out.contains("relata"), "{arguments:?}");
    }
}

#[test]
fn hostile_text_reaches_no_terminal() {
    let folder = folder();
    write(&folder, "note.txt", "\u{1b}]0;owned\u{7}Headline \u{202e}evil\n\nPoland accused Russia.");
    let run = relata(&folder, &["extract", "--color", "always", "note.txt"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(!run.out.contains("\u{1b}]") && !run.out.contains('\u{7}') && !run.out.contains('\u{202e}'), "{:?}", run.out);
}

#[test]
fn the_examples_are_read_without_a_fault() {
    let folder = folder();
    assert!(Path::new(ARTICLES).is_dir());
    let run = relata(&folder, &["build", ARTICLES]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("14 articles"), "{}", run.err);
}
