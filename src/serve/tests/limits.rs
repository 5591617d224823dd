//! What no client may do to the others.

use super::*;
use std::time::{Duration, Instant};

/// As many triples, all with the same property.
fn crowd(count: usize) -> KnowledgeBase {
    let mut kb = KnowledgeBase::in_memory();
    let triples: String =
        (0..count).map(|number| format!("<https://x.example/{number}> <https://x.example/p> {number} . ")).collect();
    kb.update(&format!("INSERT DATA {{ {triples} }}"), Iris::DEFAULT_BASE).unwrap();
    kb
}

fn server(kb: KnowledgeBase, limits: Limits) -> (Router, Shared) {
    let app = app_with(kb, Access::default(), limits);
    let watched = app.clone();
    tokio::spawn(async move { watched.runner.watch().await });
    (router(app.clone()), app)
}

async fn idle(app: &Shared) {
    let begun = Instant::now();
    while app.runner.running() > 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "a query goes on");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

const PRODUCT: &str = "SELECT (COUNT(*) AS ?count) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }";

#[tokio::test(flavor = "multi_thread")]
async fn a_query_that_takes_too_long_is_stopped() {
    let limits = Limits { query_time: Duration::from_millis(200), ..Limits::default() };
    let (server, app) = server(crowd(600), limits);
    let begun = Instant::now();
    let answer = get(&server, &asking(PRODUCT), "").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.json()["detail"].as_str().unwrap().contains("longer"), "{}", answer.body);
    assert!(begun.elapsed() < Duration::from_secs(10));
    idle(&app).await;
    assert_eq!(get(&server, &asking("ASK {}"), "").await.status, StatusCode::OK);
    assert!(get(&server, "/metrics", "").await.body.contains("relata_queries_stopped_total 1"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_whose_client_went_away_is_stopped() {
    let (server, app) = server(crowd(600), Limits::default());
    let asked = tokio::time::timeout(Duration::from_millis(200), get(&server, &asking(PRODUCT), "")).await;
    assert!(asked.is_err(), "it was answered");
    idle(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_takes_nothing_holds_no_place() {
    let limits = Limits { stall: Duration::from_millis(200), ..Limits::default() };
    let (server, app) = server(crowd(2000), limits);
    let request = Request::get(asking("SELECT * { ?a ?p ?b . ?c ?q ?d }")).header(header::HOST, "localhost");
    let response = server.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    idle(&app).await;
    assert!(response.into_body().collect().await.is_err(), "a part was taken for the whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_too_large_is_cut_off_so_that_clients_notice() {
    let limits = Limits { answer_bytes: 100_000, ..Limits::default() };
    let (server, app) = server(crowd(2000), limits);
    let request = Request::get(asking("SELECT * { ?a ?p ?b . ?c ?q ?d }")).header(header::HOST, "localhost");
    let response = server.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(response.into_body().collect().await.is_err());
    idle(&app).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "the memory is that of the whole process, which other tests share: .ci/run runs it alone"]
async fn queries_that_need_too_much_memory_are_stopped() {
    let limits = Limits { memory_bytes: 50 << 20, ..Limits::default() };
    let (server, app) = server(crowd(3000), limits);
    let answer = get(&server, &asking("SELECT DISTINCT ?b ?d { ?a ?p ?b . ?c ?q ?d } OFFSET 100000000"), "").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert!(answer.json()["detail"].as_str().unwrap().contains("memory"), "{}", answer.body);
    idle(&app).await;
    assert_eq!(get(&server, &asking("ASK {}"), "").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn queries_wait_their_turn_and_then_are_turned_away() {
    let limits = Limits { concurrency: 1, patience: Duration::from_millis(100), ..Limits::default() };
    let (server, app) = server(crowd(600), limits);
    let (first, busy) = (server.clone(), asking(PRODUCT));
    let first = tokio::spawn(async move { get(&first, &busy, "").await.status });
    while app.runner.running() == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let second = get(&server, &asking("ASK {}"), "").await;
    assert_eq!((second.status, second.header(header::RETRY_AFTER)), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    app.runner.stop_all();
    assert_eq!(first.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(get(&server, &asking("ASK {}"), "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn bodies_that_are_too_large_are_refused() {
    let limits = Limits { body_bytes: 1000, ..Limits::default() };
    let (server, _) = server(kb(), limits);
    for kind in ["application/sparql-query", "application/x-www-form-urlencoded"] {
        let answer = put_on(&server, "POST", "/sparql", kind, &"a".repeat(1001), None).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{kind}");
    }
    let answer = put_on(&server, "POST", "/extract", "text/plain", &"a".repeat(1001), None).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn what_could_not_be_stopped_is_refused() {
    let (server, _) = server(crowd(6000), Limits::default());
    let product = get(&server, &asking(PRODUCT), "").await;
    assert_eq!(product.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", product.body);
    assert!(product.json()["detail"].as_str().unwrap().contains("multiplies"), "{}", product.body);
    let nested = format!("ASK {{ FILTER {}1{} }}", "(".repeat(20_000), ")".repeat(20_000));
    let answer = put_on(&server, "POST", "/sparql", "application/sparql-query", &nested, None).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}
