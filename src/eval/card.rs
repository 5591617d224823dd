//! The accuracy card: every figure of one measuring, both halves apart.

use super::corpus::{Half, MODALITIES};
use super::figures::{Counts, Figure, Share};
use super::names::{NOBODY, same};
use super::relations::{ArticleScore, Relation};
use super::sentences::SentenceScore;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Every figure of one measuring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Card {
    /// Of whole articles, a half each.
    pub articles: Vec<ArticleCard>,
    /// Of single sentences, a half each.
    pub sentences: Vec<SentenceCard>,
}

/// A part of the relations, and how good they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// A root, a modality, a topic …
    pub name: String,
    /// How good.
    #[serde(flatten)]
    pub figure: Figure,
}

/// How well one half of the articles is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArticleCard {
    /// Which half: "tuned" or "measured".
    pub half: &'static str,
    /// How many articles.
    pub articles: usize,
    /// Who did what to whom: source, root and target.
    pub relations: Figure,
    /// Who has to do with whom, whatever the root.
    pub pairs: Figure,
    /// Which roots an article has, whoever takes part.
    pub roots: Figure,
    /// Of the people, states and organisations, those that are known by their name.
    pub actors: Share,
    /// Of the relations found: whether they happened or not is right.
    pub happened: Share,
    /// Of the relations found: modality and polarity are right.
    pub modality: Share,
    /// Of the relations found: it is the right one's word.
    pub attribution: Share,
    /// Of each root; offices and memberships are two of them.
    pub by_root: Vec<Group>,
    /// Of each modality, of what is negated, and of what is somebody's word: relation and this property right.
    pub by_property: Vec<Group>,
    /// Of articles on each topic.
    pub by_topic: Vec<Group>,
    /// Of each form of article.
    pub by_form: Vec<Group>,
    /// Of articles that joined the corpus together.
    pub by_batch: Vec<Group>,
}

/// How well one half of the sentences is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SentenceCard {
    /// Which half: "tuned" or "measured".
    pub half: &'static str,
    /// How many sentences.
    pub sentences: usize,
    /// Events at the right words.
    pub events: Figure,
    /// Events at the right words with all roles right.
    pub events_with_roles: Figure,
    /// Offices and memberships.
    pub facts: Figure,
    /// Of the sentences without events, those in which none is found.
    pub quiet: Share,
    /// Of the events found: modality and polarity are right.
    pub factual: Share,
    /// Of the events found: it is the right one's word.
    pub source: Share,
    /// Events of each root, with roles.
    pub by_root: Vec<Group>,
}

impl Card {
    /// Sums up scores, each with the half that it belongs to.
    #[must_use]
    pub fn new(articles: &[(Half, ArticleScore)], sentences: &[(Half, SentenceScore)]) -> Self {
        let halves = [Half::Tuned, Half::Measured];
        Self {
            articles: halves.into_iter().filter_map(|half| ArticleCard::new(half.as_str(), &of(half, articles))).collect(),
            sentences: halves.into_iter().filter_map(|half| SentenceCard::new(half.as_str(), &of(half, sentences))).collect(),
        }
    }
}

fn of<T>(half: Half, scores: &[(Half, T)]) -> Vec<&T> {
    scores.iter().filter(|(other, _)| *other == half).map(|(_, score)| score).collect()
}

impl ArticleCard {
    /// Nothing if there are no articles.
    fn new(half: &'static str, scores: &[&ArticleScore]) -> Option<Self> {
        if scores.is_empty() {
            return None;
        }
        let figure =
            |counts: fn(&ArticleScore) -> Counts| Figure::of(&scores.iter().map(|score| counts(score)).collect::<Vec<_>>());
        let right = |which: usize| Share::of(scores.iter().map(|score| (score.right()[which], score.pairs.len())));
        Some(Self {
            half,
            articles: scores.len(),
            relations: figure(relations),
            pairs: figure(|score| Counts::new(score.gold.len(), score.found.len(), score.pairs_of_any_root)),
            roots: figure(|score| {
                let (gold, found) = score.roots();
                Counts::new(gold.len(), found.len(), gold.intersection(&found).count())
            }),
            actors: Share::of(scores.iter().map(|score| score.actors)),
            happened: right(0),
            modality: right(1),
            attribution: right(2),
            by_root: by_root(scores),
            by_property: by_property(scores),
            by_topic: by(scores, |score| &score.topic),
            by_form: by(scores, |score| &score.form),
            by_batch: by(scores, |score| &score.batch),
        })
    }
}

fn relations(score: &ArticleScore) -> Counts {
    Counts::new(score.gold.len(), score.found.len(), score.pairs.len())
}

/// Counts of the relations with a property: of the gold, of the system, and of the pairs in which both have it.
fn having(score: &ArticleScore, has: impl Fn(&Relation) -> bool) -> Counts {
    let count = |relations: &[Relation]| relations.iter().filter(|relation| has(relation)).count();
    let both = score.matched().filter(|(gold, found)| has(gold) && has(found)).count();
    Counts::new(count(&score.gold), count(&score.found), both)
}

fn by_root(scores: &[&ArticleScore]) -> Vec<Group> {
    let all =
        |score: &&ArticleScore| score.gold.iter().chain(&score.found).map(|relation| relation.root.clone()).collect::<Vec<_>>();
    let roots: BTreeSet<String> = scores.iter().flat_map(all).collect();
    let figure =
        |root: &str| Figure::of(&scores.iter().map(|score| having(score, |relation| relation.root == root)).collect::<Vec<_>>());
    roots.into_iter().map(|root| Group { figure: figure(&root), name: root }).collect()
}

fn by_property(scores: &[&ArticleScore]) -> Vec<Group> {
    let group = |name: &str, counts: &dyn Fn(&ArticleScore) -> Counts| Group {
        name: name.to_owned(),
        figure: Figure::of(&scores.iter().map(|score| counts(score)).collect::<Vec<_>>()),
    };
    let mut groups: Vec<Group> = (MODALITIES.iter())
        .map(|modality| group(modality, &|score| having(score, |relation| relation.modality == *modality && !relation.negated)))
        .collect();
    groups.push(group("negated", &|score| having(score, |relation| relation.negated)));
    groups.push(group("somebody's word", &|score| {
        let counts = having(score, |relation| relation.attributed_to != NOBODY);
        let right = |(gold, found): &(&Relation, &Relation)| {
            gold.attributed_to != NOBODY && same(&gold.attributed_to, &found.attributed_to)
        };
        Counts { hit: score.matched().filter(right).count(), ..counts }
    }));
    groups
}

fn by(scores: &[&ArticleScore], name: fn(&ArticleScore) -> &String) -> Vec<Group> {
    let mut parts: BTreeMap<&str, Vec<Counts>> = BTreeMap::new();
    for score in scores {
        parts.entry(name(score)).or_default().push(relations(score));
    }
    parts.into_iter().map(|(name, counts)| Group { name: name.to_owned(), figure: Figure::of(&counts) }).collect()
}

impl SentenceCard {
    /// Nothing if there are no sentences.
    fn new(half: &'static str, scores: &[&SentenceScore]) -> Option<Self> {
        if scores.is_empty() {
            return None;
        }
        let figure =
            |counts: &dyn Fn(&SentenceScore) -> Counts| Figure::of(&scores.iter().map(|score| counts(score)).collect::<Vec<_>>());
        let sum = |score: &SentenceScore, column: usize| score.roots.values().map(|counts| counts[column]).sum::<usize>();
        let right = |which: usize| Share::of(scores.iter().map(|score| (score.right[which], sum(score, 2))));
        let roots: BTreeSet<&String> = scores.iter().flat_map(|score| score.roots.keys()).collect();
        let of_root = |root: &str| {
            figure(&|score| {
                let [gold, found, _, with_roles] = score.roots.get(root).copied().unwrap_or_default();
                Counts::new(gold, found, with_roles)
            })
        };
        Some(Self {
            half,
            sentences: scores.len(),
            events: figure(&|score| Counts::new(sum(score, 0), sum(score, 1), sum(score, 2))),
            events_with_roles: figure(&|score| Counts::new(sum(score, 0), sum(score, 1), sum(score, 3))),
            facts: figure(&|score| Counts::new(score.facts[0], score.facts[1], score.facts[2])),
            quiet: Share::of(scores.iter().filter_map(|score| score.quiet).map(|quiet| (usize::from(quiet), 1))),
            factual: right(0),
            source: right(1),
            by_root: roots.into_iter().map(|root| Group { name: root.clone(), figure: of_root(root) }).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::relations::tests::score;
    use super::*;

    #[test]
    fn halves_stand_apart_and_groups_add_up() {
        let tuned = score(&["a ACCUSE b", "a CONSULT c planned"], &["a ACCUSE b", "c CONSULT a", "c AID a"]);
        let measured = score(&["a ACCUSE b"], &[]);
        let card = Card::new(&[(Half::Tuned, tuned), (Half::Measured, measured)], &[]);
        let tuned = &card.articles[0];
        assert_eq!((tuned.relations.hit, tuned.relations.found, tuned.modality.right, tuned.actors.of), (2, 3, 1, 2));
        assert_eq!(tuned.by_root.iter().map(|group| group.figure.gold).sum::<usize>(), tuned.relations.gold);
        let planned = tuned.by_property.iter().find(|group| group.name == "planned").unwrap();
        assert_eq!((planned.figure.gold, planned.figure.hit), (1, 0));
        assert_eq!((card.articles[1].half, card.articles[1].relations.recall), ("measured", 0.0));
        assert!(card.sentences.is_empty());
    }
}
