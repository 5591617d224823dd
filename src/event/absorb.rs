//! One event told by two words, as with a light verb and its noun, is told once.

use super::matching::{Match, Matcher, PERFORMED, is_noun};
use super::types::Participant;
use crate::text::TokenId;
use std::collections::BTreeSet;

impl Matcher<'_> {
    /// Nouns that belong to a light verb's event give up their own: of one root they lend it the roles that it lacks, else they were
    /// a bare reference ("broke off *talks* with").
    pub(super) fn absorb(self, matches: Vec<Match>) -> Vec<Match> {
        let root = |found: &Match| self.ontology.event_type(self.ontology.frame(found.frame).evokes).root.clone();
        let consumed: Vec<(TokenId, usize)> =
            matches.iter().enumerate().flat_map(|(index, found)| found.consumed.iter().map(move |&noun| (noun, index))).collect();
        let mut kept = matches.clone();
        for (noun, by) in &consumed {
            let Some(own) = matches.iter().find(|found| found.trigger == *noun) else { continue };
            if root(own) == root(&matches[*by]) {
                let light = &mut kept[*by];
                if light.agents.is_empty() {
                    light.agents.clone_from(&own.agents);
                }
                if light.patients.is_empty() {
                    let absent = |p: &&Participant| light.agents.iter().all(|agent| agent.actor != p.actor);
                    light.patients = own.patients.iter().filter(absent).cloned().collect();
                }
            }
        }
        let absorbed = |found: &Match| {
            consumed.iter().any(|&(noun, by)| {
                // "*strikes* killed thirty": two events, unless both are of one kind ("the *meeting* took place").
                let is_subject = self.syntax.surface_subject(matches[by].trigger) == Some(noun);
                // "brushed aside the *calls* of the unions": the calls were made all the same.
                let performed = PERFORMED.contains(&root(found).as_str()) && !found.agents.is_empty();
                // "air strikes on *Gaza* killed *forty*": told of different people.
                let patients = |found: &Match| found.patients.iter().map(|patient| patient.actor).collect::<BTreeSet<_>>();
                let apart = is_subject && !found.patients.is_empty() && patients(found).is_disjoint(&patients(&matches[by]));
                noun == found.trigger && !apart && (root(found) == root(&matches[by]) || !is_subject && !performed)
            })
        };
        kept.retain(|found| !absorbed(found));
        self.join_halves(kept)
    }

    /// "provide money *of aid for Kyiv*": a verb that lacks a patient and a noun below it that lacks an agent tell one event of their root.
    fn join_halves(self, matches: Vec<Match>) -> Vec<Match> {
        let root = |found: &Match| self.ontology.event_type(self.ontology.frame(found.frame).evokes).root.as_str();
        let mut joined = vec![false; matches.len()];
        let mut kept = matches.clone();
        for (index, noun) in matches.iter().enumerate() {
            // "in protest" is a noun, whatever it was read as.
            let in_protest = root(noun) == "PROTEST" && self.syntax.has_case(noun.trigger, "in");
            if !is_noun(self.document, noun.trigger) && !in_protest {
                continue;
            }
            let above: Vec<TokenId> = self.document.ancestors(noun.trigger).take(3).collect();
            let governs = |found: &Match| above.contains(&found.trigger) && root(found) == root(noun);
            let Some(verb) = matches.iter().position(governs) else { continue };
            let lacks = |roles: &[Participant], others: &[Participant]| roles.is_empty() && !others.is_empty();
            let whole = &mut kept[verb];
            // "began a strike *in protest*": one protest.
            let same = |one: &[Participant], other: &[Participant]| {
                other.iter().all(|party| one.iter().any(|member| member.actor == party.actor))
            };
            if root(noun) == "PROTEST" && same(&whole.agents, &noun.agents) && same(&whole.patients, &noun.patients) {
                joined[index] = true;
                continue;
            }
            let complementary = lacks(&whole.patients, &noun.patients) && (noun.agents.is_empty() || noun.agents == whole.agents)
                || lacks(&whole.agents, &noun.agents) && (noun.patients.is_empty() || noun.patients == whole.patients);
            if complementary {
                if whole.patients.is_empty() {
                    whole.patients.clone_from(&noun.patients);
                } else {
                    whole.agents.clone_from(&noun.agents);
                }
                whole.consumed.push(noun.trigger);
                joined[index] = true;
            }
        }
        let mut index = 0;
        kept.retain(|_| {
            index += 1;
            !joined[index - 1]
        });
        kept
    }
}
