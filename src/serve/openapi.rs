//! The OpenAPI document of the JSON API.

use super::endpoints::{Endpoint, endpoints};
use axum::Json;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The document.
pub async fn document() -> Json<Value> {
    Json(openapi())
}

/// The document, from the table of endpoints.
pub fn openapi() -> Value {
    let mut settings = SchemaSettings::draft2020_12().for_serialize();
    settings.definitions_path = "/components/schemas".into();
    let mut schemas = settings.into_generator();
    let problem = schemas.subschema_for::<Problem>();
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in endpoints(&mut schemas) {
        let operation = operation(&endpoint, &problem.clone().to_value());
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        path[endpoint.method] = operation;
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "relata",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Who did what to whom, who says so, and which sentence proves it.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": { "schemas": schemas.take_definitions(true) },
    })
}

/// What went wrong (RFC 9457).
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "it is the schema of what the server's Problem writes")]
struct Problem {
    /// The kind of problem.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What went wrong, in words.
    detail: String,
}

fn operation(endpoint: &Endpoint, problem: &Value) -> Value {
    let mut parameters: Vec<Value> = names_in(endpoint.path)
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } }))
        .collect();
    let in_query = endpoint.parameters.clone().map(schemars::Schema::to_value).unwrap_or_default();
    let required = |name: &str| in_query["required"].as_array().is_some_and(|names| names.iter().any(|other| other == name));
    for (name, schema) in in_query["properties"].as_object().into_iter().flatten() {
        let mut schema = schema.clone();
        let description = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        parameters.push(json!({
            "name": name, "in": "query", "required": required(name), "description": description, "schema": without_null(schema),
        }));
    }
    let mut responses: Map<String, Value> = Map::new();
    responses.insert("200".to_owned(), json!({ "description": "What was asked for.", "content": endpoint.answer }));
    for status in endpoint.problems {
        let content = json!({ "application/problem+json": { "schema": problem } });
        responses.insert(status.to_string(), json!({ "description": "A problem.", "content": content }));
    }
    let mut operation = json!({ "summary": endpoint.summary, "parameters": parameters, "responses": responses });
    if let Some(body) = &endpoint.body {
        operation["requestBody"] = json!({ "required": true, "content": body });
    }
    operation
}

/// The names in braces of a path.
fn names_in(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// A parameter that is not given is not there; it is never null.
fn without_null(mut schema: Value) -> Value {
    let null = json!("null");
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| *kind != null);
        if let [only] = &types[..] {
            schema["type"] = only.clone();
        }
    }
    if let Some(Value::Array(any)) = schema.get_mut("anyOf") {
        any.retain(|option| option["type"] != null);
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_of_the_document_leads_somewhere() {
        fn references(value: &Value, out: &mut Vec<String>) {
            match value {
                Value::Object(map) => {
                    if let Some(Value::String(reference)) = map.get("$ref") {
                        out.push(reference.clone());
                    }
                    map.values().for_each(|value| references(value, out));
                }
                Value::Array(items) => items.iter().for_each(|value| references(value, out)),
                _ => {}
            }
        }
        let document = openapi();
        let mut found = Vec::new();
        references(&document, &mut found);
        assert!(found.len() > 10);
        for reference in found {
            assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
        }
    }

    #[test]
    fn parameters_are_told_with_their_bounds() {
        let document = openapi();
        let parameters = document["paths"]["/api/events"]["get"]["parameters"].as_array().unwrap();
        let limit = parameters.iter().find(|parameter| parameter["name"] == "limit").unwrap();
        assert_eq!((&limit["schema"]["minimum"], &limit["schema"]["maximum"]), (&json!(1), &json!(1000)));
        let since = parameters.iter().find(|parameter| parameter["name"] == "since").unwrap();
        assert_eq!((&since["schema"]["type"], &since["schema"]["format"]), (&json!("string"), &json!("date")));
        assert_eq!(since["required"], json!(false));
    }
}
