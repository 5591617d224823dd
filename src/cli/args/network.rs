//! What `relata network` takes.

use super::{BaseArgs, OutputArgs, StoreArgs};
use crate::event::Confidence;
use clap::{Args, ValueEnum};
use jiff::civil::Date;

/// `relata network`
#[derive(Debug, Args)]
#[command(after_help = NETWORK_EXAMPLES)]
pub struct NetworkArgs {
    /// Only ties of this type, by a relation, a class or a PLOVER root: metWith, Accusation, SANCTION. May be repeated.
    #[arg(long = "type", value_name = "TYPE", help_heading = "Which ties")]
    pub types: Vec<String>,
    /// Only co-operation or only conflict, by PLOVER's quad classes. May be repeated.
    #[arg(long, value_enum, value_name = "SIGN", help_heading = "Which ties")]
    pub sign: Vec<SignName>,
    /// In what light the texts put it; may be repeated. What is only planned or possible is no tie unless it is asked for; a dossier has
    /// all of it, and shows first what is asserted.
    #[arg(long, value_enum, value_name = "LIGHT", help_heading = "Which ties")]
    pub modality: Vec<ModalityName>,
    /// Also what the texts say did not happen, as ties of its own.
    #[arg(long, help_heading = "Which ties")]
    pub denied: bool,
    /// Only what articles vouch for themselves, not what they let others allege.
    #[arg(long, help_heading = "Which ties")]
    pub vouched: bool,
    /// Only events that are at least so likely right, from 0 to 1.
    #[arg(long, value_name = "P", value_parser = super::confidence, help_heading = "Which ties")]
    pub min_confidence: Option<Confidence>,
    /// Only on or after this day (of the event, or of the article where the text gives no time).
    #[arg(long, value_name = "DAY", help_heading = "Which ties")]
    pub since: Option<Date>,
    /// Only on or before this day.
    #[arg(long, value_name = "DAY", help_heading = "Which ties")]
    pub until: Option<Date>,
    /// What the strength of a tie is counted in: events as sentences tell them, articles, or publishers that differ.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t, help_heading = "Which ties")]
    pub weight: WeightName,
    /// Only ties at least as strong.
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Which ties")]
    pub min_weight: usize,
    /// Only actors of this type. May be repeated.
    #[arg(long, value_enum, value_name = "TYPE", help_heading = "Which actors")]
    pub actors: Vec<ActorTypeName>,
    /// Only the surroundings of an actor, by IRI, name or whole words of a name, in any case: Russia, lavrov. May be repeated.
    #[arg(long, value_name = "NAME", help_heading = "Which actors")]
    pub around: Vec<String>,
    /// How many steps these surroundings reach.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around", help_heading = "Which actors")]
    pub depth: usize,
    /// Only the paths between two actors, whatever the directions of the ties: the shortest ones, or those up to --steps.
    #[arg(long, num_args = 2, value_names = ["NAME", "NAME"], help_heading = "Which actors")]
    pub between: Vec<String>,
    /// The longest path that --between shows.
    #[arg(long, value_name = "N", requires = "between", help_heading = "Which actors")]
    pub steps: Option<usize>,
    /// Puts states in the place of persons who hold office in them and of bodies that belong to them. What happens inside a state is left
    /// out then.
    #[arg(long, value_enum, value_name = "INTO", help_heading = "Which actors")]
    pub fold: Option<FoldName>,
    /// Measures betweenness and closeness of large networks too, which takes seconds to minutes. Small ones always have them.
    #[arg(long, help_heading = "Output")]
    pub paths: bool,
    /// How many actors and ties the table has.
    #[arg(long, value_name = "N", default_value_t = 15, help_heading = "Output")]
    pub limit: usize,
    /// The title of a dossier.
    #[arg(long, value_name = "TITLE", default_value = "Who did what to whom", help_heading = "Output")]
    pub title: String,
    /// The format, where the file's ending does not say it. Endings: .html, .svg, .png, .gexf, .graphml, .dot, .cyjs, .json, .nodes.csv, .edges.csv,
    /// .matrix.csv, .ftm.json.
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    pub format: Option<NetworkFormat>,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub store: StoreArgs,
    #[command(flatten)]
    pub base: BaseArgs,
}

const NETWORK_EXAMPLES: &str = "\
Examples:
  relata network                                     who matters, and to whom
  relata network -o dossier.html                      a page to look at, and to mail
  relata network --around Ukraine --depth 2 -o ukraine.gexf
  relata network --type SANCTION --type ACCUSE --fold states -o conflict.graphml
  relata network --between 'Xi Jinping' Kyiv          how two actors are connected
  relata network --weight sources --min-weight 2      only what two publishers tell";

/// Co-operation or conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SignName {
    /// Verbal and material co-operation.
    Cooperation,
    /// Verbal and material conflict.
    Conflict,
    /// What is neither, or not known.
    Neutral,
}

/// In what light a text puts an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ModalityName {
    /// It happened or is going on.
    Asserted,
    /// It is intended, scheduled or expected.
    Planned,
    /// It may, might, is in doubt.
    Possible,
    /// Somebody wants another to do it.
    Requested,
    /// Only under a condition.
    Hypothetical,
    /// Any of these.
    Any,
}

/// What the strength of a tie is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, ValueEnum)]
pub enum WeightName {
    /// Events, as sentences tell them.
    #[default]
    Events,
    /// Articles.
    Articles,
    /// Publishers that differ.
    Sources,
}

/// A type of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ActorTypeName {
    /// One human being.
    Person,
    /// A state.
    State,
    /// A named body.
    Organization,
    /// Several people or bodies known by a description.
    Group,
    /// A place that does not act.
    Place,
}

/// What actors are folded into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FoldName {
    /// The states that they belong to.
    States,
}

/// A form of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NetworkFormat {
    /// A table for people.
    Table,
    /// A dossier: one page with the network, the events and the articles, which opens in a browser and needs nothing else.
    Html,
    /// A picture of the strongest ties, as drawn by browsers.
    Svg,
    /// The same picture in dots.
    Png,
    /// GEXF 1.3, for Gephi.
    Gexf,
    /// GraphML, for yEd, igraph, networkx and others.
    Graphml,
    /// DOT, for Graphviz.
    Dot,
    /// JSON of Cytoscape and Cytoscape.js.
    Cytoscape,
    /// Node-link JSON of networkx and D3, with every event.
    Json,
    /// A table of actors.
    NodesCsv,
    /// A table of ties.
    EdgesCsv,
    /// An adjacency matrix, ordered by community.
    MatrixCsv,
    /// FollowTheMoney entities, for Aleph.
    Ftm,
}
