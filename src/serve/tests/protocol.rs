//! The SPARQL 1.1 Protocol, case by case; the names of most follow those of the W3C's own tests of it.

use super::*;

const ASK: &str = "ASK { ?one rel:metWith ?other }";
const FORM: &str = "application/x-www-form-urlencoded";
const QUERY: &str = "application/sparql-query";
const UPDATE: &str = "application/sparql-update";

async fn post(server: &Router, address: &str, kind: &str, body: &str) -> Answer {
    put_on(server, "POST", address, kind, body, Some(TOKEN)).await
}

#[tokio::test]
async fn a_query_is_asked_in_three_ways() {
    let server = reader();
    for answer in [
        get(&server, &asking(ASK), "").await,
        post(&server, "/sparql", FORM, &format!("query={}", encoded(ASK))).await,
        post(&server, "/sparql", QUERY, ASK).await,
        post(&server, "/sparql", &format!("{QUERY}; charset=utf-8"), ASK).await,
    ] {
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/sparql-results+json");
        assert_eq!(answer.json()["boolean"], true);
    }
}

#[tokio::test]
async fn every_form_of_rows_is_had_by_its_name() {
    let server = reader();
    let query = asking("SELECT ?label { <https://w3id.org/relata/actor/karl> rdfs:label ?label }");
    for (accept, kind, start) in [
        ("application/sparql-results+json", "application/sparql-results+json", "{\"head\""),
        ("application/json", "application/sparql-results+json", "{\"head\""),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv; charset=utf-8", "label\r\nKarl\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", "?label\n\"Karl\"\n"),
        ("*/*", "application/sparql-results+json", "{\"head\""),
    ] {
        let answer = get(&server, &query, accept).await;
        assert_eq!((answer.status, answer.header(header::CONTENT_TYPE)), (StatusCode::OK, kind), "{accept}");
        assert!(answer.body.starts_with(start), "{accept}: {}", answer.body);
        assert!(answer.header(header::VARY).contains("accept"), "{:?}", answer.headers);
    }
    assert_eq!(get(&server, &query, "text/turtle").await.status, StatusCode::NOT_ACCEPTABLE);
    let named = get(&server, &format!("{query}&format=csv"), "*/*").await;
    assert_eq!(named.body, "label\r\nKarl\r\n");
}

#[tokio::test]
async fn every_form_of_rdf_is_had_by_its_name() {
    use oxigraph::io::{RdfFormat, RdfParser};
    let server = reader();
    for query in [
        "CONSTRUCT { ?one rel:metWith ?other } WHERE { ?one rel:metWith ?other }",
        "DESCRIBE <https://w3id.org/relata/actor/karl>",
    ] {
        let mut counts = Vec::new();
        for accept in [
            "text/turtle",
            "application/n-triples",
            "application/ld+json",
            "application/rdf+xml",
            "application/trig",
            "application/n-quads",
        ] {
            let answer = get(&server, &asking(query), accept).await;
            let kind = answer.header(header::CONTENT_TYPE);
            assert_eq!((answer.status, kind.split(';').next().unwrap()), (StatusCode::OK, accept), "{}", answer.body);
            let parser = RdfParser::from_format(RdfFormat::from_media_type(kind).unwrap());
            counts.push(parser.for_slice(answer.body.as_bytes()).map(Result::unwrap).count());
        }
        assert!(counts[0] > 1 && counts.iter().all(|count| *count == counts[0]), "{counts:?}");
        assert_eq!(get(&server, &asking(query), "text/csv").await.status, StatusCode::NOT_ACCEPTABLE);
    }
}

#[tokio::test]
async fn graphs_may_be_named_beside_the_query() {
    let server = reader();
    let (a, c) = ("https://w3id.org/relata/article/a.txt", "https://w3id.org/relata/article/b/c.txt");
    let default = format!("default-graph-uri={}", encoded(a));
    let other = format!("default-graph-uri={}", encoded(c));
    let named = format!("named-graph-uri={}", encoded(c));
    let docs = "SELECT DISTINCT ?doc { ?article dcterms:identifier ?doc } ORDER BY ?doc";
    let in_graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g";
    for (query, graphs, expected) in [
        (docs, default.clone(), "doc\r\na.txt\r\n".to_owned()),
        (docs, format!("{default}&{other}"), "doc\r\na.txt\r\nb/c.txt\r\n".to_owned()),
        (docs, named.clone(), "doc\r\n".to_owned()),
        (in_graphs, named.clone(), format!("g\r\n{c}\r\n")),
        (in_graphs, default.clone(), "g\r\n".to_owned()),
        // What stands beside a query goes before what stands in it.
        (
            "SELECT DISTINCT ?doc FROM <https://x.example/none> { ?article dcterms:identifier ?doc }",
            default,
            "doc\r\na.txt\r\n".to_owned(),
        ),
    ] {
        for address in [format!("{}&{graphs}", asking(query)), format!("/sparql?{graphs}")] {
            let answer = if address.contains("query=") {
                get(&server, &address, "text/csv").await
            } else {
                let request = Request::post(&address).header(header::CONTENT_TYPE, QUERY).header(header::ACCEPT, "text/csv");
                send(&server, request.body(Body::from(query)).unwrap()).await
            };
            assert_eq!(answer.body, expected, "{query} with {graphs}");
        }
    }
}

#[tokio::test]
async fn bad_requests_have_the_statuses_of_the_protocol() {
    let server = writer();
    let query = format!("query={}", encoded(ASK));
    let update = format!("update={}", encoded("CLEAR ALL"));
    for (case, method, address, kind, body, status) in [
        ("bad query syntax", "GET", asking("ASK {"), "", String::new(), 400),
        ("bad update syntax", "POST", "/sparql".to_owned(), UPDATE, "CLEAR".to_owned(), 400),
        ("multiple queries", "GET", format!("/sparql?{query}&{query}"), "", String::new(), 400),
        ("multiple queries in a form", "POST", "/sparql".to_owned(), FORM, format!("{query}&{query}"), 400),
        ("multiple updates", "POST", "/sparql".to_owned(), FORM, format!("{update}&{update}"), 400),
        ("query and update", "POST", "/sparql".to_owned(), FORM, format!("{query}&{update}"), 400),
        ("query in the address and in the body", "POST", format!("/sparql?{query}"), QUERY, ASK.to_owned(), 400),
        ("no query", "GET", "/sparql?default-graph-uri=x".to_owned(), "", String::new(), 400),
        ("neither query nor update", "POST", "/sparql".to_owned(), FORM, "a=b".to_owned(), 400),
        ("update by GET", "GET", format!("/sparql?{update}"), "", String::new(), 400),
        ("wrong method", "PUT", format!("/sparql?{query}"), "", String::new(), 405),
        ("wrong method for an update", "DELETE", format!("/sparql?{update}"), "", String::new(), 405),
        ("wrong type of body", "POST", "/sparql".to_owned(), "text/plain", ASK.to_owned(), 415),
        ("no type of body", "POST", "/sparql".to_owned(), "", ASK.to_owned(), 415),
        ("no UTF-8", "POST", "/sparql".to_owned(), "application/sparql-query; charset=utf-16", ASK.to_owned(), 415),
        ("graph that is no IRI", "GET", format!("/sparql?{query}&default-graph-uri=a%20b"), "", String::new(), 400),
        (
            "graphs of a query for an update",
            "POST",
            "/sparql?default-graph-uri=https://x.example/".to_owned(),
            UPDATE,
            "CLEAR ALL".to_owned(),
            400,
        ),
        (
            "graphs of an update for a query",
            "GET",
            format!("/sparql?{query}&using-graph-uri=https://x.example/"),
            "",
            String::new(),
            400,
        ),
        (
            "graphs in an update and beside it",
            "POST",
            "/sparql?using-graph-uri=https://x.example/".to_owned(),
            UPDATE,
            "DELETE { ?s ?p ?o } USING <https://y.example/> WHERE { ?s ?p ?o }".to_owned(),
            400,
        ),
        ("another server", "GET", asking("SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }"), "", String::new(), 500),
        ("LOAD", "POST", "/sparql".to_owned(), UPDATE, "LOAD <http://localhost:1/>".to_owned(), 500),
        ("LOAD of a file", "POST", "/sparql".to_owned(), UPDATE, "LOAD <file:///etc/passwd>".to_owned(), 500),
    ] {
        let answer = put_on(&server, method, &address, kind, &body, Some(TOKEN)).await;
        assert_eq!(answer.status.as_u16(), status, "{case}: {}", answer.body);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json", "{case}");
        assert_eq!(answer.json()["status"], status, "{case}");
    }
    assert_eq!(get(&server, &asking(ASK), "").await.json()["boolean"], true, "something was changed");
}

#[tokio::test]
async fn bodies_that_are_not_utf8_are_refused() {
    let request = Request::post("/sparql").header(header::CONTENT_TYPE, QUERY).body(Body::from(vec![b'A', 0xFF])).unwrap();
    assert_eq!(send(&reader(), request).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn updates_need_leave_and_token() {
    let insert = "INSERT DATA { <https://x.example/s> <https://x.example/p> 1 }";
    for (server, token, status) in [
        (reader(), None, 403),
        (reader(), Some(TOKEN), 403),
        (writer(), None, 401),
        (writer(), Some("another"), 401),
        (writer(), Some(TOKEN), 204),
    ] {
        for (kind, body) in [(UPDATE, insert.to_owned()), (FORM, format!("update={}", encoded(insert)))] {
            let answer = put_on(&server, "POST", "/sparql", kind, &body, token).await;
            assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
            assert_eq!(answer.header(header::WWW_AUTHENTICATE).starts_with("Bearer"), status == 401);
            let found = get(&server, &asking("ASK { <https://x.example/s> ?p 1 }"), "").await;
            assert_eq!(found.json()["boolean"], status == 204);
        }
    }
}

#[tokio::test]
async fn updates_see_the_graphs_that_are_named_beside_them() {
    let server = writer();
    let address = format!("/sparql?using-graph-uri={}", encoded("https://w3id.org/relata/article/a.txt"));
    let update = "INSERT { GRAPH <https://x.example/g> { ?s dcterms:identifier ?o } } WHERE { ?s dcterms:identifier ?o }";
    assert_eq!(post(&server, &address, UPDATE, update).await.status, StatusCode::NO_CONTENT);
    let found = get(&server, &asking("SELECT ?o { GRAPH <https://x.example/g> { ?s ?p ?o } }"), "text/csv").await;
    assert_eq!(found.body, "o\r\na.txt\r\n");
}

#[tokio::test]
async fn without_a_query_the_service_describes_itself() {
    let server = reader();
    for address in ["/sparql", "/.well-known/void"] {
        let answer = get(&server, address, "application/n-triples").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        for expected in ["sparql-service-description#", "/rdfs.org/ns/void#", "metWith", "http://localhost:7878/sparql"] {
            assert!(answer.body.contains(expected), "{expected} is missing in {}", answer.body);
        }
        assert!(!answer.body.contains("SPARQL11Update"));
    }
    assert!(get(&writer(), "/sparql", "text/turtle").await.body.contains("SPARQL11Update"));
    assert_eq!(get(&server, "/sparql", "image/png").await.status, StatusCode::NOT_ACCEPTABLE);
    let browser = get(&server, "/sparql", "text/html,*/*;q=0.8").await;
    assert_eq!((browser.status, browser.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/query"));
}
