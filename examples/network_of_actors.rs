//! Lesson 4: from a graph to a network of states, its measures, and a file for Gephi.
//!
//! ```text
//! cargo run --release --example network_of_actors [ARTICLES…]
//! ```

use relata::Pipeline;
use relata::network::measures::Paths;
use relata::network::{ActorNetwork, Export, ExportFormat, Filter, Measure, Measures, Sign};
use relata::rdf::{Iris, Mapper, event_types};
use relata::source::Sources;
use relata::store::KnowledgeBase;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut inputs: Vec<String> = std::env::args().skip(1).collect();
    if inputs.is_empty() {
        inputs.push("examples/articles".to_owned());
    }

    // 1. A graph, as in lesson 3. The types of events go in as well: a network knows from them what is co-operation and what is conflict.
    let pipeline = Pipeline::builder().build()?;
    let mapper = Mapper::new(pipeline.ontology(), pipeline.known_actors(), Iris::default());
    let mut kb = KnowledgeBase::in_memory();
    kb.replace(&event_types(pipeline.ontology()))?;
    let articles = Sources::new(inputs).into_iter().filter_map(|result| result.inspect_err(|error| eprintln!("{error}")).ok());
    pipeline.read_all(articles, |read| kb.replace(&mapper.map(&read.output)))?;

    // 2. A network: here ministers, armies and parliaments are folded into their states, and only what happened counts.
    let filter = Filter { fold_states: true, ..Filter::default() };
    let network = ActorNetwork::from_knowledge_base(&kb, &filter)?;

    // 3. Who is hostile to whom, and which sentence says so.
    for (_, source, target, tie) in network.ties().filter(|(_, _, _, tie)| tie.sign == Sign::Conflict).take(5) {
        let (source, target) = (&network.graph()[source].label, &network.graph()[target].label);
        let event = network.event(tie.events[0]);
        println!("{source} {} {target}: {}", tie.kind.words, event.sentence);
    }

    // 4. Measures, with their usual definitions: those who stand between others come first.
    let measures = Measures::of(&network, Measure::Events, Paths::Always);
    let mut actors: Vec<_> = network.graph().node_indices().collect();
    actors.sort_by(|one, other| {
        let between = |node: &petgraph::graph::NodeIndex| measures.actors[node.index()].betweenness.unwrap_or(0.0);
        between(other).total_cmp(&between(one))
    });
    for node in actors.iter().take(5) {
        let of = &measures.actors[node.index()];
        println!("{}: between {:.3}, community {}", network.graph()[*node].label, of.betweenness.unwrap_or(0.0), of.community);
    }

    // 5. The same for Gephi, in memory here; `relata network -o states.gexf --fold states` writes the file.
    let layout = Export::layout(&network, &measures);
    let mut gexf = Vec::new();
    Export::new(&network, &measures).with_layout(&layout).write(ExportFormat::Gexf, &mut gexf)?;
    println!("{} actors, {} ties, {} bytes of GEXF", network.graph().node_count(), network.graph().edge_count(), gexf.len());
    Ok(())
}
