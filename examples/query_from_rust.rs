//! Lesson 3: many articles into one graph, and a question in SPARQL.
//!
//! ```text
//! cargo run --release --example query_from_rust [ARTICLES…]
//! ```

use relata::Pipeline;
use relata::rdf::{Iris, Mapper};
use relata::source::Sources;
use relata::store::KnowledgeBase;

/// Who accused whom, and the sentence that says so. The direct triple `?a rel:accused ?b` would be shorter; the event node has the
/// evidence, and with it those accusations that are denied, planned or told by somebody else.
const QUESTION: &str = "
    SELECT ?accuser ?accused ?modality ?words {
        ?event a rel:Accusation ; rel:agent/rdfs:label ?accuser ; rel:patient/rdfs:label ?accused ;
               rel:modality ?modality ; rel:evidence/oa:exact ?words .
    } ORDER BY ?accuser ?accused";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut inputs: Vec<String> = std::env::args().skip(1).collect();
    if inputs.is_empty() {
        inputs.push("examples/articles".to_owned());
    }
    let pipeline = Pipeline::builder().build()?;

    // 1. The mapper is the one place where a reading becomes RDF. The base of the IRIs is yours to choose.
    let iris = Iris::default();
    let mapper = Mapper::new(pipeline.ontology(), pipeline.known_actors(), iris.clone());

    // 2. Sources stream, the pipeline reads on all cores, and readings come back in the order of the articles. Each goes into a graph of
    //    its own, so that reading an article again replaces what it said before.
    let articles = Sources::new(inputs).into_iter().filter_map(|result| result.inspect_err(|error| eprintln!("{error}")).ok());
    let mut kb = KnowledgeBase::in_memory();
    pipeline.read_all(articles, |read| kb.replace(&mapper.map(&read.output)))?;
    println!("{} articles, {} statements", kb.articles()?.len(), kb.len()?);

    // 3. Queries see the union of all articles. The usual prefixes are known.
    for row in kb.query(QUESTION, iris.base())?.into_rows()?.rows {
        println!("{}", row.join(" | "));
    }
    Ok(())
}
