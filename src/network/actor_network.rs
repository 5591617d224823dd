//! [`ActorNetwork`]: actors and the ties between them.

use super::error::NetworkError;
use super::filter::{Filter, days, is_named, sign};
use super::fold::{state_of, states};
use super::records::{ActorIndex, Records, Told};
use super::selection;
use super::types::{ActorNode, ArticleIndex, ArticleRecord, EventIndex, EventRecord, NodeKind, OfficeHeld, Tie, TieType, Weight};
use crate::event::Modality;
use crate::store::KnowledgeBase;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Actors and the ties between them, each tie with the events behind it and each event with its sentence.
///
/// The graph is petgraph's: directed, with one edge for each pair, relation, modality and polarity. Nodes are sorted by IRI, edges by their
/// ends and type, events by day and article: the same graph gives the same network, whatever the order in which articles were read.
///
/// ```
/// use relata::network::{ActorNetwork, Filter};
/// use relata::store::KnowledgeBase;
///
/// let network = ActorNetwork::from_knowledge_base(&KnowledgeBase::in_memory(), &Filter::default())?;
/// assert_eq!(network.graph().node_count(), 0);
/// # Ok::<(), relata::network::NetworkError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ActorNetwork {
    graph: DiGraph<ActorNode, Tie>,
    events: Vec<EventRecord>,
    articles: Vec<ArticleRecord>,
}

impl ActorNetwork {
    /// The network of what a store holds. All of it is read by SPARQL, in six queries; a graph of a million statements takes seconds.
    ///
    /// # Errors
    /// If the store cannot be read, or the filter names an actor or a type that there is not, or asks for a path where there is none.
    pub fn from_knowledge_base(kb: &KnowledgeBase, filter: &Filter) -> Result<Self, NetworkError> {
        Self::from_filtered(&Records::read(kb)?, filter)
    }

    /// The network of what was read from a store.
    pub(super) fn from_filtered(records: &Records, filter: &Filter) -> Result<Self, NetworkError> {
        for name in &filter.types {
            if !records.events.iter().any(|told| is_named(&told.event.kind, name)) {
                return Err(NetworkError::UnknownType(name.clone()));
            }
        }
        selection::select(Self::from_records(records, filter), filter)
    }

    /// A network made by hand, for whoever has actors and ties from elsewhere.
    ///
    /// Ties name events, and events articles, by their indices in `events` and `articles`.
    #[must_use]
    pub fn new(graph: DiGraph<ActorNode, Tie>, events: Vec<EventRecord>, articles: Vec<ArticleRecord>) -> Self {
        Self { graph, events, articles }
    }

    /// The graph itself, for petgraph's algorithms.
    #[must_use]
    pub fn graph(&self) -> &DiGraph<ActorNode, Tie> {
        &self.graph
    }

    /// The events behind the ties, sorted by the day of their article, the article, and their place in it.
    #[must_use]
    pub fn events(&self) -> &[EventRecord] {
        &self.events
    }

    /// One event.
    #[must_use]
    pub fn event(&self, index: EventIndex) -> &EventRecord {
        &self.events[index.0 as usize]
    }

    /// The articles that tell of these events, sorted by IRI.
    #[must_use]
    pub fn articles(&self) -> &[ArticleRecord] {
        &self.articles
    }

    /// One article.
    #[must_use]
    pub fn article(&self, index: ArticleIndex) -> &ArticleRecord {
        &self.articles[index.0 as usize]
    }

    /// All ties with their ends, in order.
    pub fn ties(&self) -> impl Iterator<Item = (EdgeIndex, NodeIndex, NodeIndex, &Tie)> {
        self.graph.edge_indices().map(|edge| {
            let (source, target) = self.graph.edge_endpoints(edge).expect("no edge is ever removed");
            (edge, source, target, &self.graph[edge])
        })
    }

    /// The part of the network with these actors and ties, and the events and articles behind them. The order stays.
    #[must_use]
    pub fn subnetwork(&self, mut keep: impl FnMut(NodeIndex) -> bool, mut keep_tie: impl FnMut(EdgeIndex) -> bool) -> Self {
        let kept = self
            .graph
            .filter_map(|node, actor| keep(node).then(|| actor.clone()), |edge, tie| keep_tie(edge).then(|| tie.clone()));
        Self { graph: kept, events: self.events.clone(), articles: self.articles.clone() }.without_unused()
    }

    /// Leaves out actors without ties.
    #[must_use]
    pub(super) fn without_isolated(self) -> Self {
        let tied: BTreeSet<_> = self.ties().flat_map(|(_, source, target, _)| [source, target]).collect();
        if tied.len() == self.graph.node_count() { self } else { self.subnetwork(|node| tied.contains(&node), |_| true) }
    }

    /// Leaves out events and articles that no tie needs, and numbers the rest anew.
    fn without_unused(mut self) -> Self {
        let mut used = vec![false; self.events.len()];
        for tie in self.graph.edge_weights() {
            tie.events.iter().for_each(|event| used[event.0 as usize] = true);
        }
        let events = renumber(&used);
        let mut used_articles = vec![false; self.articles.len()];
        for (event, _) in self.events.iter().zip(&used).filter(|(_, used)| **used) {
            used_articles[event.article.0 as usize] = true;
        }
        let articles = renumber(&used_articles);
        for tie in self.graph.edge_weights_mut() {
            tie.events.iter_mut().for_each(|event| event.0 = events[event.0 as usize]);
        }
        let mut keep = used.iter();
        self.events.retain(|_| *keep.next().expect("one for each event"));
        for event in &mut self.events {
            event.article.0 = articles[event.article.0 as usize];
        }
        let mut keep = used_articles.iter();
        self.articles.retain(|_| *keep.next().expect("one for each article"));
        self
    }

    /// Ties between all whom the admitted events bring together.
    fn from_records(records: &Records, filter: &Filter) -> Self {
        let states = states(records);
        let folded: Vec<ActorIndex> = (0..records.actors.len() as u32)
            .map(|index| {
                let index = ActorIndex(index);
                if filter.fold_states { state_of(index, &states).unwrap_or(index) } else { index }
            })
            .collect();
        let mut counts = vec![0_usize; records.actors.len()];
        let mut ties = BTreeMap::<TieKey, Vec<EventIndex>>::new();
        let mut events = Vec::new();
        for told in &records.events {
            let article = &records.articles[told.event.article.0 as usize];
            if !filter.admits(told, speaker_took_part(told, records), article) {
                continue;
            }
            let parties: BTreeSet<_> = told.agents.iter().chain(&told.patients).map(|party| folded[party.0 as usize]).collect();
            parties.iter().for_each(|party| counts[party.0 as usize] += 1);
            let index = EventIndex(events.len() as u32);
            events.push(told.event.clone());
            for (source, target) in pairs(told, &folded) {
                let event = &told.event;
                let key = TieKey {
                    source,
                    target,
                    class: event.kind.class.clone(),
                    modality: event.modality as u8,
                    negated: event.negated,
                };
                let behind = ties.entry(key).or_default();
                if behind.last() != Some(&index) {
                    behind.push(index);
                }
            }
        }
        let mut graph = DiGraph::with_capacity(records.actors.len(), ties.len());
        for (index, count) in counts.iter().enumerate() {
            graph.add_node(node(records, ActorIndex(index as u32), &states, *count));
        }
        for (key, behind) in ties {
            let tie = tie(behind, &events, &records.articles);
            graph.add_edge(NodeIndex::new(key.source.0 as usize), NodeIndex::new(key.target.0 as usize), tie);
        }
        Self { graph, events, articles: records.articles.clone() }
    }
}

/// What makes two events one tie, and the order of ties.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct TieKey {
    source: ActorIndex,
    target: ActorIndex,
    class: String,
    modality: u8,
    negated: bool,
}

/// New numbers for those that are used.
fn renumber(used: &[bool]) -> Vec<u32> {
    let mut next = 0;
    let number = |used: &bool| {
        next += u32::from(*used);
        next.saturating_sub(1)
    };
    used.iter().map(number).collect()
}

/// Whether whoever's word the event is did it himself.
pub(super) fn speaker_took_part(told: &Told, records: &Records) -> bool {
    let speaker = told.event.attributed_to.as_ref();
    speaker.is_some_and(|speaker| told.agents.iter().any(|agent| records.actor(*agent).iri == speaker.iri))
}

/// Who stands in a tie to whom, as the direct triples have it: peers of a mutual event may all be among its agents. A mutual tie goes from
/// the one that comes first.
fn pairs(told: &Told, folded: &[ActorIndex]) -> Vec<(ActorIndex, ActorIndex)> {
    let fold = |party: &ActorIndex| folded[party.0 as usize];
    let mutual = told.event.kind.mutual;
    let mut pairs = Vec::new();
    if mutual && told.patients.is_empty() {
        for (index, one) in told.agents.iter().enumerate() {
            pairs.extend(told.agents[index + 1..].iter().map(|other| (fold(one), fold(other))));
        }
    } else {
        for agent in &told.agents {
            pairs.extend(told.patients.iter().map(|patient| (fold(agent), fold(patient))));
        }
    }
    pairs.retain(|(source, target)| source != target);
    if mutual {
        pairs.iter_mut().for_each(|pair| *pair = (pair.0.min(pair.1), pair.0.max(pair.1)));
    }
    pairs
}

fn tie(behind: Vec<EventIndex>, events: &[EventRecord], articles: &[ArticleRecord]) -> Tie {
    let records = || behind.iter().map(|index| &events[index.0 as usize]);
    let of = |event: &EventRecord| &articles[event.article.0 as usize];
    let first = &events[behind[0].0 as usize];
    let sources: BTreeSet<_> = records().map(|event| source(of(event))).collect();
    let articles_behind: BTreeSet<_> = records().map(|event| event.article).collect();
    Tie {
        kind: Arc::clone(&first.kind),
        modality: first.modality,
        negated: first.negated,
        weight: Weight { events: behind.len(), articles: articles_behind.len(), sources: sources.len() },
        sign: sign(first),
        first: records().filter_map(|event| days(event, of(event))).map(|days| days.0).min(),
        last: records().filter_map(|event| days(event, of(event))).map(|days| days.1).max(),
        events: behind,
    }
}

/// Who published an article: as named, or else the host of its address. Articles of which nobody knows count as one source.
fn source(article: &ArticleRecord) -> String {
    let host =
        |url: &str| Some(url.split_once("://")?.1.split(['/', '?', '#']).next()?.trim_start_matches("www.").to_lowercase());
    let publisher = article.publisher.as_deref().map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty());
    publisher.or_else(|| host(article.url.as_deref()?)).unwrap_or_default()
}

fn node(records: &Records, index: ActorIndex, states: &[Option<ActorIndex>], events: usize) -> ActorNode {
    let actor = records.actor(index);
    let state = state_of(index, states);
    let office = actor.offices.first();
    ActorNode {
        iri: actor.iri.clone(),
        label: actor.label.clone(),
        aliases: actor.aliases.clone(),
        kind: actor.kind.unwrap_or(NodeKind::Unknown),
        state: state.map(|state| records.name(state)),
        iso3: state.and_then(|state| records.actor(state).iso3.clone()),
        wikidata: actor.wikidata.clone(),
        office: office.map(|office| OfficeHeld { role: office.role.clone(), body: office.body.map(|body| records.name(body)) }),
        events,
    }
}

/// A tie of a hand-made network, for tests and for whoever builds one: asserted, without events behind it.
impl Tie {
    /// A tie of this type and strength, asserted, with neither days nor events.
    #[must_use]
    pub fn of_weight(kind: Arc<TieType>, events: usize) -> Self {
        Self {
            sign: kind.sign(),
            kind,
            modality: Modality::Asserted,
            negated: false,
            weight: Weight { events, articles: events.min(1), sources: events.min(1) },
            first: None,
            last: None,
            events: Vec::new(),
        }
    }
}
