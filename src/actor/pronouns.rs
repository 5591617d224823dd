//! Pronouns: whom "he", "its", "they" and "who" refer to.

use super::ActorKind;
use super::antecedent::{Anaphor, Candidate, Ranker, Sort};
use super::cast::{Cast, Entity, EntityId};
use super::lexicon::Gender;
use super::memory::{Memory, Seen, single};
use super::quotes::Quotes;
use super::view::View;
use crate::text::{Deprel, TokenId, Upos, Xpos};

/// How many sentences back "it" and "they" look.
const REACH: usize = 2;

/// How many words of its sentence a pronoun looks at where the tree does not help.
const NEAR: u32 = 80;

/// What a pronoun asks of its antecedent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    /// "he", "she".
    Person(Gender),
    /// "it".
    Thing,
    /// "they".
    Several,
    /// "who", "which", "whose", "that" of a relative clause.
    Relative,
    /// "I".
    Speaker,
    /// "we".
    Speakers,
    /// "himself", "themselves", "each other".
    Reflexive,
}

/// What a token asks for, if it is a pronoun of these.
pub(super) fn kind(view: &View, token: TokenId) -> Option<Pronoun> {
    let relative = matches!(view.lower(token).as_ref(), "who" | "whom" | "whose");
    if relative || matches!(view.doc.token(token).xpos, Xpos::Wdt | Xpos::Wp | Xpos::WpS) {
        return Some(Pronoun::Relative);
    }
    if view.upos(token) != Upos::Pron || view.deprel(token) == Deprel::Expl {
        return None;
    }
    match view.lower(token).as_ref() {
        "he" | "him" | "his" => Some(Pronoun::Person(Gender::Man)),
        "she" | "her" | "hers" => Some(Pronoun::Person(Gender::Woman)),
        "it" | "its" => Some(Pronoun::Thing),
        "they" | "them" | "their" | "theirs" => Some(Pronoun::Several),
        "i" | "me" | "my" | "mine" => Some(Pronoun::Speaker),
        "we" | "us" | "our" | "ours" => Some(Pronoun::Speakers),
        "himself" | "herself" | "itself" | "themselves" | "oneself" => Some(Pronoun::Reflexive),
        _ => None,
    }
}

/// The antecedents of a pronoun of the third person; empty where none fits.
pub(super) fn resolve(anaphor: &Seeker, kind: Pronoun) -> Found {
    let &Seeker { view, cast, memory, quotes, token, .. } = anaphor;
    let sentence = view.doc.sentence_of(token);
    let allowed = |entity: EntityId, seen: &Seen| {
        !bound(view, token, seen.head) && !speaks(cast, quotes, token, entity) && !is_argument_beside(view, cast, token, entity)
    };
    // "In its protest, Latvia …".
    let own = own_subject(view, cast, token).filter(|subject| !speaks(cast, quotes, token, *subject));
    match kind {
        Pronoun::Person(gender) => {
            let fits =
                |entity: &Entity| entity.kind == ActorKind::Person && !entity.plural && entity.gender.is_none_or(|g| g == gender);
            if let Some(subject) = own.filter(|subject| fits(cast.entity(*subject))) {
                return Found::sure(vec![subject]);
            }
            let ship = |entity: &Entity| gender == Gender::Woman && entity.nouns.iter().any(|noun| noun == "ship");
            let person = memory.candidates(sentence, |seen| {
                single(&seen.entities).is_some_and(|entity| fits(cast.entity(entity)) && allowed(entity, seen))
            });
            if let Some(found) = anaphor.choose(Sort::Person, &person) {
                return found;
            }
            let ship = || memory.salient(sentence, |entity, seen| ship(cast.entity(entity)) && allowed(entity, seen));
            // Nobody else fits: a bare name that the model took for a place's or a body's is a person's.
            let open =
                || memory.salient(sentence, |id, seen| cast.entity(id).is_open() && seen.weight >= 90.0 && allowed(id, seen));
            let other = ship().or_else(open).or_else(|| later(view, cast, token, |entity| fits(cast.entity(entity))));
            Found { entities: other.into_iter().collect(), odds: DOUBT }
        }
        Pronoun::Thing => {
            let body = |entity: &Entity| !entity.plural && matches!(entity.kind, ActorKind::State | ActorKind::Organization);
            if let Some(subject) = own.filter(|subject| body(cast.entity(*subject))) {
                return Found::sure(vec![subject]);
            }
            let fits = |entity: &Entity| {
                !entity.plural
                    && entity.kind != ActorKind::Person
                    && (entity.kind != ActorKind::Place || !is_subject(view, token))
            };
            let things = memory.candidates(sentence, |seen| {
                let fitting = |entity: EntityId| fits(cast.entity(entity)) && allowed(entity, seen);
                sentence - seen.sentence <= REACH && single(&seen.entities).is_some_and(fitting)
            });
            anaphor.choose(Sort::Thing, &things).unwrap_or_default()
        }
        Pronoun::Several => several(anaphor, &allowed),
        Pronoun::Relative => Found::sure(antecedent(view, cast, token)),
        Pronoun::Reflexive => Found::sure(subject(view, cast, token)),
        Pronoun::Speaker | Pronoun::Speakers => Found::default(),
    }
}

/// Whom a pronoun means.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Found {
    /// Nobody where nobody fits.
    pub entities: Vec<EntityId>,
    /// How likely it is that they are meant.
    pub odds: f32,
}

impl Found {
    fn sure(entities: Vec<EntityId>) -> Self {
        Self { entities, odds: 1.0 }
    }
}

/// How likely it is that the last one left is meant where the weights speak for nobody.
const DOUBT: f32 = 0.5;

/// A pronoun with all that is known where it stands.
#[derive(Clone, Copy)]
pub(super) struct Seeker<'s, 'd> {
    pub view: &'s View<'d>,
    pub cast: &'s Cast,
    pub memory: &'s Memory,
    pub quotes: &'s Quotes,
    pub ranker: &'s Ranker,
    pub token: TokenId,
}

impl Seeker<'_, '_> {
    /// The likeliest of the candidates, if it is likelier than none.
    fn choose(&self, sort: Sort, candidates: &[Candidate]) -> Option<Found> {
        let &Self { view, cast, memory, quotes, token, .. } = self;
        let (chosen, odds) = self.ranker.choose(&Anaphor { view, cast, memory, quotes, token, sort }, candidates)?;
        Some(Found { entities: candidates[chosen].entities.clone(), odds })
    }
}

/// The subject of the clause in which a possessive stands, where it follows: "In *its* protest, Latvia …".
fn own_subject(view: &View, cast: &Cast, token: TokenId) -> Option<EntityId> {
    let clause = (view.deprel(token) == Deprel::NmodPoss).then(|| view.clause(token))?;
    let subject = view.doc.dependents_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).next()?;
    (subject > token && !view.doc.dominates(subject, token)).then(|| cast.referent(subject)).flatten()
}

/// The word that stands in the clause for a pronoun that counts: "30" of "30 of them".
fn counted_by(view: &View, pronoun: TokenId) -> TokenId {
    let above = view.head(pronoun).filter(|_| view.preposition(pronoun).as_deref() == Some("of"));
    let number = |word: &TokenId| view.upos(*word) == Upos::Num || super::phrases::is_quantity(&view.lemma(*word));
    above.filter(number).unwrap_or(pronoun)
}

/// The first person named after the pronoun in its sentence: "Protests against him had swept X from his palace".
fn later(view: &View, cast: &Cast, token: TokenId, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
    let after = (token.0 + 1..view.sentence(token).end.min(token.0 + NEAR)).map(TokenId);
    // "Her aides, Pablo Ruiz and Ines Vidal": those whom the possessed noun names are not the owner.
    let owned = view.head(token).filter(|_| view.deprel(token) == Deprel::NmodPoss);
    let beside = |name: TokenId| match owned {
        Some(noun) => view.doc.dominates(noun, name) && view.deprel(noun) != Deprel::Root,
        None => view.head(name) == view.head(token),
    };
    after.filter(|name| !beside(*name)).filter_map(|name| cast.referent(name)).find(|entity| fits(*entity))
}

/// "They": several people, a coordination, two people of one clause, or a body.
fn several(anaphor: &Seeker, allowed: &impl Fn(EntityId, &Seen) -> bool) -> Found {
    let &Seeker { view, cast, memory, token, .. } = anaphor;
    let sentence = view.doc.sentence_of(token);
    let one = |id: EntityId| {
        let entity = cast.entity(id);
        entity.plural && entity.kind != ActorKind::Place || matches!(entity.kind, ActorKind::Organization | ActorKind::State)
    };
    let mut candidates = memory.candidates(sentence, |seen| {
        let fitting = match seen.entities.as_slice() {
            [only] => one(*only) && allowed(*only, seen),
            many => many.iter().all(|member| allowed(*member, seen) && cast.entity(*member).can_act()),
        };
        fitting && sentence - seen.sentence <= REACH
    });
    let pair = split(view, cast, memory, token, allowed);
    if let [first, second] = pair[..] {
        let known = candidates.iter().any(|candidate| candidate.entities == [first, second]);
        let of = |id: EntityId| move |seen: &&Seen| seen.entities == [id];
        let near = || memory.recent(sentence);
        if let (Some(one), Some(other)) = (near().find(of(second)), near().find(of(first)).filter(|_| !known)) {
            let prominence = one.weight.max(other.weight);
            candidates.push(Candidate { entities: vec![first, second], mentions: vec![one, other], prominence });
        }
    }
    anaphor.choose(Sort::Several, &candidates).unwrap_or_default()
}

/// Two people who are subject and object of the main clause before: "Behr received Kolar. Later *they* …". Only a subject takes up
/// both.
fn split(view: &View, cast: &Cast, memory: &Memory, token: TokenId, allowed: &impl Fn(EntityId, &Seen) -> bool) -> Vec<EntityId> {
    if !is_subject(view, token) {
        return Vec::new();
    }
    let sentence = view.doc.sentence_of(token);
    let person = |id: EntityId| cast.entity(id).kind == ActorKind::Person && cast.entity(id).named;
    let mut found: Vec<(EntityId, usize)> = Vec::new();
    for seen in memory.recent(sentence).take_while(|seen| seen.sentence + 1 >= sentence) {
        let argument = seen.weight >= 75.0 && seen.head < token;
        let Some(entity) = single(&seen.entities).filter(|id| person(*id) && argument && allowed(*id, seen)) else { continue };
        if found.iter().all(|(known, _)| *known != entity) {
            found.push((entity, seen.sentence));
        }
    }
    // The nearer sentence that has two of them.
    for at in [sentence, sentence.saturating_sub(1)] {
        let here: Vec<EntityId> = found.iter().rev().filter(|(_, said)| *said == at).map(|(id, _)| *id).collect();
        if here.len() == 2 {
            return here;
        }
    }
    Vec::new()
}

/// Whether syntax keeps the pronoun from meaning the mention: both are arguments of one predicate, or the mention contains the pronoun.
fn bound(view: &View, pronoun: TokenId, mention: TokenId) -> bool {
    // "Menon and his wife": what is joined to a mention is no part of it.
    let joined = || view.doc.dependents_by(mention, &[Deprel::Conj]).any(|other| view.doc.dominates(other, pronoun));
    if pronoun.0 < mention.0 || view.doc.dominates(mention, pronoun) && !in_clause_below(view, mention, pronoun) && !joined() {
        return true;
    }
    if view.deprel(pronoun) == Deprel::NmodPoss {
        return false;
    }
    let (first, other) = (view.first_conjunct(counted_by(view, pronoun)), view.first_conjunct(mention));
    is_argument(view, first) && is_argument(view, other) && view.head(first) == view.head(other)
}

/// Whether a clause (a relative one, say) stands between a noun and what it governs.
fn in_clause_below(view: &View, above: TokenId, below: TokenId) -> bool {
    let clause = view.clause(below);
    clause != above && view.doc.dominates(above, clause)
}

fn is_argument(view: &View, token: TokenId) -> bool {
    matches!(view.deprel(token), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent)
}

fn is_subject(view: &View, token: TokenId) -> bool {
    matches!(view.deprel(token), Deprel::Nsubj | Deprel::NsubjPass)
}

/// Whether the entity speaks the quotation that the pronoun stands in: speakers call themselves "I".
fn speaks(cast: &Cast, quotes: &Quotes, pronoun: TokenId, entity: EntityId) -> bool {
    quotes.speaker(pronoun).and_then(|speaker| cast.referent(speaker)) == Some(entity)
}

/// Whether the entity is an argument of the pronoun's own predicate, by whichever of its mentions.
fn is_argument_beside(view: &View, cast: &Cast, pronoun: TokenId, entity: EntityId) -> bool {
    let pronoun = counted_by(view, pronoun);
    if view.deprel(pronoun) == Deprel::NmodPoss || !is_argument(view, pronoun) {
        return false;
    }
    let Some(predicate) = view.head(pronoun) else { return false };
    let mut arguments = view.doc.dependents(predicate).iter().filter(|token| **token != pronoun && is_argument(view, **token));
    arguments.any(|token| cast.referent(*token) == Some(entity))
        || is_argument(view, pronoun) && understood_subject(view, cast, predicate, pronoun) == Some(entity)
}

/// The subject of an infinitive or participle that has none of its own: of "he agreed to meet him" the first.
pub(super) fn understood_subject(view: &View, cast: &Cast, predicate: TokenId, pronoun: TokenId) -> Option<EntityId> {
    if is_subject(view, pronoun) || view.doc.dependents_by(predicate, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some() {
        return None;
    }
    let infinite = matches!(view.deprel(predicate), Deprel::Xcomp | Deprel::Advcl) || view.deprel(predicate) == Deprel::Conj;
    let above = view.head(predicate).filter(|_| infinite)?;
    // "Told him to leave", "accused the coastguard of beating them": the object is who would do it.
    let of = || {
        view.doc
            .dependents_by(predicate, &[Deprel::Mark, Deprel::Case])
            .any(|word| matches!(view.lower(word).as_ref(), "of" | "from"))
    };
    let by_object = view.deprel(predicate) == Deprel::Xcomp || of();
    let objects = view.doc.dependents_by(above, &[Deprel::Obj, Deprel::Iobj]).filter(|_| by_object);
    let mut subjects = objects.chain(view.doc.dependents_by(above, &[Deprel::Nsubj, Deprel::NsubjPass]));
    subjects.next().and_then(|subject| cast.referent(subject))
}

/// What a relative pronoun's clause describes.
fn antecedent(view: &View, cast: &Cast, token: TokenId) -> Vec<EntityId> {
    let chain = std::iter::once(token).chain(view.doc.ancestors(token));
    let clause = chain.into_iter().find(|above| matches!(view.deprel(*above), Deprel::AclRelcl));
    if let Some(noun) = clause.and_then(|clause| view.head(clause)) {
        return cast.headed_by(noun).map(|draft| draft.entities.clone()).unwrap_or_default();
    }
    // Where the tree has no relative clause: what the last relative pronoun of the sentence meant ("who … and whose …"), or the
    // mention that ends before the comma.
    let sentence = view.sentence(token);
    let earlier = (sentence.start.max(token.0.saturating_sub(NEAR))..token.0).rev().map(TokenId);
    let before = view.before(token).map(|word| if view.doc.form(word) == "," { word.0 } else { token.0 });
    let pronoun = earlier.clone().find(|word| kind(view, *word) == Some(Pronoun::Relative)).and_then(|word| cast.headed_by(word));
    let adjacent = || earlier.filter_map(|word| cast.headed_by(word)).find(|draft| Some(draft.tokens.end) == before);
    pronoun.or_else(adjacent).map(|draft| draft.entities.clone()).unwrap_or_default()
}

/// The subject of the clause, for reflexives.
fn subject(view: &View, cast: &Cast, token: TokenId) -> Vec<EntityId> {
    let mut clause = view.clause(token);
    loop {
        if let Some(subject) = view.doc.dependents_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).next() {
            return cast.headed_by(subject).map(|draft| draft.entities.clone()).unwrap_or_default();
        }
        match view.head(clause) {
            Some(above) => clause = view.clause(above),
            None => return Vec::new(),
        }
        if view.head(clause).is_none() && view.doc.dependents_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_none() {
            return Vec::new();
        }
    }
}
