//! When things happened, as bars that lead to the events.

use super::markup::{Page, day_of};
use crate::lookup::Event;
use std::collections::BTreeMap;

const WIDTH: usize = 720;
const HEIGHT: usize = 72;

/// Events counted by months, or by years where they span many.
pub struct Timeline {
    /// Events and the place of the first one in the list, by period.
    periods: BTreeMap<String, (usize, usize)>,
    by_year: bool,
    undated: usize,
}

impl Timeline {
    /// Counts these.
    pub fn of(events: &[Event]) -> Self {
        let days = || events.iter().filter_map(day_of).filter(|day| number(day).is_some());
        let months = || days().filter_map(number);
        let by_year = months().max().zip(months().min()).is_some_and(|(last, first)| last - first >= 48);
        let mut timeline = Self { periods: BTreeMap::new(), by_year, undated: 0 };
        for (event, place) in events.iter().zip(1..) {
            match day_of(event).filter(|day| number(day).is_some()) {
                Some(day) => {
                    let period = day[..if by_year { 4 } else { 7 }].to_owned();
                    timeline.periods.entry(period).or_insert((0, place)).0 += 1;
                }
                None => timeline.undated += 1,
            }
        }
        timeline
    }

    /// The place of a period on the axis.
    fn at(&self, period: &str) -> i64 {
        if self.by_year { period.parse().unwrap_or_default() } else { number(period).unwrap_or_default() }
    }

    /// Draws it. Periods lead to their first event, if that is among the first `listed`, which the page shows.
    pub fn write(&self, page: &mut Page<'_>, listed: usize) {
        let Some(((first, _), (last, _))) = self.periods.first_key_value().zip(self.periods.last_key_value()) else { return };
        let (start, end) = (self.at(first), self.at(last));
        let places = usize::try_from(end - start + 1).unwrap_or(1);
        let most = self.periods.values().map(|(events, _)| *events).max().unwrap_or(1);
        let unit = if self.by_year { "year" } else { "month" };
        page.add(format_args!(
            "<figure class=\"timeline\"><svg viewBox=\"0 0 {WIDTH} {}\" role=\"group\" aria-label=\"Events by {unit}\">\n",
            HEIGHT + 22
        ));
        let step = WIDTH as f64 / places as f64;
        let width = (step - 2.0).clamp(1.5, 44.0);
        for (period, (events, place)) in &self.periods {
            let x = step * (self.at(period) - start) as f64 + (step - width) / 2.0;
            let height = (events * HEIGHT / most).max(3);
            let bar = format!(
                "<title>{period}: {events}</title><rect x=\"{x:.1}\" y=\"{}\" width=\"{width:.1}\" height=\"{height}\"/>",
                HEIGHT - height + 4
            );
            let noun = if *events == 1 { "event" } else { "events" };
            if *place <= listed {
                page.add(format_args!("<a href=\"#e{place}\" aria-label=\"{period}: {events} {noun}\">{bar}</a>\n"));
            } else {
                page.add(format_args!("<g>{bar}</g>\n"));
            }
        }
        let (y, right) = (HEIGHT + 20, WIDTH);
        page.add(format_args!("<text x=\"0\" y=\"{y}\">{first}</text>"));
        if first != last {
            page.add(format_args!("<text x=\"{right}\" y=\"{y}\" text-anchor=\"end\">{last}</text>"));
        }
        page.add(format_args!("</svg>"));
        if self.undated > 0 {
            page.add(format_args!("<figcaption>{} without a day</figcaption>", self.undated));
        }
        page.add(format_args!("</figure>\n"));
    }
}

/// The number of a month, counted from the year 0; none for what does not begin with four digits and a month.
fn number(day: &str) -> Option<i64> {
    let (year, month) = (day.get(..4)?, day.get(5..7)?);
    let valid = day.as_bytes()[4] == b'-' && (year.to_owned() + month).bytes().all(|byte| byte.is_ascii_digit());
    let (year, month) = (year.parse::<i64>().ok()?, month.parse::<i64>().ok()?);
    (valid && (1..=12).contains(&month)).then(|| year * 12 + month - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(days: &[Option<&str>]) -> Timeline {
        let events: Vec<_> = days.iter().map(|day| event(*day)).collect();
        Timeline::of(&events)
    }

    fn event(day: Option<&str>) -> Event {
        Event {
            iri: String::new(),
            kind: Default::default(),
            agents: Vec::new(),
            patients: Vec::new(),
            modality: "asserted".to_owned(),
            negated: false,
            attributed_to: None,
            place: None,
            time: None,
            from: day.map(str::to_owned),
            until: None,
            frame: None,
            sentence: Default::default(),
        }
    }

    #[test]
    fn events_are_counted_by_months_and_long_spans_by_years() {
        let months = on(&[Some("2023-01-05"), Some("2023-01-31"), None, Some("2024-06-01")]);
        assert_eq!(months.periods["2023-01"], (2, 1));
        assert_eq!(months.periods["2024-06"], (1, 4));
        assert_eq!((months.by_year, months.undated), (false, 1));
        let years = on(&[Some("1999-12-31"), Some("2004-01-01")]);
        assert!(years.by_year && years.periods.contains_key("1999"));
    }

    #[test]
    fn what_is_no_day_is_undated() {
        for day in ["", "yesterday", "2023", "2023-13-01", "20é3-01-01", "+023-01-01", "\"><b>-01"] {
            assert_eq!(on(&[Some(day)]).undated, 1, "{day}");
        }
    }
}
