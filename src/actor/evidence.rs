//! What a text tells of the kind of thing that a name names: "convicted Terje Bakken", "Lumina's shares", "near Okram".
//!
//! The language model judges a name by its sentence, and of a rare one it is often unsure. What stands beside all mentions of the
//! name in the article is weighed against its doubt, in the same measure: logarithms of odds.

use super::lexicon::{BodyNoun, Noun};
use super::names::{Sort, Spotted};
use super::view::View;
use crate::text::{Deprel, TokenId, Upos, Xpos};
use std::collections::HashMap;
use std::ops::Range;

/// The kinds that are told apart, in the order of the scores.
pub(super) const SORTS: [Sort; 4] = [Sort::Person, Sort::Body, Sort::Place, Sort::Other];

/// How much speaks for each of [`SORTS`].
pub(super) type Scores = [f32; 4];

const PERSON: usize = 0;
const BODY: usize = 1;
const PLACE: usize = 2;

/// What only people do.
const HUMAN_DEEDS: &[&str] = &[
    "bear", "bow", "chuckle", "cry", "dine", "faint", "frown", "joke", "kneel", "laugh", "limp", "marry", "nod", "phone", "quip",
    "resign", "retire", "shrug", "sigh", "smile", "smirk", "sob", "stammer", "sweat", "testify", "tweet", "weep", "whisper",
    "wink", "yawn",
];
/// What only people suffer.
const HUMAN_FATES: &[&str] = &[
    "acquit",
    "appoint",
    "arraign",
    "arrest",
    "assassinate",
    "baptise",
    "baptize",
    "behead",
    "bury",
    "convict",
    "detain",
    "divorce",
    "elect",
    "extradite",
    "imprison",
    "indict",
    "interrogate",
    "interview",
    "jail",
    "marry",
    "murder",
    "nominate",
    "phone",
    "pardon",
    "poison",
    "sack",
    "sentence",
    "stab",
    "succeed",
];
/// What people, bodies and states do, and mere places do not.
const DEEDS: &[&str] = &[
    "accuse",
    "acknowledge",
    "admit",
    "agree",
    "allege",
    "announce",
    "apologise",
    "apologize",
    "appeal",
    "argue",
    "ask",
    "assert",
    "beat",
    "blame",
    "call",
    "campaign",
    "claim",
    "condemn",
    "confirm",
    "criticise",
    "criticize",
    "decide",
    "declare",
    "decline",
    "defend",
    "demand",
    "denounce",
    "deny",
    "dismiss",
    "donate",
    "endorse",
    "expel",
    "fire",
    "hope",
    "insist",
    "negotiate",
    "offer",
    "oppose",
    "order",
    "pledge",
    "plan",
    "praise",
    "promise",
    "propose",
    "publish",
    "rebuff",
    "rebuke",
    "refuse",
    "reject",
    "reply",
    "report",
    "request",
    "say",
    "sign",
    "sue",
    "suggest",
    "support",
    "tell",
    "thank",
    "think",
    "threaten",
    "try",
    "urge",
    "vow",
    "want",
    "warn",
    "welcome",
    "win",
    "withdraw",
    "write",
];
/// What is done to people, bodies and states, and not to mere places.
const DONE_TO: &[&str] = &[
    "accuse",
    "advise",
    "ask",
    "back",
    "beat",
    "blame",
    "condemn",
    "congratulate",
    "convince",
    "criticise",
    "criticize",
    "defeat",
    "denounce",
    "endorse",
    "fine",
    "fire",
    "hire",
    "inform",
    "persuade",
    "praise",
    "prosecute",
    "rebuke",
    "remind",
    "sue",
    "tell",
    "thank",
    "urge",
    "warn",
];
/// What a body has, and nobody else.
const OF_BODIES: &[&str] = &[
    "boardroom",
    "board",
    "ceo",
    "chairman",
    "chairwoman",
    "chief executive",
    "customer",
    "director",
    "earnings",
    "employee",
    "executive",
    "factory",
    "founder",
    "headquarters",
    "investor",
    "manifesto",
    "plant",
    "profit",
    "revenue",
    "sale",
    "share",
    "shareholder",
    "staff",
    "subsidiary",
    "supplier",
    "trustee",
    "worker",
    "workforce",
];
/// What a person has, and nobody else.
const OF_PEOPLE: &[&str] = &[
    "aide",
    "aunt",
    "body",
    "boyfriend",
    "brother",
    "career",
    "childhood",
    "coffin",
    "cousin",
    "daughter",
    "death",
    "face",
    "father",
    "funeral",
    "girlfriend",
    "husband",
    "lawyer",
    "mother",
    "nephew",
    "niece",
    "parent",
    "predecessor",
    "sister",
    "son",
    "speech",
    "successor",
    "uncle",
    "widow",
    "wife",
];
/// What a place has, and nobody else.
const OF_PLACES: &[&str] = &[
    "airport",
    "capital",
    "cathedral",
    "centre",
    "coast",
    "downtown",
    "harbour",
    "inhabitant",
    "mayor",
    "north",
    "outskirts",
    "port",
    "resident",
    "south",
    "street",
    "suburb",
];
/// Prepositions before places.
const LOCATIVE: &[&str] = &["across", "around", "in", "inside", "near", "outside", "through", "throughout"];

/// How much the text around one mention speaks for each kind.
pub(super) fn of(view: &View, name: &Spotted) -> Scores {
    let mut scores = [0.0; 4];
    let head = view.first_conjunct(name.head);
    predicate(view, head, &mut scores);
    described(view, name, &mut scores);
    possessions(view, name, &mut scores);
    words(view, &name.tokens, &mut scores);
    scores
}

/// By what it does or suffers, or where it stands.
fn predicate(view: &View, head: TokenId, scores: &mut Scores) {
    let Some(governor) = view.head(head) else { return };
    let verb = view.lemma(governor);
    let verbal = view.upos(governor) == Upos::Verb;
    match view.deprel(head) {
        Deprel::Nsubj if verbal => {
            if HUMAN_DEEDS.contains(&verb.as_ref()) {
                scores[PERSON] += 3.0;
            } else if DEEDS.contains(&verb.as_ref()) {
                scores[PLACE] -= 2.0;
            }
        }
        Deprel::Obj | Deprel::NsubjPass if verbal => {
            if HUMAN_FATES.contains(&verb.as_ref()) {
                scores[PERSON] += 3.5;
            } else if DONE_TO.contains(&verb.as_ref()) {
                scores[PLACE] -= 2.0;
            }
        }
        Deprel::OblAgent => scores[PLACE] -= 2.0,
        Deprel::Obl | Deprel::Nmod if view.preposition(head).is_some_and(|word| LOCATIVE.contains(&word.as_ref())) => {
            scores[PLACE] += 1.5;
        }
        _ => {}
    }
}

/// By the noun beside it: "a watchdog", "Mayor", "who".
fn described(view: &View, name: &Spotted, scores: &mut Scores) {
    let beside = view.doc.dependents_by(name.head, &[Deprel::Appos]).filter(|noun| !name.tokens.contains(&noun.0));
    let above = view.head(name.head).filter(|_| view.deprel(name.head) == Deprel::Appos);
    let subject = view.doc.dependent(name.head, Deprel::Cop);
    // "X is a company".
    let predicate = view.head(name.head).filter(|noun| {
        matches!(view.deprel(name.head), Deprel::Nsubj) && view.doc.dependent(*noun, Deprel::Cop).is_some() && subject.is_none()
    });
    // "The road to Kumbo, the archbishop …": the parser may hang the next words on a place.
    let stands = name.sort == Sort::Place && is_where(view, name.head);
    for noun in beside
        .chain(above)
        .filter(|_| !stands)
        .chain(predicate)
        .filter(|noun| view.upos(*noun) == Upos::Noun && !view.is_plural(*noun))
    {
        match super::phrases::meaning(view, noun).1 {
            Some(Noun::Person(..)) => scores[PERSON] += 5.0,
            Some(Noun::Body(BodyNoun::Country | BodyNoun::Government)) => scores[PLACE] += 2.0,
            Some(Noun::Body(_)) => scores[BODY] += 5.0,
            Some(Noun::Place) => scores[PLACE] += 5.0,
            _ => {}
        }
    }
    if let Some(before) = view.before(TokenId(name.tokens.start)) {
        let titled = view.lexicon.is_title(view.doc.form(before)) && view.deprel(before) != Deprel::Nsubj;
        let posted = matches!(view.lexicon.noun(&view.lower(before)), Some(Noun::Person(..)))
            && matches!(view.deprel(before), Deprel::NmodDesc | Deprel::Compound | Deprel::Flat)
            && !view.is_plural(before);
        if titled || posted {
            scores[PERSON] += 4.0;
        }
    }
    let relative = view.after(&name.tokens).map(|word| if view.doc.form(word) == "," { TokenId(word.0 + 1) } else { word });
    if relative.is_some_and(|word| word.0 < view.sentence(name.head).end && matches!(view.lower(word).as_ref(), "who" | "whom")) {
        scores[PERSON] += 3.0;
    }
    if view.determiner(name.head).as_deref() == Some("the") && !view.is_plural(name.head) {
        scores[PERSON] -= 1.5;
    }
}

/// By what is said to be its own: "Lumina's shares", "Duarte's wife", "a Lumina spokesman".
fn possessions(view: &View, name: &Spotted, scores: &mut Scores) {
    let owned = view.head(name.head).filter(|_| matches!(view.deprel(name.head), Deprel::NmodPoss | Deprel::Compound));
    let Some(owned) = owned else { return };
    let noun = view.lemma(owned);
    let noun = noun.as_ref();
    if view.deprel(name.head) == Deprel::Compound {
        if OF_BODIES.contains(&noun) || matches!(noun, "spokesman" | "spokeswoman" | "spokesperson" | "member" | "activist") {
            scores[BODY] += 2.0;
        }
        return;
    }
    for (kind, nouns) in [(BODY, OF_BODIES), (PERSON, OF_PEOPLE), (PLACE, OF_PLACES)] {
        if nouns.contains(&noun) {
            scores[kind] += 2.0;
        }
    }
}

/// Whether a name stands where places do: "in Kitwe", "to Kumbo".
pub(super) fn is_where(view: &View, name: TokenId) -> bool {
    view.preposition(name).is_some_and(|word| LOCATIVE.contains(&word.as_ref()) || matches!(word.as_ref(), "at" | "from" | "to"))
}

/// By its own words: a first name, the noun of a body at its end, capitals alone.
fn words(view: &View, tokens: &Range<u32>, scores: &mut Scores) {
    let (first, last) = (view.doc.form(TokenId(tokens.start)), view.lower(TokenId(tokens.end - 1)));
    if tokens.len() > 1 {
        if view.lexicon.name_gender(first).is_some() && tokens.len() < 4 {
            scores[PERSON] += 2.0;
        }
        let noun = view.lexicon.told_by(&last).or(Some(last.as_ref()));
        if noun.is_some_and(|noun| matches!(view.lexicon.noun(noun), Some(Noun::Body(kind)) if kind != BodyNoun::Country)) {
            scores[BODY] += 2.0;
            scores[PERSON] -= 2.0;
        }
    } else if super::acronyms::is_acronym(first) && first.chars().all(char::is_uppercase) {
        let shouting = view
            .doc
            .ids(&view.sentence(TokenId(tokens.start)))
            .all(|token| !view.doc.form(token).chars().any(char::is_lowercase));
        if !shouting {
            scores[BODY] += 1.0;
        }
    }
}

/// How sure the model is of what it says where it does not tell.
const SURE: f32 = 3.0;
/// How much the model's margin counts at most: of names that it has never seen it can be very sure, and wrong.
const MOST: f32 = 3.0;

/// Weighs the model's doubts about each name against what the article tells of it, and gives all mentions of the name the kind that
/// comes out best.
pub(super) fn decide(view: &View, found: &mut [Spotted]) {
    let words = |name: &Spotted| view.words(&name.tokens).to_lowercase();
    let mut totals: HashMap<String, Scores> = HashMap::new();
    let unknown = |name: &&Spotted| !matches!(name.sort, Sort::Known(..)) && !is_people(view, name);
    for name in found.iter().filter(unknown) {
        let told = of(view, name);
        let total = totals.entry(words(name)).or_default();
        let (rival, margin) = name.rival.unwrap_or((name.sort, SURE));
        let margin = margin.min(MOST);
        for (at, sort) in SORTS.iter().enumerate() {
            let doubt = match *sort {
                own if own == name.sort => 0.0,
                other if other == rival => margin,
                _ => margin + 1.0,
            };
            total[at] += told[at] - doubt;
        }
    }
    in_full(view, found, &mut totals);
    for name in found.iter_mut().filter(|name| !matches!(name.sort, Sort::Known(..))) {
        let Some(total) = totals.get(&words(name)) else { continue };
        let own = SORTS.iter().position(|sort| *sort == name.sort).unwrap_or(3);
        // Of equals the model's own.
        let best = (0..4).fold(own, |best, at| if total[at] > total[best] + 1e-4 { at } else { best });
        name.sort = SORTS[best];
    }
}

/// A word of somebody's full name is that person's, and of a company's the company's.
fn in_full(view: &View, found: &[Spotted], totals: &mut HashMap<String, Scores>) {
    for name in found.iter().filter(|name| name.tokens.len() > 1) {
        let (first, last) = (view.lower(TokenId(name.tokens.start)), view.lower(TokenId(name.tokens.end - 1)));
        let company =
            matches!(view.lexicon.noun(view.lexicon.told_by(&last).unwrap_or(&last)), Some(Noun::Body(BodyNoun::Company)));
        match name.sort {
            Sort::Person => {
                if let Some(total) = totals.get_mut(last.as_ref()) {
                    total[PERSON] += 5.0;
                }
            }
            Sort::Body if company => {
                if let Some(total) = totals.get_mut(first.as_ref()) {
                    total[BODY] += 5.0;
                }
            }
            _ => {}
        }
    }
}

/// Whether a name is a people's: one of the lexicon, or a plural proper noun that the model takes for a person's.
pub(super) fn is_people(view: &View, name: &Spotted) -> bool {
    let plural = name.sort == Sort::Person && view.doc.token(name.head).xpos == Xpos::Nnps;
    name.tokens.len() == 1
        && !matches!(name.sort, Sort::Known(..))
        && (plural || view.lexicon.is_people(view.doc.form(name.head)))
}
