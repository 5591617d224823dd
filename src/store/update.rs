//! [`GraphUpdate`]: articles into a graph and out of it, without the graph in memory.

use super::blocks::{Blocks, line_of};
use super::file::{self, Lock};
use super::knowledge_base::is_file_kind;
use super::runs::Runs;
use super::{KnowledgeBase, StoreError, write_atomically};
use crate::rdf::{Identities, NamedGraph, vocab::dcterms, vocab::rel};
use oxigraph::model::{GraphName, Quad, Term};
use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// The number of the change that lines of the old graph carry.
const OLD: u32 = 0;

/// Articles to be put into a graph, or taken out of it, all in one step at the end.
///
/// A graph file is sorted, and so is what comes in (in runs on disk where it is much); both are merged into the new file, which replaces the
/// old one as a whole. So memory depends neither on the size of the graph nor on that of the input, but for some hundred bytes an article, and
/// the disk must have room for about twice the new graph. Nothing is changed before [`finish`](Self::finish).
///
/// - **Atomic**, **idempotent** and **exclusive** as [`KnowledgeBase`] is. A folder of the feature `disk` is changed article by article instead.
/// - **Same bytes** as what [`KnowledgeBase::save`] writes of the same quads.
///
/// ```no_run
/// use relata::rdf::{Iris, Mapper};
/// use relata::store::GraphUpdate;
/// use relata::{Article, Pipeline};
///
/// let pipeline = Pipeline::builder().build()?;
/// let mapper = Mapper::new(pipeline.ontology(), pipeline.known_actors(), Iris::default());
/// let reading = pipeline.read(Article::new("note.txt", "Poland accused Russia.")).output;
/// let mut update = GraphUpdate::open("graph.nq")?;
/// update.replace(&mapper.map(&reading))?;
/// let statements = update.finish()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct GraphUpdate(Home);

enum Home {
    File(FileUpdate),
    Folder(KnowledgeBase),
}

struct FileUpdate {
    path: PathBuf,
    /// The old graph: whether it can be copied line by line. `None`: it has been pushed into `runs`, or there is none.
    copies: bool,
    runs: Runs,
    changes: HashMap<String, u32>,
    last: u32,
    documents: HashMap<String, String>,
    /// What has been said of who is whom.
    identities: Vec<Quad>,
    _lock: Lock,
}

impl GraphUpdate {
    /// Opens a graph, or begins one, and keeps other writers away until the end.
    ///
    /// A file is read once and checked, on all threads: about a second for a million statements.
    ///
    /// # Errors
    /// If another process is writing it, or the file is damaged (then with line and reason), or its ending names no kind of graph.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let path = path.as_ref();
        if !is_file_kind(path) {
            return Ok(Self(Home::Folder(KnowledgeBase::open_for_writing(path)?)));
        }
        let lock = Lock::acquire(path)?;
        let mut update = FileUpdate {
            path: path.to_owned(),
            copies: false,
            runs: Runs::new(file::folder_of(path)),
            changes: HashMap::new(),
            last: OLD,
            documents: HashMap::new(),
            identities: Vec::new(),
            _lock: lock,
        };
        if path.exists() {
            update.check()?;
        }
        Ok(Self(Home::File(update)))
    }

    /// Puts an article's graph in the place of what the article said before.
    ///
    /// # Errors
    /// If the temporary files cannot be written, or the store of a folder fails.
    pub fn replace(&mut self, graph: &NamedGraph) -> Result<(), StoreError> {
        match &mut self.0 {
            Home::Folder(kb) => kb.replace(graph),
            Home::File(update) => {
                let change = update.change(graph.name.as_str());
                let path = &update.path;
                graph.quads.iter().try_for_each(|quad| update.runs.push(line_of(quad), change)).map_err(StoreError::io(path))
            }
        }
    }

    /// Removes all that an article said; it may be named by its IRI or by its name. Gives whether the graph has such an article.
    ///
    /// # Errors
    /// If the IRI is none, or the store of a folder fails.
    pub fn remove(&mut self, article: &str) -> Result<bool, StoreError> {
        match &mut self.0 {
            Home::Folder(kb) => {
                let known = kb.articles()?.into_iter().find(|known| known.doc == article).map(|known| known.iri);
                kb.remove(known.as_deref().unwrap_or(article))
            }
            Home::File(update) => {
                let iri = update.documents.get(article).cloned().unwrap_or_else(|| article.to_owned());
                let known = update.documents.values().any(|known| *known == iri);
                if known {
                    update.documents.retain(|_, known| *known != iri);
                    update.change(&iri);
                }
                Ok(known)
            }
        }
    }

    /// What the graph says of who is whom.
    ///
    /// # Errors
    /// If the store of a folder fails.
    pub fn identities(&self) -> Result<Identities, StoreError> {
        match &self.0 {
            Home::Folder(kb) => Ok(Identities::read(kb.with_predicates(&[rel::SAME, rel::DIFFERENT])?)),
            Home::File(update) => Ok(Identities::read(update.identities.iter().cloned())),
        }
    }

    /// Makes all changes last, in one step, and gives the number of statements that the graph now has.
    ///
    /// # Errors
    /// If the operating system refuses; then the old graph stays as it was.
    pub fn finish(self) -> Result<usize, StoreError> {
        match self.0 {
            Home::Folder(mut kb) => {
                kb.save()?;
                kb.len()
            }
            Home::File(update) => update.finish(),
        }
    }
}

impl FileUpdate {
    /// Reads the old graph once: is it whole, which articles does it have, and is it as this program writes it?
    fn check(&mut self) -> Result<(), StoreError> {
        self.copies = true;
        let mut last = String::new();
        for block in Blocks::open(&self.path)? {
            let block = block?;
            if self.copies {
                self.copies = block.tidy_lines().is_some_and(|lines| {
                    let sorted = lines.is_sorted() && lines.first().is_none_or(|first| last.as_str() < *first);
                    last.replace_range(.., lines.last().unwrap_or(&""));
                    sorted
                });
            }
            for quad in block.into_quads() {
                if let (GraphName::NamedNode(graph), Term::Literal(doc)) = (&quad.graph_name, &quad.object)
                    && quad.predicate == dcterms::IDENTIFIER
                {
                    self.documents.insert(doc.value().to_owned(), graph.as_str().to_owned());
                }
                if quad.predicate == rel::SAME || quad.predicate == rel::DIFFERENT {
                    self.identities.push(quad);
                }
            }
        }
        if !self.copies {
            // Of another hand: sorted and written anew, as a whole graph in memory would be.
            for block in Blocks::open(&self.path)? {
                for quad in block?.into_quads() {
                    self.runs.push(line_of(&quad), OLD).map_err(StoreError::io(&self.path))?;
                }
            }
        }
        Ok(())
    }

    /// The number of the next change of a graph: of its lines, those of the last change stay.
    fn change(&mut self, graph: &str) -> u32 {
        self.last += 1;
        self.changes.insert(graph.to_owned(), self.last);
        self.last
    }

    fn finish(self) -> Result<usize, StoreError> {
        let Self { path, copies, runs, changes, .. } = self;
        let old: Box<dyn Iterator<Item = io::Result<String>>> = if copies {
            Box::new(BufReader::new(file::open(&path).map_err(StoreError::io(&path))?).lines())
        } else {
            Box::new(std::iter::empty())
        };
        let stays =
            |line: &str, change: u32| graph_of(line).and_then(|graph| changes.get(graph)).copied().unwrap_or(OLD) == change;
        let mut count = 0;
        let merge = |out: &mut dyn Write| {
            let mut last = String::new();
            for line in merged(old, runs.sorted()?) {
                let (line, change) = line?;
                if stays(&line, change) && line != last {
                    writeln!(out, "{line}")?;
                    count += 1;
                    last = line;
                }
            }
            Ok(())
        };
        write_atomically(&path, |out| merge(out)).map_err(StoreError::io(&path))?;
        Ok(count)
    }
}

/// The lines of the old graph and the new ones in one order.
fn merged(
    old: impl Iterator<Item = io::Result<String>>,
    new: impl Iterator<Item = io::Result<(String, u32)>>,
) -> impl Iterator<Item = io::Result<(String, u32)>> {
    let mut old = old.map(|line| line.map(|line| (line, OLD))).peekable();
    let mut new = new.peekable();
    std::iter::from_fn(move || match (old.peek(), new.peek()) {
        (Some(Ok(one)), Some(Ok(other))) if other < one => new.next(),
        (None, _) => new.next(),
        _ => old.next(),
    })
}

/// The IRI of the graph that a line belongs to, which is as this program writes lines: `subject predicate object <graph> .`
fn graph_of(line: &str) -> Option<&str> {
    let object = line.split(' ').nth(2)?;
    let (before, graph) = line.strip_suffix("> .")?.rsplit_once(" <")?;
    // Without a graph, an IRI or a blank node as the object stands last, and only two terms before it.
    let named = object.starts_with('"') || before.matches(' ').count() == 2;
    named.then_some(graph)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ontology::KnownActors;
    use crate::rdf::{Iris, Mapper};
    use crate::reading::sample;
    use std::fs;

    fn graph(doc: &str) -> NamedGraph {
        let (ontology, known) = (sample::ontology(), KnownActors::default());
        Mapper::new(&ontology, &known, Iris::default()).map(&sample::reading(doc))
    }

    fn saved(path: &Path, docs: &[&str]) -> Vec<u8> {
        let mut kb = KnowledgeBase::open_for_writing(path).unwrap();
        docs.iter().for_each(|doc| kb.replace(&graph(doc)).unwrap());
        kb.save().unwrap();
        fs::read(path).unwrap()
    }

    fn updated(path: &Path, docs: &[&str]) -> Vec<u8> {
        let mut update = GraphUpdate::open(path).unwrap();
        docs.iter().for_each(|doc| update.replace(&graph(doc)).unwrap());
        let count = update.finish().unwrap();
        assert_eq!(count, KnowledgeBase::open(path).unwrap().len().unwrap());
        fs::read(path).unwrap()
    }

    #[test]
    fn the_bytes_are_those_of_a_graph_in_memory() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one.nq"), folder.path().join("other.nq"));
        assert_eq!(saved(&one, &["a.txt", "b.txt"]), updated(&other, &["b.txt", "a.txt"]));
        assert_eq!(saved(&one, &["c.txt"]), updated(&other, &["b.txt", "c.txt", "c.txt"]));
    }

    #[test]
    fn replacing_leaves_nothing_of_what_was_said_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq.zst");
        updated(&path, &["a.txt"]);
        let mut update = GraphUpdate::open(&path).unwrap();
        update.replace(&graph("a.txt")).unwrap();
        let mut other = graph("a.txt");
        other.quads.truncate(3);
        update.replace(&other).unwrap();
        assert_eq!(update.finish().unwrap(), 3);
    }

    #[test]
    fn articles_are_removed_by_name_or_iri_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        updated(&path, &["a.txt", "b.txt", "c.txt"]);
        let mut update = GraphUpdate::open(&path).unwrap();
        assert!(update.remove("a.txt").unwrap());
        assert!(update.remove(&Iris::default().article("b.txt")).unwrap());
        assert!(!update.remove("a.txt").unwrap());
        assert!(!update.remove("nobody.txt").unwrap());
        update.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), saved(&folder.path().join("other.nq"), &["c.txt"]));
    }

    #[test]
    fn a_graph_of_another_hand_is_put_in_order_and_nothing_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        let lines = String::from_utf8(updated(&path, &["a.txt"])).unwrap();
        let shuffled: Vec<_> = lines.lines().rev().map(|line| line.replacen(' ', "  ", 1)).collect();
        fs::write(&path, format!("# by hand\n\n{}\n<x:s> <x:p> <x:o> .\n", shuffled.join("\n"))).unwrap();
        let mut update = GraphUpdate::open(&path).unwrap();
        update.replace(&graph("b.txt")).unwrap();
        update.finish().unwrap();
        let mut expected = String::from_utf8(saved(&folder.path().join("other.nq"), &["a.txt", "b.txt"])).unwrap();
        expected.push_str("<x:s> <x:p> <x:o> .\n");
        let (mut found, mut expected) = (
            fs::read_to_string(&path).unwrap().lines().map(str::to_owned).collect::<Vec<_>>(),
            expected.lines().map(str::to_owned).collect::<Vec<_>>(),
        );
        assert!(found.is_sorted());
        found.sort();
        expected.sort();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_damaged_graph_is_refused_before_anything_is_read_and_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("graph.nq");
        let mut bytes = updated(&path, &["a.txt"]);
        bytes.truncate(bytes.len() - 10);
        fs::write(&path, &bytes).unwrap();
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        assert!(matches!(GraphUpdate::open(&path), Err(StoreError::Damaged { line: Some(line), .. }) if line == lines));
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }

    #[test]
    fn the_graph_of_a_line_is_told_from_its_object() {
        assert_eq!(graph_of("<s> <p> <o> <g> ."), Some("g"));
        assert_eq!(graph_of("<s> <p> \"a <b> c\" <g> ."), Some("g"));
        assert_eq!(graph_of("_:s <p> _:o <g> ."), Some("g"));
        assert_eq!(graph_of("<s> <p> <g> ."), None);
        assert_eq!(graph_of("<s> <p> \"text\" ."), None);
        assert_ne!(graph_of("<s> <p> \"1\"^^<g> ."), Some("g"));
    }
}
