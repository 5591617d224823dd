//! The files of the model.

/// The files that make up a model, as their bytes.
pub(in crate::text) struct ModelFiles {
    pub(super) network: &'static [u8],
    pub(super) labels: &'static str,
    pub(super) vocabulary: &'static str,
    pub(super) lemmas: &'static str,
    pub(super) lemma_rules: &'static str,
}

impl ModelFiles {
    /// The English model that is built into the program.
    pub(in crate::text) const ENGLISH: Self = Self {
        network: include_bytes!("../../../models/en/model.onnx"),
        labels: include_str!("../../../models/en/labels.json"),
        vocabulary: include_str!("../../../models/en/vocab.txt"),
        lemmas: include_str!("../../../models/en/lemmas.tsv"),
        lemma_rules: include_str!("../../../models/en/lemma-rules.tsv"),
    };
}
