//! Judgements of deeds: whom a word of blame, praise or refusal falls on, where it names only what was done.
//!
//! "The union condemned the raid" blames whoever raided; "Washington regretted the vote" whoever voted. The doer stands beside the deed, or was
//! named when the deed was first told.

use super::matching::{Match, Matcher, Role, word_class};
use super::syntax::Syntax;
use super::types::Participant;
use crate::ontology::{EventTypeId, Evoked, Slot, Step};
use crate::text::{Deprel, Document, TokenId, Upos};
use std::collections::BTreeSet;

/// Roots of judgements: their patient may be the doer of what is judged.
const JUDGEMENTS: &[&str] = &["ACCUSE", "REJECT", "SUPPORT"];

/// Roots whose deeds are called by each other's names: a riot is an attack, a raid a siege.
const FORCE: &[&str] = &["ASSAULT", "COERCE", "PROTEST", "MOBILIZE"];

/// How many sentences back a deed may have been told.
const REACH: usize = 3;

/// Fills the empty patients of judgements with the doers of the deeds that they judge.
pub(super) fn blame_doers(matcher: Matcher<'_>, matches: &mut [Match]) {
    for index in 0..matches.len() {
        let judgement = &matches[index];
        if !judgement.patients.is_empty() || judgement.agents.is_empty() || judgement.one_sided {
            continue;
        }
        if !JUDGEMENTS.contains(&matcher.root_of(judgement)) {
            continue;
        }
        let deeds = judged(matcher, judgement);
        let doers = deeds.into_iter().map(|deed| doers_of(matcher, matches, index, deed)).find(|doers| !doers.is_empty());
        if let Some(doers) = doers {
            matches[index].patients = doers;
        }
    }
}

/// The heads of what is judged: the first step of the slots in which the frame looks for its patient.
fn judged(matcher: Matcher<'_>, judgement: &Match) -> Vec<TokenId> {
    let first_steps: BTreeSet<&Step> = patient_slots(matcher, judgement).iter().filter_map(|slot| slot.0.first()).collect();
    let is_deed = |&token: &TokenId| matches!(matcher.document.token(token).upos, Upos::Noun | Upos::Pron);
    first_steps.into_iter().flat_map(|step| matcher.syntax.fillers(judgement.trigger, step)).filter(is_deed).collect()
}

fn patient_slots<'m>(matcher: Matcher<'m>, judgement: &Match) -> &'m [Slot] {
    &matcher.ontology.frame(judgement.frame).patterns[judgement.pattern as usize].patient
}

/// Who did a deed: by the event that its noun evokes, by the words around the noun, or by what the sentences before tell.
fn doers_of(matcher: Matcher<'_>, matches: &[Match], judgement: usize, deed: TokenId) -> Vec<Participant> {
    let judge = &matches[judgement].agents;
    let others = |doers: &[Participant]| -> Vec<Participant> {
        doers.iter().filter(|doer| judge.iter().all(|agent| agent.actor != doer.actor)).cloned().collect()
    };
    let own = matches.iter().find(|found| found.trigger == deed || found.consumed.contains(&deed));
    let told_here = own.map(|own| others(&own.agents)).filter(|doers| !doers.is_empty());
    let beside = || {
        let doers = doers_beside(matcher.syntax, deed).into_iter().flat_map(|doer| matcher.participants(doer));
        others(&doers.filter_map(|doer| matcher.in_role(doer, Role::Agent)).collect::<Vec<_>>())
    };
    let doers = told_here.unwrap_or_else(beside);
    if doers.is_empty() { told_before(matcher, matches, judgement, deed, judge) } else { doers }
}

/// Whose deed a noun names, by its own phrase.
fn doers_beside(syntax: Syntax<'_>, deed: TokenId) -> Vec<TokenId> {
    let steps = [Step::Possessive, Step::Preposition("by".into()), Step::Preposition("from".into()), Step::Modifier];
    // "the accord *that they signed*"
    let relative = || {
        let clauses = syntax.document.dependents_by(deed, &[Deprel::AclRelcl]);
        clauses.filter_map(|clause| syntax.subject(clause)).filter(|&subject| subject != deed).collect::<Vec<_>>()
    };
    let beside = steps.iter().map(|step| syntax.fillers(deed, step)).find(|found| !found.is_empty());
    // "the conduct *of the soldiers*"
    let of = || Some(syntax.fillers(deed, &Step::Preposition("of".into()))).filter(|_| syntax.is_in("judged_deed", deed));
    beside.or_else(|| of().filter(|found| !found.is_empty())).unwrap_or_else(relative)
}

/// Who did it when it was first told: the agents of the last event before that a word of the same root, or a word for deeds at large, may mean.
fn told_before(
    matcher: Matcher<'_>,
    matches: &[Match],
    judgement: usize,
    deed: TokenId,
    judge: &[Participant],
) -> Vec<Participant> {
    let doc = matcher.document;
    if !is_definite(doc, deed) {
        return Vec::new();
    }
    let kinds = kinds_of(matcher, deed);
    let roots: BTreeSet<&str> = kinds.iter().map(|&kind| matcher.ontology.event_type(kind).root.as_str()).collect();
    let generic = doc.token(deed).upos == Upos::Pron || matcher.ontology.is_in_list("judged_deed", doc.lemma(deed));
    let sentence = doc.sentence_of(matches[judgement].trigger);
    let praised = matcher.root_of(&matches[judgement]) == "SUPPORT";
    let is_judge = |party: &Participant| judge.iter().any(|agent| agent.actor == party.actor);
    let before = || {
        let told = matches[..judgement].iter().rev();
        let judged_too = |told: &Match| generic && JUDGEMENTS.contains(&matcher.root_of(told));
        told.filter(move |told| !judged_too(told) && told.trigger != deed)
            .filter(|told| !told.agents.is_empty() && !told.agents.iter().any(is_judge))
    };
    // "the arrests": told in so many words, however far back; else a deed of its root, or any deed just told.
    let of_kind = before().find(|told| kinds.contains(&matcher.ontology.frame(told.frame).evokes));
    let near = |told: &Match, reach: usize| doc.sentence_of(told.trigger) + reach >= sentence;
    let of_root = || {
        let forceful = roots.iter().any(|root| FORCE.contains(root));
        let fits = |root: &str| roots.contains(root) || forceful && FORCE.contains(&root);
        // What is welcomed is as often nobody's deed: a truce, a result.
        before().find(|told| near(told, REACH) && (!praised || forceful) && fits(matcher.root_of(told)))
    };
    let just_told = || {
        let is_deed = |told: &Match| !JUDGEMENTS.contains(&matcher.root_of(told)) && matcher.root_of(told) != "REQUEST";
        before().find(|told| near(told, 1) && is_deed(told)).filter(|_| roots.is_empty() && generic && !praised)
    };
    of_kind.or_else(of_root).or_else(just_told).map(|told| told.agents.clone()).unwrap_or_default()
}

/// Whether a noun refers to something known: with "the", "this", "those", or a pronoun that does.
fn is_definite(doc: &Document, noun: TokenId) -> bool {
    const DEFINITE: &[&str] = &["the", "this", "that", "these", "those", "such", "it", "them"];
    let is_one = |token: TokenId| DEFINITE.contains(&doc.form(token).to_lowercase().as_str());
    is_one(noun) || doc.dependents(noun).iter().any(|&dependent| is_one(dependent))
}

/// The types of the events that a noun may evoke or stand for.
fn kinds_of(matcher: Matcher<'_>, noun: TokenId) -> BTreeSet<EventTypeId> {
    let lemma = matcher.document.lemma(noun);
    let called = (0..).map(EventTypeId).zip(matcher.ontology.types()).filter(|(_, kind)| kind.also_called.contains(lemma));
    let class = word_class(matcher.document.token(noun).upos);
    let evoked = class.map_or(&[][..], |class| matcher.ontology.evoked(matcher.document.lemma(noun), class));
    let frames = evoked.iter().filter_map(|&evoked| match evoked {
        Evoked::Frame(frame, _) => Some(matcher.ontology.frame(frame).evokes),
        Evoked::Context(..) => None,
    });
    frames.chain(called.map(|(id, _)| id)).collect()
}
