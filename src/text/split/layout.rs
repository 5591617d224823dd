//! The lines of a text to paragraphs; headline and dateline apart.

use super::words::is_blank;
use crate::source::Article;
use crate::span::Span;
use crate::text::SentenceKind;

/// Lines up to this many characters may be wrapped text; longer ones are paragraphs.
const WIDEST_WRAP: usize = 120;
/// Lines shorter than this are headings or items of a list, not wrapped text.
const NARROWEST_WRAP: usize = 45;
/// A dateline with more bytes than this is none.
const LONGEST_DATELINE: usize = 90;

/// A part of the text that no sentence crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) span: Span,
    pub(super) kind: SentenceKind,
    pub(super) paragraph: u32,
}

/// Cuts an article into paragraphs, and those at the ends of headline and dateline.
pub(super) fn parts(article: &Article) -> Vec<Part> {
    let text = article.text.as_str();
    let title = article.title_span.filter(|span| text.get(span.range()).is_some());
    let mut parts = Vec::new();
    for (paragraph, span) in (0..).zip(paragraphs(text)) {
        let mut cuts: Vec<usize> = Vec::new();
        cuts.extend(title.iter().flat_map(|title| [title.start as usize, title.end as usize]));
        cuts.extend(dateline_end(article, span));
        cuts.retain(|cut| (span.start as usize + 1..span.end as usize).contains(cut));
        cuts.sort_unstable();
        cuts.push(span.end as usize);
        let mut start = span.start as usize;
        for end in cuts {
            let part = trimmed(text, start, end);
            if !part.is_empty() {
                let kind = if title.is_some_and(|title| title.contains(part)) { SentenceKind::Title } else { SentenceKind::Body };
                parts.push(Part { span: part, kind, paragraph });
            }
            start = end;
        }
    }
    parts
}

/// The span without blanks at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let inner = text[start..end].trim_start_matches(is_blank);
    let start = end - inner.len();
    Span::new(start, start + inner.trim_end_matches(is_blank).len())
}

/// The paragraphs of a text, without blanks at their ends.
///
/// A blank line ends a paragraph. A line break does too, unless the lines around it look wrapped: of about one width, so that
/// the first word of the next would not have fitted on the line.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut paragraphs = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{0B}', '\u{0C}']) {
        let span = trimmed(text, start, start + line.len());
        start += line.len();
        if span.is_empty() {
            join_wrapped(text, &block, &mut paragraphs);
            block.clear();
        } else {
            block.push(span);
        }
    }
    join_wrapped(text, &block, &mut paragraphs);
    paragraphs
}

/// Adds the paragraphs that lines without a blank line between them make.
fn join_wrapped(text: &str, lines: &[Span], paragraphs: &mut Vec<Span>) {
    let width = |line: &Span| line.of(text).chars().take(WIDEST_WRAP + 1).count();
    let widest = lines.iter().map(width).max().unwrap_or(0);
    let mut open: Option<Span> = None;
    for line in lines {
        match &mut open {
            Some(paragraph) if goes_on(text, *paragraph, *line, widest) => *paragraph = paragraph.cover(*line),
            _ => paragraphs.extend(open.replace(*line)),
        }
    }
    paragraphs.extend(open);
}

/// Whether a line goes on with the paragraph of the lines above it.
fn goes_on(text: &str, above: Span, line: Span, widest: usize) -> bool {
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest) {
        return false;
    }
    let above = above.of(text);
    let last = above.rsplit('\n').next().unwrap_or(above).trim_matches(is_blank);
    let first_word = line.of(text).split(is_blank).next().unwrap_or("");
    if matches!(first_word, "•" | "*" | "-" | "–" | "·") {
        return false;
    }
    let begins_low = first_word.starts_with(char::is_lowercase);
    last.chars().count() + 1 + first_word.chars().count() > widest && (begins_low || last.chars().count() >= NARROWEST_WRAP)
}

/// Where the dateline of a paragraph ends, its dash included: "GENEVA, 12 March 2024 —", "LONDON (Reuters) -".
fn dateline_end(article: &Article, paragraph: Span) -> Option<usize> {
    let text = paragraph.of(&article.text);
    if let Some(dateline) = article.dateline.filter(|dateline| paragraph.contains(*dateline)) {
        let rest = &article.text[dateline.end as usize..paragraph.end as usize];
        let dash = rest.trim_start_matches(is_blank);
        let length = dash.trim_start_matches(['—', '–', '-', ':']).len();
        return Some(paragraph.end as usize - if length < dash.len() { length } else { rest.len() });
    }
    let head: usize = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LONGEST_DATELINE).last().unwrap_or(0);
    let dash = [" — ", " – ", " - ", " -- "].into_iter().filter_map(|dash| Some((text[..head].find(dash)?, dash.len()))).min()?;
    let place = text[..dash.0].split([',', '(', '/']).next().unwrap_or("").trim();
    let letters = place.chars().filter(|letter| letter.is_alphabetic());
    let shouted = letters.clone().count() > 2 && letters.clone().all(char::is_uppercase) && place.split_whitespace().count() <= 4;
    shouted.then(|| paragraph.start as usize + dash.0 + dash.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| span.of(text)).collect()
    }

    fn pieces(article: &Article) -> Vec<(&str, u32)> {
        parts(article).into_iter().map(|part| (part.span.of(&article.text), part.paragraph)).collect()
    }

    #[test]
    fn a_blank_line_ends_a_paragraph() {
        assert_eq!(lines("One.\n\n  Two. \r\n \r\nThree."), ["One.", "Two.", "Three."]);
        assert_eq!(lines("\n\n \n"), [""; 0]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The ministers who met in the old town on Friday said that they would\nmeet again in the autumn, when the \
                    commission on the border is due to\nreport.";
        assert_eq!(lines(text), [text]);
    }

    #[test]
    fn long_lines_headings_and_items_stand_alone() {
        let long = "The ministers who met in the old town on Friday said that they would meet again in the autumn, when the commission \
                    on the border is due to report.";
        assert_eq!(lines(&format!("Friday 2 June 2023\n{long}\n{long}")), ["Friday 2 June 2023", long, long]);
        assert_eq!(lines("What they agreed\nA truce\nTalks in May"), ["What they agreed", "A truce", "Talks in May"]);
        let item = "• the two sides agreed to a truce of three months in the east of the country";
        assert_eq!(lines(&format!("{item}\n{item}")), [item, item]);
    }

    #[test]
    fn datelines_are_cut_off() {
        let article = Article::new("x", "GENEVA, 12 March 2024 — Talks began.\n\nLONDON (Reuters) - Talks - the first - ended.");
        let expected =
            [("GENEVA, 12 March 2024 —", 0), ("Talks began.", 0), ("LONDON (Reuters) -", 1), ("Talks - the first - ended.", 1)];
        assert_eq!(pieces(&article), expected);
        let plain = Article::new("x", "NATO said — as it does — nothing. The UN - like others - agreed.");
        assert_eq!(pieces(&plain).len(), 1);
    }

    #[test]
    fn a_known_dateline_takes_its_dash_along() {
        let mut article = Article::new("x", "Geneva, 12 March – Talks began.");
        article.dateline = Some(Span::new(0, 16));
        assert_eq!(pieces(&article), [("Geneva, 12 March –", 0), ("Talks began.", 0)]);
    }

    #[test]
    fn the_title_is_a_part_of_its_kind() {
        let mut article = Article::new("x", "Talks begin\nTalks began.");
        article.title_span = Some(Span::new(0, 11));
        let kinds: Vec<_> = parts(&article).into_iter().map(|part| part.kind).collect();
        assert_eq!(kinds, [SentenceKind::Title, SentenceKind::Body]);
    }
}
