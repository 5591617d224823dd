//! [`Format`]: what shape an input has, told by its name or by its first bytes.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The shape of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, one article a file.
    Text,
    /// Markdown, one article a file, with or without front matter.
    Markdown,
    /// A web page: one article a file, its main content.
    Html,
    /// JSON: one record a line, or an array of records, or records one after the other.
    JsonLines,
    /// RSS, Atom or JSON Feed: one article an entry.
    Feed,
    /// Sentences and tokens already split, one document a file. [`Sources::texts`](super::Sources::texts) hands it on undigested.
    Conllu,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 6] = [Self::Text, Self::Markdown, Self::Html, Self::JsonLines, Self::Feed, Self::Conllu];

    /// The name on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Feed => "feed",
            Self::Conllu => "conllu",
        }
    }

    /// The format that a file's ending stands for, compression aside. `None`: its first bytes must tell.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        match extension(path).as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "rss" | "atom" => Some(Self::Feed),
            "conllu" => Some(Self::Conllu),
            _ => None,
        }
    }

    /// The format that the beginning of a decompressed file looks like; plain text where nothing speaks for another.
    #[must_use]
    pub fn of_head(head: &[u8]) -> Self {
        let text = String::from_utf8_lossy(head).to_lowercase();
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let has = |mark: &str| text.contains(mark);
        if text.starts_with('{') && has("jsonfeed.org/version") {
            Self::Feed
        } else if text.starts_with("{\"") || text.starts_with("[{") || starts_json(text) {
            Self::JsonLines
        } else if text.starts_with('<') && (has("<rss") || has("<feed") || has("<rdf:rdf")) && !has("<html") {
            Self::Feed
        } else if text.starts_with('<')
            && ["<html", "<!doctype html", "<head", "<body", "<article", "<p>", "<div"].iter().any(|mark| has(mark))
        {
            Self::Html
        } else if text.starts_with("<?xml") {
            Self::Feed
        } else {
            Self::Text
        }
    }
}

/// Whether the text opens an object or an array of objects, blanks between the brackets allowed.
fn starts_json(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    matches!((marks.next(), marks.next()), (Some('{'), Some('"')) | (Some('['), Some('{' | ']')))
}

/// Whether a file found in a folder is no article by its ending: a table, a graph, a query, a picture of the store's own making.
///
/// Such files are passed over in folders, so that a folder may hold its articles and the graph made of them; named
/// one by one they are read.
pub(super) fn is_no_article(path: &Path) -> bool {
    const ENDINGS: [&str; 21] = [
        "csv", "dot", "gexf", "graphml", "json-ld", "jsonld", "lock", "n3", "nq", "nt", "owl", "rdf", "rq", "ru", "sparql",
        "svg", "toml", "trig", "tsv", "ttl", "xlsx",
    ];
    ENDINGS.contains(&extension(path).as_str())
}

/// The ending in lower case, without that of a compression.
fn extension(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let bare = [".gz", ".zst", ".zstd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    bare.rsplit_once('.').map(|(_, ending)| ending.to_owned()).unwrap_or_default()
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|format| format.as_str() == name);
        known.ok_or_else(|| format!("{name:?} is none of {}", Self::ALL.map(Self::as_str).join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_the_format_with_or_without_compression() {
        let of = |name: &str| Format::of_path(Path::new(name));
        assert_eq!(of("a/b.TXT"), Some(Format::Text));
        assert_eq!(of("b.jsonl.gz"), Some(Format::JsonLines));
        assert_eq!(of("b.htm.zst"), Some(Format::Html));
        assert_eq!(of("b.xml"), None);
        assert_eq!(of("b"), None);
    }

    #[test]
    fn first_bytes_tell_the_format() {
        let of = |head: &str| Format::of_head(head.as_bytes());
        assert_eq!(of("\u{feff}<?xml version='1.0'?>\n<rss version='2.0'>"), Format::Feed);
        assert_eq!(of("<?xml version='1.0'?><!DOCTYPE html PUBLIC ''><html>"), Format::Html);
        assert_eq!(of("<!doctype HTML><title>x"), Format::Html);
        assert_eq!(of("{\"text\":\"<p>\"}"), Format::JsonLines);
        assert_eq!(of("[\n  { \"text\": 1 }"), Format::JsonLines);
        assert_eq!(of("{\"version\":\"https://jsonfeed.org/version/1.1\"}"), Format::Feed);
        assert_eq!(of("[Updated] Talks resume"), Format::Text);
        assert_eq!(of("Talks resume"), Format::Text);
    }

    #[test]
    fn names_are_read_back() {
        for format in Format::ALL {
            assert_eq!(format.as_str().parse(), Ok(format));
        }
        assert!("pdf".parse::<Format>().is_err());
    }

    #[test]
    fn graphs_and_tables_are_no_articles() {
        assert!(is_no_article(Path::new("graph.nq.zst")));
        assert!(is_no_article(Path::new("x.tsv")));
        assert!(!is_no_article(Path::new("x.txt")));
    }
}
