//! [`GraphFormat`]: the written forms of RDF.

use super::turtle::write_turtle;
use super::vocab::PREFIXES;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, Quad, QuadRef};
use std::io::{self, Write};
use std::path::Path;

/// A written form of RDF.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GraphFormat {
    /// Turtle: for people. One graph, without the names of the articles' graphs.
    Turtle,
    /// N-Triples: one triple a line, one graph.
    NTriples,
    /// N-Quads: one triple a line with its graph.
    NQuads,
    /// TriG: Turtle with graphs.
    TriG,
    /// RDF/XML: for older tools. One graph.
    RdfXml,
    /// JSON-LD, with graphs.
    JsonLd,
}

impl GraphFormat {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Turtle, Self::NTriples, Self::NQuads, Self::TriG, Self::RdfXml, Self::JsonLd];

    /// The usual ending of a file, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::NTriples => "nt",
            Self::NQuads => "nq",
            Self::TriG => "trig",
            Self::RdfXml => "rdf",
            Self::JsonLd => "jsonld",
        }
    }

    /// The format that a file's ending names; `.gz` and `.zst` after it are passed over.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let (_, extension) = name.rsplit_once('.')?;
        if extension == "xml" {
            return Some(Self::RdfXml);
        }
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The name of the form in HTTP.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::NTriples => "application/n-triples",
            Self::NQuads => "application/n-quads",
            Self::TriG => "application/trig",
            Self::RdfXml => "application/rdf+xml",
            Self::JsonLd => "application/ld+json",
        }
    }

    /// The format that a name of HTTP means, also a customary one (`text/n3`, `application/xml`); parameters are passed over.
    #[must_use]
    pub fn of_media_type(name: &str) -> Option<Self> {
        Some(match RdfFormat::from_media_type(name)? {
            RdfFormat::Turtle | RdfFormat::N3 => Self::Turtle,
            RdfFormat::NTriples => Self::NTriples,
            RdfFormat::NQuads => Self::NQuads,
            RdfFormat::TriG => Self::TriG,
            RdfFormat::RdfXml => Self::RdfXml,
            RdfFormat::JsonLd { .. } => Self::JsonLd,
            _ => return None,
        })
    }

    /// Whether the names of graphs are written too.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG | Self::JsonLd)
    }

    pub(crate) fn as_oxigraph(self) -> RdfFormat {
        match self {
            Self::Turtle => RdfFormat::Turtle,
            Self::NTriples => RdfFormat::NTriples,
            Self::NQuads => RdfFormat::NQuads,
            Self::TriG => RdfFormat::TriG,
            Self::RdfXml => RdfFormat::RdfXml,
            Self::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
        }
    }
}

/// Writes quads in a format. Sorted, and each once: the same quads give the same bytes, in whatever order they come.
///
/// # Errors
/// Those of the writer, and for RDF/XML a character or property that it cannot express.
pub fn write_graph(mut quads: Vec<Quad>, format: GraphFormat, base: &str, mut out: impl Write) -> io::Result<()> {
    if format == GraphFormat::Turtle {
        return write_turtle(quads.iter().map(Quad::as_ref), base, out);
    }
    sort(&mut quads, format.has_graphs());
    let mut serializer = RdfSerializer::from_format(format.as_oxigraph());
    for (prefix, namespace) in PREFIXES {
        serializer = serializer.with_prefix(*prefix, *namespace).expect("the prefixes are valid");
    }
    let mut serializer = serializer.for_writer(&mut out);
    for quad in &quads {
        let graph_name = if format.has_graphs() { quad.graph_name.as_ref() } else { GraphNameRef::DefaultGraph };
        serializer.serialize_quad(QuadRef { graph_name, ..quad.as_ref() })?;
    }
    let out = serializer.finish()?;
    if format == GraphFormat::JsonLd {
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// By graph, if graphs are kept, then by the triple as written; duplicates go.
fn sort(quads: &mut Vec<Quad>, graphs: bool) {
    let triple = |quad: &Quad| QuadRef { graph_name: GraphNameRef::DefaultGraph, ..quad.as_ref() }.to_string();
    if graphs {
        quads.sort_by_cached_key(|quad| (quad.graph_name.to_string(), triple(quad)));
        quads.dedup();
    } else {
        quads.sort_by_cached_key(triple);
        quads.dedup_by(|one, other| {
            (&one.subject, &one.predicate, &one.object) == (&other.subject, &other.predicate, &other.object)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_name_the_format() {
        for (path, format) in
            [("a.ttl", GraphFormat::Turtle), ("b/graph.NQ.gz", GraphFormat::NQuads), ("c.xml", GraphFormat::RdfXml)]
        {
            assert_eq!(GraphFormat::of_path(Path::new(path)), Some(format), "{path}");
        }
        assert_eq!(GraphFormat::of_path(Path::new("article.txt")), None);
    }
}
