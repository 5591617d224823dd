//! A network for people: the actors and ties that matter most, with small bars, and what measures say of the whole.

use super::terminal::{Style, harmless};
use crate::event::Modality;
use crate::network::{ActorNetwork, Measure, Measures, Sign, Tie};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Longest bar, in characters.
const BAR: usize = 10;
/// Longest name, in characters: one must not push all else out of sight.
const NAME: usize = 40;
/// Most relations in one line.
const RELATIONS: usize = 3;

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
    let pairs = pairs(network, measures);
    let shown = pairs.len().min(limit);
    writeln!(out, "\n{}", style.strong(&heading("Ties", shown, pairs.len())))?;
    write(tie_table(network, &pairs[..shown]), &[3], style, out)?;
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

/// "132 actors, 127 ties in 28 parts; 31 communities (modularity 0.90), reciprocity 0.24".
fn summary(network: &ActorNetwork, measures: &Measures) -> String {
    let (actors, ties) = (network.graph().node_count(), network.graph().edge_count());
    let of = |number: usize, what: &str, more: &str| format!("{number} {}", if number == 1 { what } else { more });
    let reciprocity = measures.reciprocity.map(|share| format!(", reciprocity {share:.2}")).unwrap_or_default();
    format!(
        "{}, {} in {}; {} (modularity {:.2}){reciprocity}",
        of(actors, "actor", "actors"),
        of(ties, "tie", "ties"),
        of(measures.components, "part", "parts"),
        of(measures.communities, "community", "communities"),
        measures.modularity
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

/// What one actor did to another, or they together, summed up.
struct Pair<'n> {
    source: NodeIndex,
    target: NodeIndex,
    weight: usize,
    ties: Vec<&'n Tie>,
}

/// All pairs, the strongest first; of equals, the one whose actors have the stronger ties in all.
fn pairs<'n>(network: &'n ActorNetwork, measures: &Measures) -> Vec<Pair<'n>> {
    let mut pairs = BTreeMap::<(NodeIndex, NodeIndex), Vec<&Tie>>::new();
    let (mutual, directed): (Vec<_>, Vec<_>) = network.ties().partition(|(_, _, _, tie)| tie.kind.mutual);
    for (_, source, target, tie) in directed {
        pairs.entry((source, target)).or_default().push(tie);
    }
    for (_, source, target, tie) in mutual {
        // What holds in both directions stands with what holds in one.
        let reversed = !pairs.contains_key(&(source, target)) && pairs.contains_key(&(target, source));
        pairs.entry(if reversed { (target, source) } else { (source, target) }).or_default().push(tie);
    }
    let weight = |tie: &Tie| tie.weight.by(measures.measure);
    let mut pairs: Vec<_> = pairs
        .into_iter()
        .map(|((source, target), mut ties)| {
            ties.sort_by_key(|tie| std::cmp::Reverse(weight(tie)));
            Pair { source, target, weight: ties.iter().map(|tie| weight(tie)).sum(), ties }
        })
        .collect();
    let standing =
        |pair: &Pair<'_>| measures.actors[pair.source.index()].strength + measures.actors[pair.target.index()].strength;
    pairs.sort_by(|one, other| {
        let by_strength = other.weight.cmp(&one.weight).then(standing(other).total_cmp(&standing(one)));
        by_strength.then((one.source, one.target).cmp(&(other.source, other.target)))
    });
    pairs
}

fn tie_table(network: &ActorNetwork, pairs: &[Pair<'_>]) -> Table {
    let mut table = table();
    table.set_header(["who", "did", "whom", "", "", "when"]);
    let most = pairs.first().map_or(0, |pair| pair.weight);
    for pair in pairs {
        table.add_row([
            name(&network.graph()[pair.source].label),
            did(&pair.ties),
            name(&network.graph()[pair.target].label),
            pair.weight.to_string(),
            bar(pair.weight as f64, most as f64),
            days(&pair.ties),
        ]);
    }
    table
}

/// "+ met with, − accused (planned)": the strongest, and how many more.
fn did(ties: &[&Tie]) -> String {
    let mut words: Vec<_> = ties.iter().take(RELATIONS).map(|tie| relation(tie)).collect();
    if ties.len() > RELATIONS {
        words.push(format!("{} more", ties.len() - RELATIONS));
    }
    harmless(&words.join(", ")).into_owned()
}

fn relation(tie: &Tie) -> String {
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
    format!("{sign} {}{light}", tie.kind.words)
}

fn days(ties: &[&Tie]) -> String {
    let (first, last) = (ties.iter().filter_map(|tie| tie.first).min(), ties.iter().filter_map(|tie| tie.last).max());
    match (first, last) {
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
