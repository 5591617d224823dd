//! The node-link JSON of networkx, which D3 and others read as well: the fullest form, with every event behind a tie.

use super::Export;
use super::columns::{NODE_COLUMNS, TIE_COLUMNS, members, of_node, of_tie, tie_id};
use crate::network::EventRecord;
use petgraph::graph::NodeIndex;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes a network as node-link JSON: `networkx.node_link_graph(data, edges="edges")` reads it. One line an actor or tie, so that large
/// networks need little memory and differences show.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (network, measures) = (export.network, export.measures);
    let balance = measures.balance;
    let graph = json!({
        "name": "Network of actors",
        "communities": measures.communities,
        "modularity": measures.modularity,
        "pairs": measures.pairs,
        "density": measures.density,
        "components": measures.components,
        "reciprocity": measures.reciprocity,
        "triads": {
            "none_hostile": balance.none_hostile, "one_hostile": balance.one_hostile,
            "two_hostile": balance.two_hostile, "three_hostile": balance.three_hostile, "balanced": balance.balanced(),
        },
    });
    writeln!(out, "{{\n\"directed\": true,\n\"multigraph\": true,\n\"graph\": {graph},\n\"nodes\": [")?;
    let mut between = "";
    for node in network.graph().node_indices() {
        writeln!(out, "{between}{}", Value::Object(actor(export, node)))?;
        between = ",";
    }
    writeln!(out, "],\n\"edges\": [")?;
    between = "";
    for (edge, source, target, tie) in network.ties() {
        let mut members = members(TIE_COLUMNS, &of_tie(export, tie));
        members.remove("sentence");
        members.remove("event");
        members.insert("source".to_owned(), json!(network.graph()[source].iri));
        members.insert("target".to_owned(), json!(network.graph()[target].iri));
        members.insert("key".to_owned(), json!(tie_id(edge.index())));
        members.insert("label".to_owned(), json!(tie.kind.words));
        members.insert("weight".to_owned(), json!(tie.weight.by(measures.measure)));
        let events: Vec<_> = tie.events.iter().map(|index| event(export, network.event(*index))).collect();
        members.insert("evidence".to_owned(), json!(events));
        writeln!(out, "{between}{}", Value::Object(members))?;
        between = ",";
    }
    writeln!(out, "]\n}}")
}

fn actor(export: &Export<'_>, node: NodeIndex) -> Map<String, Value> {
    let actor = &export.network.graph()[node];
    let mut members = members(NODE_COLUMNS, &of_node(export, node));
    members.insert("id".to_owned(), json!(actor.iri));
    members.insert("label".to_owned(), json!(actor.label));
    if !actor.aliases.is_empty() {
        members.insert("aliases".to_owned(), json!(actor.aliases));
    }
    members
}

fn event(export: &Export<'_>, event: &EventRecord) -> Value {
    let article = export.network.article(event.article);
    let days = event.days.map(|(from, until)| json!([from.to_string(), until.to_string()]));
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| {
        if !value.is_null() {
            members.insert(name.to_owned(), value);
        }
    };
    add("event", json!(event.iri));
    add("sentence", json!(&*event.sentence));
    add("span", json!([event.span.0, event.span.1]));
    add("article", json!(article.iri));
    add("doc", json!(article.doc));
    add("published", json!(article.date.map(|day| day.to_string())));
    add("publisher", json!(article.publisher));
    add("url", json!(article.url));
    add("time", json!(event.time_text));
    add("days", json!(days));
    add("place", json!(event.place_text));
    add("says", json!(event.attributed_to.as_ref().map(|speaker| &speaker.label)));
    Value::Object(members)
}
