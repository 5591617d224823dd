//! Headline and dateline of a plain text: where an article's first lines say what they are.

use super::date;
use crate::span::Span;
use jiff::civil::Date;

/// How many bytes of a line may be a headline or a dateline.
const LONGEST: usize = 250;
/// How many lines after the headline may hold the dateline: an introduction or the writer's name may come first.
const LINES: usize = 3;

/// What the first lines of a text turned out to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// The headline.
    pub(super) title: Option<Span>,
    /// The line with the date, or the beginning of the first paragraph up to its dash.
    pub(super) dateline: Option<Span>,
    /// The day that the dateline names.
    pub(super) date: Option<Date>,
}

/// Finds headline and dateline.
///
/// Where the headline is known from elsewhere, only that is looked for. Otherwise the first line is one if a blank line or a
/// line with the date follows, and it neither ends like a sentence nor is a dateline itself.
pub(super) fn of(text: &str, title: Option<&str>) -> Layout {
    let lines = first_lines(text);
    let Some(first) = lines.first() else { return Layout::default() };
    let mut layout = Layout::default();
    let is_title = match title {
        Some(title) => same_words(first.span.of(text), title),
        None => is_headline(text, &lines),
    };
    layout.title = is_title.then_some(first.span);
    for line in &lines[usize::from(is_title)..] {
        if let Some((span, date)) = dateline(text, line.span) {
            layout.dateline = Some(span);
            layout.date = date;
            break;
        }
    }
    layout
}

/// A line that is not blank, without the blanks around it.
struct Line {
    span: Span,
    /// Whether a blank line follows.
    before_blank: bool,
}

/// The lines that can be of interest, from the top.
fn first_lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            if let Some(last) = lines.last_mut() {
                last.before_blank = true;
            }
        } else if lines.len() > LINES {
            break;
        } else {
            let from = start + (line.len() - line.trim_start().len());
            lines.push(Line { span: Span::new(from, from + trimmed.len()), before_blank: false });
        }
        start += line.len();
    }
    lines
}

fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

fn is_headline(text: &str, lines: &[Line]) -> bool {
    let [first, second, ..] = lines else { return false };
    let line = first.span.of(text);
    let sentence_end = |line: &str| line.ends_with(['.', ':', ';', ',']) && !line.ends_with("...") && !line.ends_with("U.S.");
    line.len() <= LONGEST
        && line.chars().any(char::is_alphabetic)
        && !sentence_end(line)
        && dateline(text, first.span).is_none()
        && (first.before_blank || date_line(second.span.of(text)).is_some())
}

/// The dateline that a line is, or begins with, and its day.
fn dateline(text: &str, line: Span) -> Option<(Span, Option<Date>)> {
    let words = line.of(text);
    if let Some(date) = date_line(words) {
        return Some((line, Some(date)));
    }
    let (length, date) = lead(words)?;
    let start = line.start as usize;
    Some((Span::new(start, start + length), date))
}

/// The day of a line that holds a date and little else: "Tuesday, 5 January 2021", "Putrajaya, Monday 28 July 2025", "By Jane Roe, 3 May 2020", "Updated 5 May 2020, 10:30 GMT".
fn date_line(line: &str) -> Option<Date> {
    if line.len() > 100 || line.ends_with(['!', '?']) {
        return None;
    }
    let found = date::all_in(line).find(|found| found.date.is_some())?;
    let (before, after) = (&line[..found.range.start], &line[found.range.end..]);
    let set_apart = after.trim_start().starts_with([',', '|', '—', '–', '-', '·', '(', '/', ';']);
    let tail = meaningful(after);
    let head = meaningful(before);
    (are_names(&head, 5) && (tail.is_empty() || (set_apart && are_names(&tail, 3)))).then_some(found.date?)
}

/// The words of a part of a date line that are neither a weekday, a time of day nor a phrase of publishing.
fn meaningful(part: &str) -> Vec<&str> {
    const OF_PUBLISHING: [&str; 26] = [
        "a.m",
        "am",
        "at",
        "bst",
        "by",
        "cet",
        "date",
        "dated",
        "edt",
        "est",
        "from",
        "gmt",
        "hrs",
        "ist",
        "last",
        "modified",
        "on",
        "p.m",
        "pm",
        "posted",
        "press",
        "published",
        "release",
        "the",
        "updated",
        "utc",
    ];
    part.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().any(char::is_alphabetic))
        .filter(|word| !date::is_weekday(word) && !OF_PUBLISHING.contains(&word.to_lowercase().as_str()))
        .collect()
}

/// Whether a few words could all be parts of names.
fn are_names(words: &[&str], most: usize) -> bool {
    const SMALL: [&str; 8] = ["and", "of", "de", "da", "del", "di", "in", "la"];
    words.len() <= most && words.iter().all(|word| word.starts_with(|c: char| !c.is_lowercase()) || SMALL.contains(word))
}

/// The dateline at the beginning of a paragraph: its length up to and with the dash, and its day.
fn lead(line: &str) -> Option<(usize, Option<Date>)> {
    let window = &line[..line.floor_char_boundary(110)];
    window.char_indices().find_map(|(at, mark)| {
        let head = &line[..at];
        let set_apart = match mark {
            '—' | '–' => true,
            '-' => head.ends_with(' ') || line[at..].starts_with("--"),
            ':' => line[at..].starts_with(": "),
            '.' => line[at..].starts_with(". ") && ends_with_date(head),
            _ => false,
        };
        let rest = line[at..].trim_start_matches(mark);
        let length = line.len() - rest.len();
        set_apart.then(|| place_and_date(head, mark == ':', rest)).flatten().map(|date| (length, date))
    })
}

/// "Port Talbot, 2 July 2024": a place, and a day to which nothing is missing.
fn ends_with_date(head: &str) -> bool {
    let found = date::all_in(head).last();
    found.is_some_and(|found| found.date.is_some() && found.range.start > 0 && found.range.end == head.trim_end().len())
}

/// Whether the words before a dash, colon or full stop are a dateline, and the day that they name.
///
/// "GENEVA, 12 March 2024", "LONDON (Agency)", "May 3 (Agency)", "Kyiv, Tuesday", "NAIROBI". A place in capitals is enough where
/// a new sentence follows; any other place needs a date or an agency beside it, a colon needs both capitals and a date.
fn place_and_date(head: &str, colon: bool, rest: &str) -> Option<Option<Date>> {
    let (place, agency) = without_brackets(head);
    let found = date::all_in(head).last();
    let place = match date::all_in(&place).last() {
        Some(found) => format!("{} {}", &place[..found.range.start], &place[found.range.end..]),
        None => place,
    };
    let weekday = place.split(|c: char| !c.is_alphabetic()).any(date::is_weekday);
    let words = meaningful(&place);
    if !are_names(&words, 6) || !is_one_phrase(&place) || rest.trim().is_empty() {
        return None;
    }
    let capitals = words.first().is_some_and(|word| word.chars().count() > 2 && !word.chars().any(char::is_lowercase));
    let new_sentence = rest.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"'“‘".contains(c));
    let enough = if colon {
        capitals && found.is_some()
    } else if words.is_empty() {
        agency && found.is_some()
    } else {
        agency || weekday || found.is_some() || (capitals && new_sentence)
    };
    enough.then(|| found.and_then(|found| found.date))
}

/// The text without what stands in its first brackets, and whether there were any: the place for an agency's name.
fn without_brackets(head: &str) -> (String, bool) {
    let brackets = head.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)));
    match brackets {
        Some((before, after)) => (format!("{before} {after}"), true),
        None => (head.to_owned(), false),
    }
}

/// Whether no sentence ends and no quote opens in a text; full stops of "D.C." and "St." end none.
fn is_one_phrase(text: &str) -> bool {
    let ends = |word: &str| word.ends_with(['.', '!', '?']) && word.trim_end_matches('.').len() > 4;
    !text.contains(['"', '“']) && !text.split_whitespace().any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn parts(text: &str) -> (Option<&str>, Option<&str>, Option<Date>) {
        let layout = of(text, None);
        (layout.title.map(|span| span.of(text)), layout.dateline.map(|span| span.of(text)), layout.date)
    }

    #[test]
    fn a_headline_stands_apart() {
        assert_eq!(parts("Talks resume\n\nThe two sides met.").0, Some("Talks resume"));
        assert_eq!(parts("\u{a0}\n  Talks resume?\r\n\r\nThe two sides met.").0, Some("Talks resume?"));
        assert_eq!(parts("Talks resume\nThe two sides met.").0, None);
        assert_eq!(parts("The two sides met.\n\nThey agreed.").0, None);
        assert_eq!(parts("Talks resume").0, None);
        assert_eq!(parts(""), (None, None, None));
    }

    #[test]
    fn a_known_headline_is_found_again() {
        let layout = of("Talks  resume\nThe two sides met.", Some("Talks resume"));
        assert_eq!(layout.title, Some(Span::new(0, 13)));
        assert_eq!(of("The two sides met\n\nthere.", Some("Talks resume")).title, None);
    }

    #[test]
    fn a_line_with_the_date_is_a_dateline() {
        for (line, day) in [
            ("Tuesday, 5 January 2021", date(2021, 1, 5)),
            ("Thursday 24 June 2021", date(2021, 6, 24)),
            ("Putrajaya, Monday 28 July 2025", date(2025, 7, 28)),
            ("By Jane Roe, May 3, 2020", date(2020, 5, 3)),
            ("Last updated: 3 May 2020, 10.30 GMT", date(2020, 5, 3)),
            ("2020-05-03", date(2020, 5, 3)),
            ("May 3, 2020 | Daily Courier", date(2020, 5, 3)),
        ] {
            let text = format!("Talks resume\n\n{line}\n\nThe two sides met.");
            assert_eq!(parts(&text), (Some("Talks resume"), Some(line), Some(day)), "{line}");
        }
    }

    #[test]
    fn a_headline_may_stand_right_above_the_date() {
        assert_eq!(parts("Talks resume\n3 May 2020\nThey met.").0, Some("Talks resume"));
    }

    #[test]
    fn a_paragraph_may_begin_with_a_dateline() {
        let day = Some(date(2024, 3, 12));
        for (head, day) in [
            ("GENEVA, 12 March 2024 —", day),
            ("NEW DELHI, March 12, 2024 (Agency) --", day),
            ("BRASÍLIA (12 March 2024) –", day),
            ("Geneva, 12 March 2024 —", day),
            ("LONDON (Agency) -", None),
            ("WASHINGTON, D.C. (Agency) —", None),
            ("AUSTIN, Texas —", None),
            ("May 3 (Agency) --", None),
            ("Kyiv, Tuesday —", None),
            ("LONDON/PARIS, March 12 —", None),
            ("GENEVA, 12 March 2024:", day),
        ] {
            let text = format!("{head} The two sides met on Monday.");
            assert_eq!(parts(&text), (None, Some(head), day), "{head}");
        }
    }

    #[test]
    fn a_full_stop_may_end_a_dateline() {
        let text = "Steelworkers walk out\n\nPort Talbot, 2 July 2024. Some 1,500 members of a union walked out.";
        assert_eq!(parts(text), (Some("Steelworkers walk out"), Some("Port Talbot, 2 July 2024."), Some(date(2024, 7, 2))));
        for text in [
            "The court met on 2 July 2024. It ruled for the union.",
            "2 July 2024. The court met.",
            "Talks in Kyiv, 2 July. They met.",
        ] {
            assert_eq!(parts(text).1, None, "{text}");
        }
    }

    #[test]
    fn a_dash_in_a_sentence_makes_no_dateline() {
        for text in [
            "NATO — the alliance of 1949 — met in Brussels.",
            "Lavrov - the minister - spoke.",
            "They met on 12 March 2024 — a Tuesday — in Geneva.",
            "On 3 May 2020 Russia Invaded",
            "WAR: What is it good for?",
            "09.50: Good morning. The fighting is into its fifth day.",
            "Poland and Russia – two neighbours – disagree.",
        ] {
            assert_eq!(parts(text).1, None, "{text}");
        }
    }

    #[test]
    fn a_byline_may_come_between() {
        let (title, dateline, _) = parts("Talks resume\n\nBy Jane Roe\n\nGENEVA — The two sides met.");
        assert_eq!((title, dateline), (Some("Talks resume"), Some("GENEVA —")));
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_layout_within_it(text in "(\\PC{0,60}[\\r\\n ]{0,3}){0,5}") {
            let layout = of(&text, None);
            for span in [layout.title, layout.dateline].into_iter().flatten() {
                assert!(text.get(span.range()).is_some_and(|part| !part.trim().is_empty()));
            }
        }

        #[test]
        fn dashes_and_brackets_do_not_confuse(text in "[A-Z]{0,8}[ ,()—–:-]{1,6}([0-9]{1,2} March( 2024)?)?[ ,()—–:-]{0,6}[A-Za-z ]{0,9}") {
            let layout = of(&text, None);
            assert!(layout.dateline.is_none_or(|span| text.get(span.range()).is_some()));
        }
    }
}
