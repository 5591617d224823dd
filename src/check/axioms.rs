//! The ontology's axioms as SPARQL: who has a property that its class does not have, or is two things that nothing is at once.

use super::schema::Schema;
use super::{Checked, Checker, Finding, Part};
use crate::rdf::vocab::rel;
use crate::store::StoreError;
use std::collections::BTreeSet;

/// Data types begin with this.
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

impl Checker<'_> {
    /// Domains, ranges, disjoint classes, and terms of `rel:` that no ontology knows. The event types that the graph holds count as known.
    ///
    /// # Errors
    /// If the store fails.
    pub fn ontology(&self) -> Result<Checked, StoreError> {
        let mut schema = Schema::new(self.ontology);
        for row in self.select("SELECT DISTINCT ?class ?above ?relation { ?class a rel:EventType ; rdfs:subClassOf ?above ; rel:relation ?relation }")?.rows {
            let [class, above, relation] = &row[..] else { continue };
            schema.put_below(class, above);
            schema.terms.insert(relation.clone());
        }
        let mut findings = Vec::new();
        for (property, class) in &schema.domains {
            self.domain(property, class, &schema, &mut findings)?;
        }
        for (property, class) in &schema.ranges {
            self.range(property, class, &schema, &mut findings)?;
        }
        self.disjoint(&schema, &mut findings)?;
        self.unknown(&schema, &mut findings)?;
        let axioms =
            schema.domains.len() + schema.ranges.len() + schema.disjoint.len() * schema.disjoint.len().saturating_sub(1) / 2;
        Ok(Checked::new(Part::Ontology, axioms, "axioms", findings))
    }

    fn domain(&self, property: &str, class: &str, schema: &Schema, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let classes = list(&schema.below(class));
        let rows = self.select(&format!(
            "SELECT DISTINCT ?subject {{ ?subject <{property}> ?object
               FILTER NOT EXISTS {{ ?subject a ?class . FILTER (?class IN ({classes})) }} }}"
        ))?;
        for row in rows.rows {
            let message = format!("it has rel:{}, which only rel:{} have", local(property), local(class));
            findings.push(Finding { rule: "domain".to_owned(), node: row[0].clone(), message });
        }
        Ok(())
    }

    fn range(&self, property: &str, class: &str, schema: &Schema, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let broken = if class.starts_with(XSD) {
            format!("FILTER (!isLiteral(?object) || DATATYPE(?object) != <{class}>)")
        } else {
            let classes = list(&schema.below(class));
            let instances = schema.instances(class);
            let described =
                if instances.is_empty() { String::new() } else { format!("FILTER (?object NOT IN ({}))", list(&instances)) };
            format!("{described} FILTER NOT EXISTS {{ ?object a ?class . FILTER (?class IN ({classes})) }}")
        };
        let rows = self.select(&format!("SELECT DISTINCT ?subject ?object {{ ?subject <{property}> ?object {broken} }}"))?;
        for row in rows.rows {
            let message = format!("rel:{} gives “{}”, which is no {}", local(property), row[1], local(class));
            findings.push(Finding { rule: "range".to_owned(), node: row[0].clone(), message });
        }
        Ok(())
    }

    fn disjoint(&self, schema: &Schema, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let groups: Vec<(&String, BTreeSet<String>)> = schema.disjoint.iter().map(|class| (class, schema.below(class))).collect();
        let rows = self.select(
            "SELECT ?node (GROUP_CONCAT(DISTINCT STR(?class); SEPARATOR=\" \") AS ?classes) { ?node a ?class }
             GROUP BY ?node HAVING (COUNT(DISTINCT ?class) > 1)",
        )?;
        for row in rows.rows {
            let classes: BTreeSet<String> = row[1].split(' ').map(str::to_owned).collect();
            let of: Vec<_> =
                groups.iter().filter(|(_, below)| !below.is_disjoint(&classes)).map(|(class, _)| local(class)).collect();
            if of.len() > 1 {
                let message = format!("it is {} at once", of.join(" and "));
                findings.push(Finding { rule: "disjoint".to_owned(), node: row[0].clone(), message });
            }
        }
        Ok(())
    }

    fn unknown(&self, schema: &Schema, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
        let namespace = rel::NAMESPACE;
        let rows = self.select(&format!(
            "SELECT DISTINCT ?term {{
               {{ SELECT DISTINCT ?term {{ ?subject ?term ?object }} }} UNION {{ SELECT DISTINCT ?term {{ ?subject a ?term }} }}
               FILTER (STRSTARTS(STR(?term), \"{namespace}\"))
             }}"
        ))?;
        for row in rows.rows.into_iter().filter(|row| !schema.terms.contains(&row[0])) {
            let message = "neither the ontology nor the graph describes it".to_owned();
            findings.push(Finding { rule: "unknown".to_owned(), node: row[0].clone(), message });
        }
        Ok(())
    }
}

/// IRIs as SPARQL has them in a list.
fn list(iris: &BTreeSet<String>) -> String {
    iris.iter().map(|iri| format!("<{iri}>")).collect::<Vec<_>>().join(", ")
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::graph;
    use crate::rdf::Iris;
    use crate::reading::sample;

    fn rules(update: &str) -> Vec<String> {
        let (kb, ontology) = (graph(update), sample::ontology());
        let findings = Checker::new(&kb, &ontology, Iris::DEFAULT_BASE).ontology().unwrap().findings;
        let mut rules: Vec<_> = findings.into_iter().map(|finding| finding.rule).collect();
        rules.dedup();
        rules
    }

    #[test]
    fn a_graph_as_it_is_built_breaks_no_axiom() {
        assert_eq!(rules(""), Vec::<String>::new());
    }

    #[test]
    fn every_kind_of_damage_is_found() {
        for (update, expected) in [
            // Somebody has an agent who is no event.
            ("INSERT DATA { GRAPH <article/a.txt> { <actor/karl> rel:placeText \"Bern\" } }", "domain"),
            ("INSERT DATA { GRAPH <article/a.txt> { <actor/karl> rel:iso3 \"KAR\" } }", "domain"),
            ("INSERT DATA { GRAPH <article/a.txt> { <article/a.txt/event/1-1> rel:modality rel:Positive } }", "range"),
            ("INSERT DATA { GRAPH <article/a.txt> { <article/a.txt/event/1-1> rel:evidence <actor/karl> } }", "range"),
            ("INSERT DATA { GRAPH <article/a.txt> { <article/a.txt/event/1-1> rel:placeText 7 } }", "range"),
            ("INSERT DATA { GRAPH <article/a.txt> { <actor/karl> a rel:State } }", "disjoint"),
            ("INSERT DATA { GRAPH <article/a.txt> { <actor/karl> a rel:Meeting } }", "disjoint"),
            ("INSERT DATA { GRAPH <article/a.txt> { <actor/karl> rel:acused <actor/zoë> } }", "unknown"),
            ("INSERT DATA { GRAPH <article/a.txt> { <actor/karl> a rel:Ghost } }", "unknown"),
        ] {
            assert_eq!(rules(update), [expected], "{update}");
        }
    }

    #[test]
    fn event_types_of_the_users_own_count_as_known_where_the_graph_holds_them() {
        let wedding = "INSERT DATA { GRAPH <article/a.txt> { <article/a.txt/event/1-1> a rel:Marriage } }";
        assert_eq!(rules(wedding), ["unknown"]);
        let described = format!(
            "{wedding} ; INSERT DATA {{ GRAPH <https://w3id.org/relata/ontology> {{ rel:Marriage a rel:EventType ; rdfs:subClassOf rel:Consult ; rel:relation rel:married }} }}"
        );
        assert_eq!(rules(&described), Vec::<String>::new());
    }
}
