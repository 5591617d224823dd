//! Networks for other programs: [`ExportFormat`], [`Export`].
//!
//! Labels and sentences are written as they are, whatever stands in them: what a format gives a meaning to is escaped, and characters that
//! XML has no way to write become U+FFFD. Two formats are opened by programs that would take text for more than text, and there it is
//! changed: cells of CSV that a spreadsheet would take for a formula begin with an apostrophe, and labels in DOT are cut to what can be drawn.

mod columns;
mod csv;
mod cytoscape;
mod dot;
mod ftm;
mod gexf;
mod graphml;
mod matrix;
mod node_link;
mod xml;

use super::actor_network::ActorNetwork;
use super::error::NetworkError;
use super::layout::{Layout, LayoutOptions};
use super::measures::Measures;
use std::io::Write;
use std::path::Path;

/// A form in which other programs read networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExportFormat {
    /// GEXF 1.3, for Gephi: with days on the ties, sentences as an attribute, places, sizes and colours.
    Gexf,
    /// GraphML, for yEd, igraph, networkx and many more.
    GraphMl,
    /// DOT, for Graphviz.
    Dot,
    /// JSON of Cytoscape and Cytoscape.js.
    Cytoscape,
    /// Node-link JSON of networkx, with every event behind a tie.
    NodeLink,
    /// One line for each actor.
    NodesCsv,
    /// One line for each tie.
    EdgesCsv,
    /// Entities of FollowTheMoney, for Aleph and OpenSanctions' tools: one JSON object a line.
    FollowTheMoney,
    /// Adjacency matrix, ordered by community.
    MatrixCsv,
}

impl ExportFormat {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Gexf,
        Self::GraphMl,
        Self::Dot,
        Self::Cytoscape,
        Self::NodeLink,
        Self::NodesCsv,
        Self::EdgesCsv,
        Self::FollowTheMoney,
        Self::MatrixCsv,
    ];

    /// The endings of file names that mean this format, the usual one first.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Gexf => &[".gexf"],
            Self::GraphMl => &[".graphml"],
            Self::Dot => &[".dot", ".gv"],
            Self::Cytoscape => &[".cyjs"],
            Self::NodeLink => &[".json"],
            Self::NodesCsv => &[".nodes.csv", "nodes.csv"],
            Self::EdgesCsv => &[".edges.csv", ".csv"],
            Self::FollowTheMoney => &[".ftm.json", ".ftm.jsonl", ".ftm"],
            Self::MatrixCsv => &[".matrix.csv", "matrix.csv"],
        }
    }

    /// The format that a file's name means: the one with the longest matching ending.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let matches = Self::ALL.into_iter().flat_map(|format| format.endings().iter().map(move |ending| (ending.len(), format)));
        matches
            .filter(|(length, _)| name.len() >= *length)
            .filter(|(length, format)| format.endings().iter().any(|ending| ending.len() == *length && name.ends_with(ending)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, format)| format)
    }

    /// Whether it says where actors stand in a picture.
    #[must_use]
    pub fn has_places(self) -> bool {
        matches!(self, Self::Gexf | Self::Cytoscape)
    }
}

/// A network with what is written beside it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Export<'n> {
    network: &'n ActorNetwork,
    measures: &'n Measures,
    layout: Option<&'n Layout>,
}

impl<'n> Export<'n> {
    /// A network and its measures.
    pub fn new(network: &'n ActorNetwork, measures: &'n Measures) -> Self {
        Self { network, measures, layout: None }
    }

    /// Places for the formats that have them ([`ExportFormat::has_places`]).
    pub fn with_layout(mut self, layout: &'n Layout) -> Self {
        self.layout = Some(layout);
        self
    }

    /// The layout that these formats are drawn with: discs as large as [`radius`](Self::radius) says do not overlap.
    #[must_use]
    pub fn layout(network: &ActorNetwork, measures: &Measures) -> Layout {
        let radii = measures.actors.iter().map(|actor| Self::radius(actor.strength)).collect();
        Layout::of(network, &LayoutOptions::default().with_radii(radii))
    }

    /// How large an actor is drawn: the area of its disc grows with the strength of its ties.
    #[must_use]
    pub fn radius(strength: f64) -> f64 {
        ((6.0 + strength.sqrt() * 2.0).min(40.0) * 100.0).round() / 100.0
    }

    /// Writes the network. The same network gives the same bytes.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write(&self, format: ExportFormat, out: &mut dyn Write) -> Result<(), NetworkError> {
        match format {
            ExportFormat::Gexf => gexf::write(self, out),
            ExportFormat::GraphMl => graphml::write(self, out),
            ExportFormat::Dot => dot::write(self, out),
            ExportFormat::Cytoscape => cytoscape::write(self, out),
            ExportFormat::NodeLink => node_link::write(self, out),
            ExportFormat::NodesCsv => csv::write_nodes(self, out),
            ExportFormat::EdgesCsv => csv::write_edges(self, out),
            ExportFormat::FollowTheMoney => ftm::write(self, out),
            ExportFormat::MatrixCsv => matrix::write(self, out),
        }
        .map_err(NetworkError::Write)
    }
}

#[cfg(test)]
mod tests;
