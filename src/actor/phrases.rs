//! Noun phrases without a name of their own that may refer to a participant: "the Ukrainian leader", "three gunmen".

use super::cast::Cast;
use super::lexicon::{BodyNoun, Gender, Noun, PersonNoun};
use super::view::View;
use crate::text::{Deprel, EntityKind, TokenId, Upos};
use std::ops::Range;

/// Nouns of quantity, which stand for what "of" brings: "dozens of protesters".
const QUANTITIES: &[&str] = &[
    "bulk", "couple", "dozen", "group", "half", "handful", "host", "hundred", "majority", "million", "minority", "number",
    "pair", "part", "quarter", "rest", "score", "series", "string", "third", "thousand", "trio", "wave",
];

/// Words before a noun that are not part of its description.
const UNTELLING: &[&str] = &[
    "other", "more", "such", "same", "several", "many", "some", "few", "own", "certain", "various", "fellow", "least", "most",
    "up", "than",
];

/// Verbs that bring their second object by "of".
const CHARGING: &[&str] = &[
    "absolve",
    "accuse",
    "acquit",
    "assure",
    "cleanse",
    "clear",
    "convict",
    "cure",
    "deprive",
    "exonerate",
    "inform",
    "notify",
    "persuade",
    "relieve",
    "remind",
    "rid",
    "rob",
    "strip",
    "suspect",
    "warn",
];

/// How a phrase picks out what it refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    /// "the", "this", "both".
    Definite,
    /// "its", "Qatar's".
    Possessed,
    /// "a", "some", "no".
    Indefinite,
    /// No determiner.
    Bare,
}

/// A noun phrase, read off the tree.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub head: TokenId,
    /// The description: without article, possessor and relative clauses.
    pub tokens: Range<u32>,
    /// The noun in lower case; a compound that the lexicon has counts as one.
    pub noun: String,
    pub meaning: Noun,
    pub plural: bool,
    pub reference: Reference,
    pub possessor: Option<TokenId>,
    /// "two", "both".
    pub count: Option<u32>,
}

impl Phrase {
    pub fn gender(&self) -> Option<Gender> {
        match self.meaning {
            Noun::Person(_, gender) => gender,
            _ => None,
        }
    }

    /// Whether it can pick out something spoken of before.
    pub fn is_definite(&self) -> bool {
        matches!(self.reference, Reference::Definite | Reference::Possessed)
    }
}

/// The phrases of the document, in the order of their heads.
pub(super) fn read(view: &View, cast: &Cast) -> Vec<Phrase> {
    let mut named = vec![false; view.len() as usize];
    for draft in &cast.drafts {
        named[draft.tokens.start as usize..draft.tokens.end as usize].fill(true);
    }
    (0..view.len()).map(TokenId).filter(|token| !named[token.index()]).filter_map(|token| phrase(view, token, &named)).collect()
}

fn phrase(view: &View, head: TokenId, named: &[bool]) -> Option<Phrase> {
    if !matches!(view.upos(head), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num) {
        return None;
    }
    // "Chief" of "commander-in-chief" is a part of the word.
    if hyphenated(view, head).is_some_and(|(_, run)| view.head_of(&run) != head) {
        return None;
    }
    let (noun, known) = meaning(view, head);
    let meaning = known.filter(|noun| is_meant(view, head, *noun)).or_else(|| by_entity(view, head))?;
    // "General" of "secretary-general" is a part of what the word before it heads.
    if view.before(head).is_some_and(|before| longer(view, before).is_some() && view.head(head) == Some(before)) {
        return None;
    }
    if matches!(view.lemma(head).as_ref(), "former" | "latter" | "one" | "each" | "worth") {
        return None;
    }
    if matches!(view.upos(head), Upos::Adj | Upos::Num) && !stands_as_noun(view, head) {
        return None;
    }
    match view.deprel(head) {
        Deprel::Flat | Deprel::Fixed | Deprel::Goeswith => return None,
        Deprel::NmodDesc if !matches!(meaning, Noun::Body(_)) => return None,
        Deprel::Compound | Deprel::Amod if !acts_in_compound(view, head, meaning) => return None,
        _ => {}
    }
    let possessor = view.possessor(head);
    let tokens = description(view, head, named);
    let reference = reference(view, head, possessor);
    let plural = view.is_plural(head) || matches!(meaning, Noun::Crowd) && noun != "family" || noun == "people";
    Some(Phrase { head, tokens, noun, meaning, plural, reference, possessor, count: count(view, head) })
}

/// The noun, or the compound that it is a part of, and what the lexicon says of it.
pub(super) fn meaning(view: &View, head: TokenId) -> (String, Option<Noun>) {
    let lemma = view.lemma(head).into_owned();
    if lemma.ends_with("year-old") || lemma == "old" && is_age(view, head) {
        return ("old".to_owned(), Some(Noun::Person(PersonNoun::Person, None)));
    }
    if let Some((compound, _)) = hyphenated(view, head) {
        let noun = view.lexicon.noun(&compound);
        return (compound, noun);
    }
    let known = |compound: String| view.lexicon.noun(&compound).map(|noun| (compound, Some(noun)));
    let before = view.before(head).map(|word| (word, view.lemma(word)));
    let joined = before.and_then(|(word, first)| match view.doc.form(word) {
        "-" | "–" => known(format!("{}-{lemma}", view.lemma(view.before(word)?))),
        _ => known(format!("{first} {lemma}")),
    });
    if let Some(compound) = joined.or_else(|| longer(view, head).and_then(|(compound, _)| known(compound))) {
        return compound;
    }
    let noun = view.lexicon.noun(&lemma);
    if noun.is_none() && view.is_plural(head) {
        // A plural that the lemmatiser left as it is.
        let form = view.lower(head);
        let singular = form.strip_suffix('s').unwrap_or(&form);
        if let Some(noun) = view.lexicon.noun(singular) {
            return (singular.to_owned(), Some(noun));
        }
    }
    (lemma, noun)
}

/// Whether "old" ends an age: "64-year-old".
fn is_age(view: &View, old: TokenId) -> bool {
    let before =
        view.before(old).filter(|hyphen| matches!(view.doc.form(*hyphen), "-" | "–")).and_then(|hyphen| view.before(hyphen));
    before.is_some_and(|year| view.lemma(year) == "year")
}

/// The compound that a noun begins, and its end: "attorney general", "secretary-general".
fn longer(view: &View, head: TokenId) -> Option<(String, u32)> {
    let next = view.after(&(head.0..head.0 + 1))?;
    let lemma = view.lemma(head);
    let (compound, end) = if matches!(view.doc.form(next), "-" | "–") {
        let last = view.after(&(next.0..next.0 + 1))?;
        (format!("{lemma}-{}", view.lemma(last)), last.0 + 1)
    } else {
        (format!("{lemma} {}", view.lemma(next)), next.0 + 1)
    };
    view.lexicon.noun(&compound).map(|_| (compound, end))
}

/// The word of three parts and more that a token belongs to, if the lexicon has it: "commander-in-chief".
fn hyphenated(view: &View, token: TokenId) -> Option<(String, Range<u32>)> {
    let hyphen = |at: u32| matches!(view.doc.form(TokenId(at)), "-" | "–");
    let sentence = view.sentence(token);
    let mut run = token.0..token.0 + 1;
    while run.start >= sentence.start + 2 && hyphen(run.start - 1) {
        run.start -= 2;
    }
    while run.end + 2 <= sentence.end && hyphen(run.end) {
        run.end += 2;
    }
    if run.len() < 5 || run.len() > 9 {
        return None;
    }
    let word: String = view.doc.ids(&run).map(|part| view.lower(part)).collect();
    view.lexicon.noun(&word).map(|_| (word, run))
}

/// The end of a noun, or of the compound that it begins.
pub(super) fn end(view: &View, head: TokenId) -> u32 {
    if let Some((_, run)) = hyphenated(view, head) {
        return run.end;
    }
    longer(view, head).map_or(head.0 + 1, |(_, end)| end)
}

/// The end of a noun with what hangs on it before the next comma: "the governor of the Federal District".
pub(super) fn reach(view: &View, noun: TokenId) -> u32 {
    let sentence = view.sentence(noun);
    let mut end = noun.0 + 1;
    while end < sentence.end && view.doc.form(TokenId(end)) != "," && view.doc.dominates(noun, TokenId(end)) {
        end += 1;
    }
    end
}

/// Whether a noun that the lexicon knows is meant so here: words for people always are, others not where the model sees an
/// event, a time or an idea ("a strike force", "the front page").
fn is_meant(view: &View, head: TokenId, noun: Noun) -> bool {
    let entity = view.doc.token(head).entity;
    let idea = matches!(entity, EntityKind::Event | EntityKind::Abstract | EntityKind::Time);
    match noun {
        Noun::Person(..) => view.upos(head) != Upos::Num,
        Noun::Body(BodyNoun::Government | BodyNoun::Organ | BodyNoun::Company | BodyNoun::Party) => true,
        Noun::Crowd => !idea || entity == EntityKind::Abstract,
        Noun::Thing => !idea || owned(view, head),
        // "Blamed the regulator": what acts or is acted upon is a body where the word has no other sense.
        Noun::Body(BodyNoun::Body) if entity == EntityKind::Abstract => {
            view.determiner(head).is_some() && view.lexicon.is_always_body(&view.lemma(head))
        }
        Noun::Body(_) | Noun::Place => !idea,
    }
}

/// Whether an adjective with a capital, a demonym as a rule, says whose a thing is: "Thai positions".
fn owned(view: &View, head: TokenId) -> bool {
    view.doc
        .dependents_by(head, &[Deprel::Amod, Deprel::Compound])
        .any(|word| view.doc.form(word).starts_with(char::is_uppercase))
}

/// What the model sees in a noun that the lexicon lacks.
fn by_entity(view: &View, head: TokenId) -> Option<Noun> {
    match view.doc.token(head).entity {
        EntityKind::Person => Some(Noun::Person(PersonNoun::Person, None)),
        EntityKind::Organization => Some(Noun::Body(BodyNoun::Body)),
        EntityKind::Place => Some(Noun::Place),
        EntityKind::Object | EntityKind::Animal => Some(Noun::Thing),
        _ => None,
    }
}

/// Whether an adjective or number is used as a noun: "the wounded", "the two".
fn stands_as_noun(view: &View, head: TokenId) -> bool {
    let slot = matches!(
        view.deprel(head),
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::OblAgent | Deprel::Nmod
    );
    slot && (view.determiner(head).is_some() || view.upos(head) == Upos::Num && number_word(&view.lower(head)).is_some())
}

/// Whether a noun before another acts on its own: "police raid", "rebel attack", "army spokesman".
fn acts_in_compound(view: &View, head: TokenId, meaning: Noun) -> bool {
    let organ = matches!(meaning, Noun::Body(BodyNoun::Organ | BodyNoun::Government | BodyNoun::Party));
    let fighter = matches!(meaning, Noun::Person(PersonNoun::Person, _)) && view.lexicon.noun(&view.lemma(head)).is_some();
    let next =
        view.after(&(head.0..head.0 + 1)).is_some_and(|next| Some(next) == view.head(head) || view.upos(next) == Upos::Noun);
    next && view.upos(head) != Upos::Adj && (organ || fighter || meaning == Noun::Crowd)
}

fn reference(view: &View, head: TokenId, possessor: Option<TokenId>) -> Reference {
    if possessor.is_some() {
        return Reference::Possessed;
    }
    match view.determiner(head).as_deref() {
        Some("the" | "this" | "these" | "that" | "those" | "both" | "each" | "either" | "neither") => Reference::Definite,
        Some(_) => Reference::Indefinite,
        None => Reference::Bare,
    }
}

fn count(view: &View, head: TokenId) -> Option<u32> {
    if view.determiner(head).as_deref() == Some("both") {
        return Some(2);
    }
    let number = view.doc.dependent(head, Deprel::Nummod).or_else(|| (view.upos(head) == Upos::Num).then_some(head))?;
    number_word(&view.lower(number))
}

/// The value of a small number.
pub(super) fn number_word(word: &str) -> Option<u32> {
    match word {
        "two" | "both" | "pair" | "duo" | "couple" => Some(2),
        "three" | "trio" => Some(3),
        "four" | "quartet" | "foursome" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        "seven" => Some(7),
        _ => word.parse().ok().filter(|number| *number < 8),
    }
}

/// The words that describe: from the first word before the head that belongs to it, over articles, to the end of "of …".
fn description(view: &View, head: TokenId, named: &[bool]) -> Range<u32> {
    let mut tokens = head.0..head.0 + 1;
    let sentence = view.sentence(head);
    while tokens.start > sentence.start {
        let before = TokenId(tokens.start - 1);
        let describes = match view.upos(before) {
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Verb => true,
            Upos::Adj => !UNTELLING.contains(&view.lower(before).as_ref()),
            Upos::Punct => matches!(view.doc.form(before), "-" | "–"),
            Upos::Adv => view.deprel(before) != Deprel::Advmod || hyphen_after(view, before),
            _ => false,
        };
        if !describes || !view.doc.dominates(head, before) || belongs_to_possessor(view, head, before) {
            break;
        }
        tokens.start -= 1;
    }
    while tokens.start < head.0 && view.upos(TokenId(tokens.start)) == Upos::Punct {
        tokens.start += 1;
    }
    tokens.end = end(view, head);
    let premodified = (tokens.start..head.0).any(|word| view.upos(TokenId(word)) != Upos::Num);
    if let Some(end) = complement(view, head, tokens.end, named).filter(|_| !premodified) {
        tokens = head.0..end;
    }
    tokens
}

fn hyphen_after(view: &View, token: TokenId) -> bool {
    view.after(&(token.0..token.0 + 1)).is_some_and(|next| matches!(view.doc.form(next), "-" | "–"))
}

fn belongs_to_possessor(view: &View, head: TokenId, token: TokenId) -> bool {
    view.possessor(head).is_some_and(|possessor| view.doc.dominates(possessor, token))
}

/// Whether what "of" brings belongs to the verb: "accused the speaker of bias", where the parser hangs the charge on the accused.
pub(super) fn is_charged(view: &View, noun: TokenId) -> bool {
    let verb = view.head(noun).filter(|_| matches!(view.deprel(noun), Deprel::Obj | Deprel::NsubjPass));
    verb.is_some_and(|verb| CHARGING.contains(&view.lemma(verb).as_ref()))
}

/// The end of a short "of …" that follows the noun at once, and that belongs to its description.
fn complement(view: &View, head: TokenId, after: u32, named: &[bool]) -> Option<u32> {
    let of = TokenId(after);
    if is_charged(view, head) {
        return None;
    }
    if of.0 >= view.sentence(head).end || view.lower(of) != "of" {
        return None;
    }
    // "the closure that they spoke *of*": what it belongs to stands before it.
    let noun = view.head(of).filter(|noun| *noun > of && view.head(*noun) == Some(head))?;
    let mut end = noun.0 + 1;
    while end < view.sentence(head).end && named[noun.index()] && named[end as usize] && view.doc.dominates(noun, TokenId(end)) {
        end += 1;
    }
    let simple = view.doc.dependents_by(noun, &[Deprel::Conj]).next().is_none();
    (simple && end - of.0 <= 7 && matches!(view.upos(noun), Upos::Noun | Upos::Propn)).then_some(end)
}

/// Whether a noun is one of quantity.
pub(super) fn is_quantity(lemma: &str) -> bool {
    QUANTITIES.contains(&lemma)
}

/// Whether a plural noun stands in "one of …".
pub(super) fn is_one_of(view: &View, noun: TokenId) -> bool {
    let above = view.head(noun).filter(|_| view.preposition(noun).as_deref() == Some("of"));
    above.is_some_and(|one| one < noun && view.lemma(one) == "one")
}

/// The noun that a phrase of quantity speaks of: "protesters" of "dozens of protesters".
pub(super) fn counted_noun(view: &View, phrase: &Phrase) -> Option<TokenId> {
    if !QUANTITIES.contains(&phrase.noun.as_str()) {
        return None;
    }
    view.doc.dependents_by(phrase.head, &[Deprel::Nmod]).find(|noun| view.preposition(*noun).as_deref() == Some("of"))
}
