//! What a network is made of: actors, ties, and the events and articles behind them.

use crate::event::Modality;
use jiff::civil::Date;
use std::fmt;
use std::sync::Arc;

/// An actor in a network: a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorNode {
    /// Its IRI, which no other node has.
    pub iri: String,
    /// What people call it. Untrusted text.
    pub label: String,
    /// Other names of it, sorted. Untrusted text.
    pub aliases: Vec<String>,
    /// What it is.
    pub kind: NodeKind,
    /// The state that it belongs to, directly or through its office; a state belongs to itself.
    pub state: Option<ActorName>,
    /// ISO 3166-1 alpha-3 code of that state, where the graph has one.
    pub iso3: Option<String>,
    /// The same actor in Wikidata, where the graph says so.
    pub wikidata: Option<String>,
    /// The post that it holds, if any article says so: of several the one that most articles state, the latest of those.
    pub office: Option<OfficeHeld>,
    /// Events that it has part in and that the filter admits, with or without another party.
    pub events: usize,
}

/// An actor by IRI and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorName {
    /// Its IRI.
    pub iri: String,
    /// What people call it. Untrusted text.
    pub label: String,
}

/// A post in or for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeHeld {
    /// The post as worded; empty for plain membership. Untrusted text.
    pub role: String,
    /// In or for whom.
    pub body: Option<ActorName>,
}

impl fmt::Display for OfficeHeld {
    /// "Foreign Minister, Russia".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = if self.role.is_empty() { "member" } else { &self.role };
        match &self.body {
            Some(body) => write!(f, "{role}, {}", body.label),
            None => f.write_str(role),
        }
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// One human being.
    Person,
    /// A state.
    State,
    /// A named body.
    Organization,
    /// Several people or bodies known by a description.
    Group,
    /// A place that does not act.
    Place,
    /// The graph does not say.
    Unknown,
}

impl NodeKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 6] = [Self::Person, Self::State, Self::Organization, Self::Group, Self::Place, Self::Unknown];

    /// The name of the ontology's class; "Unknown" where there is none.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::State => "State",
            Self::Organization => "Organization",
            Self::Group => "Group",
            Self::Place => "Place",
            Self::Unknown => "Unknown",
        }
    }

    /// The kind of that name, in any case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }
}

/// A type of tie: what the ontology says of the type of the events behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct TieType {
    /// Local name of the event type's class: `Accusation`.
    pub class: String,
    /// Local name of the direct property: `accused`.
    pub relation: String,
    /// The relation as people say it: "imposed tariffs on".
    pub words: String,
    /// PLOVER root in capitals: `ACCUSE`; empty where the graph does not describe the type.
    pub root: String,
    /// PLOVER quad class, 1 to 4: verbal co-operation, material co-operation, verbal conflict, material conflict.
    pub quad: Option<u8>,
    /// Goldstein score, −10 (conflict) to 10 (co-operation).
    pub goldstein: Option<f64>,
    /// Whether it holds in both directions ("met with").
    pub mutual: bool,
}

impl TieType {
    /// Co-operation or conflict, by quad class; by the Goldstein score where there is none.
    #[must_use]
    pub fn sign(&self) -> Sign {
        match (self.quad, self.goldstein) {
            (Some(1 | 2), _) => Sign::Cooperation,
            (Some(3 | 4), _) => Sign::Conflict,
            (_, Some(score)) if score > 0.0 => Sign::Cooperation,
            (_, Some(score)) if score < 0.0 => Sign::Conflict,
            _ => Sign::Neutral,
        }
    }
}

/// Co-operation or conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Conflict: −1.
    Conflict,
    /// Neither, or not known: 0. So are all ties of which the text says that they are not so.
    Neutral,
    /// Co-operation: 1.
    Cooperation,
}

impl Sign {
    /// −1, 0 or 1.
    #[must_use]
    pub fn as_number(self) -> i8 {
        match self {
            Self::Conflict => -1,
            Self::Neutral => 0,
            Self::Cooperation => 1,
        }
    }

    /// "conflict", "neutral" or "cooperation".
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Conflict => "conflict",
            Self::Neutral => "neutral",
            Self::Cooperation => "cooperation",
        }
    }

    /// The sign of a sum.
    #[must_use]
    pub fn of(sum: f64) -> Self {
        if sum > 0.0 {
            Self::Cooperation
        } else if sum < 0.0 {
            Self::Conflict
        } else {
            Self::Neutral
        }
    }
}

/// A tie from one actor to another: an edge. There is one for each pair, relation, modality and polarity.
///
/// A mutual relation ("met with") is one tie, from the party whose IRI comes first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tie {
    /// What kind of tie.
    pub kind: Arc<TieType>,
    /// In what light the text puts it.
    pub modality: Modality,
    /// Whether the text says that it is not so.
    pub negated: bool,
    /// How strong it is.
    pub weight: Weight,
    /// Co-operation or conflict.
    pub sign: Sign,
    /// The first day that an event behind it may mean (that of the article where the text gives no time).
    pub first: Option<Date>,
    /// The last such day.
    pub last: Option<Date>,
    /// The events behind it: indices into [`ActorNetwork::events`](super::ActorNetwork::events), ascending.
    pub events: Vec<EventIndex>,
}

/// How strong a tie is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight {
    /// Events, as sentences tell them.
    pub events: usize,
    /// Articles that tell of it.
    pub articles: usize,
    /// Publishers among them that differ. Articles whose publisher nobody names count as one.
    pub sources: usize,
}

/// What a tie's strength is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Events.
    #[default]
    Events,
    /// Articles.
    Articles,
    /// Independent sources.
    Sources,
}

impl Weight {
    /// The strength in one of the three counts.
    #[must_use]
    pub fn by(self, measure: Measure) -> usize {
        match measure {
            Measure::Events => self.events,
            Measure::Articles => self.articles,
            Measure::Sources => self.sources,
        }
    }
}

/// Index of an event in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventIndex(pub u32);

/// Index of an article in its network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleIndex(pub u32);

/// An event behind a tie, with the sentence that proves it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRecord {
    /// Its IRI.
    pub iri: String,
    /// Its type.
    pub kind: Arc<TieType>,
    /// In what light the text puts it.
    pub modality: Modality,
    /// Whether the text says that it is not so.
    pub negated: bool,
    /// Whose word it is, where it is not the writer's.
    pub attributed_to: Option<ActorName>,
    /// The place as worded. Untrusted text.
    pub place_text: Option<String>,
    /// The time as worded. Untrusted text.
    pub time_text: Option<String>,
    /// First and last day that the time may mean, where the text gives one.
    pub days: Option<(Date, Date)>,
    /// The article that tells it.
    pub article: ArticleIndex,
    /// The sentence. Untrusted text.
    pub sentence: Arc<str>,
    /// Where the sentence stands in the article's text, in characters.
    pub span: (u32, u32),
    /// Where the words stand that evoke the event, in characters of the article's text.
    pub trigger: Option<(u32, u32)>,
}

/// An article that tells of events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleRecord {
    /// Its IRI.
    pub iri: String,
    /// Its name. Untrusted text, as all below.
    pub doc: String,
    /// Its headline.
    pub title: Option<String>,
    /// Day of publication.
    pub date: Option<Date>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address. Anything may stand here, `javascript:` too.
    pub url: Option<String>,
}

/// The name of a relation as people say it: `imposedTariffsOn` gives "imposed tariffs on".
#[must_use]
pub fn relation_in_words(relation: &str) -> String {
    let mut words = String::with_capacity(relation.len() + 4);
    for character in relation.chars() {
        if character.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}

/// Whether a character is not seen where it stands but changes how others look, or what a program does: control characters, and marks that
/// turn the reading order.
#[must_use]
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
