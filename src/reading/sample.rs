//! A reading made by hand, for tests of what comes after reading.

use super::Reading;
use crate::actor::{Actor, ActorId, ActorKind, Actors, Mention, MentionId, MentionKind, Office};
use crate::event::{Attribution, Confidence, Event, EventPlace, EventTime, Events, Modality, Participant, Proposition};
use crate::ontology::{EventTypeId, FrameId, Ontology};
use crate::text::{TokenId, conllu};
use jiff::civil::date;

const TREES: &str = "\
# date = 2025-08-22
1\tForeign\tforeign\tADJ\tJJ\t_\t2\tamod\t_\t_
2\tMinister\tminister\tPROPN\tNNP\t_\t3\tcompound\t_\t_
3\tZoë\tZoë\tPROPN\tNNP\t_\t4\tnsubj\t_\tName=B-PER
4\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
5\tKarl\tKarl\tPROPN\tNNP\t_\t4\tobj\t_\tName=B-PER
6\tin\tin\tADP\tIN\t_\t7\tcase\t_\t_
7\tBern\tBern\tPROPN\tNNP\t_\t4\tobl\t_\tName=B-LOC
8\tyesterday\tyesterday\tNOUN\tNN\t_\t4\tobl:unmarked\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

1\tOfficials\tofficial\tNOUN\tNNS\t_\t2\tnsubj\t_\t_
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3\tKarl\tKarl\tPROPN\tNNP\t_\t4\tnsubj\t_\tName=B-PER
4\taccused\taccuse\tVERB\tVBD\t_\t2\tccomp\t_\t_
5\tZoë\tZoë\tPROPN\tNNP\t_\t4\tobj\t_\tName=B-PER|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
";

/// A vocabulary of one mutual and one directed type.
pub(crate) fn ontology() -> Ontology {
    let turtle = r#"
        @prefix rel: <https://w3id.org/relata/ontology#> .
        @prefix frame: <https://w3id.org/relata/frame/> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
        rel:Consult a rel:EventType ; rdfs:subClassOf sem:Event ; rdfs:label "consultation"@en ; rel:root "CONSULT" ; rel:quad 1 ;
            rel:goldstein 1.0 ; skos:notation "04" ; rel:relation rel:consulted .
        rel:consulted a rel:Relation ; rdfs:label "consulted"@en .
        rel:Meeting a rel:EventType ; rdfs:subClassOf rel:Consult ; rdfs:label "meeting"@en ; rel:symmetric true ;
            rel:relation rel:metWith ; skos:notation "040" .
        rel:metWith a rel:Relation ; rdfs:label "met with"@en .
        rel:Accuse a rel:EventType ; rdfs:subClassOf sem:Event ; rdfs:label "disapproval"@en ; rel:root "ACCUSE" ; rel:quad 3 ;
            rel:goldstein -2.0 ; skos:notation "11" ; rel:relation rel:accused .
        rel:accused a rel:Relation ; rdfs:label "accused"@en .
        frame:meet a rel:Frame ; rel:evokes rel:Meeting ; rel:pattern "meet.v: subject <> object" .
        frame:accuse a rel:Frame ; rel:evokes rel:Accuse ; rel:pattern "accuse.v: subject > object" .
    "#;
    Ontology::default().with_turtle("sample.ttl", turtle).unwrap()
}

/// "Foreign Minister Zoë met Karl in Bern yesterday. Officials said Karl accused Zoë."
pub(crate) fn reading(doc: &str) -> Reading {
    let document = conllu::read(TREES, doc).unwrap().remove(0);
    let actor = |label: &str, kind| Actor {
        label: label.to_owned(),
        kind,
        key: label.to_lowercase(),
        aliases: Vec::new(),
        named: true,
        part_of: None,
    };
    let actors = vec![actor("Zoë", ActorKind::Person), actor("Karl", ActorKind::Person), actor("Bern", ActorKind::Place)];
    let named = [(2, 0), (4, 1), (6, 2), (11, 1), (13, 0)];
    let mentions = named.map(|(token, actor)| Mention {
        span: document.token(TokenId(token)).span,
        tokens: token..token + 1,
        head: TokenId(token),
        kind: MentionKind::Name,
        actors: vec![ActorId(actor)],
    });
    let office = Office {
        holder: ActorId(0),
        body: Some(ActorId(2)),
        role: "Foreign Minister".to_owned(),
        membership: false,
        former: false,
        span: document.span_of(&(0..3)),
        head: TokenId(2),
    };
    let participant = |mention: u32| Participant {
        actor: ActorId(named[mention as usize].1),
        mention: Some(MentionId(mention)),
        span: document.token(TokenId(named[mention as usize].0)).span,
    };
    let event = |kind, trigger, agent, patient, sentence| Event {
        kind: EventTypeId(kind),
        frame: FrameId(u32::from(kind != 1)),
        trigger: TokenId(trigger),
        trigger_span: document.token(TokenId(trigger)).span,
        agents: vec![participant(agent)],
        patients: vec![participant(patient)],
        modality: Modality::Asserted,
        negated: false,
        attribution: None,
        place: None,
        time: None,
        sentence,
        confidence: Confidence::new(0.5),
        grounds: Vec::new(),
    };
    let met = Event {
        place: Some(EventPlace { span: document.token(TokenId(6)).span, actor: Some(ActorId(2)) }),
        time: Some(EventTime { span: document.token(TokenId(7)).span, days: Some((date(2025, 8, 21), date(2025, 8, 21))) }),
        ..event(1, 3, 0, 1, 0)
    };
    let attribution = Attribution { actor: None, label: "Officials".to_owned(), cue: document.token(TokenId(10)).span };
    let accused = Event { attribution: Some(attribution), ..event(2, 12, 3, 4, 1) };
    let proposition = Proposition {
        subject: "Zoë".to_owned(),
        relation: "met".to_owned(),
        arguments: vec!["Karl".to_owned()],
        sentence: 0,
        head: TokenId(3),
        modality: Modality::Asserted,
        negated: false,
    };
    let actors = Actors::new(document.tokens().len(), mentions.to_vec(), actors, vec![office]);
    Reading { document, actors, events: Events { events: vec![met, accused], propositions: vec![proposition] } }
}
