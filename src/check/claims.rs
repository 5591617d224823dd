//! Whether the claims that a graph holds are still those that its articles make.

use super::{Checked, Checker, Finding, Part};
use crate::claim::corroborate;
use crate::store::StoreError;
use oxigraph::model::Quad;
use std::collections::BTreeSet;

impl Checker<'_> {
    /// The graph's claims against those that its articles make now. A graph without claims has nothing to check.
    ///
    /// # Errors
    /// If the store fails.
    pub fn claims(&self) -> Result<Checked, StoreError> {
        let held = self.kb.named_graph(&self.iris.claims())?.quads;
        if held.is_empty() {
            return Ok(Checked::new(Part::Claims, 0, "claims", Vec::new()));
        }
        let claims = corroborate(self.kb, self.ontology, self.iris)?;
        let (held, made): (BTreeSet<String>, BTreeSet<String>) = (lines(&held), lines(&claims.graph(self.iris).quads));
        let finding = |line: &String, message: &str| {
            let node = line.split_whitespace().next().unwrap_or_default().trim_matches(['<', '>']);
            Finding { rule: "stale".to_owned(), node: node.to_owned(), message: message.to_owned() }
        };
        let gone = held
            .difference(&made)
            .map(|line| finding(line, "the articles do not tell it so any more: relata corroborate makes it anew"));
        let new = made
            .difference(&held)
            .map(|line| finding(line, "the articles tell more of it now: relata corroborate makes it anew"));
        Ok(Checked::new(Part::Claims, claims.claims.len(), "claims", gone.chain(new).collect()))
    }
}

fn lines(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(ToString::to_string).collect()
}
