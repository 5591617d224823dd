//! Markdown: paragraphs as text, front matter as metadata.

use super::{Article, date, html};
use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Reads one file. Markup is dropped, its words are kept; code and pictures are left out.
///
/// The headline is that of the front matter, or the first heading where that stands at the top.
pub(super) fn read(doc: &str, source: &str) -> Article {
    let mut article = Article::new(doc, "");
    let mut body = Body::default();
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(source.trim_start_matches('\u{feff}'), options) {
        body.take(&mut article, event);
    }
    if article.title.is_none() {
        article.title = body.heading;
    }
    super::assemble(&mut article, body.text.trim());
    article
}

#[derive(Default)]
struct Body {
    text: String,
    /// The heading that the text begins with.
    heading: Option<String>,
    /// Where the heading that is being read begins.
    heading_start: Option<usize>,
    front_matter: bool,
    /// Open elements whose words are left out.
    skipped: usize,
    html: String,
}

impl Body {
    fn take(&mut self, article: &mut Article, event: Event<'_>) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => self.front_matter = true,
            Event::End(TagEnd::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle)) => {
                self.front_matter = false
            }
            Event::Text(words) if self.front_matter => front_matter(article, &words),
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => self.skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            Event::Start(Tag::Heading { .. }) => {
                self.end_paragraph();
                self.heading_start = Some(self.text.len());
            }
            Event::End(TagEnd::Heading(_)) => self.end_heading(),
            Event::Html(markup) => self.html.push_str(&markup),
            Event::End(TagEnd::HtmlBlock) => {
                let markup = std::mem::take(&mut self.html);
                self.text.push_str(&html::of_fragment(&markup));
                self.end_paragraph();
            }
            Event::Text(words) | Event::Code(words) => self.text.push_str(&words),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::End(TagEnd::TableCell) => self.text.push('\t'),
            Event::Start(
                Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::List(_) | Tag::Table(_) | Tag::FootnoteDefinition(_),
            )
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::FootnoteDefinition)
            | Event::Rule => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        if length > 0 {
            self.text.push_str("\n\n");
        }
    }

    fn end_heading(&mut self) {
        if self.heading_start.take() == Some(0) {
            self.heading = Some(self.text.trim().to_owned()).filter(|heading| !heading.is_empty());
        }
        self.end_paragraph();
    }
}

/// Takes what front matter is used for most: simple lines of `key: value` or `key = "value"`.
fn front_matter(article: &mut Article, block: &str) {
    for line in block.lines() {
        let Some((key, value)) = line.split_once([':', '=']) else { continue };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        if value.is_empty() || line.starts_with(char::is_whitespace) {
            continue;
        }
        match key.trim().to_lowercase().as_str() {
            "title" | "headline" => article.title = Some(value.to_owned()),
            "date" | "published" | "pubdate" => article.date = date::parse(value),
            "author" | "byline" | "by" => article.author = Some(value.to_owned()),
            "publisher" | "source" | "site" => article.publisher = Some(value.to_owned()),
            "url" | "link" | "canonical" | "canonical_url" => article.url = Some(value.to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn markup_is_dropped_and_words_are_kept() {
        let article = read(
            "a.md",
            "# Talks *resume*\n\nThe [two sides](http://x) met\nin **Geneva**.\n\n- One agreed.\n- The other `did` not.\n\n> Quoted.\n",
        );
        assert_eq!(article.text, "Talks resume\n\nThe two sides met in Geneva.\n\nOne agreed.\n\nThe other did not.\n\nQuoted.");
        assert_eq!(article.title.as_deref(), Some("Talks resume"));
        assert_eq!(article.title_span.map(|span| span.of(&article.text)), Some("Talks resume"));
    }

    #[test]
    fn front_matter_is_metadata() {
        let article = read(
            "a.md",
            "---\ntitle: \"Talks: resumed\"\ndate: 2024-03-12\nauthor: A. Roe\nsource: The Courier\n---\n\nThey met.\n",
        );
        assert_eq!(article.title.as_deref(), Some("Talks: resumed"));
        assert_eq!(article.date, Some(date(2024, 3, 12)));
        assert_eq!(article.author.as_deref(), Some("A. Roe"));
        assert_eq!(article.publisher.as_deref(), Some("The Courier"));
        assert_eq!(article.text, "Talks: resumed\n\nThey met.");
        let article = read("a.md", "+++\ntitle = 'Talks'\n+++\nThey met.");
        assert_eq!(article.title.as_deref(), Some("Talks"));
    }

    #[test]
    fn a_heading_further_down_is_no_headline() {
        assert_eq!(read("a.md", "They met.\n\n## Background\n\nThey talked.").title, None);
    }

    #[test]
    fn code_and_pictures_are_left_out() {
        assert_eq!(
            read("a.md", "They met.\n\n```\ncode\n```\n\n![a *picture*](x.png)\n\n<div>In a <b>box</b></div>\n\nEnd.").text,
            "They met.\n\nIn a box\n\nEnd."
        );
    }

    proptest::proptest! {
        #[test]
        fn any_markdown_is_read(source in "((---|\\+\\+\\+|#|>|- |\\||```|!\\[|\\]\\(|<div>|\\[\\^1\\]:?|title: )?\\PC{0,12}\\n{0,2}){0,12}") {
            read("a.md", &source);
        }
    }
}
