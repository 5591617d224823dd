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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_knows_its_sorts() {
        let lines: Vec<&str> = include_str!("../words/antecedents.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        let keys: Vec<Vec<&str>> = lines.iter().map(|line| line.split('\t').take(3).collect()).collect();
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
        for key in keys {
            assert!(["-", "person", "several", "thing"].contains(&key[0]), "{key:?}");
            assert!(["-", "object", "other", "possessor", "subject"].contains(&key[1]), "{key:?}");
        }
    }

    #[test]
    fn a_feature_weighs_by_sort_and_role() {
        let weights = Weights::parse("-\t-\there\t1\nthing\t-\there\t0.5\nthing\tsubject\there\t-2\n");
        assert_eq!(weights.sum("thing", "subject", &[("here", 1.0), ("nobody", 1.0)]), -0.5);
        assert_eq!(weights.sum("person", "subject", &[("here", 0.5)]), 0.5);
    }
}
