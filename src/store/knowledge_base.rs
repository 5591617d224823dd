//! [`KnowledgeBase`]: the graph of all articles.

use super::answer::Answer;
use super::blocks::{Blocks, line_of};
use super::file::Lock;
use super::{StoreError, write_atomically};
use crate::rdf::vocab::{PREFIXES, dcterms, schema};
use crate::rdf::{GraphFormat, NamedGraph, write_graph};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, TermRef};
use oxigraph::sparql::{PreparedSparqlQuery, SparqlEvaluator, UpdateEvaluationError};
use oxigraph::store::Store;
use rayon::prelude::*;
use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The graph of all articles that were read: one named graph an article.
///
/// - **Atomic**: [`save`](Self::save) replaces the file as a whole or not at all; who reads it meanwhile sees the old or the new one.
/// - **Idempotent**: replacing an article by the same reading changes nothing; the file's bytes are a function of what is in it.
/// - **Exclusive**: one writer at a time; a second is refused, not queued.
///
/// The whole graph is held in memory, some 570 bytes a quad; opening parses the file (a graph of 860,000 quads in four seconds). With the cargo feature `disk`, a path
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
    pub(super) store: Store,
    home: Home,
    /// Every triple once, whatever graphs say it; made for the first query after a change.
    union: OnceLock<Store>,
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
        Self {
            store: Store::new().expect("a store in memory touches nothing that could fail"),
            home: Home::Memory,
            union: OnceLock::new(),
        }
    }

    /// Opens a graph for reading.
    ///
    /// # Errors
    /// If there is none, or the file is damaged: then with line and reason, and nothing is loaded.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        if !is_file_kind(path) {
            return Self::open_folder(path, false);
        }
        Ok(Self { store: load(path)?, home: Home::File { path: path.to_owned(), lock: None }, union: OnceLock::new() })
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
        let store = if path.exists() { load(path)? } else { Store::new()? };
        Ok(Self { store, home: Home::File { path: path.to_owned(), lock: Some(lock) }, union: OnceLock::new() })
    }

    #[cfg(feature = "disk")]
    fn open_folder(path: &Path, writable: bool) -> Result<Self, StoreError> {
        let store = if writable { Store::open(path)? } else { Store::open_read_only(path)? };
        Ok(Self { store, home: Home::Folder { path: path.to_owned(), writable }, union: OnceLock::new() })
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
        self.union = OnceLock::new();
        let mut transaction = self.store.start_transaction()?;
        transaction.clear_graph(article.name.as_ref())?;
        transaction.extend(article.quads.iter().map(Quad::as_ref));
        Ok(transaction.commit()?)
    }

    /// Removes all that an article said. Gives whether there was such an article.
    ///
    /// # Errors
    /// If the IRI is none, or the store fails.
    pub fn remove(&mut self, article: &str) -> Result<bool, StoreError> {
        self.union = OnceLock::new();
        let graph = NamedNode::new(article).map_err(|error| StoreError::Syntax(error.to_string()))?;
        let known = self.store.contains_named_graph(graph.as_ref())?;
        self.store.remove_named_graph(graph.as_ref())?;
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
        let query = parse(sparql, base)?;
        let by_graphs = sparql.to_ascii_uppercase().contains("GRAPH") || !query.dataset().is_default_dataset();
        let store = if by_graphs || !self.is_in_memory() { &self.store } else { self.union()? };
        answer(query, store, base)
    }

    /// Answers a query as [`query`](Self::query) does, but never copies the triples: what several articles say comes as often as they say
    /// it. For whoever reads a large graph once and sorts it out himself.
    ///
    /// # Errors
    /// Those of [`query`](Self::query).
    pub fn query_with_repetitions(&self, sparql: &str, base: &str) -> Result<Answer, StoreError> {
        answer(parse(sparql, base)?, &self.store, base)
    }

    fn is_in_memory(&self) -> bool {
        matches!(self.home, Home::Memory | Home::File { .. })
    }

    /// The triples of all graphs. Oxigraph's own union of graphs gives a triple once for each graph that holds it, and so wrong counts.
    fn union(&self) -> Result<&Store, StoreError> {
        if let Some(union) = self.union.get() {
            return Ok(union);
        }
        let union = Store::new()?;
        let triples = self.store.iter().collect::<Result<Vec<_>, _>>()?.into_iter();
        let mut loader = union.bulk_loader();
        loader.load_quads(triples.map(|quad| Quad::new(quad.subject, quad.predicate, quad.object, GraphName::DefaultGraph)))?;
        loader.commit()?;
        Ok(self.union.get_or_init(|| union))
    }

    /// Applies a SPARQL 1.1 update in one step. Its patterns see the union of all graphs; what it inserts without naming a graph goes
    /// into the default graph.
    ///
    /// # Errors
    /// If it is no SPARQL, or cannot be evaluated; then nothing is changed.
    pub fn update(&mut self, sparql: &str, base: &str) -> Result<(), StoreError> {
        self.union = OnceLock::new();
        let mut update = evaluator(base)?.parse_update(sparql).map_err(|error| StoreError::Syntax(error.to_string()))?;
        for dataset in update.using_datasets_mut().filter(|dataset| dataset.is_default_dataset()) {
            dataset.set_default_graph_as_union();
        }
        update.on_store(&self.store).execute().map_err(|error| match error {
            UpdateEvaluationError::Storage(error) => StoreError::Storage(error),
            other => StoreError::Evaluation(other.to_string()),
        })
    }

    /// Makes all changes last. A graph in memory has nowhere to be saved, and nothing happens.
    ///
    /// # Errors
    /// If the graph was opened for reading, or the operating system refuses; then the old file stays as it was.
    pub fn save(&mut self) -> Result<(), StoreError> {
        match &self.home {
            Home::Memory => Ok(()),
            Home::File { path, lock: None } => Err(StoreError::ReadOnly(path.clone())),
            Home::File { path, lock: Some(_) } => {
                let lines = self.sorted_lines()?;
                write_atomically(path, |out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))
                    .map_err(StoreError::io(path))
            }
            #[cfg(feature = "disk")]
            Home::Folder { path, writable: false } => Err(StoreError::ReadOnly(path.clone())),
            #[cfg(feature = "disk")]
            Home::Folder { .. } => Ok(self.store.flush()?),
        }
    }

    /// The graph as N-Quads lines, sorted: the same for the same graph, however it came about.
    fn sorted_lines(&self) -> Result<Vec<String>, StoreError> {
        let mut lines = self.store.iter().map(|quad| Ok(line_of(&quad?))).collect::<Result<Vec<_>, StoreError>>()?;
        lines.par_sort_unstable();
        Ok(lines)
    }

    /// Writes the whole graph in a format.
    ///
    /// # Errors
    /// If the store fails, or those of the writer.
    pub fn write(&self, format: GraphFormat, base: &str, mut out: impl Write) -> Result<(), StoreError> {
        if format == GraphFormat::NQuads {
            // By line, as the file is: the two can be compared.
            let lines = self.sorted_lines()?;
            return lines.iter().try_for_each(|line| writeln!(out, "{line}")).map_err(StoreError::Write);
        }
        let quads = self.store.iter().collect::<Result<Vec<_>, _>>()?;
        write_graph(quads, format, base, out).map_err(StoreError::Write)
    }

    /// The articles in the graph, by IRI.
    ///
    /// # Errors
    /// If the store fails.
    pub fn articles(&self) -> Result<Vec<ArticleSummary>, StoreError> {
        let mut articles = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(rdf::TYPE), Some(schema::NEWS_ARTICLE.into()), None) {
            let NamedOrBlankNode::NamedNode(article) = quad?.subject else { continue };
            let name = self.store.quads_for_pattern(Some(article.as_ref().into()), Some(dcterms::IDENTIFIER), None, None).next();
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
        Ok(self.store.len()?)
    }

    /// Whether there is nothing in it.
    ///
    /// # Errors
    /// If the store fails.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.store.is_empty()?)
    }
}

impl fmt::Debug for KnowledgeBase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let home = match &self.home {
            Home::Memory => Path::new("memory"),
            Home::File { path, .. } => path,
            #[cfg(feature = "disk")]
            Home::Folder { path, .. } => path,
        };
        f.debug_struct("KnowledgeBase").field("home", &home).finish_non_exhaustive()
    }
}

/// Whether a path names a graph in a file; anything else is a folder of the feature `disk`.
pub(super) fn is_file_kind(path: &Path) -> bool {
    GraphFormat::of_path(path) == Some(GraphFormat::NQuads) && !path.is_dir()
}

/// Reads a graph file whole.
fn load(path: &Path) -> Result<Store, StoreError> {
    let store = Store::new()?;
    let mut loader = store.bulk_loader();
    for block in Blocks::open(path)? {
        loader.load_quads(block?.into_quads())?;
    }
    loader.commit()?;
    Ok(store)
}

fn parse(sparql: &str, base: &str) -> Result<PreparedSparqlQuery, StoreError> {
    evaluator(base)?.parse_query(sparql).map_err(|error| StoreError::Syntax(error.to_string()))
}

fn answer(mut query: PreparedSparqlQuery, store: &Store, base: &str) -> Result<Answer, StoreError> {
    if query.dataset().is_default_dataset() {
        query.dataset_mut().set_default_graph_as_union();
    }
    let results = query.on_store(store).execute().map_err(|error| StoreError::Evaluation(error.to_string()))?;
    Ok(Answer::new(results, base))
}

fn evaluator(base: &str) -> Result<SparqlEvaluator, StoreError> {
    let mut evaluator = SparqlEvaluator::new().with_base_iri(base).map_err(|error| StoreError::Syntax(error.to_string()))?;
    for (prefix, namespace) in PREFIXES {
        evaluator = evaluator.with_prefix(*prefix, *namespace).expect("the prefixes are valid");
    }
    for prefix in ["actor", "article"] {
        let namespace = format!("{base}{prefix}/");
        evaluator = evaluator.with_prefix(prefix, namespace).map_err(|error| StoreError::Syntax(error.to_string()))?;
    }
    Ok(evaluator)
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
}
