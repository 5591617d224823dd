//! Whether a capital stands for its state ("Moscow accused …") or is a place ("in Moscow").

use super::view::View;
use crate::text::{Deprel, TokenId, Upos};
use std::ops::Range;

/// Verbs whose object, or goal, is a place.
const MOVING: &[&str] = &[
    "arrive",
    "attack",
    "bomb",
    "capture",
    "cross",
    "depart",
    "drive",
    "enter",
    "evacuate",
    "exit",
    "flee",
    "fly",
    "go",
    "head",
    "hit",
    "invite",
    "land",
    "leave",
    "march",
    "move",
    "occupy",
    "pass",
    "pound",
    "reach",
    "recapture",
    "relocate",
    "return",
    "rock",
    "sail",
    "send",
    "shake",
    "shell",
    "storm",
    "strike",
    "surround",
    "tour",
    "transfer",
    "travel",
    "visit",
    "walk",
];

/// Nouns with which "to", "from" and "in" speak of a way or a stay.
const JOURNEYS: &[&str] = &["flight", "journey", "return", "road", "route", "tour", "train", "travel", "trip", "visit", "way"];

/// Nouns that come from somebody rather than from somewhere.
const WORDS: &[&str] = &[
    "aid",
    "answer",
    "approval",
    "arm",
    "backing",
    "assurance",
    "call",
    "complaint",
    "concession",
    "condemnation",
    "criticism",
    "delegation",
    "delegate",
    "demand",
    "denial",
    "diplomat",
    "envoy",
    "guarantee",
    "help",
    "message",
    "initiative",
    "instruction",
    "invitation",
    "loan",
    "negotiator",
    "note",
    "objection",
    "offer",
    "official",
    "order",
    "permission",
    "plan",
    "pledge",
    "pressure",
    "promise",
    "proposal",
    "protest",
    "reaction",
    "rebuke",
    "reply",
    "request",
    "response",
    "signal",
    "statement",
    "support",
    "threat",
    "ultimatum",
    "warning",
    "weapon",
    "word",
];

/// Verbs whose object comes from somebody, however the tree hangs it.
const GETTING: &[&str] =
    &["accept", "await", "demand", "expect", "get", "obtain", "receive", "reject", "secure", "seek", "want", "win"];

/// Verbs that make their object come from a place.
const REMOVING: &[&str] = &["bring", "evacuate", "expel", "fly", "pull", "recall", "remove", "summon", "withdraw"];

/// Whether a noun is what a verb makes come from somewhere.
fn is_moved(view: &View, noun: TokenId) -> bool {
    let verb = view.head(noun).filter(|_| matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass));
    verb.is_some_and(|verb| REMOVING.contains(&view.lemma(verb).as_ref()))
}

/// Nouns that belong to a state rather than to its capital when its name stands before them.
const DEEDS: &[&str] = &[
    "accord",
    "administration",
    "airstrike",
    "ally",
    "attack",
    "ceasefire",
    "deal",
    "decision",
    "demand",
    "diplomat",
    "government",
    "leadership",
    "negotiator",
    "official",
    "offer",
    "policy",
    "pressure",
    "proposal",
    "regime",
    "sanction",
    "spokesman",
    "spokeswoman",
    "strike",
    "summit",
    "talk",
    "tie",
    "troop",
];

/// What follows the hyphen when the capital is the one that acts: "Moscow-backed".
const DOERS: &[&str] =
    &["allied", "appointed", "backed", "brokered", "friendly", "funded", "imposed", "installed", "led", "sponsored"];

/// Whether the capital at `tokens` stands for its state.
pub(super) fn acts(view: &View, tokens: &Range<u32>, head: TokenId) -> bool {
    let first = view.first_conjunct(head);
    if let Some(part) = hyphenated(view, tokens) {
        return DOERS.contains(&part.as_str());
    }
    let Some(governor) = view.head(first) else { return false };
    let word = view.lemma(governor);
    match view.deprel(first) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => is_deed(view, governor),
        Deprel::NmodPoss | Deprel::Iobj | Deprel::OblAgent | Deprel::Vocative => true,
        Deprel::Obj => !MOVING.contains(&word.as_ref()),
        Deprel::Obl | Deprel::Nmod => by_preposition(view, first, governor),
        Deprel::Compound | Deprel::Amod | Deprel::NmodDesc => DEEDS.contains(&word.as_ref()),
        _ => false,
    }
}

/// Whether a subject of this predicate acts: of a verb, and not of "is in", "is cold".
fn is_deed(view: &View, predicate: TokenId) -> bool {
    view.upos(predicate) == Upos::Verb
        || view.doc.dependent(predicate, Deprel::Cop).is_some_and(|_| view.upos(predicate) == Upos::Adj)
}

fn by_preposition(view: &View, name: TokenId, governor: TokenId) -> bool {
    let Some(preposition) = view.preposition(name) else { return false };
    let word = view.lemma(governor);
    let word = word.as_ref();
    match preposition.as_ref() {
        "with" | "against" | "between" | "by" | "upon" | "toward" | "towards" | "among" | "according" | "versus" => true,
        "on" => view.upos(governor) == Upos::Noun && !JOURNEYS.contains(&word),
        "for" => !MOVING.contains(&word) && word != "leave" && word != "bind",
        "to" => !MOVING.contains(&word) && !JOURNEYS.contains(&word) && word != "close",
        // "Recalled its envoy from Canberra" tells whence, "rejected the plan from Moscow" whose it is.
        "from" if view.upos(governor) == Upos::Verb => GETTING.contains(&word),
        "from" => WORDS.contains(&word) && !is_moved(view, governor),
        "of" => matches!(
            word,
            "accuse" | "behalf" | "ally" | "demand" | "rejection" | "condemnation" | "support" | "enemy" | "critic"
        ),
        _ => false,
    }
}

/// The word after the hyphen of a compound that begins with the name: "backed" of "Moscow-backed".
fn hyphenated(view: &View, tokens: &Range<u32>) -> Option<String> {
    let name = TokenId(tokens.end - 1);
    if let Some((_, part)) = view.doc.form(name).split_once(['-', '–']) {
        return Some(part.to_lowercase());
    }
    let hyphen = view.after(tokens).filter(|token| matches!(view.doc.form(*token), "-" | "–"))?;
    let close = view.doc.token(hyphen).span.start == view.doc.token(name).span.end;
    let part = view.after(&(hyphen.0..hyphen.0 + 1)).filter(|_| close)?;
    (view.upos(part) == Upos::Verb || view.upos(part) == Upos::Adj).then(|| view.lower(part).into_owned())
}
