//! Lesson: from articles, or a graph that was built before, to one page that can be mailed to an editor.
//!
//!     cargo run --example dossier > dossier.html
//!     cargo run --example dossier graph.nq > dossier.html

use relata::network::{Dossier, Filter};
use relata::rdf::{Iris, Mapper, event_types};
use relata::store::KnowledgeBase;
use relata::{Article, Pipeline};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let kb = match std::env::args().nth(1) {
        Some(path) => KnowledgeBase::open(path)?,
        None => graph_of_one_article()?,
    };

    // Everything goes in; the page first shows what happened, and lets the reader ask for what is planned or denied.
    let dossier = Dossier::from_knowledge_base(&kb, &Iris::default(), &Filter::everything(), "Who did what to whom")?;
    let (actors, ties, events) = dossier.counts();
    eprintln!("{actors} actors, {ties} ties, {events} events");
    dossier.write_page(std::io::stdout().lock())?;
    Ok(())
}

fn graph_of_one_article() -> Result<KnowledgeBase, Box<dyn std::error::Error>> {
    let pipeline = Pipeline::builder().build()?;
    let text = "Poland accused Russia on Monday. Norway praised Poland. Russia may expel the Polish ambassador, diplomats said.";
    let mut article = Article::new("note.txt", text);
    article.date = Some("2025-08-22".parse()?);
    let reading = pipeline.read(article).output;

    // The types of events go into the graph as well: they say what is co-operation and what is conflict.
    let mut kb = KnowledgeBase::in_memory();
    kb.replace(&event_types(pipeline.ontology()))?;
    kb.replace(&Mapper::new(pipeline.ontology(), pipeline.known_actors(), Iris::default()).map(&reading))?;
    Ok(kb)
}
