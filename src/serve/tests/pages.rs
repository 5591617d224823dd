//! The pages: whole without scripts, and what they load.

use super::*;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

#[tokio::test]
async fn pages_load_only_what_the_server_has_and_carry_no_script_or_style_themselves() {
    let server = reader();
    for address in ["/", "/query", "/read", "/network", "/actor/zo%C3%AB", "/article/a.txt"] {
        let page = get(&server, address, BROWSER).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("script-src 'self'; style-src 'self'") && !policy.contains("unsafe"), "{policy}");
        let html = page.body.as_str();
        assert!(!html.contains("style=") && !html.contains("<style"), "{address}: {html}");
        assert!(![" onclick=", " onload=", " onerror=", " onsubmit="].iter().any(|handler| html.contains(handler)), "{address}");
        assert!(html.contains("<script src=") && html.contains("rel=\"stylesheet\" href=\"/"), "{address}");
        for part in html.split("<script").skip(1) {
            assert!(part.starts_with(" src=\"/") && part.contains("defer></script>"), "{address}: {part}");
        }
        for address in ["/style.css", "/page.js", "/explorer.css", "/explorer.js"].iter().filter(|one| html.contains(**one)) {
            let asset = get(&server, address, "*/*").await;
            let kind = if address.ends_with("css") { "text/css; charset=utf-8" } else { "text/javascript; charset=utf-8" };
            assert_eq!((asset.status, asset.header(header::CONTENT_TYPE)), (StatusCode::OK, kind), "{address}");
            assert!(asset.body.len() > 1000);
        }
    }
}

#[tokio::test]
async fn an_actor_is_told_with_a_timeline_and_ties_that_narrow_it() {
    let server = reader();
    let page = get(&server, "/actor/zo%C3%AB", BROWSER).await.body;
    for expected in ["What Zoë did", "?type=Meeting&amp;other=", "<svg", "href=\"/network#actor=zo%C3%AB\"", "id=\"e1\""] {
        assert!(page.contains(expected), "{expected} is missing in {page}");
    }
    let events = |page: &str| page.matches("<li id=\"e").count();
    let narrowed = get(&server, "/actor/zo%C3%AB?type=Meeting&other=actor/karl", BROWSER).await.body;
    assert!(narrowed.contains("Show everything") && events(&narrowed) > 0 && events(&narrowed) <= events(&page), "{narrowed}");
    assert_eq!(events(&get(&server, "/actor/zo%C3%AB?other=actor/nobody", BROWSER).await.body), 0);
    for address in ["/actor/zo%C3%AB?type=Nothing", "/actor/zo%C3%AB?other=%3E%20%7B"] {
        assert_eq!(get(&server, address, BROWSER).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    assert_eq!(get(&server, "/actor/zo%C3%AB?offset=many", BROWSER).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_sentences_of_an_article_lead_to_their_events() {
    let page = get(&reader(), "/article/a.txt", BROWSER).await.body;
    assert!(page.contains("class=\"said\" href=\"#e") && page.contains("data-article=\"a.txt\""), "{page}");
}

#[tokio::test]
async fn examples_stand_in_the_editor_as_text() {
    let server = reader();
    let page = get(&server, "/query", BROWSER).await.body;
    let example = page.split("/query?example=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = get(&server, &format!("/query?example={example}"), BROWSER).await.body;
    assert!(page.contains("SELECT") && !page.contains("rel:metWith ?other } LIMIT 100"), "{page}");
    let evil = get(&server, "/query?query=%3C/textarea%3E%3Cscript%3E", BROWSER).await.body;
    assert!(evil.contains("&lt;/textarea&gt;&lt;script&gt;"), "{evil}");
}

#[tokio::test]
async fn what_is_pasted_is_read_without_scripts_too() {
    let server = reader();
    let form = "application/x-www-form-urlencoded";
    let text = "text=Poland+accused+Russia+of+sabotage.+%3Cb%3E&date=2025-08-22";
    let page = put_on(&server, "POST", "/read", form, text, None).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Poland <b>Accusation</b> Russia") && page.body.contains("&lt;b&gt;"), "{}", page.body);
    assert_eq!(page.header(header::REFERRER_POLICY), "same-origin");
    let empty = put_on(&server, "POST", "/read", form, "text=", None).await;
    assert!(empty.status == StatusCode::OK && empty.body.contains("No event was found"), "{}", empty.body);
    let wrong = put_on(&server, "POST", "/read", form, "text=x&date=yesterday", None).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_explorer_gets_the_data_of_a_dossier() {
    let dossier = get(&reader(), "/api/dossier", "application/json").await.json();
    assert!(!dossier["events"].as_array().unwrap().is_empty() && !dossier["layouts"].is_null());
}
