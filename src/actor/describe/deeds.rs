//! Descriptions by what somebody has just done or suffered: "the winner", "the attackers", "the detainee", "his accuser".
//!
//! The noun tells the verbs and the side of them: after "X beat Y" the winner is X and the loser Y.

use super::super::ActorKind;
use super::super::cast::{Cast, EntityId};
use super::super::memory::Seen;
use super::super::phrases::Phrase;
use super::Scene;
use crate::text::{Deprel, TokenId, Upos};

/// A side of a deed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Doer,
    Sufferer,
}

use Side::{Doer, Sufferer};

const BEATING: &[&str] = &["beat", "defeat", "edge", "oust", "outpoll", "thrash", "trounce", "unseat"];
const WINNING: &[&str] = &["win", "clinch", "triumph"];
const HURTING: &[&str] = &[
    "ambush", "assault", "attack", "beat", "behead", "bomb", "burn", "execute", "hurt", "injure", "kill", "lynch", "massacre",
    "maul", "murder", "raid", "rape", "rob", "shoot", "stab", "storm", "strangle", "torture", "wound", "overrun", "hit",
    "strike", "target",
];
const SEIZING: &[&str] = &[
    "abduct",
    "apprehend",
    "arrest",
    "capture",
    "detain",
    "free",
    "hold",
    "imprison",
    "intern",
    "jail",
    "kidnap",
    "nab",
    "release",
    "remand",
    "round",
    "seize",
];
const TRYING: &[&str] = &["accuse", "arraign", "arrest", "charge", "indict", "name", "prosecute", "suspect", "try"];
const PUNISHING: &[&str] = &["condemn", "convict", "execute", "fine", "imprison", "jail", "sentence"];
const HOSTING: &[&str] = &["entertain", "greet", "host", "invite", "receive", "welcome"];
const ACCUSING: &[&str] = &["accuse", "allege", "blame", "denounce", "sue"];
const RIOTING: &[&str] =
    &["attack", "burn", "clash", "loot", "ransack", "riot", "smash", "storm", "torch", "vandalise", "vandalize"];
const MARCHING: &[&str] =
    &["block", "chant", "converge", "demonstrate", "gather", "march", "occupy", "picket", "protest", "rally", "surround"];
const STRIKING: &[&str] = &["down", "picket", "strike", "walk"];
const ROBBING: &[&str] = &["break", "burgle", "hold", "loot", "raid", "rob", "snatch", "steal", "storm"];
const TAKING: &[&str] = &["abduct", "capture", "hijack", "hold", "kidnap", "seize", "take"];
const INVADING: &[&str] = &["break", "enter", "force", "invade", "overrun", "storm"];

/// Nouns, with the side and the verbs that they tell.
const NOUNS: &[(&[&str], Side, &[&str])] = &[
    (&["loser"], Sufferer, BEATING),
    (&["loser"], Doer, &["lose", "concede"]),
    (&["winner", "victor", "champion"], Doer, BEATING),
    (&["winner", "victor", "champion", "president-elect"], Doer, WINNING),
    (&["victim", "casualty", "survivor", "dead", "wounded", "injured"], Sufferer, HURTING),
    (
        &["assailant", "attacker", "killer", "murderer", "gunman", "shooter", "knifeman", "aggressor", "perpetrator", "raider"],
        Doer,
        HURTING,
    ),
    (&["captive", "detainee", "hostage", "prisoner", "inmate", "abductee"], Sufferer, SEIZING),
    (&["suspect", "accused", "defendant", "culprit"], Sufferer, TRYING),
    (&["suspect"], Sufferer, SEIZING),
    (
        &["convict", "criminal", "killer", "murderer", "fraudster", "mobster", "gangster", "trafficker", "offender"],
        Sufferer,
        PUNISHING,
    ),
    (&["host"], Doer, HOSTING),
    (&["guest", "visitor"], Sufferer, HOSTING),
    (&["accuser", "plaintiff", "complainant"], Doer, ACCUSING),
    (&["rioter", "looter", "mob", "vandal", "hooligan"], Doer, RIOTING),
    (&["protester", "protestor", "demonstrator", "marcher", "crowd", "activist"], Doer, MARCHING),
    (&["striker", "picket"], Doer, STRIKING),
    (&["robber", "thief", "burglar", "gang"], Doer, ROBBING),
    (&["gang", "mob", "band"], Doer, HURTING),
    (&["kidnapper", "hijacker", "captor", "hostage-taker", "abductor", "gang", "pirate"], Doer, TAKING),
    (&["intruder", "invader", "raider"], Doer, INVADING),
];

/// How many sentences back a deed is looked for.
const REACH: usize = 3;

impl Scene<'_, '_> {
    /// Who did, or suffered, what the noun tells, in the sentences just before.
    pub(super) fn by_deed(&self, phrase: &Phrase, cast: &Cast, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let view = &self.view;
        let told: Vec<_> = NOUNS.iter().filter(|(nouns, ..)| nouns.contains(&phrase.noun.as_str())).collect();
        if told.is_empty() {
            return None;
        }
        let sentence = view.doc.sentence_of(phrase.head);
        let start = view.doc.sentences()[sentence.saturating_sub(REACH)].tokens.start;
        // Not what is said of them in their own clause.
        let own = view.clause(phrase.head);
        let verbs = (start..phrase.head.0).rev().map(TokenId).filter(|verb| *verb != own && view.upos(*verb) == Upos::Verb);
        verbs.into_iter().find_map(|verb| {
            let lemma = view.lemma(verb);
            let sides = told.iter().filter(|(_, _, verbs)| verbs.contains(&lemma.as_ref()));
            sides.filter_map(|(_, side, _)| cast.referent(self.side(verb, *side)?)).find(|id| fits(*id))
        })
    }

    /// The argument of a verb on one side of the deed.
    fn side(&self, verb: TokenId, side: Side) -> Option<TokenId> {
        let argument = |relation: Deprel| self.view.doc.dependents_by(verb, &[relation]).next();
        match side {
            Doer => argument(Deprel::OblAgent).or_else(|| argument(Deprel::Nsubj)).or_else(|| {
                // "Gunmen stormed a bank and took six hostages".
                let first = self.view.first_conjunct(verb);
                (first != verb).then(|| self.view.doc.dependents_by(first, &[Deprel::Nsubj]).next()).flatten()
            }),
            Sufferer => argument(Deprel::Obj).or_else(|| argument(Deprel::NsubjPass)),
        }
    }

    /// The unnamed people who are most prominent in the sentences just before: "the men", "the group".
    pub(super) fn people_before(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let beside = self.clause_mates(phrase, cast);
        let people = |id: EntityId, seen: &Seen| {
            let entity = cast.entity(id);
            let near = seen.sentence < sentence && seen.sentence + REACH >= sentence;
            entity.kind == ActorKind::Group && !entity.named && entity.plural && near && !beside.contains(&id)
        };
        self.memory.salient(sentence, people)
    }
}
