//! The label sets of the model, in the order of its outputs.

use super::ModelError;
use crate::text::{Deprel, EntityKind, EventRoot, NameKind, Upos, Xpos};
use serde::Deserialize;

/// What each column of the network's outputs stands for.
#[derive(Debug)]
pub(super) struct Labels {
    pub(super) upos: Vec<Upos>,
    pub(super) xpos: Vec<Xpos>,
    pub(super) deprel: Vec<Deprel>,
    pub(super) name: Vec<NameKind>,
    pub(super) entity: Vec<EntityKind>,
    /// What event a word tells; the first is that it tells none.
    pub(super) event: Vec<EventRoot>,
    /// Width of the vectors whose products score a relation between two words.
    pub(super) label_dim: usize,
    /// The same for a trigger and a word that fills one of its roles.
    pub(super) role_dim: usize,
}

/// The roles of an event's words, in the order of the network's.
pub(super) const ROLES: [&str; 2] = ["source", "target"];

#[derive(Deserialize)]
struct Written {
    upos: Vec<String>,
    xpos: Vec<String>,
    deprel: Vec<String>,
    name: Vec<String>,
    entity: Vec<String>,
    event: Vec<String>,
    role: Vec<String>,
    label_dim: usize,
    role_dim: usize,
}

impl Labels {
    /// Reads `labels.json`; a label that the program does not know is an error, not a catch-all.
    pub(super) fn parse(json: &str) -> Result<Self, ModelError> {
        let written: Written = serde_json::from_str(json).map_err(|error| damaged(error.to_string()))?;
        if written.role != ROLES {
            return Err(damaged("other roles than source and target".into()));
        }
        if written.event.first().map(String::as_str) != Some(EventRoot::None.as_str()) {
            return Err(damaged("the first event is none".into()));
        }
        Ok(Self {
            upos: tags(&written.upos, Upos::parse, Upos::as_str)?,
            xpos: tags(&written.xpos, Xpos::parse, Xpos::as_str)?,
            deprel: tags(&written.deprel, Deprel::parse, Deprel::as_str)?,
            name: tags(&written.name, NameKind::parse, NameKind::as_str)?,
            entity: tags(&written.entity, EntityKind::parse, EntityKind::as_str)?,
            event: tags(&written.event, EventRoot::parse, EventRoot::as_str)?,
            label_dim: written.label_dim,
            role_dim: written.role_dim,
        })
    }
}

fn damaged(problem: String) -> ModelError {
    ModelError::Table { file: "labels.json", problem }
}

fn tags<T: Copy>(written: &[String], parse: fn(&str) -> T, show: fn(T) -> &'static str) -> Result<Vec<T>, ModelError> {
    let known = |text: &String| {
        let tag = parse(text);
        if show(tag) == text { Ok(tag) } else { Err(damaged(format!("unknown label {text}"))) }
    };
    if written.is_empty() {
        return Err(damaged("an empty label set".into()));
    }
    written.iter().map(known).collect()
}
