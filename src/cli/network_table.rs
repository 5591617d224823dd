//! A network for people: the actors and ties that matter most, with small bars, and what measures say of the whole.

use super::terminal::{Style, harmless};
use crate::event::Modality;
use crate::network::{ActorNetwork, Measure, Measures, Sign, Tie};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use petgraph::graph::NodeIndex;
use std::io::{self, Write};

/// Longest bar, in characters.
const BAR: usize = 10;
/// Longest name, in characters: one must not push all else out of sight.
const NAME: usize = 40;

/// Writes the tables. Names are untrusted, and made harmless for terminals.
///
/// # Errors
/// Only those of the writer.
pub fn write_table(
    network: &ActorNetwork,
    measures: &Measures,
    limit: usize,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if network.graph().edge_count() == 0 {
        return writeln!(out, "Nothing in the graph makes such a network.");
    }
    writeln!(out, "{}", summary(network, measures))?;
    let mut actors: Vec<NodeIndex> = network.graph().node_indices().collect();
    actors.sort_by(|one, other| {
        let strength = |node: &NodeIndex| measures.actors[node.index()].strength;
        strength(other).total_cmp(&strength(one)).then(one.cmp(other))
    });
    let shown = actors.len().min(limit);
    writeln!(out, "\n{}", style.strong(&heading("Actors", shown, actors.len())))?;
    write(actor_table(network, measures, &actors[..shown]), &[1, 3, 4, 5, 6, 7], style, out)?;
    let mut ties: Vec<_> = network.ties().collect();
    ties.sort_by_key(|(edge, _, _, tie)| (std::cmp::Reverse(tie.weight.by(measures.measure)), *edge));
    let shown = ties.len().min(limit);
    writeln!(out, "\n{}", style.strong(&heading("Ties", shown, ties.len())))?;
    ties.truncate(shown);
    write(tie_table(network, measures.measure, &ties), &[3], style, out)?;
    let balance = measures.balance;
    if let Some(balanced) = balance.balanced() {
        let triads = balance.triads();
        writeln!(
            out,
            "\n{triads} triads of signed ties, {:.0} % of them balanced (friends of friends, enemies of enemies)",
            balanced * 100.0
        )?;
    }
    Ok(())
}

fn heading(what: &str, shown: usize, all: usize) -> String {
    if shown < all { format!("{what}, the strongest {shown} of {all}") } else { what.to_owned() }
}

/// "209 actors, 188 ties, 31 communities (modularity 0.82), 24 parts, reciprocity 0.12".
fn summary(network: &ActorNetwork, measures: &Measures) -> String {
    let (actors, ties) = (network.graph().node_count(), network.graph().edge_count());
    let parts = if measures.components == 1 { "one part".to_owned() } else { format!("{} parts", measures.components) };
    let reciprocity = measures.reciprocity.map(|share| format!(", reciprocity {share:.2}")).unwrap_or_default();
    format!(
        "{actors} actors, {ties} ties in {parts}; {} communities (modularity {:.2}){reciprocity}",
        measures.communities, measures.modularity
    )
}

fn actor_table(network: &ActorNetwork, measures: &Measures, actors: &[NodeIndex]) -> Table {
    let mut table = table();
    let counted = match measures.measure {
        Measure::Events => "events",
        Measure::Articles => "articles",
        Measure::Sources => "sources",
    };
    table.set_header(["actor", counted, "", "ties", "rank", "between", "constraint", "community"]);
    let most = actors.first().map_or(0.0, |node| measures.actors[node.index()].strength);
    for node in actors {
        let (actor, of) = (&network.graph()[*node], &measures.actors[node.index()]);
        let or_nothing = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
        table.add_row([
            name(&actor.label),
            of.strength.to_string(),
            bar(of.strength, most),
            of.degree.to_string(),
            format!("{:.3}", of.page_rank),
            or_nothing(of.betweenness),
            or_nothing(of.constraint),
            (of.community + 1).to_string(),
        ]);
    }
    table
}

fn tie_table(
    network: &ActorNetwork,
    measure: Measure,
    ties: &[(petgraph::graph::EdgeIndex, NodeIndex, NodeIndex, &Tie)],
) -> Table {
    let mut table = table();
    table.set_header(["who", "did", "whom", "", "", "when"]);
    let most = ties.first().map_or(0, |(_, _, _, tie)| tie.weight.by(measure));
    for (_, source, target, tie) in ties {
        let weight = tie.weight.by(measure);
        table.add_row([
            name(&network.graph()[*source].label),
            did(tie),
            name(&network.graph()[*target].label),
            weight.to_string(),
            bar(weight as f64, most as f64),
            days(tie),
        ]);
    }
    table
}

/// "+ met with", "− accused (planned)".
fn did(tie: &Tie) -> String {
    let sign = match tie.sign {
        Sign::Cooperation => "+",
        Sign::Conflict => "−",
        Sign::Neutral => "·",
    };
    let mut light = Vec::new();
    if tie.negated {
        light.push("not");
    }
    if tie.modality != Modality::Asserted {
        light.push(tie.modality.as_str());
    }
    let light = if light.is_empty() { String::new() } else { format!(" ({})", light.join(", ")) };
    harmless(&format!("{sign} {}{light}", tie.kind.words)).into_owned()
}

fn days(tie: &Tie) -> String {
    match (tie.first, tie.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => String::new(),
    }
}

fn name(label: &str) -> String {
    let label = harmless(label);
    match label.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.into_owned(),
    }
}

/// A bar as long as its share of the greatest, in eighths of a character.
fn bar(value: f64, most: f64) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if most <= 0.0 {
        return String::new();
    }
    let eighths = ((value / most * BAR as f64 * 8.0).round() as usize).max(1);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

fn table() -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some((width, _)) = terminal_size::terminal_size_of(io::stdout()) {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.0);
    }
    table
}

/// Writes a table with the columns of these numbers to the right.
fn write(mut table: Table, numbers: &[usize], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for column in numbers {
        if let Some(column) = table.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    for (index, line) in table.lines().enumerate() {
        let line = line.trim_end();
        writeln!(out, "{}", if index == 0 { style.faint(line) } else { line.to_owned() })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_as_long_as_their_share() {
        assert_eq!(bar(8.0, 8.0), "██████████");
        assert_eq!(bar(4.0, 8.0), "█████");
        assert_eq!(bar(0.5, 8.0), "▋");
        assert_eq!(bar(0.0001, 8.0), "▏");
        assert_eq!(bar(0.0, 0.0), "");
    }

    #[test]
    fn long_and_hostile_names_stay_in_their_place() {
        assert_eq!(name(&"x".repeat(10_000)).chars().count(), NAME + 1);
        assert!(!name("\u{1b}[2J\u{202e}evil").contains(['\u{1b}', '\u{202e}']));
    }
}
