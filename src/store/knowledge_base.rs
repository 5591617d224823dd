//! [`KnowledgeBase`]: the graph of all articles.

use super::answer::Answer;
use super::blocks::{Blocks, line_of};
use super::change::{Change, Changed, GraphContent};
use super::file::Lock;
use super::guard;
use super::query::QueryOptions;
use super::{StoreError, write_atomically};
use crate::rdf::vocab::{PREFIXES, dcterms, schema};
use crate::rdf::{GraphFormat, NamedGraph, write_graph};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, TermRef};
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Store;
use rayon::prelude::*;
use spargebra::SparqlParser;
use std::fmt;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The graph of all articles that were read: one named graph an article.
///
/// - **Atomic**: [`save`](Self::save) replaces the file as a whole or not at all; who reads it meanwhile sees the old or the new one.
/// - **Idempotent**: replacing an article by the same reading changes nothing; the file's bytes are a function of what is in it.
/// - **Exclusive**: one writer at a time; a second is refused, not queued.
///
/// The whole graph is held in memory, some 450 bytes a quad; opening parses the file (a million quads in two seconds). With the cargo feature `disk`, a path
/// without the ending `.nq` is a RocksDB folder, which needs little memory, and in which each change lasts at once.
///
/// ```
/// use relata::store::KnowledgeBase;
///
/// let kb = KnowledgeBase::in_memory();
/// let answer = kb.query("ASK { ?event rel:agent ?actor }", "https://w3id.org/relata/")?;
/// assert_eq!(answer.as_bool(), Some(false));
/// # Ok::<(), relata::store::StoreError>(())
/// ```
pub struct KnowledgeBase {
    quads: Mutex<Quads>,
    home: Home,
    /// Every triple once, whatever graphs say it; made for the first query after a change.
    union: Mutex<Option<Store>>,
    /// Held by whoever changes the graph while others read it.
    writer: Mutex<()>,
    /// Grows with each change.
    state: AtomicU64,
}

/// The quads of a graph: in memory, or still in the file that was opened. The file stays open, so that who replaces it changes nothing here.
enum Quads {
    Loaded(Store),
    InFile(File),
}

/// Where a graph lives.
enum Home {
    Memory,
    File {
        path: PathBuf,
        lock: Option<Lock>,
    },
    #[cfg(feature = "disk")]
    Folder {
        path: PathBuf,
        writable: bool,
    },
}

/// An article in the graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleSummary {
    /// Its IRI, which is the name of its graph.
    pub iri: String,
    /// Its name.
    pub doc: String,
}

impl KnowledgeBase {
    /// An empty graph that lives in memory alone.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::new(Store::new().expect("a store in memory touches nothing that could fail"), Home::Memory)
    }

    fn new(store: Store, home: Home) -> Self {
        Self::with(Quads::Loaded(store), home)
    }

    fn with(quads: Quads, home: Home) -> Self {
        Self { quads: Mutex::new(quads), home, union: Mutex::new(None), writer: Mutex::new(()), state: AtomicU64::new(0) }
    }

    /// Opens a graph for reading.
    ///
    /// # Errors
    /// If there is none, or the file is damaged: then with line and reason, and nothing is loaded.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let kb = Self::open_for_queries(path)?;
        kb.store()?;
        Ok(kb)
    }

    /// Opens a graph for reading, and loads of it what is asked for, when it is asked for.
    ///
    /// A query on the union of all graphs then costs neither the time nor the memory of the single graphs; nothing is seen of what others
    /// write to the file meanwhile. For one question, not for many: `GRAPH` after a query without it reads the file once more.
    ///
    /// # Errors
    /// If there is none. Damage is told by the first question, with line and reason.
    pub fn open_for_queries(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        if !is_file_kind(path) {
            return Self::open_folder(path, false);
        }
        let file = File::open(path).map_err(StoreError::io(path))?;
        Ok(Self::with(Quads::InFile(file), Home::File { path: path.to_owned(), lock: None }))
    }

    /// Opens a graph for writing, or begins one, and keeps other writers away until it is dropped.
    ///
    /// # Errors
    /// If another process is writing it, or the file is damaged, or its ending names no kind of graph.
    pub fn open_for_writing(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !is_file_kind(path) {
            return Self::open_folder(path, true);
        }
        let lock = Lock::acquire(path)?;
        let store = if path.exists() { load(Blocks::open(path)?, |quad| quad)? } else { Store::new()? };
        Ok(Self::new(store, Home::File { path: path.to_owned(), lock: Some(lock) }))
    }

    #[cfg(feature = "disk")]
    fn open_folder(path: &Path, writable: bool) -> Result<Self, StoreError> {
        let store = if writable { Store::open(path) } else { Store::open_read_only(path) };
        let store = store.map_err(|error| StoreError::of_folder(path, error))?;
        Ok(Self::new(store, Home::Folder { path: path.to_owned(), writable }))
    }

    #[cfg(not(feature = "disk"))]
    fn open_folder(path: &Path, _writable: bool) -> Result<Self, StoreError> {
        Err(StoreError::UnknownKind(path.to_owned()))
    }

    /// Puts an article's graph in the place of what the article said before, in one step.
    ///
    /// # Errors
    /// If the store fails; then nothing is changed.
    pub fn replace(&mut self, article: &NamedGraph) -> Result<(), StoreError> {
        self.forget_union();
        let store = self.store()?;
        let mut transaction = store.start_transaction()?;
        transaction.clear_graph(article.name.as_ref())?;
        transaction.extend(article.quads.iter().map(Quad::as_ref));
        Ok(transaction.commit()?)
    }

    /// Removes all that an article said. Gives whether there was such an article.
    ///
    /// # Errors
    /// If the IRI is none, or the store fails.
    pub fn remove(&mut self, article: &str) -> Result<bool, StoreError> {
        self.forget_union();
        let graph = NamedNode::new(article).map_err(|error| StoreError::Syntax(error.to_string()))?;
        let store = self.store()?;
        let known = store.contains_named_graph(graph.as_ref())?;
        store.remove_named_graph(graph.as_ref())?;
        Ok(known)
    }

    /// Answers a SPARQL 1.1 query. Unless it says otherwise (`FROM`), it sees the union of all graphs.
    ///
    /// What several articles say is one triple there, and counts once. A query that names graphs (`GRAPH`) sees beside the graph asked for
    /// each triple as often as graphs say it: such a query wants `DISTINCT`.
    ///
    /// The first query after a change copies the triples, which costs about half of what opening does, and their memory again; a graph on
    /// disk is not copied, and there, too, queries want `DISTINCT`.
    ///
    /// The prefixes of [`PREFIXES`] need not be declared, nor `actor:` and `article:` (below `base`), and IRIs are resolved against `base`.
    ///
    /// # Errors
    /// If the query is no SPARQL, or cannot be evaluated (`SERVICE` is not available).
    pub fn query(&self, sparql: &str, base: &str) -> Result<Answer, StoreError> {
        self.query_with(sparql, base, &QueryOptions::default())
    }

    /// Answers a SPARQL 1.1 query as [`query`](Self::query) does, on other graphs or such that it can be stopped.
    ///
    /// # Errors
    /// Those of `query`, and [`StoreError::Stopped`] if it was stopped.
    pub fn query_with(&self, sparql: &str, base: &str, options: &QueryOptions) -> Result<Answer, StoreError> {
        if options.guarded {
            guard::check_text(sparql)?;
        }
        let parsed = parser(base)?.parse_query(sparql).map_err(|error| StoreError::Syntax(error.to_string()))?;
        let mut query = SparqlEvaluator::new().with_cancellation_token(options.stop.token()).for_query(parsed.clone());
        options.apply(query.dataset_mut())?;
        let by_graphs = sparql.to_ascii_uppercase().contains("GRAPH") || !query.dataset().is_default_dataset();
        let store = if by_graphs || !self.is_in_memory() { self.store()? } else { self.union()? };
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        if options.guarded {
            guard::check_query(&parsed, &store)?;
        }
        let results = query.on_store(&store).execute().map_err(StoreError::evaluation)?;
        Ok(Answer::new(results, base))
    }

    /// Answers a query as [`query`](Self::query) does, but never copies the triples: what several articles say comes as often as they say
    /// it. For whoever reads a large graph once and sorts it out himself.
    ///
    /// # Errors
    /// Those of [`query`](Self::query).
    pub fn query_with_repetitions(&self, sparql: &str, base: &str) -> Result<Answer, StoreError> {
        let parsed = parser(base)?.parse_query(sparql).map_err(|error| StoreError::Syntax(error.to_string()))?;
        let mut query = SparqlEvaluator::new().for_query(parsed);
        if query.dataset().is_default_dataset() {
            query.dataset_mut().set_default_graph_as_union();
        }
        let results = query.on_store(&self.store()?).execute().map_err(StoreError::evaluation)?;
        Ok(Answer::new(results, base))
    }

    fn is_in_memory(&self) -> bool {
        matches!(self.home, Home::Memory | Home::File { .. })
    }

    /// The quads, loaded if they are not yet.
    pub(super) fn store(&self) -> Result<Store, StoreError> {
        let mut quads = lock(&self.quads);
        let store = match &*quads {
            Quads::Loaded(store) => return Ok(store.clone()),
            Quads::InFile(file) => load(Blocks::of_file(file, &self.path())?, |quad| quad)?,
        };
        *quads = Quads::Loaded(store.clone());
        Ok(store)
    }

    /// The triples of all graphs. Oxigraph's own union of graphs gives a triple once for each graph that holds it, and so wrong counts.
    /// Whoever else needs it while it is made waits: it is made once.
    fn union(&self) -> Result<Store, StoreError> {
        let mut union = lock(&self.union);
        if let Some(union) = &*union {
            return Ok(union.clone());
        }
        let nameless = |quad: Quad| Quad::new(quad.subject, quad.predicate, quad.object, GraphName::DefaultGraph);
        let store = match &*lock(&self.quads) {
            Quads::InFile(file) => load(Blocks::of_file(file, &self.path())?, nameless)?,
            Quads::Loaded(quads) => {
                let store = Store::new()?;
                let mut loader = store.bulk_loader();
                loader.load_ok_quads::<_, StoreError>(quads.iter().map(|quad| quad.map(nameless)))?;
                loader.commit()?;
                store
            }
        };
        Ok(union.insert(store).clone())
    }

    fn forget_union(&self) {
        self.state.fetch_add(1, Ordering::Release);
        *lock(&self.union) = None;
    }

    /// A number that is another one after each change: what was computed from the graph holds as long as it stays.
    #[must_use]
    pub fn state(&self) -> u64 {
        self.state.load(Ordering::Acquire)
    }

    /// Does ahead what the first query after a change would wait for.
    ///
    /// # Errors
    /// If the store fails.
    pub fn warm_up(&self) -> Result<(), StoreError> {
        if self.is_in_memory() { self.union().map(drop) } else { Ok(()) }
    }

    /// Applies a SPARQL 1.1 update in one step. Its patterns see the union of all graphs; what it inserts without naming a graph goes
    /// into the default graph.
    ///
    /// # Errors
    /// If it is no SPARQL, or cannot be evaluated; then nothing is changed.
    pub fn update(&mut self, sparql: &str, base: &str) -> Result<(), StoreError> {
        self.forget_union();
        let update = parser(base)?.parse_update(sparql).map_err(|error| StoreError::Syntax(error.to_string()))?;
        let mut update = SparqlEvaluator::new().for_update(update);
        for dataset in update.using_datasets_mut().filter(|dataset| dataset.is_default_dataset()) {
            dataset.set_default_graph_as_union();
        }
        update.on_store(&self.store()?).execute().map_err(StoreError::update)
    }

    /// Makes one change, and makes it last, while others go on reading: they see the graph as it was before or as it is after.
    ///
    /// The file is written before anybody sees the change, so that nobody acts on what a power cut undoes. It is written whole, which
    /// costs about as much as opening it; several changes at once wait for each other.
    ///
    /// # Errors
    /// If the graph was opened for reading, the change is no valid one, or the operating system refuses: then nothing is changed.
    pub fn change(&self, change: &Change, base: &str, options: &QueryOptions) -> Result<Changed, StoreError> {
        if !self.is_writable() {
            return Err(StoreError::ReadOnly(self.path()));
        }
        let _alone = lock(&self.writer);
        let store = self.store()?;
        let mut transaction = store.start_transaction()?;
        let changed = change.apply(&mut transaction, parser(base)?, options)?;
        if let Home::File { path, .. } = &self.home {
            save_file(path, &sorted_lines(transaction.iter())?)?;
        }
        transaction.commit()?;
        self.forget_union();
        #[cfg(feature = "disk")]
        if matches!(self.home, Home::Folder { .. }) {
            store.flush()?;
        }
        Ok(changed)
    }

    /// Whether changes can be made to last: the graph was opened for writing, or lives in memory alone.
    #[must_use]
    pub fn is_writable(&self) -> bool {
        match &self.home {
            Home::Memory => true,
            Home::File { lock, .. } => lock.is_some(),
            #[cfg(feature = "disk")]
            Home::Folder { writable, .. } => *writable,
        }
    }

    fn path(&self) -> PathBuf {
        match &self.home {
            Home::Memory => PathBuf::from("memory"),
            Home::File { path, .. } => path.clone(),
            #[cfg(feature = "disk")]
            Home::Folder { path, .. } => path.clone(),
        }
    }

    /// The statements of one graph, or of the default graph. None if there is no such graph; the default graph is always there.
    ///
    /// # Errors
    /// If the name is no IRI, or the store fails.
    pub fn graph(&self, name: Option<&str>) -> Result<Option<GraphContent>, StoreError> {
        let name = super::change::graph_name(name)?;
        let store = self.store()?;
        let quads = store.quads_for_pattern(None, None, None, Some(name.as_ref())).collect::<Result<Vec<_>, _>>()?;
        let known = match &name {
            GraphName::NamedNode(node) => !quads.is_empty() || store.contains_named_graph(node.as_ref())?,
            _ => true,
        };
        Ok(known.then(|| GraphContent::of_quads(quads)))
    }

    /// Makes all changes last. A graph in memory has nowhere to be saved, and nothing happens.
    ///
    /// # Errors
    /// If the graph was opened for reading, or the operating system refuses; then the old file stays as it was.
    pub fn save(&mut self) -> Result<(), StoreError> {
        match &self.home {
            Home::Memory => Ok(()),
            Home::File { path, lock: None } => Err(StoreError::ReadOnly(path.clone())),
            Home::File { path, lock: Some(_) } => save_file(path, &sorted_lines(self.store()?.iter())?),
            #[cfg(feature = "disk")]
            Home::Folder { path, writable: false } => Err(StoreError::ReadOnly(path.clone())),
            #[cfg(feature = "disk")]
            Home::Folder { .. } => Ok(self.store()?.flush()?),
        }
    }

    /// Writes the whole graph in a format.
    ///
    /// # Errors
    /// If the store fails, or those of the writer.
    pub fn write(&self, format: GraphFormat, base: &str, mut out: impl Write) -> Result<(), StoreError> {
        if format == GraphFormat::NQuads {
            // By line, as the file is: the two can be compared.
            let lines = sorted_lines(self.store()?.iter())?;
            return lines.iter().try_for_each(|line| writeln!(out, "{line}")).map_err(StoreError::Write);
        }
        let quads = self.store()?.iter().collect::<Result<Vec<_>, _>>()?;
        write_graph(quads, format, base, out).map_err(StoreError::Write)
    }

    /// The statements with one of these predicates, whatever their graph, sorted as their lines are.
    pub(crate) fn with_predicates(&self, predicates: &[NamedNodeRef<'_>]) -> Result<Vec<Quad>, StoreError> {
        let store = self.store()?;
        let found = predicates.iter().flat_map(|predicate| store.quads_for_pattern(None, Some(*predicate), None, None));
        let mut quads = found.collect::<Result<Vec<_>, _>>()?;
        quads.sort_by_cached_key(ToString::to_string);
        Ok(quads)
    }

    /// The articles in the graph, by IRI.
    ///
    /// # Errors
    /// If the store fails.
    pub fn articles(&self) -> Result<Vec<ArticleSummary>, StoreError> {
        let (store, mut articles) = (self.store()?, Vec::new());
        for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(schema::NEWS_ARTICLE.into()), None) {
            let NamedOrBlankNode::NamedNode(article) = quad?.subject else { continue };
            let name = store.quads_for_pattern(Some(article.as_ref().into()), Some(dcterms::IDENTIFIER), None, None).next();
            let doc = match name.transpose()?.as_ref().map(|quad| quad.object.as_ref()) {
                Some(TermRef::Literal(literal)) => literal.value().to_owned(),
                _ => continue,
            };
            articles.push(ArticleSummary { iri: article.into_string(), doc });
        }
        articles.sort_by(|one, other| one.iri.cmp(&other.iri));
        articles.dedup();
        Ok(articles)
    }

    /// The number of quads.
    ///
    /// # Errors
    /// If the store fails.
    pub fn len(&self) -> Result<usize, StoreError> {
        Ok(self.store()?.len()?)
    }

    /// Whether there is nothing in it.
    ///
    /// # Errors
    /// If the store fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.store()?.is_empty()?)
    }
}

impl fmt::Debug for KnowledgeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnowledgeBase").field("home", &self.path()).finish_non_exhaustive()
    }
}

/// A lock on what stays whole even if somebody panicked while holding it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The graph as N-Quads lines, sorted: the same for the same graph, however it came about.
fn sorted_lines(quads: impl Iterator<Item = Result<Quad, oxigraph::store::StorageError>>) -> Result<Vec<String>, StoreError> {
    let mut lines = quads.map(|quad| Ok(line_of(&quad?))).collect::<Result<Vec<_>, StoreError>>()?;
    lines.par_sort_unstable();
    Ok(lines)
}

fn save_file(path: &Path, lines: &[String]) -> Result<(), StoreError> {
    write_atomically(path, |out| lines.iter().try_for_each(|line| writeln!(out, "{line}"))).map_err(StoreError::io(path))
}

/// Whether a path names a graph in a file; anything else is a folder of the feature `disk`.
pub(super) fn is_file_kind(path: &Path) -> bool {
    GraphFormat::of_path(path) == Some(GraphFormat::NQuads) && !path.is_dir()
}

/// Blocks that are parsed ahead of what is put into the store.
const AHEAD: usize = 2;

/// Reads a graph file whole. One thread hands over what the others parse while this one, as Oxigraph wants it, fills the store.
fn load(blocks: Blocks, change: impl Fn(Quad) -> Quad) -> Result<Store, StoreError> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(AHEAD);
        scope.spawn(move || blocks.into_iter().try_for_each(|block| sender.send(block)));
        receiver.into_iter().try_for_each(|block| Ok::<_, StoreError>(loader.load_quads(block?.into_quads().map(&change))?))
    })?;
    loader.commit()?;
    Ok(store)
}

/// What reads queries and updates: with the prefixes that need not be declared.
fn parser(base: &str) -> Result<SparqlParser, StoreError> {
    let mut parser = SparqlParser::new().with_base_iri(base).map_err(|error| StoreError::Syntax(error.to_string()))?;
    for (prefix, namespace) in PREFIXES {
        parser = parser.with_prefix(*prefix, *namespace).expect("the prefixes are valid");
    }
    for prefix in ["actor", "article"] {
        let namespace = format!("{base}{prefix}/");
        parser = parser.with_prefix(prefix, namespace).map_err(|error| StoreError::Syntax(error.to_string()))?;
    }
    Ok(parser)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::KnownActors;
    use crate::rdf::{Iris, Mapper, event_types};
    use crate::reading::sample;
    use std::fs;

    fn graph(doc: &str) -> NamedGraph {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        Mapper::new(&ontology, &known, Iris::default()).map(&sample::reading(doc))
    }

    fn ask(kb: &KnowledgeBase, pattern: &str) -> bool {
        kb.query(&format!("ASK {{ {pattern} }}"), Iris::DEFAULT_BASE).unwrap().as_bool().unwrap()
    }

    fn file_of(docs: &[&str], path: &Path) -> Vec<u8> {
        let mut kb = KnowledgeBase::open_for_writing(path).unwrap();
        for doc in docs {
            kb.replace(&graph(doc)).unwrap();
        }
        kb.save().unwrap();
        fs::read(path).unwrap()
    }

    #[test]
    fn order_and_repetition_do_not_change_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let first = file_of(&["a.txt", "b.txt"], &folder.path().join("one.nq"));
        let second = file_of(&["b.txt", "a.txt", "b.txt"], &folder.path().join("two.nq"));
        assert_eq!(first, second);
        assert_eq!(file_of(&["a.txt"], &folder.path().join("one.nq")), second);
        let lines: Vec<_> = first.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
        assert!(lines.is_sorted());
    }

    #[test]
    fn what_several_articles_say_counts_once() {
        let mut kb = KnowledgeBase::in_memory();
        kb.replace(&graph("a.txt")).unwrap();
        kb.replace(&graph("b.txt")).unwrap();
        let rows = |query: &str| kb.query(query, Iris::DEFAULT_BASE).unwrap().into_rows().unwrap().rows.len();
        let all = rows("SELECT ?s ?p ?o { ?s ?p ?o }");
        assert_eq!(all, rows("SELECT DISTINCT ?s ?p ?o { ?s ?p ?o }"));
        assert!(all < rows("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }"), "the two articles share triples");
    }

    #[test]
    fn replacing_an_article_leaves_nothing_of_what_it_said_before() {
        let mut kb = KnowledgeBase::in_memory();
        kb.replace(&graph("a.txt")).unwrap();
        let mut other = graph("a.txt");
        other.quads.truncate(3);
        kb.replace(&other).unwrap();
        assert_eq!(kb.len().unwrap(), 3);
    }

    #[test]
    fn removing_an_article_removes_all_that_it_said_and_nothing_else() {
        let mut kb = KnowledgeBase::in_memory();
        kb.replace(&graph("a.txt")).unwrap();
        kb.replace(&graph("b.txt")).unwrap();
        let iri = Iris::default().article("a.txt");
        assert!(kb.remove(&iri).unwrap());
        assert!(!kb.remove(&iri).unwrap());
        let docs: Vec<_> = kb.articles().unwrap().into_iter().map(|article| article.doc).collect();
        assert_eq!(docs, ["b.txt"]);
    }

    #[test]
    fn queries_see_all_articles_and_know_the_prefixes() {
        let mut kb = KnowledgeBase::in_memory();
        kb.replace(&graph("a.txt")).unwrap();
        kb.replace(&event_types(&sample::ontology())).unwrap();
        assert!(ask(&kb, "?event a ?type . ?type skos:notation \"040\" ; rel:goldstein ?score ; rdfs:subClassOf rel:Consult"));
        assert!(ask(&kb, "actor:karl rel:metWith <actor/zoë>"));
        assert!(ask(&kb, "GRAPH article:a.txt { ?event a rel:Meeting ; rel:evidence/oa:exact ?sentence }"));
        assert!(!ask(&kb, "actor:karl rel:accused ?somebody"));
    }

    #[test]
    fn an_update_changes_what_is_saved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq.zst");
        file_of(&["a.txt"], &path);
        let mut kb = KnowledgeBase::open_for_writing(&path).unwrap();
        kb.update("DELETE { GRAPH ?g { ?s rel:metWith ?o } } WHERE { GRAPH ?g { ?s rel:metWith ?o } }", Iris::DEFAULT_BASE)
            .unwrap();
        kb.save().unwrap();
        assert!(!ask(&KnowledgeBase::open(&path).unwrap(), "?one rel:metWith ?other"));
    }

    #[test]
    fn a_damaged_file_is_refused_with_line_and_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        let mut bytes = file_of(&["a.txt"], &path);
        let line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
        bytes.insert(line + 1, b'!');
        fs::write(&path, &bytes).unwrap();
        let error = KnowledgeBase::open(&path).unwrap_err();
        assert!(matches!(&error, StoreError::Damaged { line: Some(2), .. }), "{error}");
        bytes.truncate(bytes.len() - 20);
        bytes.remove(line + 1);
        fs::write(&path, &bytes).unwrap();
        assert!(matches!(KnowledgeBase::open_for_writing(&path), Err(StoreError::Damaged { .. })));
    }

    #[test]
    fn a_packed_file_cut_short_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["graph.nq.gz", "graph.nq.zst"] {
            let path = folder.path().join(name);
            let bytes = file_of(&["a.txt"], &path);
            fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
            assert!(matches!(KnowledgeBase::open(&path), Err(StoreError::Damaged { .. })), "{name}");
        }
    }

    #[test]
    fn what_is_no_graph_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(KnowledgeBase::open(folder.path().join("none.nq")), Err(StoreError::Missing(_))));
        if !cfg!(feature = "disk") {
            assert!(matches!(KnowledgeBase::open_for_writing(folder.path().join("graph.db")), Err(StoreError::UnknownKind(_))));
        }
        let path = folder.path().join("graph.nq");
        file_of(&["a.txt"], &path);
        assert!(matches!(KnowledgeBase::open(&path).unwrap().save(), Err(StoreError::ReadOnly(_))));
    }

    #[test]
    fn the_checks_find_nothing_in_a_good_graph_and_something_in_a_bad_one() {
        let mut kb = KnowledgeBase::in_memory();
        kb.replace(&graph("a.txt")).unwrap();
        kb.replace(&event_types(&sample::ontology())).unwrap();
        let checks: Vec<_> = fs::read_dir("ontology/checks").unwrap().map(|entry| entry.unwrap().path()).collect();
        assert!(checks.len() >= 9);
        let rows = |kb: &KnowledgeBase, check: &Path| {
            kb.query(&fs::read_to_string(check).unwrap(), Iris::DEFAULT_BASE).unwrap().into_rows().unwrap().rows
        };
        for check in &checks {
            assert_eq!(rows(&kb, check), Vec::<Vec<String>>::new(), "{}", check.display());
        }
        let breakages = [
            "DELETE WHERE { GRAPH ?g { ?s rel:evidence ?o } }",
            "DELETE WHERE { GRAPH ?g { ?s rel:agent ?o } } ; DELETE WHERE { GRAPH ?g { ?s rel:patient ?o } }",
            "DELETE WHERE { GRAPH ?g { ?s rdfs:label ?o } }",
            "DELETE WHERE { GRAPH ?g { ?s rel:holder ?o } }",
            "DELETE WHERE { GRAPH ?g { ?s rel:textHash ?o } }",
            "DELETE { GRAPH ?g { ?s oa:exact ?o } } INSERT { GRAPH ?g { ?s oa:exact \"Something else.\" } } WHERE { GRAPH ?g { ?s oa:exact ?o } }",
            "DELETE { GRAPH ?g { ?s oa:end ?o } } INSERT { GRAPH ?g { ?s oa:end 1 } } WHERE { GRAPH ?g { ?s oa:end ?o } }",
            "DELETE { GRAPH ?g { ?s rel:until ?o } } INSERT { GRAPH ?g { ?s rel:until \"1999-01-01\"^^xsd:date } } WHERE { GRAPH ?g { ?s rel:until ?o } }",
            "INSERT { GRAPH ?g { ?s rel:accused ?o } } WHERE { GRAPH ?g { ?s a rel:Person . ?o a rel:Place } }",
            "INSERT DATA { GRAPH <claims> { <claim/karl/metWith/zoë/undated> rel:report <article/a.txt/event/9-9> } }",
        ];
        let mut caught = std::collections::BTreeSet::new();
        for breakage in breakages {
            let mut kb = KnowledgeBase::in_memory();
            kb.replace(&graph("a.txt")).unwrap();
            kb.update(breakage, Iris::DEFAULT_BASE).unwrap();
            let by: Vec<_> = checks.iter().filter(|check| !rows(&kb, check).is_empty()).collect();
            assert!(!by.is_empty(), "nobody noticed {breakage}");
            caught.extend(by);
        }
        assert_eq!(caught.len(), checks.len(), "some check caught nothing: {checks:?} {caught:?}");
    }

    #[test]
    fn opened_for_queries_it_loads_what_is_asked_for_and_sees_nothing_newer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        file_of(&["one.txt", "two.txt"], &path);
        let rows = |kb: &KnowledgeBase, pattern: &str| {
            kb.query(&format!("SELECT ?s WHERE {{ {pattern} }}"), Iris::DEFAULT_BASE).unwrap().into_rows().unwrap().rows.len()
        };
        let (kb, whole) = (KnowledgeBase::open_for_queries(&path).unwrap(), KnowledgeBase::open(&path).unwrap());
        file_of(&["three.txt"], &path);
        for pattern in ["?s rel:agent ?a", "GRAPH ?g { ?s rel:agent ?a }", "?s a rel:Person"] {
            let found = rows(&kb, pattern);
            assert!(found > 0 && found == rows(&whole, pattern), "{pattern}");
        }
        assert_eq!(kb.articles().unwrap(), whole.articles().unwrap());
    }

    #[test]
    fn opened_for_queries_damage_is_told_by_the_first_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        fs::write(&path, "<http://a> <http://b> <http://c> <http://g> .\nnonsense\n").unwrap();
        let kb = KnowledgeBase::open_for_queries(&path).unwrap();
        let error = kb.query("ASK {}", Iris::DEFAULT_BASE).err().expect("damaged");
        assert!(matches!(error, StoreError::Damaged { line: Some(2), .. }), "{error}");
        assert!(KnowledgeBase::open(&path).is_err());
    }

    #[cfg(feature = "disk")]
    #[test]
    fn a_folder_that_cannot_be_opened_is_told_as_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (graph, other) = (folder.path().join("graph"), folder.path().join("other"));
        let first = KnowledgeBase::open_for_writing(&graph).unwrap();
        let second = KnowledgeBase::open_for_writing(&graph).err().expect("one writer at a time");
        assert!(matches!(second, StoreError::Locked(_)), "{second}");
        drop(first);
        KnowledgeBase::open(&graph).unwrap();
        fs::create_dir(&other).unwrap();
        fs::write(other.join("note.txt"), "Poland accused Russia.").unwrap();
        let error = KnowledgeBase::open(&other).err().expect("no graph");
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    }
}
