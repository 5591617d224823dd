//! [`Answer`]: what a query gave, and the forms in which it is written.

use super::StoreError;
use crate::rdf::vocab::PREFIXES;
use crate::rdf::{GraphFormat, write_graph};
use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolutionIter, QueryTripleIter};
use std::io::Write;

/// What a query gave. Rows and triples are computed as they are taken.
pub struct Answer {
    results: QueryResults<'static>,
    base: String,
}

/// A form in which an answer is written for machines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerFormat {
    /// Comma-separated values: names without their types.
    Csv,
    /// Tab-separated values: terms in the syntax of Turtle.
    Tsv,
    /// SPARQL's JSON.
    Json,
    /// SPARQL's XML.
    Xml,
    /// RDF, for queries that give a graph (CONSTRUCT, DESCRIBE).
    Graph(GraphFormat),
}

/// The rows of a SELECT query, with terms as people read them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Names of the variables.
    pub columns: Vec<String>,
    /// One value a column; empty where the variable has none.
    pub rows: Vec<Vec<String>>,
}

impl Answer {
    pub(super) fn new(results: QueryResults<'static>, base: &str) -> Self {
        Self { results, base: base.to_owned() }
    }

    /// The answer to an ASK query.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let QueryResults::Boolean(value) = self.results { Some(value) } else { None }
    }

    /// Whether the answer is a graph (CONSTRUCT, DESCRIBE).
    #[must_use]
    pub fn is_graph(&self) -> bool {
        matches!(self.results, QueryResults::Graph(_))
    }

    /// The rows of a SELECT query, with IRIs shortened by prefixes and base. They are held in memory.
    ///
    /// # Errors
    /// If the query fails on the way, or was no SELECT.
    pub fn into_rows(self) -> Result<Rows, StoreError> {
        self.rows_with(shown)
    }

    /// The rows of a SELECT query for programs: IRIs whole, literals by their value.
    ///
    /// # Errors
    /// As for [`into_rows`](Self::into_rows).
    pub fn into_values(self) -> Result<Rows, StoreError> {
        self.rows_with(|term, _| match term {
            Term::NamedNode(node) => node.as_str().to_owned(),
            other => shown(other, ""),
        })
    }

    fn rows_with(self, shown: impl Fn(&Term, &str) -> String) -> Result<Rows, StoreError> {
        let QueryResults::Solutions(solutions) = self.results else {
            return Err(StoreError::Format("only a SELECT query gives rows".to_owned()));
        };
        let columns: Vec<_> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
        let mut rows = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(|error| StoreError::Evaluation(error.to_string()))?;
            let cell = |column: usize| solution.get(column).map(|term| shown(term, &self.base)).unwrap_or_default();
            rows.push((0..columns.len()).map(cell).collect());
        }
        Ok(Rows { columns, rows })
    }

    /// Hands each row of a SELECT query to `each`, with IRIs whole and literals by their value; empty where a variable has none. Nothing is
    /// held in memory: this is the way to read a large graph.
    ///
    /// # Errors
    /// If the query fails on the way, or was no SELECT.
    pub fn for_each_row(self, mut each: impl FnMut(&[&str])) -> Result<(), StoreError> {
        let QueryResults::Solutions(solutions) = self.results else {
            return Err(StoreError::Format("only a SELECT query gives rows".to_owned()));
        };
        let columns = solutions.variables().len();
        for solution in solutions {
            let solution = solution.map_err(|error| StoreError::Evaluation(error.to_string()))?;
            let row: Vec<&str> = (0..columns).map(|column| solution.get(column).map_or("", value)).collect();
            each(&row);
        }
        Ok(())
    }

    /// Writes the answer. Gives whether there was anything: a row, a triple, or "true".
    ///
    /// # Errors
    /// If the query fails on the way, or its kind of answer has no such form.
    pub fn write(self, format: AnswerFormat, out: impl Write) -> Result<bool, StoreError> {
        match (self.results, format) {
            (QueryResults::Graph(triples), AnswerFormat::Graph(format)) => write_triples(triples, format, &self.base, out),
            (QueryResults::Graph(_), _) => Err(StoreError::Format("the query gives a graph: choose an RDF format".to_owned())),
            (_, AnswerFormat::Graph(_)) => {
                Err(StoreError::Format("the query gives no graph: choose csv, tsv, json, xml or table".to_owned()))
            }
            (QueryResults::Boolean(value), format) => {
                let serializer = QueryResultsSerializer::from_format(format.as_oxigraph());
                serializer.serialize_boolean_to_writer(out, value).map_err(StoreError::Write)?;
                Ok(value)
            }
            (QueryResults::Solutions(solutions), format) => write_solutions(solutions, format.as_oxigraph(), out),
        }
    }
}

impl AnswerFormat {
    /// Graphs are written elsewhere.
    fn as_oxigraph(self) -> QueryResultsFormat {
        match self {
            Self::Csv => QueryResultsFormat::Csv,
            Self::Tsv => QueryResultsFormat::Tsv,
            Self::Xml => QueryResultsFormat::Xml,
            Self::Json | Self::Graph(_) => QueryResultsFormat::Json,
        }
    }
}

fn write_triples(triples: QueryTripleIter<'_>, format: GraphFormat, base: &str, out: impl Write) -> Result<bool, StoreError> {
    let mut quads = Vec::new();
    for triple in triples {
        let triple = triple.map_err(|error| StoreError::Evaluation(error.to_string()))?;
        quads.push(Quad::new(triple.subject, triple.predicate, triple.object, GraphName::DefaultGraph));
    }
    let found = !quads.is_empty();
    write_graph(quads, format, base, out).map_err(StoreError::Write)?;
    Ok(found)
}

fn write_solutions(solutions: QuerySolutionIter<'_>, format: QueryResultsFormat, out: impl Write) -> Result<bool, StoreError> {
    let mut serializer = QueryResultsSerializer::from_format(format)
        .serialize_solutions_to_writer(out, solutions.variables().to_vec())
        .map_err(StoreError::Write)?;
    let mut found = false;
    for solution in solutions {
        let solution = solution.map_err(|error| StoreError::Evaluation(error.to_string()))?;
        serializer.serialize(&solution).map_err(StoreError::Write)?;
        found = true;
    }
    serializer.finish().map_err(StoreError::Write)?;
    Ok(found)
}

/// A term as programs read it.
fn value(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
    }
}

/// A term as people read it: literals by their value, IRIs by prefix or relative to the base.
fn shown(term: &Term, base: &str) -> String {
    match term {
        Term::NamedNode(node) => short(node, base),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

fn short(node: &NamedNode, base: &str) -> String {
    let iri = node.as_str();
    for (prefix, namespace) in PREFIXES {
        if let Some(local) = iri.strip_prefix(namespace).filter(|local| !local.is_empty()) {
            return format!("{prefix}:{local}");
        }
    }
    iri.strip_prefix(base).filter(|rest| !rest.is_empty()).map_or_else(|| iri.to_owned(), |rest| format!("<{rest}>"))
}
