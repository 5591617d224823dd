//! A reading as one line of JSON: for scorers, for spreadsheets, for whoever needs positions and no graph.

use super::Reading;
use crate::actor::{ActorId, MentionKind};
use crate::diagnostic::Diagnostic;
use crate::event::{Event, Participant};
use crate::ontology::Ontology;
use crate::rdf::{Iris, vocab};
use crate::span::{LineIndex, Span};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes readings as JSON Lines. Positions are counted in Unicode characters.
#[derive(Clone, Debug)]
pub struct JsonLines<'o> {
    ontology: &'o Ontology,
    iris: Iris,
    propositions: bool,
    grounds: bool,
}

impl<'o> JsonLines<'o> {
    /// Written by this vocabulary (that of the pipeline that made the readings) and with these IRIs.
    #[must_use]
    pub fn new(ontology: &'o Ontology, iris: Iris) -> Self {
        Self { ontology, iris, propositions: false, grounds: false }
    }

    /// Adds open relations: what the text says in its own words.
    #[must_use]
    pub fn with_propositions(mut self, propositions: bool) -> Self {
        self.propositions = propositions;
        self
    }

    /// Adds to each event what its confidence is reckoned from, and how far each ground holds.
    #[must_use]
    pub fn with_grounds(mut self, grounds: bool) -> Self {
        self.grounds = grounds;
        self
    }

    /// Writes one reading and what was odd on the way to it as one line.
    ///
    /// # Errors
    /// Only those of the writer.
    pub fn write(&self, reading: &Reading, warnings: &[Diagnostic], mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, &self.record(reading, warnings))?;
        out.write_all(b"\n")
    }

    fn record<'r>(&self, reading: &'r Reading, warnings: &'r [Diagnostic]) -> Record<'r>
    where
        'o: 'r,
    {
        let article = reading.article();
        let line = Line { reading, index: LineIndex::new(&article.text), iris: &self.iris, grounds: self.grounds };
        let article_iri = self.iris.article(&article.doc);
        Record {
            doc: &article.doc,
            title: article.title.as_deref(),
            date: article.date.map(|date| date.to_string()),
            url: article.url.as_deref(),
            source: article.publisher.as_deref(),
            text: &article.text,
            sentences: reading.document.sentences().iter().map(|sentence| line.excerpt(sentence.span)).collect(),
            mentions: line.mentions(),
            events: (reading.numbered_events())
                .map(|(sentence, number, event)| line.event(event, Iris::event(&article_iri, sentence, number), self.ontology))
                .collect(),
            facts: line.facts(),
            propositions: self.propositions.then(|| line.propositions()),
            warnings: warnings.iter().map(|warning| line.warning(warning)).collect(),
        }
    }
}

/// What the parts of one record are made from.
struct Line<'r, 'i> {
    reading: &'r Reading,
    index: LineIndex<'r>,
    iris: &'i Iris,
    grounds: bool,
}

impl<'r> Line<'r, '_> {
    fn place(&self, span: Span) -> Place {
        let (start, end) = self.index.characters(span);
        Place { start, end }
    }

    fn excerpt(&self, span: Span) -> Excerpt<'r> {
        Excerpt { place: self.place(span), text: span.of(self.reading.text()) }
    }

    fn label(&self, actor: ActorId) -> &'r str {
        &self.reading.actors.actor(actor).label
    }

    fn iri(&self, actor: ActorId) -> String {
        self.iris.actor(&self.reading.actors.actor(actor).key)
    }

    fn participant(&self, participant: &Participant) -> Filler<'r> {
        Filler { place: self.place(participant.span), label: self.label(participant.actor), actor: self.iri(participant.actor) }
    }

    /// One record a mention and actor: "the two leaders" is written twice.
    fn mentions(&self) -> Vec<Mentioned<'r>> {
        let mut out = Vec::new();
        for mention in &self.reading.actors.mentions {
            for actor in &mention.actors {
                out.push(Mentioned {
                    excerpt: self.excerpt(mention.span),
                    kind: self.reading.actors.actor(*actor).kind.as_str(),
                    reference: match mention.kind {
                        MentionKind::Name => "name",
                        MentionKind::Nominal => "nominal",
                        MentionKind::Pronoun => "pronoun",
                    },
                    actor: self.iri(*actor),
                    label: self.label(*actor),
                });
            }
        }
        out
    }

    fn event<'o: 'r>(&self, event: &'r Event, id: String, ontology: &'o Ontology) -> Happening<'r> {
        let kind = ontology.event_type(event.kind);
        Happening {
            id,
            kind: &kind.class,
            plover: &kind.root,
            cameo: &kind.cameo,
            agents: event.agents.iter().map(|agent| self.participant(agent)).collect(),
            patients: event.patients.iter().map(|patient| self.participant(patient)).collect(),
            trigger: self.place(event.trigger_span),
            modality: event.modality.as_str(),
            negated: event.negated,
            attributed_to: event.attribution.as_ref().map(|attribution| attribution.label.as_str()),
            place: event.place.as_ref().map(|place| Where {
                excerpt: self.excerpt(place.span),
                label: place.actor.map(|actor| self.label(actor)),
                actor: place.actor.map(|actor| self.iri(actor)),
            }),
            time: event.time.as_ref().map(|time| When {
                excerpt: self.excerpt(time.span),
                from: time.days.map(|(first, _)| first.to_string()),
                until: time.days.map(|(_, last)| last.to_string()),
            }),
            sentence: event.sentence,
            frame: vocab::frame(&ontology.frame(event.frame).name),
            confidence: event.confidence.value(),
            grounds: self
                .grounds
                .then(|| event.grounds.iter().map(|ground| (ground.words, f64::from(ground.hundredths) / 100.0)).collect()),
        }
    }

    fn facts(&self) -> Vec<Fact<'r>> {
        (self.reading.actors.offices.iter())
            .map(|office| Fact {
                relation: if office.membership { "memberOf" } else { "holdsRole" },
                subject: self.label(office.holder),
                object: office.body.map(|body| self.label(body)),
                role: &office.role,
                former: office.former,
                place: self.place(office.span),
                sentence: self.reading.document.sentence_of(office.head),
            })
            .collect()
    }

    fn propositions(&self) -> Vec<Statement<'r>> {
        (self.reading.events.propositions.iter())
            .map(|proposition| Statement {
                arg1: &proposition.subject,
                rel: &proposition.relation,
                args: &proposition.arguments,
                sentence: proposition.sentence,
                modality: proposition.modality.as_str(),
                negated: proposition.negated,
            })
            .collect()
    }

    fn warning(&self, warning: &'r Diagnostic) -> Warning<'r> {
        Warning {
            code: warning.code,
            message: &warning.message,
            hint: warning.hint.as_deref(),
            place: warning.span.map(|span| self.place(span)),
        }
    }
}

#[derive(Serialize)]
struct Record<'r> {
    doc: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'r str>,
    text: &'r str,
    sentences: Vec<Excerpt<'r>>,
    mentions: Vec<Mentioned<'r>>,
    events: Vec<Happening<'r>>,
    facts: Vec<Fact<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    propositions: Option<Vec<Statement<'r>>>,
    warnings: Vec<Warning<'r>>,
}

#[derive(Serialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct Excerpt<'r> {
    #[serde(flatten)]
    place: Place,
    text: &'r str,
}

#[derive(Serialize)]
struct Mentioned<'r> {
    #[serde(flatten)]
    excerpt: Excerpt<'r>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(rename = "kind")]
    reference: &'static str,
    actor: String,
    label: &'r str,
}

#[derive(Serialize)]
struct Filler<'r> {
    #[serde(flatten)]
    place: Place,
    label: &'r str,
    actor: String,
}

#[derive(Serialize)]
struct Where<'r> {
    #[serde(flatten)]
    excerpt: Excerpt<'r>,
    label: Option<&'r str>,
    actor: Option<String>,
}

#[derive(Serialize)]
struct When<'r> {
    #[serde(flatten)]
    excerpt: Excerpt<'r>,
    from: Option<String>,
    until: Option<String>,
}

#[derive(Serialize)]
struct Happening<'r> {
    id: String,
    #[serde(rename = "type")]
    kind: &'r str,
    plover: &'r str,
    cameo: &'r str,
    agents: Vec<Filler<'r>>,
    patients: Vec<Filler<'r>>,
    trigger: Place,
    modality: &'static str,
    negated: bool,
    attributed_to: Option<&'r str>,
    place: Option<Where<'r>>,
    time: Option<When<'r>>,
    sentence: usize,
    frame: String,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    grounds: Option<BTreeMap<&'static str, f64>>,
}

#[derive(Serialize)]
struct Fact<'r> {
    relation: &'static str,
    subject: &'r str,
    object: Option<&'r str>,
    role: &'r str,
    former: bool,
    #[serde(flatten)]
    place: Place,
    sentence: usize,
}

#[derive(Serialize)]
struct Statement<'r> {
    arg1: &'r str,
    rel: &'r str,
    args: &'r [String],
    sentence: usize,
    modality: &'static str,
    negated: bool,
}

#[derive(Serialize)]
struct Warning<'r> {
    code: &'static str,
    message: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'r str>,
    #[serde(flatten)]
    place: Option<Place>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::sample;
    use serde_json::{Value, json};

    fn record(propositions: bool) -> Value {
        let (ontology, reading) = (sample::ontology(), sample::reading("note.txt"));
        let warning = Diagnostic::warning("odd-thing", "something was odd").with_span(Span::new(0, 7));
        let mut line = Vec::new();
        let writer = JsonLines::new(&ontology, Iris::default()).with_propositions(propositions);
        writer.write(&reading, &[warning], &mut line).unwrap();
        assert_eq!(line.iter().filter(|byte| **byte == b'\n').count(), 1);
        serde_json::from_slice(&line).unwrap()
    }

    #[test]
    fn positions_are_characters_and_labels_canonical() {
        let record = record(false);
        let expected = json!({
            "id": "https://w3id.org/relata/article/note.txt/event/2-1", "type": "Accuse", "plover": "ACCUSE", "cameo": "11",
            "agents": [{"start": 64, "end": 68, "label": "Karl", "actor": "https://w3id.org/relata/actor/karl"}],
            "patients": [{"start": 77, "end": 80, "label": "Zoë", "actor": "https://w3id.org/relata/actor/zoë"}],
            "trigger": {"start": 69, "end": 76}, "modality": "asserted", "negated": false, "attributed_to": "Officials",
            "place": null, "time": null, "sentence": 1, "frame": "https://w3id.org/relata/frame/accuse", "confidence": 0.5
        });
        assert_eq!(record["events"][1], expected);
        assert_eq!(
            record["events"][0]["time"],
            json!({"start": 38, "end": 47, "text": "yesterday", "from": "2025-08-21", "until": "2025-08-21"})
        );
    }

    #[test]
    fn facts_warnings_and_propositions_have_their_places() {
        let record = record(true);
        let fact = json!({"relation": "holdsRole", "subject": "Zoë", "object": "Bern", "role": "Foreign Minister", "former": false,
            "start": 0, "end": 20, "sentence": 0});
        assert_eq!(record["facts"], json!([fact]));
        assert_eq!(record["propositions"][0]["args"], json!(["Karl"]));
        assert_eq!(record["warnings"], json!([{"code": "odd-thing", "message": "something was odd", "start": 0, "end": 7}]));
        assert_eq!(record["mentions"].as_array().unwrap().len(), 5);
    }

    #[test]
    fn propositions_are_written_only_if_asked_for() {
        assert!(record(false).get("propositions").is_none());
    }
}
