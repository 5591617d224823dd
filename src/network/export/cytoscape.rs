//! The JSON of Cytoscape (`.cyjs`) and Cytoscape.js.

use super::Export;
use super::columns::{NODE_COLUMNS, TIE_COLUMNS, members, of_node, of_tie, tie_id};
use crate::network::Tie;
use petgraph::graph::{EdgeIndex, NodeIndex};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// Writes a network as Cytoscape's JSON. networkx reads it, too (`cytoscape_graph`), and asks for `value` and `key`.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let network = export.network;
    let actor = |index: NodeIndex| {
        let actor = &network.graph()[index];
        let mut data = members(NODE_COLUMNS, &of_node(export, index));
        data.insert("id".to_owned(), json!(actor.iri));
        data.insert("value".to_owned(), json!(actor.iri));
        data.insert("name".to_owned(), json!(actor.label));
        let mut node = Map::from_iter([("data".to_owned(), Value::Object(data))]);
        if let Some(layout) = export.layout {
            let point = layout.points()[index.index()];
            node.insert("position".to_owned(), json!({ "x": point.x, "y": point.y }));
        }
        Value::Object(node)
    };
    let link = |(edge, source, target, tie): (EdgeIndex, NodeIndex, NodeIndex, &Tie)| {
        let mut data = members(TIE_COLUMNS, &of_tie(export, tie));
        let id = tie_id(edge.index());
        data.insert("id".to_owned(), json!(id));
        data.insert("key".to_owned(), json!(id));
        data.insert("source".to_owned(), json!(network.graph()[source].iri));
        data.insert("target".to_owned(), json!(network.graph()[target].iri));
        data.insert("interaction".to_owned(), json!(tie.kind.words));
        data.insert("name".to_owned(), json!(tie.kind.words));
        data.insert("weight".to_owned(), json!(tie.weight.by(export.measures.measure)));
        json!({ "data": data })
    };
    let nodes: Vec<_> = network.graph().node_indices().map(actor).collect();
    let edges: Vec<_> = network.ties().map(link).collect();
    let whole = json!({
        "format_version": "1.0",
        "generated_by": "relata",
        "target_cytoscapejs_version": "~3.0",
        "directed": true,
        "multigraph": true,
        "data": { "name": "Network of actors" },
        "elements": { "nodes": nodes, "edges": edges },
    });
    serde_json::to_writer(&mut *out, &whole)?;
    writeln!(out)
}
