//! RSS, Atom and JSON Feed: each entry an article.

use super::error::Cause;
use super::{Article, date, html};
use feed_rs::model::{Entry, Feed, Text};
use jiff::civil::Date;

/// Reads a feed whose text is already decoded. Entries come in the order of the feed; those without any text are left out.
///
/// # Errors
/// [`Cause::Malformed`] where it is no feed, or its markup breaks off.
pub(super) fn read(doc: &str, source: &str) -> Result<Vec<Article>, Cause> {
    let parser = feed_rs::parser::Builder::new()
        // The day of the publisher's clock, not that of Greenwich.
        .timestamp_parser(|words| format!("{}T12:00:00Z", date::parse(words)?).parse().ok())
        // Entries are named by position where they have neither link nor identifier, not by a random number.
        .id_generator(|_, _, _| String::new())
        .build();
    let feed =
        parser.parse(without_declaration(source).as_bytes()).map_err(|error| Cause::Malformed(format!("not a feed: {error}")))?;
    let publisher = feed.title.as_ref().and_then(plain);
    let articles = feed.entries.iter().enumerate();
    Ok(articles.filter_map(|(position, entry)| article(doc, position, entry, &feed, publisher.as_ref())).collect())
}

/// The source without its XML declaration, whose encoding no longer holds.
fn without_declaration(source: &str) -> &str {
    let source = source.trim_start();
    match source.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => source,
    }
}

fn article(doc: &str, position: usize, entry: &Entry, feed: &Feed, publisher: Option<&String>) -> Option<Article> {
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate")).or(entry.links.first());
    let url = link.map(|link| link.href.clone());
    let id = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty());
    let name = url.clone().or(id).unwrap_or_else(|| format!("{doc}#{}", position + 1));
    let mut article = Article::new(name, "");
    article.title = entry.title.as_ref().and_then(plain);
    article.date = day(entry).or_else(|| day_of(feed.published));
    article.publisher = publisher.cloned();
    article.url = url;
    let authors: Vec<_> =
        entry.authors.iter().filter_map(|author| author.name.as_deref()).filter(|name| !name.is_empty()).collect();
    article.author = (!authors.is_empty()).then(|| authors.join(", "));
    let content = entry.content.as_ref().and_then(|content| content.body.as_deref());
    let summary = entry.summary.as_ref().map(|summary| summary.content.as_str());
    let body = [content, summary].into_iter().flatten().map(html::of_fragment).find(|body| !body.is_empty()).unwrap_or_default();
    super::assemble(&mut article, &body);
    (!article.text.is_empty()).then_some(article)
}

fn day(entry: &Entry) -> Option<Date> {
    day_of(entry.published).or_else(|| day_of(entry.updated))
}

/// The day of a timestamp. The library's type is known here only by how it is written.
fn day_of(time: Option<impl std::fmt::Display>) -> Option<Date> {
    date::parse(&time?.to_string())
}

fn plain(text: &Text) -> Option<String> {
    let words = html::of_fragment(&text.content).split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const RSS: &str = r#"<?xml version="1.0" encoding="iso-8859-1"?><rss version="2.0"><channel><title>The Courier</title>
        <item><title>Talks &amp;amp; more</title><link>https://courier.example/1</link><guid>one</guid>
        <description>&lt;p&gt;Togo met Ghana.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</description>
        <pubDate>Tue, 12 Mar 2024 23:30:00 -0800</pubDate></item>
        <item><description>Poland accused Russia.</description></item><item></item></channel></rss>"#;

    #[test]
    fn each_entry_is_an_article() {
        let articles = read("feed.xml", RSS).unwrap();
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[0].doc, "https://courier.example/1");
        assert_eq!(articles[0].title.as_deref(), Some("Talks & more"));
        assert_eq!(articles[0].text, "Talks & more\n\nTogo met Ghana.\n\nThey agreed.");
        assert_eq!(articles[0].publisher.as_deref(), Some("The Courier"));
        assert_eq!(articles[1].doc, "feed.xml#2");
        assert_eq!(articles[1].text, "Poland accused Russia.");
    }

    #[test]
    fn the_day_is_that_of_the_publishers_clock() {
        assert_eq!(read("feed.xml", RSS).unwrap()[0].date, Some(date(2024, 3, 12)));
    }

    #[test]
    fn atom_content_goes_before_the_summary() {
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>C</title><entry><id>tag:1</id><title>T</title><author><name>A. Roe</name></author>
            <updated>2024-03-12T01:00:00Z</updated><summary>Short.</summary><content type="html">&lt;p&gt;Long.&lt;/p&gt;</content></entry></feed>"#;
        let articles = read("feed.atom", atom).unwrap();
        assert_eq!((articles[0].doc.as_str(), articles[0].text.as_str()), ("tag:1", "T\n\nLong."));
        assert_eq!(articles[0].author.as_deref(), Some("A. Roe"));
        assert_eq!(articles[0].date, Some(date(2024, 3, 12)));
    }

    #[test]
    fn what_is_no_feed_is_an_error() {
        for source in ["", "hello", "<html></html>", "<rss version=\"2.0\"><channel><item><title>a</title>"] {
            if let Ok(articles) = read("x.xml", source) {
                assert!(articles.len() <= 1);
            }
        }
        assert!(matches!(read("x.xml", "hello"), Err(Cause::Malformed(_))));
    }
}
