//! [`Article`]: one news item as received.

use crate::span::Span;
use jiff::civil::Date;

/// One news item as received: its text and what is known about it. Immutable after reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name in output and the root of its IRI: the file's name, the feed entry's link, or the `doc` field of a record, kept as it is.
    pub doc: String,
    /// The text, NFC or not, as received. All positions point into it.
    pub text: String,
    /// The headline.
    pub title: Option<String>,
    /// Where the headline stands in the text; `None` where it came apart from it.
    pub title_span: Option<Span>,
    /// Day of publication: from metadata, from `--date`, or from the dateline, in this order.
    pub date: Option<Date>,
    /// Where the dateline ("GENEVA, 12 March 2024 —", or a line with the date) stands in the text.
    pub dateline: Option<Span>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The canonical address.
    pub url: Option<String>,
    /// Who wrote it, as worded.
    pub author: Option<String>,
}

impl Article {
    /// An article that is nothing but a name and a text.
    ///
    /// ```
    /// use relata::Article;
    ///
    /// let article = Article::new("note.txt", "Poland accused Russia.");
    /// assert_eq!(article.date, None);
    /// ```
    #[must_use]
    pub fn new(doc: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            doc: doc.into(),
            text: text.into(),
            title: None,
            title_span: None,
            date: None,
            dateline: None,
            publisher: None,
            url: None,
            author: None,
        }
    }

    /// The article with its day of publication set.
    #[must_use]
    pub fn with_date(mut self, date: Date) -> Self {
        self.date = Some(date);
        self
    }
}
