//! What the pages load: plain files, put together here.

use crate::network::EXPLORER_STYLE;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The parts of the script of all pages but the explorer, in the order in which they need each other.
const PARTS: &[&str] = &[
    include_str!("../../network/page/text.js"),
    include_str!("../../network/page/dom.js"),
    include_str!("common.js"),
    include_str!("search.js"),
    include_str!("reader.js"),
    include_str!("editor.js"),
    include_str!("paste.js"),
    include_str!("main.js"),
];

/// The style of all pages but the explorer.
pub async fn style() -> Response {
    sent("text/css; charset=utf-8", include_str!("style.css").to_owned())
}

/// The script of all pages but the explorer: one scope, closed to the page.
pub async fn script() -> Response {
    sent("text/javascript; charset=utf-8", format!("(() => {{\n'use strict';\n{}}})();\n", PARTS.concat()))
}

/// The style of the explorer.
pub async fn explorer_style() -> Response {
    sent("text/css; charset=utf-8", [EXPLORER_STYLE, include_str!("explorer.css")].concat())
}

/// The script of the explorer.
pub async fn explorer_script() -> Response {
    sent("text/javascript; charset=utf-8", crate::network::explorer_script(include_str!("explorer.js")))
}

/// The picture on the browser's tab.
pub async fn icon() -> Response {
    sent("image/svg+xml", include_str!("icon.svg").to_owned())
}

fn sent(kind: &'static str, text: String) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_script_makes_markup_of_text() {
        let script = [PARTS.concat(), crate::network::explorer_script(include_str!("explorer.js"))].concat();
        for word in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "import(", "srcdoc"]
        {
            assert!(!script.contains(word), "{word}");
        }
    }
}
