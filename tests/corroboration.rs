//! What several articles tell, run as a user runs it, on the articles of tests/corroboration.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod command;

use command::{bytes, folder, relata, write};
use serde_json::Value;
use tempfile::TempDir;

const ARTICLES: &str = include_str!("corroboration/articles.jsonl");

fn with_graph() -> TempDir {
    let folder = folder();
    write(&folder, "articles.jsonl", ARTICLES);
    relata(&folder, &["--quiet", "build", "articles.jsonl"]).done();
    folder
}

/// The rows of an answer, by column.
fn rows(folder: &TempDir, arguments: &[&str]) -> Vec<Value> {
    let json: Value = serde_json::from_str(&relata(folder, arguments).done()).unwrap();
    json["results"]["bindings"].as_array().unwrap().clone()
}

fn value<'r>(row: &'r Value, column: &str) -> &'r str {
    row[column]["value"].as_str().unwrap_or_default()
}

/// A table as comma-separated values, without its header.
fn table(folder: &TempDir, sparql: &str) -> Vec<String> {
    let out = relata(folder, &["query", "--format", "csv", sparql]).done();
    out.lines().skip(1).map(str::to_owned).collect()
}

const COUNTS: &str = "SELECT ?what ?support (COUNT(DISTINCT ?report) AS ?reports) {
    ?claim rel:did ?did ; rel:support ?support ; rel:report ?report . BIND (STRAFTER(STR(?did), \"#\") AS ?what)
} GROUP BY ?claim ?what ?support ORDER BY ?what";

#[test]
fn one_event_in_three_papers_is_one_claim_and_a_copy_counts_once() {
    let folder = with_graph();
    let run = relata(&folder, &["corroborate"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.err.trim(), "3 claims, 3 of them told by several independent sources, 1 disputed; 1 articles are copies");
    // Three papers tell of the meeting, once as talks; the plant is in three articles of which one is a copy; a condemnation and a criticism
    // are one deed. The second meeting, five days later, and what one paper alone has are no claims.
    assert_eq!(table(&folder, COUNTS), ["Condemnation,2,2", "Meeting,3,3", "Shelling,2,3"]);
    let copies = "SELECT ?a ?b { ?x rel:copyOf ?y . ?x dcterms:identifier ?a . ?y dcterms:identifier ?b }";
    assert_eq!(table(&folder, copies), ["courier-plant,wire-plant"]);
    let sources = "SELECT ?source { ?claim rel:did rel:Shelling ; rel:source ?source } ORDER BY ?source";
    assert_eq!(table(&folder, sources), ["continental wire", "harbour herald"]);
    assert_eq!(relata(&folder, &["check"]).status, 0);
}

#[test]
fn disputes_name_who_tells_and_who_denies() {
    let folder = with_graph();
    relata(&folder, &["--quiet", "corroborate"]).done();
    let dispute = "SELECT ?teller ?denier { ?claim rel:disputedBy/rdfs:label ?denier ; rel:toldBy/rdfs:label ?teller }";
    assert_eq!(table(&folder, dispute), ["Ukraine,Russia"]);
    let day = "SELECT ?day { ?claim rel:disputedBy ?somebody ; schema:startDate ?day ; schema:endDate ?day }";
    assert_eq!(table(&folder, day), ["2022-08-05"]);
}

#[test]
fn ask_answers_without_claims_in_the_graph_and_leaves_it_alone() {
    let folder = with_graph();
    let before = bytes(&folder, "graph.nq");
    let told = relata(&folder, &["ask", "corroborated"]).done();
    for line in [
        "Joe Biden · met with · Xi Jinping  (2022-11-14; 3 independent sources)\n",
        "António Guterres · condemned · Russia  (2022-08-06; 2 independent sources)\n",
        "copy of wire-plant by Ukraine: “Ukraine said that Russia had shelled",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    let disputed = relata(&folder, &["ask", "disputed"]).done();
    assert!(
        disputed.contains("Russia · shelled · Zaporizhzhia nuclear power plant  (2022-08-05; 2 independent sources; disputed)"),
        "{disputed}"
    );
    assert!(disputed.contains("    disputed by Russia: “Russia denied that it had"), "{disputed}");
    assert!(!disputed.contains("Joe Biden"));
    assert_eq!(bytes(&folder, "graph.nq"), before);
}

#[test]
fn questions_about_claims_are_narrowed_as_others_are() {
    let folder = with_graph();
    let ask = |arguments: &[&str]| rows(&folder, &[&["ask", "--format", "json"], arguments].concat());
    assert!(ask(&["corroborated", "--who", "biden"]).iter().all(|row| value(row, "whom") == "Xi Jinping"));
    assert_eq!(ask(&["corroborated", "--who", "biden"]).len(), 3);
    assert_eq!(ask(&["corroborated", "--type", "ASSAULT"]).len(), 4);
    assert_eq!(ask(&["corroborated", "--since", "2022-09-01"]).len(), 3);
    assert_eq!(ask(&["corroborated", "--limit", "1"]).len(), 3);
    assert_eq!(ask(&["corroborated", "--until", "2022-08-01"]).len(), 0);
}

#[test]
fn claims_are_a_function_of_the_articles_and_not_of_their_order() {
    let folder = with_graph();
    relata(&folder, &["--quiet", "corroborate"]).done();
    let mut lines: Vec<_> = ARTICLES.lines().collect();
    lines.reverse();
    write(&folder, "reversed.jsonl", lines.join("\n"));
    for _ in 0..2 {
        relata(&folder, &["--quiet", "build", "-s", "other.nq", "reversed.jsonl"]).done();
        relata(&folder, &["--quiet", "corroborate", "-s", "other.nq"]).done();
        assert_eq!(bytes(&folder, "other.nq"), bytes(&folder, "graph.nq"));
    }
}

#[test]
fn claims_that_articles_make_no_more_are_found_and_made_anew() {
    let folder = with_graph();
    relata(&folder, &["--quiet", "corroborate"]).done();
    relata(&folder, &["--quiet", "remove", "herald-plant"]).done();
    let run = relata(&folder, &["check", "--only", "claims"]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("stale  claim/russia/shelled/~zaporizhzhia-nuclear-power-plant"), "{}", run.out);
    relata(&folder, &["--quiet", "corroborate"]).done();
    assert_eq!(relata(&folder, &["check"]).status, 0);
    assert_eq!(table(&folder, COUNTS), ["Meeting,3,3", "Shelling,1,2"]);
    assert_eq!(relata(&folder, &["corroborate", "-s", "none.nq"]).status, 2);
}

#[test]
fn sources_that_are_not_known_count_as_one() {
    let folder = folder();
    for (name, words) in [("a", "Poland accused Russia on Monday."), ("b", "Russia was accused by Poland on Monday.")] {
        write(&folder, &format!("{name}.txt"), format!("12 March 2024\n\n{words}\n"));
    }
    relata(&folder, &["--quiet", "build", "a.txt", "b.txt"]).done();
    relata(&folder, &["--quiet", "corroborate"]).done();
    assert_eq!(table(&folder, COUNTS), ["Accusation,1,2"]);
}
