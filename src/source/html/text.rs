//! Elements into paragraphs.

use dom_query::{Document, NodeRef};
use std::ops::Range;

/// The text of a piece of markup.
pub(in crate::source) fn of_fragment(html: &str) -> String {
    if is_too_deep(html) { without_tags(html) } else { of_node(&Document::fragment(html).root()) }
}

/// Everything that a page shows.
pub(super) fn of_page(page: &Document) -> String {
    of_node(&page.root())
}

/// The most elements, one within the other, that a page may have open at once.
const DEEPEST: usize = 1000;

/// Whether markup is nested so deep that only an attacker or a broken program can have written it. Building its tree would take a
/// time that grows with the square of the depth, and walking it more stack than there is.
pub(super) fn is_too_deep(html: &str) -> bool {
    let mut depth = 0usize;
    tags(html).any(|tag| {
        match (tag.name.as_str(), tag.closes) {
            // These need no end tag, or have none.
            (
                "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "tbody" | "thead" | "option" | "br" | "hr" | "img" | "meta"
                | "link" | "input" | "source" | "wbr" | "area" | "base" | "col" | "embed" | "track" | "param",
                _,
            ) => {}
            (_, true) => depth = depth.saturating_sub(1),
            (_, false) => depth += 1,
        }
        depth > DEEPEST
    })
}

/// The words of markup that is too deep for a tree: tags are dropped, blocks part paragraphs.
pub(super) fn without_tags(html: &str) -> String {
    let mut text = Paragraphs::default();
    let mut at = 0;
    let mut in_code = false;
    for tag in tags(html) {
        if !in_code {
            text.push(&html[at..tag.range.start]);
        }
        if matches!(tag.name.as_str(), "script" | "style") {
            in_code = !tag.closes;
        }
        match flow(&tag.name) {
            Flow::Block => text.end_paragraph(),
            Flow::Break => text.end_line(),
            Flow::Inline | Flow::Hidden => {}
        }
        at = tag.range.end;
    }
    if !in_code {
        text.push(&html[at..]);
    }
    text.finish()
}

/// A tag as written, whatever tree it would make.
struct RawTag {
    range: Range<usize>,
    name: String,
    closes: bool,
}

fn tags(html: &str) -> impl Iterator<Item = RawTag> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + html[at..].find('<')?;
            let inside = &html[start + 1..];
            let closes = inside.starts_with('/');
            let name: String = inside[usize::from(closes)..].chars().take_while(char::is_ascii_alphanumeric).collect();
            at = start + 1;
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let end = inside.find('>').map_or(html.len(), |end| start + end + 2);
                at = end;
                return Some(RawTag { range: start..end, name: name.to_ascii_lowercase(), closes });
            }
        }
    })
}

/// What an element means for the flow of the text.
#[derive(Clone, Copy, PartialEq)]
enum Flow {
    /// Part of its paragraph.
    Inline,
    /// A paragraph or a box of its own.
    Block,
    /// A new line.
    Break,
    /// Not part of what the article says.
    Hidden,
}

fn flow(name: &str) -> Flow {
    match name {
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "dd" | "details" | "div" | "dl" | "dt"
        | "fieldset" | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hr" | "html" | "li" | "main" | "ol"
        | "p" | "pre" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "ul" => Flow::Block,
        "br" => Flow::Break,
        // Captions repeat the text or name the photographer.
        "audio" | "button" | "canvas" | "dialog" | "figcaption" | "figure" | "form" | "head" | "iframe" | "math" | "nav"
        | "noscript" | "object" | "script" | "select" | "style" | "svg" | "template" | "textarea" | "title" | "video" => {
            Flow::Hidden
        }
        _ => Flow::Inline,
    }
}

fn of_node(root: &NodeRef) -> String {
    let mut text = Paragraphs::default();
    let mut hidden = 0usize;
    walk(root, |step| {
        let (node, entering) = match step {
            Step::Enter(node) => (node, true),
            Step::Leave(node) => (node, false),
        };
        if node.is_text() {
            if entering && hidden == 0 {
                text.push(&node.text());
            }
            return;
        }
        match node.node_name().map_or(Flow::Inline, |name| flow(&name)) {
            Flow::Inline => {}
            Flow::Block => text.end_paragraph(),
            Flow::Break if entering => text.end_line(),
            Flow::Break => {}
            Flow::Hidden if entering => hidden += 1,
            Flow::Hidden => hidden -= 1,
        }
    });
    text.finish()
}

enum Step<'n, 'd> {
    Enter(&'n NodeRef<'d>),
    Leave(&'n NodeRef<'d>),
}

/// Walks the nodes below `root` in the order of the page, without recursion: markup may be nested without end.
fn walk<'d>(root: &NodeRef<'d>, mut visit: impl FnMut(Step<'_, 'd>)) {
    let mut open: Vec<NodeRef<'d>> = Vec::new();
    let mut next = root.first_child();
    loop {
        while let Some(node) = next {
            visit(Step::Enter(&node));
            next = node.first_child();
            open.push(node);
        }
        let Some(node) = open.pop() else { return };
        visit(Step::Leave(&node));
        next = node.next_sibling();
    }
}

/// Text put together from pieces, with blanks collapsed as a browser does.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// What must come before the next word.
    pending: Gap,
}

#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
enum Gap {
    #[default]
    None,
    Blank,
    Line,
    Paragraph,
}

impl Paragraphs {
    fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            match c {
                // A soft hyphen is no character of the word, a byte order mark none of the text.
                '\u{ad}' | '\u{feff}' | '\u{200b}' => {}
                c if c.is_whitespace() || (c.is_control()) => self.widen(Gap::Blank),
                c => {
                    self.text.push_str(match self.pending {
                        Gap::None => "",
                        Gap::Blank => " ",
                        Gap::Line => "\n",
                        Gap::Paragraph => "\n\n",
                    });
                    self.pending = Gap::None;
                    self.text.push(c);
                }
            }
        }
    }

    fn widen(&mut self, gap: Gap) {
        if !self.text.is_empty() && gap > self.pending {
            self.pending = gap;
        }
    }

    fn end_paragraph(&mut self) {
        self.widen(Gap::Paragraph);
    }

    /// Two line breaks in a row part paragraphs on many pages.
    fn end_line(&mut self) {
        self.widen(if self.pending == Gap::Line { Gap::Paragraph } else { Gap::Line });
    }

    fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{of_fragment, without_tags};

    #[test]
    fn blocks_part_paragraphs_and_inline_elements_do_not() {
        assert_eq!(of_fragment("<p>a <b>b</b>c</p><div>d<ul><li>e</li><li>f</li></ul></div>"), "a bc\n\nd\n\ne\n\nf");
    }

    #[test]
    fn blanks_collapse() {
        assert_eq!(of_fragment(" a\n\n  b&nbsp;c <p> d </p> "), "a b c\n\nd");
        assert_eq!(of_fragment("co&shy;operate"), "cooperate");
    }

    #[test]
    fn two_breaks_part_paragraphs() {
        assert_eq!(of_fragment("a<br>b<br><br>c<br> <br/>d"), "a\nb\n\nc\n\nd");
    }

    #[test]
    fn markup_too_deep_for_a_tree_still_gives_its_words() {
        assert_eq!(without_tags("<div>a<script>x < y</script><p>b <b>c</b><style>p {}"), "a\n\nb c");
    }

    #[test]
    fn plain_text_passes_unchanged() {
        assert_eq!(of_fragment("Talks &amp; more &lt;soon&gt;"), "Talks & more <soon>");
    }
}
