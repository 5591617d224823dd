//! The JSON API.

use super::*;
use crate::serve::endpoints::endpoints;
use crate::serve::openapi::openapi;
use serde_json::json;

async fn json(server: &Router, address: &str) -> Value {
    let answer = get(server, address, "application/json").await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
    answer.json()
}

#[tokio::test]
async fn actors_are_found_by_any_letters_of_their_names() {
    let server = reader();
    let found = json(&server, "/api/actors?q=KAR").await;
    let karl = json!({ "iri": "https://w3id.org/relata/actor/karl", "label": "Karl", "type": "Person", "events": 4 });
    assert_eq!(found["items"], json!([karl]));
    let all = json(&server, "/api/actors").await;
    assert!(all["items"].as_array().unwrap().len() >= 3, "{all}");
    assert_eq!(json(&server, "/api/actors?limit=1").await["items"].as_array().unwrap().len(), 1);
    assert_eq!(json(&server, "/api/actors?limit=1&offset=1").await["items"][0], all["items"][1]);
    assert!(json(&server, "/api/actors?type=State").await["items"].as_array().unwrap().is_empty());
    for bad in ["limit=0", "limit=1001", "limit=x", "offset=-1", "type=Planet"] {
        assert_eq!(get(&server, &format!("/api/actors?{bad}"), "").await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn an_actor_has_names_offices_and_ties() {
    let server = reader();
    let zoë = json(&server, "/api/actors/zo%C3%AB").await;
    assert_eq!((&zoë["label"], &zoë["type"]), (&json!("Zoë"), &json!("Person")));
    let office = &zoë["offices"][0];
    assert_eq!(
        (&office["role"], &office["body"]["label"], &office["former"]),
        (&json!("Foreign Minister"), &json!("Bern"), &json!(false))
    );
    let tie = zoë["ties"].as_array().unwrap().iter().find(|tie| tie["type"] == "Meeting").unwrap();
    assert_eq!((&tie["other"]["label"], &tie["events"], &tie["label"]), (&json!("Karl"), &json!(2), &json!("met with")));
    assert_eq!(get(&server, "/api/actors/nobody", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&server, "/api/actors/a%20b", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn events_carry_their_sentences_and_are_filtered() {
    let server = reader();
    let event = json(&server, "/api/events?type=Meeting&article=article/a.txt").await["items"][0].clone();
    assert_eq!(event["agents"], json!([{ "iri": "https://w3id.org/relata/actor/zoë", "label": "Zoë" }]));
    assert_eq!(event["type"], json!({ "class": "Meeting", "label": "met with", "root": "CONSULT" }));
    assert_eq!(
        (&event["modality"], &event["negated"], &event["from"]),
        (&json!("asserted"), &json!(false), &json!("2025-08-21"))
    );
    assert_eq!((&event["place"]["text"], &event["time"]), (&json!("Bern"), &json!("yesterday")));
    let sentence = &event["sentence"];
    assert_eq!((&sentence["doc"], &sentence["start"], &sentence["end"]), (&json!("a.txt"), &json!(0), &json!(48)));
    assert_eq!(sentence["trigger"], json!([21, 24]));
    assert!(sentence["text"].as_str().unwrap().contains("met"));
    for (filter, count) in [
        ("", 4),
        ("type=CONSULT", 2),
        ("type=Accuse", 2),
        ("actor=actor:karl", 4),
        ("actor=actor:karl&other=actor/zo%C3%AB", 4),
        ("actor=https://w3id.org/relata/actor/karl&type=Meeting", 2),
        ("actor=actor:nobody", 0),
        ("actor=no%20iri", 0),
        ("modality=asserted", 4),
        ("modality=planned", 0),
        ("negated=true", 0),
        ("source=article/a.txt/source/officials", 1),
        ("article=article/b/c.txt", 2),
        ("since=2025-08-22", 2),
        ("until=2025-08-21", 2),
        ("limit=3", 3),
        ("offset=3", 1),
    ] {
        let found = json(&server, &format!("/api/events?{filter}")).await;
        assert_eq!(found["items"].as_array().unwrap().len(), count, "{filter}: {found}");
    }
    assert_eq!(get(&server, "/api/events?type=serenade", "").await.status, StatusCode::NOT_FOUND);
    for bad in ["modality=sung", "negated=perhaps", "since=yesterday", "until=2025-13-01"] {
        assert_eq!(get(&server, &format!("/api/events?{bad}"), "").await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    assert_eq!(json(&server, "/api/actors/karl/timeline").await["items"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn an_article_has_its_text_and_the_places_that_prove_something() {
    let server = reader();
    let list = json(&server, "/api/articles").await;
    assert_eq!(list["items"].as_array().unwrap().len(), 2);
    assert_eq!(json(&server, "/api/articles?q=C.TXT").await["items"][0]["doc"], json!("b/c.txt"));
    let article = json(&server, "/api/articles/b%2Fc.txt").await;
    let text: Vec<char> = article["text"].as_str().unwrap().chars().collect();
    let triggers: Vec<String> = (article["spans"].as_array().unwrap().iter())
        .filter(|span| span["kind"] == "trigger")
        .map(|span| text[span["start"].as_u64().unwrap() as usize..span["end"].as_u64().unwrap() as usize].iter().collect())
        .collect();
    assert_eq!(triggers, ["met", "accused"]);
    assert_eq!(article["events"].as_array().unwrap().len(), 2);
    assert_eq!(article["offices"].as_array().unwrap().len(), 1);
    let again = json(&server, "/api/articles/b%2Fc.txt/reading").await;
    assert_eq!((&again["doc"], &again["text"]), (&json!("b/c.txt"), &article["text"]));
    assert!(!again["mentions"].as_array().unwrap().is_empty());
    for missing in ["/api/articles/none", "/api/articles/none/reading", "/api/articles/a%20b"] {
        assert_eq!(get(&server, missing, "").await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}

#[tokio::test]
async fn ready_questions_are_answered_with_sentences_and_sparql() {
    let server = reader();
    let questions = json(&server, "/api/questions").await;
    for question in questions["items"].as_array().unwrap() {
        let sparql = question["sparql"].as_str().unwrap();
        assert_eq!(get(&server, &asking(sparql), "").await.status, StatusCode::OK);
        json(&server, &format!("/api/questions/{}", question["name"].as_str().unwrap())).await;
    }
    let met = json(&server, "/api/questions/met?who=karl").await;
    assert_eq!((&met["rows"][0]["who"], &met["rows"][0]["whom"]), (&json!("Zoë"), &json!("Karl")));
    assert!(met["rows"][0]["sentence"].as_str().unwrap().contains("met Karl"));
    assert_eq!(json(&server, "/api/questions/Meeting").await["rows"].as_array().unwrap().len(), 2);
    assert_eq!(get(&server, "/api/questions/why", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&server, "/api/questions/met?since=x", "").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn anything_is_explained_by_its_sentences() {
    let server = reader();
    let event = json(&server, "/api/explain?iri=article/a.txt/event/1-1").await;
    assert_eq!(event["sentences"].as_array().unwrap().len(), 1);
    assert!(event["statements"].as_array().unwrap().iter().any(|statement| statement["label"] == "Karl"));
    assert!(json(&server, "/api/explain?iri=actor:karl").await["sentences"].as_array().unwrap().len() >= 4);
    assert_eq!(get(&server, "/api/explain?iri=actor:nobody", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&server, "/api/explain", "").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_article_that_is_sent_is_read_and_not_kept() {
    let server = writer();
    let before = get(&server, "/graph?default", "application/n-triples").await.body;
    let count = asking("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
    let all = get(&server, &count, "text/csv").await.body;
    let text = "Poland accused Russia of sabotage yesterday.";
    let body = json!({ "text": text, "date": "2025-08-22", "title": "Accused" }).to_string();
    for address in ["/extract", "/api/extract"] {
        let read = put_on(&server, "POST", address, "application/json", &body, None).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.body);
        let read = read.json();
        assert_eq!(read["events"][0]["plover"], "ACCUSE", "{read}");
        assert_eq!(read["events"][0]["time"]["from"], "2025-08-21");
    }
    for (kind, body) in
        [("text/plain", text.to_owned()), ("text/markdown", text.to_owned()), ("text/html", format!("<p>{text}</p>"))]
    {
        let read = put_on(&server, "POST", "/extract", kind, &body, None).await;
        assert_eq!(read.json()["events"][0]["plover"], "ACCUSE", "{kind}: {}", read.body);
    }
    for (kind, body, status) in [
        ("application/json", "{}", 400),
        ("application/json", "{\"text\": 1}", 400),
        ("application/json", "{\"text\": \"a\", \"date\": \"today\"}", 400),
        ("text/plain", "", 200),
        ("application/json", "{\"text\": \" \"}", 200),
        ("image/png", "x", 415),
        ("", "x", 415),
    ] {
        let refused = put_on(&server, "POST", "/extract", kind, body, None).await;
        assert_eq!(refused.status.as_u16(), status, "{kind} {body}: {}", refused.body);
    }
    let long = put_on(&server, "POST", "/extract", "text/plain", &"word ".repeat(20_001), None).await;
    assert_eq!(long.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(get(&server, "/graph?default", "application/n-triples").await.body, before);
    assert_eq!(get(&server, &count, "text/csv").await.body, all);
}

#[tokio::test]
async fn the_vocabulary_names_prefixes_types_and_terms() {
    let vocabulary = json(&reader(), "/api/vocabulary").await;
    assert_eq!(vocabulary["prefixes"]["rel"], "https://w3id.org/relata/ontology#");
    assert_eq!(vocabulary["prefixes"]["actor"], "https://w3id.org/relata/actor/");
    assert!(vocabulary["types"].as_array().unwrap().iter().any(|kind| kind["relation"] == "metWith"));
    assert!(vocabulary["terms"].as_array().unwrap().iter().any(|term| term == "oa:exact"));
}

/// The document is made from the table of endpoints; here it is held against what the router answers.
#[tokio::test]
async fn the_document_describes_every_address_and_every_answer_is_as_described() {
    let server = reader();
    let document = json(&server, "/api/openapi.json").await;
    assert_eq!(document, openapi());
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), endpoints(&mut schemars::SchemaGenerator::default()).len());
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().unwrap() {
            let address = path.replace("{id}", "karl").replace("{name}", "met");
            let wrong = if method == "get" { "DELETE" } else { "GET" };
            let refused = put_on(&server, wrong, &address, "", "", None).await;
            assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
            if method == "get" {
                let answer = get(&server, &address, "").await;
                let described = operation["responses"].get(answer.status.as_str());
                assert!(described.is_some(), "{path}: {} is not described: {}", answer.status, answer.body);
            }
        }
    }
}

#[tokio::test]
async fn the_network_is_filtered_as_on_the_command_line() {
    let server = reader();
    let all = json(&server, "/api/network").await;
    assert_eq!(all["nodes"].as_array().unwrap().len(), 2, "{all}");
    for (filter, found) in
        [("around=karl", 200), ("around=actor/karl", 200), ("around=nobody", 404), ("depth=0", 400), ("since=x", 400)]
    {
        assert_eq!(get(&server, &format!("/api/network?{filter}"), "").await.status.as_u16(), found, "{filter}");
    }
}
