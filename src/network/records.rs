//! What the store says of events, actors and articles, read by SPARQL and put in order.

use super::error::NetworkError;
use super::types::{ActorName, ArticleIndex, ArticleRecord, EventRecord, NodeKind, TieType, relation_in_words};
use crate::event::{Confidence, Modality};
use crate::rdf::Iris;
use crate::rdf::vocab::{dcterms, oa, owl, rel, schema, skos};
use crate::store::KnowledgeBase;
use jiff::civil::Date;
use oxigraph::model::vocab::{rdf, rdfs};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Everything about the types of events.
const TYPES: &str = "SELECT ?type ?property ?value { ?type a rel:EventType ; ?property ?value }";
/// Everything about events; who reads it sorts out what is needed.
const EVENTS: &str = "SELECT ?event ?property ?value { ?event rel:modality ?modality ; ?property ?value }";
/// Where sentences stand, and what they say.
const EVIDENCE: &str = "SELECT ?evidence ?property ?value { ?evidence a rel:Evidence ; ?property ?value }";
/// Names of actors, and whom they belong to. Every article describes its actors again: a join of two of these properties would give, of an
/// actor in a thousand articles, a million rows.
const ACTORS: &str = "SELECT ?actor ?property ?value { \
    VALUES ?property { rdfs:label skos:altLabel rel:partOf rel:iso3 owl:sameAs } ?actor ?property ?value }";
/// What actors are.
const CLASSES: &str = "SELECT ?actor (rdf:type AS ?property) ?value { \
    VALUES ?value { rel:Person rel:State rel:Organization rel:Group rel:Place } ?actor a ?value }";
/// Posts and memberships.
const OFFICES: &str = "SELECT ?office ?property ?value { ?office a rel:Office ; ?property ?value }";
/// Articles without their texts.
const ARTICLES: &str = "SELECT ?article ?property ?value { \
    VALUES ?property { dcterms:identifier schema:headline schema:datePublished schema:publisher schema:url } \
    ?article a schema:NewsArticle ; ?property ?value }";

/// Index of an actor in [`Records`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ActorIndex(pub u32);

/// An actor as the store describes it.
#[derive(Clone, Debug, Default)]
pub(super) struct ActorRecord {
    pub iri: String,
    pub label: String,
    pub aliases: Vec<String>,
    pub kind: Option<NodeKind>,
    pub part_of: Option<ActorIndex>,
    pub iso3: Option<String>,
    pub wikidata: Option<String>,
    /// Posts held, the most often stated first.
    pub offices: Vec<OfficeRecord>,
}

/// A post as articles state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfficeRecord {
    pub role: String,
    pub body: Option<ActorIndex>,
}

/// An event with those who have part in it.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub event: EventRecord,
    /// How likely it is right; `None` where an older release made the graph.
    pub confidence: Option<Confidence>,
    pub agents: Vec<ActorIndex>,
    pub patients: Vec<ActorIndex>,
}

/// All that a network is made of, sorted: actors and articles by IRI, events by day, article and place in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    pub actors: Vec<ActorRecord>,
    pub articles: Vec<ArticleRecord>,
    pub events: Vec<Told>,
}

impl Records {
    /// Reads the store.
    pub fn read(kb: &KnowledgeBase) -> Result<Self, NetworkError> {
        let mut reader = Reader::default();
        let types = read_types(kb)?;
        let (articles, evidence) = read_articles_and_evidence(kb)?;
        reader.read_actors(kb)?;
        let mut events = reader.read_events(kb, &types, &evidence)?;
        reader.read_offices(kb, &evidence, &articles)?;
        events.sort_by(|one, other| {
            let key = |told: &Told| (articles[told.event.article.0 as usize].date, told.event.article, told.event.span);
            key(one).cmp(&key(other)).then_with(|| one.event.iri.cmp(&other.event.iri))
        });
        Ok(reader.finish(articles, events))
    }

    pub fn actor(&self, index: ActorIndex) -> &ActorRecord {
        &self.actors[index.0 as usize]
    }

    pub fn name(&self, index: ActorIndex) -> ActorName {
        let actor = self.actor(index);
        ActorName { iri: actor.iri.clone(), label: actor.label.clone() }
    }
}

/// A sentence that proves something.
struct Sentence {
    text: Arc<str>,
    article: ArticleIndex,
    span: (u32, u32),
}

impl Default for Sentence {
    fn default() -> Self {
        Self { text: Arc::from(""), article: ArticleIndex(0), span: (0, 0) }
    }
}

/// Actors while they are gathered: in the order in which they were met, which is not the final one.
#[derive(Default)]
struct Reader {
    index: HashMap<String, u32>,
    actors: Vec<Described>,
}

/// Posts and bodies, with the number of articles that state them and the day of the latest.
type Posts = BTreeMap<(String, Option<u32>), (usize, Option<Date>)>;

/// What was said of an actor.
#[derive(Default)]
struct Described {
    iri: String,
    labels: BTreeMap<String, usize>,
    aliases: BTreeSet<String>,
    kinds: BTreeMap<NodeKind, usize>,
    part_of: BTreeMap<String, usize>,
    iso3: Option<String>,
    wikidata: Option<String>,
    offices: Posts,
}

impl Reader {
    fn actor(&mut self, iri: &str) -> u32 {
        if let Some(index) = self.index.get(iri) {
            return *index;
        }
        let index = u32::try_from(self.actors.len()).expect("a graph in memory has fewer actors");
        self.index.insert(iri.to_owned(), index);
        self.actors.push(Described { iri: iri.to_owned(), ..Described::default() });
        index
    }

    fn read_actors(&mut self, kb: &KnowledgeBase) -> Result<(), NetworkError> {
        let mut describe = |iri: &str, property: &str, value: &str| {
            let index = self.actor(iri);
            let actor = &mut self.actors[index as usize];
            if property == rdf::TYPE.as_str() {
                if let Some(kind) = local(value).and_then(NodeKind::named) {
                    *actor.kinds.entry(kind).or_default() += 1;
                }
            } else if property == rdfs::LABEL.as_str() {
                *actor.labels.entry(value.to_owned()).or_default() += 1;
            } else if property == skos::ALT_LABEL.as_str() {
                actor.aliases.insert(value.to_owned());
            } else if property == rel::PART_OF.as_str() {
                *actor.part_of.entry(value.to_owned()).or_default() += 1;
            } else if property == rel::ISO3.as_str() {
                keep_least(&mut actor.iso3, value);
            } else if property == owl::SAME_AS.as_str() {
                keep_least(&mut actor.wikidata, value);
            }
        };
        each(kb, CLASSES, &mut describe)?;
        each(kb, ACTORS, describe)
    }

    fn read_events(
        &mut self,
        kb: &KnowledgeBase,
        types: &Types,
        evidence: &HashMap<String, Sentence>,
    ) -> Result<Vec<Told>, NetworkError> {
        let mut raw = Gathered::<RawEvent>::default();
        each(kb, EVENTS, |iri, property, value| {
            let event = raw.entry(iri);
            if property == rdf::TYPE.as_str() {
                event.classes.insert(local(value).unwrap_or(value).to_owned());
            } else if property == rel::AGENT.as_str() {
                event.agents.insert(value.to_owned());
            } else if property == rel::PATIENT.as_str() {
                event.patients.insert(value.to_owned());
            } else if property == rel::MODALITY.as_str() {
                keep_least(&mut event.modality, local(value).unwrap_or(value));
            } else if property == rel::POLARITY.as_str() {
                event.negated |= value == rel::NEGATIVE.as_str();
            } else if property == rel::ATTRIBUTED_TO.as_str() {
                keep_least(&mut event.source, value);
            } else if property == rel::PLACE_TEXT.as_str() {
                keep_least(&mut event.place, value);
            } else if property == rel::TIME_TEXT.as_str() {
                keep_least(&mut event.time, value);
            } else if property == rel::FROM.as_str() {
                keep_least(&mut event.from, value);
            } else if property == rel::UNTIL.as_str() {
                keep_least(&mut event.until, value);
            } else if property == rel::HAS_EVIDENCE.as_str() {
                keep_least(&mut event.evidence, value);
            } else if property == rel::CONFIDENCE.as_str() {
                event.confidence = value.parse().ok().map(Confidence::new).or(event.confidence);
            } else if property == rel::TRIGGER.as_str() {
                keep_least(&mut event.trigger, value);
            }
        })?;
        let mut events = Vec::with_capacity(raw.items.len());
        let mut kinds = HashMap::new();
        for (iri, raw) in raw.items {
            // An event that no sentence proves cannot be shown, and is what `relata check` complains about.
            let Some(sentence) = raw.evidence.as_ref().and_then(|iri| evidence.get(iri)) else { continue };
            let Some(modality) = raw.modality.as_deref().and_then(modality_named) else { continue };
            let kind = kinds.entry(raw.classes).or_insert_with_key(|classes| types.finest(classes));
            let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Date>().ok());
            let attributed_to = raw.source.map(|iri| {
                let index = self.actor(&iri);
                ActorName { label: self.label(index), iri }
            });
            let event = EventRecord {
                iri,
                kind: Arc::clone(kind),
                modality,
                negated: raw.negated,
                attributed_to,
                place_text: raw.place,
                time_text: raw.time,
                days: day(&raw.from).zip(day(&raw.until)),
                article: sentence.article,
                sentence: Arc::clone(&sentence.text),
                span: sentence.span,
                trigger: raw.trigger.as_deref().and_then(characters),
            };
            let mut actors = |iris: BTreeSet<String>| iris.iter().map(|iri| ActorIndex(self.actor(iri))).collect();
            events.push(Told { event, confidence: raw.confidence, agents: actors(raw.agents), patients: actors(raw.patients) });
        }
        Ok(events)
    }

    fn read_offices(
        &mut self,
        kb: &KnowledgeBase,
        evidence: &HashMap<String, Sentence>,
        articles: &[ArticleRecord],
    ) -> Result<(), NetworkError> {
        let mut raw = Gathered::<RawOffice>::default();
        each(kb, OFFICES, |iri, property, value| {
            let office = raw.entry(iri);
            if property == rel::HOLDER.as_str() {
                keep_least(&mut office.holder, value);
            } else if property == rel::BODY.as_str() {
                keep_least(&mut office.body, value);
            } else if property == rel::ROLE.as_str() {
                keep_least(&mut office.role, value);
            } else if property == rel::FORMER.as_str() {
                office.former |= value == "true";
            } else if property == rel::HAS_EVIDENCE.as_str() {
                keep_least(&mut office.evidence, value);
            }
        })?;
        for (_, office) in raw.items {
            let Some(holder) = office.holder.filter(|_| !office.former) else { continue };
            let sentence = office.evidence.and_then(|iri| evidence.get(&iri));
            let day = sentence.and_then(|sentence| articles[sentence.article.0 as usize].date);
            let body = office.body.map(|iri| self.actor(&iri));
            let holder = self.actor(&holder) as usize;
            let post = (office.role.unwrap_or_default(), body);
            let stated = self.actors[holder].offices.entry(post).or_default();
            *stated = (stated.0 + 1, stated.1.max(day));
        }
        Ok(())
    }

    /// The label that most articles use; of those the longest, of those the first by letters.
    fn label(&self, index: u32) -> String {
        let actor = &self.actors[index as usize];
        most(&actor.labels, |label| label.len()).cloned().unwrap_or_else(|| last_part(&actor.iri).to_owned())
    }

    /// Sorts actors by IRI, and turns every index into the new ones.
    fn finish(self, articles: Vec<ArticleRecord>, mut events: Vec<Told>) -> Records {
        let mut order: Vec<u32> = (0..self.actors.len() as u32).collect();
        order.sort_by(|one, other| self.actors[*one as usize].iri.cmp(&self.actors[*other as usize].iri));
        let mut renumbered = vec![ActorIndex(0); order.len()];
        for (new, old) in order.iter().enumerate() {
            renumbered[*old as usize] = ActorIndex(new as u32);
        }
        for told in &mut events {
            for party in told.agents.iter_mut().chain(&mut told.patients) {
                *party = renumbered[party.0 as usize];
            }
            told.agents.sort_unstable();
            told.patients.sort_unstable();
        }
        let record = |old: &u32| {
            let actor = &self.actors[*old as usize];
            let part_of = most(&actor.part_of, |_| 0).and_then(|iri| self.index.get(iri));
            ActorRecord {
                iri: actor.iri.clone(),
                label: self.label(*old),
                aliases: actor.aliases.iter().cloned().collect(),
                kind: most(&actor.kinds, |_| 0).copied(),
                part_of: part_of.map(|index| renumbered[*index as usize]),
                iso3: actor.iso3.clone(),
                wikidata: actor.wikidata.clone(),
                offices: offices(&actor.offices, &renumbered),
            }
        };
        Records { actors: order.iter().map(record).collect(), articles, events }
    }
}

/// Posts, the most often stated first, then the latest.
fn offices(stated: &Posts, renumbered: &[ActorIndex]) -> Vec<OfficeRecord> {
    let mut offices: Vec<_> = stated
        .iter()
        .map(|((role, body), (count, day))| {
            let body = body.map(|body| renumbered[body as usize]);
            (std::cmp::Reverse(*count), std::cmp::Reverse(*day), role, body)
        })
        .collect();
    offices.sort();
    offices.into_iter().map(|(_, _, role, body)| OfficeRecord { role: role.clone(), body }).collect()
}

/// Things by IRI, in the order in which they were met.
struct Gathered<T> {
    index: HashMap<String, usize>,
    items: Vec<(String, T)>,
}

impl<T> Default for Gathered<T> {
    fn default() -> Self {
        Self { index: HashMap::new(), items: Vec::new() }
    }
}

impl<T: Default> Gathered<T> {
    fn entry(&mut self, iri: &str) -> &mut T {
        // Rows about one thing mostly come together.
        if self.items.last().is_some_and(|(last, _)| last == iri) {
            return &mut self.items.last_mut().expect("it was there").1;
        }
        let place = *self.index.entry(iri.to_owned()).or_insert_with(|| {
            self.items.push((iri.to_owned(), T::default()));
            self.items.len() - 1
        });
        &mut self.items[place].1
    }
}

/// An event as its properties come in.
#[derive(Default)]
struct RawEvent {
    classes: BTreeSet<String>,
    agents: BTreeSet<String>,
    patients: BTreeSet<String>,
    modality: Option<String>,
    negated: bool,
    source: Option<String>,
    place: Option<String>,
    time: Option<String>,
    from: Option<String>,
    until: Option<String>,
    evidence: Option<String>,
    trigger: Option<String>,
    confidence: Option<Confidence>,
}

/// An office as its properties come in.
#[derive(Default)]
struct RawOffice {
    holder: Option<String>,
    body: Option<String>,
    role: Option<String>,
    former: bool,
    evidence: Option<String>,
}

/// The types of events that the graph describes.
struct Types(BTreeMap<String, TieType>);

impl Types {
    /// Of an event's classes the finest: one that is not its own root.
    fn finest(&self, classes: &BTreeSet<String>) -> Arc<TieType> {
        let known = classes.iter().filter_map(|class| self.0.get(class));
        let finest = known.min_by_key(|kind| kind.class.eq_ignore_ascii_case(&kind.root)).cloned();
        Arc::new(finest.unwrap_or_else(|| {
            let class = classes.first().cloned().unwrap_or_default();
            TieType { words: relation_in_words(&class), relation: class.clone(), class, ..TieType::unknown() }
        }))
    }
}

impl TieType {
    fn unknown() -> Self {
        Self {
            class: String::new(),
            relation: String::new(),
            words: String::new(),
            root: String::new(),
            quad: None,
            goldstein: None,
            mutual: false,
        }
    }
}

fn read_types(kb: &KnowledgeBase) -> Result<Types, NetworkError> {
    let mut types = BTreeMap::new();
    each(kb, TYPES, |iri, property, value| {
        let class = local(iri).unwrap_or(iri);
        let kind = types.entry(class.to_owned()).or_insert_with(|| TieType { class: class.to_owned(), ..TieType::unknown() });
        if property == rel::RELATION.as_str() {
            kind.relation = local(value).unwrap_or(value).to_owned();
            kind.words = relation_in_words(&kind.relation);
        } else if property == rel::ROOT.as_str() {
            kind.root = value.to_owned();
        } else if property == rel::QUAD.as_str() {
            kind.quad = value.parse().ok();
        } else if property == rel::GOLDSTEIN.as_str() {
            kind.goldstein = value.parse().ok();
        } else if property == rel::SYMMETRIC.as_str() {
            kind.mutual = value == "true";
        }
    })?;
    Ok(Types(types))
}

/// Articles by IRI, and sentences by theirs.
fn read_articles_and_evidence(kb: &KnowledgeBase) -> Result<(Vec<ArticleRecord>, HashMap<String, Sentence>), NetworkError> {
    let mut articles = BTreeMap::<String, ArticleRecord>::new();
    each(kb, ARTICLES, |iri, property, value| {
        let article = articles.entry(iri.to_owned()).or_default();
        if property == dcterms::IDENTIFIER.as_str() {
            article.doc = value.to_owned();
        } else if property == schema::HEADLINE.as_str() {
            keep_least(&mut article.title, value);
        } else if property == schema::DATE_PUBLISHED.as_str() {
            article.date = article.date.max(value.parse().ok());
        } else if property == schema::PUBLISHER.as_str() {
            keep_least(&mut article.publisher, value);
        } else if property == schema::URL.as_str() {
            keep_least(&mut article.url, value);
        }
    })?;
    let mut sentences = Gathered::<(Sentence, String)>::default();
    each(kb, EVIDENCE, |iri, property, value| {
        let (sentence, source) = sentences.entry(iri);
        if property == oa::EXACT.as_str() {
            sentence.text = Arc::from(value);
        } else if property == oa::START.as_str() {
            sentence.span.0 = value.parse().unwrap_or(0);
        } else if property == oa::END.as_str() {
            sentence.span.1 = value.parse().unwrap_or(0);
        } else if property == oa::HAS_SOURCE.as_str() {
            value.clone_into(source);
        }
    })?;
    // Articles that nothing describes are articles all the same.
    for (_, (_, source)) in &sentences.items {
        if !articles.contains_key(source) {
            articles.insert(source.clone(), ArticleRecord { doc: source.clone(), ..ArticleRecord::default() });
        }
    }
    let articles: Vec<_> = articles.into_iter().map(|(iri, article)| ArticleRecord { iri, ..article }).collect();
    let resolved = sentences.items.into_iter().map(|(iri, (sentence, source))| {
        let place = articles.binary_search_by(|article| article.iri.as_str().cmp(&source)).expect("each source was added");
        (iri, Sentence { article: ArticleIndex(place as u32), ..sentence })
    });
    let sentences = resolved.collect();
    Ok((articles, sentences))
}

/// Runs a query for subject, property and value.
fn each(kb: &KnowledgeBase, sparql: &str, mut row: impl FnMut(&str, &str, &str)) -> Result<(), NetworkError> {
    Ok(kb.query_with_repetitions(sparql, Iris::DEFAULT_BASE)?.for_each_row(|cells| row(cells[0], cells[1], cells[2]))?)
}

/// What is counted most often; of those the one with the greatest `length`, of those the first.
fn most<T: Ord>(counts: &BTreeMap<T, usize>, length: impl Fn(&T) -> usize) -> Option<&T> {
    counts.iter().max_by_key(|(value, count)| (**count, length(value), std::cmp::Reverse(*value))).map(|(value, _)| value)
}

/// Where a graph says several things of which there can be one, the first by letters stands, in whatever order they came.
fn keep_least(slot: &mut Option<String>, value: &str) {
    if slot.as_deref().is_none_or(|old| value < old) {
        *slot = Some(value.to_owned());
    }
}

/// What follows the ontology's namespace.
fn local(iri: &str) -> Option<&str> {
    iri.strip_prefix(rel::NAMESPACE)
}

fn last_part(iri: &str) -> &str {
    iri.rsplit(['/', '#']).find(|part| !part.is_empty()).unwrap_or(iri)
}

fn modality_named(local: &str) -> Option<Modality> {
    [Modality::Asserted, Modality::Planned, Modality::Possible, Modality::Requested, Modality::Hypothetical]
        .into_iter()
        .find(|modality| modality.as_str().eq_ignore_ascii_case(local))
}

/// The characters that an IRI such as `…#char=7,12` means.
fn characters(iri: &str) -> Option<(u32, u32)> {
    let (start, end) = iri.rsplit_once("#char=")?.1.split_once(',')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::testing;

    #[test]
    fn what_articles_say_again_is_read_once_an_article() {
        let kb = testing::kb();
        let rows = |sparql: &str| {
            let mut rows = 0;
            each(&kb, sparql, |_, _, _| rows += 1).unwrap();
            rows
        };
        // Seven actors in three articles; with the labels of one source, other names, codes, and what they are part of.
        assert_eq!(rows(CLASSES), 3 * 7);
        assert_eq!(rows(ACTORS), 3 * (7 + 1 + 1 + 1) + 1);
    }
}
