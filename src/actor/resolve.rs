//! The pass over the article that gives every description and pronoun its participants, sentence by sentence.

use super::antecedent::Ranker;
use super::cast::{Cast, Draft, EntityId};
use super::describe::{Scene, is_kin};
use super::lexicon::Noun;
use super::members;
use super::memory::Memory;
use super::phrases::{self, Phrase, Reference};
use super::posts::Post;
use super::pronouns::{self, Found, Pronoun, Seeker};
use super::quotes::Quotes;
use super::view::View;
use super::{ActorKind, MentionKind};
use crate::text::{Deprel, TokenId};

/// Resolves all descriptions and pronouns; new participants and mentions go into the cast.
pub(super) fn resolve(view: &View, cast: &mut Cast, phrases: &[Phrase], posts: &[Post], home: Option<EntityId>, ranker: &Ranker) {
    let quotes = Quotes::read(view);
    let mut memory = Memory::default();
    let mut next = phrases.iter().peekable();
    for token in (0..view.len()).map(TokenId) {
        if let Some(phrase) = next.next_if(|phrase| phrase.head == token) {
            describe(view, cast, &memory, posts, home, phrase);
        } else if let Some(kind) = pronouns::kind(view, token).filter(|_| cast.headed_by(token).is_none()) {
            let seeker = Seeker { view, cast, memory: &memory, quotes: &quotes, ranker, token };
            let Found { entities, odds } = pronouns::resolve(&seeker, kind);
            learn(cast, kind, &entities);
            refer(cast, token, entities, odds);
        } else if cast.headed_by(token).is_none() {
            let entities = members::pronoun(view, cast, &memory, token).unwrap_or_default();
            refer(cast, token, entities, 1.0);
        }
        kin_before(view, cast, token);
        memory.note(view, cast, token);
    }
    speakers(view, cast, posts, home, &memory, &quotes);
}

/// Remembers whose kin a name is by the noun right before it: "his wife Asha Menon".
fn kin_before(view: &View, cast: &mut Cast, head: TokenId) {
    let Some(name) = cast.headed_by(head).filter(|draft| draft.kind == MentionKind::Name) else { return };
    let Some(noun) = view.before(TokenId(name.tokens.start)).filter(|noun| is_kin(&view.lemma(*noun))) else { return };
    let owner = view.possessor(noun).or_else(|| view.possessor(head)).and_then(|owner| cast.referent(owner));
    if let (Some(owner), &[person]) = (owner, name.entities.as_slice()) {
        cast.kin.push((owner, view.lemma(noun).into_owned(), person));
    }
}

/// Enters a pronoun, if it refers to anyone.
fn refer(cast: &mut Cast, token: TokenId, entities: Vec<EntityId>, odds: f32) {
    if !entities.is_empty() {
        cast.mention(Draft { tokens: token.0..token.0 + 1, head: token, kind: MentionKind::Pronoun, entities, odds });
    }
}

/// Remembers of which gender somebody is, once a pronoun has told.
fn learn(cast: &mut Cast, kind: Pronoun, entities: &[EntityId]) {
    if let (Pronoun::Person(gender), [person]) = (kind, entities) {
        let entity = cast.entity_mut(*person);
        entity.kind = if entity.is_open() { ActorKind::Person } else { entity.kind };
        entity.gender.get_or_insert(gender);
    }
}

fn describe(view: &View, cast: &mut Cast, memory: &Memory, posts: &[Post], home: Option<EntityId>, phrase: &Phrase) {
    let entities = match members::resolve(view, cast, memory, phrase) {
        Some(members) => members,
        None => match phrases::counted_noun(view, phrase) {
            // "Dozens of protesters" waits for its protesters, who stand after it.
            Some(_) => return,
            None if is_empty(view, phrase) || is_role(view, phrase) => return,
            None => Scene { view: *view, memory, posts, home }.resolve(phrase, cast),
        },
    };
    let (tokens, head) = (phrase.tokens.clone(), phrase.head);
    cast.mention(Draft { tokens, head, kind: MentionKind::Nominal, entities: entities.clone(), odds: 1.0 });
    if let Some(quantity) = quantity_above(view, phrase) {
        let tokens = quantity.0..phrase.tokens.end.max(quantity.0 + 1);
        cast.mention(Draft { tokens, head: quantity, kind: MentionKind::Nominal, entities, odds: 1.0 });
    }
}

/// The word of quantity whose "of" brings the phrase.
fn quantity_above(view: &View, phrase: &Phrase) -> Option<TokenId> {
    let above = view.head(phrase.head).filter(|above| *above < phrase.head)?;
    let quantity = phrases::is_quantity(&view.lemma(above)) && view.preposition(phrase.head).as_deref() == Some("of");
    quantity.then_some(above)
}

/// Whether a phrase names a role that somebody has or wants, and nobody who has it: "runs for president", "was sworn in as mayor".
fn is_role(view: &View, phrase: &Phrase) -> bool {
    let bare = phrase.reference == Reference::Bare && !phrase.plural && matches!(phrase.meaning, Noun::Person(..));
    let lone = phrase.tokens.len() == phrase.noun.split(' ').count();
    let slot = match view.deprel(phrase.head) {
        Deprel::Obl | Deprel::Nmod => matches!(view.preposition(phrase.head).as_deref(), Some("as" | "for" | "of")),
        Deprel::Xcomp => true,
        _ => false,
    };
    bare && lone && slot
}

/// Whether a phrase is a number or word of quantity that says nothing of what it counts.
fn is_empty(view: &View, phrase: &Phrase) -> bool {
    phrases::number_word(&phrase.noun).is_some()
        || view.lexicon.noun(&phrase.noun).is_none() && phrases::is_quantity(&phrase.noun)
}

/// "I" and "we" in quotations: the speaker, and the state or body that the speaker speaks for.
fn speakers(view: &View, cast: &mut Cast, posts: &[Post], home: Option<EntityId>, memory: &Memory, quotes: &Quotes) {
    for token in (0..view.len()).map(TokenId) {
        let kind = pronouns::kind(view, token);
        let Some(speaker) = quotes.speaker(token).and_then(|speaker| cast.referent(speaker)) else { continue };
        let entity = match kind {
            Some(Pronoun::Speaker) => speaker,
            Some(Pronoun::Speakers) => {
                let scene = Scene { view: *view, memory, posts, home };
                let held = |post: &&Post| cast.referent(post.holder) == Some(speaker) && !post.former;
                let body = posts.iter().find(held).and_then(|post| post.body_in(cast));
                let spoken_for = body.filter(|body| cast.entity(*body).kind != ActorKind::Person);
                spoken_for.or_else(|| scene.state_of(speaker, cast)).unwrap_or(speaker)
            }
            _ => continue,
        };
        refer(cast, token, vec![entity], 1.0);
    }
}
