//! Any name has a valid IRI, and its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oxigraph::model::NamedNode;
use relata::rdf::Iris;

fuzz_target!(|names: (&str, &str)| {
    let iris = Iris::default();
    let (one, other) = (iris.article(names.0), iris.article(names.1));
    NamedNode::new(&one).expect("a valid IRI");
    NamedNode::new(iris.actor(names.0)).expect("a valid IRI");
    NamedNode::new(Iris::source(&one, names.1)).expect("a valid IRI");
    assert_eq!(one == other, names.0 == names.1, "{one}");
});
