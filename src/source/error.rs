//! [`SourceError`]: an input that could not be read, where it is, and what to do about it.

use std::fmt;

/// Why an input gave no article.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// Neither a file nor a folder has this name.
    NotFound,
    /// A pattern that is no valid glob; the text says why.
    BadPattern(String),
    /// A pattern or folder without a single file to read.
    NothingToRead,
    /// The operating system or the decompressor refused; the text is its message.
    Unreadable(String),
    /// There is nothing in it but blanks.
    Empty,
    /// It is not text; the word says what it looks like.
    Binary(&'static str),
    /// It is larger than the limit, in bytes, once decompressed.
    TooLarge(u64),
    /// It does not follow its format; the text says what is wrong.
    Malformed(String),
    /// A record without a text; the fields that it does have.
    NoText(Vec<String>),
    /// A second article of the same name.
    Duplicate(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no such file or folder"),
            Self::BadPattern(why) => write!(f, "not a valid pattern: {why}"),
            Self::NothingToRead => f.write_str("nothing to read here"),
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
            Self::Empty => f.write_str("empty"),
            Self::Binary(kind) => write!(f, "not text, but {kind}"),
            Self::TooLarge(limit) => write!(f, "larger than the limit of {limit} bytes"),
            Self::Malformed(why) => f.write_str(why),
            Self::NoText(fields) if fields.is_empty() => f.write_str("a record without fields"),
            Self::NoText(fields) => write!(f, "a record without a text, with only {}", fields.join(", ")),
            Self::Duplicate(doc) => write!(f, "a second article named {doc:?}"),
        }
    }
}

/// An input, or one record of it, that gave no article. Everything else of the same run is read all the same.
///
/// Its message names the place and the cause on one line; [`SourceError::hint`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct SourceError {
    path: String,
    line: Option<u64>,
    cause: Cause,
}

impl SourceError {
    /// An error about a whole input.
    pub(super) fn new(path: impl Into<String>, cause: Cause) -> Self {
        Self { path: path.into(), line: None, cause }
    }

    /// An error about one line of it (from 1).
    pub(super) fn at_line(path: impl Into<String>, line: u64, cause: Cause) -> Self {
        Self { path: path.into(), line: Some(line), cause }
    }

    /// The file, folder or pattern, as the user gave it or as it was found.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line, from 1, where one record of a file is at fault and not the whole file.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        self.line
    }

    /// What is wrong.
    #[must_use]
    pub fn cause(&self) -> &Cause {
        &self.cause
    }

    /// What the user can do, where that is more than to look at the file.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match &self.cause {
            Cause::NotFound => "check the name; quote patterns that the shell should not expand",
            Cause::NothingToRead => "hidden files, tables and graphs in folders are passed over; name a file to have it read",
            Cause::Binary("a PDF document") => "turn it into text first, for example with pdftotext",
            Cause::Binary(_) => "give the article as plain text, Markdown, HTML, JSON Lines or a feed",
            Cause::TooLarge(_) => "split the file, or raise the limit",
            Cause::NoText(_) => "name the field that holds the text",
            Cause::Duplicate(_) => "give each article a name of its own",
            Cause::Malformed(_) => "if the format was guessed wrongly, name it",
            Cause::BadPattern(_) | Cause::Unreadable(_) | Cause::Empty => return None,
        })
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.cause),
            None => write!(f, "{}: {}", self.path, self.cause),
        }
    }
}
