//! Who did what to whom, in an article: what the gold has, what a system found, and which of these are the same.

use super::corpus::Gold;
use super::names::{NOBODY, norm, same};
use super::record::{Filler, Record};
use std::collections::{BTreeMap, BTreeSet};

/// One relation, of the gold or of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// A PLOVER root, `ROLE` or `MEMBER`.
    pub root: String,
    /// Who, or "-".
    pub source: String,
    /// To whom, or "-".
    pub target: String,
    /// Asserted, planned, possible, requested or hypothetical.
    pub modality: String,
    /// Whether it did not or will not happen.
    pub negated: bool,
    /// Whose word it is, or "-" for the writer's.
    pub attributed_to: String,
    /// The sentence that says it.
    pub sentence: String,
    /// The words that say it; of a system the frame that found it.
    pub by: String,
}

/// Roots whose two sides are peers.
const SYMMETRIC: [&str; 3] = ["CONSULT", "AGREE", "COOPERATE"];

impl Relation {
    pub(super) fn is_symmetric(&self) -> bool {
        SYMMETRIC.contains(&self.root.as_str())
    }

    /// Whether it says that something happened, not that it may, should or did not.
    fn is_fact(&self) -> (bool, bool) {
        (self.modality == "asserted", self.negated)
    }

    fn normed(mut self) -> Self {
        for name in [&mut self.source, &mut self.target, &mut self.attributed_to] {
            if name != NOBODY {
                *name = norm(name);
            }
        }
        self
    }
}

/// An article's relations on both sides, each counted once, and the pairs of the same.
#[derive(Clone, Debug)]
pub struct ArticleScore {
    /// The article.
    pub name: String,
    /// Its topic.
    pub topic: String,
    /// Its form.
    pub form: String,
    /// When it joined the corpus.
    pub batch: String,
    /// What there is, names normalised.
    pub gold: Vec<Relation>,
    /// What was found, names normalised.
    pub found: Vec<Relation>,
    /// Indices into `gold` and `found` of relations that are the same.
    pub pairs: Vec<(usize, usize)>,
    /// How many would be the same if roots did not matter.
    pub(super) pairs_of_any_root: usize,
    /// How many of the named actors of the gold, of all, the system has by their name.
    pub(super) actors: (usize, usize),
}

impl ArticleScore {
    /// Compares what a system found with the gold. A relation counts once an article: (root, source, target).
    #[must_use]
    pub fn new(gold: &Gold, record: &Record) -> Self {
        let there = dedupe(gold.relations.iter().cloned().map(Relation::normed));
        let found = dedupe(relations_of(record));
        let pairs = pair_up(&there, &found, true);
        let labels: BTreeSet<String> = record.mentions.iter().filter_map(|mention| mention.label.as_deref()).map(norm).collect();
        let named =
            gold.actors.iter().map(|actor| norm(actor)).filter(|actor| labels.iter().any(|label| same(actor, label))).count();
        Self {
            name: gold.name.clone(),
            topic: gold.topic.clone(),
            form: gold.form.clone(),
            batch: gold.batch.clone(),
            pairs_of_any_root: pair_up(&there, &found, false).len(),
            actors: (named, gold.actors.len()),
            gold: there,
            found,
            pairs,
        }
    }

    /// Pairs of the same relation as the gold and the system have it.
    pub fn matched(&self) -> impl Iterator<Item = (&Relation, &Relation)> {
        self.pairs.iter().map(|(gold, found)| (&self.gold[*gold], &self.found[*found]))
    }

    /// How many matched relations are right in whether it happened, in modality and polarity, and in whose word it is.
    pub(super) fn right(&self) -> [usize; 3] {
        let count = |right: fn(&Relation, &Relation) -> bool| self.matched().filter(|(gold, found)| right(gold, found)).count();
        [
            count(|gold, found| gold.is_fact() == found.is_fact()),
            count(|gold, found| gold.modality == found.modality && gold.negated == found.negated),
            count(|gold, found| same(&gold.attributed_to, &found.attributed_to)),
        ]
    }

    /// The roots in the gold and in what was found.
    pub(super) fn roots(&self) -> (BTreeSet<&str>, BTreeSet<&str>) {
        (roots_of(&self.gold), roots_of(&self.found))
    }
}

fn roots_of(relations: &[Relation]) -> BTreeSet<&str> {
    relations.iter().map(|relation| relation.root.as_str()).collect()
}

/// A system's events and facts as relations: each agent with each patient; agents alone among themselves where the root is mutual.
fn relations_of(record: &Record) -> Vec<Relation> {
    let sentence = |index: Option<usize>| {
        index.and_then(|index| record.sentences.get(index)).map_or(String::new(), |sentence| sentence.text.clone())
    };
    let name = |name: &str| Some(norm(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| NOBODY.to_owned());
    let mut relations = Vec::new();
    for event in &record.events {
        let names = |fillers: &[Filler]| -> Vec<String> {
            let names: Vec<String> = fillers.iter().map(|filler| filler.label.clone().unwrap_or_default()).collect();
            if names.is_empty() { vec![NOBODY.to_owned()] } else { names }
        };
        let (sources, targets) = (names(&event.agents), names(&event.patients));
        let mutual = SYMMETRIC.contains(&event.plover.as_str()) && targets == [NOBODY] && sources.len() > 1;
        let pairs: Vec<(&String, &String)> = if mutual {
            let later = |index: usize| sources[index + 1..].iter();
            sources.iter().enumerate().flat_map(|(index, one)| later(index).map(move |other| (one, other))).collect()
        } else {
            sources.iter().flat_map(|source| targets.iter().map(move |target| (source, target))).collect()
        };
        relations.extend(pairs.into_iter().map(|(source, target)| Relation {
            root: event.plover.clone(),
            source: name(source),
            target: name(target),
            modality: event.modality().to_owned(),
            negated: event.negated,
            attributed_to: event.attributed_to.as_deref().map_or_else(|| NOBODY.to_owned(), name),
            sentence: sentence(event.sentence),
            by: event.frame.as_deref().unwrap_or_default().rsplit('/').next().unwrap_or_default().to_owned(),
        }));
    }
    for fact in &record.facts {
        let root = match fact.relation.as_deref() {
            Some("holdsRole") => "ROLE",
            Some("memberOf") => "MEMBER",
            _ => continue,
        };
        relations.push(Relation {
            root: root.to_owned(),
            source: norm(fact.subject.as_deref().unwrap_or_default()),
            target: name(fact.object.as_deref().unwrap_or_default()),
            modality: "asserted".to_owned(),
            negated: false,
            attributed_to: NOBODY.to_owned(),
            sentence: sentence(fact.sentence),
            by: root.to_lowercase(),
        });
    }
    relations
}

/// Each relation once, in its most factual statement, in the place of the first.
fn dedupe(relations: impl IntoIterator<Item = Relation>) -> Vec<Relation> {
    let mut places: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let mut kept: Vec<Relation> = Vec::new();
    let rank = |relation: &Relation| (relation.negated, relation.modality != "asserted");
    for relation in relations {
        let (mut one, mut other) = (relation.source.clone(), relation.target.clone());
        if relation.is_symmetric() && other < one {
            std::mem::swap(&mut one, &mut other);
        }
        let place = *places.entry((relation.root.clone(), one, other)).or_insert(kept.len());
        match kept.get_mut(place) {
            None => kept.push(relation),
            Some(first) if rank(&relation) < rank(first) => *first = relation,
            Some(_) => {}
        }
    }
    kept
}

fn is_match(gold: &Relation, found: &Relation, root: bool) -> bool {
    if root && gold.root != found.root {
        return false;
    }
    let straight = same(&gold.source, &found.source) && same(&gold.target, &found.target);
    let crossed = || same(&gold.source, &found.target) && same(&gold.target, &found.source);
    straight || (gold.is_symmetric() || !root && found.is_symmetric()) && crossed()
}

/// Each relation of the gold with the first that matches it and is still free.
fn pair_up(gold: &[Relation], found: &[Relation], root: bool) -> Vec<(usize, usize)> {
    let mut free: Vec<usize> = (0..found.len()).collect();
    let mut pairs = Vec::new();
    for (index, relation) in gold.iter().enumerate() {
        if let Some(place) = free.iter().position(|other| is_match(relation, &found[*other], root)) {
            pairs.push((index, free.remove(place)));
        }
    }
    pairs
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// "France ACCUSE Russia", "France ACCUSE Russia planned not".
    pub fn relation(words: &str) -> Relation {
        let fields: Vec<&str> = words.split(' ').collect();
        Relation {
            source: fields[0].to_owned(),
            root: fields[1].to_owned(),
            target: fields[2].to_owned(),
            modality: (*fields.get(3).unwrap_or(&"asserted")).to_owned(),
            negated: fields.get(4).is_some(),
            attributed_to: NOBODY.to_owned(),
            sentence: String::new(),
            by: String::new(),
        }
    }

    pub fn score(gold: &[&str], found: &[&str]) -> ArticleScore {
        let relations = |words: &[&str]| dedupe(words.iter().map(|words| relation(words)));
        let (gold, found) = (relations(gold), relations(found));
        ArticleScore {
            name: "note".to_owned(),
            topic: "diplomacy".to_owned(),
            form: "agency".to_owned(),
            batch: "first".to_owned(),
            pairs: pair_up(&gold, &found, true),
            pairs_of_any_root: pair_up(&gold, &found, false).len(),
            actors: (1, 2),
            gold,
            found,
        }
    }

    #[test]
    fn peers_match_either_way_round_and_others_do_not() {
        let score = score(&["a CONSULT b", "a ACCUSE b"], &["b CONSULT a", "b ACCUSE a"]);
        assert_eq!((score.pairs, score.pairs_of_any_root), (vec![(0, 0)], 1));
    }

    #[test]
    fn a_relation_counts_once_in_its_most_factual_form() {
        let score = score(&["a ACCUSE b planned", "b CONSULT a", "a ACCUSE b", "a CONSULT b planned"], &[]);
        let kept: Vec<(&str, &str)> =
            score.gold.iter().map(|relation| (relation.root.as_str(), relation.modality.as_str())).collect();
        assert_eq!(kept, [("ACCUSE", "asserted"), ("CONSULT", "asserted")]);
    }

    #[test]
    fn agents_alone_consult_among_themselves() {
        let line = r#"{"doc":"x","events":[{"plover":"CONSULT","trigger":{"start":0,"end":1},
            "agents":[{"label":"X"},{"label":"Y"},{"label":"Z"}]}],"facts":[{"relation":"holdsRole","subject":"Y"}]}"#;
        let relations = relations_of(&Record::parse(line.as_bytes()).unwrap());
        let pairs: Vec<String> =
            relations.iter().map(|relation| format!("{} {} {}", relation.source, relation.root, relation.target)).collect();
        assert_eq!(pairs, ["x CONSULT y", "x CONSULT z", "y CONSULT z", "y ROLE -"]);
    }
}
