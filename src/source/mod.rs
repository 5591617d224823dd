//! Reading: bytes in, [`Article`]s out.
//!
//! [`Sources`] finds files and reads them one after the other, whatever their format. A file that cannot be read becomes one
//! [`SourceError`] and the rest is read. Text that comes as text is kept to the letter (only a byte order mark goes), so that positions hold in
//! the file as well; pages, feeds and Markdown are turned into paragraphs with a blank line between, the headline first.

mod article;
mod date;
mod encoding;
mod error;
mod feed;
mod finder;
mod format;
mod html;
mod layout;
mod markdown;
mod open;
mod records;
mod sources;

pub use article::Article;
pub(crate) use date::month;
pub use error::{Cause, SourceError};
pub use format::Format;
pub use records::{Field, Fields};
pub use sources::{Articles, Options, Sources, Texts, read};

use crate::span::Span;
use jiff::civil::Date;

/// Puts headline and body together as the text, unless the body begins with the headline already.
fn assemble(article: &mut Article, body: &str) {
    article.text = match &article.title {
        Some(title) if body.is_empty() => title.clone(),
        Some(title) if !begins_with(body, title) => format!("{title}\n\n{body}"),
        _ => body.to_owned(),
    };
    if let Some(title) = &article.title
        && article.text.starts_with(title.as_str())
    {
        article.title_span = Some(Span::new(0, title.len()));
    }
}

/// Whether the first paragraph is the headline.
fn begins_with(body: &str, title: &str) -> bool {
    body.lines().next().is_some_and(|line| line.trim() == title)
}

/// Finds what the text itself says about the article, and settles the date: metadata, then the user's word, then the dateline.
fn complete(article: &mut Article, given: Option<Date>) {
    let layout = layout::of(&article.text, article.title.as_deref());
    article.title_span = article.title_span.or(layout.title);
    if article.title.is_none() {
        article.title = layout.title.map(|span| span.of(&article.text).to_owned());
    }
    article.dateline = layout.dateline;
    article.date = article.date.or(given).or(layout.date);
}
