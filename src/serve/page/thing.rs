//! What has no page of its own kind.

use super::super::app::Shared;
use super::super::linked::unknown;
use super::super::problem::Problem;
use super::markup::{Page, Safe};
use crate::lookup::Named;
use crate::rdf::is_iri;
use axum::response::Response;

/// Anything else that the graph speaks of: an event, an office, a source without a name.
pub async fn thing(app: &Shared, iri: String) -> Result<Response, Problem> {
    if !is_iri(&iri) {
        return Err(unknown());
    }
    let shared = app.clone();
    let found = app.runner.run(move |task| Ok(shared.lookup(task.stop()).explain(&iri, 20)?)).await?;
    let found = found.ok_or_else(unknown)?;
    let mut page = Page::new(app, found.iri.strip_prefix(app.iris.base()).unwrap_or(&found.iri), "");
    page.add(format_args!("<table><tbody>\n"));
    for statement in &found.statements {
        let label = statement.label.clone().unwrap_or_else(|| statement.value.clone());
        let value = page.link(&Named { iri: statement.value.clone(), label });
        let property = statement.property.rsplit(['#', '/']).next().unwrap_or_default();
        page.add(format_args!("<tr><th>{}<td>{value}\n", Safe(property)));
    }
    page.add(format_args!("</tbody></table>\n"));
    for sentence in &found.sentences {
        let quote = page.quote(sentence);
        page.add(format_args!("{quote}\n"));
    }
    Ok(page.finish())
}
