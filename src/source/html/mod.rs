//! Web pages: the main content as text, and what the page says about itself.

mod metadata;
mod text;

use super::Article;
use dom_query::Document;
use dom_smoothie::{Config, Readability};
pub(super) use text::of_fragment;

/// Reads one page. Broken markup is mended as browsers do.
///
/// The text is the headline, then the main content with a blank line between paragraphs. Where the page has no main content that
/// stands out, as short notes have none, everything that it shows is taken.
pub(super) fn read(doc: &str, html: &str) -> Article {
    let mut article = Article::new(doc, "");
    if text::is_too_deep(html) {
        article.text = text::without_tags(html);
        return article;
    }
    let page = Document::from(html);
    metadata::fill(&mut article, &page);
    let shown = text::of_page(&page);
    let content = main_content(page).unwrap_or_default();
    // Content that is but a sliver of the page is a caption or a menu that was mistaken for it.
    let body = if content.len() * 4 < shown.len().min(2000) { shown } else { content };
    super::assemble(&mut article, &body);
    article
}

/// What the readability library judges to be the article, as text.
fn main_content(page: Document) -> Option<String> {
    // Structured data is read by `metadata`, which does not trip over odd JSON.
    let config = Config { disable_json_ld: true, ..Config::default() };
    let article = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    Some(of_fragment(&article.content))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><title>Ministers meet in Lomé | The Courier</title>
        <meta property="og:site_name" content="The Courier"><link rel="canonical" href="https://courier.example/lome">
        <meta property="article:published_time" content="2023-05-04T22:10:00+02:00"><meta name="author" content="Ama Mensah"></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Ministers meet in Lomé</h1>
        <p>LOMÉ — The foreign ministers of Togo and Ghana met on Thursday, and spoke for <b>three</b> hours about the border, trade, and the price of fuel.</p>
        <p>They agreed to open the crossing at Aflao at night,<br>which traders, drivers and farmers on both sides had long demanded of them.</p>
        <figure><img src="x.jpg"><figcaption>The ministers in Lomé</figcaption></figure>
        <ul><li>The crossing opens in June.</li><li>Customs officers will be doubled, the two ministries said.</li></ul>
        <p>Neither side would say what it will cost, nor who is going to pay for the lights, the staff and the new road that leads to it.</p>
        <script>var a = "<p>not text</p>";</script></article><footer>About us</footer></body></html>"#;

    #[test]
    fn the_main_content_is_read_and_the_rest_left_out() {
        let article = read("page.html", PAGE);
        assert!(article.text.starts_with("Ministers meet in Lomé\n\nLOMÉ — The foreign ministers"), "{}", article.text);
        assert!(article.text.contains("spoke for three hours"));
        assert!(article.text.contains("at night,\nwhich traders"));
        assert!(article.text.contains("\n\nThe crossing opens in June.\n\nCustoms officers"));
        assert!(article.text.ends_with("leads to it."));
        for left_out in ["Home", "About us", "not text", "The ministers in"] {
            assert!(!article.text.contains(left_out), "{left_out}");
        }
        assert_eq!(article.text.matches("Ministers meet").count(), 1);
    }

    #[test]
    fn the_page_says_who_and_when() {
        let article = read("page.html", PAGE);
        assert_eq!(article.title.as_deref(), Some("Ministers meet in Lomé"));
        assert_eq!(article.title_span.map(|span| span.of(&article.text)), Some("Ministers meet in Lomé"));
        assert_eq!(article.date, Some(date(2023, 5, 4)));
        assert_eq!(article.publisher.as_deref(), Some("The Courier"));
        assert_eq!(article.author.as_deref(), Some("Ama Mensah"));
        assert_eq!(article.url.as_deref(), Some("https://courier.example/lome"));
    }

    #[test]
    fn a_short_note_is_read_whole() {
        let article = read("note.html", "<p>Poland accused Russia.<p>Russia denied it.");
        assert_eq!(article.text, "Poland accused Russia.\n\nRussia denied it.");
    }

    #[test]
    fn broken_markup_is_mended() {
        let article = read("x.html", "<div><p>Poland <b>accused Russia.</div></i><td>It & they</p> spoke &copy &#x110000; </");
        assert!(article.text.starts_with("Poland accused Russia.\n\nIt & they"), "{}", article.text);
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let html = format!("{}Poland accused Russia.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
        assert_eq!(read("x.html", &html).text, "Poland accused Russia.");
        for depth in [300, 900, 3_000] {
            let html = format!("{}Poland accused Russia.", "<b><p><div>".repeat(depth));
            assert_eq!(read("x.html", &html).text, "Poland accused Russia.");
        }
    }

    #[test]
    fn reading_twice_gives_the_same() {
        let first = read("page.html", PAGE);
        assert!((0..5).all(|_| read("page.html", PAGE) == first));
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]
        #[test]
        fn any_markup_is_read(html in "(<(/?(p|div|b|table|td|h1|title|meta|script|time|li|svg|template|br|math|select)[ a-z=\"']{0,9}>?)|\\PC{0,9}|&[a-z#0-9]{0,5};?){0,40}") {
            let article = read("x.html", &html);
            proptest::prop_assert!(article.title_span.is_none_or(|span| article.text.get(span.range()).is_some()));
        }
    }
}
