//! A graph on a server: SPARQL 1.1 Protocol for queries and updates, and the Graph Store HTTP Protocol.
//!
//! An [`Endpoint`] speaks to the server, an [`Upload`] brings articles to it. Plain HTTP; with the cargo feature `tls` HTTPS too.

mod upload;

pub use upload::{Upload, Way};

use crate::rdf::vocab::PREFIXES;
use crate::store::{Rows, StoreError, rows_of_json};
use base64::Engine as _;
use std::io::Read;
use std::time::Duration;

/// How often a request is sent before it is given up. Whatever is sent may be sent twice: each request puts things where they were.
const ATTEMPTS: u32 = 4;
/// The wait before the second attempt; it doubles each time.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// How much of a server's own words is shown.
const LONGEST_ANSWER: u64 = 500;

/// Why a server did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoteError {
    /// The server could not be reached, or broke off.
    #[error("{url}: {cause}")]
    Unreachable {
        /// Its address.
        url: String,
        /// What happened.
        #[source]
        cause: Box<ureq::Error>,
    },
    /// The server refused.
    #[error("{url}: status {status}{answer}")]
    Refused {
        /// Its address.
        url: String,
        /// The status of HTTP.
        status: u16,
        /// The beginning of what it said, after a colon.
        answer: String,
    },
    /// The answer is not what the protocol has.
    #[error("{url}: {cause}")]
    Answer {
        /// Its address.
        url: String,
        /// What is wrong with it.
        #[source]
        cause: Box<StoreError>,
    },
}

/// The addresses of a SPARQL server.
#[derive(Clone, Debug)]
pub struct Endpoint {
    agent: ureq::Agent,
    query: String,
    update: String,
    authorization: Option<String>,
}

impl Endpoint {
    /// The server at this address. Where it ends in `/query`, updates go to `/update` beside it (as Oxigraph and Jena have it), else to the same.
    #[must_use]
    pub fn new(url: &str) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_global(Some(Duration::from_secs(600)))
            .build()
            .into();
        let update = url.strip_suffix("/query").map_or_else(|| url.to_owned(), |server| format!("{server}/update"));
        Self { agent, query: url.to_owned(), update, authorization: None }
    }

    /// Sends updates to another address.
    #[must_use]
    pub fn with_update(mut self, url: &str) -> Self {
        url.clone_into(&mut self.update);
        self
    }

    /// Names itself to the server, as `name:password` (Basic authentication).
    #[must_use]
    pub fn with_login(mut self, login: &str) -> Self {
        self.authorization = Some(format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(login)));
        self
    }

    /// Sends a query and gives the server's answer as it comes, in a media type that `accept` names.
    ///
    /// The usual prefixes need not be declared, nor `actor:` and `article:`, and IRIs are resolved against `base`. The server decides what a query
    /// without `GRAPH` sees; Oxigraph is asked for the union of all graphs, Virtuoso gives it anyway.
    ///
    /// # Errors
    /// If the server cannot be reached, or refuses.
    pub fn query(&self, sparql: &str, base: &str, accept: &str) -> Result<impl Read + use<>, RemoteError> {
        let query = format!("{}{sparql}", prologue(sparql, base));
        let response = self.send(&self.query, || {
            let form = [("query", query.as_str()), ("union-default-graph", "true")];
            self.with_headers(self.agent.post(&self.query)).header("Accept", accept).send_form(form)
        })?;
        Ok(response.into_body().into_reader())
    }

    /// The rows of a SELECT query, IRIs whole and literals by their value.
    ///
    /// # Errors
    /// If the server cannot be reached, refuses, or gives no rows.
    pub fn select(&self, sparql: &str, base: &str) -> Result<Rows, RemoteError> {
        let answer = self.query(sparql, base, "application/sparql-results+json")?;
        rows_of_json(answer, base, false).map_err(|cause| RemoteError::Answer { url: self.query.clone(), cause: Box::new(cause) })
    }

    /// Sends an update.
    ///
    /// # Errors
    /// If the server cannot be reached, or refuses.
    pub fn update(&self, sparql: &str, base: &str) -> Result<(), RemoteError> {
        self.update_whole(&format!("{}{sparql}", prologue(sparql, base)))
    }

    /// Sends an update that needs no prefixes.
    fn update_whole(&self, sparql: &str) -> Result<(), RemoteError> {
        self.send(&self.update, || self.with_headers(self.agent.post(&self.update)).send_form([("update", sparql)])).map(drop)
    }

    /// Puts a graph in the place of what the server has under its name (Graph Store HTTP Protocol), as N-Triples.
    fn put(&self, store: &str, graph: &str, triples: &str) -> Result<(), RemoteError> {
        self.send(store, || {
            let request = self.with_headers(self.agent.put(store)).query("graph", graph);
            request.header("Content-Type", "application/n-triples").send(triples)
        })
        .map(drop)
    }

    fn with_headers<B>(&self, request: ureq::RequestBuilder<B>) -> ureq::RequestBuilder<B> {
        match &self.authorization {
            Some(authorization) => request.header("Authorization", authorization),
            None => request,
        }
    }

    /// Sends a request, again and again where the fault may pass.
    fn send(
        &self,
        url: &str,
        request: impl Fn() -> Result<ureq::http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<ureq::http::Response<ureq::Body>, RemoteError> {
        let mut attempt = 1;
        loop {
            let failure = match request() {
                Ok(response) if response.status().is_success() => return Ok(response),
                Ok(response) => {
                    let status = response.status().as_u16();
                    let mut answer = String::new();
                    // What it says only explains the status: if it cannot be read, the status must do.
                    let _ = response.into_body().into_reader().take(LONGEST_ANSWER).read_to_string(&mut answer);
                    let answer = answer.split_whitespace().collect::<Vec<_>>().join(" ");
                    let answer = if answer.is_empty() { answer } else { format!(": {answer}") };
                    let failure = RemoteError::Refused { url: url.to_owned(), status, answer };
                    if ![429, 502, 503, 504].contains(&status) {
                        return Err(failure);
                    }
                    failure
                }
                Err(cause @ (ureq::Error::Io(_) | ureq::Error::Timeout(_) | ureq::Error::ConnectionFailed)) => {
                    RemoteError::Unreachable { url: url.to_owned(), cause: Box::new(cause) }
                }
                Err(cause) => return Err(RemoteError::Unreachable { url: url.to_owned(), cause: Box::new(cause) }),
            };
            if attempt == ATTEMPTS {
                return Err(failure);
            }
            std::thread::sleep(FIRST_WAIT * 2u32.pow(attempt - 1));
            attempt += 1;
        }
    }
}

/// Declarations of the usual prefixes, unless the text begins with a base of its own; a prefix declared again later holds.
fn prologue(sparql: &str, base: &str) -> String {
    let mut prologue = String::new();
    if !sparql.trim_start().to_ascii_uppercase().starts_with("BASE") {
        prologue.push_str(&format!("BASE <{base}>\n"));
    }
    for (prefix, namespace) in PREFIXES {
        prologue.push_str(&format!("PREFIX {prefix}: <{namespace}>\n"));
    }
    for folder in ["actor", "article"] {
        prologue.push_str(&format!("PREFIX {folder}: <{base}{folder}/>\n"));
    }
    prologue
}
