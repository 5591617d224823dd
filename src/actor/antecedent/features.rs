//! The features of a candidate.

use super::super::ActorKind;
use super::super::cast::EntityId;
use super::super::lexicon::{Gender, Noun};
use super::super::pronouns::{self, Pronoun};
use super::super::quotes::is_saying;
use super::relation::{is_done_to_actors, relations};
use super::{Anaphor, Candidate, Role, Sort, acts};
use crate::text::{Deprel, SentenceKind, TokenId, Upos};

/// How many clauses up from the word are looked at.
const DEPTH: usize = 6;

/// Verbs whose object is more often what was said or done than who did it: "signed it", "denied it".
const TAKING: &[&str] = &[
    "abandon", "accept", "announce", "approve", "back", "call", "cancel", "confirm", "defend", "deny", "describe", "discuss",
    "do", "draft", "explain", "find", "hear", "ignore", "keep", "know", "lift", "make", "mean", "oppose", "pass", "postpone",
    "put", "read", "reject", "repeat", "repeal", "return", "say", "see", "settle", "sign", "stop", "take", "think", "veto",
    "welcome", "write",
];

/// What is the same for all candidates of a word.
pub(super) struct Field {
    role: Role,
    sentence: usize,
    /// The heads of the clauses around the word, the innermost first.
    clauses: Vec<TokenId>,
    /// The highest prominence.
    best: f32,
    /// For each candidate how often it has been spoken of so far, and whether the title names it.
    spoken: Vec<(Vec<EntityId>, f32, bool)>,
    /// The most of these.
    most: f32,
    /// The last mention of the candidate that was mentioned last, and so on.
    latest: Vec<TokenId>,
    /// For this and the sentence before the first mention of a candidate.
    first: [Option<TokenId>; 2],
    /// Whom the word of the same sort before this one meant, and how many sentences ago.
    chain: Option<(Vec<EntityId>, usize, f32)>,
    /// Who spoke last.
    speaker: Option<EntityId>,
    /// Whether the word is the subject of a verb of saying.
    says: bool,
    /// What is possessed: a post or person, a body, anything else.
    owned: Option<Owned>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Owned {
    Person,
    Body,
    Other,
}

impl Field {
    pub fn new(anaphor: &Anaphor, candidates: &[Candidate]) -> Self {
        let Anaphor { view, memory, token, .. } = *anaphor;
        let sentence = view.doc.sentence_of(token);
        let role = Role::of(view, token);
        let mut clauses = vec![view.clause(token)];
        while let Some(above) = view.head(clauses[clauses.len() - 1]).map(|head| view.clause(head)) {
            if clauses.len() == DEPTH || clauses.contains(&above) {
                break;
            }
            clauses.push(above);
        }
        let mut spoken: Vec<_> = candidates.iter().map(|candidate| (candidate.entities.clone(), 0.0, false)).collect();
        for seen in memory.all() {
            let title = view.doc.sentences()[seen.sentence].kind == SentenceKind::Title;
            for (_, count, titled) in spoken.iter_mut().filter(|(entities, ..)| *entities == seen.entities) {
                *count += seen.odds;
                *titled |= title;
            }
        }
        let most = spoken.iter().map(|(_, count, _)| *count).fold(0.0, f32::max);
        let mut latest: Vec<TokenId> = candidates.iter().map(|candidate| candidate.mentions[0].head).collect();
        latest.sort_unstable_by(|a, b| b.cmp(a));
        let first = [0, 1].map(|back| {
            let mentions = candidates.iter().flat_map(|candidate| &candidate.mentions);
            mentions.filter(|seen| seen.sentence + back == sentence).map(|seen| seen.head).min()
        });
        let like = |seen: &&super::Seen| alike(anaphor, seen.head);
        let chain = memory.recent(sentence).find(like).map(|seen| (seen.entities.clone(), sentence - seen.sentence, seen.odds));
        let speaker = memory.recent(sentence).filter(|seen| seen.sentence + 2 >= sentence).find_map(|seen| {
            let verb = view.head(seen.head).filter(|_| Role::of(view, seen.head) == Role::Subject)?;
            is_saying(&view.lemma(verb)).then(|| super::super::memory::single(&seen.entities)).flatten()
        });
        let says = role == Role::Subject && view.head(token).is_some_and(|verb| is_saying(&view.lemma(verb)));
        let owned = (role == Role::Possessor).then(|| view.head(token)).flatten().map(|noun| {
            match view.lexicon.noun(&view.lemma(noun)) {
                Some(Noun::Person(..) | Noun::Crowd) => Owned::Person,
                Some(Noun::Body(_)) => Owned::Body,
                _ => Owned::Other,
            }
        });
        let best = candidates.iter().map(|candidate| candidate.prominence).fold(0.0, f32::max);
        Self { role, sentence, clauses, best, spoken, most, latest, first, chain, speaker, says, owned }
    }
}

/// Whether a token is a pronoun of the same sort as the one that looks for its antecedent.
fn alike(anaphor: &Anaphor, other: TokenId) -> bool {
    let kind = |token| pronouns::kind(anaphor.view, token);
    let own = kind(anaphor.token);
    own.is_some() && kind(other) == own
}

/// The features of a candidate, each but once.
pub(super) fn of(anaphor: &Anaphor, field: &Field, candidate: &Candidate) -> Vec<(&'static str, f32)> {
    let Anaphor { view, token, .. } = *anaphor;
    let last = candidate.mentions[0];
    let back = field.sentence - last.sentence;
    let mut flags: Vec<&'static str> = Vec::new();
    flags.push(match back {
        0 => "here",
        1 => "one back",
        2 => "two back",
        _ => "far back",
    });
    if candidate.prominence >= field.best {
        flags.push("most prominent");
    }
    if let Some(place) = field.latest.iter().position(|head| *head == last.head) {
        flags.push(match place {
            0 => "latest",
            1 => "second latest",
            _ => "earlier",
        });
    }
    let near: Vec<_> = candidate.mentions.iter().filter(|seen| seen.sentence == last.sentence).collect();
    for seen in &near {
        let role = Role::of(view, seen.head);
        flags.push(place(back, role));
        let subject = view.first_conjunct(seen.head);
        let root = view.head(subject).is_some_and(|verb| view.deprel(verb) == Deprel::Root);
        if role == Role::Subject && root {
            flags.push(if back == 0 { "topic here" } else { "topic back" });
        }
        if role == field.role && role != Role::Other {
            flags.push(match role {
                Role::Subject => "parallel subject",
                Role::Object => "parallel object",
                _ => "parallel possessor",
            });
        }
        if back < 2 && field.first[back] == Some(seen.head) {
            flags.push(if back == 0 { "first here" } else { "first back" });
        }
        if view.first_conjunct(seen.head) != seen.head || view.doc.dependents_by(seen.head, &[Deprel::Conj]).next().is_some() {
            flags.push(if candidate.entities.len() > 1 { "together" } else { "one of several" });
        }
        if back == 0 {
            flags.extend(relations(anaphor, &field.clauses, seen));
        }
    }
    // A subject that is also the topic or goes on from the chain says more than either.
    let has = |flags: &[&'static str], flag: &str| flags.contains(&flag);
    if has(&flags, "own subject") && near.iter().any(|seen| is_relative(view, seen.head)) {
        flags.push("own relative");
    }
    quotation(anaphor, last.head, &mut flags);
    if field.says && field.speaker.is_some_and(|speaker| candidate.entities == [speaker]) {
        flags.push("speaks on");
    }
    let (count, titled) = field
        .spoken
        .iter()
        .find(|(entities, ..)| *entities == candidate.entities)
        .map_or((0.0, false), |(_, count, titled)| (*count, *titled));
    if titled {
        flags.push("in the title");
    }
    if count >= field.most {
        flags.push("most spoken of");
    }
    of_kind(anaphor, field, candidate, &mut flags);
    if view.doc.sentences()[last.sentence].kind == SentenceKind::Title
        && view.doc.sentences()[field.sentence].kind != SentenceKind::Title
    {
        flags.push("only the title");
    }
    flags.sort_unstable();
    flags.dedup();
    let mut found: Vec<(&'static str, f32)> = flags.into_iter().map(|flag| (flag, 1.0)).collect();
    // What was in doubt then is no better ground now.
    if let Some((_, ago, odds)) = field.chain.as_ref().filter(|(entities, ..)| *entities == candidate.entities) {
        let chain = match ago {
            0 => "chain here",
            1 => "chain back",
            _ => "chain far",
        };
        found.push((chain, *odds));
    }
    let share = |part: f32, whole: f32| if whole > 0.0 { part / whole } else { 0.0 };
    found.push(("prominence", share(candidate.prominence, field.best)));
    found.push(("spoken of", share((1.0 + count).ln(), (1.0 + field.most).ln())));
    let words = token.0.saturating_sub(last.head.0);
    found.push(("distance", (1.0 + words as f32).ln()));
    found
}

fn is_relative(view: &super::View, token: TokenId) -> bool {
    pronouns::kind(view, token) == Some(Pronoun::Relative)
}

fn place(back: usize, role: Role) -> &'static str {
    match (back, role) {
        (0, Role::Subject) => "subject here",
        (0, Role::Object) => "object here",
        (0, Role::Possessor) => "possessor here",
        (0, Role::Other) => "oblique here",
        (1, Role::Subject) => "subject back",
        (1, Role::Object) => "object back",
        (1, Role::Possessor) => "possessor back",
        (1, Role::Other) => "oblique back",
        (_, Role::Subject) => "subject far",
        (_, Role::Object) => "object far",
        (_, Role::Possessor) => "possessor far",
        (_, Role::Other) => "oblique far",
    }
}

fn quotation(anaphor: &Anaphor, mention: TokenId, flags: &mut Vec<&'static str>) {
    match (anaphor.quotes.around(anaphor.token), anaphor.quotes.around(mention)) {
        (Some(own), Some(other)) if own == other => flags.push("in the same quotation"),
        (Some(_), None) => flags.push("outside the quotation"),
        (None, Some(_)) => flags.push("quoted"),
        _ => {}
    }
}

/// What the candidate is, and whether that goes with what the word does.
fn of_kind(anaphor: &Anaphor, field: &Field, candidate: &Candidate, flags: &mut Vec<&'static str>) {
    let Anaphor { cast, sort, .. } = *anaphor;
    let &[only] = candidate.entities.as_slice() else {
        flags.push("several");
        let same = candidate.entities.iter().all(|id| cast.entity(*id).kind == cast.entity(candidate.entities[0]).kind);
        flags.push(if same { "several of a kind" } else { "several kinds" });
        return;
    };
    let entity = cast.entity(only);
    flags.push(match entity.kind {
        ActorKind::Person => "a person",
        ActorKind::State => "a state",
        ActorKind::Organization => "a body",
        ActorKind::Group => "a group",
        ActorKind::Place => "a place",
        ActorKind::Thing => "a thing",
    });
    if !entity.named {
        flags.push("unnamed");
    }
    if entity.is_open() {
        flags.push("guessed");
    }
    if sort == Sort::Person {
        flags.push(if entity.gender.is_some() { "gender told" } else { "gender open" });
    }
    if sort == Sort::Several {
        flags.push(if entity.plural { "plural" } else { "singular" });
    }
    match (field.owned, entity.kind) {
        (Some(Owned::Person), ActorKind::State) => flags.push("person of a state"),
        (Some(Owned::Person), ActorKind::Organization) => flags.push("person of a body"),
        (Some(Owned::Person), ActorKind::Group) => flags.push("person of a group"),
        (Some(Owned::Body), ActorKind::State) => flags.push("body of a state"),
        (Some(Owned::Body), ActorKind::Organization) => flags.push("body of a body"),
        (Some(Owned::Person | Owned::Body), kind) if !acts(kind) => flags.push("body of a thing"),
        (Some(Owned::Other), kind) => flags.push(if acts(kind) { "has a thing" } else { "thing of a thing" }),
        _ => {}
    }
    if field.says {
        flags.push(if acts(entity.kind) { "can say" } else { "cannot say" });
    }
}

/// The features of nobody: of a word that means something else than a participant, or somebody who has not been spoken of.
pub(super) fn of_nobody(anaphor: &Anaphor, field: &Field) -> Vec<(&'static str, f32)> {
    let Anaphor { view, token, quotes, .. } = *anaphor;
    let mut flags = vec!["nobody"];
    let predicate = view.head(token);
    if let Some(predicate) = predicate.filter(|_| field.role == Role::Subject) {
        if view.doc.dependent(predicate, Deprel::Cop).is_some() {
            flags.push("nobody, of a copula");
        }
        if view.upos(predicate) == Upos::Adj {
            flags.push("nobody, of an adjective");
        }
        let clausal = view.doc.dependents_by(predicate, &[Deprel::Ccomp, Deprel::Xcomp, Deprel::Csubj, Deprel::Advcl]);
        if clausal.into_iter().any(|clause| clause > token) {
            flags.push("nobody, with a clause");
        }
        if view.doc.dependents_by(predicate, &[Deprel::Obj]).next().is_some() {
            flags.push("nobody, with an object");
        }
        if view.deprel(token) == Deprel::NsubjPass {
            flags.push("nobody, of a passive");
        }
    }
    if let Some(verb) = predicate.filter(|_| field.role == Role::Object) {
        let lemma = view.lemma(verb);
        if view.deprel(token) == Deprel::Iobj {
            flags.push("nobody is given something");
        }
        if view.doc.dependents_by(verb, &[Deprel::Xcomp]).any(|clause| clause > token) {
            flags.push("nobody, with a task");
        }
        if is_done_to_actors(&lemma) {
            flags.push("nobody is addressed");
        }
        if TAKING.contains(&lemma.as_ref()) {
            flags.push("nobody, of a thing");
        }
    }
    if field.says {
        flags.push("nobody says");
    }
    match field.owned {
        Some(Owned::Other) => flags.push("nobody has a thing"),
        Some(_) => flags.push("nobody has people"),
        None => {}
    }
    if quotes.around(token).is_some() {
        flags.push("nobody, in a quotation");
    }
    if view.doc.dependent(token, Deprel::Case).is_some() {
        flags.push("nobody, of a preposition");
    }
    if field.first[0].is_none() {
        flags.push("nobody here");
        flags.push(if field.first[1].is_none() { "nobody near" } else { "somebody before" });
    }
    if view.sentence(token).start == token.0 {
        flags.push("nobody, at the start");
    }
    if view.sentence(token).end <= token.0 + 3 {
        flags.push("nobody, at the end");
    }
    if matches!(pronouns::kind(view, token), Some(Pronoun::Person(Gender::Woman))) {
        flags.push("nobody, of a woman");
    }
    let mut found: Vec<(&'static str, f32)> = flags.into_iter().map(|flag| (flag, 1.0)).collect();
    found.push(("nobody, by prominence", field.best / 100.0));
    found
}
