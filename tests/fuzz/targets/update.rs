//! A graph file of any bytes is refused with a reason, or kept to the last statement.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use relata::store::GraphUpdate;
use std::collections::BTreeSet;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile();
    let path = folder.join("graph.nq");
    std::fs::write(&path, bytes).expect("a file can be written");
    let quads = |bytes: &[u8]| -> Result<BTreeSet<String>, _> {
        let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(bytes);
        quads.map(|quad| quad.map(|quad: Quad| quad.to_string())).collect()
    };
    let expected = quads(bytes);
    match GraphUpdate::open(&path) {
        Err(error) => assert!(expected.is_err(), "{error}"),
        Ok(update) => {
            let count = update.finish().expect("it can be written");
            let kept = quads(&std::fs::read(&path).expect("it is there")).expect("it is valid");
            assert_eq!(kept, expected.expect("only what is valid is opened"));
            assert_eq!(kept.len(), count);
        }
    }
});

/// A folder of this process in memory: writing to a disk would be most of the work.
fn tempfile() -> std::path::PathBuf {
    let folder = std::path::Path::new("/dev/shm").join(format!("relata-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is memory");
    folder
}
