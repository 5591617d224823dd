//! `relata export`: the whole graph in a format of RDF.

use super::args::{ExportArgs, RdfFormat};
use super::output::Target;
use super::{Context, Exit, inputs};
use crate::rdf::GraphFormat;
use crate::store::KnowledgeBase;

/// Runs the command.
pub fn run(args: &ExportArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.base.base)?;
    let target = Target::new(&args.output)?;
    let format = match (args.format, &target) {
        (Some(format), _) => graph_format(format),
        (None, Target::Stdout) => GraphFormat::Turtle,
        (None, Target::File(path)) => GraphFormat::of_path(path).ok_or_else(|| {
            let endings = GraphFormat::ALL.map(GraphFormat::extension).join(", .");
            anyhow::anyhow!("{}: the ending names no format (.{endings}); --format does", path.display())
        })?,
    };
    let kb = KnowledgeBase::open(&args.store.store)?;
    target.write(|out| Ok(kb.write(format, iris.base(), out)?))?;
    if let Target::File(path) = &target {
        context.messages.info(&format!("{} statements written to {}", kb.len()?, path.display()));
    }
    Ok(Exit::Done)
}

fn graph_format(format: RdfFormat) -> GraphFormat {
    match format {
        RdfFormat::Turtle => GraphFormat::Turtle,
        RdfFormat::Ntriples => GraphFormat::NTriples,
        RdfFormat::Nquads => GraphFormat::NQuads,
        RdfFormat::Trig => GraphFormat::TriG,
        RdfFormat::Rdfxml => GraphFormat::RdfXml,
        RdfFormat::JsonLd => GraphFormat::JsonLd,
    }
}
