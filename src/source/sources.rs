//! [`Sources`]: the reader of everything, as an iterator.

use super::error::{Cause, SourceError};
use super::finder::{self, Input};
use super::open::{self, Stream};
use super::records::Records;
use super::{Article, Fields, Format, encoding, feed, html, markdown};
use jiff::civil::Date;
use std::collections::{HashMap, VecDeque};
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::Path;

/// How inputs are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The format of all inputs; `None`: each input's ending or first bytes tell.
    pub format: Option<Format>,
    /// The day of publication of articles whose metadata names none. It goes before the dateline.
    pub date: Option<Date>,
    /// Which fields of JSON records hold what.
    pub fields: Fields,
    /// The most bytes that one file, or one line of JSON Lines, may have once decompressed.
    pub limit: u64,
}

impl Default for Options {
    /// Everything is told by the inputs themselves, up to 256 MiB each.
    fn default() -> Self {
        Self { format: None, date: None, fields: Fields::default(), limit: 256 << 20 }
    }
}

/// Articles from files, folders, patterns and standard input (`-`).
///
/// The order of the articles is that of the inputs, within a folder that of the alphabet, within a file that of the file: always the
/// same. What cannot be read comes as an error in its place, and the rest is read. Files are opened one at a time; JSON Lines
/// are read line by line, of other formats one file is in memory at a time.
///
/// ```
/// use relata::source::Sources;
///
/// let articles: Vec<_> = Sources::new(["examples/articles"]).into_iter().filter_map(Result::ok).collect();
/// assert!(articles.len() >= 12);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sources {
    names: Vec<String>,
    options: Options,
}

impl Sources {
    /// Reads these: paths of files and folders, patterns such as `news/*.html`, or `-`.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { names: names.into_iter().map(Into::into).collect(), options: Options::default() }
    }

    /// Takes every input for this format, whatever its name.
    #[must_use]
    pub fn with_format(mut self, format: Format) -> Self {
        self.options.format = Some(format);
        self
    }

    /// Gives articles without a date of their own this one.
    #[must_use]
    pub fn with_date(mut self, date: Date) -> Self {
        self.options.date = Some(date);
        self
    }

    /// Names the fields of JSON records.
    #[must_use]
    pub fn with_fields(mut self, fields: Fields) -> Self {
        self.options.fields = fields;
        self
    }

    /// Sets how many bytes one file, or one line of JSON Lines, may have once decompressed.
    #[must_use]
    pub fn with_limit(mut self, bytes: u64) -> Self {
        self.options.limit = bytes;
        self
    }

    /// Sets everything at once.
    #[must_use]
    pub fn with_options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// The inputs as decoded text, for formats that hold an analysis already ([`Format::Conllu`]).
    #[must_use]
    pub fn texts(self) -> Texts {
        let (inputs, errors) = finder::find(&self.names);
        Texts { inputs: inputs.into(), errors: errors.into(), options: self.options }
    }
}

impl IntoIterator for Sources {
    type Item = Result<Article, SourceError>;
    type IntoIter = Articles;

    /// Finds the files at once and opens them one by one.
    fn into_iter(self) -> Articles {
        let (inputs, errors) = finder::find(&self.names);
        Articles {
            total: inputs.len(),
            inputs: inputs.into(),
            errors: errors.into(),
            options: self.options,
            open: None,
            seen: HashMap::new(),
        }
    }
}

/// The articles of [`Sources`], in order.
pub struct Articles {
    total: usize,
    inputs: VecDeque<Input>,
    errors: VecDeque<SourceError>,
    options: Options,
    open: Option<ArticleIterator>,
    /// For each name met the article, both as hashes: of millions of articles not even the names are kept.
    seen: HashMap<u64, u64>,
}

impl Articles {
    /// How many inputs there are, and how many of them have been read to their end: for showing progress.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.total - self.inputs.len() - usize::from(self.open.is_some()), self.total)
    }

    /// Passes on an article unless another has its name; the same article a second time is dropped without a word.
    fn unless_repeated(&mut self, article: Article) -> Option<Result<Article, SourceError>> {
        let content = hash(&article.text);
        match self.seen.insert(hash(&article.doc), content) {
            None => Some(Ok(article)),
            Some(before) if before == content => None,
            Some(before) => {
                self.seen.insert(hash(&article.doc), before);
                let place = article.doc.clone();
                Some(Err(SourceError::new(place, Cause::Duplicate(article.doc))))
            }
        }
    }
}

impl Iterator for Articles {
    type Item = Result<Article, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.errors.pop_front() {
            return Some(Err(error));
        }
        loop {
            match self.open.as_mut().and_then(Iterator::next) {
                Some(Ok(article)) => {
                    if let Some(result) = self.unless_repeated(article) {
                        return Some(result);
                    }
                }
                Some(Err(error)) => return Some(Err(error)),
                None => self.open = Some(open_input(self.inputs.pop_front()?, &self.options)),
            }
        }
    }
}

/// The texts of [`Sources`] with the names of their inputs, in order.
pub struct Texts {
    inputs: VecDeque<Input>,
    errors: VecDeque<SourceError>,
    options: Options,
}

impl Iterator for Texts {
    type Item = Result<(String, String), SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(error) = self.errors.pop_front() {
            return Some(Err(error));
        }
        let input = self.inputs.pop_front()?;
        let text = raw(&input)
            .and_then(open::decompressed)
            .map_err(open::unreadable)
            .and_then(|stream| open::whole(stream, self.options.limit))
            .and_then(encoding::decode)
            .and_then(|text| if text.trim().is_empty() { Err(Cause::Empty) } else { Ok(text) });
        Some(text.map(|text| (input.doc().to_owned(), text)).map_err(|cause| SourceError::new(input.place(), cause)))
    }
}

/// The articles of one input.
type ArticleIterator = Box<dyn Iterator<Item = Result<Article, SourceError>> + Send>;

fn hash(text: &str) -> u64 {
    // Its keys are fixed, so that two runs agree.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

fn raw(input: &Input) -> io::Result<Box<dyn Read + Send>> {
    Ok(match input {
        Input::Standard => Box::new(io::stdin()),
        Input::File(path, _) => Box::new(File::open(path)?),
    })
}

fn open_input(input: Input, options: &Options) -> ArticleIterator {
    let format = options.format.or_else(|| if let Input::File(path, _) = &input { Format::of_path(path) } else { None });
    match raw(&input) {
        Ok(raw) => read_as(format, input.place(), input.doc(), raw, options),
        Err(error) => Box::new(std::iter::once(Err(SourceError::new(input.place(), open::unreadable(error))))),
    }
}

/// Reads one input that is already open, compressed or not: what [`Sources`] does for each file.
///
/// `doc` names the article, or the input of several; its ending tells the format where the options do not.
///
/// ```
/// use relata::source::{Options, read};
///
/// let page = "<title>Talks resume in Geneva</title><p>The two sides met on Monday.</p>";
/// let articles: Vec<_> = read("page.html", page.as_bytes(), &Options::default()).collect();
/// assert_eq!(articles[0].as_ref().unwrap().text, "Talks resume in Geneva\n\nThe two sides met on Monday.");
/// ```
pub fn read<R>(doc: &str, raw: R, options: &Options) -> impl Iterator<Item = Result<Article, SourceError>> + Send + use<R>
where
    R: Read + Send + 'static,
{
    let format = options.format.or_else(|| Format::of_path(Path::new(doc)));
    read_as(format, doc.to_owned(), doc, raw, options)
}

fn read_as(
    format: Option<Format>,
    place: String,
    doc: &str,
    raw: impl Read + Send + 'static,
    options: &Options,
) -> ArticleIterator {
    let date = options.date;
    let finish = move |mut article: Article| {
        super::complete(&mut article, date);
        article
    };
    match articles_of(format, &place, doc, raw, options) {
        Ok(articles) => Box::new(articles.map(move |result| result.map(finish))),
        Err(cause) => Box::new(std::iter::once(Err(SourceError::new(place, cause)))),
    }
}

fn articles_of(
    format: Option<Format>,
    place: &str,
    doc: &str,
    raw: impl Read + Send + 'static,
    options: &Options,
) -> Result<ArticleIterator, Cause> {
    let (head, stream) = open::decompressed(raw).and_then(open::head).map_err(open::unreadable)?;
    let format = format.unwrap_or_else(|| Format::of_head(&head));
    if format == Format::JsonLines && !encoding::is_utf16(&head) && !head.trim_ascii().is_empty() {
        return Ok(Box::new(Records::new(place, doc, stream, options.fields.clone(), limit(options))));
    }
    let text = decoded(stream, options)?;
    let one = |article: Article| -> ArticleIterator { Box::new(std::iter::once(Ok(article))) };
    Ok(match format {
        Format::Text | Format::Conllu => one(Article::new(doc, text)),
        Format::Markdown => one(some(markdown::read(doc, &text))?),
        Format::Html => one(some(html::read(doc, &text))?),
        Format::JsonLines => Box::new(Records::of_text(place, doc, text, options.fields.clone())),
        Format::Feed => Box::new(feed::read(doc, &text)?.into_iter().map(Ok)),
    })
}

fn decoded(stream: Stream, options: &Options) -> Result<String, Cause> {
    let text = encoding::decode(open::whole(stream, limit(options))?)?;
    if text.trim().is_empty() { Err(Cause::Empty) } else { Ok(text) }
}

/// Markup may hold no words.
fn some(article: Article) -> Result<Article, Cause> {
    if article.text.trim().is_empty() { Err(Cause::Empty) } else { Ok(article) }
}

/// The user's limit, or that of [`crate::span::Span`] where it is lower.
fn limit(options: &Options) -> u64 {
    options.limit.min(u64::from(u32::MAX))
}
