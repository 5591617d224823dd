//! [`Mapper`]: a [`Reading`] in, its quads out.

use super::identities::Identities;
use super::iri::Iris;
use super::vocab::{self, dcterms, oa, owl, rel, schema, skos};
use crate::actor::{Actor, ActorId, ActorKind, Office};
use crate::event::{Attribution, Event, Modality, Participant};
use crate::ontology::{EventType, KnownActors, Ontology};
use crate::reading::Reading;
use crate::span::{LineIndex, Span};
use jiff::civil::Date;
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What one article says (or what the ontology says of types), as RDF: the unit that a store loads, replaces and removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedGraph {
    /// The graph's name, which is the article's IRI.
    pub name: NamedNode,
    /// Its quads, all in that graph, sorted as their N-Quads lines are, none twice.
    pub quads: Vec<Quad>,
}

impl NamedGraph {
    /// A graph of these quads.
    pub(crate) fn new(name: NamedNode, mut quads: Vec<Quad>) -> Self {
        quads.sort_by_cached_key(ToString::to_string);
        quads.dedup();
        Self { name, quads }
    }
}

/// Turns readings into RDF 1.1: one named graph an article.
///
/// - An **event** is a node with its type and PLOVER root, `rel:agent`, `rel:patient`, modality, polarity, place, time, frame, trigger and evidence.
/// - A **direct triple** between actors (`A rel:accused B`) stands beside it only if the event is asserted and positive, and told by the writer
///   or by one who took part as agent: what others allege is found at the event, with `rel:attributedTo`. Mutual relations ("met with")
///   stand in both directions, so that a query need not ask twice.
/// - An **office** is a node with holder, body, role and whether it is over; the direct triple is `rel:holdsRole` or `rel:memberOf`.
/// - **Evidence** is the sentence, with the positions of its characters and the words themselves.
///
/// A pure function: the same reading gives the same quads in the same order.
#[derive(Clone, Debug)]
pub struct Mapper<'o> {
    ontology: &'o Ontology,
    known: &'o KnownActors,
    iris: Iris,
    identities: Identities,
    text: bool,
}

impl<'o> Mapper<'o> {
    /// A mapper for readings made with this ontology and these known actors.
    #[must_use]
    pub fn new(ontology: &'o Ontology, known: &'o KnownActors, iris: Iris) -> Self {
        Self { ontology, known, iris, identities: Identities::default(), text: true }
    }

    /// Whether the graph holds the article's whole text, against which quotes can be checked later. It does by default; leave it out
    /// of graphs that are to be published where the text may not.
    #[must_use]
    pub fn with_text(mut self, text: bool) -> Self {
        self.text = text;
        self
    }

    /// Honours what has been said of who is whom.
    #[must_use]
    pub fn with_identities(mut self, identities: Identities) -> Self {
        self.identities = identities;
        self
    }

    /// The quads of one reading.
    #[must_use]
    pub fn map(&self, reading: &Reading) -> NamedGraph {
        let name = self.iris.article(&reading.article().doc);
        let mut graph = GraphBuilder {
            mapper: self,
            reading,
            index: LineIndex::new(reading.text()),
            graph: named(name),
            quads: Vec::new(),
            actors: BTreeSet::new(),
            sentences: BTreeSet::new(),
        };
        graph.add_article();
        for (sentence, number, event) in reading.numbered_events() {
            graph.add_event(sentence, number, event);
        }
        for (sentence, number, office) in reading.numbered_offices() {
            graph.add_office(sentence, number, office);
        }
        graph.add_actors();
        graph.add_evidence();
        graph.finish()
    }
}

/// A graph while it is built.
struct GraphBuilder<'m, 'r> {
    mapper: &'m Mapper<'m>,
    reading: &'r Reading,
    index: LineIndex<'r>,
    graph: NamedNode,
    quads: Vec<Quad>,
    /// Who was spoken of, and needs a description.
    actors: BTreeSet<ActorId>,
    /// Numbers of the sentences that prove something.
    sentences: BTreeSet<usize>,
}

impl GraphBuilder<'_, '_> {
    fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    fn add_some(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Option<impl Into<Term>>) {
        if let Some(object) = object {
            self.add(subject, predicate, object);
        }
    }

    fn add_article(&mut self) {
        let article = self.reading.article();
        let subject = self.graph.clone();
        self.add(&subject, rdf::TYPE, schema::NEWS_ARTICLE);
        self.add(&subject, dcterms::IDENTIFIER, string(&article.doc));
        self.add_some(&subject, schema::HEADLINE, article.title.as_deref().map(string));
        self.add_some(&subject, schema::DATE_PUBLISHED, article.date.map(day));
        self.add_some(&subject, schema::PUBLISHER, article.publisher.as_deref().map(string));
        self.add_some(&subject, schema::AUTHOR, article.author.as_deref().map(string));
        self.add_some(&subject, schema::URL, article.url.as_deref().map(address));
        self.add(&subject, rel::TEXT_HASH, string(&text_hash(&article.text)));
        if self.mapper.text {
            self.add(&subject, schema::ARTICLE_BODY, string(&article.text));
        }
    }

    fn add_event(&mut self, sentence: usize, number: usize, event: &Event) {
        let kind = self.mapper.ontology.event_type(event.kind);
        let subject = named(Iris::event(self.graph.as_str(), sentence, number));
        self.add(&subject, rdf::TYPE, vocab::ontology_term(&kind.class));
        self.add(&subject, rdf::TYPE, vocab::ontology_term(&root_class(kind)));
        self.add_participants(&subject, rel::AGENT, &event.agents);
        self.add_participants(&subject, rel::PATIENT, &event.patients);
        self.add(&subject, rel::MODALITY, modality(event.modality));
        self.add(&subject, rel::POLARITY, if event.negated { rel::NEGATIVE } else { rel::POSITIVE });
        if let Some(attribution) = &event.attribution {
            let source = self.source(attribution);
            self.add(&subject, rel::ATTRIBUTED_TO, source);
        }
        self.add_place_and_time(&subject, event);
        let trigger = self.characters(event.trigger_span);
        self.add(&subject, rel::TRIGGER, trigger);
        self.add(&subject, rel::FRAME, named(vocab::frame(&self.mapper.ontology.frame(event.frame).name)));
        self.add(&subject, rel::CONFIDENCE, Literal::new_typed_literal(event.confidence.to_string(), xsd::DECIMAL));
        self.add_sentence(&subject, event.sentence);
        if is_fact(event) {
            self.add_relation(kind, event);
        }
    }

    fn add_participants(&mut self, subject: &NamedNode, role: NamedNodeRef<'_>, participants: &[Participant]) {
        for participant in participants {
            let actor = self.actor(participant.actor);
            self.add(subject, role, actor);
        }
    }

    fn add_place_and_time(&mut self, subject: &NamedNode, event: &Event) {
        if let Some(place) = &event.place {
            let actor = place.actor.map(|actor| self.actor(actor));
            self.add_some(subject, rel::HAPPENED_IN, actor);
            self.add(subject, rel::PLACE_TEXT, string(place.span.of(self.reading.text())));
        }
        if let Some(time) = &event.time {
            self.add(subject, rel::TIME_TEXT, string(time.span.of(self.reading.text())));
            if let Some((first, last)) = time.days {
                self.add(subject, rel::FROM, day(first));
                self.add(subject, rel::UNTIL, day(last));
            }
        }
    }

    /// The triples between the actors themselves.
    fn add_relation(&mut self, kind: &EventType, event: &Event) {
        let relation = vocab::ontology_term(&kind.relation);
        for (one, other) in pairs(kind, event) {
            let (one, other) = (self.actor(one), self.actor(other));
            if one == other {
                continue;
            }
            self.add(&one, relation.as_ref(), other.clone());
            if kind.symmetric {
                self.add(&other, relation.as_ref(), one);
            }
        }
    }

    fn add_office(&mut self, sentence: usize, number: usize, office: &Office) {
        let subject = named(Iris::office(self.graph.as_str(), sentence, number));
        let holder = self.actor(office.holder);
        let body = office.body.map(|body| self.actor(body));
        self.add(&subject, rdf::TYPE, rel::OFFICE);
        self.add(&subject, rel::HOLDER, holder.clone());
        self.add_some(&subject, rel::BODY, body.clone());
        self.add_some(&subject, rel::ROLE, (!office.role.is_empty()).then(|| string(&office.role)));
        self.add(&subject, rel::FORMER, Literal::from(office.former));
        self.add_sentence(&subject, sentence - 1);
        if !office.former {
            self.add_some(&holder, if office.membership { rel::MEMBER_OF } else { rel::HOLDS_ROLE }, body);
        }
    }

    fn add_sentence(&mut self, subject: &NamedNode, sentence: usize) {
        self.sentences.insert(sentence);
        let evidence = self.characters(self.reading.document.sentences()[sentence].span);
        self.add(subject, rel::HAS_EVIDENCE, evidence);
    }

    fn add_evidence(&mut self) {
        for sentence in std::mem::take(&mut self.sentences) {
            let span = self.reading.document.sentences()[sentence].span;
            let (start, end) = self.index.characters(span);
            let subject = self.characters(span);
            self.add(&subject, rdf::TYPE, rel::EVIDENCE);
            self.add(&subject, oa::HAS_SOURCE, self.graph.clone());
            self.add(&subject, oa::START, Literal::from(start));
            self.add(&subject, oa::END, Literal::from(end));
            self.add(&subject, oa::EXACT, string(span.of(self.reading.text())));
        }
    }

    /// Describes everyone who was spoken of, and whom they belong to.
    fn add_actors(&mut self) {
        let mut described = BTreeSet::new();
        while let Some(id) = self.actors.pop_first() {
            if described.insert(id) {
                self.add_actor(self.reading.actors.actor(id));
            }
        }
    }

    fn add_actor(&mut self, actor: &Actor) {
        let plain = self.mapper.iris.actor(&actor.key);
        let subject = self.node(&actor.key);
        if subject.as_str() == plain || subject.as_str().starts_with(&format!("{plain}--")) {
            self.add(&subject, rdf::TYPE, class(actor.kind));
            self.add(&subject, rdfs::LABEL, string(&actor.label));
        } else {
            self.add_other_name(&subject, actor);
        }
        for alias in &actor.aliases {
            self.add(&subject, skos::ALT_LABEL, string(alias));
        }
        let whole = actor.part_of.map(|whole| self.actor(whole));
        self.add_some(&subject, rel::PART_OF, whole);
        if let Some(known) = self.mapper.known.find(&actor.key).map(|id| self.mapper.known.actor(id)) {
            let item = known.wikidata.as_ref().map(|item| named(format!("{}{item}", vocab::WIKIDATA_NAMESPACE)));
            self.add_some(&subject, owl::SAME_AS, item);
            self.add_some(&subject, rel::ISO3, known.iso3.as_deref().map(string));
        }
    }

    /// Describes an actor that is said to be another one: its label is a further name of that one, unless the article has no other.
    fn add_other_name(&mut self, subject: &NamedNode, actor: &Actor) {
        let others = self.reading.actors.actors.iter();
        let told = others.clone().any(|other| self.mapper.iris.actor(&other.key) == subject.as_str());
        let first = || {
            let same = self.reading.actors.actors.iter().filter(|other| self.node(&other.key) == *subject);
            same.map(|other| other.key.as_str()).min() == Some(actor.key.as_str())
        };
        if !told && first() {
            let known = self.mapper.known.iter().find(|known| self.mapper.iris.actor(&known.key) == subject.as_str());
            let (kind, label) = known.map_or((actor.kind, actor.label.clone()), |known| (known.kind, known.label.clone()));
            self.add(subject, rdf::TYPE, class(kind));
            self.add(subject, rdfs::LABEL, string(&label));
        }
        self.add(subject, skos::ALT_LABEL, string(&actor.label));
    }

    /// The node of an actor by its key, and by what has been said of who is whom.
    fn node(&self, key: &str) -> NamedNode {
        named(self.mapper.identities.of(&self.mapper.iris.actor(key), self.graph.as_str()))
    }

    /// An actor's node; it will be described.
    fn actor(&mut self, id: ActorId) -> NamedNode {
        self.actors.insert(id);
        self.node(&self.reading.actors.actor(id).key)
    }

    /// The node of whoever a statement is attributed to.
    fn source(&mut self, attribution: &Attribution) -> NamedNode {
        if let Some(actor) = attribution.actor {
            return self.actor(actor);
        }
        let source = named(Iris::source(self.graph.as_str(), &attribution.label));
        self.add(&source, rdf::TYPE, rel::UNNAMED_SOURCE);
        self.add(&source, rdfs::LABEL, string(&attribution.label));
        source
    }

    fn characters(&self, span: Span) -> NamedNode {
        named(Iris::characters(self.graph.as_str(), self.index.characters(span)))
    }

    fn finish(self) -> NamedGraph {
        NamedGraph::new(self.graph, self.quads)
    }
}

/// Whether the article itself vouches for an event: asserted, positive, and told by the writer or by one who did it.
fn is_fact(event: &Event) -> bool {
    let own_word = event.attribution.as_ref().is_none_or(|attribution| {
        attribution.actor.is_some_and(|speaker| event.agents.iter().any(|agent| agent.actor == speaker))
    });
    event.modality == Modality::Asserted && !event.negated && own_word
}

/// Who stands in a direct relation to whom. Peers of a mutual event may all be among its agents.
fn pairs(kind: &EventType, event: &Event) -> Vec<(ActorId, ActorId)> {
    let agents = event.agents.iter().map(|agent| agent.actor);
    if kind.symmetric && event.patients.is_empty() {
        let agents: Vec<_> = agents.collect();
        return (agents.iter().enumerate())
            .flat_map(|(index, one)| agents[index + 1..].iter().map(|other| (*one, *other)))
            .collect();
    }
    agents.flat_map(|agent| event.patients.iter().map(move |patient| (agent, patient.actor))).collect()
}

/// Local name of the class of an event type's PLOVER root: `ACCUSE` gives `Accuse`.
pub(super) fn root_class(kind: &EventType) -> String {
    let (first, rest) = kind.root.split_at(kind.root.len().min(1));
    format!("{first}{}", rest.to_ascii_lowercase())
}

fn class(kind: ActorKind) -> NamedNodeRef<'static> {
    match kind {
        ActorKind::Person => rel::PERSON,
        ActorKind::State => rel::STATE,
        ActorKind::Organization => rel::ORGANIZATION,
        ActorKind::Group | ActorKind::Thing => rel::GROUP,
        ActorKind::Place => rel::PLACE,
    }
}

fn modality(modality: Modality) -> NamedNodeRef<'static> {
    match modality {
        Modality::Asserted => rel::ASSERTED,
        Modality::Planned => rel::PLANNED,
        Modality::Possible => rel::POSSIBLE,
        Modality::Requested => rel::REQUESTED,
        Modality::Hypothetical => rel::HYPOTHETICAL,
    }
}

/// An IRI that was minted, and so is valid.
fn named(iri: String) -> NamedNode {
    debug_assert!(NamedNode::new(&iri).is_ok(), "{iri}");
    NamedNode::new_unchecked(iri)
}

fn string(text: &str) -> Literal {
    Literal::new_simple_literal(text)
}

fn day(date: Date) -> Literal {
    Literal::new_typed_literal(date.to_string(), xsd::DATE)
}

/// A web address as an IRI, or as it is worded where it is none.
fn address(url: &str) -> Term {
    NamedNode::new(url).map_or_else(|_| string(url).into(), Into::into)
}

/// SHA-256 of a text in UTF-8, in hexadecimal digits: what `rel:textHash` says of an article.
#[must_use]
pub fn text_hash(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::write_turtle;
    use crate::reading::sample;

    fn turtle(reading: &Reading) -> String {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        let graph = Mapper::new(&ontology, &known, Iris::default()).map(reading);
        let mut out = Vec::new();
        write_turtle(graph.quads.iter().map(Quad::as_ref), Iris::DEFAULT_BASE, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn sample() -> Reading {
        sample::reading("note.txt")
    }

    #[test]
    fn an_event_is_a_node_with_all_that_is_known_of_it() {
        let expected = "\n<article/note.txt/event/1-1> a rel:Consult, rel:Meeting ;\n    rel:agent <actor/zoë> ;\n    rel:patient <actor/karl> ;\n    \
            rel:modality rel:Asserted ;\n    rel:polarity rel:Positive ;\n    rel:place <actor/bern> ;\n    rel:placeText \"Bern\" ;\n    \
            rel:timeText \"yesterday\" ;\n    rel:from \"2025-08-21\"^^xsd:date ;\n    rel:until \"2025-08-21\"^^xsd:date ;\n    \
            rel:evidence <article/note.txt#char=0,48> ;\n    rel:trigger <article/note.txt#char=21,24> ;\n    rel:frame frame:meet ;\n    rel:confidence \"0.5\"^^xsd:decimal .\n";
        let turtle = turtle(&sample());
        assert!(turtle.contains(expected), "{turtle}");
    }

    #[test]
    fn evidence_counts_characters_and_quotes_the_sentence() {
        let expected = "oa:start 49 ;\n    oa:end 81 ;\n    oa:exact \"Officials said Karl accused Zoë.\"";
        let turtle = turtle(&sample());
        assert!(turtle.contains(expected), "{turtle}");
    }

    #[test]
    fn mutual_relations_stand_in_both_directions() {
        let turtle = turtle(&sample());
        assert!(turtle.contains("rel:metWith <actor/karl>") && turtle.contains("rel:metWith <actor/zoë>"), "{turtle}");
    }

    #[test]
    fn what_others_allege_is_no_direct_triple() {
        let turtle = turtle(&sample());
        assert!(!turtle.contains("rel:accused"), "{turtle}");
        assert!(turtle.contains("rel:attributedTo <article/note.txt/source/officials>"), "{turtle}");
        assert!(
            turtle.contains("<article/note.txt/source/officials> a rel:UnnamedSource ;\n    rdfs:label \"Officials\""),
            "{turtle}"
        );
    }

    #[test]
    fn what_the_doer_says_of_himself_is_a_direct_triple() {
        let mut reading = sample();
        let accused = &mut reading.events.events[1];
        accused.attribution.as_mut().unwrap().actor = Some(accused.agents[0].actor);
        assert!(turtle(&reading).contains("rel:accused <actor/zoë>"));
    }

    #[test]
    fn what_did_not_happen_is_no_direct_triple() {
        for (modality, negated) in [(Modality::Planned, false), (Modality::Asserted, true), (Modality::Possible, false)] {
            let mut reading = sample();
            let met = &mut reading.events.events[0];
            (met.modality, met.negated) = (modality, negated);
            assert!(!turtle(&reading).contains("rel:metWith"));
        }
    }

    #[test]
    fn offices_are_nodes_and_a_relation_while_they_last() {
        let mut reading = sample();
        let office = "<article/note.txt/office/1-1> a rel:Office ;\n    rel:evidence <article/note.txt#char=0,48> ;\n    rel:holder <actor/zoë> ;\n    \
            rel:body <actor/bern> ;\n    rel:role \"Foreign Minister\" ;\n    rel:former false .";
        assert!(turtle(&reading).contains(office), "{}", turtle(&reading));
        assert!(turtle(&reading).contains("rel:holdsRole <actor/bern>"));
        reading.actors.offices[0].former = true;
        assert!(!turtle(&reading).contains("rel:holdsRole"));
    }

    #[test]
    fn the_text_can_be_left_out() {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        let mapper = Mapper::new(&ontology, &known, Iris::default());
        let has_text =
            |mapper: &Mapper<'_>| mapper.map(&sample()).quads.iter().any(|quad| quad.predicate == schema::ARTICLE_BODY);
        assert!(has_text(&mapper) && !has_text(&mapper.clone().with_text(false)));
    }
}
