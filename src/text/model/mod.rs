//! The language model: words in, tags, trees and names out. What it is made of lies in `models/en`; its model card says how.

mod batch;
mod clauses;
mod decode;
mod files;
mod labels;
mod lemmas;
mod names;
mod network;
mod pieces;
mod tree;

pub(super) use files::ModelFiles;
pub(super) use lemmas::Lemmas;

use batch::{Block, batches, runs};
use decode::{decode, sentences};
use labels::Labels;
use network::{Lane, Network};
use pieces::Pieces;

use super::{Deprel, EntityKind, Margin, NameKind, Upos, Xpos};
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
        let runs = runs(ends);
        if runs.is_empty() {
            return;
        }
        self.network.alone(|lane| {
            let mut rest = &runs[..];
            while let Some(first) = rest.first() {
                let limit = first.start + GROUP;
                let count = rest.iter().take_while(|run| run.end <= limit).count().max(1);
                let (group, later) = rest.split_at(count);
                let blocks: Vec<Block> = group.iter().map(|run| Block::new(run.clone(), words, ends, &self.pieces)).collect();
                self.read_group(&blocks, lane, &mut found);
                rest = later;
            }
        });
    }

    /// Reads blocks; those that turn out to be several sentences once more, each sentence by itself, for that is more accurate.
    fn read_group(&self, blocks: &[Block], lane: &Lane, found: &mut impl FnMut(SentenceReading)) {
        let mut parted = Vec::new();
        for batch in batches(blocks, &self.pieces) {
            let scores = self.network.run(&batch, lane);
            let mut window = 0;
            for block in &batch.blocks {
                match &sentences(block, window, &scores)[..] {
                    [_] => found(decode(block, window, &scores, &self.labels)),
                    several => parted.extend(several.iter().map(|sentence| block.sentence(sentence))),
                }
                window += block.windows.len();
            }
        }
        if !parted.is_empty() {
            self.read_group(&parted, lane, found);
        }
    }
}
