//! Every class and property that the graph is written with, as constants: one module per namespace.
//!
//! The tests hold [`rel`] against `ontology/core.ttl`, in both directions.

use oxigraph::model::{NamedNode, NamedNodeRef};

/// Declares constants for the terms of one namespace.
macro_rules! terms {
    ($namespace:literal: $($(#[$doc:meta])* $name:ident = $local:literal,)+) => {
        /// What all terms of this namespace begin with.
        pub const NAMESPACE: &str = $namespace;
        $($(#[$doc])* pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)+
        /// Every term above, in the order in which Turtle lists a subject's properties.
        pub(crate) const ALL: &[NamedNodeRef<'static>] = &[$($name),+];
    };
}

/// relata's own ontology, as far as the program itself speaks of it; event types and their relations come from the loaded ontology.
pub mod rel {
    use super::NamedNodeRef;

    terms! { "https://w3id.org/relata/ontology#":
        /// Whoever or whatever can take part in an event.
        ACTOR = "Actor",
        /// One human being.
        PERSON = "Person",
        /// A state; its government and capital when they act.
        STATE = "State",
        /// A named body.
        ORGANIZATION = "Organization",
        /// Several people or bodies known by a description.
        GROUP = "Group",
        /// A place that does not act.
        PLACE = "Place",
        /// Somebody whom an article quotes without naming.
        UNNAMED_SOURCE = "UnnamedSource",
        /// Something that somebody did to somebody, as one sentence tells it.
        EVENT = "Event",
        /// A post held, or a membership.
        OFFICE = "Office",
        /// A sentence that proves a statement.
        EVIDENCE = "Evidence",
        /// Who did it.
        AGENT = "agent",
        /// To whom.
        PATIENT = "patient",
        /// In what light the text puts an event.
        MODALITY = "modality",
        /// Whether the text says that it happened, or that it did not.
        POLARITY = "polarity",
        /// Whose word a statement is, where it is not the writer's.
        ATTRIBUTED_TO = "attributedTo",
        /// Where it happened: an actor or a place.
        HAPPENED_IN = "place",
        /// Where it happened, as worded.
        PLACE_TEXT = "placeText",
        /// When it happened, as worded.
        TIME_TEXT = "timeText",
        /// First day that the time may mean.
        FROM = "from",
        /// Last day that the time may mean.
        UNTIL = "until",
        /// The sentence that says so.
        HAS_EVIDENCE = "evidence",
        /// The words that evoke the event.
        TRIGGER = "trigger",
        /// The frame that found the event.
        FRAME = "frame",
        /// How likely it is that the text says so.
        CONFIDENCE = "confidence",
        /// Who holds an office.
        HOLDER = "holder",
        /// In or for whom.
        BODY = "body",
        /// The post as worded.
        ROLE = "role",
        /// Whether the text says that it is over.
        FORMER = "former",
        /// Holds a post in or for.
        HOLDS_ROLE = "holdsRole",
        /// Is a member of.
        MEMBER_OF = "memberOf",
        /// Belongs to.
        PART_OF = "partOf",
        /// Somebody has said that it is this one.
        SAME = "same",
        /// Somebody has said that it is not this one, or not the one of its name in this article.
        DIFFERENT = "different",
        /// ISO 3166-1 alpha-3 code of a state.
        ISO3 = "iso3",
        /// SHA-256 of an article's text in UTF-8.
        TEXT_HASH = "textHash",
        /// That somebody did something to somebody, as several articles tell it.
        CLAIM = "Claim",
        /// Who did it, by a claim.
        WHO = "who",
        /// What was done, by a claim: a class of events.
        DID = "did",
        /// To whom, by a claim.
        WHOM = "whom",
        /// An event that tells a claim.
        REPORT = "report",
        /// An event that denies a claim.
        DENIAL = "denial",
        /// How many independent sources tell a claim.
        SUPPORT = "support",
        /// A publisher that tells a claim.
        SOURCE = "source",
        /// Whose word a claim is.
        TOLD_BY = "toldBy",
        /// Whose word the denial of a claim is.
        DISPUTED_BY = "disputedBy",
        /// The article that an article is a copy of.
        COPY_OF = "copyOf",
        /// A kind of event.
        EVENT_TYPE = "EventType",
        /// The PLOVER root of an event type.
        ROOT = "root",
        /// The direct property of an event type.
        RELATION = "relation",
        /// Whether an event type is mutual.
        SYMMETRIC = "symmetric",
        /// PLOVER quad class of an event type.
        QUAD = "quad",
        /// Goldstein score of an event type.
        GOLDSTEIN = "goldstein",
        /// It happened or is going on.
        ASSERTED = "Asserted",
        /// Scheduled, intended, decided or expected by the doer.
        PLANNED = "Planned",
        /// It may, might, is in doubt, is hoped for.
        POSSIBLE = "Possible",
        /// Somebody wants another to do it.
        REQUESTED = "Requested",
        /// Under "if", "would", "unless".
        HYPOTHETICAL = "Hypothetical",
        /// The text says that it is so.
        POSITIVE = "Positive",
        /// The text says that it is not so.
        NEGATIVE = "Negative",
    }
}

/// Web Annotation.
pub mod oa {
    use super::NamedNodeRef;

    terms! { "http://www.w3.org/ns/oa#":
        /// First character.
        START = "start",
        /// One past the last character.
        END = "end",
        /// The characters themselves.
        EXACT = "exact",
        /// What they are part of.
        HAS_SOURCE = "hasSource",
    }
}

/// schema.org.
pub mod schema {
    use super::NamedNodeRef;

    terms! { "https://schema.org/":
        /// An article.
        NEWS_ARTICLE = "NewsArticle",
        /// Its headline.
        HEADLINE = "headline",
        /// Day of publication.
        DATE_PUBLISHED = "datePublished",
        /// Who published it, as worded.
        PUBLISHER = "publisher",
        /// Who wrote it, as worded.
        AUTHOR = "author",
        /// Its address.
        URL = "url",
        /// Its text.
        ARTICLE_BODY = "articleBody",
        /// First day.
        START_DATE = "startDate",
        /// Last day.
        END_DATE = "endDate",
    }
}

/// SKOS.
pub mod skos {
    use super::NamedNodeRef;

    terms! { "http://www.w3.org/2004/02/skos/core#":
        /// Another name.
        ALT_LABEL = "altLabel",
        /// A code.
        NOTATION = "notation",
    }
}

/// OWL.
pub mod owl {
    use super::NamedNodeRef;

    terms! { "http://www.w3.org/2002/07/owl#":
        /// The same thing in another data set.
        SAME_AS = "sameAs",
    }
}

/// Dublin Core terms.
pub mod dcterms {
    use super::NamedNodeRef;

    terms! { "http://purl.org/dc/terms/":
        /// The name by which the user knows an article.
        IDENTIFIER = "identifier",
    }
}

/// The namespace of frames.
pub const FRAME_NAMESPACE: &str = "https://w3id.org/relata/frame/";

/// The namespace of Wikidata's items.
pub const WIKIDATA_NAMESPACE: &str = "http://www.wikidata.org/entity/";

/// The prefixes that Turtle is written with and that queries need not declare. The order is that of the output.
pub const PREFIXES: &[(&str, &str)] = &[
    ("rel", rel::NAMESPACE),
    ("frame", FRAME_NAMESPACE),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("owl", owl::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", skos::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("time", "http://www.w3.org/2006/time#"),
    ("wd", WIKIDATA_NAMESPACE),
];

/// All classes and properties that the graph is written with, shortened by their prefixes, but for types of events and their relations,
/// which the loaded ontology tells.
#[must_use]
pub fn terms() -> Vec<String> {
    let others = [oa::ALL, schema::ALL, skos::ALL, owl::ALL, dcterms::ALL];
    let terms = rel::ALL.iter().chain(others.into_iter().flatten());
    let short = |term: &NamedNodeRef<'_>| {
        let (prefix, namespace) = PREFIXES.iter().find(|(_, namespace)| term.as_str().starts_with(namespace))?;
        Some(format!("{prefix}:{}", &term.as_str()[namespace.len()..]))
    };
    terms.filter_map(short).chain(["rdf:type".to_owned(), "rdfs:label".to_owned(), "rdfs:subClassOf".to_owned()]).collect()
}

/// A class or property of the ontology by its local name: an event type's class or relation.
#[must_use]
pub fn ontology_term(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{}{local}", rel::NAMESPACE))
}

/// A frame's IRI by its name.
#[must_use]
pub fn frame(name: &str) -> String {
    format!("{FRAME_NAMESPACE}{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::vocab::rdfs;
    use std::collections::BTreeSet;

    /// Local names of the `rel:` terms that `core.ttl` describes with a label.
    fn described() -> BTreeSet<String> {
        let turtle = include_str!("../../ontology/core.ttl");
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes());
        quads
            .map(|quad| quad.unwrap())
            .filter(|quad| quad.predicate == rdfs::LABEL)
            .filter_map(|quad| {
                Some(quad.subject.to_string().strip_prefix('<')?.strip_prefix(rel::NAMESPACE)?.trim_end_matches('>').to_owned())
            })
            .collect()
    }

    #[test]
    fn every_constant_is_described_in_the_ontology() {
        let described = described();
        for term in rel::ALL {
            let local = &term.as_str()[rel::NAMESPACE.len()..];
            assert!(described.contains(local), "rel:{local} is missing in core.ttl");
        }
    }

    #[test]
    fn every_term_of_the_graph_is_a_constant() {
        // The rest of core.ttl describes vocabularies, and is read by the ontology's loader.
        let of_vocabularies = "Modality Polarity Relation Frame Context evokes pattern \
            example nearMiss learned content speech Denied CalledOff Suppressed word KnownActor demonym seat alsoCalled mayLack nounTells requires";
        let constants: BTreeSet<_> = rel::ALL.iter().map(|term| &term.as_str()[rel::NAMESPACE.len()..]).collect();
        for local in described() {
            assert!(
                constants.contains(local.as_str()) || of_vocabularies.split(' ').any(|term| term == local),
                "rel:{local} of core.ttl is no constant"
            );
        }
    }

    #[test]
    fn the_shapes_are_turtle() {
        let turtle = include_str!("../../ontology/shapes.ttl");
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle.as_bytes());
        assert!(quads.collect::<Result<Vec<_>, _>>().unwrap().len() > 50);
    }
}
