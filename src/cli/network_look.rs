//! `relata network` for the eye: the dossier, and pictures.

use super::args::{NetworkArgs, NetworkFormat};
use super::output::Target;
use super::{Context, Exit, inputs};
use crate::network::{ActorNetwork, Dossier, Filter, Picture};
use crate::store::KnowledgeBase;

/// A form to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// One page with everything.
    Dossier,
    /// The strongest ties, in lines.
    Svg,
    /// The strongest ties, in dots.
    Png,
}

impl Look {
    /// What the user named, or what the file's ending says.
    pub fn of(format: Option<NetworkFormat>, target: &Target) -> Option<Self> {
        match (format, target) {
            (Some(NetworkFormat::Html), _) => Some(Self::Dossier),
            (Some(NetworkFormat::Svg), _) => Some(Self::Svg),
            (Some(NetworkFormat::Png), _) => Some(Self::Png),
            (None, Target::File(path)) => {
                let name = path.file_name()?.to_str()?.to_ascii_lowercase();
                let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
                let endings = [(".html", Self::Dossier), (".htm", Self::Dossier), (".svg", Self::Svg), (".png", Self::Png)];
                endings.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, look)| look)
            }
            _ => None,
        }
    }
}

/// Writes it.
pub fn run(look: Look, args: &NetworkArgs, filter: &Filter, target: &Target, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.base.base)?;
    let kb = KnowledgeBase::open(&args.store.store)?;
    let (actors, ties) = if look == Look::Dossier {
        // The page has filters of its own: unless the user said in what light, all goes in, and what happened is shown first.
        let filter = if args.modality.is_empty() {
            Filter { modalities: Filter::everything().modalities, denied: true, ..filter.clone() }
        } else {
            filter.clone()
        };
        let dossier = Dossier::from_knowledge_base(&kb, &iris, &filter, &args.title)?;
        target.write(|out| Ok(dossier.write_page(out)?))?;
        let (actors, ties, _) = dossier.counts();
        (actors, ties)
    } else {
        let network = ActorNetwork::from_knowledge_base(&kb, filter)?;
        let picture = Picture::of(&network, None);
        if look == Look::Svg {
            target.write(|out| Ok(out.write_all(picture.svg().as_bytes())?))?;
        } else {
            write_png(&picture, target)?;
        }
        (network.graph().node_count(), network.graph().edge_count())
    };
    if let Target::File(path) = target {
        context.messages.info(&format!("{actors} actors and {ties} ties written to {}", path.display()));
    }
    Ok(Exit::Done)
}

/// Two dots for each pixel: sharp on the screens of today.
#[cfg(feature = "png")]
fn write_png(picture: &Picture, target: &Target) -> anyhow::Result<()> {
    let png = picture.png(2.0)?;
    target.write(|out| Ok(out.write_all(&png)?))
}

#[cfg(not(feature = "png"))]
fn write_png(_picture: &Picture, _target: &Target) -> anyhow::Result<()> {
    anyhow::bail!("this program was built without pictures in dots (the cargo feature png); .svg it can write")
}
