//! Rows that a server gave, in SPARQL's JSON.

use super::StoreError;
use super::answer::{Rows, shown, value};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use std::io::Read;

/// The rows of an answer in SPARQL's JSON; of an ASK query one row, `true` or `false`. For people, IRIs are shortened by prefixes and base.
///
/// # Errors
/// If it is no such answer.
pub(crate) fn rows_of_json(answer: impl Read, base: &str, for_people: bool) -> Result<Rows, StoreError> {
    let wrong = |error: oxigraph::sparql::results::QueryResultsParseError| {
        StoreError::Format(format!("the answer cannot be read: {error}"))
    };
    let parser = QueryResultsParser::from_format(QueryResultsFormat::Json);
    let solutions = match parser.for_reader(answer).map_err(wrong)? {
        ReaderQueryResultsParserOutput::Boolean(value) => {
            return Ok(Rows { columns: vec![String::new()], rows: vec![vec![value.to_string()]] });
        }
        ReaderQueryResultsParserOutput::Solutions(solutions) => solutions,
    };
    let columns: Vec<_> = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(wrong)?;
        let cell = |column: usize| {
            let term = solution.get(column);
            term.map(|term| if for_people { shown(term, base) } else { value(term) }).unwrap_or_default()
        };
        rows.push((0..columns.len()).map(cell).collect());
    }
    Ok(Rows { columns, rows })
}
