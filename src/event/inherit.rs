//! Speech acts about deeds: whom a threat, promise, demand or refusal is addressed to, where only the deed says.
//!
//! "threatened to bar voters in East Jerusalem" threatens East Jerusalem; "demanded a truce with the rebels" asks it of the rebels; a threat with
//! "unless" or "if" is meant for whoever the condition names.

use super::matching::{Match, Matcher};
use super::types::Participant;
use crate::ontology::Light;
use crate::text::{Deprel, TokenId, Upos};

/// Roots whose patient may be taken from the deed that they govern.
const SPEECH_ACTS: &[&str] = &["THREATEN", "AGREE", "REQUEST", "REJECT"];

/// Fills the empty patients of speech acts from the events in their content.
pub(super) fn inherit_patients(matcher: Matcher<'_>, matches: &mut [Match]) {
    for index in 0..matches.len() {
        let act = &matches[index];
        let root = root_of(matcher, act);
        // Whom a denied deed was done to did not bring the charge.
        let denial = matcher.ontology.frame(act.frame).content == Some(Light::Denied);
        if !act.patients.is_empty() || act.agents.is_empty() || !SPEECH_ACTS.contains(&root) || denial {
            continue;
        }
        let under_condition = if root == "THREATEN" { condition_subject(matcher, act) } else { Vec::new() };
        let mut found = under_condition;
        if found.is_empty() {
            let deeds = matches.iter().filter(|deed| is_content(matcher, act.trigger, deed));
            found = deeds.map(|deed| parties(act, deed, root)).find(|parties| !parties.is_empty()).unwrap_or_default();
        }
        matches[index].patients = found;
    }
}

/// Fills the empty sides of what is answered: "Tokyo rejected a *request* by Lima" tells whom Lima asked, "called on Oslo for the *release* of
/// the crew" who is to release it.
pub(super) fn inherit_from_answers(matcher: Matcher<'_>, matches: &mut [Match]) {
    for index in 0..matches.len() {
        let governor = matches[index].clone();
        let root = root_of(matcher, &governor);
        for (other, deed) in matches.iter_mut().enumerate() {
            if other == index || matcher.document.token(deed.trigger).upos != Upos::Noun || !governs(matcher, &governor, deed) {
                continue;
            }
            if ANSWERS.contains(&root) && ANSWERED.contains(&root_of(matcher, deed)) && deed.patients.is_empty() {
                deed.patients = others(&governor.agents, &deed.agents);
            } else if root == "REQUEST" && deed.agents.is_empty() && !deed.one_sided {
                deed.agents = others(&governor.patients, &deed.patients);
            }
        }
    }
}

/// Gives talks and common work that are asked for without a second party the one who asks: "asked Dubai *to cooperate*".
pub(super) fn inherit_parties(matcher: Matcher<'_>, matches: &mut [Match]) {
    for index in 0..matches.len() {
        let deed = &matches[index];
        let mutual =
            matches!(root_of(matcher, deed), "COOPERATE" | "CONSULT") && deed.agents.len() == 1 && deed.patients.is_empty();
        if !mutual || matcher.document.token(deed.trigger).upos != Upos::Verb {
            continue;
        }
        let governs = |act: &&Match| root_of(matcher, act) == "REQUEST" && is_content(matcher, act.trigger, deed);
        let Some(act) = matches.iter().find(governs) else { continue };
        matches[index].patients = others(&act.agents, &deed.agents);
    }
}

/// Gives what is signed without a second party whoever was met just before: "met the premier and *signed* three agreements".
pub(super) fn inherit_cosigners(matcher: Matcher<'_>, matches: &mut [Match]) {
    let doc = matcher.document;
    for index in 0..matches.len() {
        let deed = &matches[index];
        let token = doc.token(deed.trigger);
        let alone =
            deed.patients.is_empty() && deed.agents.len() == 1 && matcher.ontology.is_in_list("signing", doc.lemma(deed.trigger));
        let Some(first) = token.head.filter(|_| alone && token.deprel == Deprel::Conj && token.upos == Upos::Verb) else {
            continue;
        };
        let joined = |act: &&Match| {
            let beside = act.trigger == first || doc.token(act.trigger).head == Some(first) && act.trigger < deed.trigger;
            let same = act.agents.iter().any(|agent| agent.actor == deed.agents[0].actor);
            beside && same && root_of(matcher, act) == "CONSULT" && !act.patients.is_empty()
        };
        // The last one met: "visited Tehran, met the president and signed a treaty".
        let Some(act) = matches.iter().filter(joined).max_by_key(|act| act.trigger) else { continue };
        matches[index].patients = others(&act.patients, &deed.agents);
    }
}

/// Roots of deeds that answer others, and of those that they answer.
const ANSWERS: &[&str] = &["REJECT", "AGREE", "CONCEDE"];
const ANSWERED: &[&str] = &["REQUEST", "AGREE", "ACCUSE", "THREATEN"];

/// Whether a noun is what a verb is about: its object or what stands behind its preposition.
fn governs(matcher: Matcher<'_>, governor: &Match, deed: &Match) -> bool {
    const DIRECT: &[Deprel] = &[Deprel::Obj, Deprel::NsubjPass, Deprel::Obl];
    let token = matcher.document.token(deed.trigger);
    token.head == Some(governor.trigger) && DIRECT.contains(&token.deprel)
}

fn others(side: &[Participant], than: &[Participant]) -> Vec<Participant> {
    side.iter().filter(|party| than.iter().all(|other| other.actor != party.actor)).cloned().collect()
}

fn root_of<'m>(matcher: Matcher<'m>, found: &Match) -> &'m str {
    &matcher.ontology.event_type(matcher.ontology.frame(found.frame).evokes).root
}

/// Whether a deed stands close below a speech act, in its complement or its object.
fn is_content(matcher: Matcher<'_>, act: TokenId, deed: &Match) -> bool {
    const GOVERNED: &[Deprel] =
        &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Obj, Deprel::Acl, Deprel::Advcl, Deprel::Obl, Deprel::Nmod];
    let doc = matcher.document;
    let mut token = deed.trigger;
    for _ in 0..3 {
        let Some(head) = doc.token(token).head else { return false };
        if !GOVERNED.contains(&doc.token(token).deprel) {
            return false;
        }
        if head == act {
            return doc.token(token).deprel != Deprel::Advcl || matcher.syntax.is_infinitive(token);
        }
        token = head;
    }
    false
}

/// Of a demanded deed first its doer, else whom it is done to; of another whom it is done to. Never the speaker.
fn parties(act: &Match, deed: &Match, root: &str) -> Vec<Participant> {
    let others = |side: &[Participant]| -> Vec<Participant> {
        side.iter().filter(|party| act.agents.iter().all(|agent| agent.actor != party.actor)).cloned().collect()
    };
    let doers = others(&deed.agents);
    if root == "REQUEST" && !doers.is_empty() { doers } else { others(&deed.patients) }
}

/// Whom "unless they leave" or "if it does not yield" names.
fn condition_subject(matcher: Matcher<'_>, act: &Match) -> Vec<Participant> {
    let doc = matcher.document;
    let below = doc
        .dependents(act.trigger)
        .iter()
        .flat_map(|&clause| std::iter::once(clause).chain(doc.dependents(clause).iter().copied()));
    let conditions = below.filter(|&clause| {
        let mark = matcher.syntax.mark(clause).map(|mark| doc.form(mark).to_lowercase());
        doc.token(clause).deprel == Deprel::Advcl && matches!(mark.as_deref(), Some("unless" | "if" | "until"))
    });
    let subjects = conditions.filter_map(|clause| matcher.syntax.surface_subject(clause));
    let parties = subjects.map(|subject| matcher.participants(subject));
    parties
        .map(|parties| {
            parties.into_iter().filter(|party| act.agents.iter().all(|agent| agent.actor != party.actor)).collect::<Vec<_>>()
        })
        .find(|parties| !parties.is_empty())
        .unwrap_or_default()
}
