//! What the README shows is what the program says.
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::process::Command;

const README: &str = include_str!("../README.md");

/// What the README shows below a command, up to the next one or the end of the block.
fn shown(command: &str) -> &'static str {
    let (_, rest) = README.split_once(&format!("\n$ {command}\n")).unwrap();
    let end = [rest.find("\n$ "), rest.find("\n```")].into_iter().flatten().min().unwrap();
    &rest[..end]
}

fn said(arguments: &[&str]) -> String {
    let output =
        Command::new(env!("CARGO_BIN_EXE_relata")).current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_first_example_is_what_comes_out() {
    assert_eq!(shown("cat examples/note.txt"), include_str!("../examples/note.txt").trim_end());
    assert_eq!(shown("relata extract examples/note.txt"), said(&["extract", "examples/note.txt"]).trim_end());
}

#[test]
fn each_subject_of_the_turtle_is_in_the_graph_as_shown() {
    let turtle = said(&["extract", "--format", "turtle", "examples/note.txt"]);
    let subjects: Vec<_> =
        shown("relata extract --format turtle examples/note.txt").split("\n\n").filter(|subject| *subject != "…").collect();
    assert!(subjects.len() >= 5);
    for subject in subjects {
        assert!(turtle.contains(subject), "not in the graph:\n{subject}\n\n{turtle}");
    }
}
