//! `relata network`, run as a user runs it.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const NOTE: &str = "MOSCOW, 3 November 2022 — Poland accused Russia on Tuesday. Russia condemned Poland. The United States praised Poland. \
    Germany and France held talks in Berlin. Russia plans to sanction Estonia.";

/// What a run left behind.
struct Run {
    status: i32,
    out: String,
    err: String,
}

fn relata(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_relata"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("RELATA_STORE")
        .env_remove("RELATA_BASE")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder whose graph holds the note.
fn with_note() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("note.txt"), NOTE).unwrap();
    assert_eq!(relata(folder.path(), &["--quiet", "build", "note.txt"]).status, 0);
    folder
}

#[test]
fn without_a_file_a_table_shows_who_matters() {
    let folder = with_note();
    let run = relata(folder.path(), &["network"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    for part in ["Actors", "Ties", "Poland", "− accused", "+ praised", "█"] {
        assert!(run.out.contains(part), "{part}: {}", run.out);
    }
    assert!(!run.out.contains("Estonia"), "what is planned is no tie unless it is asked for: {}", run.out);
    assert!(relata(folder.path(), &["network", "--modality", "any"]).out.contains("Estonia"));
    assert!(!relata(folder.path(), &["network", "--sign", "cooperation"]).out.contains("accused"));
    let around = relata(folder.path(), &["network", "--around", "united states"]).out;
    assert!(around.contains("2 actors, 1 tie"), "{around}");
}

#[test]
fn a_file_is_written_in_the_format_of_its_ending() {
    let folder = with_note();
    for (name, begins) in [
        ("net.gexf", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf "),
        ("net.graphml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml "),
        ("net.dot", "digraph network {"),
        ("net.json", "{\n\"directed\": true"),
        ("net.cyjs", "{\""),
        ("net.nodes.csv", "Id,Label,type"),
        ("net.csv", "Source,Target,Type,Weight"),
        ("net.matrix.csv", "actor,community,"),
        ("net.ftm.json", "{\"id\":\"relata-"),
    ] {
        let run = relata(folder.path(), &["network", "-o", name]);
        assert_eq!(run.status, 0, "{name}: {}", run.err);
        assert!(run.err.contains("actors and") && run.err.contains(name), "{}", run.err);
        let bytes = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(bytes.starts_with(begins), "{name}: {}", &bytes[..80.min(bytes.len())]);
    }
    let again = relata(folder.path(), &["network", "-o", "net.gexf"]);
    assert_eq!(again.status, 2);
    assert!(again.err.contains("--force"), "{}", again.err);
    let unknown = relata(folder.path(), &["network", "-o", "net.docx"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.err.contains(".gexf"), "{}", unknown.err);
    let to_stdout = relata(folder.path(), &["network", "--format", "dot", "-o", "-"]);
    assert!(to_stdout.status == 0 && to_stdout.out.starts_with("digraph"), "{}", to_stdout.err);
}

#[test]
fn who_or_what_is_not_there_is_told() {
    let folder = with_note();
    for arguments in [["network", "--around", "Atlantis"], ["network", "--type", "serenaded"]] {
        let run = relata(folder.path(), &arguments);
        assert_eq!((run.status, run.out.as_str()), (1, ""));
        assert!(run.err.contains(arguments[2]), "{}", run.err);
    }
    let apart = relata(folder.path(), &["network", "--between", "Germany", "Poland"]);
    assert_eq!(apart.status, 1);
    assert!(apart.err.contains("no path"), "{}", apart.err);
    let empty = relata(folder.path(), &["network", "--since", "2030-01-01"]);
    assert_eq!(empty.status, 0);
    assert!(empty.out.contains("Nothing"), "{}", empty.out);
}
