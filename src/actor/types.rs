//! Mentions and actors: the data that the actor stage makes.

use crate::span::Span;
use crate::text::TokenId;
use std::ops::Range;

/// Index of a mention in [`Actors`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MentionId(pub u32);

/// Index of an actor in [`Actors`]; it means nothing outside its article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ActorId(pub u32);

/// How a mention refers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MentionKind {
    /// By name: "Lavrov", "Russia".
    Name,
    /// By description: "the Ukrainian leader", "three gunmen", "Russian" before a noun.
    Nominal,
    /// By pronoun: "he", "their", "who".
    Pronoun,
}

/// What kind of participant an actor is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A state, or what the world treats as one; its government and capital when they act.
    State,
    /// A named body: ministry, party, company, alliance, armed group.
    Organization,
    /// Several people or bodies known by a description: "Russian officials", "protesters".
    Group,
    /// A place that does not act.
    Place,
    /// A thing that can be acted upon or act for its owner: "a Russian drone", "merchant ships". Written as a group.
    Thing,
}

impl ActorKind {
    /// The name of the ontology's class, and of the JSON output's `type`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::State => "State",
            Self::Organization => "Organization",
            Self::Group | Self::Thing => "Group",
            Self::Place => "Place",
        }
    }
}

/// A stretch of text that refers to one actor or to several ("the two leaders").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words, without a leading article and without relative clauses.
    pub span: Span,
    /// First token and one past the last.
    pub tokens: Range<u32>,
    /// The syntactic head: the token by which the event stage finds the mention.
    pub head: TokenId,
    /// How it refers.
    pub kind: MentionKind,
    /// Whom it refers to: one actor, or the members where they can be told. Never empty.
    pub actors: Vec<ActorId>,
}

/// The mentions of one article that were judged to be one participant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Canonical name in the article: the fullest name; a state's usual English name; a description's head phrase.
    pub label: String,
    /// What it is.
    pub kind: ActorKind,
    /// Identity across articles: the local part of its IRI, a function of what it is and never of the order of arrival.
    /// Named and known actors have one key everywhere; unnamed ones ("three gunmen") have the article's name in theirs.
    pub key: String,
    /// Other names by which the article calls it, sorted, without the label.
    pub aliases: Vec<String>,
    /// Whether it has a name of its own (or is known), and so an identity beyond the article.
    pub named: bool,
    /// The actor that it belongs to: the Pentagon to the United States, "Turkish warplanes" to Turkey.
    pub part_of: Option<ActorId>,
}

/// A post held: "Russian Foreign Minister Sergei Lavrov" gives Lavrov, Russia, "Foreign Minister".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Office {
    /// Who holds it.
    pub holder: ActorId,
    /// In or for whom; `None` where the text does not say.
    pub body: Option<ActorId>,
    /// The post, as worded, without the body: "Foreign Minister". Empty for plain membership.
    pub role: String,
    /// Whether it is a post or plain membership ("Jane Roe of the Civic Party").
    pub membership: bool,
    /// Whether the text says that it is over ("former", "ex-", "late").
    pub former: bool,
    /// The words that state it.
    pub span: Span,
    /// The name's head token.
    pub head: TokenId,
}

/// Everything that the actor stage found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actors {
    /// Mentions in the order of the text.
    pub mentions: Vec<Mention>,
    /// Actors in the order of their first mention.
    pub actors: Vec<Actor>,
    /// Posts and memberships that the text states, in its order.
    pub offices: Vec<Office>,
    /// For each token of the document the mention that it heads.
    by_head: Vec<Option<MentionId>>,
}

impl Actors {
    /// Puts the stage's findings together. `tokens` is the number of tokens of the document; of two mentions with one head
    /// the later in the list is found by [`Actors::headed_by`].
    #[must_use]
    pub fn new(tokens: usize, mentions: Vec<Mention>, actors: Vec<Actor>, offices: Vec<Office>) -> Self {
        let mut by_head = vec![None; tokens];
        for (index, mention) in mentions.iter().enumerate() {
            by_head[mention.head.index()] = Some(MentionId(index as u32));
        }
        Self { mentions, actors, offices, by_head }
    }

    /// The mention that a token heads.
    #[must_use]
    pub fn headed_by(&self, token: TokenId) -> Option<MentionId> {
        self.by_head.get(token.index()).copied().flatten()
    }

    /// One mention.
    #[must_use]
    pub fn mention(&self, id: MentionId) -> &Mention {
        &self.mentions[id.0 as usize]
    }

    /// One actor.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.0 as usize]
    }
}
