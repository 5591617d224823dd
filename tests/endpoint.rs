//! `--endpoint`: a graph on a server, run as a user runs it. The server stands in this file: the SPARQL 1.1 protocols over the library's own store.
#![allow(clippy::unwrap_used, reason = "a test may")]

mod command;

use command::{bytes, folder, relata, write};
use relata::rdf::GraphFormat;
use relata::store::{AnswerFormat, KnowledgeBase};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

const BASE: &str = "https://w3id.org/relata/";
const ARTICLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corroboration/articles.jsonl");

/// What the server does, and what it was asked.
#[derive(Default)]
struct State {
    graph: Option<KnowledgeBase>,
    updates: usize,
    /// Statuses of the next answers; then all goes well.
    faults: Vec<u16>,
    /// Updates after which every one is refused.
    refuses_after: Option<usize>,
    authorization: Option<String>,
}

struct Server {
    address: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State { graph: Some(KnowledgeBase::in_memory()), ..State::default() }));
        let shared = Arc::clone(&state);
        // It ends with the process of the test.
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream.unwrap(), &shared));
            }
        });
        Self { address, state }
    }

    fn query(&self) -> String {
        format!("{}/query", self.address)
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap())
    }

    /// The server's graph as a file of relata has it.
    fn lines(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.with(|state| state.graph.as_ref().unwrap().write(GraphFormat::NQuads, BASE, &mut out).unwrap());
        out
    }
}

/// Answers the requests of one connection.
fn serve(stream: TcpStream, state: &Mutex<State>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut request = String::new();
        if reader.read_line(&mut request).unwrap_or(0) == 0 {
            return;
        }
        let mut length = 0;
        let (mut accept, mut authorization) = (String::new(), None);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse().unwrap(),
                "accept" => value.clone_into(&mut accept),
                "authorization" => authorization = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let (status, kind, answer) = answer(&request, &accept, &String::from_utf8(body).unwrap(), authorization, state);
        let head = format!("HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", answer.len());
        let stream = reader.get_mut();
        if stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&answer)).is_err() {
            return;
        }
    }
}

fn answer(
    request: &str,
    accept: &str,
    body: &str,
    authorization: Option<String>,
    state: &Mutex<State>,
) -> (u16, &'static str, Vec<u8>) {
    let mut state = state.lock().unwrap();
    state.authorization = authorization;
    if let Some(status) = state.faults.pop() {
        return (status, "text/plain", b"not now".to_vec());
    }
    let field = |form: &str, name: &str| {
        let pair = form.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        pair.map(decoded)
    };
    let target = request.split(' ').nth(1).unwrap();
    let (path, parameters) = target.split_once('?').unwrap_or((target, ""));
    let update = match (request.split(' ').next().unwrap(), path) {
        ("POST", "/query") => {
            let sparql = field(body, "query").unwrap();
            let answer = state.graph.as_ref().unwrap().query(&sparql, BASE);
            let format = if accept.starts_with("text/csv") { AnswerFormat::Csv } else { AnswerFormat::Json };
            let mut out = Vec::new();
            let written = answer.map(|answer| {
                let format = if answer.is_graph() { AnswerFormat::Graph(GraphFormat::Turtle) } else { format };
                answer.write(format, &mut out)
            });
            return match written {
                Ok(Ok(_)) => (200, "application/sparql-results+json", out),
                Ok(Err(error)) | Err(error) => (400, "text/plain", error.to_string().into_bytes()),
            };
        }
        ("POST", "/update") => field(body, "update").unwrap(),
        ("PUT", "/store") => {
            let graph = field(parameters, "graph").unwrap();
            format!("DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{ {body} }} }}")
        }
        _ => return (404, "text/plain", Vec::new()),
    };
    if state.refuses_after == Some(state.updates) {
        return (500, "text/plain", b"the disk is full".to_vec());
    }
    state.updates += 1;
    match state.graph.as_mut().unwrap().update(&update, BASE) {
        Ok(()) => (204, "text/plain", Vec::new()),
        Err(error) => (400, "text/plain", error.to_string().into_bytes()),
    }
}

/// A value of a form as it was before it was encoded.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).unwrap()
}

/// The same articles in a file.
fn local() -> Vec<u8> {
    let folder = folder();
    relata(&folder, &["--quiet", "build", ARTICLES]).done();
    bytes(&folder, "graph.nq")
}

#[test]
fn a_server_gets_what_a_file_would_hold_and_twice_the_same() {
    let (server, folder) = (Server::start(), folder());
    for _ in 0..2 {
        relata(&folder, &["--quiet", "build", "--endpoint", &server.query(), "--again", "--batch", "100", ARTICLES]).done();
        assert!(server.lines() == local());
    }
    assert!(server.with(|state| state.updates) >= 8, "it comes in batches");
}

#[test]
fn the_graph_store_protocol_gives_the_same() {
    let (server, folder) = (Server::start(), folder());
    let store = format!("{}/store", server.address);
    relata(&folder, &["--quiet", "build", "--endpoint", &server.query(), "--graph-store", &store, ARTICLES]).done();
    assert!(server.lines() == local());
    assert_eq!(server.with(|state| state.updates), 8, "seven articles and the event types");
}

#[test]
fn what_was_broken_off_goes_on_where_it_was() {
    let (server, folder) = (Server::start(), folder());
    server.with(|state| state.refuses_after = Some(4));
    let build = ["build", "--endpoint", &server.query(), "--batch", "1", "--threads", "1", ARTICLES];
    let run = relata(&folder, &build);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("status 500: the disk is full"), "{}", run.err);
    server.with(|state| state.refuses_after = None);
    let run = relata(&folder, &build);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.err.contains("4 articles, ") && run.err.contains("3 articles there already"), "{}", run.err);
    assert!(server.lines() == local());
}

#[test]
fn half_an_article_counts_as_none() {
    let (server, folder) = (Server::start(), folder());
    let build = ["build", "--endpoint", &server.query(), ARTICLES];
    relata(&folder, &build).done();
    server.with(|state| {
        let graph = state.graph.as_mut().unwrap();
        graph.update("DELETE WHERE { GRAPH <article/wire-bali> { ?a rel:textHash ?hash } } ; DELETE WHERE { GRAPH <article/wire-bali> { ?e rel:agent ?x } }", BASE).unwrap();
    });
    let run = relata(&folder, &build);
    assert!(run.err.contains("6 articles there already"), "{}", run.err);
    assert!(server.lines() == local());
}

#[test]
fn faults_that_pass_are_waited_for_and_others_are_said() {
    let (server, folder) = (Server::start(), folder());
    server.with(|state| state.faults = vec![503, 429]);
    relata(&folder, &["--quiet", "build", "--endpoint", &server.query(), ARTICLES]).done();
    assert!(server.lines() == local());
    server.with(|state| state.faults = vec![403]);
    let run = relata(&folder, &["query", "--endpoint", &server.query(), "ASK {}"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("status 403: not now"), "{}", run.err);
    let run = relata(&folder, &["query", "--endpoint", "ftp://127.0.0.1/", "ASK {}"]);
    assert_eq!(run.status, 2, "{}", run.err);
}

#[test]
fn a_server_is_asked_as_a_file_is() {
    let (server, folder) = (Server::start(), folder());
    let query = server.query();
    relata(&folder, &["--quiet", "build", "--endpoint", &query, "--login", "karl:secret", ARTICLES]).done();
    relata(&folder, &["--quiet", "build", ARTICLES]).done();
    assert_eq!(server.with(|state| state.authorization.clone()).unwrap(), "Basic a2FybDpzZWNyZXQ=");
    let select = "SELECT ?who ?whom { ?a rel:metWith ?b . ?a rdfs:label ?who . ?b rdfs:label ?whom } ORDER BY ?who ?whom";
    for arguments in [&["query", select][..], &["query", "--format", "csv", select], &["query", "--format", "json", select]] {
        let here = relata(&folder, arguments).done();
        assert!(here.contains("Xi Jinping"), "{here}");
        assert_eq!(here, relata(&folder, &[arguments, &["--endpoint", &query]].concat()).done());
    }
    let construct =
        relata(&folder, &["query", "--endpoint", &query, "CONSTRUCT { ?a rel:metWith ?b } WHERE { ?a rel:metWith ?b }"]).done();
    assert!(construct.contains("rel:metWith"), "{construct}");
    let ask = |pattern: &str| relata(&folder, &["query", "--endpoint", &query, "--exit-status", &format!("ASK {{ {pattern} }}")]);
    assert_eq!((ask("?a rel:metWith ?b").status, ask("?a rel:serenaded ?b").status), (0, 1));
    relata(&folder, &["query", "--endpoint", &query, "--update", "DELETE WHERE { GRAPH ?g { ?a rel:metWith ?b } }"]).done();
    assert_eq!(ask("?a rel:metWith ?b").status, 1);
    let run = relata(&folder, &["query", "--endpoint", &query, "SELECT nonsense"]);
    assert!(run.status == 2 && run.err.contains("status 400"), "{}", run.err);
}

#[test]
fn extract_is_a_filter_that_keeps_the_order_and_that_no_record_stops() {
    let folder = folder();
    let records = [
        r#"{"doc":"c","text":"Chad accused Sudan."}"#,
        "{ this is no record",
        r#"{"doc":"a","text":"Kenya criticised Uganda."}"#,
        r#"{"doc":"nothing","title":7}"#,
        "\u{0}\u{0}",
        r#"{"doc":"b","text":"Poland thanked Latvia."}"#,
    ];
    let input = records.join("\n");
    for threads in ["1", "3"] {
        let run = command::relata_with(&folder, &["extract", "--format", "jsonl", "--from", "jsonl", "-j", threads, "-"], &input);
        assert_eq!(run.status, 2, "{}", run.err);
        let docs: Vec<_> =
            run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["doc"].clone()).collect();
        assert_eq!(docs, ["c", "a", "b"]);
        for line in [":2:", ":4:", ":5:"] {
            assert!(run.err.contains(line), "{line} is not in\n{}", run.err);
        }
        let run =
            command::relata_with(&folder, &["extract", "--format", "nquads", "--from", "jsonl", "-j", threads, "-"], &input);
        let graphs: Vec<_> = run.out.lines().map(|line| line.rsplit(' ').nth(1).unwrap()).collect();
        let mut order = graphs.clone();
        order.dedup();
        assert_eq!(order, ["c", "a", "b"].map(|doc| format!("<{BASE}article/{doc}>")));
    }
    write(&folder, "articles.jsonl", records.join("\n"));
    relata(&folder, &["build", "articles.jsonl"]);
    let mut sorted: Vec<_> =
        relata(&folder, &["extract", "--format", "nquads", "articles.jsonl"]).out.lines().map(str::to_owned).collect();
    sorted.sort();
    let graph = String::from_utf8(bytes(&folder, "graph.nq")).unwrap();
    let articles: Vec<_> = graph.lines().filter(|line| line.contains("/article/")).map(str::to_owned).collect();
    assert_eq!(sorted, articles, "sorted, the lines are those of the graph");
}
