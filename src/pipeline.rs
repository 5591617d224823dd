//! [`Pipeline`]: the chain of stages from an [`Article`] to a [`Reading`].

use crate::actor;
use crate::diagnostic::Warned;
use crate::event::{self, Confidence, Event, Judge};
use crate::ontology::{KnownActors, Ontology};
use crate::reading::Reading;
use crate::source::Article;
use crate::text::{Analyzer, Document};
use rayon::{Scope, ThreadPool};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{self, Receiver};

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
    judge: Judge,
    least: Option<Confidence>,
}

/// What a [`Pipeline`] is made of; whatever is not given is built in.
#[derive(Default)]
#[must_use]
pub struct PipelineBuilder {
    analyzer: Option<Analyzer>,
    ontology: Option<Ontology>,
    known: Option<KnownActors>,
    judge: Option<Judge>,
    least: Option<Confidence>,
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

    /// Weighs statements by these weights instead of those built in.
    pub fn with_judge(mut self, judge: Judge) -> Self {
        self.judge = Some(judge);
        self
    }

    /// Leaves out statements that are less likely than this, instead of what the judge advises ([`Judge::least`]).
    pub fn with_min_confidence(mut self, least: Confidence) -> Self {
        self.least = Some(least);
        self
    }

    /// The pipeline. Loading the built-in model takes some tens of milliseconds.
    ///
    /// # Errors
    /// If the language model cannot be loaded.
    pub fn build(self) -> Result<Pipeline, crate::text::ModelError> {
        Ok(Pipeline {
            least: self.least,
            judge: self.judge.unwrap_or_else(Judge::built_in),
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

    /// What weighs its statements.
    #[must_use]
    pub fn judge(&self) -> &Judge {
        &self.judge
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
        let mut events = event::extract(&document, &actors, &self.ontology, &self.judge);
        let advised = |event: &Event| self.judge.least(self.ontology.frame(event.frame).learned);
        events.events.retain(|event| event.confidence >= self.least.unwrap_or_else(|| advised(event)));
        Reading { document, actors, events }
    }

    /// The text stage.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// Reads many articles on all threads of the current rayon pool, and hands over their readings in the order of the articles, until
    /// an error.
    ///
    /// Few articles and readings (eight a thread) are held in memory.
    ///
    /// # Errors
    /// The first one that `each` gives.
    pub fn read_all<E>(
        &self,
        articles: impl IntoIterator<Item = Article>,
        each: impl FnMut(Warned<Reading>) -> Result<(), E>,
    ) -> Result<(), E> {
        in_order(articles.into_iter(), None, |article| self.read(article), each)
    }
}

/// Items for each thread that are on their way: enough that a long one keeps no thread waiting, few enough that memory stays small.
const AHEAD: usize = 8;

/// Maps items in parallel (in a pool, or in the current one) and hands the results to `each`, in the order of the items, until an error.
///
/// Only `map` runs on other threads. While one result is used, others are made: nobody waits for anything but the oldest item.
pub(crate) fn in_order<T: Send, U: Send, E>(
    items: impl Iterator<Item = T>,
    pool: Option<&ThreadPool>,
    map: impl Fn(T) -> U + Sync + Send,
    each: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    match pool {
        Some(pool) => pool.in_place_scope(|scope| in_scope(scope, AHEAD * pool.current_num_threads(), items, &map, each)),
        None => rayon::in_place_scope(|scope| in_scope(scope, AHEAD * rayon::current_num_threads(), items, &map, each)),
    }
}

/// Maps items with `most` of them on their way.
fn in_scope<'scope, T: Send + 'scope, U: Send + 'scope, E>(
    scope: &Scope<'scope>,
    most: usize,
    mut items: impl Iterator<Item = T>,
    map: &'scope (impl Fn(T) -> U + Sync),
    mut each: impl FnMut(U) -> Result<(), E>,
) -> Result<(), E> {
    let (sender, receiver) = mpsc::channel();
    let mut done = BTreeMap::new();
    let (mut taken, mut used) = (0, 0);
    loop {
        while taken - used < most
            && let Some(item) = items.next()
        {
            let (number, sender) = (taken, sender.clone());
            // A panic is handed over too, so that nobody waits for a result that never comes. Nobody listens after an error.
            scope.spawn(move |_| drop(sender.send((number, catch_unwind(AssertUnwindSafe(|| map(item)))))));
            taken += 1;
        }
        if used == taken {
            return Ok(());
        }
        let result = loop {
            match done.remove(&used) {
                Some(result) => break result,
                None => done.extend(next_of(&receiver)),
            }
        };
        used += 1;
        each(result.unwrap_or_else(|panic| resume_unwind(panic)))?;
    }
}

/// Waits for a result; who is one of the pool's own threads works on the items meanwhile.
fn next_of<T>(receiver: &Receiver<T>) -> Option<T> {
    match rayon::yield_now() {
        None => receiver.recv().ok(),
        Some(_) => receiver.try_recv().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::ops::Range;

    fn doubled(pool: Option<&ThreadPool>, numbers: Range<u32>) -> Vec<u32> {
        let mut found = Vec::new();
        let each = |number| -> Result<(), Infallible> {
            found.push(number);
            Ok(())
        };
        in_order(numbers, pool, |number| number * 2, each).unwrap();
        found
    }

    fn pool(threads: usize) -> ThreadPool {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let expected: Vec<u32> = (0..1000).map(|number| number * 2).collect();
        assert_eq!(doubled(None, 0..1000), expected);
        assert_eq!(doubled(Some(&pool(3)), 0..1000), expected);
        // A pool's only thread does the work itself.
        assert_eq!(pool(1).install(|| doubled(None, 0..1000)), expected);
        assert!(doubled(None, 0..0).is_empty());
    }

    #[test]
    fn few_items_are_on_their_way_and_an_error_ends_it() {
        let taken = std::cell::Cell::new(0);
        let items = (0..100).inspect(|_| taken.set(taken.get() + 1));
        assert_eq!(in_order(items, Some(&pool(2)), |number| number, Err), Err(0));
        assert_eq!(taken.get(), 2 * AHEAD);
    }

    #[test]
    #[should_panic(expected = "item 3")]
    fn a_panic_is_passed_on() {
        let map = |number: u32| assert!(number != 3, "item {number}");
        in_order(0..9, Some(&pool(2)), map, Ok::<_, Infallible>).unwrap();
    }
}
