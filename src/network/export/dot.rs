//! DOT: <https://graphviz.org/doc/info/lang.html>.

use super::Export;
use crate::network::{NodeKind, Sign};
use std::io::{self, Write};

/// Longest label, in characters: more cannot be drawn.
const LONGEST: usize = 80;

/// Writes a network as DOT: shapes say what an actor is, colours and dashes what a tie is, so that colour is never alone.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let network = export.network;
    writeln!(out, "digraph network {{")?;
    writeln!(out, "  graph [overlap=prism, splines=true, outputorder=edgesfirst];")?;
    writeln!(out, "  node [fontname=\"sans-serif\", fontsize=11, style=filled, fillcolor=white];")?;
    writeln!(out, "  edge [fontname=\"sans-serif\", fontsize=8];")?;
    for node in network.graph().node_indices() {
        let actor = &network.graph()[node];
        let label = quoted(&shortened(&actor.label));
        writeln!(
            out,
            "  {} [label={label}, tooltip={}, shape={}, events={}];",
            quoted(&actor.iri),
            quoted(&shortened(&actor.iri)),
            shape(actor.kind),
            actor.events
        )?;
    }
    for (_, source, target, tie) in network.ties() {
        let ends = [source, target].map(|node| quoted(&network.graph()[node].iri));
        let weight = tie.weight.by(export.measures.measure);
        let width = 1.0 + (weight as f64).sqrt().min(5.0) / 2.0;
        let style = if tie.negated || tie.modality != crate::event::Modality::Asserted { ", style=dashed" } else { "" };
        let heads = if tie.kind.mutual { ", dir=both" } else { "" };
        writeln!(
            out,
            "  {} -> {} [label={}, weight={weight}, penwidth={width:.2}, color=\"{}\"{style}{heads}];",
            ends[0],
            ends[1],
            quoted(&shortened(&tie.kind.words)),
            color(tie.sign)
        )?;
    }
    writeln!(out, "}}")
}

fn shape(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "ellipse",
        NodeKind::State => "box",
        NodeKind::Organization => "hexagon",
        NodeKind::Group => "octagon",
        NodeKind::Place => "house",
        NodeKind::Unknown => "plaintext",
    }
}

/// Blue and orange of Okabe and Ito: red and green look alike to many.
fn color(sign: Sign) -> &'static str {
    match sign {
        Sign::Cooperation => "#0072b2",
        Sign::Conflict => "#d55e00",
        Sign::Neutral => "#777777",
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A string between quotes. Graphviz gives a meaning to backslashes and to `&amp;` and its like, even between quotes; control characters
/// and marks that turn the reading order would reach its pictures, and become U+FFFD.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' | '\r' | '\t' => out.push(' '),
            _ if crate::network::is_unseen(character) => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
