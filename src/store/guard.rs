//! What is refused before it runs, because it could not be stopped while it does.
//!
//! A query can be stopped whenever it looks into the graph. Some queries use up the machine without looking: products of
//! unconnected patterns, which multiply rows in memory, and sorting them; functions that make huge texts of small ones; and nesting so deep that reading
//! the query itself uses up the stack. They are found here by their form, with estimates that err on the side of letting through.

use super::StoreError;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use oxigraph::store::Store;
use spargebra::Query;
use spargebra::algebra::{AggregateExpression, AggregateFunction, Expression, Function, GraphPattern, OrderExpression};
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// The most bytes of a query.
const LONGEST: usize = 256 << 10;

/// The deepest nesting of brackets.
const DEEPEST: usize = 100;

/// The most rows that may be made between two looks into the graph: a few seconds of work.
const MOST_ROWS: f64 = 2e7;

/// The most rows of a product that may be sorted: a sort goes on to its end, too.
const MOST_SORTED: f64 = 2e6;

/// The longest text that a function may make, in bytes.
const LONGEST_TEXT: f64 = (64 << 20) as f64;

/// How long texts of the graph are taken to be, in bytes: the longest are those of articles.
const TEXT: f64 = (100 << 10) as f64;

/// Counting stops here: more is more than enough.
const MOST_COUNTED: usize = 100_000;

/// Whether a text may be parsed as a query or update.
///
/// # Errors
/// If it is too long, or too deeply nested.
pub fn check_text(sparql: &str) -> Result<(), StoreError> {
    if sparql.len() > LONGEST {
        return Err(StoreError::Syntax(format!("it is longer than {LONGEST} bytes")));
    }
    if depth(sparql.as_bytes()) > DEEPEST {
        return Err(StoreError::Syntax(format!("brackets are nested more than {DEEPEST} deep")));
    }
    Ok(())
}

/// Whether a query may be computed on this graph.
///
/// # Errors
/// If it multiplies too many unconnected rows, or makes too long texts.
pub fn check_query(query: &Query, store: &Store) -> Result<(), StoreError> {
    let (Query::Select { pattern, .. }
    | Query::Construct { pattern, .. }
    | Query::Describe { pattern, .. }
    | Query::Ask { pattern, .. }) = query;
    let mut guard = Guard { store, texts: BTreeMap::new(), longest: 0.0, most: 0.0, sorted: false, most_sorted: 0.0 };
    guard.rows(pattern);
    if guard.most > MOST_ROWS {
        let reason = "it multiplies patterns that have no variable in common; connect them, or ask for each alone";
        return Err(StoreError::Refused(reason.to_owned()));
    }
    if guard.most_sorted > MOST_SORTED {
        return Err(StoreError::Refused("it sorts the product of patterns that have no variable in common".to_owned()));
    }
    if guard.longest > LONGEST_TEXT {
        return Err(StoreError::Refused("its functions make texts that are too long".to_owned()));
    }
    Ok(())
}

/// How deep brackets are nested outside of texts, IRIs and comments.
fn depth(text: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            b'(' | b'[' | b'{' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b'\\' => at += 1,
            b'#' => at += text[at..].iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count(),
            b'<' => at += iri_length(&text[at + 1..]),
            quote @ (b'"' | b'\'') => at += string_length(&text[at..], quote) - 1,
            _ => {}
        }
        at += 1;
    }
    deepest
}

/// How far an IRI goes whose `<` stands before; 0 if it is a comparison.
fn iri_length(text: &[u8]) -> usize {
    let inside = |byte: &u8| *byte > b' ' && !matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\');
    let length = text.iter().take_while(|byte| inside(byte)).count();
    if text.get(length) == Some(&b'>') { length + 1 } else { 0 }
}

/// How long a quoted text is, with its quotes.
fn string_length(text: &[u8], quote: u8) -> usize {
    let long = text.len() >= 3 && text[1] == quote && text[2] == quote;
    let mut at = if long { 3 } else { 1 };
    while at < text.len() {
        match text[at] {
            b'\\' => at += 1,
            byte if byte == quote && !long => return at + 1,
            byte if byte == quote && text[at..].starts_with(&[quote; 3]) => return at + 3,
            // A short text ends with its line; the parser will say so.
            b'\n' if !long => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Estimates of a query while it is walked through.
struct Guard<'s> {
    store: &'s Store,
    /// How long the texts of computed variables may be.
    texts: BTreeMap<Variable, f64>,
    longest: f64,
    /// The most rows between two looks into the graph.
    most: f64,
    /// Whether what is looked at is going to be sorted.
    sorted: bool,
    /// The most rows of a product that is sorted.
    most_sorted: f64,
}

/// A part of a join.
struct Part<'q> {
    /// How many rows it may have, as far as that is known without counting.
    rows: f64,
    /// Patterns that give fewer rows, if they are counted.
    triples: Vec<&'q TriplePattern>,
    variables: BTreeSet<Variable>,
}

impl Guard<'_> {
    /// How many rows a pattern may have.
    fn rows(&mut self, pattern: &GraphPattern) -> f64 {
        match pattern {
            GraphPattern::Bgp { .. }
            | GraphPattern::Path { .. }
            | GraphPattern::Join { .. }
            | GraphPattern::LeftJoin { .. }
            | GraphPattern::Values { .. } => {
                let mut parts = Vec::new();
                self.parts(pattern, &mut parts);
                self.product(parts)
            }
            GraphPattern::Filter { expr, inner } => {
                let rows = self.rows(inner);
                self.text(expr);
                rows
            }
            GraphPattern::Extend { inner, variable, expression } => {
                let rows = self.rows(inner);
                let length = self.text(expression);
                self.texts.insert(variable.clone(), length);
                rows
            }
            GraphPattern::OrderBy { inner, expression } => {
                let sorted = std::mem::replace(&mut self.sorted, true);
                let rows = self.rows(inner);
                self.sorted = sorted;
                for OrderExpression::Asc(expression) | OrderExpression::Desc(expression) in expression {
                    self.text(expression);
                }
                rows
            }
            GraphPattern::Group { inner, aggregates, .. } => {
                let rows = self.rows(inner);
                for (variable, aggregate) in aggregates {
                    if let AggregateExpression::FunctionCall { name, expr, .. } = aggregate {
                        let length = self.text(expr);
                        let joined = matches!(name, AggregateFunction::GroupConcat { .. });
                        self.texts.insert(variable.clone(), if joined { 10.0 * length } else { length });
                    }
                }
                rows
            }
            GraphPattern::Slice { inner, length, .. } => {
                let rows = self.rows(inner);
                length.map_or(rows, |length| rows.min(length as f64))
            }
            GraphPattern::Union { left, right } => self.rows(left) + self.rows(right),
            GraphPattern::Minus { left, right } => {
                self.rows(right);
                self.rows(left)
            }
            GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Graph { inner, .. } => self.rows(inner),
            // The rest is refused elsewhere (SERVICE), or looks into the graph for each row.
            _ => 1.0,
        }
    }

    /// Takes a join apart.
    fn parts<'q>(&mut self, pattern: &'q GraphPattern, parts: &mut Vec<Part<'q>>) {
        match pattern {
            GraphPattern::Join { left, right } | GraphPattern::LeftJoin { left, right, expression: None } => {
                self.parts(left, parts);
                self.parts(right, parts);
            }
            GraphPattern::LeftJoin { left, right, expression: Some(expression) } => {
                self.parts(left, parts);
                self.parts(right, parts);
                self.text(expression);
            }
            GraphPattern::Bgp { patterns } => {
                for triple in patterns {
                    parts.push(Part { rows: 1.0, triples: vec![triple], variables: variables_of(triple) });
                }
            }
            GraphPattern::Path { subject, object, .. } => {
                let variables: BTreeSet<_> = [subject, object].into_iter().filter_map(variable).collect();
                let rows = if variables.is_empty() { 1.0 } else { MOST_COUNTED as f64 };
                parts.push(Part { rows, triples: Vec::new(), variables });
            }
            GraphPattern::Values { variables, bindings } => {
                let (rows, variables) = (bindings.len() as f64, variables.iter().cloned().collect());
                parts.push(Part { rows, triples: Vec::new(), variables });
            }
            other => {
                let mut variables = BTreeSet::new();
                other.on_in_scope_variable(|variable| {
                    variables.insert(variable.clone());
                });
                let rows = self.rows(other);
                parts.push(Part { rows, triples: Vec::new(), variables });
            }
        }
    }

    /// How many rows parts give together. Parts with a variable in common are looked up one by the other; what is left is multiplied.
    fn product(&mut self, parts: Vec<Part<'_>>) -> f64 {
        let mut groups: Vec<Part<'_>> = Vec::new();
        for mut part in parts {
            let (connected, others): (Vec<_>, Vec<_>) =
                std::mem::take(&mut groups).into_iter().partition(|other| !other.variables.is_disjoint(&part.variables));
            groups = others;
            for other in connected {
                part.rows = part.rows.max(other.rows);
                part.triples.extend(other.triples);
                part.variables.extend(other.variables);
            }
            groups.push(part);
        }
        // Counting takes time, and tells nothing of one or two groups: what is multiplied then is no more than one of them.
        let count = groups.len() > if self.sorted { 1 } else { 2 };
        let size = |group: Part<'_>| {
            let triples = if count {
                group.triples.iter().map(|triple| self.count(triple)).fold(1.0, f64::max)
            } else if group.triples.is_empty() {
                1.0
            } else {
                MOST_COUNTED as f64
            };
            group.rows.max(triples)
        };
        let mut rows: Vec<f64> = groups.into_iter().map(size).collect();
        rows.sort_by(f64::total_cmp);
        let all = rows.iter().product();
        if self.sorted && rows.len() > 1 {
            self.most_sorted = self.most_sorted.max(all);
        }
        // The largest part is looked up in the graph, row by row; between two rows, all others are gone through.
        rows.pop();
        self.most = self.most.max(rows.iter().product());
        all
    }

    /// How many triples fit a pattern, counted up to a bound.
    fn count(&self, triple: &TriplePattern) -> f64 {
        let subject = match &triple.subject {
            TermPattern::NamedNode(node) => Some(NamedOrBlankNodeRef::from(node.as_ref())),
            _ => None,
        };
        let predicate: Option<NamedNodeRef<'_>> = match &triple.predicate {
            NamedNodePattern::NamedNode(node) => Some(node.as_ref()),
            NamedNodePattern::Variable(_) => None,
        };
        let object = match &triple.object {
            TermPattern::NamedNode(node) => Some(TermRef::from(node.as_ref())),
            TermPattern::Literal(literal) => Some(TermRef::from(literal.as_ref())),
            _ => None,
        };
        if subject.is_some() && predicate.is_some() && object.is_some() {
            return 1.0;
        }
        self.store.quads_for_pattern(subject, predicate, object, None).take(MOST_COUNTED).count() as f64
    }

    /// How long a text an expression may make, in bytes.
    fn text(&mut self, expression: &Expression) -> f64 {
        use Expression as E;
        let length = match expression {
            E::Variable(variable) => self.texts.get(variable).copied().unwrap_or(TEXT),
            E::Literal(literal) => literal.value().len() as f64,
            E::NamedNode(node) => node.as_str().len() as f64,
            E::Exists(pattern) => {
                self.rows(pattern);
                1.0
            }
            E::Bound(_) => 1.0,
            E::Not(one) | E::UnaryPlus(one) | E::UnaryMinus(one) => self.text(one),
            E::Or(one, other)
            | E::And(one, other)
            | E::Equal(one, other)
            | E::SameTerm(one, other)
            | E::Greater(one, other)
            | E::GreaterOrEqual(one, other)
            | E::Less(one, other)
            | E::LessOrEqual(one, other)
            | E::Add(one, other)
            | E::Subtract(one, other)
            | E::Multiply(one, other)
            | E::Divide(one, other) => self.text(one).max(self.text(other)),
            E::In(one, others) => others.iter().fold(self.text(one), |longest, other| longest.max(self.text(other))),
            E::If(condition, one, other) => self.text(condition).min(1.0).max(self.text(one)).max(self.text(other)),
            E::Coalesce(all) => all.iter().fold(0.0, |longest: f64, one| longest.max(self.text(one))),
            E::FunctionCall(function, arguments) => {
                let lengths: Vec<f64> = arguments.iter().map(|argument| self.text(argument)).collect();
                let longest = lengths.iter().copied().fold(0.0, f64::max);
                match function {
                    Function::Concat => lengths.iter().sum(),
                    // Each character may become the replacement, and the replacement name groups of the text.
                    Function::Replace => lengths.first().unwrap_or(&0.0) * lengths.get(2).unwrap_or(&0.0).max(1.0),
                    Function::EncodeForUri => 3.0 * longest,
                    _ => longest,
                }
            }
        };
        self.longest = self.longest.max(length);
        length
    }
}

fn variables_of(triple: &TriplePattern) -> BTreeSet<Variable> {
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(variable) => Some(variable.clone()),
        NamedNodePattern::NamedNode(_) => None,
    };
    [&triple.subject, &triple.object].into_iter().filter_map(variable).chain(predicate).collect()
}

/// The variable of a term. A blank node is one without a name of its own.
fn variable(term: &TermPattern) -> Option<Variable> {
    match term {
        TermPattern::Variable(variable) => Some(variable.clone()),
        TermPattern::BlankNode(node) => Some(Variable::new_unchecked(format!("_{}", node.as_str()))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
    use spargebra::SparqlParser;

    fn store(triples: i32) -> Store {
        let store = Store::new().unwrap();
        let node = |name: String| NamedNode::new(format!("https://x.example/{name}")).unwrap();
        let quad = |number: i32| {
            Quad::new(node(number.to_string()), node("p".to_owned()), Literal::from(number), GraphName::DefaultGraph)
        };
        store.extend((0..triples).map(quad)).unwrap();
        store
    }

    fn refused(store: &Store, query: &str) -> bool {
        let query = SparqlParser::new().with_prefix("x", "https://x.example/").unwrap().parse_query(query).unwrap();
        match check_query(&query, store) {
            Ok(()) => false,
            Err(StoreError::Refused(_)) => true,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn products_are_refused_where_they_are_large() {
        let (small, large) = (store(100), store(20_000));
        let three = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }";
        assert!(refused(&large, three) && !refused(&small, three));
        assert!(refused(&large, "SELECT * { { ?a ?b ?c } { ?d ?e ?f } OPTIONAL { ?g ?h ?i } }"));
        assert!(refused(
            &large,
            "ASK { { SELECT * { ?a ?b ?c } } { ?d x:p ?f } { ?g x:p ?i FILTER (?i > 3) } FILTER (?c + ?f + ?i = 0) }"
        ));
        let two = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f";
        assert!(refused(&large, two) && !refused(&small, two));
        assert!(refused(&large, "ASK { FILTER EXISTS { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"));
        let values = |name: &str| format!("VALUES ?{name} {{ {} }}", "1 ".repeat(1000));
        let four = ["a", "b", "c", "d"].map(values).join(" ");
        assert!(refused(&small, &format!("SELECT (COUNT(*) AS ?n) {{ {four} }}")));
    }

    #[test]
    fn what_is_connected_or_small_passes() {
        let large = store(20_000);
        for query in [
            "SELECT * { ?a ?b ?c . ?d ?e ?f }",
            "SELECT * { ?a x:p ?c . ?d x:p ?c . ?e x:p ?c . ?f x:p ?c }",
            "SELECT * { x:1 ?b ?c . x:2 ?e ?f . x:3 ?h ?i . ?j ?k ?l }",
            "SELECT * { ?a x:p ?c . ?a x:q ?d OPTIONAL { ?a x:r ?e } { ?a x:s ?f } UNION { ?a x:t ?g } }",
            "SELECT * { { ?a ?b ?c } UNION { ?d ?e ?f } UNION { ?g ?h ?i } }",
            "SELECT (GROUP_CONCAT(?c; SEPARATOR=\", \") AS ?all) { ?a x:p ?c } GROUP BY ?a",
            "SELECT (CONCAT(STR(?a), \" \", STR(?b), \" \", STR(?c)) AS ?text) { ?a ?b ?c }",
            "SELECT (REPLACE(STR(?c), \"a\", \"and\") AS ?text) { ?a ?b ?c }",
        ] {
            assert!(!refused(&large, query), "{query}");
        }
    }

    #[test]
    fn texts_that_grow_from_step_to_step_are_refused() {
        let mut query = "SELECT ?a9 { BIND (\"0123456789\" AS ?a0) ".to_owned();
        for number in 1..10 {
            let before = format!("?a{}, ", number - 1).repeat(10);
            query.push_str(&format!("BIND (CONCAT({}) AS ?a{number}) ", before.trim_end_matches(", ")));
        }
        query.push('}');
        assert!(refused(&store(1), &query));
        assert!(refused(&store(1), "SELECT (REPLACE(?c, \".\", ?d) AS ?e) { ?a ?b ?c ; x:p ?d }"));
    }

    #[test]
    fn nesting_is_counted_outside_of_texts_iris_and_comments() {
        assert_eq!(depth(b"ASK { ?s ?p (1 2) }"), 2);
        assert_eq!(depth(b"ASK { ?s ?p \"((((\", '''('(''' , \"\\\"((\" }"), 1);
        assert_eq!(depth(b"ASK { # ((((\n ?s <https://x.example/((> ?o FILTER (?a<3 && (?b>2)) }"), 3);
        // What closes in a text closes nothing.
        assert_eq!(depth(b"( \")\" ( ')' ( <x)> ( # )\n ("), 5);
        assert!(check_text(&format!("ASK {{ FILTER {}1{} }}", "(".repeat(50), ")".repeat(50))).is_ok());
        assert!(check_text(&format!("ASK {{ FILTER {}", "(".repeat(100_000))).is_err());
        assert!(check_text(&" ".repeat(LONGEST + 1)).is_err());
    }
}
