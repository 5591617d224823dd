//! Tables of actors and of ties (RFC 4180, UTF-8), as spreadsheets, R, pandas, Gephi and Neo4j read them.

use super::Export;
use super::columns::{Column, NODE_COLUMNS, TIE_COLUMNS, Type, Value, of_node, of_tie};
use std::borrow::Cow;
use std::io::{self, Write};

/// One line for each actor. The names of the first columns are those that Gephi knows.
pub(super) fn write_nodes(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_header(&["Id", "Label"], NODE_COLUMNS, out)?;
    for node in export.network.graph().node_indices() {
        let actor = &export.network.graph()[node];
        write!(out, "{},{}", cell(&actor.iri), cell(&actor.label))?;
        write_values(NODE_COLUMNS, &of_node(export, node), out)?;
    }
    Ok(())
}

/// One line for each tie, with the names of its ends.
pub(super) fn write_edges(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    write_header(&["Source", "Target", "Type", "Weight", "Label", "source_label", "target_label"], TIE_COLUMNS, out)?;
    for (_, source, target, tie) in export.network.ties() {
        let [source, target] = [source, target].map(|node| &export.network.graph()[node]);
        write!(out, "{},{},Directed,{}", cell(&source.iri), cell(&target.iri), tie.weight.by(export.measures.measure))?;
        write!(out, ",{},{},{}", cell(&tie.kind.words), cell(&source.label), cell(&target.label))?;
        write_values(TIE_COLUMNS, &of_tie(export, tie), out)?;
    }
    Ok(())
}

fn write_header(first: &[&str], columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    let names: Vec<_> = first.iter().copied().chain(columns.iter().map(|(name, _)| *name)).collect();
    write!(out, "{}\r\n", names.join(","))
}

fn write_values(columns: &[Column], values: &[Option<Value>], out: &mut dyn Write) -> io::Result<()> {
    for ((_, kind), value) in columns.iter().zip(values) {
        let text = value.as_ref().map(Value::to_text).unwrap_or_default();
        // Numbers may begin with a minus: they are numbers.
        let text = if *kind == Type::Text { cell(&text) } else { Cow::Borrowed(text.as_str()) };
        write!(out, ",{text}")?;
    }
    write!(out, "\r\n")
}

/// A text as a cell. Spreadsheets run what begins with `=`, `+`, `-` or `@`; an apostrophe before it makes it text.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let formula = text.trim_start_matches(['"', '\'', ' ']).starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if !formula && !text.contains(['"', ',', '\n', '\r', '\0']) && text.trim() == text {
        return Cow::Borrowed(text);
    }
    let mark = if formula { "'" } else { "" };
    // Many readers take a NUL for the end of the file.
    Cow::Owned(format!("\"{mark}{}\"", text.replace('"', "\"\"").replace('\0', "\u{fffd}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_quotes_are_doubled() {
        assert_eq!(cell("=HYPERLINK(\"http://x\")"), "\"'=HYPERLINK(\"\"http://x\"\")\"");
        assert_eq!(cell("Lavrov, Sergei"), "\"Lavrov, Sergei\"");
        assert_eq!(cell("Zoë"), "Zoë");
        assert_eq!(cell("two\nlines"), "\"two\nlines\"");
    }
}
