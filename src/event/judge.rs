//! [`Judge`]: how likely a statement is right, from what speaks for and against it.

use super::types::{Confidence, Event, Ground};
use std::collections::BTreeMap;
use thiserror::Error;

/// Why a table of weights cannot be used.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the weights of the grounds are damaged in line {line}: {problem}")]
pub struct JudgeError {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// A logistic regression on [grounds](Ground).
///
/// Its weights are data (`models/en/confidence.tsv`), learnt from annotated articles by `models/training/confidence.py`. A confidence is the
/// same on every machine: it is rounded to hundredths before anything is made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judge {
    /// The log odds of a statement without grounds.
    start: f64,
    /// What each ground adds to the log odds where it holds wholly, and how far it holds on average.
    weights: BTreeMap<String, (f64, f64)>,
    /// What is less likely is better left out: what a frame's words tell, and what the language model alone finds.
    least: [Confidence; 2],
}

impl Judge {
    /// The weights that are built into the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self::parse(include_str!("../../models/en/confidence.tsv")).expect("tests read the built-in weights")
    }

    /// Reads a table: a line a ground with its words, weight and mean, and the lines `(start)`, `(least)` and `(least of the model alone)` with a
    /// number each.
    ///
    /// # Errors
    /// If a line is none of these, or the start is missing.
    pub fn parse(table: &str) -> Result<Self, JudgeError> {
        let mut judge = Self { start: f64::NAN, weights: BTreeMap::new(), least: [Confidence::new(0.0); 2] };
        let mut last = 0;
        for (index, line) in table.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            last = index + 1;
            let damaged = |problem: &str| JudgeError { line: index + 1, problem: problem.to_owned() };
            let cells: Vec<&str> = line.split('\t').collect();
            let number = |cell: &str| cell.parse::<f64>().ok().filter(|number| number.is_finite());
            let number = |cell: &str| number(cell).ok_or_else(|| damaged(&format!("\"{cell}\" is no number")));
            match cells[..] {
                ["(start)", start] => judge.start = number(start)?,
                ["(least)", least] => judge.least[0] = Confidence::new(number(least)?),
                ["(least of the model alone)", least] => judge.least[1] = Confidence::new(number(least)?),
                [words, weight, mean] => {
                    judge.weights.insert(words.to_owned(), (number(weight)?, number(mean)?));
                }
                _ => return Err(damaged("a ground has three cells")),
            }
        }
        if judge.start.is_nan() {
            return Err(JudgeError { line: last, problem: "there is no start".to_owned() });
        }
        Ok(judge)
    }

    /// The least confidence of statements that are worth keeping: of those that a frame's words tell, or (`by_model`) of those that the
    /// language model alone finds, for which more is asked.
    #[must_use]
    pub fn least(&self, by_model: bool) -> Confidence {
        self.least[usize::from(by_model)]
    }

    /// How likely a statement with these grounds is right.
    #[must_use]
    pub fn confidence(&self, grounds: &[Ground]) -> Confidence {
        let known = grounds.iter().filter_map(|ground| Some((self.weights.get(ground.words)?.0, ground.hundredths)));
        let odds = known.fold(self.start, |odds, (weight, hundredths)| odds + weight * f64::from(hundredths) / 100.0);
        Confidence::new(1.0 / (1.0 + (-odds).exp()))
    }

    /// The grounds that move an event's confidence most, the strongest first: those that lower it (`false`) and those that raise it (`true`).
    /// What speaks for an event but holds less than it does on average lowers its confidence, and is told as such.
    #[must_use]
    pub fn reasons(&self, event: &Event, raise: bool) -> Vec<String> {
        /// What moves the log odds by less is no reason worth telling.
        const SLIGHT: f64 = 0.1;
        let weighed = event.grounds.iter().filter_map(|ground| {
            let (weight, mean) = self.weights.get(ground.words)?;
            let more = f64::from(ground.hundredths) / 100.0 - mean;
            let shift = weight * more;
            ((shift > 0.0) == raise && shift.abs() >= SLIGHT).then_some((shift.abs(), ground.words, more > 0.0))
        });
        let mut weighed: Vec<(f64, &str, bool)> = weighed.collect();
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
        let told =
            |(_, words, more): (f64, &str, bool)| if more { words.to_owned() } else { format!("{words} less than elsewhere") };
        weighed.into_iter().map(told).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# words\n(start)\t0.5\n(least)\t0.25\n(least of the model alone)\t0.5\nthe doer is a pronoun\t-1.5\t0.2\nit is planned\t0.3\t0.1\n";

    fn ground(words: &'static str, hundredths: u8) -> Ground {
        Ground { words, hundredths }
    }

    #[test]
    fn grounds_move_the_confidence_as_far_as_they_hold() {
        let judge = Judge::parse(TABLE).unwrap();
        assert_eq!([false, true].map(|by_model| judge.least(by_model).value()), [0.25, 0.5]);
        let said = |grounds: &[Ground]| judge.confidence(grounds).to_string();
        assert_eq!(said(&[]), "0.62");
        assert_eq!(said(&[ground("the doer is a pronoun", 100)]), "0.27");
        assert_eq!(said(&[ground("the doer is a pronoun", 50)]), "0.44");
        // What the table does not know says nothing.
        assert_eq!(said(&[ground("told by a noun", 100)]), "0.62");
    }

    #[test]
    fn a_damaged_table_is_refused_with_its_line() {
        let error = |table| Judge::parse(table).unwrap_err();
        assert_eq!(
            error("(start)\t0\nit is planned\tmuch\t0\n").to_string(),
            "the weights of the grounds are damaged in line 2: \"much\" is no number"
        );
        assert_eq!(error("(start)\t0\nit is planned\n").line, 2);
        assert_eq!(error("it is planned\t1\t0\n").problem, "there is no start");
    }

    #[test]
    fn confidences_are_written_as_stores_keep_them() {
        let written = |probability| Confidence::new(probability).to_string();
        assert_eq!([0.0, 0.4, 0.414, 1.0, 7.0].map(written), ["0", "0.4", "0.41", "1", "1"]);
    }
}
