//! [`Memory`]: who was spoken of lately, and how prominently. Pronouns and descriptions are resolved against it.

use super::antecedent::Candidate;
use super::cast::{Cast, EntityId};
use super::view::View;
use crate::text::{Deprel, SentenceKind, TokenId};

/// One mention, as it is remembered.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// One entity, or the members of a coordination or a description of several.
    pub entities: Vec<EntityId>,
    pub head: TokenId,
    pub sentence: usize,
    /// How prominent its place in the clause is.
    pub weight: f32,
    /// How likely it is that they are meant.
    pub odds: f32,
}

/// How many mentions back a description looks: more than any article has, so that longer texts take no longer for each.
const LONGEST: usize = 2000;

/// How many sentences back a pronoun looks.
const REACH: usize = 6;

/// Mentions in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Memory {
    seen: Vec<Seen>,
}

impl Memory {
    /// Remembers the mention headed by `head`; where it ends a coordination, the whole of it as well.
    pub fn note(&mut self, view: &View, cast: &Cast, head: TokenId) {
        let Some(draft) = cast.headed_by(head) else { return };
        let sentence = view.doc.sentence_of(head);
        let weight = weight(view, head, sentence);
        self.seen.push(Seen { entities: draft.entities.clone(), head, sentence, weight, odds: draft.odds });
        let first = view.first_conjunct(head);
        if first == head || head.0.abs_diff(first.0) > 200 {
            return;
        }
        let conjuncts = view.conjuncts(first);
        if conjuncts.last() != Some(&head) {
            return;
        }
        let mut members: Vec<EntityId> = Vec::new();
        let mut odds: f32 = 1.0;
        for conjunct in conjuncts {
            let Some(draft) = cast.headed_by(conjunct) else { return };
            odds = odds.min(draft.odds);
            for entity in &draft.entities {
                if !members.contains(entity) {
                    members.push(*entity);
                }
            }
        }
        if members.len() > 1 {
            self.seen.push(Seen { entities: members, head: first, sentence, weight, odds });
        }
    }

    /// The mentions of this and the sentences before that a pronoun in `sentence` may look at, the latest first.
    pub fn recent(&self, sentence: usize) -> impl Iterator<Item = &Seen> {
        self.seen.iter().rev().take_while(move |seen| seen.sentence + REACH >= sentence)
    }

    /// The mentions so far, the latest first; of a book, those of the last hundred pages.
    pub fn all(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().rev().take(LONGEST)
    }

    /// The entity that satisfies the condition and was mentioned last, alone.
    pub fn latest(&self, mut fits: impl FnMut(EntityId) -> bool) -> Option<EntityId> {
        self.all().filter_map(|seen| single(&seen.entities)).find(|entity| fits(*entity))
    }

    /// The entity that satisfies the condition and was mentioned most often; of equals the latest.
    pub fn most_mentioned(&self, mut fits: impl FnMut(EntityId) -> bool) -> Option<EntityId> {
        let mut counts: Vec<(EntityId, usize)> = Vec::new();
        for entity in self.all().filter_map(|seen| single(&seen.entities)).filter(|entity| fits(*entity)) {
            match counts.iter_mut().find(|(known, _)| *known == entity) {
                Some((_, count)) => *count += 1,
                None => counts.push((entity, 1)),
            }
        }
        counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(entity, _)| entity)
    }

    /// The most prominent entity of the last sentences that satisfies the condition; of equals the latest.
    pub fn salient(&self, sentence: usize, mut fits: impl FnMut(EntityId, &Seen) -> bool) -> Option<EntityId> {
        let single = self.candidates(sentence, |seen| single(&seen.entities).is_some_and(|entity| fits(entity, seen)));
        // The latest stands first.
        let best = single.into_iter().rev().max_by(|a, b| a.prominence.total_cmp(&b.prominence));
        best.map(|candidate| candidate.entities[0])
    }

    /// Those of the last sentences that satisfy the condition, with their prominence, the latest first.
    ///
    /// Of one's mentions the most prominent counts, each the less the longer ago it was; its others count little beside it, and a
    /// little more whoever the text so far is most about. So the subject of the last clause comes before one who is often but
    /// casually spoken of, and among equals the topic comes first.
    pub fn candidates(&self, sentence: usize, mut fits: impl FnMut(&Seen) -> bool) -> Vec<Candidate<'_>> {
        let mut found: Vec<Candidate> = Vec::new();
        for seen in self.recent(sentence).filter(|seen| fits(seen)) {
            let score = seen.odds * seen.weight * FADING.powi((sentence - seen.sentence) as i32);
            match found.iter_mut().find(|known| known.entities == seen.entities) {
                Some(known) => {
                    known.prominence = known.prominence.max(score) + REPEATED * known.prominence.min(score);
                    known.mentions.push(seen);
                }
                None => found.push(Candidate { entities: seen.entities.clone(), mentions: vec![seen], prominence: score }),
            }
        }
        if found.len() > 1 {
            for seen in self.all() {
                if let Some(known) = found.iter_mut().find(|known| known.entities == seen.entities) {
                    known.prominence += TOPIC * seen.odds * seen.weight * LASTING.powi((sentence - seen.sentence) as i32);
                }
            }
        }
        found
    }

    /// The entity that satisfies the condition and that the text so far is most about: what was said long ago counts as well.
    pub fn protagonist(&self, sentence: usize, fits: impl FnMut(EntityId, &Seen) -> bool) -> Option<EntityId> {
        weighed(self.all(), sentence, fits)
    }
}

/// How much of its prominence a mention keeps from one sentence to the next where a pronoun looks for whom it means.
const FADING: f32 = 0.65;
/// The same where a description does, and for what the text is about.
const LASTING: f32 = 0.87;
/// How much of a mention's weight counts beside a more prominent one of the same entity.
const REPEATED: f32 = 0.3;
/// How much of the weight of all mentions counts as what the text is about.
const TOPIC: f32 = 0.1;

/// The entity whose mentions that fit have most weight together, each the less the longer ago it was; of equals the latest.
fn weighed<'s>(
    mentions: impl Iterator<Item = &'s Seen>,
    sentence: usize,
    mut fits: impl FnMut(EntityId, &Seen) -> bool,
) -> Option<EntityId> {
    let mut scores: Vec<(EntityId, f32)> = Vec::new();
    for seen in mentions {
        let Some(entity) = single(&seen.entities).filter(|entity| fits(*entity, seen)) else { continue };
        let score = seen.weight * LASTING.powi((sentence - seen.sentence) as i32);
        match scores.iter_mut().find(|(known, _)| *known == entity) {
            Some((_, sum)) => *sum += score,
            None => scores.push((entity, score)),
        }
    }
    // The latest stands first.
    scores.into_iter().rev().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(entity, _)| entity)
}

/// The only one.
pub(super) fn single(entities: &[EntityId]) -> Option<EntityId> {
    match entities {
        [only] => Some(*only),
        _ => None,
    }
}

/// How prominent a place in the clause is.
fn weight(view: &View, head: TokenId, sentence: usize) -> f32 {
    let place = match view.deprel(view.first_conjunct(head)) {
        Deprel::Nsubj | Deprel::NsubjOuter => 130.0,
        Deprel::NsubjPass => 120.0,
        Deprel::Obj | Deprel::OblAgent | Deprel::Root => 95.0,
        Deprel::Iobj => 90.0,
        Deprel::Obl | Deprel::Ccomp | Deprel::Xcomp => 75.0,
        Deprel::NmodPoss => 70.0,
        Deprel::Nmod => 60.0,
        Deprel::Appos => 55.0,
        Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::OblUnmarked | Deprel::NmodUnmarked => 25.0,
        _ => 50.0,
    };
    match view.doc.sentences()[sentence].kind {
        SentenceKind::Title => place / 2.0,
        SentenceKind::Body => place,
    }
}
