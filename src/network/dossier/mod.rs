//! [`Dossier`]: a network with the sentences and articles behind it, as one page that needs nothing else.

mod arrange;
mod page;

#[cfg(feature = "serve")]
pub(crate) use page::{STYLE as EXPLORER_STYLE, script as explorer_script};

use super::actor_network::{ActorNetwork, speaker_took_part};
use super::error::NetworkError;
use super::filter::Filter;
use super::measures::{Communities, Projection};
use super::records::{ActorIndex, Records, Told};
use super::types::{ActorNode, ArticleIndex, ArticleRecord, EventRecord, Measure, NodeKind, TieType};
use crate::rdf::Iris;
use crate::store::KnowledgeBase;
use arrange::Arrangement;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// The texts of articles, against which quotes are shown.
const TEXTS: &str = "SELECT ?article ?text { ?article a schema:NewsArticle ; schema:articleBody ?text }";

/// A network with every event, sentence and article behind it: what the page of a dossier shows, and the JSON that it is drawn from.
///
/// Positions count Unicode characters of the article's text. Names, headlines and sentences are untrusted; [`write_page`](Self::write_page)
/// makes a page in which they cannot run, whatever they are. The same graph and filter give the same bytes.
///
/// ```
/// use relata::network::{Dossier, Filter};
/// use relata::rdf::Iris;
/// use relata::store::KnowledgeBase;
///
/// let dossier = Dossier::from_knowledge_base(&KnowledgeBase::in_memory(), &Iris::default(), &Filter::everything(), "Nothing yet")?;
/// let mut page = Vec::new();
/// dossier.write_page(&mut page)?;
/// assert!(page.starts_with(b"<!doctype html>"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Serialize)]
pub struct Dossier {
    /// Version of this form.
    format: u32,
    title: String,
    made: String,
    actors: Vec<ActorData>,
    kinds: Vec<KindData>,
    articles: Vec<ArticleData>,
    events: Vec<EventData>,
    ties: Vec<TieData>,
    layouts: Vec<Arrangement>,
}

/// An actor. Those that no tie needs come last, and stand nowhere.
#[derive(Clone, Debug, Serialize)]
struct ActorData {
    id: String,
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    aka: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    group: usize,
}

#[derive(Clone, Debug, Serialize)]
struct KindData {
    id: String,
    label: String,
    root: String,
    sign: i8,
    mutual: bool,
}

#[derive(Clone, Debug, Serialize)]
struct ArticleData {
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct EventData {
    id: String,
    kind: usize,
    from: Vec<usize>,
    to: Vec<usize>,
    modality: &'static str,
    #[serde(skip_serializing_if = "is_false")]
    denied: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    says: Option<String>,
    /// Whether it is the word of somebody who did not do it himself.
    #[serde(skip_serializing_if = "is_false")]
    alleged: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    article: usize,
    sentence: (u32, u32),
    trigger: (u32, u32),
    /// The sentence, where the article has no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
struct TieData {
    from: usize,
    to: usize,
    events: Vec<usize>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Dossier {
    /// The dossier of what a store holds, under a title.
    ///
    /// The filter says what goes in at all; the page has filters of its own, and first shows what happened. So give it
    /// [`Filter::everything`] unless planned, denied and possible events are to stay out for good.
    ///
    /// # Errors
    /// If the store cannot be read, or the filter asks for what there is not.
    pub fn from_knowledge_base(kb: &KnowledgeBase, iris: &Iris, filter: &Filter, title: &str) -> Result<Self, NetworkError> {
        let records = Records::read(kb)?;
        let network = ActorNetwork::from_filtered(&records, filter)?;
        let mut texts = BTreeMap::new();
        kb.query_with_repetitions(TEXTS, iris.base())?.for_each_row(|cells| {
            texts.entry(cells[0].to_owned()).or_insert_with(|| cells[1].to_owned());
        })?;
        Ok(Builder::new(&records, &network, iris).build(filter, title, texts))
    }

    /// How many actors, ties and events there are.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.actors.len(), self.ties.len(), self.events.len())
    }

    /// Writes the data as JSON, as the page carries them.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write_json(&self, out: impl Write) -> io::Result<()> {
        serde_json::to_writer(out, self).map_err(io::Error::from)
    }

    /// Writes the page: one HTML file that opens from a disk and asks nothing of any network.
    ///
    /// A Content Security Policy with the hash of the page's own script keeps any other from running.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn write_page(&self, out: impl Write) -> io::Result<()> {
        let mut json = Vec::new();
        self.write_json(&mut json)?;
        page::write(&String::from_utf8(json).map_err(io::Error::other)?, out)
    }
}

/// A dossier while it is built.
struct Builder<'r> {
    records: &'r Records,
    network: &'r ActorNetwork,
    iris: &'r Iris,
    actors: Vec<ActorData>,
    /// Actors by IRI.
    places: BTreeMap<String, usize>,
    kinds: BTreeMap<String, KindData>,
}

impl<'r> Builder<'r> {
    fn new(records: &'r Records, network: &'r ActorNetwork, iris: &'r Iris) -> Self {
        let mut builder = Self { records, network, iris, actors: Vec::new(), places: BTreeMap::new(), kinds: BTreeMap::new() };
        let communities = Communities::of(&Projection::of(network, Measure::Events)).of;
        for node in network.graph().node_indices() {
            builder.add_node(&network.graph()[node], communities[node.index()]);
        }
        builder
    }

    fn build(mut self, filter: &Filter, title: &str, mut texts: BTreeMap<String, String>) -> Dossier {
        let told = self.told(filter);
        for told in &told {
            let kind = &told.event.kind;
            self.kinds.entry(kind.class.clone()).or_insert_with(|| kind_data(kind));
        }
        let classes: BTreeMap<_, _> = self.kinds.keys().cloned().zip(0..).collect();
        let articles: BTreeMap<ArticleIndex, usize> =
            told.iter().map(|told| told.event.article).collect::<BTreeSet<_>>().into_iter().zip(0..).collect();
        let mut article_data = Vec::new();
        let mut event_data = Vec::new();
        for article in articles.keys() {
            let record = &self.records.articles[article.0 as usize];
            let of_article: Vec<_> = told.iter().filter(|told| told.event.article == *article).map(|told| &told.event).collect();
            let text = texts.remove(&record.iri).filter(|text| fits(text, &of_article));
            article_data.push(self.article(record, text));
        }
        let mut events = BTreeMap::new();
        for told in &told {
            events.insert(told.event.iri.as_str(), event_data.len());
            let article = articles[&told.event.article];
            let quoted = article_data[article].text.is_none();
            let (from, to) = (self.parties(&told.agents), self.parties(&told.patients));
            let alleged = told.event.attributed_to.is_some() && !speaker_took_part(told, self.records);
            event_data.push(EventData {
                kind: classes[&told.event.kind.class],
                from,
                to,
                article,
                alleged,
                quote: quoted.then(|| told.event.sentence.to_string()),
                ..self.event(&told.event)
            });
        }
        let mut ties = BTreeMap::<(usize, usize), BTreeSet<usize>>::new();
        for (_, source, target, tie) in self.network.ties() {
            let behind = ties.entry((source.index(), target.index())).or_default();
            behind.extend(tie.events.iter().filter_map(|event| events.get(self.network.event(*event).iri.as_str())));
        }
        let ties = ties.into_iter().map(|((from, to), events)| TieData { from, to, events: events.into_iter().collect() });
        Dossier {
            format: 1,
            title: title.to_owned(),
            made: concat!("relata ", env!("CARGO_PKG_VERSION")).to_owned(),
            layouts: arrange::arrange(self.network),
            actors: self.actors,
            kinds: self.kinds.into_values().collect(),
            articles: article_data,
            events: event_data,
            ties: ties.collect(),
        }
    }

    /// The events to tell: those behind ties; and those that name nobody else, of actors that are in the network, or of all if the network
    /// is not narrowed to some.
    fn told(&self, filter: &Filter) -> Vec<&'r Told> {
        let tied: BTreeSet<_> = self.network.events().iter().map(|event| event.iri.as_str()).collect();
        let narrowed = !filter.around.is_empty() || filter.between.is_some() || filter.min_weight > 1 || !filter.kinds.is_empty();
        let inside = |party: &ActorIndex| self.places.contains_key(&self.records.actor(*party).iri);
        let admitted = |told: &&Told| {
            let article = &self.records.articles[told.event.article.0 as usize];
            let lonely = told.agents.len() + told.patients.len() == 1;
            tied.contains(told.event.iri.as_str())
                || lonely
                    && filter.admits(told, speaker_took_part(told, self.records), article)
                    && (!narrowed || told.agents.iter().chain(&told.patients).any(inside))
        };
        self.records.events.iter().filter(admitted).collect()
    }

    fn add_node(&mut self, node: &ActorNode, group: usize) {
        let office = node.office.as_ref().map(|office| {
            let body = office.body.as_ref().map(|body| body.label.as_str());
            [Some(office.role.as_str()).filter(|role| !role.is_empty()), body]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ")
        });
        let state = node.state.as_ref().filter(|state| state.iri != node.iri).map(|state| state.label.clone());
        self.places.insert(node.iri.clone(), self.actors.len());
        self.actors.push(ActorData {
            id: self.short(&node.iri, "actor/"),
            name: node.label.clone(),
            kind: node.kind.as_str(),
            aka: node.aliases.clone(),
            office: office.filter(|office| !office.is_empty()),
            state,
            group,
        });
    }

    /// Places of those who have part in an event. Who stands in no tie (or in that of his state, if persons are folded) is added.
    fn parties(&mut self, parties: &[ActorIndex]) -> Vec<usize> {
        let mut places = Vec::new();
        for party in parties {
            let actor = self.records.actor(*party);
            if let Some(place) = self.places.get(&actor.iri) {
                places.push(*place);
                continue;
            }
            places.push(self.actors.len());
            self.places.insert(actor.iri.clone(), self.actors.len());
            self.actors.push(ActorData {
                id: self.short(&actor.iri, "actor/"),
                name: actor.label.clone(),
                kind: actor.kind.unwrap_or(NodeKind::Unknown).as_str(),
                aka: actor.aliases.clone(),
                office: None,
                state: None,
                group: 0,
            });
        }
        places
    }

    fn article(&self, record: &ArticleRecord, text: Option<String>) -> ArticleData {
        ArticleData {
            id: self.short(&record.iri, "article/"),
            name: record.doc.clone(),
            title: record.title.clone(),
            date: record.date.map(|day| day.to_string()),
            publisher: record.publisher.clone(),
            url: record.url.clone(),
            text,
        }
    }

    /// What an event says of itself; whom and which article it concerns is added by the caller.
    fn event(&self, event: &EventRecord) -> EventData {
        EventData {
            id: self.short(&event.iri, "article/"),
            kind: 0,
            from: Vec::new(),
            to: Vec::new(),
            modality: event.modality.as_str(),
            denied: event.negated,
            says: event.attributed_to.as_ref().map(|speaker| speaker.label.clone()),
            alleged: false,
            place: event.place_text.clone(),
            when: event.time_text.clone(),
            start: event.days.map(|days| days.0.to_string()),
            end: event.days.map(|days| days.1.to_string()),
            article: 0,
            sentence: event.span,
            trigger: event.trigger.unwrap_or((event.span.0, event.span.0)),
            quote: None,
        }
    }

    /// An IRI without what all of them begin with.
    fn short(&self, iri: &str, below: &str) -> String {
        let local = iri.strip_prefix(self.iris.base()).and_then(|rest| rest.strip_prefix(below));
        local.filter(|local| !local.is_empty()).unwrap_or(iri).to_owned()
    }
}

fn kind_data(kind: &TieType) -> KindData {
    let (first, rest) = kind.root.split_at(kind.root.chars().next().map_or(0, char::len_utf8));
    KindData {
        id: kind.class.clone(),
        label: kind.words.clone(),
        root: if kind.root.is_empty() { "Other".to_owned() } else { format!("{first}{}", rest.to_lowercase()) },
        sign: kind.sign().as_number(),
        mutual: kind.mutual,
    }
}

/// Whether all sentences stand in the text where they are said to stand. If not, the text is not shown: nothing would be underlined right.
fn fits(text: &str, events: &[&EventRecord]) -> bool {
    let starts: Vec<_> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let at = |position: u32| starts.get(position as usize).copied();
    events.iter().all(|event| {
        let (Some(start), Some(end)) = (at(event.span.0), at(event.span.1)) else { return false };
        text.get(start..end) == Some(&*event.sentence)
    })
}

#[cfg(test)]
mod tests;
