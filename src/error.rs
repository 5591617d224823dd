//! [`Error`]: whatever can go wrong, for programs that go all the way from a file to a graph.

use crate::ontology::{KnownActorsError, OntologyError};
use crate::rdf::BaseError;
use crate::source::SourceError;
use crate::store::StoreError;
use crate::text::ModelError;
use crate::text::conllu::ConlluError;

/// An error of any stage. Each stage has its own type; this one holds them all, so that `?` works along the whole way.
///
/// ```no_run
/// use relata::rdf::{Iris, Mapper};
/// use relata::source::Sources;
/// use relata::store::KnowledgeBase;
/// use relata::Pipeline;
///
/// fn build() -> Result<(), relata::Error> {
///     let pipeline = Pipeline::builder().build()?;
///     let mapper = Mapper::new(pipeline.ontology(), pipeline.known_actors(), Iris::default());
///     let mut kb = KnowledgeBase::open_for_writing("graph.nq")?;
///     for article in Sources::new(["news/"]) {
///         kb.replace(&mapper.map(&pipeline.read(article?).output))?;
///     }
///     Ok(kb.save()?)
/// }
/// # let _ = build;
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An input could not be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A CoNLL-U file could not be read.
    #[error(transparent)]
    Conllu(#[from] ConlluError),
    /// The language model could not be loaded.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A vocabulary file is wrong.
    #[error(transparent)]
    Ontology(#[from] OntologyError),
    /// A file of known actors is wrong.
    #[error(transparent)]
    KnownActors(#[from] KnownActorsError),
    /// A base of IRIs is none.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// The graph could not be read, queried or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
