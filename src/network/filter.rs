//! [`Filter`]: what of the graph goes into a network.

use super::records::Told;
use super::types::{ArticleRecord, EventRecord, Measure, NodeKind, Sign, TieType};
use crate::event::{Confidence, Modality};
use jiff::civil::Date;

/// What of the graph goes into a network. By default: what the texts tell as having happened, between anybody, at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only ties of these types: relations (`accused`), classes (`Accusation`) or PLOVER roots (`ACCUSE`), in any case. Empty: all.
    pub types: Vec<String>,
    /// Only events in these lights.
    pub modalities: Vec<Modality>,
    /// Also events of which the text says that they did not happen, as ties of their own.
    pub denied: bool,
    /// Only events that the article vouches for: told by the writer or by one who did it, not alleged by somebody else.
    pub vouched: bool,
    /// Only events that are at least so likely right; those of older graphs, which do not say how likely, pass.
    pub min_confidence: Option<Confidence>,
    /// Only ties of these signs. Empty: all.
    pub signs: Vec<Sign>,
    /// Only events that may have happened on or after this day (that of the article where the text gives none).
    pub since: Option<Date>,
    /// Only events that may have happened on or before this day.
    pub until: Option<Date>,
    /// What a tie's strength is counted in.
    pub measure: Measure,
    /// Only ties at least as strong.
    pub min_weight: usize,
    /// Only actors of these kinds. Empty: all.
    pub kinds: Vec<NodeKind>,
    /// Only the neighbourhood of these actors, by IRI, name or whole words of a name, in any case. Empty: the whole network.
    pub around: Vec<String>,
    /// How many steps that neighbourhood reaches.
    pub depth: usize,
    /// Only what lies on paths between two actors.
    pub between: Option<(String, String)>,
    /// The longest such path, in steps; the shortest paths alone where it is not given.
    pub steps: Option<usize>,
    /// Whether persons, and organs and groups that belong to a state, are folded into their states. What happens inside a state is left
    /// out then.
    pub fold_states: bool,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            types: Vec::new(),
            modalities: vec![Modality::Asserted],
            denied: false,
            vouched: false,
            min_confidence: None,
            signs: Vec::new(),
            since: None,
            until: None,
            measure: Measure::default(),
            min_weight: 1,
            kinds: Vec::new(),
            around: Vec::new(),
            depth: 1,
            between: None,
            steps: None,
            fold_states: false,
        }
    }
}

impl Filter {
    /// Everything that the graph has: all lights, denied or not.
    #[must_use]
    pub fn everything() -> Self {
        use Modality::{Asserted, Hypothetical, Planned, Possible, Requested};
        Self { modalities: vec![Asserted, Planned, Possible, Requested, Hypothetical], denied: true, ..Self::default() }
    }

    /// Whether an event goes in, as far as the event itself tells.
    pub(super) fn admits(&self, told: &Told, speaker_took_part: bool, article: &ArticleRecord) -> bool {
        let event = &told.event;
        (self.denied || !event.negated)
            && self.modalities.contains(&event.modality)
            && (self.types.is_empty() || self.types.iter().any(|name| is_named(&event.kind, name)))
            && (self.signs.is_empty() || self.signs.contains(&sign(event)))
            && (!self.vouched || event.attributed_to.is_none() || speaker_took_part)
            && self.min_confidence.is_none_or(|least| told.confidence.is_none_or(|confidence| confidence >= least))
            && self.is_in_time(days(event, article))
    }

    fn is_in_time(&self, days: Option<(Date, Date)>) -> bool {
        match days {
            Some((first, last)) => self.since.is_none_or(|since| last >= since) && self.until.is_none_or(|until| first <= until),
            None => self.since.is_none() && self.until.is_none(),
        }
    }
}

/// The days that an event may mean: its own, or that of the article.
pub(super) fn days(event: &EventRecord, article: &ArticleRecord) -> Option<(Date, Date)> {
    event.days.or_else(|| article.date.map(|day| (day, day)))
}

/// What did not happen is neither co-operation nor conflict.
pub(super) fn sign(event: &EventRecord) -> Sign {
    if event.negated { Sign::Neutral } else { event.kind.sign() }
}

/// Whether a type goes by a name.
pub(super) fn is_named(kind: &TieType, name: &str) -> bool {
    let name = name.strip_prefix("rel:").unwrap_or(name);
    [&kind.class, &kind.relation, &kind.root, &kind.words].iter().any(|other| other.eq_ignore_ascii_case(name))
}
