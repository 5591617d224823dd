//! Runs the program as a user runs it, in a folder of its own.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run left behind.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The output of a run that did what was asked.
    pub fn done(self) -> String {
        assert_eq!(self.status, 0, "{}", self.err);
        self.out
    }
}

/// Runs the program in a folder.
pub fn relata(folder: &TempDir, arguments: &[&str]) -> Run {
    relata_with(folder, arguments, "")
}

/// Runs the program in a folder with something on standard input.
pub fn relata_with(folder: &TempDir, arguments: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_relata"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("RELATA_STORE")
        .env_remove("RELATA_BASE")
        .env_remove("RELATA_THREADS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its arguments does not read its input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

pub fn write(folder: &TempDir, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

pub fn bytes(folder: &TempDir, name: &str) -> Vec<u8> {
    fs::read(folder.path().join(name)).unwrap()
}
