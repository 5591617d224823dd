//! Dates as news and its metadata write them: "12 March 2024", "March 12th, 2024", "2024-03-12T09:30:00Z", "Tue, 12 Mar 2024".
//!
//! Only what can be read in one way is read: "03/04/2024" is April in London and March in New York, and gives nothing.

use jiff::civil::Date;
use std::ops::Range;

/// A date as it stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateInText {
    /// The day; `None` where the text leaves out the year.
    pub(super) date: Option<Date>,
    /// Its bytes, without the name of the weekday.
    pub(super) range: Range<usize>,
}

/// Reads a date of metadata: the first full date in it, whatever stands around.
///
/// The day is that of the writer's clock: times and their zones are passed over.
pub(super) fn parse(text: &str) -> Option<Date> {
    compact(text.trim()).or_else(|| all_in(text).find_map(|found| found.date))
}

/// The dates in a text, those without a year too, in its order.
pub(super) fn all_in(text: &str) -> impl Iterator<Item = DateInText> + '_ {
    let pieces = pieces(text);
    let mut next = 0;
    std::iter::from_fn(move || {
        while next < pieces.len() {
            if let Some((date, used)) = match_at(text, &pieces[next..]) {
                let range = pieces[next].range.start..pieces[next + used - 1].range.end;
                next += used;
                return Some(DateInText { date, range });
            }
            next += 1;
        }
        None
    })
}

/// Whether a word names a day of the week: "Tuesday", "Tue".
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('.').to_lowercase();
    DAYS.iter().any(|day| *day == word || (word.len() >= 3 && word.len() <= 5 && day.starts_with(&word)))
}

/// "20240312", as some feeds and addresses have it.
fn compact(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: Range<usize>| text[range].parse().ok();
    day(number(0..4)?, number(4..6)?, number(6..8)?)
}

/// A run of digits or of letters.
struct Piece {
    range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A number with its count of digits.
    Number(i16, usize),
    /// A month, from 1.
    Month(i16),
    /// "st", "nd", "rd", "th".
    Ordinal,
    /// "of", "the".
    Filler,
    /// Any other word.
    Word,
}

fn pieces(text: &str) -> Vec<Piece> {
    let class = |c: char| match c {
        '0'..='9' => 1,
        _ if c.is_alphabetic() => 2,
        _ => 0,
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut open = 0;
    for (offset, class) in text.char_indices().map(|(offset, c)| (offset, class(c))).chain([(text.len(), 0)]) {
        if class != open {
            if open != 0 {
                pieces.push(Piece { range: start..offset, kind: kind_of(&text[start..offset]) });
            }
            (start, open) = (offset, class);
        }
    }
    pieces
}

fn kind_of(piece: &str) -> Kind {
    if let Ok(number) = piece.parse() {
        return Kind::Number(number, piece.len());
    }
    let word = piece.to_lowercase();
    match word.as_str() {
        "st" | "nd" | "rd" | "th" => Kind::Ordinal,
        "of" | "the" => Kind::Filler,
        _ => month(&word).map_or(Kind::Word, Kind::Month),
    }
}

/// The number of a month (1 to 12) by its name or its first three letters, in lower case.
pub(crate) fn month(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place =
        MONTHS.iter().position(|month| *month == word || month[..3] == *word || (word == "sept" && month.starts_with(word)))?;
    Some(place as i16 + 1)
}

/// A date that begins with the first piece: the day, if the year is there, and the number of pieces that it takes.
fn match_at(text: &str, pieces: &[Piece]) -> Option<(Option<Date>, usize)> {
    let preceded = pieces[0].range.start.checked_sub(1).map(|before| text.as_bytes()[before]);
    match pieces[0].kind {
        // A number that is the tail of another ("1.500.000", "4,12 March") begins no date.
        Kind::Number(..) if preceded.is_some_and(|byte| byte.is_ascii_alphanumeric() || b".,/-".contains(&byte)) => None,
        Kind::Number(year, 4) => year_first(text, pieces, year),
        Kind::Number(first, 1 | 2) => numeric(text, pieces, first).or_else(|| day_first(text, pieces, first)),
        Kind::Month(month) => month_first(text, pieces, month),
        _ => None,
    }
}

/// "2024-03-12", "2024/3/12", "2024 March 12".
fn year_first(text: &str, pieces: &[Piece], year: i16) -> Option<(Option<Date>, usize)> {
    let [a, b, c, ..] = pieces else { return None };
    let month = match b.kind {
        Kind::Number(month, 1 | 2) | Kind::Month(month) => month,
        _ => return None,
    };
    let Kind::Number(number, 1 | 2) = c.kind else { return None };
    let (first, second) = (between(text, a, b), between(text, b, c));
    (first == second && ["-", "/", ".", " "].contains(&first)).then_some(())?;
    Some((Some(day(year, month, number)?), 3))
}

/// "12.03.2024", "13/03/2024", "03/13/2024".
fn numeric(text: &str, pieces: &[Piece], first: i16) -> Option<(Option<Date>, usize)> {
    let [a, b, c, ..] = pieces else { return None };
    let (Kind::Number(second, 1 | 2), Kind::Number(year, 4)) = (b.kind, c.kind) else { return None };
    let mark = between(text, a, b);
    (mark == between(text, b, c) && ["-", "/", "."].contains(&mark)).then_some(())?;
    let date = if mark == "." || first > 12 || first == second {
        day(year, second, first)
    } else if second > 12 {
        day(year, first, second)
    } else {
        None
    };
    Some((Some(date?), 3))
}

/// "12 March 2024", "12th of March, 2024", "12-Mar-2024"; without a year "12 March".
fn day_first(text: &str, pieces: &[Piece], number: i16) -> Option<(Option<Date>, usize)> {
    let mut at = 1;
    at += usize::from(pieces.get(at)?.kind == Kind::Ordinal);
    at += usize::from(pieces.get(at)?.kind == Kind::Filler);
    let Kind::Month(month) = pieces.get(at)?.kind else { return None };
    joined(text, &pieces[..=at]).then_some(())?;
    with_year(text, pieces, at + 1, month, number)
}

/// "March 12, 2024", "Mar. 12th 2024"; without a year "March 12".
fn month_first(text: &str, pieces: &[Piece], month: i16) -> Option<(Option<Date>, usize)> {
    let mut at = 1;
    at += usize::from(pieces.get(at)?.kind == Kind::Filler);
    let Kind::Number(number, 1 | 2) = pieces.get(at)?.kind else { return None };
    at += 1;
    at += usize::from(pieces.get(at).is_some_and(|piece| piece.kind == Kind::Ordinal));
    joined(text, &pieces[..at]).then_some(())?;
    with_year(text, pieces, at, month, number)
}

/// Adds the year, where it follows as piece number `at`.
fn with_year(text: &str, pieces: &[Piece], at: usize, month: i16, number: i16) -> Option<(Option<Date>, usize)> {
    if let Some(Piece { kind: Kind::Number(year, 4), .. }) = pieces.get(at)
        && joined(text, &pieces[at - 1..=at])
        && let Some(date) = day(*year, month, number)
    {
        return Some((Some(date), at + 1));
    }
    // Without a year any leap year must do to tell "30 February" from a date.
    day(2000, month, number).map(|_| (None, at))
}

/// Whether only blanks and the marks of dates stand between the pieces.
fn joined(text: &str, pieces: &[Piece]) -> bool {
    pieces.windows(2).all(|pair| {
        let gap = between(text, &pair[0], &pair[1]);
        gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | ',' | '.' | '-' | '/'))
    })
}

fn between<'t>(text: &'t str, a: &Piece, b: &Piece) -> &'t str {
    &text[a.range.end..b.range.start]
}

/// A day of the calendar, in the years that news can be about.
fn day(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1500..=2200).contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_day_in_many_forms() {
        for form in [
            "2024-03-12",
            "2024-03-12T23:59:59-05:00",
            "2024/03/12 10:00",
            "20240312",
            "12 March 2024",
            "12th March 2024",
            "the 12th of March, 2024",
            "March 12, 2024",
            "March 12th 2024",
            "Mar. 12, 2024",
            "March the 12th, 2024",
            "Tue, 12 Mar 2024 09:30:00 GMT",
            "Tuesday, 12 March 2024",
            "Published: 09.30, 12-Mar-2024",
            "12.03.2024",
            "2024 March 12",
            "MARCH 12, 2024",
        ] {
            assert_eq!(parse(form), Some(date(2024, 3, 12)), "{form}");
        }
        assert_eq!(parse("13/03/2024"), Some(date(2024, 3, 13)));
        assert_eq!(parse("03/13/2024"), Some(date(2024, 3, 13)));
        assert_eq!(parse("Sept. 5, 2020"), Some(date(2020, 9, 5)));
        assert_eq!(parse("May 5, 2020"), Some(date(2020, 5, 5)));
    }

    #[test]
    fn what_can_be_read_in_two_ways_gives_nothing() {
        assert_eq!(parse("03/04/2024"), None);
        assert_eq!(parse("March 2024"), None);
        assert_eq!(parse("2024"), None);
        assert_eq!(parse("12 March"), None);
    }

    #[test]
    fn impossible_days_give_nothing() {
        assert_eq!(parse("31 June 2024"), None);
        assert_eq!(parse("2024-13-01"), None);
        assert_eq!(parse("12 March 9024"), None);
        assert_eq!(parse("20241332"), None);
    }

    #[test]
    fn dates_without_a_year_are_found_as_such() {
        let found: Vec<_> = all_in("May 3 (UPI), and 4 June 2020").collect();
        assert_eq!(found, [DateInText { date: None, range: 0..5 }, DateInText { date: Some(date(2020, 6, 4)), range: 17..28 }]);
    }

    #[test]
    fn verbs_that_look_like_months_are_no_dates() {
        assert_eq!(all_in("They may march 3 km; it cost 1.500.000 in 12 marches").count(), 1);
        assert_eq!(all_in("They may come, and 40 march").count(), 0);
    }

    #[test]
    fn weekdays_are_known_by_name_and_short() {
        assert!(["Tuesday", "Tue", "Tues.", "THU"].into_iter().all(is_weekday));
        assert!(!["Tuesdays", "Mo", "Friendly", "Sundance"].into_iter().any(is_weekday));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_searched_without_panic(text in "\\PC{0,40}[0-9 ,./-]{0,12}(March|of|th|é)[0-9 ,./-]{0,12}") {
            for found in all_in(&text) {
                assert!(text.get(found.range).is_some());
            }
        }

        #[test]
        fn every_day_is_read_back(year in 1900i16..2100, month in 1i8..=12, number in 1i8..=28) {
            let day = date(year, month, number);
            proptest::prop_assert_eq!(parse(&day.to_string()), Some(day));
            proptest::prop_assert_eq!(parse(&day.strftime("%-d %B %Y").to_string()), Some(day));
            proptest::prop_assert_eq!(parse(&day.strftime("%b %-d, %Y").to_string()), Some(day));
        }
    }
}
