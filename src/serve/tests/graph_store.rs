//! The SPARQL 1.1 Graph Store HTTP Protocol.

use super::*;

const TURTLE: &str = "text/turtle";
const TRIPLE: &str = "<https://x.example/s> <https://x.example/p> \"é\" .";

fn address(graph: &str) -> String {
    format!("/graph?graph={}", encoded(graph))
}

#[tokio::test]
async fn a_graph_is_put_read_added_to_and_dropped() {
    let server = writer();
    let graph = address("https://x.example/g");
    assert_eq!(get(&server, &graph, "").await.status, StatusCode::NOT_FOUND);
    let put = |body: &'static str| put_on(&server, "PUT", &graph, TURTLE, body, Some(TOKEN));
    assert_eq!(put(TRIPLE).await.status, StatusCode::CREATED);
    assert_eq!(get(&server, &graph, "application/n-triples").await.body, format!("{TRIPLE}\n"));
    assert_eq!(put("<https://x.example/s> <https://x.example/q> 1 .").await.status, StatusCode::NO_CONTENT);
    let replaced = get(&server, &graph, "application/n-triples").await.body;
    assert!(replaced.contains("example/q>") && !replaced.contains("example/p>"), "{replaced}");
    let added = put_on(&server, "POST", &graph, TURTLE, TRIPLE, Some(TOKEN)).await;
    assert_eq!(added.status, StatusCode::NO_CONTENT);
    let both = get(&server, &graph, "application/n-quads").await.body;
    assert!(both.lines().count() == 2 && !both.contains("example/g>"), "{both}");
    assert_eq!(put_on(&server, "DELETE", &graph, "", "", Some(TOKEN)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(put_on(&server, "DELETE", &graph, "", "", Some(TOKEN)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&server, &graph, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_default_graph_is_always_there() {
    let server = writer();
    assert_eq!(get(&server, "/graph?default", "application/n-triples").await.body, "");
    assert_eq!(put_on(&server, "POST", "/graph?default", TURTLE, TRIPLE, Some(TOKEN)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(get(&server, "/graph?default", "application/n-triples").await.body, format!("{TRIPLE}\n"));
    assert_eq!(put_on(&server, "DELETE", "/graph?default", "", "", Some(TOKEN)).await.status, StatusCode::NO_CONTENT);
    assert_eq!(get(&server, "/graph?default", "application/n-triples").await.body, "");
}

#[tokio::test]
async fn an_article_is_a_graph_in_every_format() {
    let server = reader();
    let graph = address("https://w3id.org/relata/article/a.txt");
    for accept in [
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
        "application/trig",
        "application/n-quads",
    ] {
        let answer = get(&server, &graph, accept).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header(header::CONTENT_TYPE).split(';').next(), Some(accept));
        assert!(answer.body.contains("Foreign Minister"), "{accept}");
    }
    let head = send(&server, Request::head(&graph).body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn every_format_of_bodies_is_read() {
    let server = writer();
    let ld = r#"{"@id": "https://x.example/s", "https://x.example/p": "é"}"#;
    let xml = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:x=\"https://x.example/\">\
        <rdf:Description rdf:about=\"https://x.example/s\"><x:p>é</x:p></rdf:Description></rdf:RDF>";
    for (number, (kind, body)) in [
        (TURTLE, TRIPLE),
        ("application/n-triples", TRIPLE),
        ("application/ld+json", ld),
        ("application/rdf+xml", xml),
        ("", xml),
    ]
    .into_iter()
    .enumerate()
    {
        let graph = address(&format!("https://x.example/{number}"));
        let put = put_on(&server, "PUT", &graph, kind, body, Some(TOKEN)).await;
        assert_eq!(put.status, StatusCode::CREATED, "{kind}: {}", put.body);
        assert_eq!(get(&server, &graph, "application/n-triples").await.body, format!("{TRIPLE}\n"), "{kind}");
    }
}

#[tokio::test]
async fn relative_iris_are_those_of_the_graph() {
    let server = writer();
    let graph = address("https://x.example/folder/g");
    put_on(&server, "PUT", &graph, TURTLE, "<s> <#p> <> .", Some(TOKEN)).await;
    let expected = "<https://x.example/folder/s> <https://x.example/folder/g#p> <https://x.example/folder/g> .\n";
    assert_eq!(get(&server, &graph, "application/n-triples").await.body, expected);
}

#[tokio::test]
async fn bad_requests_have_the_statuses_of_the_protocol() {
    let server = writer();
    let graph = address("https://x.example/g");
    for (case, method, address, kind, body, status) in [
        ("no graph", "GET", "/graph", "", "", 400),
        ("two graphs", "GET", "/graph?default&graph=https://x.example/g", "", "", 400),
        ("no IRI", "GET", "/graph?graph=a%20b", "", "", 400),
        ("relative IRI", "PUT", "/graph?graph=g", TURTLE, TRIPLE, 400),
        ("no RDF", "PUT", &graph, "text/html", "<p>", 415),
        ("packed", "PUT", &graph, "application/gzip", "x", 415),
        ("damaged", "PUT", &graph, TURTLE, "<a", 400),
        ("quads in one graph", "PUT", &graph, "application/n-quads", "<https://x/s> <https://x/p> 1 <https://x/g> .", 400),
        (
            "a context elsewhere",
            "PUT",
            &graph,
            "application/ld+json",
            r#"{"@context": "http://localhost:1/context", "@id": "https://x.example/s", "p": "é"}"#,
            400,
        ),
        ("wrong method", "PATCH", &graph, TURTLE, TRIPLE, 405),
        ("an unknown form", "GET", "/graph?default", "", "", 406),
    ] {
        let accept = if status == 406 { "image/png" } else { "*/*" };
        let request = Request::builder().method(method).uri(address).header(header::ACCEPT, accept);
        let request = request.header(header::CONTENT_TYPE, kind).header(header::AUTHORIZATION, format!("Bearer {TOKEN}"));
        let answer = send(&server, request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{case}: {}", answer.body);
    }
    assert_eq!(get(&server, &graph, "").await.status, StatusCode::NOT_FOUND, "something was written");
}

#[tokio::test]
async fn writing_needs_leave_and_token() {
    let graph = address("https://w3id.org/relata/article/a.txt");
    for (server, token, status) in [(reader(), Some(TOKEN), 403), (writer(), None, 401), (writer(), Some("another"), 401)] {
        for method in ["PUT", "POST", "DELETE"] {
            let answer = put_on(&server, method, &graph, TURTLE, TRIPLE, token).await;
            assert_eq!(answer.status.as_u16(), status, "{method}");
        }
        assert_eq!(get(&server, &graph, "").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn what_is_written_lasts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("graph.nq");
    let mut kb = KnowledgeBase::open_for_writing(&path).unwrap();
    fill(&mut kb);
    kb.save().unwrap();
    let access = Access { token: Token::new(TOKEN), ..Access::default() };
    let server = router(app_with(kb, access, Limits::default()));
    let graph = address("https://x.example/g");
    assert_eq!(put_on(&server, "PUT", &graph, TURTLE, TRIPLE, Some(TOKEN)).await.status, StatusCode::CREATED);
    let insert = "INSERT DATA { <https://x.example/s> <https://x.example/p> 1 }";
    let updated = put_on(&server, "POST", "/sparql", "application/sparql-update", insert, Some(TOKEN)).await;
    assert_eq!(updated.status, StatusCode::NO_CONTENT);
    let saved = std::fs::read_to_string(&path).unwrap();
    assert!(saved.contains("<https://x.example/p> \"é\" <https://x.example/g> ."), "{saved}");
    assert!(saved.contains("<https://x.example/p> \"1\"^^"));
    assert!(saved.lines().is_sorted());
    // What could not be saved is not there.
    std::fs::remove_dir_all(folder.path()).unwrap();
    let failed = put_on(&server, "DELETE", &graph, "", "", Some(TOKEN)).await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(get(&server, &graph, "").await.status, StatusCode::OK);
}
