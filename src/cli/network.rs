//! `relata network`: the network of actors, as a table for people or in a form for other programs.

use super::args::{ActorTypeName, FoldName, ModalityName, NetworkArgs, NetworkFormat, SignName, WeightName};
use super::network_table::write_table;
use super::output::Target;
use super::{Context, Exit, network_look};
use crate::event::Modality;
use crate::network::measures::Paths;
use crate::network::{ActorNetwork, Export, ExportFormat, Filter, Measure, Measures, NetworkError, NodeKind, Sign};
use crate::store::KnowledgeBase;
use std::path::Path;

/// Runs the command.
pub fn run(args: &NetworkArgs, context: &Context) -> anyhow::Result<Exit> {
    let target = Target::new(&args.output)?;
    if let Some(look) = network_look::Look::of(args.format, &target) {
        return not_found(network_look::run(look, args, &filter(args), &target, context), context);
    }
    let format = format(args, &target)?;
    not_found(write(args, format, &target, context), context)
}

/// That somebody or something is not there is an answer, not a failure.
fn not_found(result: anyhow::Result<Exit>, context: &Context) -> anyhow::Result<Exit> {
    match result {
        Err(error) => match error.downcast_ref::<NetworkError>() {
            Some(NetworkError::UnknownActor(_) | NetworkError::UnknownType(_) | NetworkError::NoPath(..)) => {
                context.messages.error(&error.to_string());
                Ok(Exit::NotFound)
            }
            _ => Err(error),
        },
        done => done,
    }
}

/// Writes the table, or a form for other programs.
fn write(args: &NetworkArgs, format: Option<ExportFormat>, target: &Target, context: &Context) -> anyhow::Result<Exit> {
    let kb = KnowledgeBase::open_for_queries(&args.store.store)?;
    let filter = filter(args);
    let network = ActorNetwork::from_knowledge_base(&kb, &filter)?;
    // The graph is no longer needed, and measures of large networks want the memory.
    drop(kb);
    let paths = if args.paths { Paths::Always } else { Paths::IfQuick };
    let measures = Measures::of(&network, filter.measure, paths);
    match format {
        None => target.write(|out| Ok(write_table(&network, &measures, args.limit, context.style, out)?))?,
        Some(format) => {
            let layout = format.has_places().then(|| Export::layout(&network, &measures));
            let mut export = Export::new(&network, &measures);
            if let Some(layout) = &layout {
                export = export.with_layout(layout);
            }
            target.write(|out| Ok(export.write(format, out)?))?;
        }
    }
    if let Target::File(path) = target {
        let (actors, ties) = (network.graph().node_count(), network.graph().edge_count());
        context.messages.info(&format!("{actors} actors and {ties} ties written to {}", path.display()));
    }
    Ok(Exit::Done)
}

/// What the user named, or what the file's ending says; `None` is the table.
fn format(args: &NetworkArgs, target: &Target) -> anyhow::Result<Option<ExportFormat>> {
    match (args.format, target) {
        (Some(format), _) => Ok(named_format(format)),
        (None, Target::Stdout) => Ok(None),
        (None, Target::File(path)) => by_ending(path).map(Some),
    }
}

fn by_ending(path: &Path) -> anyhow::Result<ExportFormat> {
    ExportFormat::of_path(path).ok_or_else(|| {
        let endings: Vec<_> = ExportFormat::ALL.iter().map(|format| format.endings()[0]).collect();
        anyhow::anyhow!(
            "{}: the ending names no format (.html, .svg, .png, {}); --format does",
            path.display(),
            endings.join(", ")
        )
    })
}

fn named_format(format: NetworkFormat) -> Option<ExportFormat> {
    Some(match format {
        NetworkFormat::Table | NetworkFormat::Html | NetworkFormat::Svg | NetworkFormat::Png => return None,
        NetworkFormat::Gexf => ExportFormat::Gexf,
        NetworkFormat::Graphml => ExportFormat::GraphMl,
        NetworkFormat::Dot => ExportFormat::Dot,
        NetworkFormat::Cytoscape => ExportFormat::Cytoscape,
        NetworkFormat::Json => ExportFormat::NodeLink,
        NetworkFormat::NodesCsv => ExportFormat::NodesCsv,
        NetworkFormat::EdgesCsv => ExportFormat::EdgesCsv,
        NetworkFormat::MatrixCsv => ExportFormat::MatrixCsv,
        NetworkFormat::Ftm => ExportFormat::FollowTheMoney,
    })
}

fn filter(args: &NetworkArgs) -> Filter {
    let everything = Filter::everything();
    let modality = |name: &ModalityName| match name {
        ModalityName::Asserted => vec![Modality::Asserted],
        ModalityName::Planned => vec![Modality::Planned],
        ModalityName::Possible => vec![Modality::Possible],
        ModalityName::Requested => vec![Modality::Requested],
        ModalityName::Hypothetical => vec![Modality::Hypothetical],
        ModalityName::Any => everything.modalities.clone(),
    };
    let sign = |name: &SignName| match name {
        SignName::Cooperation => Sign::Cooperation,
        SignName::Conflict => Sign::Conflict,
        SignName::Neutral => Sign::Neutral,
    };
    let kind = |name: &ActorTypeName| match name {
        ActorTypeName::Person => NodeKind::Person,
        ActorTypeName::State => NodeKind::State,
        ActorTypeName::Organization => NodeKind::Organization,
        ActorTypeName::Group => NodeKind::Group,
        ActorTypeName::Place => NodeKind::Place,
    };
    Filter {
        types: args.types.clone(),
        modalities: if args.modality.is_empty() {
            vec![Modality::Asserted]
        } else {
            args.modality.iter().flat_map(modality).collect()
        },
        denied: args.denied,
        vouched: args.vouched,
        min_confidence: args.min_confidence,
        signs: args.sign.iter().map(sign).collect(),
        since: args.since,
        until: args.until,
        measure: match args.weight {
            WeightName::Events => Measure::Events,
            WeightName::Articles => Measure::Articles,
            WeightName::Sources => Measure::Sources,
        },
        min_weight: args.min_weight,
        kinds: args.actors.iter().map(kind).collect(),
        around: args.around.clone(),
        depth: args.depth,
        between: match args.between.as_slice() {
            [one, other] => Some((one.clone(), other.clone())),
            _ => None,
        },
        steps: args.steps,
        fold_states: args.fold == Some(FoldName::States),
    }
}
