//! What a page says about itself: structured data first, then the tags for social networks, then older habits.

use super::Article;
use crate::source::date;
use dom_query::Document;
use serde_json::Value;

/// Fills in headline, date, publisher, author and address.
pub(super) fn fill(article: &mut Article, page: &Document) {
    let data = structured(page);
    let stated = |path: &[&str]| data.as_ref().and_then(|data| named(path.iter().try_fold(data, |value, key| value.get(key))?));
    article.title = stated(&["headline"]).or_else(|| title(page));
    article.date = stated(&["datePublished"])
        .or_else(|| meta(page, &PUBLISHED))
        .and_then(|words| date::parse(&words))
        .or_else(|| first_attribute(page, &TIMES).and_then(|words| date::parse(&words)));
    article.publisher =
        stated(&["publisher"]).or_else(|| meta(page, &["og:site_name", "publisher", "dc.publisher", "application-name"]));
    article.author = stated(&["author"])
        .or_else(|| meta(page, &["author", "article:author", "dc.creator", "parsely-author"]).filter(|author| is_name(author)));
    article.url = first_attribute(page, &[("link[rel=canonical]", "href")])
        .or_else(|| meta(page, &["og:url"]))
        .or_else(|| stated(&["url"]))
        .filter(|url| url.starts_with("http://") || url.starts_with("https://"));
}

/// Names under which pages give the time of publication.
const PUBLISHED: [&str; 13] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "pubdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
];

/// Elements that show the time of publication.
const TIMES: [(&str, &str); 4] = [
    ("[itemprop=datePublished]", "content"),
    ("[itemprop=datePublished]", "datetime"),
    ("time[pubdate]", "datetime"),
    ("time", "datetime"),
];

/// The first of the named meta elements that has content, in the order of the names.
fn meta(page: &Document, names: &[&str]) -> Option<String> {
    let elements = page.select("meta[content]");
    names.iter().find_map(|name| {
        elements.nodes().iter().find_map(|element| {
            let is_named = ["name", "property", "itemprop"]
                .iter()
                .any(|key| element.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name)));
            if is_named { element.attr("content").and_then(|content| filled(&content)) } else { None }
        })
    })
}

/// The first filled attribute among selectors, in their order.
fn first_attribute(page: &Document, places: &[(&str, &str)]) -> Option<String> {
    places.iter().find_map(|(selector, key)| {
        page.select(selector).nodes().iter().find_map(|node| node.attr(key).and_then(|value| filled(&value)))
    })
}

/// The headline: the one for social networks, the page's only top heading, or its title without the site's name.
fn title(page: &Document) -> Option<String> {
    let headings = page.select("h1");
    let heading = if headings.length() == 1 { filled(&headings.text()) } else { None };
    let title = || filled(&page.select("head > title").text()).map(|title| without_site(&title));
    meta(page, &["og:title", "dc.title", "twitter:title"]).map(|title| without_site(&title)).or(heading).or_else(title)
}

/// "Ministers meet in Lomé | The Courier" without what stands behind the last bar.
fn without_site(title: &str) -> String {
    let cut = [" | ", " » ", " — ", " - "].iter().find_map(|bar| {
        let (headline, site) = title.rsplit_once(bar)?;
        (headline.split_whitespace().count() >= 3 && site.split_whitespace().count() <= 4).then_some(headline)
    });
    cut.unwrap_or(title).trim().to_owned()
}

/// The page's structured data about the article, wherever it is nested.
fn structured(page: &Document) -> Option<Value> {
    page.select("script[type='application/ld+json']").nodes().iter().find_map(|script| {
        let value: Value = serde_json::from_str(script.text().trim()).ok()?;
        article_in(&value).cloned()
    })
}

fn article_in(value: &Value) -> Option<&Value> {
    if let Value::Array(values) = value {
        return values.iter().find_map(article_in);
    }
    let is_article = |kind: &Value| {
        kind.as_str().is_some_and(|kind| ["Article", "BlogPosting", "Report"].iter().any(|name| kind.ends_with(name)))
    };
    let of_kind = match value.get("@type")? {
        Value::Array(kinds) => kinds.iter().any(is_article),
        kind => is_article(kind),
    };
    if of_kind { Some(value) } else { value.get("@graph").and_then(article_in) }
}

/// A text, the name of a thing, or the names of several.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => filled(text),
        Value::Object(thing) => named(thing.get("name")?),
        Value::Array(things) => {
            Some(things.iter().filter_map(named).collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
        }
        _ => None,
    }
}

/// The words with single blanks, if there are any.
fn filled(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Some pages give the address of the author's profile for a name.
fn is_name(author: &str) -> bool {
    !author.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn filled_from(html: &str) -> Article {
        let mut article = Article::new("x", "");
        fill(&mut article, &Document::from(html));
        article
    }

    #[test]
    fn structured_data_comes_first_and_may_be_nested() {
        let article = filled_from(
            r#"<meta property="article:published_time" content="2020-01-01"><meta property="og:title" content="Another">
            <script type="application/ld+json">{"no json"</script>
            <script type="application/ld+json">{"@context":"https://schema.org","@type":"WebPage","@graph":[{"@type":["NewsArticle"],
            "headline":"Talks resume","datePublished":"2024-03-12T08:00:00Z","author":[{"name":"A. Roe"},{"name":"B. Doe"}],
            "publisher":{"@type":"Organization","name":"The Courier"}}]}</script>"#,
        );
        assert_eq!(article.title.as_deref(), Some("Talks resume"));
        assert_eq!(article.date, Some(date(2024, 3, 12)));
        assert_eq!(article.author.as_deref(), Some("A. Roe, B. Doe"));
        assert_eq!(article.publisher.as_deref(), Some("The Courier"));
    }

    #[test]
    fn the_first_time_shown_is_the_last_resort_for_a_date() {
        assert_eq!(filled_from("<p><time datetime='2024-03-12T10:00'>12 March</time>").date, Some(date(2024, 3, 12)));
        assert_eq!(
            filled_from("<meta name=Date content='12 March 2024'><time datetime='2020-01-01'>").date,
            Some(date(2024, 3, 12))
        );
    }

    #[test]
    fn the_site_is_no_part_of_the_headline() {
        let title = |html: &str| filled_from(html).title;
        assert_eq!(title("<title>Ministers meet in Lomé | The Courier</title>").as_deref(), Some("Ministers meet in Lomé"));
        assert_eq!(title("<title>Sanctions - what now</title>").as_deref(), Some("Sanctions - what now"));
        assert_eq!(title("<title>Site</title><h1>Ministers\n meet</h1>").as_deref(), Some("Ministers meet"));
        assert_eq!(title("<p>nothing"), None);
    }

    #[test]
    fn only_a_web_address_is_an_address() {
        assert_eq!(filled_from("<link rel=canonical href='/a/b'>").url, None);
        assert_eq!(
            filled_from("<link rel=canonical href='https://courier.example/a'>").url.as_deref(),
            Some("https://courier.example/a")
        );
    }
}
