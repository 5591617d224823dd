//! The weights of the features: data beside the word lists, trained by `models/training/antecedents.py`.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The weight of each feature by sort and role of the word that looks for its antecedent.
#[derive(Debug)]
pub(super) struct Weights {
    /// By sort, role and feature; "-" stands for any.
    weights: HashMap<(&'static str, &'static str), HashMap<&'static str, f32>>,
}

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../words/antecedents.tsv")));

impl Weights {
    /// The program's weights.
    pub fn get() -> &'static Self {
        &WEIGHTS
    }

    fn parse(table: &'static str) -> Self {
        let mut weights: HashMap<_, HashMap<_, _>> = HashMap::new();
        for line in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().expect("a weight has sort, role, feature and value");
            let (sort, role, feature) = (cell(), cell(), cell());
            let value: f32 = cell().parse().expect("a weight is a number");
            weights.entry((sort, role)).or_default().insert(feature, value);
        }
        Self { weights }
    }

    /// The sum of the weighted features: a feature weighs what it does for all words, for this sort, and for this sort in this role.
    pub fn sum(&self, sort: &str, role: &str, features: &[(&'static str, f32)]) -> f32 {
        let tables: Vec<_> =
            [("-", "-"), (sort, "-"), (sort, role)].into_iter().filter_map(|key| self.weights.get(&key)).collect();
        let weight = |feature: &str| tables.iter().filter_map(|table| table.get(feature)).sum::<f32>();
        features.iter().map(|(feature, value)| weight(feature) * value).sum()
    }
}
