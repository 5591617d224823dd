//! Counting, and what counts amount to: precision, recall, F1, and how sure they are.

use serde::Serialize;

/// How many there are, how many were found, and how many of these are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub gold: usize,
    pub found: usize,
    pub hit: usize,
}

impl Counts {
    pub fn new(gold: usize, found: usize, hit: usize) -> Self {
        Self { gold, found, hit }
    }

    fn add(self, other: Self) -> Self {
        Self { gold: self.gold + other.gold, found: self.found + other.found, hit: self.hit + other.hit }
    }

    fn precision(self) -> f64 {
        ratio(self.hit, self.found)
    }

    fn recall(self) -> f64 {
        ratio(self.hit, self.gold)
    }

    fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a corpus are far below 2^52")]
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Precision, recall and F1 with their 95 % intervals, over all units (articles or sentences) together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// How many the gold has.
    pub gold: usize,
    /// How many the system gave.
    pub found: usize,
    /// How many of these are right.
    pub hit: usize,
    /// Of what was found, the share that is right.
    pub precision: f64,
    /// Of what there is, the share that was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Where precision lies in 95 of 100 corpora such as this one.
    pub precision_interval: [f64; 2],
    /// The same of recall.
    pub recall_interval: [f64; 2],
    /// The same of F1.
    pub f1_interval: [f64; 2],
}

/// The share of something that is right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
    /// One by the other.
    pub share: f64,
    /// Its 95 % interval.
    pub interval: [f64; 2],
}

/// How often units are drawn anew for an interval.
const DRAWS: usize = 1000;

impl Figure {
    /// Of counts, one a unit.
    pub(super) fn of(units: &[Counts]) -> Self {
        let sum = units.iter().copied().fold(Counts::default(), Counts::add);
        let draws: Vec<Counts> = draws(units);
        let interval = |value: fn(Counts) -> f64| interval(draws.iter().copied().map(value).collect());
        Self {
            gold: sum.gold,
            found: sum.found,
            hit: sum.hit,
            precision: sum.precision(),
            recall: sum.recall(),
            f1: sum.f1(),
            precision_interval: interval(Counts::precision),
            recall_interval: interval(Counts::recall),
            f1_interval: interval(Counts::f1),
        }
    }
}

impl Share {
    /// Of (right, all), one a unit.
    pub(super) fn of(units: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let units: Vec<Counts> = units.into_iter().map(|(right, of)| Counts::new(of, 0, right)).collect();
        let sum = units.iter().copied().fold(Counts::default(), Counts::add);
        let interval = interval(draws(&units).into_iter().map(Counts::recall).collect());
        Self { right: sum.hit, of: sum.gold, share: sum.recall(), interval }
    }
}

/// Sums over units drawn with replacement (the bootstrap). The same units give the same draws, on every machine.
fn draws(units: &[Counts]) -> Vec<Counts> {
    let mut random = SplitMix(0x5eed);
    let mut draw = |_| (0..units.len()).map(|_| units[random.below(units.len())]).fold(Counts::default(), Counts::add);
    (0..DRAWS).map(&mut draw).collect()
}

/// The middle 95 of 100 values.
fn interval(mut values: Vec<f64>) -> [f64; 2] {
    values.sort_by(f64::total_cmp);
    let cut = values.len() / 40;
    [values[cut], values[values.len() - 1 - cut]]
}

/// Steele, Lea and Flood's SplitMix64: five lines that are the same everywhere and for ever, which no crate promises.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, by the high half of a product: even enough for drawing from a few hundred.
    fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * end as u128;
        usize::try_from(wide >> 64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_of_the_sum_of_all_units() {
        let figure = Figure::of(&[Counts::new(4, 2, 1), Counts::new(0, 2, 1)]);
        assert_eq!((figure.precision, figure.recall, figure.f1), (0.5, 0.5, 0.5));
    }

    #[test]
    fn intervals_hold_the_figure_and_come_out_alike_twice() {
        let units: Vec<Counts> = (0..30).map(|unit| Counts::new(10, 8, unit % 8)).collect();
        let (once, again) = (Figure::of(&units), Figure::of(&units));
        assert_eq!(once, again);
        let [low, high] = once.f1_interval;
        assert!(low < once.f1 && once.f1 < high && high - low < 0.3, "{once:?}");
    }

    #[test]
    fn nothing_at_all_is_nought() {
        assert_eq!(Figure::of(&[]).f1, 0.0);
        assert_eq!(Share::of([]).share, 0.0);
    }

    #[test]
    fn random_numbers_are_those_of_the_paper() {
        let mut random = SplitMix(1_234_567);
        assert_eq!([random.next(), random.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }
}
