//! GraphML: <http://graphml.graphdrawing.org/>.

use super::Export;
use super::columns::{Column, NODE_COLUMNS, TIE_COLUMNS, Type, Value, of_node, of_tie, tie_id};
use super::xml::Escaped;
use std::io::{self, Write};

/// Writes a network as GraphML.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let network = export.network;
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    writeln!(out, "  <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>")?;
    writeln!(out, "  <key id=\"words\" for=\"edge\" attr.name=\"label\" attr.type=\"string\"/>")?;
    writeln!(out, "  <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"double\"/>")?;
    write_keys("node", NODE_COLUMNS, out)?;
    write_keys("edge", TIE_COLUMNS, out)?;
    writeln!(out, "  <graph id=\"network\" edgedefault=\"directed\">")?;
    for node in network.graph().node_indices() {
        let actor = &network.graph()[node];
        writeln!(out, "    <node id=\"{}\">", Escaped(&actor.iri))?;
        writeln!(out, "      <data key=\"label\">{}</data>", Escaped(&actor.label))?;
        write_values("node", NODE_COLUMNS, &of_node(export, node), out)?;
        writeln!(out, "    </node>")?;
    }
    for (edge, source, target, tie) in network.ties() {
        let ends = [source, target].map(|node| &network.graph()[node].iri);
        let id = tie_id(edge.index());
        writeln!(out, "    <edge id=\"{id}\" source=\"{}\" target=\"{}\">", Escaped(ends[0]), Escaped(ends[1]))?;
        writeln!(out, "      <data key=\"words\">{}</data>", Escaped(&tie.kind.words))?;
        writeln!(out, "      <data key=\"weight\">{}</data>", tie.weight.by(export.measures.measure))?;
        write_values("edge", TIE_COLUMNS, &of_tie(export, tie), out)?;
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")
}

fn write_keys(of: &str, columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    for (name, kind) in columns {
        let kind = match kind {
            Type::Text => "string",
            Type::Integer => "long",
            Type::Real => "double",
            Type::Boolean => "boolean",
        };
        writeln!(out, "  <key id=\"{of}-{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>")?;
    }
    Ok(())
}

fn write_values(of: &str, columns: &[Column], values: &[Option<Value>], out: &mut dyn Write) -> io::Result<()> {
    for ((name, _), value) in columns.iter().zip(values) {
        if let Some(value) = value {
            writeln!(out, "      <data key=\"{of}-{name}\">{}</data>", Escaped(&value.to_text()))?;
        }
    }
    Ok(())
}
