//! Measuring: a corpus with what a careful reader finds in it, compared with what a system found; the accuracy card.
//!
//! A corpus is a folder of articles and single sentences with their relations; `tests/corpus/README.md` describes the files. Systems are
//! compared by their JSON Lines ([`crate::reading::JsonLines`]), so that others than this program can be measured as well.
//!
//! One half of a corpus is for tuning and one only measures ([`Half`]). Figures are printed for both apart; what went wrong is shown of the
//! tuned half alone, since a sentence that somebody looked at while changing a rule measures nothing any more.

mod card;
mod corpus;
mod faults;
mod figures;
mod names;
mod record;
mod relations;
mod sentences;
mod show;

pub use card::{ArticleCard, Card, Group, SentenceCard};
pub use corpus::{Corpus, CorpusError, Gold, Half};
pub use faults::{Fault, FaultGroup, Faults, group};
pub use figures::{Figure, Share};
pub use record::{Record, Records};
pub use relations::{ArticleScore, Relation};
pub use sentences::{GoldSentence, SentenceScore};
pub use show::{CardFormat, write_card, write_faults};
