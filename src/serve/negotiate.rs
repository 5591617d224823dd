//! Content negotiation: which form of an answer a client likes best.

use crate::rdf::GraphFormat;
use crate::store::AnswerFormat;
use axum::http::{HeaderMap, header};

/// What a client takes, in the words of its `Accept` headers. None at all means anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accept {
    ranges: Vec<Range>,
}

#[derive(Clone, Debug, PartialEq)]
struct Range {
    kind: String,
    subtype: String,
    quality: f32,
}

/// Names of HTTP for forms of rows, those that we answer with first.
const ROWS: &[(&str, AnswerFormat)] = &[
    ("application/sparql-results+json", AnswerFormat::Json),
    ("application/sparql-results+xml", AnswerFormat::Xml),
    ("text/csv", AnswerFormat::Csv),
    ("text/tab-separated-values", AnswerFormat::Tsv),
    ("application/json", AnswerFormat::Json),
    ("application/xml", AnswerFormat::Xml),
    ("text/xml", AnswerFormat::Xml),
];

/// Names of HTTP for forms of RDF, those that we answer with first.
const GRAPHS: &[(&str, GraphFormat)] = &[
    ("text/turtle", GraphFormat::Turtle),
    ("application/n-triples", GraphFormat::NTriples),
    ("application/ld+json", GraphFormat::JsonLd),
    ("application/rdf+xml", GraphFormat::RdfXml),
    ("application/trig", GraphFormat::TriG),
    ("application/n-quads", GraphFormat::NQuads),
    ("application/json", GraphFormat::JsonLd),
    ("application/x-turtle", GraphFormat::Turtle),
    ("text/n3", GraphFormat::Turtle),
    ("text/plain", GraphFormat::NTriples),
    ("application/xml", GraphFormat::RdfXml),
    ("text/xml", GraphFormat::RdfXml),
];

impl Accept {
    /// Reads the `Accept` headers of a request. What is no media range there is passed over.
    #[must_use]
    pub fn of(headers: &HeaderMap) -> Self {
        let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        Self { ranges: values.flat_map(|value| value.split(',')).filter_map(range).collect() }
    }

    /// The form of rows that is liked best, if there is one.
    #[must_use]
    pub fn rows(&self) -> Option<AnswerFormat> {
        self.choose(ROWS)
    }

    /// The form of RDF that is liked best, if there is one.
    #[must_use]
    pub fn graph(&self) -> Option<GraphFormat> {
        self.choose(GRAPHS)
    }

    /// Of a page and RDF, the one that is liked best: `Some(None)` is the page. A client that takes anything gets RDF.
    #[must_use]
    pub fn page_or_graph(&self) -> Option<Option<GraphFormat>> {
        let graph = self.graph().map(|format| (Some(format), self.best_quality(GRAPHS)));
        let page = self.quality("text", "html");
        match graph {
            Some((format, quality)) if quality >= page => Some(format),
            _ if page > 0.0 => Some(None),
            _ => None,
        }
    }

    fn choose<T: Copy>(&self, offers: &[(&str, T)]) -> Option<T> {
        let mut best: Option<(f32, T)> = None;
        for (name, offer) in offers {
            let quality = self.quality_of(name);
            if quality > best.map_or(0.0, |(quality, _)| quality) {
                best = Some((quality, *offer));
            }
        }
        best.map(|(_, offer)| offer)
    }

    fn best_quality<T>(&self, offers: &[(&str, T)]) -> f32 {
        offers.iter().map(|(name, _)| self.quality_of(name)).fold(0.0, f32::max)
    }

    fn quality_of(&self, name: &str) -> f32 {
        name.split_once('/').map_or(0.0, |(kind, subtype)| self.quality(kind, subtype))
    }

    /// How much a type is liked: what its most specific range says.
    fn quality(&self, kind: &str, subtype: &str) -> f32 {
        if self.ranges.is_empty() {
            return 1.0;
        }
        let fits =
            |range: &&Range| (range.kind == "*" || range.kind == kind) && (range.subtype == "*" || range.subtype == subtype);
        let specific = |range: &&Range| (range.kind != "*", range.subtype != "*");
        self.ranges.iter().filter(fits).max_by_key(specific).map_or(0.0, |range| range.quality)
    }
}

fn range(text: &str) -> Option<Range> {
    let mut parts = text.split(';').map(str::trim);
    let (kind, subtype) = parts.next()?.split_once('/')?;
    let quality = parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("q").then(|| value.trim().parse::<f32>().ok())?
    });
    Some(Range {
        kind: kind.trim().to_ascii_lowercase(),
        subtype: subtype.trim().to_ascii_lowercase(),
        quality: quality.filter(|quality| quality.is_finite()).unwrap_or(1.0).clamp(0.0, 1.0),
    })
}

/// The form of an answer of rows and of one of RDF that a short name means: `json`, `csv`, `turtle` …, as in `?format=csv`.
#[must_use]
pub fn named(format: &str) -> (Option<AnswerFormat>, Option<GraphFormat>) {
    match format.to_ascii_lowercase().as_str() {
        "json" => (Some(AnswerFormat::Json), Some(GraphFormat::JsonLd)),
        "xml" => (Some(AnswerFormat::Xml), Some(GraphFormat::RdfXml)),
        "csv" => (Some(AnswerFormat::Csv), None),
        "tsv" => (Some(AnswerFormat::Tsv), None),
        "turtle" | "ttl" => (None, Some(GraphFormat::Turtle)),
        "ntriples" | "nt" => (None, Some(GraphFormat::NTriples)),
        "jsonld" | "json-ld" => (None, Some(GraphFormat::JsonLd)),
        "rdfxml" | "rdf" => (None, Some(GraphFormat::RdfXml)),
        "trig" => (None, Some(GraphFormat::TriG)),
        "nquads" | "nq" => (None, Some(GraphFormat::NQuads)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn accept(value: &str) -> Accept {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_str(value).unwrap());
        Accept::of(&headers)
    }

    #[test]
    fn the_form_that_is_liked_best_is_chosen() {
        let cases = [
            ("*/*", Some(AnswerFormat::Json)),
            ("text/csv", Some(AnswerFormat::Csv)),
            ("TEXT/CSV ; q=0.5", Some(AnswerFormat::Csv)),
            ("text/*", Some(AnswerFormat::Csv)),
            ("application/json", Some(AnswerFormat::Json)),
            ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", Some(AnswerFormat::Xml)),
            ("text/tab-separated-values, text/csv;q=0.9", Some(AnswerFormat::Tsv)),
            ("application/sparql-results+json;q=0, */*;q=0.1", Some(AnswerFormat::Xml)),
            ("text/html, application/xml;q=0.9, */*;q=0.8", Some(AnswerFormat::Xml)),
            ("image/png", None),
            ("*/*;q=0", None),
            ("nonsense", Some(AnswerFormat::Json)),
        ];
        for (value, expected) in cases {
            assert_eq!(accept(value).rows(), expected, "{value}");
        }
        assert_eq!(Accept::default().rows(), Some(AnswerFormat::Json));
    }

    #[test]
    fn graphs_are_negotiated_like_rows() {
        let cases = [
            ("*/*", Some(GraphFormat::Turtle)),
            ("application/ld+json", Some(GraphFormat::JsonLd)),
            ("application/rdf+xml, text/turtle;q=0.9", Some(GraphFormat::RdfXml)),
            ("application/n-quads;q=0.2, application/trig;q=0.3", Some(GraphFormat::TriG)),
            ("text/plain", Some(GraphFormat::NTriples)),
            ("text/csv", None),
        ];
        for (value, expected) in cases {
            assert_eq!(accept(value).graph(), expected, "{value}");
        }
    }

    #[test]
    fn browsers_get_pages_and_programs_get_rdf() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        assert_eq!(accept(browser).page_or_graph(), Some(None));
        assert_eq!(accept("*/*").page_or_graph(), Some(Some(GraphFormat::Turtle)));
        assert_eq!(accept("text/turtle, text/html;q=0.5").page_or_graph(), Some(Some(GraphFormat::Turtle)));
        assert_eq!(accept("text/html;q=0.9, application/ld+json").page_or_graph(), Some(Some(GraphFormat::JsonLd)));
        assert_eq!(accept("image/png").page_or_graph(), None);
    }

    #[test]
    fn every_form_has_a_name_that_chooses_it() {
        for format in AnswerFormat::ROWS {
            assert_eq!(accept(format.media_type()).rows(), Some(format));
        }
        for format in GraphFormat::ALL {
            assert_eq!(accept(format.media_type()).graph(), Some(format));
            assert_eq!(GraphFormat::of_media_type(format.media_type()), Some(format));
        }
    }
}
