//! GEXF 1.3: <https://gexf.net/schema.html>.

use super::Export;
use super::columns::{Column, NODE_COLUMNS, TIE_COLUMNS, Type, Value, of_node, of_tie, tie_id};
use super::xml::Escaped;
use crate::network::NodeKind;
use std::io::{self, Write};

/// Writes a network as GEXF. Ties carry their days as `start` and `end`, by which Gephi's timeline filters.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let network = export.network;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">")?;
    writeln!(out, "  <meta>\n    <creator>relata</creator>\n    <description>Network of actors</description>\n  </meta>")?;
    writeln!(out, "  <graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">")?;
    write_columns("node", NODE_COLUMNS, out)?;
    write_columns("edge", TIE_COLUMNS, out)?;
    writeln!(out, "    <nodes>")?;
    for node in network.graph().node_indices() {
        let actor = &network.graph()[node];
        writeln!(out, "      <node id=\"{}\" label=\"{}\">", Escaped(&actor.iri), Escaped(&actor.label))?;
        write_values(&of_node(export, node), out)?;
        let (r, g, b) = color(actor.kind);
        writeln!(out, "        <viz:color r=\"{r}\" g=\"{g}\" b=\"{b}\"></viz:color>")?;
        if let Some(layout) = export.layout {
            // y grows upwards in Gephi.
            let (point, height) = (layout.points()[node.index()], layout.height());
            writeln!(out, "        <viz:position x=\"{}\" y=\"{:.2}\" z=\"0\"></viz:position>", point.x, height - point.y)?;
        }
        let size = Export::radius(export.measures.actors[node.index()].strength);
        writeln!(out, "        <viz:size value=\"{size}\"></viz:size>\n      </node>")?;
    }
    writeln!(out, "    </nodes>\n    <edges>")?;
    for (edge, source, target, tie) in network.ties() {
        let ends = [source, target].map(|node| &network.graph()[node].iri);
        write!(
            out,
            "      <edge id=\"{}\" source=\"{}\" target=\"{}\"",
            tie_id(edge.index()),
            Escaped(ends[0]),
            Escaped(ends[1])
        )?;
        write!(out, " weight=\"{}\" label=\"{}\"", tie.weight.by(export.measures.measure), Escaped(&tie.kind.words))?;
        if let (Some(first), Some(last)) = (tie.first, tie.last) {
            write!(out, " start=\"{first}\" end=\"{last}\"")?;
        }
        writeln!(out, ">")?;
        write_values(&of_tie(export, tie), out)?;
        writeln!(out, "      </edge>")?;
    }
    writeln!(out, "    </edges>\n  </graph>\n</gexf>")
}

fn write_columns(class: &str, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "    <attributes class=\"{class}\" mode=\"static\">")?;
    for (index, (name, kind)) in columns.iter().enumerate() {
        let kind = match kind {
            Type::Text => "string",
            Type::Integer => "long",
            Type::Real => "double",
            Type::Boolean => "boolean",
        };
        writeln!(out, "      <attribute id=\"{index}\" title=\"{name}\" type=\"{kind}\"></attribute>")?;
    }
    writeln!(out, "    </attributes>")
}

fn write_values(values: &[Option<Value>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "        <attvalues>")?;
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = value {
            writeln!(out, "          <attvalue for=\"{index}\" value=\"{}\"></attvalue>", Escaped(&value.to_text()))?;
        }
    }
    writeln!(out, "        </attvalues>")
}

/// Colours of Okabe and Ito, which people with any kind of colour vision tell apart.
fn color(kind: NodeKind) -> (u8, u8, u8) {
    match kind {
        NodeKind::Person => (230, 159, 0),
        NodeKind::State => (0, 114, 178),
        NodeKind::Organization => (0, 158, 115),
        NodeKind::Group => (204, 121, 167),
        NodeKind::Place => (86, 180, 233),
        NodeKind::Unknown => (153, 153, 153),
    }
}
