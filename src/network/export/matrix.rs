//! The adjacency matrix as a table: who stands in rows and columns is ordered by community, so that circles show as blocks.

use super::Export;
use super::csv::cell;
use crate::network::measures::Projection;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the matrix: a row for each actor, with the strength of its ties to each other one. Grows with the square of the actors.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (graph, measures) = (export.network.graph(), export.measures);
    let mut order: Vec<NodeIndex> = graph.node_indices().collect();
    let strength = |node: &NodeIndex| measures.actors[node.index()].strength;
    order.sort_by(|one, other| {
        let community = |node: &NodeIndex| measures.actors[node.index()].community;
        community(one).cmp(&community(other)).then(strength(other).total_cmp(&strength(one))).then(one.cmp(other))
    });
    let mut rows = vec![BTreeMap::<usize, f64>::new(); graph.node_count()];
    for (source, target, weight) in Projection::of(export.network, measures.measure).edges() {
        rows[source].insert(target, weight);
    }
    write!(out, "actor,community")?;
    for node in &order {
        write!(out, ",{}", cell(&graph[*node].label))?;
    }
    write!(out, "\r\n")?;
    for node in &order {
        write!(out, "{},{}", cell(&graph[*node].label), measures.actors[node.index()].community)?;
        for other in &order {
            write!(out, ",{}", rows[node.index()].get(&other.index()).unwrap_or(&0.0))?;
        }
        write!(out, "\r\n")?;
    }
    Ok(())
}
