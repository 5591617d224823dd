//! Nothing is lost: killed at any moment, on a full disk, two at once, asked to stop, the graph on disk is the old or the new one, whole.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const OLD: &str = "Poland accused Russia of sabotage.\n";
/// Moments, spread over a whole run, at which it is killed.
const MOMENTS: u32 = 8;

fn relata(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_relata"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    for variable in ["RELATA_STORE", "RELATA_BASE", "RELATA_THREADS"] {
        command.env_remove(variable);
    }
    command
}

/// A folder with a graph of one article, and more articles that are not in it yet.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.txt"), OLD).unwrap();
    assert!(relata(folder.path(), &["-q", "build", "old.txt"]).status().unwrap().success());
    // The filler makes each longer than what is read ahead of a pipe.
    let filler = "-".repeat(900);
    let records: String = (0..40)
        .map(|number| format!("{{\"filler\":\"{filler}\",\"doc\":\"new-{number:02}.txt\",\"text\":\"France sanctioned Belarus on day {number}. Ministers met in Paris.\"}}\n"))
        .collect();
    fs::write(folder.path().join("news.jsonl"), records).unwrap();
    folder
}

fn graph(folder: &TempDir) -> Vec<u8> {
    fs::read(folder.path().join("graph.nq")).unwrap()
}

/// Files that are half written.
fn parts(folder: &TempDir) -> usize {
    let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_str().unwrap().ends_with(".part")).count()
}

/// The graph before and after `news.jsonl`, and how long it took.
fn before_and_after() -> (Vec<u8>, Vec<u8>, Duration) {
    let folder = folder();
    let before = graph(&folder);
    let start = Instant::now();
    assert!(relata(folder.path(), &["-q", "build", "news.jsonl"]).status().unwrap().success());
    (before, graph(&folder), start.elapsed())
}

/// Without a chance to put anything in order.
fn kill(mut child: Child) {
    let _ = child.kill();
    child.wait().unwrap();
}

#[test]
fn killed_at_any_moment_the_graph_is_the_old_or_the_new_one() {
    let (before, after, whole) = before_and_after();
    let folder = folder();
    for moment in 0..MOMENTS {
        let child = relata(folder.path(), &["-q", "build", "news.jsonl"]).spawn().unwrap();
        sleep(whole * moment / MOMENTS);
        kill(child);
        let found = graph(&folder);
        assert!(found == before || found == after, "killed after {moment}/{MOMENTS} of the time");
        if found == after {
            fs::write(folder.path().join("graph.nq"), &before).unwrap();
        }
    }
    // The moment that matters most: while the new graph is written beside the old one.
    for _ in 0..4 {
        let mut child = relata(folder.path(), &["-q", "build", "news.jsonl"]).spawn().unwrap();
        while parts(&folder) == 0 && child.try_wait().unwrap().is_none() {}
        kill(child);
        let found = graph(&folder);
        assert!(found == before || found == after, "killed while it wrote");
        fs::write(folder.path().join("graph.nq"), &before).unwrap();
    }
    assert!(relata(folder.path(), &["-q", "build", "news.jsonl"]).status().unwrap().success());
    assert_eq!(graph(&folder), after);
    assert_eq!(parts(&folder), 0, "what was half written is cleared away");
}

#[test]
fn a_full_disk_leaves_the_old_graph_and_is_said() {
    let folder = folder();
    let before = graph(&folder);
    // No file may grow beyond a few kilobytes: a write fails as on a full disk. Without the trap the signal would end the shell's child.
    let script = format!("trap '' XFSZ; ulimit -f 16; exec {} -q build news.jsonl", env!("CARGO_BIN_EXE_relata"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("graph.nq"), "{said}");
    assert_eq!((graph(&folder), parts(&folder)), (before, 0));
}

#[test]
fn a_folder_that_cannot_be_written_is_refused_before_anything_is_read() {
    let folder = folder();
    // Nobody makes files there, not even root.
    let output = relata(folder.path(), &["-q", "build", "news.jsonl", "--store", "/proc/graph.nq"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("/proc/"));
}

#[test]
fn of_two_writers_the_second_is_refused_and_the_first_goes_on() {
    let folder = folder();
    let begin = || relata(folder.path(), &["-q", "build", "-", "--from", "jsonl"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut first = begin();
    let lock = folder.path().join(".graph.nq.lock");
    let second = loop {
        // Until the first one holds the lock, the second one may win it: then it has changed nothing, and both try again.
        if first.try_wait().unwrap().is_some() {
            first = begin();
        }
        let output = relata(folder.path(), &["remove", "nobody.txt"]).output().unwrap();
        if output.status.code() == Some(2) {
            break String::from_utf8(output.stderr).unwrap();
        }
        sleep(Duration::from_millis(20));
    };
    assert!(second.contains("another process is writing"), "{second}");
    assert!(lock.exists());
    first.stdin.take().unwrap().write_all(&fs::read(folder.path().join("news.jsonl")).unwrap()).unwrap();
    assert!(first.wait().unwrap().success());
    assert_eq!(graph(&folder), before_and_after().1);
}

#[test]
fn asked_to_stop_it_keeps_what_was_read() {
    for signal in ["-INT", "-TERM"] {
        let folder = folder();
        let mut child =
            relata(folder.path(), &["build", "-", "--from", "jsonl", "-j", "1"]).stdin(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let records = fs::read_to_string(folder.path().join("news.jsonl")).unwrap();
        // Two batches of one thread; it then waits for more.
        records.lines().take(20).for_each(|line| writeln!(input, "{line}").unwrap());
        input.flush().unwrap();
        sleep(Duration::from_millis(1500));
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        sleep(Duration::from_millis(100));
        records.lines().skip(20).for_each(|line| drop(writeln!(input, "{line}")));
        drop(input);
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{said}");
        assert!(said.contains("stopped as asked"), "{said}");
        let kept = String::from_utf8(graph(&folder)).unwrap();
        assert!(kept.contains("new-00.txt") && kept.contains("old.txt") && !kept.contains("new-39.txt"), "{said}");
    }
}
