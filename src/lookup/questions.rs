//! The ready questions of `relata ask`, and the SPARQL that answers them.

use super::words::in_words;
use crate::event::Confidence;
use crate::ontology::Ontology;
use jiff::civil::Date;

/// A ready question: what the user types, what it means, and which statements answer it.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// What the user types.
    pub name: &'static str,
    /// What it asks.
    pub asks: &'static str,
    /// What answers it.
    pub answer: Answered,
}

/// What answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// Events of a class that happened, as the text has it.
    Happened(&'static str),
    /// Events in some light, of any class: conditions on `?event`.
    Light(&'static str),
    /// Posts and memberships.
    Offices,
    /// What several articles tell: conditions on `?claim`.
    Claims(&'static str),
}

const fn happened(name: &'static str, asks: &'static str, root: &'static str) -> Question {
    Question { name, asks, answer: Answered::Happened(root) }
}

const fn light(name: &'static str, asks: &'static str, conditions: &'static str) -> Question {
    Question { name, asks, answer: Answered::Light(conditions) }
}

/// All ready questions, in the order in which they are listed.
pub const QUESTIONS: &[Question] = &[
    happened("happened", "What happened: who did what to whom?", "Event"),
    happened("met", "Who met, called, visited, hosted or negotiated with whom?", "Consult"),
    happened("agreed", "Who agreed with, promised or offered whom something?", "Agree"),
    happened("supported", "Who praised, backed, defended or recognised whom?", "Support"),
    happened("cooperated", "Who acted together with whom?", "Cooperate"),
    happened("aided", "Who gave money, arms, relief or shelter to whom?", "Aid"),
    happened("conceded", "Who yielded or apologised to whom?", "Concede"),
    happened("retreated", "Who withdrew, ceased fire, released or resigned?", "Retreat"),
    happened("demanded", "Who demanded, urged or asked something of whom?", "Request"),
    happened("accused", "Who accused, blamed, criticised, sued or investigated whom?", "Accuse"),
    happened("rejected", "Who refused or opposed whom or whose request?", "Reject"),
    happened("threatened", "Who threatened or warned whom?", "Threaten"),
    happened("protested", "Who demonstrated, struck or rioted against whom?", "Protest"),
    happened("sanctioned", "Who broke or reduced relations with, sanctioned or dismissed whom?", "Sanction"),
    happened("mobilized", "Who deployed forces, exercised or showed force towards whom?", "Mobilize"),
    happened("coerced", "Who arrested, charged, sentenced, banned, seized or blockaded whom?", "Coerce"),
    happened("assaulted", "Who attacked, killed, bombed or abducted whom?", "Assault"),
    light("planned", "What is planned?", "?event rel:modality rel:Planned ; rel:polarity rel:Positive ."),
    light("possible", "What may happen, or is in doubt?", "?event rel:modality rel:Possible ."),
    light("requested", "What does somebody want another to do?", "?event rel:modality rel:Requested ."),
    light("denied", "What did not or will not happen, as the text has it?", "?event rel:polarity rel:Negative ."),
    light("says", "Who says so: what is somebody's word and not the writer's?", "?event rel:attributedTo ?anybody ."),
    Question {
        name: "corroborated",
        asks: "What do several independent sources tell, and how many?",
        answer: Answered::Claims("FILTER (?support > 1)"),
    },
    Question {
        name: "disputed",
        asks: "Who disputes what others tell?",
        answer: Answered::Claims("?claim rel:disputedBy ?anybody ."),
    },
    Question { name: "offices", asks: "Who holds which office, and who is a member of what?", answer: Answered::Offices },
];

/// What narrows a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Words of the name of somebody who takes part.
    pub who: Option<String>,
    /// Local name of a class of events.
    pub class: Option<String>,
    /// Not before this day.
    pub since: Option<Date>,
    /// Not after this day.
    pub until: Option<Date>,
    /// Only events that are at least so likely right; those of older graphs, which do not say how likely, pass.
    pub min_confidence: Option<Confidence>,
    /// The most rows.
    pub limit: usize,
}

impl Question {
    /// The question of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        QUESTIONS.iter().find(|question| question.name.eq_ignore_ascii_case(name)).copied()
    }

    /// The SPARQL that answers it.
    #[must_use]
    pub fn sparql(self, filters: &Filters) -> String {
        match self.answer {
            Answered::Happened(class) => events(class, "?event rel:modality rel:Asserted ; rel:polarity rel:Positive .", filters),
            Answered::Light(conditions) => events("Event", conditions, filters),
            Answered::Offices => offices(filters),
            Answered::Claims(conditions) => claims(conditions, filters),
        }
    }
}

/// What was asked is no question that is ready.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAsked {
    /// Neither a ready question nor a type of event.
    #[error("{0:?} is neither a ready question nor a type of event")]
    Question(String),
    /// What should narrow the question is no type of event.
    #[error("{0:?} is no type of event")]
    Type(String),
}

/// The question that somebody means, and the class that narrows it. Besides the ready ones, every type and relation of the ontology is one.
///
/// # Errors
/// If there is no such question, or no such type.
pub fn ready(name: &str, kind: Option<&str>, ontology: &Ontology) -> Result<(Question, Option<String>), NotAsked> {
    let narrowed = kind.map(|kind| class_of(kind, ontology).ok_or_else(|| NotAsked::Type(kind.to_owned()))).transpose()?;
    if let Some(question) = Question::named(name) {
        return Ok((question, narrowed));
    }
    let class = class_of(name, ontology).ok_or_else(|| NotAsked::Question(name.to_owned()))?;
    Ok((QUESTIONS[0], Some(narrowed.unwrap_or(class))))
}

/// The local name of the class that the user means: a class, a root, or a relation of the ontology, in any case.
#[must_use]
pub fn class_of(name: &str, ontology: &Ontology) -> Option<String> {
    let name = name.trim_start_matches("rel:");
    let kind = ontology.types().find(|kind| {
        let names = [&kind.class, &kind.root, &kind.relation, &kind.label, &in_words(&kind.relation)];
        names.iter().any(|other| other.eq_ignore_ascii_case(name))
    })?;
    Some(kind.class.clone())
}

/// Everything about an event stands in its article's graph: asked there, shared actors give no row twice.
fn events(class: &str, conditions: &str, filters: &Filters) -> String {
    let class = filters.class.as_deref().unwrap_or(class);
    let class = if class == "Event" { String::new() } else { format!("?event a rel:{class} .\n    ") };
    let mut filter = filter("?event", "rel:agent|rel:patient|rel:attributedTo", filters);
    if let Some(least) = filters.min_confidence {
        filter.push_str(&format!(
            "\n    FILTER NOT EXISTS {{ ?event rel:confidence ?confidence . FILTER (?confidence < {least}) }}"
        ));
    }
    format!(
        "\
SELECT (GROUP_CONCAT(DISTINCT ?agent; SEPARATOR=\", \") AS ?who)
       (GROUP_CONCAT(DISTINCT STRAFTER(STR(?type), \"#\"); SEPARATOR=\" \") AS ?did)
       (GROUP_CONCAT(DISTINCT ?patient; SEPARATOR=\", \") AS ?whom)
       ?modality ?polarity (SAMPLE(?source) AS ?says) ?where ?when ?from ?until ?doc ?sentence ?event
WHERE {{
  GRAPH ?article {{
    {class}{conditions}
    ?event a ?type ; rel:modality ?modality ; rel:polarity ?polarity ; rel:evidence ?evidence .
    ?evidence oa:exact ?sentence ; oa:start ?start .
    ?article dcterms:identifier ?doc .
    OPTIONAL {{ ?event rel:agent/rdfs:label ?agent }}
    OPTIONAL {{ ?event rel:patient/rdfs:label ?patient }}
    OPTIONAL {{ ?event rel:attributedTo/rdfs:label ?source }}
    OPTIONAL {{ ?event rel:placeText ?where }}
    OPTIONAL {{ ?event rel:timeText ?when }}
    OPTIONAL {{ ?event rel:from ?from ; rel:until ?until }}
    OPTIONAL {{ ?article schema:datePublished ?published }}{filter}
  }}
}}
GROUP BY ?event ?modality ?polarity ?where ?when ?from ?until ?published ?doc ?sentence ?start
ORDER BY ?published ?doc ?start ?event
LIMIT {limit}
",
        limit = filters.limit
    )
}

fn offices(filters: &Filters) -> String {
    let filter = filter("?office", "rel:holder|rel:body", filters);
    format!(
        "\
SELECT ?who ?role ?whom ?former ?doc ?sentence ?office
WHERE {{
  GRAPH ?article {{
    ?office a rel:Office ; rel:holder/rdfs:label ?who ; rel:former ?former ; rel:evidence ?evidence .
    ?evidence oa:exact ?sentence ; oa:start ?start .
    ?article dcterms:identifier ?doc .
    OPTIONAL {{ ?office rel:role ?role }}
    OPTIONAL {{ ?office rel:body/rdfs:label ?whom }}
    OPTIONAL {{ ?article schema:datePublished ?published }}{filter}
  }}
}}
ORDER BY ?published ?doc ?start ?office
LIMIT {limit}
",
        limit = filters.limit
    )
}

/// A row a report or denial of a claim, those of one claim together.
fn claims(conditions: &str, filters: &Filters) -> String {
    let class = filters.class.as_ref().map(|class| format!("\n      ?claim rel:report/a rel:{class} .")).unwrap_or_default();
    let filter = filter("?claim", "rel:who|rel:whom|rel:toldBy|rel:disputedBy", filters);
    format!(
        "\
SELECT (MIN(?agent) AS ?who) (MIN(STRAFTER(STR(?type), \"#\")) AS ?did) (MIN(?patient) AS ?whom) ?support ?from ?until
       ?side (MIN(?speaker) AS ?says) ?doc ?publisher ?original ?sentence ?claim
WHERE {{
  {{
    SELECT DISTINCT ?claim ?support ?from ?until WHERE {{
      ?claim a rel:Claim ; rel:support ?support .{class}
      {conditions}
      OPTIONAL {{ ?claim schema:startDate ?from ; schema:endDate ?until }}{filter}
    }}
    ORDER BY DESC(?support) ?claim
    LIMIT {limit}
  }}
  ?claim rel:did ?type .
  {{ ?claim rel:report ?event . BIND (\"told\" AS ?side) }} UNION {{ ?claim rel:denial ?event . BIND (\"disputed\" AS ?side) }}
  ?event rel:evidence ?evidence .
  ?evidence oa:exact ?sentence ; oa:start ?start ; oa:hasSource ?article .
  ?article dcterms:identifier ?doc .
  OPTIONAL {{ ?article schema:publisher ?publisher }}
  OPTIONAL {{ ?article rel:copyOf/dcterms:identifier ?original }}
  OPTIONAL {{ ?claim rel:who/rdfs:label ?agent }}
  OPTIONAL {{ ?claim rel:whom/rdfs:label ?patient }}
  OPTIONAL {{ ?event rel:attributedTo/rdfs:label ?speaker }}
}}
GROUP BY ?claim ?support ?from ?until ?side ?doc ?publisher ?original ?sentence ?start ?event
ORDER BY DESC(?support) ?claim DESC(?side) ?doc ?start ?event
",
        limit = filters.limit
    )
}

fn filter(node: &str, roles: &str, filters: &Filters) -> String {
    let mut lines = String::new();
    if let Some(who) = &filters.who {
        let pattern = whole_words(who);
        lines.push_str(&format!(
            "\n    FILTER EXISTS {{\n      {node} {roles} ?somebody .\n      ?somebody rdfs:label|skos:altLabel ?name .\n      \
             FILTER REGEX(?name, {pattern}, \"i\")\n    }}"
        ));
    }
    // Offices have no days of their own: the variables are unbound there, and the article's day counts.
    if let Some(since) = filters.since {
        lines.push_str(&format!("\n    FILTER (COALESCE(?until, ?published) >= \"{since}\"^^xsd:date)"));
    }
    if let Some(until) = filters.until {
        lines.push_str(&format!("\n    FILTER (COALESCE(?from, ?published) <= \"{until}\"^^xsd:date)"));
    }
    lines
}

/// A regular expression, as a string of SPARQL, that finds these words and no parts of others.
pub fn whole_words(words: &str) -> String {
    string(&format!("(^|\\W){}($|\\W)", literal_pattern(words.trim())))
}

/// A regular expression that matches these words and nothing else.
fn literal_pattern(words: &str) -> String {
    let mut pattern = String::new();
    for character in words.chars() {
        if !character.is_alphanumeric() && !character.is_whitespace() {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// A string in the syntax of SPARQL.
pub(super) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::KnownActors;
    use crate::rdf::{Iris, Mapper};
    use crate::reading::sample;
    use crate::store::{KnowledgeBase, Rows};
    use std::collections::BTreeSet;

    fn kb() -> KnowledgeBase {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        let mapper = Mapper::new(&ontology, &known, Iris::default());
        let mut kb = KnowledgeBase::in_memory();
        for doc in ["a.txt", "b.txt"] {
            kb.replace(&mapper.map(&sample::reading(doc))).unwrap();
        }
        kb
    }

    fn ask(name: &str, filters: &Filters) -> Rows {
        let sparql = Question::named(name).unwrap().sparql(filters);
        kb().query(&sparql, Iris::DEFAULT_BASE).unwrap_or_else(|error| panic!("{error}\n{sparql}")).into_rows().unwrap()
    }

    fn all() -> Filters {
        Filters { limit: 10, ..Filters::default() }
    }

    #[test]
    fn names_are_distinct_and_every_question_is_valid_sparql() {
        let names: BTreeSet<_> = QUESTIONS.iter().map(|question| question.name).collect();
        assert_eq!(names.len(), QUESTIONS.len());
        for question in QUESTIONS {
            let day = Some("2025-08-22".parse().unwrap());
            ask(question.name, &Filters { who: Some("a.b \"c\\ \u{7}(".to_owned()), since: day, until: day, ..all() });
        }
    }

    #[test]
    fn a_row_an_event_however_many_articles_share_its_actors() {
        let rows = ask("met", &all());
        assert_eq!(rows.rows.len(), 2);
        assert_eq!(rows.rows[0][0], "Zoë");
        assert_eq!(rows.rows[0][2], "Karl");
    }

    #[test]
    fn people_are_found_by_whole_words_of_their_names_in_any_case() {
        let who = |name: &str| ask("happened", &Filters { who: Some(name.to_owned()), ..all() }).rows.len();
        assert_eq!((who("zoë"), who("KARL"), who("kar"), who("Kenya")), (4, 4, 0, 0));
    }

    #[test]
    fn what_is_less_likely_can_be_left_out() {
        let sure = |least| ask("happened", &Filters { min_confidence: Some(Confidence::new(least)), ..all() }).rows.len();
        assert_eq!((sure(0.0), sure(0.5), sure(0.51)), (4, 4, 0));
    }

    #[test]
    fn days_of_events_and_of_articles_are_bounded() {
        let since = |day: &str| ask("happened", &Filters { since: Some(day.parse().unwrap()), ..all() }).rows.len();
        assert_eq!((since("2025-08-21"), since("2025-08-22"), since("2025-08-23")), (4, 2, 0));
        let until = |day: &str| ask("happened", &Filters { until: Some(day.parse().unwrap()), ..all() }).rows.len();
        assert_eq!((until("2025-08-20"), until("2025-08-21"), until("2025-08-22")), (0, 2, 4));
    }

    #[test]
    fn offices_and_words_of_others_are_found() {
        assert_eq!(ask("offices", &all()).rows[0][..3], ["Zoë", "Foreign Minister", "Bern"]);
        assert_eq!(ask("says", &all()).rows[0][5], "Officials");
        assert_eq!(ask("denied", &all()).rows.len(), 0);
    }

    #[test]
    fn a_class_is_found_by_any_of_its_names() {
        let ontology = sample::ontology();
        for name in ["Meeting", "rel:Meeting", "metwith", "MEETING", "met with"] {
            assert_eq!(class_of(name, &ontology).as_deref(), Some("Meeting"), "{name}");
        }
        assert_eq!(class_of("CONSULT", &ontology).as_deref(), Some("Consult"));
        assert_eq!(class_of("serenade", &ontology), None);
    }
}
