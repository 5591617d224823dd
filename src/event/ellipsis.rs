//! Deeds that are not told again: "praised the court, *as did* Amnesty", "asked the council to *do so*".

use super::matching::{Match, Matcher};
use super::parties::Role;
use super::types::Participant;
use crate::text::{Deprel, TokenId, Upos};

/// Adds the doers and the deeds that stand for others before them.
pub(super) fn add_elided(matcher: Matcher<'_>, matches: &mut Vec<Match>) {
    for index in 0..matcher.document.tokens().len() as u32 {
        let token = TokenId(index);
        if !matches!(matcher.document.token(token).upos, Upos::Verb | Upos::Aux) {
            continue;
        }
        let others = others_who_did(matcher, token);
        if !others.is_empty() {
            let Some(deed) = deed_before(matcher, matches, token) else { continue };
            let doers = others.into_iter().flat_map(|other| matcher.participants(other));
            let doers: Vec<Participant> = doers.filter_map(|doer| matcher.in_role(doer, Role::Agent)).collect();
            let known = matches[deed].agents.clone();
            matches[deed].agents.extend(doers.into_iter().filter(|doer| known.iter().all(|agent| agent.actor != doer.actor)));
        } else if is_do_so(matcher, token) {
            add_repeated(matcher, matches, token);
        }
    }
}

/// Who else did it: "as did *Oslo*", "so has *Oslo*". Parsers make of Oslo a subject, an object, or a verb that the auxiliary belongs to.
fn others_who_did(matcher: Matcher<'_>, token: TokenId) -> Vec<TokenId> {
    const WHOLE: &[Deprel] = &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Obl, Deprel::Advcl];
    let doc = matcher.document;
    let before = token.0.checked_sub(1).map(|previous| doc.form(TokenId(previous)).to_lowercase());
    let elliptic = matches!(doc.lemma(token), "do" | "have" | "be") && matches!(before.as_deref(), Some("as" | "so"));
    if !elliptic || doc.dependents_by(token, WHOLE).next().is_some() {
        return Vec::new();
    }
    let own: Vec<TokenId> = doc.dependents_by(token, &[Deprel::Nsubj, Deprel::Obj]).filter(|&other| other > token).collect();
    match (own.len(), doc.token(token).head) {
        (1, _) => own,
        (0, Some(head)) if doc.token(token).deprel == Deprel::Aux && matcher.actors.headed_by(head).is_some() => vec![head],
        _ => Vec::new(),
    }
}

/// "do so", "did the same".
fn is_do_so(matcher: Matcher<'_>, token: TokenId) -> bool {
    let doc = matcher.document;
    let stands_for = |&place: &TokenId| {
        let word = doc.form(place).to_lowercase();
        word == "so" && place.0 == token.0 + 1 || word == "same" && doc.token(place).deprel == Deprel::Obj
    };
    doc.lemma(token) == "do" && doc.token(token).upos == Upos::Verb && doc.dependents(token).iter().any(stands_for)
}

/// The verb's event that an elliptic clause stands for: the last one before it, in its sentence or the one before, that does not govern it.
fn deed_before(matcher: Matcher<'_>, matches: &[Match], token: TokenId) -> Option<usize> {
    let doc = matcher.document;
    let sentence = doc.sentence_of(token);
    let above: Vec<TokenId> = doc.ancestors(token).collect();
    let governed = matches!(doc.token(token).deprel, Deprel::Xcomp | Deprel::Ccomp);
    let fits = |found: &Match| {
        let near = doc.sentence_of(found.trigger) + 1 >= sentence;
        found.trigger < token
            && near
            && doc.token(found.trigger).upos == Upos::Verb
            && !(governed && above.contains(&found.trigger))
    };
    let direct = doc.token(token).head.and_then(|head| matches.iter().position(|found| found.trigger == head && fits(found)));
    direct.or_else(|| matches.iter().rposition(fits))
}

fn doers(matcher: Matcher<'_>, token: TokenId) -> Vec<Participant> {
    let subject = matcher.syntax.surface_subject(token);
    let doers = subject.map(|subject| matcher.participants(subject)).unwrap_or_default();
    doers.into_iter().filter_map(|doer| matcher.in_role(doer, Role::Agent)).collect()
}

/// The event before, told again of other doers.
fn add_repeated(matcher: Matcher<'_>, matches: &mut Vec<Match>, token: TokenId) {
    let Some(deed) = deed_before(matcher, matches, token) else { return };
    let agents = doers(matcher, token);
    if agents.is_empty() {
        return;
    }
    let mut again = matches[deed].clone();
    again.patients.retain(|patient| agents.iter().all(|agent| agent.actor != patient.actor));
    again.consumed.clear();
    again.negation = false;
    (again.trigger, again.agents) = (token, agents);
    let place = matches.partition_point(|found| found.trigger < token);
    matches.insert(place, again);
}
