//! The language model: words in, tags, trees and names out. What it is made of lies in `models/en`; its model card says how.

mod batch;
mod clauses;
mod decode;
mod events;
mod files;
mod labels;
mod lemmas;
mod names;
mod network;
mod pieces;
mod tree;

pub(super) use files::ModelFiles;
pub(super) use lemmas::Lemmas;

use batch::{Block, batches, doubtful_parts, runs};
use decode::{add_verdicts, decode};
use labels::Labels;
use network::{Lane, Network};
use pieces::Pieces;

use super::{Deprel, EntityKind, EventHint, Margin, NameKind, Upos, Xpos};
use std::ops::Range;
use thiserror::Error;

/// So many words are put into batches together.
const GROUP: usize = 8192;

/// Why the language model cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The network is no ONNX file that the engine can run, or lacks an input or output.
    #[error("the network of the language model cannot be loaded")]
    Network(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A table of the model (labels, vocabulary, lemmas) is not in its format.
    #[error("{file} of the language model is damaged: {problem}")]
    Table {
        /// The file.
        file: &'static str,
        /// What is wrong with it.
        problem: String,
    },
}

/// What the model says of one word.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordReading {
    pub(super) upos: Upos,
    pub(super) xpos: Xpos,
    /// The governing word's place in the sentence; `None` for its root.
    pub(super) head: Option<usize>,
    pub(super) deprel: Deprel,
    pub(super) entity: EntityKind,
    /// By how much the head and its relation were preferred to others.
    pub(super) margin: Margin,
}

/// What the model says of one sentence, or of a part of an overlong one.
pub(super) struct SentenceReading {
    /// Its words among all.
    pub(super) range: Range<usize>,
    pub(super) words: Vec<WordReading>,
    /// The named runs among its words.
    pub(super) names: Vec<NameReading>,
    /// The words among its words that may tell an event, in order.
    pub(super) events: Vec<EventHint>,
}

/// A named run of words.
pub(super) struct NameReading {
    pub(super) range: Range<usize>,
    pub(super) kind: NameKind,
    /// The kind that comes second, and by how much.
    pub(super) rival: Option<(NameKind, f32)>,
}

/// The loaded model.
pub(super) struct Model {
    labels: Labels,
    pieces: Pieces,
    network: Network,
    lemmas: Lemmas,
}

impl Model {
    pub(super) fn load(files: &ModelFiles) -> Result<Self, ModelError> {
        let labels = Labels::parse(files.labels)?;
        let network = Network::load(files.network, &labels)?;
        let pieces = Pieces::load(files.vocabulary)?;
        Ok(Self { labels, pieces, network, lemmas: Lemmas::parse(files.lemmas, files.lemma_rules)? })
    }

    pub(super) fn lemmas(&self) -> &Lemmas {
        &self.lemmas
    }

    /// Reads words and hands every sentence's reading to `found`, in no order.
    ///
    /// `ends` says for each word how much speaks for the end of a sentence after it, before the network is asked: infinite where
    /// that is known, else as log odds. After the last word a sentence ends in any case. A sentence longer than a block comes in
    /// parts. Besides its arguments and what `found` keeps, this needs memory for [`GROUP`] words.
    pub(super) fn read(&self, words: &[&str], ends: &[f32], mut found: impl FnMut(SentenceReading) + Send) {
        debug_assert_eq!(words.len(), ends.len());
        if words.is_empty() {
            return;
        }
        self.network.alone(|lane| {
            let mut ends = ends.to_vec();
            for group in groups(&doubtful_parts(&ends, GROUP)) {
                self.find_ends(words, group, lane, &mut ends);
            }
            for group in groups(&runs(&ends)) {
                self.read_group(words, group, lane, &mut found);
            }
        });
    }

    /// Asks the network where sentences end in some parts of the text, and adds to `ends` what it says.
    fn find_ends(&self, words: &[&str], parts: &[Range<usize>], lane: &Lane, ends: &mut [f32]) {
        let parts = parts.iter().map(|part| Block::new(part.clone(), words, &self.pieces));
        let blocks: Vec<Block> = parts.flat_map(|part| part.apart().collect::<Vec<_>>()).collect();
        for batch in batches(&blocks, &self.pieces) {
            let said = self.network.ends(&batch, lane);
            for (window, block) in batch.blocks.iter().enumerate() {
                add_verdicts(ends, block, window, &said);
            }
        }
    }

    /// Reads sentences, each by itself: that is more accurate than to read several at once.
    fn read_group(&self, words: &[&str], sentences: &[Range<usize>], lane: &Lane, found: &mut impl FnMut(SentenceReading)) {
        let blocks: Vec<Block> = sentences.iter().map(|range| Block::new(range.clone(), words, &self.pieces)).collect();
        for batch in batches(&blocks, &self.pieces) {
            let scores = self.network.run(&batch, lane);
            let mut window = 0;
            for block in &batch.blocks {
                found(decode(block, window, &scores, &self.labels));
                window += block.windows.len();
            }
        }
    }
}

/// Neighbouring ranges in groups of at most [`GROUP`] words; a longer range is a group of its own.
fn groups(ranges: &[Range<usize>]) -> impl Iterator<Item = &[Range<usize>]> {
    let mut rest = ranges;
    std::iter::from_fn(move || {
        let mut words = 0;
        let fits = |range: &&Range<usize>| {
            words += range.len();
            words <= GROUP
        };
        let count = rest.iter().take_while(fits).count().max(1).min(rest.len());
        let (group, later) = rest.split_at(count);
        rest = later;
        (!group.is_empty()).then_some(group)
    })
}
