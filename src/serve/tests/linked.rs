//! Linked data and pages.

use super::*;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn actors_and_articles_are_rdf_or_pages_by_what_the_client_takes() {
    let server = reader();
    let zoë = "/actor/zo%C3%AB";
    for (address, words) in
        [(zoë, "Zoë"), ("/article/a.txt", "a.txt"), ("/article/b/c.txt", "c.txt"), ("/article/a.txt/event/1-1", "Meeting")]
    {
        for (accept, kind) in [
            ("text/turtle", "text/turtle"),
            ("application/ld+json", "application/ld+json"),
            ("*/*", "text/turtle"),
            (BROWSER, "text/html"),
        ] {
            let answer = get(&server, address, accept).await;
            assert_eq!(answer.status, StatusCode::OK, "{address} {accept}: {}", answer.body);
            assert_eq!(answer.header(header::CONTENT_TYPE).split(';').next(), Some(kind), "{address}");
            assert!(answer.body.contains(words), "{address} {accept}: {}", answer.body);
            assert!(answer.header(header::VARY).contains("accept"));
        }
        assert_eq!(get(&server, address, "image/png").await.status, StatusCode::NOT_ACCEPTABLE);
        let named = get(&server, &format!("{address}?format=jsonld"), BROWSER).await;
        assert_eq!(named.header(header::CONTENT_TYPE), "application/ld+json");
    }
    for address in ["/actor/nobody", "/article/nothing.txt", "/actor/%22%3E", "/article/a%20b"] {
        for accept in ["text/turtle", BROWSER] {
            assert_eq!(get(&server, address, accept).await.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
}

#[tokio::test]
async fn pages_tell_who_did_what_with_the_sentences() {
    let server = reader();
    let zoë = get(&server, "/actor/zo%C3%AB", BROWSER).await.body;
    for expected in
        ["Foreign Minister", "met with", "<a href=\"/actor/karl\">Karl</a>", "<mark>met</mark>", "href=\"/article/b/c.txt\""]
    {
        assert!(zoë.contains(expected), "{expected} is missing in {zoë}");
    }
    let home = get(&server, "/?q=kar", BROWSER).await.body;
    assert!(home.contains("/actor/karl") && !home.contains("/actor/bern"), "{home}");
    assert!(get(&server, "/query", BROWSER).await.body.contains("<textarea"));
}

#[tokio::test]
async fn what_articles_say_never_becomes_markup() {
    let server = writer();
    let evil = "<script>alert(1)</script>";
    let graph = "https://w3id.org/relata/article/evil";
    let turtle = format!(
        "@prefix rel: <https://w3id.org/relata/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
         @prefix schema: <https://schema.org/> . @prefix dcterms: <http://purl.org/dc/terms/> .
         <https://w3id.org/relata/actor/evil> a rel:Person ; rdfs:label \"{evil}\" .
         <{graph}> a schema:NewsArticle ; dcterms:identifier \"{evil}\" ; schema:headline \"{evil}\" ; schema:articleBody \"{evil}\" ."
    );
    let address = format!("/graph?graph={}", encoded(graph));
    assert_eq!(put_on(&server, "PUT", &address, "text/turtle", &turtle, Some(TOKEN)).await.status, StatusCode::CREATED);
    for address in ["/", "/actor/evil", "/article/evil", "/?q=%3Cscript%3E"] {
        let page = get(&server, address, BROWSER).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.body.contains("&lt;script&gt;") && !page.body.contains(evil), "{address}: {}", page.body);
    }
}
