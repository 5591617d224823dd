//! From what the user names (files, folders, patterns, `-`) to the files to read, each with the name of its article.

use super::error::{Cause, SourceError};
use super::format;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// Standard input.
    Standard,
    /// A file, and what its article is called.
    File(PathBuf, String),
}

impl Input {
    /// The name for messages.
    pub(super) fn place(&self) -> String {
        match self {
            Self::Standard => "standard input".into(),
            Self::File(path, _) => path.display().to_string(),
        }
    }

    /// The name for the article.
    pub(super) fn doc(&self) -> &str {
        match self {
            Self::Standard => "stdin",
            Self::File(_, doc) => doc,
        }
    }
}

/// Finds the files behind the names, in the order of the names and within a folder in that of the alphabet.
///
/// A file is named by its path below the folder that was given, or by its bare name where it was given itself. Different files
/// that would share a name get as much of their paths as tells them apart; a file named twice is read once.
pub(super) fn find(names: &[String]) -> (Vec<Input>, Vec<SourceError>) {
    let mut inputs = Vec::new();
    let mut errors = Vec::new();
    for name in names {
        match expand(name, &mut errors) {
            Ok(found) => inputs.extend(found),
            Err(error) => errors.push(error),
        }
    }
    let mut inputs = without_repeats(inputs);
    tell_apart(&mut inputs);
    (inputs, errors)
}

fn expand(name: &str, errors: &mut Vec<SourceError>) -> Result<Vec<Input>, SourceError> {
    if name == "-" {
        return Ok(vec![Input::Standard]);
    }
    let path = Path::new(name);
    if path.is_dir() {
        return walk(path, errors);
    }
    if path.exists() {
        return Ok(vec![file(path)]);
    }
    if name.contains(['*', '?', '[']) {
        return matching(name, errors);
    }
    Err(SourceError::new(name, Cause::NotFound))
}

/// The files that a pattern matches, and those in the folders that it matches.
fn matching(pattern: &str, errors: &mut Vec<SourceError>) -> Result<Vec<Input>, SourceError> {
    let paths = glob::glob(pattern).map_err(|error| SourceError::new(pattern, Cause::BadPattern(error.msg.into())))?;
    let mut found = Vec::new();
    for path in paths {
        match path {
            // "**" matches folders as well, whose files it matches besides.
            Ok(path) if path.is_dir() && pattern.contains("**") => {}
            Ok(path) if path.is_dir() => found.extend(walk(&path, errors)?),
            Ok(path) => found.push(file(&path)),
            Err(error) => {
                errors.push(SourceError::new(error.path().display().to_string(), Cause::Unreadable(error.error().to_string())))
            }
        }
    }
    if found.is_empty() { Err(SourceError::new(pattern, Cause::NothingToRead)) } else { Ok(found) }
}

fn file(path: &Path) -> Input {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    Input::File(path.to_owned(), name.into_owned())
}

/// The files below a folder. Hidden ones are passed over, and those whose ending says that they are no articles.
fn walk(root: &Path, errors: &mut Vec<SourceError>) -> Result<Vec<Input>, SourceError> {
    let mut found = Vec::new();
    let hidden = |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && !format::is_no_article(entry.path()) => {
                let doc = slashed(entry.path().strip_prefix(root).unwrap_or(entry.path()));
                found.push(Input::File(entry.into_path(), doc));
            }
            Ok(_) => {}
            Err(error) => {
                let place = error.path().unwrap_or(root).display().to_string();
                let why = error.io_error().map_or_else(|| "it leads back to a folder above it".into(), ToString::to_string);
                errors.push(SourceError::new(place, Cause::Unreadable(why)));
            }
        }
    }
    if found.is_empty() { Err(SourceError::new(root.display().to_string(), Cause::NothingToRead)) } else { Ok(found) }
}

/// A path with "/" between its parts, on every system.
fn slashed(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The path from the root of the file system, by whatever way the file was reached.
fn whole_path(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn without_repeats(inputs: Vec<Input>) -> Vec<Input> {
    let mut seen = BTreeSet::new();
    let is_new = |input: &Input| match input {
        Input::Standard => seen.insert(PathBuf::from("-")),
        Input::File(path, _) => seen.insert(whole_path(path)),
    };
    inputs.into_iter().filter(is_new).collect()
}

/// Gives files that share a name longer names, made of the last parts of their paths.
fn tell_apart(inputs: &mut [Input]) {
    for parts in 2.. {
        let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
        for input in inputs.iter() {
            *holders.entry(input.doc()).or_default() += 1;
        }
        let shared: BTreeSet<String> =
            holders.into_iter().filter(|(_, count)| *count > 1).map(|(doc, _)| doc.to_owned()).collect();
        let mut changed = false;
        for input in inputs.iter_mut() {
            if let Input::File(path, doc) = input
                && shared.contains(doc)
            {
                let longer = last_parts(path, parts);
                changed |= longer != *doc;
                *doc = longer;
            }
        }
        // Paths of different files differ, so this ends at the length of the longest at the latest.
        if !changed && (shared.is_empty() || parts > 4096) {
            return;
        }
    }
}

fn last_parts(path: &Path, parts: usize) -> String {
    let whole = slashed(&whole_path(path));
    let all: Vec<_> = whole.split('/').collect();
    all[all.len().saturating_sub(parts)..].join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder with files in it.
    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        folder
    }

    fn docs(folder: &tempfile::TempDir, names: &[&str]) -> Vec<String> {
        let names: Vec<_> = names.iter().map(|name| folder.path().join(name).display().to_string()).collect();
        find(&names).0.iter().map(|input| input.doc().to_owned()).collect()
    }

    #[test]
    fn folders_are_walked_in_order() {
        let folder = folder(&["b.txt", "a/z.txt", "a/b/c.md", ".hidden/x.txt", ".x.txt", "graph.nq", "c.tsv"]);
        assert_eq!(docs(&folder, &[""]), ["a/b/c.md", "a/z.txt", "b.txt"]);
    }

    #[test]
    fn a_file_has_its_bare_name_and_what_is_named_is_read() {
        let folder = folder(&["a/z.txt", "c.tsv"]);
        assert_eq!(docs(&folder, &["a/z.txt", "c.tsv"]), ["z.txt", "c.tsv"]);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let folder = folder(&["a/z.txt"]);
        assert_eq!(docs(&folder, &["a", "a/z.txt", "a/../a/z.txt", "*"]), ["z.txt"]);
    }

    #[test]
    fn files_that_share_a_name_are_told_apart_in_any_order() {
        let folder = folder(&["one/x/a.txt", "two/x/a.txt", "b.txt"]);
        assert_eq!(docs(&folder, &["one/x", "two/x/a.txt", "b.txt"]), ["one/x/a.txt", "two/x/a.txt", "b.txt"]);
        assert_eq!(docs(&folder, &["two/x", "one/x"]), ["two/x/a.txt", "one/x/a.txt"]);
        assert_eq!(docs(&folder, &["**/a.txt"]), ["one/x/a.txt", "two/x/a.txt"]);
    }

    #[test]
    fn names_with_brackets_are_names_first() {
        let folder = folder(&["a[1].txt", "a1.txt"]);
        assert_eq!(docs(&folder, &["a[1].txt"]), ["a[1].txt"]);
        assert_eq!(docs(&folder, &["a[0-9].txt"]), ["a1.txt"]);
    }

    #[test]
    fn what_is_not_there_is_an_error_and_the_rest_is_found() {
        let folder = folder(&["a.txt", "empty/.x"]);
        let names = ["nothing.txt", "*.md", "empty", "a.txt", "[.txt"].map(|name| folder.path().join(name).display().to_string());
        let (inputs, errors) = find(&names);
        assert_eq!(inputs.len(), 1);
        let causes: Vec<_> = errors.iter().map(|error| error.cause().clone()).collect();
        assert_eq!(causes[..3], [Cause::NotFound, Cause::NothingToRead, Cause::NothingToRead]);
        assert!(matches!(causes[3], Cause::BadPattern(_)));
    }
}
