//! The queries of `ontology/checks/`, each of which must find nothing.

use super::{Checked, Checker, Finding, Part};
use crate::store::StoreError;

/// The queries by name.
const QUERIES: &[(&str, &str)] = &[
    ("actor-without-name", include_str!("../../ontology/checks/actor-without-name.rq")),
    ("days-in-wrong-order", include_str!("../../ontology/checks/days-in-wrong-order.rq")),
    ("direct-triple-without-event", include_str!("../../ontology/checks/direct-triple-without-event.rq")),
    ("event-without-evidence", include_str!("../../ontology/checks/event-without-evidence.rq")),
    ("event-without-participant", include_str!("../../ontology/checks/event-without-participant.rq")),
    ("office-without-holder", include_str!("../../ontology/checks/office-without-holder.rq")),
    ("quote-differs-from-text", include_str!("../../ontology/checks/quote-differs-from-text.rq")),
    ("statement-outside-article", include_str!("../../ontology/checks/statement-outside-article.rq")),
    ("trigger-outside-evidence", include_str!("../../ontology/checks/trigger-outside-evidence.rq")),
];

impl Checker<'_> {
    /// Runs every query; each row that one gives is a finding, told by the query's first line.
    ///
    /// # Errors
    /// If the store fails.
    pub fn queries(&self) -> Result<Checked, StoreError> {
        let mut findings = Vec::new();
        for (name, sparql) in QUERIES {
            let demand = sparql.lines().next().unwrap_or_default().trim_start_matches("# ").trim_end_matches('.');
            for row in self.select(sparql)?.rows {
                let mut values = row.into_iter();
                let node = values.next().unwrap_or_default();
                let others: Vec<_> = values.filter(|value| !value.is_empty()).collect();
                let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
                findings.push(Finding { rule: (*name).to_owned(), node, message: format!("{demand}: not here{others}") });
            }
        }
        Ok(Checked::new(Part::Queries, QUERIES.len(), "queries", findings))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::graph;
    use crate::ontology::Ontology;
    use crate::rdf::Iris;
    use std::collections::BTreeSet;
    use std::fs;

    #[test]
    fn every_query_of_the_folder_is_run() {
        let named: BTreeSet<_> = QUERIES.iter().map(|(name, _)| format!("{name}.rq")).collect();
        let files = fs::read_dir("ontology/checks").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(named, files.collect());
    }

    #[test]
    fn a_finding_names_the_query_and_says_what_it_demands() {
        let (kb, ontology) = (graph("DELETE WHERE { GRAPH <article/a.txt> { ?s rel:holder ?o } }"), Ontology::default());
        let findings = Checker::new(&kb, &ontology, Iris::DEFAULT_BASE).queries().unwrap().findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert_eq!(findings[0].rule, "office-without-holder");
        assert_eq!(findings[0].node, "https://w3id.org/relata/article/a.txt/office/1-1");
        assert_eq!(findings[0].message, "Every office has a holder and is proved by a sentence: not here");
    }
}
