//! Turtle for people: grouped by subject, sorted as a reader would, the same bytes for the same triples.

use super::vocab::{PREFIXES, dcterms, oa, rel, schema, skos};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, QuadRef, TermRef};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// Writes triples as Turtle. Graph names are left out: several articles become one graph, in which what they share stands once.
///
/// Subjects come in natural order (`event/9-1` before `event/10-1`), the properties of each with its type and label first, IRIs below
/// `base` relative to it, and only the prefixes that are used. All triples are held in memory, since they must be sorted.
///
/// # Errors
/// Only those of the writer.
pub fn write_turtle<'q>(quads: impl IntoIterator<Item = QuadRef<'q>>, base: &str, mut out: impl Write) -> io::Result<()> {
    let mut subjects: BTreeMap<Subject<'q>, BTreeMap<Predicate<'q>, BTreeSet<Object<'q>>>> = BTreeMap::new();
    for quad in quads {
        let properties = subjects.entry(Subject(quad.subject)).or_default();
        properties.entry(Predicate(quad.predicate)).or_default().insert(Object(quad.object));
    }
    let mut names = Names { base, used: BTreeSet::new(), base_used: false };
    let mut body = Vec::new();
    for (subject, properties) in &subjects {
        names.write_subject(subject.0, properties, &mut body)?;
    }
    if names.base_used {
        writeln!(out, "@base <{base}> .")?;
    }
    for (prefix, namespace) in PREFIXES.iter().filter(|(prefix, _)| names.used.contains(prefix)) {
        writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
    }
    out.write_all(&body)
}

/// How IRIs are shortened, and which of the means were used.
struct Names<'b> {
    base: &'b str,
    used: BTreeSet<&'static str>,
    base_used: bool,
}

impl Names<'_> {
    fn write_subject(
        &mut self,
        subject: NamedOrBlankNodeRef<'_>,
        properties: &BTreeMap<Predicate<'_>, BTreeSet<Object<'_>>>,
        out: &mut Vec<u8>,
    ) -> io::Result<()> {
        write!(out, "\n{}", self.term(subject.into()))?;
        for (index, (predicate, objects)) in properties.iter().enumerate() {
            let verb = if predicate.0 == rdf::TYPE { "a".to_owned() } else { self.iri(predicate.0.as_str()) };
            out.write_all(if index == 0 { b" " } else { b" ;\n    " })?;
            out.write_all(verb.as_bytes())?;
            for (index, object) in objects.iter().enumerate() {
                write!(out, "{} {}", if index == 0 { "" } else { "," }, self.term(object.0))?;
            }
        }
        out.write_all(b" .\n")
    }

    fn term(&mut self, term: TermRef<'_>) -> String {
        match term {
            TermRef::NamedNode(node) => self.iri(node.as_str()),
            TermRef::BlankNode(node) => node.to_string(),
            TermRef::Literal(literal) => self.literal(literal),
        }
    }

    fn iri(&mut self, iri: &str) -> String {
        for (prefix, namespace) in PREFIXES {
            if let Some(local) = iri.strip_prefix(namespace)
                && is_plain_local_name(local)
            {
                self.used.insert(prefix);
                return format!("{prefix}:{local}");
            }
        }
        match iri.strip_prefix(self.base) {
            Some(rest) if is_plain_reference(rest) => {
                self.base_used = true;
                format!("<{rest}>")
            }
            _ => format!("<{iri}>"),
        }
    }

    fn literal(&mut self, literal: LiteralRef<'_>) -> String {
        let value = literal.value();
        if let Some(language) = literal.language() {
            return format!("{}@{language}", quoted(value));
        }
        let datatype = literal.datatype();
        match datatype {
            xsd::STRING => quoted(value),
            xsd::BOOLEAN if matches!(value, "true" | "false") => value.to_owned(),
            xsd::INTEGER if is_integer(value) => value.to_owned(),
            _ => format!("{}^^{}", quoted(value), self.iri(datatype.as_str())),
        }
    }
}

/// Whether the part after a prefix can be written without escapes. Turtle allows more; every tool reads this much.
fn is_plain_local_name(local: &str) -> bool {
    !local.is_empty()
        && !local.starts_with('-')
        && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// Whether the part after the base resolves against it to the same IRI again.
fn is_plain_reference(rest: &str) -> bool {
    let path = rest.split(['#', '?']).next().unwrap_or_default();
    let mut segments = path.split('/');
    !path.is_empty() && !path.contains(':') && segments.all(|segment| !segment.is_empty() && segment != "." && segment != "..")
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A string in quotes: on one line, or in long quotes where it has several.
fn quoted(value: &str) -> String {
    let long = value.contains('\n');
    let mut out = String::with_capacity(value.len() + 6);
    out.push_str(if long { "\"\"\"" } else { "\"" });
    for character in value.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push('\n'),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => out.push_str(&format!("\\u{:04X}", control as u32)),
            other => out.push(other),
        }
    }
    out.push_str(if long { "\"\"\"" } else { "\"" });
    out
}

/// A subject in natural order.
#[derive(PartialEq, Eq)]
struct Subject<'q>(NamedOrBlankNodeRef<'q>);

impl Ord for Subject<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (NamedOrBlankNodeRef::NamedNode(one), NamedOrBlankNodeRef::NamedNode(other)) => natural(one.as_str(), other.as_str()),
            (one, other) => one.to_string().cmp(&other.to_string()),
        }
    }
}

/// A predicate by its rank: type, label, then those of the vocabulary in its order, then the rest.
#[derive(PartialEq, Eq)]
struct Predicate<'q>(NamedNodeRef<'q>);

impl Predicate<'_> {
    fn rank(&self) -> usize {
        let mut known = [rdf::TYPE, rdfs::LABEL]
            .iter()
            .chain(skos::ALL)
            .chain(dcterms::ALL)
            .chain(schema::ALL)
            .chain(rel::ALL)
            .chain(oa::ALL);
        known.position(|term| *term == self.0).unwrap_or(usize::MAX)
    }
}

impl Ord for Predicate<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.rank().cmp(&other.rank()).then_with(|| self.0.as_str().cmp(other.0.as_str()))
    }
}

/// An object in natural order; literals by their value.
#[derive(PartialEq, Eq)]
struct Object<'q>(TermRef<'q>);

impl Ord for Object<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let (one, other) = (self.0.to_string(), other.0.to_string());
        natural(&one, &other)
    }
}

macro_rules! partial_ord_by_ord {
    ($($name:ident),+) => {
        $(impl PartialOrd for $name<'_> {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        })+
    };
}

partial_ord_by_ord!(Subject, Predicate, Object);

/// Compares texts with runs of digits taken as numbers; texts that differ are never equal.
fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.as_bytes(), other.as_bytes());
    while let (Some(a), Some(b)) = (left.first(), right.first()) {
        if a.is_ascii_digit() && b.is_ascii_digit() {
            let (first, rest_left) = digits(left);
            let (second, rest_right) = digits(right);
            match (first.len(), first).cmp(&(second.len(), second)) {
                Ordering::Equal => (left, right) = (rest_left, rest_right),
                unequal => return unequal,
            }
        } else if a != b {
            return a.cmp(b);
        } else {
            (left, right) = (&left[1..], &right[1..]);
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The leading run of digits without its zeros, and what follows.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let zeros = text[..end].iter().position(|byte| *byte != b'0').unwrap_or(end);
    (&text[zeros..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
    use proptest::prelude::*;

    const BASE: &str = "https://w3id.org/relata/";

    fn written(quads: &[Quad]) -> String {
        let mut out = Vec::new();
        write_turtle(quads.iter().map(Quad::as_ref), BASE, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn quad(subject: &str, predicate: NamedNodeRef<'_>, object: Literal) -> Quad {
        Quad::new(NamedNode::new(subject).unwrap(), predicate.into_owned(), object, GraphName::DefaultGraph)
    }

    #[test]
    fn subjects_are_grouped_and_in_natural_order() {
        let quads = [
            quad(&format!("{BASE}article/a/event/10-1"), rdfs::LABEL, Literal::from("later")),
            quad(&format!("{BASE}article/a/event/9-1"), rdfs::LABEL, Literal::from("earlier")),
            quad(&format!("{BASE}article/a/event/9-1"), rel::FORMER, Literal::from(true)),
        ];
        let expected = "@base <https://w3id.org/relata/> .\n@prefix rel: <https://w3id.org/relata/ontology#> .\n\
            @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\n\
            <article/a/event/9-1> rdfs:label \"earlier\" ;\n    rel:former true .\n\n\
            <article/a/event/10-1> rdfs:label \"later\" .\n";
        assert_eq!(written(&quads), expected);
    }

    #[test]
    fn references_that_would_resolve_elsewhere_are_written_whole() {
        for rest in ["", "a:b", "a/../b", "./a", "a//b", "#x", "?q"] {
            assert!(!is_plain_reference(rest), "{rest:?}");
        }
        assert!(is_plain_reference("article/a.txt#char=1,2"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            triples in prop::collection::vec(("[a-z:./#0-9é]{0,8}", 0..3usize, any::<String>(), 0..4usize), 0..12)
        ) {
            let mut quads = Vec::new();
            for (name, predicate, value, kind) in triples {
                let literal = match kind {
                    0 => Literal::new_language_tagged_literal(value, "en").unwrap(),
                    1 => Literal::new_typed_literal(value, xsd::DATE),
                    2 => Literal::from(value.len() as i64),
                    _ => Literal::from(value),
                };
                let subject = format!("{BASE}{name}");
                if NamedNode::new(&subject).is_ok() {
                    quads.push(quad(&subject, [rdfs::LABEL, rel::ROLE, rel::FROM][predicate], literal));
                }
            }
            let turtle = written(&quads);
            let read: Result<BTreeSet<String>, _> = RdfParser::from_format(RdfFormat::Turtle)
                .for_slice(turtle.as_bytes()).map(|quad| quad.map(|quad| quad.to_string())).collect();
            prop_assert_eq!(read.unwrap(), quads.iter().map(ToString::to_string).collect::<BTreeSet<_>>());
        }

        #[test]
        fn the_natural_order_is_an_order(one in "[a0-9]{0,5}", other in "[a0-9]{0,5}", third in "[a0-9]{0,5}") {
            prop_assert_eq!(natural(&one, &other), natural(&other, &one).reverse());
            prop_assert_eq!(natural(&one, &other) == Ordering::Equal, one == other);
            if natural(&one, &other).is_le() && natural(&other, &third).is_le() {
                prop_assert!(natural(&one, &third).is_le());
            }
        }
    }
}
