//! Entities of FollowTheMoney: <https://followthemoney.tech/>.

use super::Export;
use crate::network::{ActorNode, NodeKind, Tie};
use petgraph::graph::NodeIndex;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes actors and ties as entities, one a line: ties are `UnknownLink`s with the relation as their role, their days, and the sentences.
pub(super) fn write(export: &Export<'_>, out: &mut dyn Write) -> io::Result<()> {
    for node in export.network.graph().node_indices() {
        writeln!(out, "{}", actor(&export.network.graph()[node]))?;
    }
    for (_, source, target, tie) in export.network.ties() {
        writeln!(out, "{}", link(export, source, target, tie))?;
    }
    Ok(())
}

fn actor(actor: &ActorNode) -> Value {
    let schema = match actor.kind {
        NodeKind::Person => "Person",
        NodeKind::State => "PublicBody",
        NodeKind::Organization => "Organization",
        // A place has a tie only if something was done to it or by it.
        NodeKind::Group | NodeKind::Place | NodeKind::Unknown => "LegalEntity",
    };
    let mut properties = Properties::default();
    properties.add("name", &actor.label);
    actor.aliases.iter().for_each(|alias| properties.add("alias", alias));
    if actor.kind == NodeKind::Person
        && let Some(office) = &actor.office
    {
        properties.add("position", &office.to_string());
    }
    if let Some(item) = actor.wikidata.as_deref().and_then(|iri| iri.strip_prefix(crate::rdf::vocab::WIKIDATA_NAMESPACE)) {
        properties.add("wikidataId", item);
    }
    properties.add("notes", &format!("{} in news articles", actor.kind.as_str()));
    properties.entity(&id(&actor.iri), schema)
}

fn link(export: &Export<'_>, source: NodeIndex, target: NodeIndex, tie: &Tie) -> Value {
    let [source, target] = [source, target].map(|node| export.network.graph()[node].iri.as_str());
    let mut properties = Properties::default();
    properties.add("subject", &id(source));
    properties.add("object", &id(target));
    let light = if tie.negated { "denied: " } else { "" };
    properties.add("role", &format!("{light}{}", tie.kind.words));
    properties.add("status", tie.modality.as_str());
    tie.first.iter().for_each(|day| properties.add("startDate", &day.to_string()));
    tie.last.iter().for_each(|day| properties.add("endDate", &day.to_string()));
    for event in tie.events.iter().map(|event| export.network.event(*event)) {
        let article = export.network.article(event.article);
        properties.add("summary", &event.sentence);
        article.publisher.iter().for_each(|publisher| properties.add("publisher", publisher));
        // Aleph shows addresses as links; others than these two kinds are nothing to click on.
        let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        article.url.iter().filter(web).for_each(|url| properties.add("sourceUrl", url));
    }
    let key = [source, target, &tie.kind.class, tie.modality.as_str(), if tie.negated { "denied" } else { "" }].join(" ");
    properties.entity(&id(&key), "UnknownLink")
}

/// Properties have several values, each once.
#[derive(Default)]
struct Properties {
    values: Map<String, Value>,
    seen: BTreeSet<(&'static str, String)>,
}

impl Properties {
    fn add(&mut self, name: &'static str, value: &str) {
        // FollowTheMoney takes no control characters, nor values of white space alone.
        let value: String = value.chars().filter(|character| !character.is_control() || *character == '\n').collect();
        if value.trim().is_empty() || !self.seen.insert((name, value.clone())) {
            return;
        }
        if let Some(list) = self.values.entry(name).or_insert_with(|| json!([])).as_array_mut() {
            list.push(Value::String(value));
        }
    }

    fn entity(self, id: &str, schema: &str) -> Value {
        json!({ "id": id, "schema": schema, "properties": self.values })
    }
}

/// A name of letters and digits for what has an IRI, always the same.
fn id(iri: &str) -> String {
    Sha256::digest(iri.as_bytes()).iter().take(20).fold("relata-".to_owned(), |mut id, byte| {
        write!(id, "{byte:02x}").expect("writing to a string cannot fail");
        id
    })
}
