//! How a mention stands to a pronoun within one sentence.

use super::super::pronouns::understood_subject;
use super::super::quotes::is_saying;
use super::{Anaphor, Role};
use crate::actor::memory::Seen;
use crate::text::{Deprel, TokenId};

/// Verbs whose object is likely what is said next: "thanked Mitchell for his patience".
const JUDGING: &[&str] = &[
    "accuse",
    "admire",
    "applaud",
    "blame",
    "chide",
    "commend",
    "condemn",
    "congratulate",
    "criticise",
    "criticize",
    "denounce",
    "fault",
    "hail",
    "laud",
    "mock",
    "praise",
    "prosecute",
    "punish",
    "rebuke",
    "reproach",
    "scold",
    "thank",
    "fine",
    "sue",
    "charge",
    "sanction",
    "invade",
    "attack",
    "ban",
    "bar",
    "jail",
    "honour",
    "honor",
    "suspend",
    "dismiss",
    "sack",
    "fire",
    "strip",
];

/// Verbs whose object is told what to do or what awaits it: "warned Fiji that it would be suspended".
const ADDRESSING: &[&str] = &[
    "advise",
    "ask",
    "assure",
    "beg",
    "command",
    "direct",
    "encourage",
    "force",
    "forbid",
    "implore",
    "instruct",
    "invite",
    "order",
    "persuade",
    "press",
    "pressure",
    "promise",
    "remind",
    "summon",
    "tell",
    "urge",
    "warn",
];

/// Whether a verb, by its lemma, is done to those who act.
pub(super) fn is_done_to_actors(lemma: &str) -> bool {
    JUDGING.contains(&lemma) || ADDRESSING.contains(&lemma)
}

/// Whether a pronoun stands in what somebody is praised or blamed for: "for his patience", "of having sold his house".
fn is_charge(anaphor: &Anaphor, verb: TokenId) -> bool {
    let Anaphor { view, token, .. } = *anaphor;
    let mut at = token;
    while let Some(above) = view.head(at).filter(|above| *above != verb) {
        at = above;
    }
    let marks = view.doc.dependents_by(at, &[Deprel::Case, Deprel::Mark]);
    view.head(at) == Some(verb)
        && marks.into_iter().any(|word| matches!(view.lower(word).as_ref(), "for" | "of" | "on" | "over" | "with" | "because"))
}

/// What can be said of how a mention of the same sentence stands to the pronoun.
pub(super) fn relations(anaphor: &Anaphor, clauses: &[TokenId], seen: &Seen) -> Vec<&'static str> {
    let Anaphor { view, cast, token, .. } = *anaphor;
    let mut found = Vec::new();
    let mention = view.first_conjunct(seen.head);
    let role = Role::of(view, mention);
    let above = view.head(mention);
    if let Some(depth) = clauses.iter().position(|clause| Some(*clause) == above) {
        let verb = clauses[depth];
        let joined = depth > 0 && view.deprel(clauses[depth - 1]) == Deprel::Conj;
        found.push(match (depth, joined, role) {
            (0, _, Role::Subject) => "own subject",
            (0, _, Role::Object) => "own object",
            (0, ..) => "own oblique",
            (1, true, Role::Subject) => "joined subject",
            (1, true, Role::Object) => "joined object",
            (1, true, _) => "joined oblique",
            (1, false, Role::Subject) => "matrix subject",
            (1, false, Role::Object) => "matrix object",
            (1, false, _) => "matrix oblique",
            (_, _, Role::Subject) => "outer subject",
            _ => "outer object",
        });
        let lemma = view.lemma(verb);
        if role == Role::Object && JUDGING.contains(&lemma.as_ref()) && is_charge(anaphor, verb) {
            found.push("judged");
        }
        let passive = view.deprel(mention) == Deprel::NsubjPass;
        if depth > 0 && (role == Role::Object || passive) && ADDRESSING.contains(&lemma.as_ref()) {
            let duty = view.doc.dependents_by(clauses[depth - 1], &[Deprel::Aux, Deprel::AuxPass]);
            let duty = duty.into_iter().any(|word| matches!(view.lemma(word).as_ref(), "should" | "must"));
            found.push(if duty { "bidden" } else { "addressed" });
        }
        if depth > 0 && role == Role::Subject && is_saying(&lemma) && !joined {
            found.push("sayer");
        }
        if depth > 0 && role == Role::Subject && ADDRESSING.contains(&lemma.as_ref()) && !joined {
            found.push("addresser");
        }
    } else if view.doc.dominates(mention, token) {
        let joined = view.doc.dependents_by(mention, &[Deprel::Conj]).any(|other| view.doc.dominates(other, token));
        found.push(if joined { "joined name" } else { "relative" });
    } else {
        let clause = view.clause(mention);
        let below = view.head(clause).is_some_and(|head| clauses.contains(&head)) && !clauses.contains(&clause);
        found.push(match (below, role) {
            (true, Role::Subject) => "side subject",
            (true, _) => "side object",
            (false, _) => "elsewhere",
        });
        if role == Role::Possessor {
            let owned = view.head(mention);
            let subject = owned.is_some_and(|noun| Role::of(view, noun) == Role::Subject);
            let beside = owned.and_then(|noun| view.head(noun)).is_some_and(|verb| clauses.first() == Some(&verb));
            found.push(if subject && beside { "owns subject" } else { "owner" });
        }
    }
    let understood = clauses.first().and_then(|clause| understood_subject(view, cast, *clause, token));
    if understood.is_some() && super::super::memory::single(&seen.entities) == understood {
        found.push("understood subject");
    }
    found
}
