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

pub(super) use batch::Block;
pub(super) use files::ModelFiles;
pub(super) use lemmas::Lemmas;

use batch::batches;
use decode::decode;
use labels::Labels;
use network::{Lane, Network};
use pieces::Pieces;

use super::{Deprel, EntityKind, NameKind, Upos, Xpos};
use std::ops::Range;
use thiserror::Error;

/// So many words are put into batches together; more only if one sentence has more.
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
    /// The governing word's place in the block; `None` for the block's root.
    pub(super) head: Option<usize>,
    pub(super) deprel: Deprel,
    pub(super) entity: EntityKind,
}

/// What the model says of one block.
pub(super) struct BlockReading {
    pub(super) words: Vec<WordReading>,
    pub(super) names: Vec<(Range<usize>, NameKind)>,
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

    /// Reads sentences, given as words, and hands every block's reading to `found`, in no order.
    ///
    /// Besides its argument and what `found` keeps, it needs memory for [`GROUP`] words.
    pub(super) fn read(&self, sentences: &[Vec<&str>], mut found: impl FnMut(&Block, BlockReading) + Send) {
        if sentences.is_empty() {
            return;
        }
        self.network.alone(|lane| {
            let mut first = 0;
            while first < sentences.len() {
                let mut words = 0;
                let fits = |sentence: &&Vec<&str>| {
                    words += sentence.len();
                    words <= GROUP
                };
                let count = sentences[first..].iter().take_while(fits).count().max(1);
                self.read_group(first, &sentences[first..first + count], lane, &mut found);
                first += count;
            }
        });
    }

    /// Reads some sentences, the first of which has the number `first`.
    fn read_group(&self, first: usize, sentences: &[Vec<&str>], lane: &Lane, found: &mut impl FnMut(&Block, BlockReading)) {
        let numbered = sentences.iter().enumerate().map(|(index, words)| (first + index, words));
        let blocks: Vec<Block> = numbered.flat_map(|(number, words)| Block::of_sentence(number, words, &self.pieces)).collect();
        for batch in batches(&blocks, &self.pieces) {
            let scores = self.network.run(&batch, lane);
            let mut window = 0;
            for block in &batch.blocks {
                found(block, decode(block, window, &scores, &self.labels));
                window += block.windows.len();
            }
        }
    }
}
