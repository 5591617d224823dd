//! Where and when: the place and the time that stand beside a trigger.

use super::matching::{Match, Matcher};
use super::time::resolve;
use super::types::{EventPlace, EventTime};
use crate::actor::{ActorKind, Actors};
use crate::ontology::WordClass;
use crate::text::{Deprel, Document, TokenId, Upos};

/// Prepositions before a place at which something happens.
const LOCATIVE: &[&str] = &["in", "at", "near", "outside", "inside", "off", "along", "across", "around", "within", "on"];

/// Steps up the tree over which a place or time is still the event's own.
const REACH: usize = 2;

/// The trigger, its light nouns, and the words above that share its circumstances.
fn hosts(document: &Document, trigger: TokenId) -> Vec<TokenId> {
    let mut hosts = vec![trigger];
    let mut token = trigger;
    for _ in 0..REACH {
        let Some(head) = document.token(token).head else { break };
        let shares = matches!(
            document.token(token).deprel,
            Deprel::Xcomp | Deprel::Obj | Deprel::Conj | Deprel::Nsubj | Deprel::NsubjPass | Deprel::Advcl | Deprel::Obl
        );
        if !shares {
            break;
        }
        hosts.push(head);
        token = head;
    }
    hosts
}

/// The place of an event: a place, or a state's name after a preposition of place, that fills none of its roles.
pub(super) fn place_of(matcher: Matcher<'_>, found: &Match) -> Option<EventPlace> {
    let Matcher { document, actors, syntax, .. } = matcher;
    let roles: Vec<_> = found.agents.iter().chain(&found.patients).map(|participant| participant.span).collect();
    let own = found.consumed.iter().copied().chain(hosts(document, found.trigger));
    for host in own {
        for dependent in document.dependents_by(host, &[Deprel::Obl, Deprel::Nmod]) {
            // "at the behest of Doha" is no place.
            let deed = !matcher.ontology.evoked(document.lemma(dependent), WordClass::Noun).is_empty();
            let locative = !deed && syntax.case(dependent).is_some_and(|case| LOCATIVE.contains(&case.as_str()));
            let Some(id) = actors.headed_by(dependent).filter(|_| locative) else { continue };
            let mention = actors.mention(id);
            let is_place = |&actor: &_| matches!(actors.actor(actor).kind, ActorKind::Place | ActorKind::State);
            if let Some(&actor) = mention.actors.iter().find(|actor| is_place(actor))
                && !roles.contains(&mention.span)
            {
                return Some(EventPlace { span: mention.span, actor: Some(actor) });
            }
        }
    }
    None
}

/// The time of an event: the expression of time nearest above the trigger, resolved from the article's date.
pub(super) fn time_of(document: &Document, actors: &Actors, trigger: TokenId) -> Option<EventTime> {
    const TEMPORAL: &[Deprel] =
        &[Deprel::Obl, Deprel::OblUnmarked, Deprel::Nmod, Deprel::NmodUnmarked, Deprel::Advmod, Deprel::Amod];
    for host in hosts(document, trigger) {
        for dependent in document.dependents_by(host, TEMPORAL) {
            if actors.headed_by(dependent).is_some()
                || !matches!(document.token(dependent).upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Adv)
            {
                continue;
            }
            if let Some(time) = resolve(document, dependent) {
                return Some(time);
            }
        }
    }
    None
}
