//! Who is let in, and what browsers are told.

use super::*;

async fn from(server: &Router, host: &str, origin: Option<&str>) -> Answer {
    let mut request = Request::get(asking("ASK {}")).header(header::HOST, host);
    if let Some(origin) = origin {
        request = request.header(header::ORIGIN, origin);
    }
    send(server, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn names_that_others_point_to_this_machine_get_nothing() {
    let server = reader();
    for (host, status) in
        [("localhost:7878", 200), ("127.0.0.1:7878", 200), ("[::1]:7878", 200), ("evil.example", 421), ("evil.example:7878", 421)]
    {
        assert_eq!(from(&server, host, None).await.status.as_u16(), status, "{host}");
    }
    let named = Access { hosts: vec!["graph.example".to_owned()], ..Access::default() };
    let server = router(app_with(kb(), named, Limits::default()));
    assert_eq!(from(&server, "graph.example", None).await.status, StatusCode::OK);
}

#[tokio::test]
async fn scripts_of_other_sites_read_only_where_that_is_allowed() {
    let yasgui = "https://yasgui.example";
    let closed = reader();
    let open = |origin: &str| {
        let access = Access { origins: vec![origin.to_owned()], token: Token::new(TOKEN), ..Access::default() };
        router(app_with(kb(), access, Limits::default()))
    };
    let refused = from(&closed, "localhost:7878", Some(yasgui)).await;
    assert_eq!((refused.status, refused.header(header::ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::FORBIDDEN, ""));
    assert_eq!(from(&closed, "localhost:7878", Some("http://localhost:7878")).await.status, StatusCode::OK);
    let allowed = from(&open(yasgui), "localhost:7878", Some(yasgui)).await;
    assert_eq!((allowed.status, allowed.header(header::ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::OK, yasgui));
    assert_eq!(from(&open(yasgui), "localhost:7878", Some("https://evil.example")).await.status, StatusCode::FORBIDDEN);
    let all = from(&open("*"), "localhost:7878", Some(yasgui)).await;
    assert_eq!((all.status, all.header(header::ACCESS_CONTROL_ALLOW_ORIGIN)), (StatusCode::OK, "*"));
    // What changes something is not among what scripts may send.
    let request =
        Request::options("/sparql").header(header::ORIGIN, yasgui).header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST");
    let request = request.header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization");
    let preflight = send(&open(yasgui), request.body(Body::empty()).unwrap()).await;
    assert!(!preflight.header(header::ACCESS_CONTROL_ALLOW_HEADERS).contains("authorization"), "{:?}", preflight.headers);
}

#[tokio::test]
async fn browsers_are_told_to_do_nothing_but_show() {
    let server = reader();
    for address in ["/", "/healthz", "/nowhere", "/api/actors", "/sparql?query=ASK"] {
        let answer = get(&server, address, "text/html").await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{address}: {policy}");
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{address}");
        assert_eq!(answer.header(header::X_FRAME_OPTIONS), "DENY", "{address}");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer", "{address}");
    }
}

#[tokio::test]
async fn the_server_tells_that_it_lives_and_what_it_did() {
    let server = reader();
    assert_eq!(get(&server, "/healthz", "").await.body, "ok\n");
    get(&server, &asking("ASK {}"), "").await;
    get(&server, "/somewhere/else", "").await;
    let metrics = get(&server, "/metrics", "").await;
    assert!(metrics.header(header::CONTENT_TYPE).starts_with("text/plain; version=0.0.4"));
    for expected in [
        "relata_request_seconds_count{route=\"/sparql\",status=\"200\"} 1",
        "relata_request_seconds_count{route=\"other\",status=\"404\"} 1",
        "relata_queries_running 0",
    ] {
        assert!(metrics.body.contains(expected), "{expected} is missing in {}", metrics.body);
    }
    assert!(!metrics.body.contains("relata_statements 0\n"));
}

#[tokio::test]
async fn answers_are_packed_for_those_who_take_it() {
    let server = reader();
    let request = Request::get(asking("SELECT * { ?s ?p ?o }")).header(header::ACCEPT_ENCODING, "gzip");
    let request = request.header(header::HOST, "localhost").body(Body::empty()).unwrap();
    let response = server.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "gzip");
    let bytes = response.into_body().collect().await.unwrap().to_bytes();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut text).unwrap();
    assert_eq!(text, get(&server, &asking("SELECT * { ?s ?p ?o }"), "").await.body);
}
