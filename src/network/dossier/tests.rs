use super::*;
use crate::ontology::KnownActors;
use crate::rdf::{Mapper, event_types};
use crate::reading::sample;
use serde_json::Value;

fn kb(docs: &[&str], with_text: bool) -> KnowledgeBase {
    let (ontology, known) = (sample::ontology(), KnownActors::default());
    let mapper = Mapper::new(&ontology, &known, Iris::default()).with_text(with_text);
    let mut kb = KnowledgeBase::in_memory();
    kb.replace(&event_types(&ontology)).unwrap();
    for doc in docs {
        kb.replace(&mapper.map(&sample::reading(doc))).unwrap();
    }
    kb
}

fn dossier(kb: &KnowledgeBase, filter: &Filter) -> Dossier {
    Dossier::from_knowledge_base(kb, &Iris::default(), filter, "Title").unwrap()
}

fn json(dossier: &Dossier) -> Value {
    serde_json::to_value(dossier).unwrap()
}

fn page(dossier: &Dossier) -> Vec<u8> {
    let mut out = Vec::new();
    dossier.write_page(&mut out).unwrap();
    out
}

#[test]
fn the_data_have_all_that_the_page_shows() {
    let data = json(&dossier(&kb(&["a.txt"], true), &Filter::everything()));
    let names: Vec<_> = data["actors"].as_array().unwrap().iter().map(|actor| actor["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Karl", "Zoë"]);
    assert_eq!(data["actors"][1]["id"], "zoë");
    assert_eq!(data["actors"][1]["office"], "Foreign Minister, Bern");
    let met = data["events"].as_array().unwrap().iter().find(|event| event["id"] == "a.txt/event/1-1").unwrap();
    assert_eq!((&met["from"][0], &met["to"][0]), (&1.into(), &0.into()));
    assert_eq!((&met["start"], &met["when"], &met["place"]), (&"2025-08-21".into(), &"yesterday".into(), &"Bern".into()));
    let article = &data["articles"][0];
    let characters: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let cut = |span: &Value| -> String {
        characters[span[0].as_u64().unwrap() as usize..span[1].as_u64().unwrap() as usize].iter().collect()
    };
    assert_eq!(cut(&met["trigger"]), "met");
    assert_eq!(cut(&met["sentence"]), "Foreign Minister Zoë met Karl in Bern yesterday.");
    assert!(met.get("quote").is_none(), "the text has it already");
}

#[test]
fn what_somebody_else_says_is_alleged() {
    let data = json(&dossier(&kb(&["a.txt"], true), &Filter::everything()));
    let accused = data["events"].as_array().unwrap().iter().find(|event| event["says"].is_string()).unwrap();
    assert_eq!((&accused["says"], &accused["alleged"]), (&"Officials".into(), &true.into()));
}

#[test]
fn every_tie_has_its_events_and_every_end_a_place() {
    let data = json(&dossier(&kb(&["a.txt", "b.txt"], true), &Filter::everything()));
    let last = data["layouts"].as_array().unwrap().last().unwrap();
    let placed: Vec<_> = last["actors"].as_array().unwrap().iter().map(|actor| actor.as_u64().unwrap()).collect();
    for tie in data["ties"].as_array().unwrap() {
        assert!(!tie["events"].as_array().unwrap().is_empty());
        assert!(placed.contains(&tie["from"].as_u64().unwrap()) && placed.contains(&tie["to"].as_u64().unwrap()));
    }
    assert_eq!(last["x"].as_array().unwrap().len(), placed.len());
}

#[test]
fn without_texts_events_carry_their_sentences() {
    let data = json(&dossier(&kb(&["a.txt"], false), &Filter::everything()));
    assert!(data["articles"][0].get("text").is_none());
    assert_eq!(data["events"][0]["quote"], "Foreign Minister Zoë met Karl in Bern yesterday.");
}

#[test]
fn a_text_in_which_the_sentences_stand_elsewhere_is_not_shown() {
    let mut kb = kb(&["a.txt"], true);
    kb.update(
        "DELETE { GRAPH ?g { ?a schema:articleBody ?t } } INSERT { GRAPH ?g { ?a schema:articleBody \"Something else.\" } } \
         WHERE { GRAPH ?g { ?a schema:articleBody ?t } }",
        Iris::DEFAULT_BASE,
    )
    .unwrap();
    let data = json(&dossier(&kb, &Filter::everything()));
    assert!(data["articles"][0].get("text").is_none() && data["events"][0]["quote"].is_string());
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    let one = page(&dossier(&kb(&["a.txt", "b.txt"], true), &Filter::everything()));
    assert_eq!(one, page(&dossier(&kb(&["b.txt", "a.txt"], true), &Filter::everything())));
}

#[test]
fn the_filter_says_what_goes_in_at_all() {
    let all = dossier(&kb(&["a.txt"], true), &Filter::everything()).counts();
    let vouched = dossier(&kb(&["a.txt"], true), &Filter { vouched: true, ..Filter::everything() }).counts();
    assert!(vouched.2 < all.2);
}

#[test]
fn an_empty_graph_gives_a_page() {
    let dossier = dossier(&KnowledgeBase::in_memory(), &Filter::everything());
    assert_eq!(dossier.counts(), (0, 0, 0));
    assert!(String::from_utf8(page(&dossier)).unwrap().contains("\"ties\":[]"));
}

#[test]
fn events_of_one_actor_alone_are_told_too() {
    let mut kb = kb(&["a.txt"], true);
    kb.update("DELETE { GRAPH ?g { ?e rel:patient ?p } } WHERE { GRAPH ?g { ?e rel:patient ?p } }", Iris::DEFAULT_BASE).unwrap();
    let dossier = dossier(&kb, &Filter::everything());
    let (actors, ties, events) = dossier.counts();
    assert_eq!((actors, ties, events), (2, 0, 2), "{dossier:?}");
}
