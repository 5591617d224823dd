//! [`Ontology`]: the vocabulary, ready for look-up.

use super::turtle::{Resource, local_name, resources};
use super::{Context, EventType, EventTypeId, Frame, FrameId, Light, Lists, NAMESPACE, OntologyError, Pattern, WordClass};
use std::collections::HashMap;

/// The built-in files, in the order in which they are read: types before the frames that evoke them.
const BUILT_IN: &[(&str, &str)] = &[
    ("ontology/events/cooperation.ttl", include_str!("../../ontology/events/cooperation.ttl")),
    ("ontology/events/conflict.ttl", include_str!("../../ontology/events/conflict.ttl")),
    ("ontology/lists/cooperation.ttl", include_str!("../../ontology/lists/cooperation.ttl")),
    ("ontology/lists/conflict.ttl", include_str!("../../ontology/lists/conflict.ttl")),
    ("ontology/lists/grammar.ttl", include_str!("../../ontology/lists/grammar.ttl")),
    ("ontology/frames/agree.ttl", include_str!("../../ontology/frames/agree.ttl")),
    ("ontology/frames/consult.ttl", include_str!("../../ontology/frames/consult.ttl")),
    ("ontology/frames/support.ttl", include_str!("../../ontology/frames/support.ttl")),
    ("ontology/frames/concede.ttl", include_str!("../../ontology/frames/concede.ttl")),
    ("ontology/frames/cooperate.ttl", include_str!("../../ontology/frames/cooperate.ttl")),
    ("ontology/frames/aid.ttl", include_str!("../../ontology/frames/aid.ttl")),
    ("ontology/frames/retreat.ttl", include_str!("../../ontology/frames/retreat.ttl")),
    ("ontology/frames/request.ttl", include_str!("../../ontology/frames/request.ttl")),
    ("ontology/frames/accuse.ttl", include_str!("../../ontology/frames/accuse.ttl")),
    ("ontology/frames/reject.ttl", include_str!("../../ontology/frames/reject.ttl")),
    ("ontology/frames/threaten.ttl", include_str!("../../ontology/frames/threaten.ttl")),
    ("ontology/frames/protest.ttl", include_str!("../../ontology/frames/protest.ttl")),
    ("ontology/frames/sanction.ttl", include_str!("../../ontology/frames/sanction.ttl")),
    ("ontology/frames/mobilize.ttl", include_str!("../../ontology/frames/mobilize.ttl")),
    ("ontology/frames/coerce.ttl", include_str!("../../ontology/frames/coerce.ttl")),
    ("ontology/frames/assault.ttl", include_str!("../../ontology/frames/assault.ttl")),
    ("ontology/frames/learned.ttl", include_str!("../../ontology/frames/learned.ttl")),
    ("ontology/contexts.ttl", include_str!("../../ontology/contexts.ttl")),
];

/// What a lemma may evoke.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Evoked {
    /// The pattern with this number of this frame.
    Frame(FrameId, u32),
    /// The pattern with this number of the context with this number.
    Context(u32, u32),
}

/// The vocabulary of events: types, frames and contexts. Immutable once built; share it by reference.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    types: Vec<EventType>,
    frames: Vec<Frame>,
    contexts: Vec<Context>,
    lists: Lists,
    types_by_class: HashMap<String, EventTypeId>,
    /// For each part of speech by lemma, in the order of the files.
    evoked: [HashMap<String, Vec<Evoked>>; 3],
    /// The frames that the language model evokes, by their root.
    learned: HashMap<String, FrameId>,
}

impl Ontology {
    /// The vocabulary that the program carries. Costs some 10 ms: build it once.
    ///
    /// # Panics
    /// Never in a released build: the files are part of the program, and tests read them all.
    #[must_use]
    pub fn built_in() -> Self {
        let mut ontology = Self::default();
        for (file, turtle) in BUILT_IN {
            ontology.add(file, turtle).expect("the built-in vocabulary is checked by tests");
        }
        ontology
    }

    /// The same vocabulary with the contents of another Turtle file; `file` names it in errors.
    ///
    /// # Errors
    /// If the text is no Turtle, a pattern does not follow the grammar, or a frame evokes a type that there is not.
    pub fn with_turtle(mut self, file: &str, turtle: &str) -> Result<Self, OntologyError> {
        self.add(file, turtle)?;
        Ok(self)
    }

    /// All event types, roots first in each family.
    pub fn types(&self) -> impl Iterator<Item = &EventType> {
        self.types.iter()
    }

    /// All frames, in the order of the files.
    pub fn frames(&self) -> impl Iterator<Item = &Frame> {
        self.frames.iter()
    }

    /// All contexts, in the order of the files.
    pub fn contexts(&self) -> impl Iterator<Item = &Context> {
        self.contexts.iter()
    }

    /// One event type.
    #[must_use]
    pub fn event_type(&self, id: EventTypeId) -> &EventType {
        &self.types[id.0 as usize]
    }

    /// One frame.
    #[must_use]
    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id.0 as usize]
    }

    /// One context, by the number that [`Evoked::Context`] gives.
    #[must_use]
    pub fn context(&self, number: u32) -> &Context {
        &self.contexts[number as usize]
    }

    /// What a word may evoke, in the order of the files. The trigger's particle or compound is still to be checked.
    #[must_use]
    pub fn evoked(&self, lemma: &str, class: WordClass) -> &[Evoked] {
        self.evoked[class as usize].get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The frame of words that the language model takes for a root, whatever lists say.
    #[must_use]
    pub fn learned(&self, root: &str) -> Option<FrameId> {
        self.learned.get(root).copied()
    }

    /// Whether a word is in a list.
    #[must_use]
    pub fn is_in_list(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }

    fn add(&mut self, file: &str, turtle: &str) -> Result<(), OntologyError> {
        let resources = resources(file, turtle)?;
        // Files may be in any order inside: lists first, since patterns name them, then types, then frames.
        for resource in &resources {
            for word in resource.values(&rel("word")) {
                self.lists.entry(local_name(&resource.iri).to_owned()).or_default().insert(word.to_owned());
            }
        }
        for resource in resources.iter().filter(|resource| resource.is_a(&rel("EventType"))) {
            self.add_type(file, resource)?;
        }
        for resource in &resources {
            if resource.is_a(&rel("Frame")) {
                self.add_frame(file, resource)?;
            } else if resource.is_a(&rel("Context")) {
                self.add_context(file, resource)?;
            }
        }
        Ok(())
    }

    fn add_type(&mut self, file: &str, resource: &Resource) -> Result<(), OntologyError> {
        let class = local_name(&resource.iri).to_owned();
        let missing = |what: &str| problem(file, resource, format!("{what} is missing"));
        let parent = resource
            .values(RDFS_SUBCLASS)
            .find_map(|iri| self.types_by_class.get(local_name(iri)))
            .map(|id| self.types[id.0 as usize].clone());
        let inherited = |property: &str, of_parent: Option<String>| {
            resource.value(&rel(property)).map(str::to_owned).or(of_parent).ok_or_else(|| missing(property))
        };
        let root = inherited("root", parent.as_ref().map(|parent| parent.root.clone()))?;
        let quad = inherited("quad", parent.as_ref().map(|parent| parent.quad.to_string()))?;
        let goldstein = inherited("goldstein", parent.as_ref().map(|parent| parent.goldstein.to_string()))?;
        let demands = |property: &str, role: &str| resource.values(&rel(property)).any(|iri| local_name(iri) == role);
        let required = |role: &str, by_parent: Option<bool>| {
            demands("requires", role) || by_parent == Some(true) && !demands("mayLack", role)
        };
        let number = |text: &str| text.parse::<f32>().map_err(|_| problem(file, resource, format!("\"{text}\" is no number")));
        let relation = resource.value(&rel("relation")).ok_or_else(|| missing("rel:relation"))?;
        let event_type = EventType {
            relation: local_name(relation).to_owned(),
            label: resource.value(RDFS_LABEL).ok_or_else(|| missing("rdfs:label"))?.to_owned(),
            cameo: resource
                .value(SKOS_NOTATION)
                .map(str::to_owned)
                .or(parent.as_ref().map(|parent| parent.cameo.clone()))
                .ok_or_else(|| missing("skos:notation"))?,
            symmetric: resource.value(&rel("symmetric")) == Some("true"),
            quad: number(&quad)? as u8,
            goldstein: number(&goldstein)?,
            also_called: resource.values(&rel("alsoCalled")).map(str::to_owned).collect(),
            noun_tells_agent: demands("nounTells", "agent") || parent.as_ref().is_some_and(|parent| parent.noun_tells_agent),
            noun_tells_patient: demands("nounTells", "patient")
                || parent.as_ref().is_some_and(|parent| parent.noun_tells_patient),
            requires_agent: required("agent", parent.as_ref().map(|parent| parent.requires_agent)),
            requires_patient: required("patient", parent.as_ref().map(|parent| parent.requires_patient)),
            root,
            class: class.clone(),
        };
        let id = EventTypeId(self.types.len() as u32);
        if self.types_by_class.insert(class, id).is_some() {
            return Err(problem(file, resource, "the type is defined twice".to_owned()));
        }
        self.types.push(event_type);
        Ok(())
    }

    fn add_frame(&mut self, file: &str, resource: &Resource) -> Result<(), OntologyError> {
        let evokes = resource.value(&rel("evokes")).ok_or_else(|| problem(file, resource, "rel:evokes is missing".to_owned()))?;
        let evokes = *self
            .types_by_class
            .get(local_name(evokes))
            .ok_or_else(|| problem(file, resource, format!("there is no event type {}", local_name(evokes))))?;
        let patterns = self.patterns(file, resource)?;
        let id = FrameId(self.frames.len() as u32);
        let learned = resource.value(&rel("learned")) == Some("true");
        if learned {
            self.learned.insert(self.types[evokes.0 as usize].root.clone(), id);
        } else {
            self.index(&patterns, |number| Evoked::Frame(id, number));
        }
        self.frames.push(Frame {
            name: local_name(&resource.iri).to_owned(),
            evokes,
            patterns,
            learned,
            content: content(file, resource)?,
            examples: resource.values(&rel("example")).map(str::to_owned).collect(),
            near_misses: resource.values(&rel("nearMiss")).map(str::to_owned).collect(),
        });
        Ok(())
    }

    fn add_context(&mut self, file: &str, resource: &Resource) -> Result<(), OntologyError> {
        let patterns = self.patterns(file, resource)?;
        let context = self.contexts.len() as u32;
        self.index(&patterns, |number| Evoked::Context(context, number));
        self.contexts.push(Context {
            name: local_name(&resource.iri).to_owned(),
            patterns,
            content: content(file, resource)?.unwrap_or(Light::Asserted),
            speech: resource.value(&rel("speech")) == Some("true"),
        });
        Ok(())
    }

    fn patterns(&self, file: &str, resource: &Resource) -> Result<Vec<Pattern>, OntologyError> {
        resource
            .values(&rel("pattern"))
            .map(|source| {
                Pattern::parse(source, &self.lists).map_err(|cause| OntologyError::Pattern {
                    file: file.to_owned(),
                    resource: local_name(&resource.iri).to_owned(),
                    pattern: source.to_owned(),
                    cause,
                })
            })
            .collect()
    }

    fn index(&mut self, patterns: &[Pattern], evoked: impl Fn(u32) -> Evoked) {
        for (number, pattern) in patterns.iter().enumerate() {
            for trigger in &pattern.triggers {
                let entry = self.evoked[trigger.class as usize].entry(trigger.lemma.clone()).or_default();
                let evoked = evoked(number as u32);
                if !entry.contains(&evoked) {
                    entry.push(evoked);
                }
            }
        }
    }
}

const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const RDFS_SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const SKOS_NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";

/// The IRI of a term of our own.
fn rel(local: &str) -> String {
    format!("{NAMESPACE}{local}")
}

fn content(file: &str, resource: &Resource) -> Result<Option<Light>, OntologyError> {
    let Some(iri) = resource.value(&rel("content")).map(str::to_owned) else { return Ok(None) };
    let light = Light::parse(local_name(&iri));
    light.map(Some).ok_or_else(|| problem(file, resource, format!("there is no light {}", local_name(&iri))))
}

fn problem(file: &str, resource: &Resource, message: String) -> OntologyError {
    OntologyError::Resource { file: file.to_owned(), resource: local_name(&resource.iri).to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::EventRoot;

    #[test]
    fn every_built_in_file_loads() {
        let mut ontology = Ontology::default();
        for (file, turtle) in BUILT_IN {
            ontology.add(file, turtle).unwrap_or_else(|error| panic!("{error}"));
        }
        assert!(ontology.frames().count() > 100);
    }

    #[test]
    fn every_frame_is_shown_by_an_example() {
        let ontology = Ontology::built_in();
        let listed = ontology.frames().filter(|frame| !frame.learned);
        let bare: Vec<_> = listed.filter(|frame| frame.examples.is_empty()).map(|frame| &frame.name).collect();
        assert!(bare.is_empty(), "frames without an example: {bare:?}");
    }

    #[test]
    fn each_root_has_a_frame_for_words_that_no_list_names() {
        let ontology = Ontology::built_in();
        for root in EventRoot::ALL.iter().filter(|root| **root != EventRoot::None) {
            let frame = ontology.frame(ontology.learned(root.as_str()).unwrap_or_else(|| panic!("{root:?}")));
            assert_eq!(ontology.event_type(frame.evokes).root, root.as_str());
        }
    }

    #[test]
    fn the_sixteen_roots_are_there() {
        let ontology = Ontology::built_in();
        let roots: std::collections::BTreeSet<_> = ontology.types().map(|event_type| event_type.root.as_str()).collect();
        let plover = [
            "ACCUSE",
            "AGREE",
            "AID",
            "ASSAULT",
            "COERCE",
            "CONCEDE",
            "CONSULT",
            "COOPERATE",
            "MOBILIZE",
            "PROTEST",
            "REJECT",
            "REQUEST",
            "RETREAT",
            "SANCTION",
            "SUPPORT",
            "THREATEN",
        ];
        assert_eq!(roots.into_iter().collect::<Vec<_>>(), plover);
    }

    #[test]
    fn mistakes_name_file_and_resource() {
        let turtle = "@prefix rel: <https://w3id.org/relata/ontology#> .\n<https://example.org/odd> a rel:Frame ; rel:evokes rel:Nonsense .";
        let error = Ontology::built_in().with_turtle("mine.ttl", turtle).unwrap_err();
        assert_eq!(error.to_string(), "mine.ttl: odd: there is no event type Nonsense");
    }
}
