//! Expressions of time, and the days that they mean from the article's date.
//!
//! What is resolved are days, months, years and their relatives ("last Tuesday", "earlier this month", "two weeks ago", "in June 2017").
//! Clock times are left to the words. Where the article has no date only absolute expressions are resolved.

use super::types::EventTime;
use crate::text::{Deprel, Document, TokenId};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];
const UNITS: &[&str] = &[
    "day",
    "week",
    "fortnight",
    "month",
    "year",
    "decade",
    "weekend",
    "hour",
    "morning",
    "afternoon",
    "evening",
    "night",
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "quarter",
];
const ADVERBS: &[&str] = &["today", "yesterday", "tomorrow", "tonight", "overnight"];

/// The expression of time that a word heads, if it is one.
pub(super) fn resolve(document: &Document, head: TokenId) -> Option<EventTime> {
    let words = expression(document, head);
    let lemmas: Vec<String> = words.iter().map(|&token| document.form(token).to_lowercase()).collect();
    let is_temporal = lemmas.iter().any(|word| {
        month(word).is_some()
            || weekday(word).is_some()
            || ADVERBS.contains(&word.as_str())
            || UNITS.contains(&word.as_str())
            || UNITS.contains(&word.trim_end_matches('s'))
            || year(word).is_some()
    });
    if !is_temporal {
        return None;
    }
    let span = words.iter().map(|&token| document.token(token).span).reduce(|a, b| a.cover(b))?;
    Some(EventTime { span, days: days(&lemmas, document.article().date) })
}

/// The words of the expression: the head with what belongs to it, without the preposition.
fn expression(document: &Document, head: TokenId) -> Vec<TokenId> {
    const OUTSIDE: &[Deprel] =
        &[Deprel::Case, Deprel::Punct, Deprel::AclRelcl, Deprel::Acl, Deprel::Conj, Deprel::Cc, Deprel::Appos, Deprel::Parataxis];
    let mut words = vec![head];
    let mut open = vec![head];
    while let Some(token) = open.pop() {
        for &dependent in document.dependents(token) {
            let outside = OUTSIDE.contains(&document.token(dependent).deprel) && token == head;
            if !outside && document.form(dependent) != "the" {
                words.push(dependent);
                open.push(dependent);
            }
        }
    }
    words.sort_unstable();
    words
}

fn month(word: &str) -> Option<i8> {
    crate::source::month(word.trim_end_matches('.')).map(|month| month as i8)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| *name == word).map(|(_, weekday)| *weekday)
}

fn year(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1800..2200).contains(year))
}

fn number(word: &str) -> Option<i64> {
    const WORDS: &[&str] =
        &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    match word {
        "a" | "an" => Some(1),
        _ => word.parse().ok().or_else(|| WORDS.iter().position(|name| *name == word).map(|value| value as i64)),
    }
}

/// First and last day meant.
fn days(words: &[String], today: Option<Date>) -> Option<(Date, Date)> {
    let has = |word: &str| words.iter().any(|other| other == word);
    let stated_year = words.iter().find_map(|word| year(word));
    if let Some(month) = words.iter().find_map(|word| month(word)) {
        let day = words.iter().find_map(|word| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<i8>().ok());
        return in_month(month, day.filter(|day| (1..=31).contains(day)), stated_year, today, has("next"));
    }
    if let (Some(year), true) = (stated_year, words.len() <= 2) {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    }
    let today = today?;
    if let Some(weekday) = words.iter().find_map(|word| weekday(word)) {
        let day = match (has("next") || has("coming"), has("last") && today.weekday() == weekday) {
            (true, _) => today.nth_weekday(1, weekday).ok()?,
            (_, true) => today.nth_weekday(-1, weekday).ok()?,
            // News tells what happened: a bare weekday is the last one, the day of publication included.
            _ if today.weekday() == weekday => today,
            _ => today.nth_weekday(-1, weekday).ok()?,
        };
        return Some((day, day));
    }
    for (word, offset) in [("today", 0), ("tonight", 0), ("yesterday", -1), ("tomorrow", 1), ("overnight", 0)] {
        if has(word) {
            let day = today.checked_add(offset.days()).ok()?;
            return Some((day, day));
        }
    }
    relative(words, today)
}

/// A day or a whole month, in the stated year or in the one nearest to the article's date (news looks back).
fn in_month(month: i8, day: Option<i8>, year: Option<i16>, today: Option<Date>, next: bool) -> Option<(Date, Date)> {
    let year = match (year, today) {
        (Some(year), _) => year,
        (None, Some(today)) if next => today.year() + i16::from(month <= today.month()),
        (None, Some(today)) => today.year() - i16::from(month > today.month() + 2),
        (None, None) => return None,
    };
    let first = Date::new(year, month, day.unwrap_or(1)).ok()?;
    Some((first, if day.is_some() { first } else { first.last_of_month() }))
}

/// "last month", "this week", "two years ago", "next year".
fn relative(words: &[String], today: Date) -> Option<(Date, Date)> {
    let has = |word: &str| words.iter().any(|other| other == word);
    let unit = words.iter().map(|word| word.trim_end_matches('s')).find(|word| UNITS.contains(word))?;
    let steps = if has("ago") || has("earlier") && words.iter().any(|word| number(word).is_some()) {
        -words.iter().find_map(|word| number(word))?
    } else if has("last") || has("previous") || has("past") {
        -1
    } else if has("next") || has("coming") {
        1
    } else if has("this") || has("same") {
        0
    } else {
        return None;
    };
    let shifted = |span: jiff::Span| today.checked_add(span).ok();
    match unit {
        "day" => shifted(steps.days()).map(|day| (day, day)),
        "night" | "evening" | "morning" | "afternoon" => shifted(steps.days()).map(|day| (day, day)),
        "week" | "fortnight" => {
            let day = shifted((steps * if unit == "week" { 1 } else { 2 }).weeks())?;
            let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
            Some((monday, monday.checked_add(6.days()).ok()?))
        }
        "month" => shifted(steps.months()).map(|day| (day.first_of_month(), day.last_of_month())),
        "year" => shifted(steps.years()).map(|day| (day.first_of_year(), day.last_of_year())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn meant(words: &str) -> Option<(Date, Date)> {
        // A Friday.
        days(&words.split(' ').map(str::to_owned).collect::<Vec<_>>(), Some(date(2025, 8, 22)))
    }

    #[test]
    fn weekdays_look_back() {
        assert_eq!(meant("tuesday"), Some((date(2025, 8, 19), date(2025, 8, 19))));
        assert_eq!(meant("friday"), Some((date(2025, 8, 22), date(2025, 8, 22))));
        assert_eq!(meant("next monday"), Some((date(2025, 8, 25), date(2025, 8, 25))));
    }

    #[test]
    fn months_and_years() {
        assert_eq!(meant("june 2017"), Some((date(2017, 6, 1), date(2017, 6, 30))));
        assert_eq!(meant("19 november"), Some((date(2024, 11, 19), date(2024, 11, 19))), "news looks back");
        assert_eq!(meant("earlier this month"), Some((date(2025, 8, 1), date(2025, 8, 31))));
        assert_eq!(meant("2019"), Some((date(2019, 1, 1), date(2019, 12, 31))));
        assert_eq!(meant("two years ago"), Some((date(2023, 1, 1), date(2023, 12, 31))));
    }

    #[test]
    fn without_a_date_only_the_absolute_is_resolved() {
        assert_eq!(days(&["tuesday".to_owned()], None), None);
        assert!(days(&["may".to_owned(), "2020".to_owned()], None).is_some());
    }
}
