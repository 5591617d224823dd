//! What is said of each actor and each tie in every format: one table, many outputs.

use super::Export;
use crate::network::{EventRecord, Tie};
use petgraph::graph::NodeIndex;
use serde_json::{Map, Value as Json};

/// A type of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Integer,
    Real,
    Boolean,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Integer(i64),
    Real(f64),
    Boolean(bool),
}

impl Value {
    /// As text, which is the same everywhere.
    pub fn to_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Boolean(yes) => yes.to_string(),
        }
    }

    fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => Json::from(text.as_str()),
            Self::Integer(number) => Json::from(*number),
            Self::Real(number) => Json::from(*number),
            Self::Boolean(yes) => Json::from(*yes),
        }
    }
}

/// A column: its name, the type of its values.
pub(super) type Column = (&'static str, Type);

/// What is said of actors, beside IRI and label.
pub(super) const NODE_COLUMNS: &[Column] = &[
    ("type", Type::Text),
    ("state", Type::Text),
    ("iso3", Type::Text),
    ("office", Type::Text),
    ("events", Type::Integer),
    ("degree", Type::Integer),
    ("in_degree", Type::Integer),
    ("out_degree", Type::Integer),
    ("strength", Type::Real),
    ("in_strength", Type::Real),
    ("out_strength", Type::Real),
    ("page_rank", Type::Real),
    ("betweenness", Type::Real),
    ("closeness", Type::Real),
    ("community", Type::Integer),
    ("core", Type::Integer),
    ("constraint", Type::Real),
    ("wikidata", Type::Text),
];

/// What is said of ties, beside their ends.
pub(super) const TIE_COLUMNS: &[Column] = &[
    ("relation", Type::Text),
    ("class", Type::Text),
    ("root", Type::Text),
    ("sign", Type::Integer),
    ("goldstein", Type::Real),
    ("quad", Type::Integer),
    ("mutual", Type::Boolean),
    ("modality", Type::Text),
    ("negated", Type::Boolean),
    ("events", Type::Integer),
    ("articles", Type::Integer),
    ("sources", Type::Integer),
    ("first", Type::Text),
    ("last", Type::Text),
    ("sentence", Type::Text),
    ("event", Type::Text),
];

/// The values of an actor, in the order of [`NODE_COLUMNS`].
pub(super) fn of_node(export: &Export<'_>, node: NodeIndex) -> Vec<Option<Value>> {
    let actor = &export.network.graph()[node];
    let measures = &export.measures.actors[node.index()];
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let count = |number: usize| Some(Value::Integer(number as i64));
    vec![
        Some(Value::Text(actor.kind.as_str().to_owned())),
        actor.state.as_ref().map(|state| Value::Text(state.label.clone())),
        text(&actor.iso3),
        actor.office.as_ref().map(|office| Value::Text(office.to_string())),
        count(actor.events),
        count(measures.degree),
        count(measures.in_degree),
        count(measures.out_degree),
        Some(Value::Real(measures.strength)),
        Some(Value::Real(measures.in_strength)),
        Some(Value::Real(measures.out_strength)),
        Some(Value::Real(measures.page_rank)),
        measures.betweenness.map(Value::Real),
        measures.closeness.map(Value::Real),
        count(measures.community),
        count(measures.core),
        measures.constraint.map(Value::Real),
        text(&actor.wikidata),
    ]
}

/// The values of a tie, in the order of [`TIE_COLUMNS`].
pub(super) fn of_tie(export: &Export<'_>, tie: &Tie) -> Vec<Option<Value>> {
    let text = |value: &str| (!value.is_empty()).then(|| Value::Text(value.to_owned()));
    let count = |number: usize| Some(Value::Integer(number as i64));
    let first = first_event(export, tie);
    vec![
        text(&tie.kind.relation),
        text(&tie.kind.class),
        text(&tie.kind.root),
        Some(Value::Integer(tie.sign.as_number().into())),
        tie.kind.goldstein.map(Value::Real),
        tie.kind.quad.map(|quad| Value::Integer(quad.into())),
        Some(Value::Boolean(tie.kind.mutual)),
        text(tie.modality.as_str()),
        Some(Value::Boolean(tie.negated)),
        count(tie.weight.events),
        count(tie.weight.articles),
        count(tie.weight.sources),
        tie.first.map(|day| Value::Text(day.to_string())),
        tie.last.map(|day| Value::Text(day.to_string())),
        first.and_then(|event| text(&event.sentence)),
        first.and_then(|event| text(&event.iri)),
    ]
}

/// The first event behind a tie.
pub(super) fn first_event<'e>(export: &Export<'e>, tie: &Tie) -> Option<&'e EventRecord> {
    tie.events.first().map(|event| export.network.event(*event))
}

/// A tie's name among all: ties have no IRI.
pub(super) fn tie_id(index: usize) -> String {
    format!("t{index}")
}

/// Values as members of a JSON object; what is not known is left out.
pub(super) fn members(columns: &[Column], values: &[Option<Value>]) -> Map<String, Json> {
    let known = columns.iter().zip(values).filter_map(|((name, _), value)| Some(((*name).to_owned(), value.as_ref()?.to_json())));
    known.collect()
}
