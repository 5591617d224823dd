//! Where names stand: the language model's spans and the known actors', brought together.

use super::ActorKind;
use super::acronyms::{self, Explained};
use super::evidence;
use super::lexicon::{BodyNoun, Noun, PersonNoun};
use super::view::View;
use crate::ontology::{KnownForm, KnownId};
use crate::text::{Deprel, EntityKind, NameKind, TokenId, Upos};
use std::ops::Range;

/// How many names are compared with at most: more than any article has.
const MANY: usize = 1000;

/// What a name seems to name, before it is linked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A known actor, and by which form.
    Known(KnownId, KnownForm),
    Person,
    Body,
    Place,
    /// Ships, products, peoples.
    Other,
}

impl From<NameKind> for Sort {
    fn from(kind: NameKind) -> Self {
        match kind {
            NameKind::Person => Self::Person,
            NameKind::Organization => Self::Body,
            NameKind::Place => Self::Place,
            NameKind::Misc => Self::Other,
        }
    }
}

/// A name in the text.
#[derive(Clone, Debug)]
pub(super) struct Spotted {
    pub tokens: Range<u32>,
    pub head: TokenId,
    pub sort: Sort,
    /// The first known state or body whose name or demonym the name begins with: the United Kingdom for "British Museum".
    pub within: Option<KnownId>,
    /// What else the model takes it for, and how much less likely.
    pub rival: Option<(Sort, f32)>,
}

/// All names of the document, in order; they do not overlap. `explained` are the acronyms that the article explains.
pub(super) fn spot(view: &View, explained: &[Explained]) -> Vec<Spotted> {
    let known = known_spans(view);
    let mut found = merge(view, known);
    found.retain(|name| !is_description(view, name) && !is_portfolio(view, name));
    let mut found = rejoin_hyphenated(view, found);
    found.iter_mut().for_each(|name| extend_to_club(view, name));
    found.iter_mut().for_each(|name| extend_to_number(view, name));
    found.iter_mut().for_each(|name| extend_over_hyphen(view, name));
    for acronym in explained {
        complete(view, &mut found, acronym);
    }
    repeat_acronyms(view, &mut found, explained);
    let mut taken = vec![false; view.len() as usize];
    for name in &found {
        taken[name.tokens.start as usize..name.tokens.end as usize].fill(true);
    }
    found.extend(missed(view, &taken));
    found.sort_by_key(|name| name.tokens.start);
    vote(view, &mut found);
    found
}

/// Whether what the model takes for a name is a common noun with a capital: "MPs", "the King", "the Government".
fn is_description(view: &View, name: &Spotted) -> bool {
    if name.tokens.len() > 1 || matches!(name.sort, Sort::Known(..)) {
        return false;
    }
    if view.lexicon.title_gender(view.doc.form(name.head)).is_some() && view.deprel(name.head) == Deprel::NmodDesc {
        return true;
    }
    let noun =
        view.lexicon.noun(&view.lemma(name.head)).or_else(|| view.lexicon.noun(view.lower(name.head).trim_end_matches('s')));
    // "Miller said", "Baker met": a family name that is also a trade.
    let bare = !view.is_plural(name.head) && view.determiner(name.head).is_none() && view.possessor(name.head).is_none();
    match noun {
        Some(Noun::Person(PersonNoun::Person, _)) if bare && name.sort == Sort::Person => false,
        Some(Noun::Person(..) | Noun::Crowd | Noun::Body(BodyNoun::Government | BodyNoun::Country | BodyNoun::Organ)) => true,
        // "The Commission" takes up a commission with a full name.
        Some(Noun::Body(_)) => view.determiner(name.head).as_deref() == Some("the"),
        _ => false,
    }
}

/// Whether what the model takes for a body is a minister's field: "Health" of "Health Minister".
fn is_portfolio(view: &View, name: &Spotted) -> bool {
    const POSTS: &[&str] = &["minister", "ministry", "secretary", "department"];
    let follows = view.after(&name.tokens).is_some_and(|next| POSTS.contains(&view.lower(next).as_ref()));
    name.sort == Sort::Body && name.within.is_none() && follows && !acronyms::is_acronym(&view.words(&name.tokens))
}

/// Joins the halves of a name that a hyphen parted: "Jean-" and "Noël Barrot", "A.P. Moller-" and "Maersk". Two people's family
/// names ("the Macron–Merz talks") stay apart.
fn rejoin_hyphenated(view: &View, found: Vec<Spotted>) -> Vec<Spotted> {
    let mut joined: Vec<Spotted> = Vec::with_capacity(found.len());
    let hyphen = |token: u32| view.doc.form(TokenId(token)) == "-";
    for mut name in found {
        let unknown = |name: &Spotted| !matches!(name.sort, Sort::Known(..));
        if let Some(last) = joined.last_mut().filter(|last| unknown(last) && unknown(&name)) {
            let touching = last.tokens.end == name.tokens.start && hyphen(last.tokens.end - 1);
            let first_name =
                last.sort == Sort::Person && view.lexicon.name_gender(view.doc.form(TokenId(last.tokens.start))).is_some();
            let parted =
                last.tokens.end + 1 == name.tokens.start && hyphen(last.tokens.end) && last.tokens.len() == 1 && first_name;
            // "Okryu-gwan": the model saw two names.
            let small = view.doc.form(TokenId(name.tokens.start)).starts_with(char::is_lowercase);
            let adjoins = |token: u32| view.doc.token(TokenId(token)).span.start == view.doc.token(TokenId(token - 1)).span.end;
            let within =
                last.tokens.end + 1 == name.tokens.start && hyphen(last.tokens.end) && small && adjoins(name.tokens.start);
            // "FC" and "Nordvik".
            let club = last.tokens.end == name.tokens.start && last.tokens.len() == 1 && is_club(view, last.tokens.start);
            if club {
                name.sort = Sort::Body;
            }
            if touching || parted || within || club {
                last.tokens.end = name.tokens.end;
                last.head = view.head_of(&last.tokens);
                last.sort = name.sort;
                continue;
            }
        }
        joined.push(name);
    }
    joined
}

/// Whether a word is the letters with which the names of clubs begin.
fn is_club(view: &View, token: u32) -> bool {
    const CLUBS: &[&str] = &["AC", "AFC", "AS", "BK", "CD", "CF", "FC", "FK", "IFK", "NK", "RC", "SC", "SK", "SV"];
    CLUBS.contains(&view.doc.form(TokenId(token)))
}

/// Takes the letters of a club before its name into it: "FC" and "Nordvik".
fn extend_to_club(view: &View, name: &mut Spotted) {
    let unknown = !matches!(name.sort, Sort::Known(..));
    let letters = view.before(TokenId(name.tokens.start)).filter(|word| unknown && is_club(view, word.0));
    if let Some(letters) = letters {
        name.tokens.start = letters.0;
        name.head = view.head_of(&name.tokens);
        name.sort = Sort::Body;
        name.rival = None;
    }
}

/// Takes the number of a model into its name: "Su" and "-24".
fn extend_to_number(view: &View, name: &mut Spotted) {
    let adjoins = |token: TokenId| view.doc.token(token).span.start == view.doc.token(TokenId(token.0 - 1)).span.end;
    let Some(hyphen) = view.after(&name.tokens).filter(|token| view.doc.form(*token) == "-" && adjoins(*token)) else { return };
    let number = view.after(&(hyphen.0..hyphen.0 + 1)).filter(|token| adjoins(*token));
    if number.is_some_and(|number| view.doc.form(number).starts_with(|c: char| c.is_ascii_digit())) {
        name.tokens.end = hyphen.0 + 2;
        name.sort = Sort::Other;
    }
}

/// Takes the end of a given name that a hyphen parted into the name: "Tsai Ing" and "-wen".
fn extend_over_hyphen(view: &View, name: &mut Spotted) {
    if matches!(name.sort, Sort::Known(..)) {
        return;
    }
    let adjoins = |token: &TokenId| view.doc.token(*token).span.start == view.doc.token(TokenId(token.0 - 1)).span.end;
    // "Arnon Bar-" and "David": a name does not end with a hyphen.
    if view.doc.form(TokenId(name.tokens.end - 1)) == "-" {
        if view.after(&name.tokens).filter(adjoins).is_some_and(|end| view.upos(end) == Upos::Propn) {
            name.tokens.end += 1;
        }
        return;
    }
    let Some(hyphen) = view.after(&name.tokens).filter(|token| view.doc.form(*token) == "-" && adjoins(token)) else { return };
    let Some(end) = view.after(&(hyphen.0..hyphen.0 + 1)).filter(adjoins) else { return };
    if name.tokens.len() < 2 && !view.doc.form(end).starts_with(char::is_lowercase) {
        return;
    }
    // "Trump-era" and "Assad-backed" describe something else.
    let given = view.upos(end) == Upos::Propn && view.doc.dominates(name.head, end) && view.doc.form(end).len() < 8;
    if given {
        name.tokens.end = end.0 + 1;
        // Names of people are made so, those of places and bodies are not.
        if view.doc.form(end).starts_with(char::is_lowercase) && name.sort == Sort::Place {
            name.sort = Sort::Person;
        }
    }
}

/// Makes an explained name and its acronym names, whatever the model made of them.
fn complete(view: &View, found: &mut Vec<Spotted>, acronym: &Explained) {
    for (tokens, whole) in [(&acronym.long, true), (&acronym.short, false)] {
        let overlapping = |name: &Spotted| name.tokens.start < tokens.end && tokens.start < name.tokens.end;
        let covered = |name: &Spotted| name.tokens.start <= tokens.start && tokens.end <= name.tokens.end;
        if found.iter().any(|name| overlapping(name) && covered(name)) {
            continue;
        }
        let within = found.iter().filter(|name| overlapping(name) && name.tokens.start <= tokens.start + 1).find_map(|name| {
            match name.sort {
                Sort::Known(actor, _) => Some(actor),
                _ => name.within,
            }
        });
        let place = found.iter().any(|name| overlapping(name) && name.sort == Sort::Place && name.tokens.end == tokens.end);
        found.retain(|name| !overlapping(name));
        let sort = if place && whole { Sort::Place } else { Sort::Body };
        found.push(Spotted { tokens: tokens.clone(), head: view.head_of(tokens), sort, within, rival: None });
    }
    found.sort_by_key(|name| name.tokens.start);
}

/// Makes an explained acronym a name wherever it stands: the model may take it for a word in capitals.
fn repeat_acronyms(view: &View, found: &mut Vec<Spotted>, explained: &[Explained]) {
    // "The National Union of Metalworkers … NUM members".
    let bodies = found.iter().filter(|name| name.sort == Sort::Body && name.tokens.len() > 2);
    let initials: Vec<String> = bodies.take(MANY).map(|name| acronyms::initials(&view.words(&name.tokens))).collect();
    let initials = initials.iter().filter(|short| short.len() > 2).map(String::as_str);
    let shorts: Vec<&str> = explained
        .iter()
        .filter(|acronym| acronym.short.len() == 1)
        .map(|acronym| view.doc.form(TokenId(acronym.short.start)))
        .chain(initials)
        .collect();
    if shorts.is_empty() {
        return;
    }
    let mut taken = vec![false; view.len() as usize];
    for name in found.iter() {
        taken[name.tokens.start as usize..name.tokens.end as usize].fill(true);
    }
    let free = (0..view.len()).map(TokenId).filter(|token| !taken[token.index()] && shorts.contains(&view.doc.form(*token)));
    found.extend(free.map(|head| Spotted { tokens: head.0..head.0 + 1, head, sort: Sort::Body, within: None, rival: None }));
    found.sort_by_key(|name| name.tokens.start);
}

/// Lets the mentions of one name agree on what it names. What a person is "known as" is a person's name.
fn vote(view: &View, found: &mut [Spotted]) {
    for at in 0..found.len() {
        if evidence::is_people(view, &found[at]) {
            found[at].sort = Sort::Other;
        }
        let alias = view
            .before(TokenId(found[at].tokens.start))
            .filter(|word| view.lower(*word) == "as")
            .and_then(|word| view.before(word));
        if alias.is_some_and(|word| view.lower(word) == "known") && at > 0 && found[at - 1].sort == Sort::Person {
            found[at].sort = Sort::Person;
        }
        if found[at].sort == Sort::Place && (names_person(view, &found[at]) || speaks(view, &found[at])) {
            found[at].sort = Sort::Person;
        }
    }
    evidence::decide(view, found);
}

/// Whether a name of two words and more that looks like a place's stands beside the description of a person: "the governor of
/// the district, Ibaneis Rocha".
fn names_person(view: &View, name: &Spotted) -> bool {
    if view.deprel(name.head) != Deprel::Appos || name.tokens.len() < 2 {
        return false;
    }
    let above = view.head(name.head);
    let further = above.filter(|noun| view.deprel(*noun) == Deprel::Nmod).and_then(|noun| view.head(noun));
    let person = |noun: TokenId| matches!(view.lexicon.noun(&view.lemma(noun)), Some(Noun::Person(..))) && !view.is_plural(noun);
    above.into_iter().chain(further).any(person)
}

/// Whether a name that looks like a place's, and is no capital's, does what only people do: "*Guterres* called for calm".
fn speaks(view: &View, name: &Spotted) -> bool {
    const SPEAKING: &[&str] = &[
        "say",
        "tell",
        "add",
        "call",
        "urge",
        "ask",
        "accuse",
        "reject",
        "refuse",
        "deny",
        "vow",
        "promise",
        "pledge",
        "insist",
        "argue",
        "claim",
        "want",
        "hope",
        "believe",
        "think",
        "praise",
        "resign",
        "demand",
        "blame",
        "apologise",
        "apologize",
        "reply",
        "speak",
        "write",
        "tweet",
        "rule",
        "decline",
        "threaten",
        "warn",
        "meet",
        "phone",
        "thank",
        "dismiss",
        "sack",
        "fire",
        "appoint",
    ];
    let verb = view.head(name.head).filter(|_| name.tokens.len() == 1 && view.deprel(name.head) == Deprel::Nsubj);
    verb.is_some_and(|verb| view.upos(verb) == Upos::Verb && SPEAKING.contains(&view.lemma(verb).as_ref()))
}

/// A stretch where a known actor's form stands.
struct KnownSpan {
    tokens: Range<u32>,
    actor: KnownId,
    form: KnownForm,
}

fn known_spans(view: &View) -> Vec<KnownSpan> {
    let (doc, tokens) = (view.doc, view.doc.tokens());
    let mut spans = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let start = tokens[index].span.start as usize;
        let found = view.known.longest_at(doc.text(), start).and_then(|(end, actor, form)| {
            let last = index + tokens[index..].partition_point(|token| (token.span.end as usize) < end);
            let inside = last < tokens.len() && (tokens[last].span.end as usize == end || hyphenated(doc.text(), end));
            let span = index as u32..last as u32 + 1;
            (inside && is_name_like(view, &span, form)).then_some(KnownSpan { tokens: span, actor, form })
        });
        index = found.as_ref().map_or(index + 1, |span| span.tokens.end as usize);
        spans.extend(found);
    }
    spans
}

/// Whether a hyphen or dash follows, as in "US-led", where the tokens may not be apart.
fn hyphenated(text: &str, end: usize) -> bool {
    text[end..].starts_with(['-', '–', '/'])
}

/// Whether a known form is used as a name here: "US" and not "is" in capitals, "Polish" and not a verb.
fn is_name_like(view: &View, tokens: &Range<u32>, form: KnownForm) -> bool {
    if tokens.len() > 1 {
        return view.doc.sentence_of(TokenId(tokens.start)) == view.doc.sentence_of(TokenId(tokens.end - 1));
    }
    let token = TokenId(tokens.start);
    match view.upos(token) {
        Upos::Propn | Upos::X | Upos::Noun => true,
        Upos::Adj => form != KnownForm::Capital,
        // "the NATO-led force", "US" misread as a pronoun in a headline.
        Upos::Pron | Upos::Verb => view.doc.form(token).chars().all(char::is_uppercase) && form == KnownForm::Name,
        _ => false,
    }
}

/// Of overlapping names the one that covers the other stays; of a model's span and an equal known one the known one.
fn merge(view: &View, known: Vec<KnownSpan>) -> Vec<Spotted> {
    let mut found = Vec::new();
    let mut known = known.into_iter().peekable();
    let full = full_person_names(view);
    for name in view.doc.names() {
        let mut within = None;
        let mut replaced = false;
        while let Some(span) = known.peek() {
            if span.tokens.start >= name.tokens.end {
                break;
            }
            let span = known.next().expect("peeked");
            if span.tokens.end <= name.tokens.start {
                found.push(known_name(view, span));
                continue;
            }
            let covers = span.tokens.start <= name.tokens.start && name.tokens.end <= span.tokens.end;
            let family = name.kind == NameKind::Person && is_family_name(view, &span, &full);
            if covers && !family || span.tokens.len() > name.tokens.len() {
                replaced = true;
                found.push(known_name(view, span));
            } else if span.tokens.start <= name.tokens.start + 1 && name.kind != NameKind::Person {
                within = within.or(Some(span.actor));
            }
        }
        if !replaced {
            let sort = Sort::from(name.kind);
            let rival = name.rival.map(|(kind, margin)| (Sort::from(kind), margin));
            found.push(Spotted { tokens: name.tokens.clone(), head: view.head_of(&name.tokens), sort, within, rival });
        }
    }
    found.extend(known.map(|span| known_name(view, span)));
    rejoin(view, found)
}

/// Joins an acronym that is known as a body to the body's name that follows at once: "A.P." and "Moller-Maersk".
fn rejoin(view: &View, found: Vec<Spotted>) -> Vec<Spotted> {
    let mut joined: Vec<Spotted> = Vec::with_capacity(found.len());
    for mut name in found {
        if let Some(last) = joined.last().filter(|last| last.tokens.end == name.tokens.start && name.sort == Sort::Body) {
            let body = matches!(last.sort, Sort::Known(actor, KnownForm::Name) if view.known.actor(actor).kind == ActorKind::Organization);
            if body && last.tokens.len() == 1 {
                name.tokens.start = last.tokens.start;
                joined.pop();
            }
        }
        joined.push(name);
    }
    joined
}

fn known_name(view: &View, span: KnownSpan) -> Spotted {
    let head = view.head_of(&span.tokens);
    Spotted { tokens: span.tokens, head, sort: Sort::Known(span.actor, span.form), within: None, rival: None }
}

/// The words of people's names of two words and more.
fn full_person_names<'d>(view: &View<'d>) -> Vec<&'d str> {
    let people = view.doc.names().iter().filter(|name| name.kind == NameKind::Person && name.tokens.len() > 1);
    people.flat_map(|name| view.doc.ids(&name.tokens)).map(|token| view.doc.form(token)).collect()
}

/// Whether what looks like a state ("Jordan", "Chad") is a word of a person's name elsewhere in the article.
fn is_family_name(view: &View, span: &KnownSpan, full: &[&str]) -> bool {
    span.tokens.len() == 1 && full.contains(&view.doc.form(TokenId(span.tokens.start)))
}

/// Whether a word in capitals is an argument of its own, as acronyms of bodies are: "the CPA", "of PKP".
fn is_bare_acronym(view: &View, token: TokenId) -> bool {
    let form = view.doc.form(token);
    let capitals = (3..=5).contains(&form.len()) && form.chars().all(|c| c.is_ascii_uppercase());
    let words = || view.doc.ids(&view.sentence(token)).filter(|word| view.upos(*word) != Upos::Punct);
    // In a sentence of capitals every word looks like one.
    let small = || words().filter(|word| view.doc.form(*word).chars().any(char::is_lowercase)).count();
    capitals && acts(view, token) && !ABBREVIATIONS.contains(&form) && small() > 2
}

/// Whether a word is what acts, is acted upon or owns.
fn acts(view: &View, token: TokenId) -> bool {
    matches!(
        view.deprel(token),
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::OblAgent | Deprel::NmodPoss | Deprel::Conj
    )
}

/// Words in capitals that name no body.
const ABBREVIATIONS: &[&str] = &[
    "ADHD", "AIDS", "ASAP", "ATM", "BBQ", "CCTV", "CEO", "CFO", "COO", "COVID", "CPI", "CPU", "DNA", "DUI", "DVD", "EST", "FAQ",
    "GDP", "GMT", "GNP", "GPS", "GPU", "HIV", "ICBM", "IMO", "IPO", "IRR", "IUD", "LCD", "LED", "LGBT", "LGBTQ", "LNG", "LPG",
    "MBA", "MEP", "MPS", "MRI", "NGO", "NGOS", "OBE", "PCR", "PDF", "PhD", "PPE", "PTSD", "RFP", "RNA", "RSVP", "SARS", "SIM",
    "SMS", "SOS", "SUV", "SVP", "TOVA", "UFO", "URL", "USB", "USD", "UTC", "VAT", "VIP", "VPN", "WMD", "WWI", "WWII",
];

/// Proper nouns that head a mention of a person, body or place but that the model's names lack.
fn missed<'v>(view: &'v View, taken: &'v [bool]) -> impl Iterator<Item = Spotted> + 'v {
    (0..view.len()).map(TokenId).filter_map(|token| {
        // A word without a capital that the names' layer leaves out is no name.
        let capital = |token: TokenId| view.doc.form(token).starts_with(char::is_uppercase);
        let free = |token: TokenId| view.upos(token) == Upos::Propn && capital(token) && !taken[token.index()];
        let glued = matches!(view.deprel(token), Deprel::Compound | Deprel::Flat | Deprel::NmodDesc);
        // A tagger takes words that it does not know for proper nouns: misspellings, dishes. A capital is asked for besides.
        let capital = view.doc.form(token).contains(char::is_uppercase);
        let common = view.lexicon.noun(&view.lemma(token)).is_some() || view.lexicon.is_title(view.doc.form(token));
        if !free(token) || glued || !capital || common {
            return None;
        }
        let slot = acts(view, token);
        let sort = match view.doc.token(token).entity {
            _ if view.lexicon.is_people(view.doc.form(token)) => Sort::Other,
            EntityKind::Person if slot => Sort::Person,
            EntityKind::Organization if slot => Sort::Body,
            _ if is_bare_acronym(view, token) => Sort::Body,
            _ => return None,
        };
        let mut tokens = token.0..token.0 + 1;
        let part = |other: u32| {
            let other = TokenId(other);
            free(other) && view.doc.dominates(token, other) && !view.lexicon.is_title(view.doc.form(other))
        };
        let sentence = view.sentence(token);
        while tokens.start > sentence.start && part(tokens.start - 1) {
            tokens.start -= 1;
        }
        while tokens.end < sentence.end && part(tokens.end) {
            tokens.end += 1;
        }
        Some(Spotted { tokens, head: token, sort, within: None, rival: None })
    })
}
