//! The canonical hash of a graph: equal for two graphs that say the same, whatever their blank nodes are called and however they are written.

use super::{KnowledgeBase, StoreError};
use oxigraph::model::Dataset;
use oxigraph::model::dataset::{CanonicalizationAlgorithm, CanonicalizationHashAlgorithm};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The SHA-256, in hexadecimal digits, of the canonical N-Quads of a graph as RDFC-1.0 has them.
///
/// A graph without blank nodes, such as relata's own, is its own canonical form: its sorted lines. The file `graph.nq` then has the hash that
/// `sha256sum` shows. Blank nodes are relabelled as the standard says, which takes a copy of the graph, and time that grows with their symmetry.
///
/// # Errors
/// If the store fails.
pub fn canonical_hash(kb: &KnowledgeBase) -> Result<String, StoreError> {
    let mut quads = kb.store()?.iter().collect::<Result<Vec<_>, _>>()?;
    if quads.iter().any(has_blank_node) {
        let mut dataset = Dataset::from_iter(quads);
        let hash_algorithm = CanonicalizationHashAlgorithm::Sha256;
        dataset.canonicalize(CanonicalizationAlgorithm::Rdfc10 { hash_algorithm });
        quads = dataset.iter().map(Into::into).collect();
    }
    let mut lines: Vec<String> = quads.iter().map(|quad| format!("{quad} .\n")).collect();
    lines.sort_unstable();
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.as_bytes());
    }
    let mut hex = String::with_capacity(64);
    for byte in hasher.finalize() {
        write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
    }
    Ok(hex)
}

fn has_blank_node(quad: &Quad) -> bool {
    matches!(quad.subject, NamedOrBlankNode::BlankNode(_))
        || matches!(quad.object, Term::BlankNode(_))
        || matches!(quad.graph_name, GraphName::BlankNode(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(update: &str) -> String {
        let mut kb = KnowledgeBase::in_memory();
        kb.update(update, "https://example.org/").unwrap();
        canonical_hash(&kb).unwrap()
    }

    #[test]
    fn names_of_blank_nodes_and_the_order_of_statements_do_not_matter() {
        let one = of("INSERT DATA { <a> <p> _:x . _:x <q> _:y . _:y <q> 1 }");
        let other = of("INSERT DATA { _:m <q> 1 . _:n <q> _:m . <a> <p> _:n }");
        assert_eq!(one, other);
        assert_ne!(one, of("INSERT DATA { <a> <p> _:x . _:x <q> _:y . _:y <q> 2 }"));
    }

    #[test]
    fn graphs_in_a_circle_of_blank_nodes_are_told_apart() {
        let circle = of("INSERT DATA { _:a <p> _:b . _:b <p> _:c . _:c <p> _:a }");
        assert_eq!(circle, of("INSERT DATA { _:z <p> _:x . _:x <p> _:y . _:y <p> _:z }"));
        assert_ne!(circle, of("INSERT DATA { _:a <p> _:b . _:b <p> _:a . _:c <p> _:c }"));
    }

    /// The first example of the standard's test suite by its words: two statements about one blank node. The canonical form is known.
    #[test]
    fn the_canonical_form_is_that_of_the_standard() {
        let expected = "<https://example.org/s> <https://example.org/p> _:c14n0 .\n_:c14n0 <https://example.org/q> \"1\" .\n";
        let hex: String = Sha256::digest(expected).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(of("INSERT DATA { <s> <p> _:whatever . _:whatever <q> \"1\" }"), hex);
    }
}
