//! Whom a pronoun means, where grammar leaves a choice: a log-linear model over named features.
//!
//! Agreement and binding are filters, and stand where the candidates are gathered ([`super::pronouns`]). What is left is
//! weighed here: each candidate has the sum of the weights of its features, and so has nobody at all. The weights are data,
//! `words/antecedents.tsv`, trained by `models/training/antecedents.py` on what [`Choice`] writes down: training and use
//! share the code that finds the features.

mod features;
mod relation;
mod weights;

use super::ActorKind;
use super::cast::{Cast, EntityId};
use super::memory::{Memory, Seen};
use super::quotes::Quotes;
use super::view::View;
use crate::text::{Deprel, TokenId};
use features::Field;
use std::cell::RefCell;
use weights::Weights;

/// What kind of word looks for its antecedent; each has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Sort {
    /// "he", "she".
    Person,
    /// "it".
    Thing,
    /// "they".
    Several,
}

impl Sort {
    fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Thing => "thing",
            Self::Several => "several",
        }
    }
}

/// The place of the word in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Role {
    Subject,
    Object,
    Possessor,
    Other,
}

impl Role {
    pub fn of(view: &View, token: TokenId) -> Self {
        match view.deprel(view.first_conjunct(token)) {
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => Self::Subject,
            Deprel::Obj | Deprel::Iobj => Self::Object,
            Deprel::NmodPoss => Self::Possessor,
            _ => Self::Other,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Object => "object",
            Self::Possessor => "possessor",
            Self::Other => "other",
        }
    }
}

/// One that a word may mean: a participant, or several named together.
pub(super) struct Candidate<'m> {
    pub entities: Vec<EntityId>,
    /// The mentions by which it may be meant, the latest first; never empty.
    pub mentions: Vec<&'m Seen>,
    /// How prominent it is, by its mentions so far.
    pub prominence: f32,
}

/// A word that looks for its antecedent.
#[derive(Clone, Copy)]
pub(super) struct Anaphor<'s, 'd> {
    pub view: &'s View<'d>,
    pub cast: &'s Cast,
    pub memory: &'s Memory,
    pub quotes: &'s Quotes,
    pub token: TokenId,
    pub sort: Sort,
}

/// One choice written down, for training and for whoever wants to know why.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// First character and one past the last of the word.
    pub span: crate::span::Span,
    /// "person", "thing", "several".
    pub sort: &'static str,
    /// "subject", "object", "possessor", "other".
    pub role: &'static str,
    /// The candidates, the last of whom is nobody.
    pub options: Vec<ChoiceOption>,
    /// The number of the chosen one.
    pub chosen: usize,
}

/// A candidate of a [`Choice`].
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceOption {
    /// The labels of those who would be meant; none for nobody.
    pub labels: Vec<String>,
    /// For each of them the mentions before the word, by name or description.
    pub mentions: Vec<Vec<crate::span::Span>>,
    /// What speaks for or against it, by how much.
    pub features: Vec<(&'static str, f32)>,
    /// The sum.
    pub score: f32,
}

/// Chooses antecedents, and writes its choices down if asked to.
pub(super) struct Ranker {
    weights: &'static Weights,
    record: Option<RefCell<Vec<Choice>>>,
}

impl Ranker {
    pub fn new(recording: bool) -> Self {
        Self { weights: Weights::get(), record: recording.then(RefCell::default) }
    }

    /// What was written down.
    pub fn choices(self) -> Vec<Choice> {
        self.record.map(RefCell::into_inner).unwrap_or_default()
    }

    /// The number of the likeliest candidate, and how likely it is; `None` if it is likelier that none of them is meant. Of equals
    /// the first.
    pub fn choose(&self, anaphor: &Anaphor, candidates: &[Candidate]) -> Option<(usize, f32)> {
        if candidates.is_empty() {
            return None;
        }
        let role = Role::of(anaphor.view, anaphor.token);
        let field = Field::new(anaphor, candidates);
        let mut found: Vec<Vec<(&'static str, f32)>> =
            candidates.iter().map(|candidate| features::of(anaphor, &field, candidate)).collect();
        found.push(features::of_nobody(anaphor, &field));
        let scores: Vec<f32> =
            found.iter().map(|features| self.weights.sum(anaphor.sort.as_str(), role.as_str(), features)).collect();
        let mut chosen = 0;
        for (number, score) in scores.iter().enumerate() {
            if *score > scores[chosen] {
                chosen = number;
            }
        }
        let odds = 1.0 / scores.iter().map(|score| (score - scores[chosen]).exp()).sum::<f32>();
        if let Some(record) = &self.record {
            record.borrow_mut().push(written(anaphor, role, candidates, found, scores, chosen));
        }
        (chosen < candidates.len()).then_some((chosen, odds))
    }
}

fn written(
    anaphor: &Anaphor,
    role: Role,
    candidates: &[Candidate],
    found: Vec<Vec<(&'static str, f32)>>,
    scores: Vec<f32>,
    chosen: usize,
) -> Choice {
    let Anaphor { view, cast, token, sort, .. } = anaphor;
    let mentions = |id: EntityId| {
        let drafts = cast.drafts.iter().filter(|draft| draft.kind != super::MentionKind::Pronoun && draft.entities == [id]);
        drafts.map(|draft| view.doc.span_of(&draft.tokens)).collect()
    };
    let options = found.into_iter().zip(scores).enumerate().map(|(number, (features, score))| {
        let entities = candidates.get(number).map_or(&[][..], |candidate| &candidate.entities);
        ChoiceOption {
            labels: entities.iter().map(|id| cast.entity(*id).label.clone()).collect(),
            mentions: entities.iter().map(|id| mentions(*id)).collect(),
            features,
            score,
        }
    });
    Choice { span: view.doc.token(*token).span, sort: sort.as_str(), role: role.as_str(), options: options.collect(), chosen }
}

/// Whether an entity acts of itself.
fn acts(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Place | ActorKind::Thing)
}

#[cfg(test)]
mod tests {
    use crate::actor::antecedents;
    use crate::actor::tests::{document, known};

    const THANKS: &str = "Erik Erik PROPN NNP 3 nsubj PER
        Dahl Dahl PROPN NNP 1 flat +PER
        thanked thank VERB VBD 0 root
        Lars Lars PROPN NNP 3 obj PER
        Holm Holm PROPN NNP 4 flat +PER
        for for ADP IN 8 case
        his he PRON PRP$ 8 nmod:poss
        patience patience NOUN NN 3 obl";

    #[test]
    fn a_choice_tells_its_candidates_and_what_speaks_for_them() {
        let choices = antecedents(&document(THANKS), &known());
        let [choice] = choices.as_slice() else { panic!("one pronoun, one choice") };
        assert_eq!((choice.sort, choice.role), ("person", "possessor"));
        let labels: Vec<_> = choice.options.iter().map(|option| option.labels.join("+")).collect();
        assert_eq!(labels, ["Lars Holm", "Erik Dahl", ""]);
        let has = |option: usize, name: &str| choice.options[option].features.iter().any(|(feature, _)| *feature == name);
        assert!(has(0, "judged") && has(1, "own subject") && has(2, "nobody"));
        let best = choice.options.iter().map(|option| option.score).fold(f32::MIN, f32::max);
        assert_eq!(choice.options[choice.chosen].score, best);
    }

    #[test]
    fn whoever_is_thanked_for_his_patience_had_it() {
        assert_eq!(antecedents(&document(THANKS), &known())[0].chosen, 0);
    }
}
