//! What went wrong, in groups: for whoever changes the program next.

use super::relations::{ArticleScore, Relation};
use super::sentences::SentenceScore;
use serde::Serialize;
use std::collections::BTreeMap;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// The article, or file and line of the sentence.
    pub place: String,
    /// What there is, as words; empty if nothing.
    pub gold: String,
    /// What was found; empty if nothing.
    pub found: String,
    /// The sentence.
    pub sentence: String,
}

/// Faults of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FaultGroup {
    /// "missed", "other root", "sides swapped", "wrong source", "wrong target", "too much", "modality", "attribution"; of sentences "roles" and
    /// "not quiet" as well.
    pub kind: &'static str,
    /// Which root, or which confusion.
    pub what: String,
    /// All of them.
    pub faults: Vec<Fault>,
}

/// Groups of faults, largest first.
pub type Faults = Vec<FaultGroup>;

type Found = (&'static str, String, Fault);

/// All that is wrong in articles and sentences, in groups, the largest first.
#[must_use]
pub fn group(articles: &[&ArticleScore], sentences: &[&SentenceScore]) -> Faults {
    let mut groups: BTreeMap<(&'static str, String), Vec<Fault>> = BTreeMap::new();
    let of_articles = articles.iter().flat_map(|score| of_article(score));
    for (kind, what, fault) in of_articles.chain(sentences.iter().flat_map(|score| of_sentence(score))) {
        groups.entry((kind, what)).or_default().push(fault);
    }
    let mut groups: Faults = groups.into_iter().map(|((kind, what), faults)| FaultGroup { kind, what, faults }).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.faults.len()));
    groups
}

fn of_sentence(score: &SentenceScore) -> Vec<Found> {
    let fault = |(kind, what, shown): &(&'static str, String, String)| {
        let (gold, found) = if matches!(*kind, "too much" | "not quiet") {
            (String::new(), shown.clone())
        } else {
            (shown.clone(), String::new())
        };
        (*kind, what.clone(), Fault { place: score.name.clone(), gold, found, sentence: score.text.clone() })
    };
    score.faults.iter().map(fault).collect()
}

/// Each relation that is missing with the one that was found in its stead, if any, by the way in which they differ.
fn of_article(score: &ArticleScore) -> Vec<Found> {
    let unmatched =
        |count: usize, matched: &dyn Fn(usize) -> bool| (0..count).filter(|index| !matched(*index)).collect::<Vec<usize>>();
    let mut missing = unmatched(score.gold.len(), &|index| score.pairs.iter().any(|(gold, _)| *gold == index));
    let mut extra = unmatched(score.found.len(), &|index| score.pairs.iter().any(|(_, found)| *found == index));
    let fault = |gold: Option<&Relation>, found: Option<&Relation>| Fault {
        place: score.name.clone(),
        gold: gold.map_or(String::new(), shown),
        found: found.map_or(String::new(), shown),
        sentence: gold.or(found).map_or(String::new(), |relation| relation.sentence.clone()),
    };
    let mut out = Vec::new();
    for (kind, is) in WAYS {
        missing.retain(|gold| {
            let gold = &score.gold[*gold];
            let Some(place) = extra.iter().position(|found| is(gold, &score.found[*found])) else { return true };
            let found = &score.found[extra.remove(place)];
            let what = if gold.root == found.root { gold.root.clone() } else { format!("{} as {}", gold.root, found.root) };
            out.push((kind, what, fault(Some(gold), Some(found))));
            false
        });
    }
    out.extend(missing.into_iter().map(|gold| ("missed", score.gold[gold].root.clone(), fault(Some(&score.gold[gold]), None))));
    out.extend(
        extra.into_iter().map(|found| ("too much", score.found[found].root.clone(), fault(None, Some(&score.found[found])))),
    );
    for (gold, found) in score.matched() {
        if (&gold.modality, gold.negated) != (&found.modality, found.negated) {
            out.push(("modality", format!("{} as {}", factuality(gold), factuality(found)), fault(Some(gold), Some(found))));
        }
        if !super::names::same(&gold.attributed_to, &found.attributed_to) {
            out.push(("attribution", String::new(), fault(Some(gold), Some(found))));
        }
    }
    out
}

type Way = (&'static str, fn(&Relation, &Relation) -> bool);

/// How a relation can be nearly right, the nearest first.
const WAYS: [Way; 5] = [
    ("other root", |gold, found| sides(gold, found) == (true, true)),
    ("sides swapped", |gold, found| gold.root == found.root && crossed(gold, found)),
    ("wrong target", |gold, found| gold.root == found.root && sides(gold, found).0),
    ("wrong source", |gold, found| gold.root == found.root && sides(gold, found).1),
    ("wrong sides", |gold, found| gold.root == found.root && gold.sentence == found.sentence),
];

fn sides(gold: &Relation, found: &Relation) -> (bool, bool) {
    (super::names::same(&gold.source, &found.source), super::names::same(&gold.target, &found.target))
}

fn crossed(gold: &Relation, found: &Relation) -> bool {
    super::names::same(&gold.source, &found.target) && super::names::same(&gold.target, &found.source)
}

fn factuality(relation: &Relation) -> String {
    format!("{}{}", if relation.negated { "not " } else { "" }, relation.modality)
}

fn shown(relation: &Relation) -> String {
    let Relation { root, source, target, attributed_to, by, .. } = relation;
    let word = if attributed_to == super::names::NOBODY { String::new() } else { format!(", says {attributed_to}") };
    format!("{source} {root} {target} ({}{word}; {by})", factuality(relation))
}

#[cfg(test)]
mod tests {
    use super::super::relations::tests::score;
    use super::super::sentences;
    use super::*;

    #[test]
    fn a_near_miss_is_one_fault_and_the_nearest() {
        let gold = ["a ACCUSE b", "a AID c", "d AID e", "f ASSAULT g", "a REJECT z", "x COERCE y planned"];
        let found = ["a REQUEST b", "c AID a", "d AID k", "l ASSAULT g", "m AID n", "x COERCE y"];
        let faults = group(&[&score(&gold, &found)], &[]);
        let mut kinds: Vec<String> = faults.iter().map(|group| format!("{} {}", group.kind, group.what)).collect();
        kinds.sort();
        let expected = [
            "missed REJECT",
            "modality planned as asserted",
            "other root ACCUSE as REQUEST",
            "sides swapped AID",
            "too much AID",
            "wrong source ASSAULT",
            "wrong target AID",
        ];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn the_largest_group_comes_first() {
        let sentence = sentences::tests::score("");
        let faults = group(&[&score(&["a AID b", "a AID c"], &[])], &[&sentence]);
        assert_eq!((faults[0].what.as_str(), faults[0].faults.len(), faults.len()), ("AID", 2, 3));
        assert_eq!(faults[1].faults[0].sentence, sentence.text);
    }
}
