//! `relata same` and `relata different`: who is whom across articles, as people say, kept in the graph and honoured at each build.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn relata(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_relata")).args(arguments).current_dir(folder).output().unwrap()
}

fn done(folder: &Path, arguments: &[&str]) -> String {
    let output = relata(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Two articles that call one person differently.
fn articles(folder: &Path) {
    fs::write(folder.join("one.txt"), "Foreign Minister Sergei Lavrov accused Poland. Lavrov left.").unwrap();
    fs::write(folder.join("two.txt"), "Lavrov criticised Estonia on Monday.").unwrap();
    done(folder, &["-q", "build", "one.txt", "two.txt"]);
}

/// The targets of what an actor did.
fn targets(folder: &Path, actor: &str) -> Vec<String> {
    let query = format!(
        "SELECT DISTINCT ?name {{ ?event rel:agent <https://w3id.org/relata/actor/{actor}> ; rel:patient ?target . ?target rdfs:label ?name }} ORDER BY ?name"
    );
    done(folder, &["-q", "query", "--format", "csv", &query]).lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn what_is_said_to_be_one_is_written_as_one_once_it_is_built_again() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    articles(folder);
    assert_eq!(targets(folder, "sergei-lavrov"), ["Poland"]);
    done(folder, &["-q", "same", "lavrov-person", "sergei-lavrov"]);
    done(folder, &["-q", "build", "one.txt", "two.txt"]);
    assert_eq!(targets(folder, "sergei-lavrov"), ["Estonia", "Poland"]);
    assert_eq!(targets(folder, "lavrov-person"), Vec::<String>::new());
    done(folder, &["-q", "check"]);
    let said = done(folder, &["-q", "query", "--format", "csv", "SELECT ?one ?other { ?one rel:same ?other }"]);
    assert_eq!(
        said.lines().nth(1),
        Some("https://w3id.org/relata/actor/lavrov-person,https://w3id.org/relata/actor/sergei-lavrov")
    );
}

#[test]
fn what_was_said_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    articles(folder);
    let before = fs::read(folder.join("graph.nq")).unwrap();
    done(folder, &["-q", "same", "lavrov-person", "sergei-lavrov"]);
    done(folder, &["-q", "build", "two.txt"]);
    done(folder, &["-q", "same", "--forget", "lavrov-person", "sergei-lavrov"]);
    done(folder, &["-q", "build", "two.txt"]);
    assert_eq!(fs::read(folder.join("graph.nq")).unwrap(), before);
    let output = relata(folder, &["same", "--forget", "lavrov-person", "sergei-lavrov"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_article_may_mean_somebody_else_of_the_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    articles(folder);
    done(folder, &["-q", "different", "lavrov-person", "--in", "two.txt"]);
    done(folder, &["-q", "build", "two.txt"]);
    assert_eq!(targets(folder, "lavrov-person"), Vec::<String>::new());
    assert_eq!(targets(folder, "lavrov-person--two.txt"), ["Estonia"]);
    done(folder, &["-q", "check"]);
}

#[test]
fn what_is_no_iri_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    articles(folder.path());
    let output = relata(folder.path(), &["same", "http://a b", "sergei-lavrov"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is no IRI"));
}
