//! [`Answer`]: what a query gave, and the forms in which it is written.

use super::StoreError;
use crate::rdf::vocab::PREFIXES;
use crate::rdf::{GraphFormat, write_graph};
use oxigraph::io::RdfSerializer;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};
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

/// The rows of a SELECT query, with terms for programs: IRIs whole, literals by their value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub struct Row<'v> {
    columns: &'v [String],
    cells: &'v [Option<String>],
}

impl Values {
    /// The rows, in the order of the query.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { columns: &self.columns, cells })
    }
}

impl<'v> Row<'v> {
    /// The names of the variables.
    pub fn columns(self) -> impl Iterator<Item = &'v str> {
        self.columns.iter().map(String::as_str)
    }

    /// The value of a variable, if it has one.
    #[must_use]
    pub fn get(&self, column: &str) -> Option<&'v str> {
        let index = self.columns.iter().position(|name| name == column)?;
        self.cells[index].as_deref()
    }

    /// The value of a variable, or nothing.
    #[must_use]
    pub fn text(&self, column: &str) -> &'v str {
        self.get(column).unwrap_or_default()
    }
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
    pub fn into_plain_rows(self) -> Result<Rows, StoreError> {
        self.rows_with(|term, _| match term {
            Term::NamedNode(node) => node.as_str().to_owned(),
            other => shown(other, ""),
        })
    }

    /// Hands the rows of a SELECT query on one by one as [`for_each_row`](Self::for_each_row) does, to a function that keeps them.
    ///
    /// # Errors
    /// As for [`into_rows`](Self::into_rows).
    pub fn for_each_value(self, each: &mut dyn FnMut(&[String])) -> Result<(), StoreError> {
        self.for_each_row(|row| each(&row.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>()))
    }

    fn rows_with(self, shown: impl Fn(&Term, &str) -> String) -> Result<Rows, StoreError> {
        let QueryResults::Solutions(solutions) = self.results else {
            return Err(StoreError::Format("only a SELECT query gives rows".to_owned()));
        };
        let columns: Vec<_> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
        let mut rows = Vec::new();
        for solution in solutions {
            let solution = solution.map_err(StoreError::evaluation)?;
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
            let row: Vec<&str> = (0..columns).map(|column| solution.get(column).map_or("", plain_value)).collect();
            each(&row);
        }
        Ok(())
    }

    /// The rows of a SELECT query, with terms for programs. They are held in memory.
    ///
    /// # Errors
    /// If the query fails on the way, or was no SELECT.
    pub fn into_values(self) -> Result<Values, StoreError> {
        self.into_values_up_to(usize::MAX).map(|(values, _)| values)
    }

    /// The first rows of a SELECT query, and whether there are more; these are not computed.
    ///
    /// # Errors
    /// If the query fails on the way, or was no SELECT.
    pub fn into_values_up_to(self, limit: usize) -> Result<(Values, bool), StoreError> {
        let QueryResults::Solutions(mut solutions) = self.results else {
            return Err(StoreError::Format("only a SELECT query gives rows".to_owned()));
        };
        let columns: Vec<_> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
        let mut rows = Vec::new();
        for solution in solutions.by_ref().take(limit) {
            let solution = solution.map_err(StoreError::evaluation)?;
            rows.push((0..columns.len()).map(|column| solution.get(column).map(value)).collect());
        }
        let more = rows.len() == limit && solutions.next().transpose().map_err(StoreError::evaluation)?.is_some();
        Ok((Values { columns, rows }, more))
    }

    /// Writes the answer as it is computed: little memory, whatever its size, but triples come in no order, and not as Turtle for people.
    ///
    /// # Errors
    /// If the query fails on the way, or its kind of answer has no such form.
    pub fn stream(self, format: AnswerFormat, out: impl Write) -> Result<(), StoreError> {
        let (triples, format) = match (self.results, format) {
            (QueryResults::Graph(triples), AnswerFormat::Graph(format)) => (triples, format),
            (results, format) => return Self { results, base: self.base }.write(format, out).map(drop),
        };
        let mut serializer = RdfSerializer::from_format(format.as_oxigraph());
        for (prefix, namespace) in PREFIXES {
            serializer = serializer.with_prefix(*prefix, *namespace).expect("the prefixes are valid");
        }
        let mut serializer = serializer.for_writer(out);
        for triple in triples {
            serializer.serialize_triple(&triple.map_err(StoreError::evaluation)?).map_err(StoreError::Write)?;
        }
        serializer.finish().and_then(|mut out| out.flush()).map_err(StoreError::Write)
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
    /// The forms of rows, in the order of preference where a client takes any.
    pub const ROWS: [Self; 4] = [Self::Json, Self::Xml, Self::Csv, Self::Tsv];

    /// The name of the form in HTTP.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Tsv => "text/tab-separated-values; charset=utf-8",
            Self::Json => "application/sparql-results+json",
            Self::Xml => "application/sparql-results+xml",
            Self::Graph(format) => format.media_type(),
        }
    }

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
        let triple = triple.map_err(StoreError::evaluation)?;
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
        let mut solution = solution.map_err(StoreError::evaluation)?;
        if format == QueryResultsFormat::Csv {
            let values: Vec<_> = solution.values().iter().map(|term| term.as_ref().map(quotable)).collect();
            solution = (solution.variables().to_vec(), values).into();
        }
        serializer.serialize(&solution).map_err(StoreError::Write)?;
        found = true;
    }
    serializer.finish().map_err(StoreError::Write)?;
    Ok(found)
}

/// A term that the writer of CSV puts in quotes where it must. It leaves IRIs as they are, and those of evidence have commas in them; CSV
/// tells IRIs from text in no case.
fn quotable(term: &Term) -> Term {
    match term {
        Term::NamedNode(node) => Literal::new_simple_literal(node.as_str()).into(),
        other => other.clone(),
    }
}

/// A term as programs read it.
fn plain_value(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::BlankNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
    }
}

/// The same as a text of its own; blank nodes are marked as such.
pub(super) fn value(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal.value().to_owned(),
    }
}

/// A term as people read it: literals by their value, IRIs by prefix or relative to the base.
pub(super) fn shown(term: &Term, base: &str) -> String {
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
