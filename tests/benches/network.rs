//! How long large networks take: 10,000 actors and 100,000 ties, from the store to the picture.
//!
//! ```text
//! cargo bench --bench network
//! ```

use divan::Bencher;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use relata::network::measures::{Communities, PathMeasures, Projection, page_rank};
use relata::network::{ActorNetwork, Filter, Layout, LayoutOptions, Measure};
use relata::rdf::vocab::{dcterms, oa, rel, schema};
use relata::rdf::{Iris, NamedGraph};
use relata::store::KnowledgeBase;
use std::sync::OnceLock;

const REGIONS: u64 = 20;
const ACTORS_A_REGION: u64 = 500;
const TIES: u64 = 100_000;
const EVENTS_AN_ARTICLE: u64 = 10;

fn main() {
    divan::main();
}

/// Numbers that look random and are always the same (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (number ^ (number >> 31)) % limit
    }
}

/// Ends of ties as news has them: some actors are in very many, and most ties stay within a region of the world.
fn pairs() -> Vec<(u64, u64)> {
    let mut numbers = Numbers(7);
    let mut pairs = std::collections::BTreeSet::new();
    while (pairs.len() as u64) < TIES {
        let region = numbers.below(REGIONS);
        let other = if numbers.below(10) == 0 { numbers.below(REGIONS) } else { region };
        let (source, target) = (actor(region, &mut numbers), actor(other, &mut numbers));
        if source != target {
            pairs.insert((source, target));
        }
    }
    pairs.into_iter().collect()
}

/// An actor of a region. The product of two even numbers is mostly small: few actors have many ties.
fn actor(region: u64, numbers: &mut Numbers) -> u64 {
    let within = numbers.below(ACTORS_A_REGION) * numbers.below(ACTORS_A_REGION) / ACTORS_A_REGION;
    region * ACTORS_A_REGION + within
}

fn node(iri: String) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

/// A store in which every tie is one event with its sentence.
fn kb() -> &'static KnowledgeBase {
    static KB: OnceLock<KnowledgeBase> = OnceLock::new();
    KB.get_or_init(|| {
        let iris = Iris::default();
        let mut kb = KnowledgeBase::in_memory();
        for (number, events) in pairs().chunks(EVENTS_AN_ARTICLE as usize).enumerate() {
            kb.replace(&article(&iris, number, events)).expect("memory does not fail");
        }
        kb
    })
}

fn article(iris: &Iris, number: usize, events: &[(u64, u64)]) -> NamedGraph {
    let name = node(iris.article(&format!("{number}.txt")));
    let mut quads = Vec::new();
    let mut add = |subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term| {
        quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, GraphName::NamedNode(name.clone())));
    };
    let text = |text: String| Term::from(Literal::new_simple_literal(text));
    let day = format!("2025-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
    add(&name, rdf::TYPE, schema::NEWS_ARTICLE.into());
    add(&name, dcterms::IDENTIFIER, text(format!("{number}.txt")));
    add(&name, schema::DATE_PUBLISHED, Literal::new_typed_literal(day, oxigraph::model::vocab::xsd::DATE).into());
    add(&name, schema::PUBLISHER, text(format!("Paper {}", number % 40)));
    for (index, (source, target)) in events.iter().enumerate() {
        let [agent, patient] = [source, target].map(|actor| node(iris.actor(&format!("actor-{actor}"))));
        for (actor, number) in [(&agent, source), (&patient, target)] {
            add(actor, rdf::TYPE, rel::PERSON.into());
            add(actor, rdfs::LABEL, text(format!("Actor {number}")));
        }
        let event = node(Iris::event(name.as_str(), index + 1, 1));
        let (start, end) = (index as u32 * 80, index as u32 * 80 + 79);
        let evidence = node(Iris::characters(name.as_str(), (start, end)));
        add(&event, rdf::TYPE, rel::EVENT.into());
        add(&event, rel::AGENT, agent.into());
        add(&event, rel::PATIENT, patient.into());
        add(&event, rel::MODALITY, rel::ASSERTED.into());
        add(&event, rel::POLARITY, rel::POSITIVE.into());
        add(&event, rel::TRIGGER, evidence.clone().into());
        add(&event, rel::HAS_EVIDENCE, evidence.clone().into());
        add(&evidence, rdf::TYPE, rel::EVIDENCE.into());
        add(&evidence, oa::HAS_SOURCE, name.clone().into());
        add(&evidence, oa::START, Literal::from(start).into());
        add(&evidence, oa::END, Literal::from(end).into());
        add(
            &evidence,
            oa::EXACT,
            text(format!("Actor {source} did something to actor {target}, as one sentence among many tells it.")),
        );
    }
    NamedGraph { name, quads }
}

fn network() -> &'static ActorNetwork {
    static NETWORK: OnceLock<ActorNetwork> = OnceLock::new();
    NETWORK.get_or_init(|| ActorNetwork::from_knowledge_base(kb(), &Filter::default()).expect("the store is sound"))
}

fn projection() -> &'static Projection {
    static PROJECTION: OnceLock<Projection> = OnceLock::new();
    PROJECTION.get_or_init(|| Projection::of(network(), Measure::Events))
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn a_build_from_the_store(bencher: Bencher<'_, '_>) {
    kb();
    bencher.bench(|| ActorNetwork::from_knowledge_base(kb(), &Filter::default()));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn b_page_rank(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(projection).bench_values(page_rank);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn c_communities(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(projection).bench_values(Communities::of);
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn d_layout(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(network).bench_values(|network| Layout::of(network, &LayoutOptions::default()));
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn e_betweenness_and_closeness(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(projection).bench_values(PathMeasures::of);
}

/// The four that the page and the exports need, and the memory of the whole process.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn f_build_rank_communities_and_layout(bencher: Bencher<'_, '_>) {
    kb();
    bencher.bench(|| {
        let network = ActorNetwork::from_knowledge_base(kb(), &Filter::default()).expect("the store is sound");
        let projection = Projection::of(&network, Measure::Events);
        (page_rank(&projection), Communities::of(&projection), Layout::of(&network, &LayoutOptions::default()))
    });
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find(|line| line.starts_with("VmHWM")) {
        println!("peak memory, the store included: {}", peak.trim_start_matches("VmHWM:").trim());
    }
}
