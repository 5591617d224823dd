use super::testing::{kb_in_order, network};
use super::*;
use crate::event::{Confidence, Modality};

/// "Ann Arbor accused Bob 2/1/1", one a tie.
fn ties(filter: &Filter) -> Vec<String> {
    let network = network(filter).unwrap();
    let graph = network.graph();
    network
        .ties()
        .map(|(_, source, target, tie)| {
            let Weight { events, articles, sources } = tie.weight;
            let words = &tie.kind.words;
            format!("{} {words} {} {events}/{articles}/{sources}", graph[source].label, graph[target].label)
        })
        .collect()
}

fn actors(filter: &Filter) -> Vec<String> {
    network(filter).unwrap().graph().node_weights().map(|actor| actor.label.clone()).collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn ties_are_what_the_texts_assert() {
    // The two meetings in the Gazette are one source; peers may all be agents; what is planned or denied is no tie.
    let expected = [
        "Ann Arbor met with Bob 3/3/2",
        "Bob accused Cat 1/1/1",
        "Bstan accused Ann Arbor 1/1/1",
        "Bstan accused Cat 1/1/1",
        "Cat accused Town 1/1/1",
    ];
    assert_eq!(ties(&Filter::default()), expected);
}

#[test]
fn lights_and_denials_are_ties_of_their_own() {
    let all = ties(&Filter::everything());
    assert_eq!(all.iter().filter(|tie| *tie == "Bstan accused Ann Arbor 1/1/1").count(), 2);
    assert!(all.contains(&"Astan imposed sanctions on Bstan 1/1/1".to_owned()));
    let planned = Filter { modalities: vec![Modality::Planned], ..Filter::default() };
    assert_eq!(ties(&planned), ["Astan imposed sanctions on Bstan 1/1/1"]);
    let network = network(&Filter::everything()).unwrap();
    let denied = network.ties().find(|(_, _, _, tie)| tie.negated).unwrap().3;
    assert_eq!(denied.sign, Sign::Neutral);
}

#[test]
fn what_others_allege_can_be_left_out() {
    assert!(!ties(&Filter { vouched: true, ..Filter::default() }).contains(&"Bstan accused Cat 1/1/1".to_owned()));
}

#[test]
fn what_is_less_likely_can_be_left_out() {
    let sure = |least| ties(&Filter { min_confidence: Some(Confidence::new(least)), ..Filter::default() });
    assert_eq!(sure(0.4), ties(&Filter::default()));
    // What does not say how likely it is passes.
    let rest: Vec<String> = ties(&Filter::default()).into_iter().filter(|tie| tie != "Bob accused Cat 1/1/1").collect();
    assert_eq!(sure(0.41), rest);
}

#[test]
fn ties_lead_to_sentences_articles_and_days() {
    let network = network(&Filter::default()).unwrap();
    let (_, _, _, met) = network.ties().find(|(_, _, _, tie)| tie.kind.relation == "metWith").unwrap();
    assert_eq!(met.first.unwrap().to_string(), "2025-01-06");
    assert_eq!(met.last.unwrap().to_string(), "2025-03-10");
    assert_eq!((met.sign, met.kind.mutual, met.kind.root.as_str()), (Sign::Cooperation, true, "CONSULT"));
    let first = network.event(met.events[0]);
    assert_eq!((&*first.sentence, first.span, first.trigger), ("Sentence 1.1.", (10, 19), Some((10, 19))));
    assert_eq!(first.time_text.as_deref(), Some("Monday"));
    assert_eq!(network.article(first.article).publisher.as_deref(), Some("Gazette"));
    let alleged = network.events().iter().find(|event| event.attributed_to.is_some()).unwrap();
    assert_eq!(alleged.attributed_to.as_ref().unwrap().label, "Officials");
}

#[test]
fn actors_have_their_state_and_their_post() {
    let network = network(&Filter::default()).unwrap();
    let actor = |label: &str| network.graph().node_weights().find(|actor| actor.label == label).unwrap();
    let ann = actor("Ann Arbor");
    assert_eq!(ann.office.as_ref().unwrap().to_string(), "Minister, Ministry of Astan");
    assert_eq!((ann.state.as_ref().unwrap().label.as_str(), ann.iso3.as_deref()), ("Astan", Some("AST")));
    assert_eq!((ann.kind, ann.events), (NodeKind::Person, 4));
    assert_eq!(actor("Cat").office, None);
}

#[test]
fn persons_fold_into_their_states() {
    let folded = ties(&Filter { fold_states: true, ..Filter::default() });
    assert!(folded.contains(&"Bstan accused Astan 1/1/1".to_owned()), "{folded:?}");
    assert!(folded.contains(&"Astan met with Bob 3/3/2".to_owned()), "{folded:?}");
}

#[test]
fn ties_are_filtered_by_type_sign_time_strength_and_kind() {
    let of = |types: &[&str]| ties(&Filter { types: names(types), ..Filter::default() }).len();
    assert_eq!((of(&["accused"]), of(&["rel:Meeting"]), of(&["CONSULT", "accuse"]), of(&["met with"])), (4, 1, 5, 1));
    assert!(matches!(network(&Filter { types: names(&["serenaded"]), ..Filter::default() }), Err(NetworkError::UnknownType(_))));
    assert_eq!(ties(&Filter { signs: vec![Sign::Cooperation], ..Filter::default() }), ["Ann Arbor met with Bob 3/3/2"]);
    let day = |day: &str| Some(day.parse().unwrap());
    assert_eq!(ties(&Filter { until: day("2025-01-09"), ..Filter::default() }), ["Ann Arbor met with Bob 1/1/1"]);
    assert_eq!(ties(&Filter { since: day("2025-02-01"), ..Filter::default() }).len(), 3);
    for measure in [Measure::Events, Measure::Articles, Measure::Sources] {
        let strong = Filter { measure, min_weight: 2, ..Filter::default() };
        assert_eq!(ties(&strong), ["Ann Arbor met with Bob 3/3/2"]);
    }
    assert_eq!(ties(&Filter { measure: Measure::Sources, min_weight: 3, ..Filter::default() }).len(), 0);
    let people = Filter { kinds: vec![NodeKind::Person], ..Filter::default() };
    assert_eq!(actors(&people), ["Ann Arbor", "Bob", "Cat"]);
}

#[test]
fn the_surroundings_of_an_actor() {
    let around = |name: &str, depth| actors(&Filter { around: names(&[name]), depth, ..Filter::default() });
    assert_eq!(around("town", 1), ["Cat", "Town"]);
    assert_eq!(around("Town", 2), ["Bob", "Bstan", "Cat", "Town"]);
    assert_eq!(around("arbor", 0), ["Ann Arbor"]);
    assert_eq!(around("https://w3id.org/relata/actor/ann", 1), ["Ann Arbor", "Bob", "Bstan"]);
    let nobody = Filter { around: names(&["Arb"]), ..Filter::default() };
    assert!(matches!(network(&nobody), Err(NetworkError::UnknownActor(_))));
}

#[test]
fn paths_between_two_actors() {
    let between = |one: &str, other: &str, steps| {
        actors(&Filter { between: Some((one.to_owned(), other.to_owned())), steps, ..Filter::default() })
    };
    assert_eq!(between("Ann Arbor", "Town", None), ["Ann Arbor", "Bob", "Bstan", "Cat", "Town"]);
    assert_eq!(between("Bob", "Town", None), ["Bob", "Cat", "Town"]);
    assert_eq!(between("Bob", "Town", Some(4)), ["Ann Arbor", "Bob", "Bstan", "Cat", "Town"]);
    let apart = Filter { between: Some(("Bob".to_owned(), "Town".to_owned())), steps: Some(1), ..Filter::default() };
    assert!(matches!(network(&apart), Err(NetworkError::NoPath(..))));
}

#[test]
fn the_order_of_articles_does_not_matter_and_only_what_is_needed_stays() {
    let one = network(&Filter::default()).unwrap();
    let mut kb = kb_in_order(&[2, 0, 1]);
    let other = ActorNetwork::from_knowledge_base(&kb, &Filter::default()).unwrap();
    assert_eq!(one.events(), other.events());
    assert!(
        one.graph().node_weights().eq(other.graph().node_weights())
            && one.graph().edge_weights().eq(other.graph().edge_weights())
    );
    assert_eq!(one.events().len(), 7);
    kb.remove("https://w3id.org/relata/article/3").unwrap();
    let less = ActorNetwork::from_knowledge_base(&kb, &Filter::default()).unwrap();
    assert_eq!((less.articles().len(), less.events().len(), less.graph().edge_count()), (2, 4, 3));
    let part = one.subnetwork(|_| true, |edge| edge.index() == 0);
    assert_eq!((part.articles().len(), part.events().len()), (3, 3));
}
