//! [`Pipeline`]: the chain of stages from an [`Article`] to a [`Reading`].

use crate::actor;
use crate::diagnostic::Warned;
use crate::event;
use crate::ontology::{KnownActors, Ontology};
use crate::reading::Reading;
use crate::source::Article;
use crate::text::{Analyzer, Document};
use rayon::prelude::*;
use std::collections::VecDeque;

/// Reads articles: text, actors, events, in this order.
///
/// It is pure: it holds the language model, the vocabulary and the known actors, and reads neither clock nor files. The same article gives
/// the same reading, whatever was read before it and on however many threads.
///
/// ```
/// use relata::{Article, pipeline::Pipeline};
///
/// let pipeline = Pipeline::builder().build()?;
/// let reading = pipeline.read(Article::new("note.txt", "Poland accused Russia.")).output;
/// assert_eq!(reading.document.sentences().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Pipeline {
    analyzer: Analyzer,
    ontology: Ontology,
    known: KnownActors,
}

/// What a [`Pipeline`] is made of; whatever is not given is built in.
#[derive(Default)]
#[must_use]
pub struct PipelineBuilder {
    analyzer: Option<Analyzer>,
    ontology: Option<Ontology>,
    known: Option<KnownActors>,
}

impl PipelineBuilder {
    /// Uses this text stage instead of the one built in.
    pub fn with_analyzer(mut self, analyzer: Analyzer) -> Self {
        self.analyzer = Some(analyzer);
        self
    }

    /// Uses this vocabulary instead of the one built in.
    pub fn with_ontology(mut self, ontology: Ontology) -> Self {
        self.ontology = Some(ontology);
        self
    }

    /// Uses these known actors instead of those built in.
    pub fn with_known_actors(mut self, known: KnownActors) -> Self {
        self.known = Some(known);
        self
    }

    /// The pipeline. Loading the built-in model takes some tens of milliseconds.
    ///
    /// # Errors
    /// If the language model cannot be loaded.
    pub fn build(self) -> Result<Pipeline, crate::text::ModelError> {
        Ok(Pipeline {
            analyzer: self.analyzer.map_or_else(Analyzer::load, Ok)?,
            ontology: self.ontology.unwrap_or_else(Ontology::built_in),
            known: self.known.unwrap_or_else(KnownActors::built_in),
        })
    }
}

impl Pipeline {
    /// Begins a pipeline.
    pub fn builder() -> PipelineBuilder {
        PipelineBuilder::default()
    }

    /// The vocabulary that it reads by.
    #[must_use]
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }

    /// The actors that it knows before reading.
    #[must_use]
    pub fn known_actors(&self) -> &KnownActors {
        &self.known
    }

    /// Reads one article. Odd text gives fewer events and a warning, never an error.
    #[must_use]
    pub fn read(&self, article: Article) -> Warned<Reading> {
        let Warned { output: document, warnings } = self.analyzer.analyze(article);
        Warned { output: self.read_document(document), warnings }
    }

    /// Reads given sentences and tokens (of [`crate::text::conllu::read`]); what they had of tags and trees is replaced.
    #[must_use]
    pub fn read_tokens(&self, document: Document) -> Warned<Reading> {
        let Warned { output: document, warnings } = self.analyzer.annotate(document);
        Warned { output: self.read_document(document), warnings }
    }

    /// Reads an article whose syntax is given.
    #[must_use]
    pub fn read_document(&self, document: Document) -> Reading {
        let actors = actor::identify(&document, &self.known);
        let events = event::extract(&document, &actors, &self.ontology);
        Reading { document, actors, events }
    }

    /// The text stage.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Reads many articles on all threads of the current rayon pool, and yields their readings in the order of the articles.
    ///
    /// No more than a batch of articles and readings (eight a thread) is held in memory.
    pub fn read_all<'p, I>(&'p self, articles: I) -> impl Iterator<Item = Warned<Reading>> + use<'p, I>
    where
        I: IntoIterator<Item = Article>,
    {
        in_order(articles.into_iter(), None, |article| self.read(article))
    }
}

/// Items that each thread takes at a time: enough that a long one keeps few threads waiting, few enough that memory stays small.
const BATCH: usize = 8;

/// Maps items in parallel (in a pool, or in the current one), a batch at a time, and yields the results in the order of the items.
///
/// Only `map` runs on other threads: items are taken and results are used where the iterator is.
pub(crate) fn in_order<T: Send, U: Send>(
    mut items: impl Iterator<Item = T>,
    pool: Option<&rayon::ThreadPool>,
    map: impl Fn(T) -> U + Sync + Send,
) -> impl Iterator<Item = U> {
    let threads = pool.map_or_else(rayon::current_num_threads, rayon::ThreadPool::current_num_threads);
    let mut done = VecDeque::new();
    std::iter::from_fn(move || {
        if done.is_empty() {
            let taken: Vec<T> = items.by_ref().take(BATCH * threads).collect();
            let work = || taken.into_par_iter().map(&map).collect();
            done = match pool {
                Some(pool) => pool.install(work),
                None => work(),
            };
        }
        done.pop_front()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let results: Vec<u32> = in_order(0..1000, None, |number| number * 2).collect();
        assert_eq!(results, (0..1000).map(|number| number * 2).collect::<Vec<u32>>());
    }

    #[test]
    fn no_more_than_a_batch_is_taken_at_once() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let taken = std::cell::Cell::new(0);
        let items = (0..100).inspect(|_| taken.set(taken.get() + 1));
        let first = in_order(items, Some(&pool), |number| number).next();
        assert_eq!((first, taken.get()), (Some(0), 2 * BATCH));
    }
}
