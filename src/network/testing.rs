//! A small graph by hand, for tests: two states and their people in three articles.

use super::{ActorNetwork, Filter, NetworkError};
use crate::rdf::Iris;
use crate::store::KnowledgeBase;

const TYPES: &str = "
    rel:Meeting a rel:EventType ; rel:relation rel:metWith ; rel:root \"CONSULT\" ; rel:quad 1 ; rel:goldstein 1.0 ; rel:symmetric true .
    rel:Consult a rel:EventType ; rel:relation rel:consultedWith ; rel:root \"CONSULT\" ; rel:quad 1 ; rel:goldstein 1.0 .
    rel:Accusation a rel:EventType ; rel:relation rel:accused ; rel:root \"ACCUSE\" ; rel:quad 3 ; rel:goldstein -2.0 .
    rel:Accuse a rel:EventType ; rel:relation rel:disapprovedOf ; rel:root \"ACCUSE\" ; rel:quad 3 ; rel:goldstein -2.0 .
    rel:Sanctions a rel:EventType ; rel:relation rel:imposedSanctionsOn ; rel:root \"SANCTION\" ; rel:quad 4 ; rel:goldstein -8.0 .";

const ACTORS: &str = "
    actor:astan a rel:State ; rdfs:label \"Astan\" ; rel:iso3 \"AST\" .
    actor:bstan a rel:State ; rdfs:label \"Bstan\" .
    actor:ann a rel:Person ; rdfs:label \"Ann Arbor\" ; skos:altLabel \"Arbor\" ; rel:holdsRole actor:a-ministry .
    actor:a-ministry a rel:Organization ; rdfs:label \"Ministry of Astan\" ; rel:partOf actor:astan .
    actor:bob a rel:Person ; rdfs:label \"Bob\" .
    actor:cat a rel:Person ; rdfs:label \"Cat\" .
    actor:town a rel:Place ; rdfs:label \"Town\" .";

/// `number class agents patients light polarity extra sentence`, with the article's number as first digit of `number`.
fn event(article: u32, number: u32, class: &str, agents: &str, patients: &str, rest: &str) -> String {
    let root = match class {
        "Meeting" => "Consult",
        "Accusation" => "Accuse",
        other => other,
    };
    let list = |role: &str, names: &str| -> String {
        names.split_whitespace().map(|name| format!(" rel:{role} actor:{name} ;")).collect()
    };
    let rest = if rest.contains("modality") { rest.to_owned() } else { format!("rel:modality rel:Asserted ; {rest}") };
    let rest = if rest.contains("polarity") { rest } else { format!("rel:polarity rel:Positive ; {rest}") };
    let (start, end) = (number * 10, number * 10 + 9);
    format!(
        "<article/{article}/event/{number}> a rel:{class}, rel:{root} ;{}{} rel:evidence <article/{article}#char={start},{end}> ;
            rel:trigger <article/{article}#char={start},{end}> ; {rest} .
        <article/{article}#char={start},{end}> a rel:Evidence ; oa:start {start} ; oa:end {end} ; oa:exact \"Sentence {article}.{number}.\" ;
            oa:hasSource <article/{article}> .",
        list("agent", agents),
        list("patient", patients)
    )
}

/// The graph.
pub(crate) fn kb() -> KnowledgeBase {
    kb_in_order(&[0, 1, 2])
}

/// The graph, with its three articles read in this order.
pub(crate) fn kb_in_order(order: &[usize]) -> KnowledgeBase {
    let articles = [
        vec![
            "<article/1> a schema:NewsArticle ; dcterms:identifier \"1\" ; schema:datePublished \"2025-01-10\"^^xsd:date ; schema:publisher \"Gazette\" .".to_owned(),
            event(1, 1, "Meeting", "ann", "bob", "rel:timeText \"Monday\" ; rel:from \"2025-01-06\"^^xsd:date ; rel:until \"2025-01-06\"^^xsd:date"),
            event(1, 2, "Accusation", "bstan", "ann", ""),
            event(1, 3, "Accusation", "bstan", "cat", "rel:attributedTo <article/1/source/officials>"),
            "<article/1/source/officials> a rel:UnnamedSource ; rdfs:label \"Officials\" .".to_owned(),
            "<article/1/office/1-1> a rel:Office ; rel:holder actor:ann ; rel:body actor:a-ministry ; rel:role \"Minister\" ; rel:former false ; rel:evidence <article/1#char=10,19> .".to_owned(),
            "<article/1/office/1-2> a rel:Office ; rel:holder actor:cat ; rel:body actor:bstan ; rel:role \"envoy\" ; rel:former true ; rel:evidence <article/1#char=10,19> .".to_owned(),
        ],
        vec![
            "<article/2> a schema:NewsArticle ; dcterms:identifier \"2\" ; schema:datePublished \"2025-02-10\"^^xsd:date ; schema:publisher \"gazette \" .".to_owned(),
            event(2, 1, "Meeting", "bob ann", "", ""),
            event(2, 2, "Sanctions", "astan", "bstan", "rel:modality rel:Planned"),
            event(2, 3, "Accusation", "bstan", "ann", "rel:polarity rel:Negative"),
        ],
        vec![
            "<article/3> a schema:NewsArticle ; dcterms:identifier \"3\" ; schema:datePublished \"2025-03-10\"^^xsd:date ; schema:url <https://www.herald.example/x> .".to_owned(),
            event(3, 1, "Meeting", "ann", "bob", ""),
            event(3, 2, "Accusation", "bob", "cat", "rel:confidence 0.4"),
            event(3, 3, "Accusation", "cat", "town", ""),
        ],
    ];
    let mut kb = KnowledgeBase::in_memory();
    kb.update(&format!("INSERT DATA {{ GRAPH <ontology> {{ {TYPES} }} }}"), Iris::DEFAULT_BASE).unwrap();
    for number in order.iter().copied() {
        // Each article describes all actors, as articles do.
        let graph = format!("INSERT DATA {{ GRAPH <article/{}> {{ {ACTORS} {} }} }}", number + 1, articles[number].join("\n"));
        kb.update(&graph, Iris::DEFAULT_BASE).unwrap();
    }
    kb
}

/// Its network.
pub(crate) fn network(filter: &Filter) -> Result<ActorNetwork, NetworkError> {
    ActorNetwork::from_knowledge_base(&kb(), filter)
}
