use super::*;
use crate::network::measures::Paths;
use crate::network::{ActorNode, EventIndex, EventRecord, Filter, Measure, NodeKind, Tie, TieType, testing};
use petgraph::graph::{DiGraph, NodeIndex};
use proptest::prelude::*;
use quick_xml::events::Event;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

const HOSTILE: &[&str] = &[
    "</script><script>alert(1)</script>",
    "\u{202e}gnidaer\u{2066} order",
    "👩‍👩‍👧‍👦 🇺🇳 e\u{301}",
    "",
    "  white space  ",
    "\u{0}\u{1}\u{8}\u{b}\u{1b}[31m\u{7f}\u{85}\u{fffe}\u{ffff}",
    "line\r\nline\tline\u{2028}line",
    "quote \" and 'quote' and \\ and \\N \\\" &amp; &lt; ]]> <!-- -->",
    "=HYPERLINK(\"http://x\",\"y\")",
    "@SUM(1+1)|cmd",
    "-2+3",
    "a,b;c",
    "NaN",
];

/// A network with these labels, each actor tied to the next, with the label as the sentence.
fn network_of(labels: &[String]) -> ActorNetwork {
    let kind = Arc::new(TieType {
        class: "Meeting".to_owned(),
        relation: "metWith".to_owned(),
        words: "met with".to_owned(),
        root: "CONSULT".to_owned(),
        quad: Some(1),
        goldstein: Some(1.0),
        mutual: true,
    });
    let mut graph = DiGraph::new();
    for (number, label) in labels.iter().enumerate() {
        graph.add_node(ActorNode {
            iri: format!("https://example.org/actor/{number}"),
            label: label.clone(),
            aliases: vec![label.clone()],
            kind: NodeKind::ALL[number % NodeKind::ALL.len()],
            state: None,
            iso3: None,
            wikidata: None,
            office: None,
            events: number,
        });
    }
    let mut events = Vec::new();
    for (number, label) in labels.iter().enumerate().skip(1) {
        let tie = Tie { events: vec![EventIndex(events.len() as u32)], ..Tie::of_weight(Arc::clone(&kind), number) };
        graph.add_edge(NodeIndex::new(number - 1), NodeIndex::new(number), tie);
        events.push(EventRecord {
            iri: format!("https://example.org/event/{number}"),
            kind: Arc::clone(&kind),
            modality: crate::event::Modality::Asserted,
            negated: false,
            attributed_to: None,
            place_text: None,
            time_text: Some(label.clone()),
            days: None,
            article: crate::network::ArticleIndex(0),
            sentence: Arc::from(label.as_str()),
            span: (0, 1),
            trigger: None,
        });
    }
    let article = crate::network::ArticleRecord { url: Some("javascript:alert(1)".to_owned()), ..Default::default() };
    ActorNetwork::new(graph, events, vec![article])
}

fn written(network: &ActorNetwork, format: ExportFormat) -> String {
    let measures = Measures::of(network, Measure::Events, Paths::IfQuick);
    let layout = Export::layout(network, &measures);
    let mut out = Vec::new();
    Export::new(network, &measures).with_layout(&layout).write(format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn hostile() -> Vec<String> {
    let long = "long ".repeat(2000);
    HOSTILE.iter().map(|label| (*label).to_owned()).chain([long]).collect()
}

/// What XML can hold of a text.
fn in_xml(text: &str) -> String {
    let writable = |character: char| match character {
        '\t' | '\n' | '\r' => character,
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        other => other,
    };
    text.chars().map(writable).collect()
}

/// An element: its name, its attributes, and the text in it.
type Element = (String, BTreeMap<String, String>, String);

/// All elements, in the order in which they begin.
fn read_xml(xml: &str) -> Vec<Element> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut elements, mut open): (Vec<Element>, Vec<usize>) = (Vec::new(), Vec::new());
    let element = |start: &quick_xml::events::BytesStart<'_>| -> Element {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            (attribute.key.as_ref().to_owned(), unescaped(&attribute.value))
        });
        (start.name().as_ref().to_owned(), attributes.collect(), String::new())
    };
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.error_position())) {
            Event::Start(start) => {
                open.push(elements.len());
                elements.push(element(&start));
            }
            Event::Empty(start) => elements.push(element(&start)),
            Event::End(_) => drop(open.pop().unwrap()),
            Event::Text(text) => {
                if let Some(last) = open.last() {
                    elements[*last].2.push_str(&text);
                }
            }
            Event::GeneralRef(reference) => {
                let last = *open.last().unwrap();
                elements[last].2.push_str(&format!("&{};", &*reference));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "elements stay open");
    elements.into_iter().map(|(name, attributes, text)| (name, attributes, unescaped(&text))).collect()
}

fn unescaped(text: &str) -> String {
    quick_xml::escape::unescape(text).unwrap().into_owned()
}

/// Cells by RFC 4180.
fn read_csv(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted && characters.peek() == Some(&'\n') => {
                characters.next();
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "the table does not end where it ends");
    rows
}

fn check_all(labels: &[String]) {
    let network = network_of(labels);
    let (actors, ties) = (labels.len(), labels.len() - 1);
    let weights: Vec<usize> = (1..labels.len()).collect();

    let gexf = read_xml(&written(&network, ExportFormat::Gexf));
    let nodes: Vec<_> = gexf.iter().filter(|element| element.0 == "node").collect();
    assert_eq!(nodes.len(), actors);
    nodes.iter().zip(labels).for_each(|(node, label)| assert_eq!(node.1["label"], in_xml(label)));
    let edges: Vec<usize> =
        gexf.iter().filter(|element| element.0 == "edge").map(|edge| edge.1["weight"].parse().unwrap()).collect();
    assert_eq!(edges, weights);

    let graphml = read_xml(&written(&network, ExportFormat::GraphMl));
    assert_eq!(graphml.iter().filter(|element| element.0 == "edge").count(), ties);
    let named = |key: &str| -> Vec<&str> {
        let data = graphml.iter().filter(|element| element.0 == "data" && element.1["key"] == key);
        data.map(|element| element.2.as_str()).collect()
    };
    assert_eq!(named("label"), labels.iter().map(|label| in_xml(label)).collect::<Vec<_>>());
    assert_eq!(named("weight"), weights.iter().map(ToString::to_string).collect::<Vec<_>>());

    let cytoscape: Value = serde_json::from_str(&written(&network, ExportFormat::Cytoscape)).unwrap();
    let elements = &cytoscape["elements"];
    for (number, label) in labels.iter().enumerate() {
        assert_eq!(elements["nodes"][number]["data"]["name"], **label);
        assert!(elements["nodes"][number]["position"]["x"].is_number());
    }
    assert_eq!(elements["edges"].as_array().unwrap().len(), ties);

    let node_link: Value = serde_json::from_str(&written(&network, ExportFormat::NodeLink)).unwrap();
    for (number, label) in labels.iter().enumerate() {
        assert_eq!(node_link["nodes"][number]["label"], **label);
    }
    for number in 1..labels.len() {
        let edge = &node_link["edges"][number - 1];
        assert_eq!(
            (&edge["weight"], &edge["evidence"][0]["sentence"]),
            (&Value::from(number), &Value::from(labels[number].as_str()))
        );
    }

    let nodes = read_csv(&written(&network, ExportFormat::NodesCsv));
    assert_eq!(nodes.len(), actors + 1);
    for (row, label) in nodes[1..].iter().zip(labels) {
        assert_eq!(row.len(), nodes[0].len());
        let label = label.replace('\0', "\u{fffd}");
        assert!(row[1] == label || row[1] == format!("'{label}"), "{:?} for {label:?}", row[1]);
        assert!(!row[1].starts_with(['=', '+', '-', '@']), "{}", row[1]);
    }
    let edges = read_csv(&written(&network, ExportFormat::EdgesCsv));
    assert_eq!(edges[1..].iter().map(|row| row[3].parse().unwrap()).collect::<Vec<usize>>(), weights);
    let matrix = read_csv(&written(&network, ExportFormat::MatrixCsv));
    assert!(matrix.len() == actors + 1 && matrix.iter().all(|row| row.len() == actors + 2));
    let sum: f64 = matrix[1..].iter().flat_map(|row| &row[2..]).map(|cell| cell.parse::<f64>().unwrap()).sum();
    assert_eq!(sum, 2.0 * weights.iter().sum::<usize>() as f64, "mutual ties stand in both directions");

    let ftm = written(&network, ExportFormat::FollowTheMoney);
    let entities: Vec<Value> = ftm.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(entities.len(), actors + ties);
    assert!(!ftm.contains("javascript:"));

    let dot = written(&network, ExportFormat::Dot);
    assert_eq!(dot.lines().count(), 5 + actors + ties, "one line a statement");
    for line in dot.lines() {
        let outside = outside_of_strings(line);
        assert!(outside.is_ascii() && !outside.contains('<'), "{line}");
    }
}

/// What of a line of DOT stands outside of quotes.
fn outside_of_strings(line: &str) -> String {
    let (mut outside, mut quoted, mut escaped) = (String::new(), false, false);
    for character in line.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            other if !quoted => outside.push(other),
            _ => {}
        }
    }
    assert!(!quoted, "a string does not end: {line}");
    outside.replace("->", "")
}

#[test]
fn hostile_labels_stay_labels_in_every_format() {
    check_all(&hostile());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_labels_stay_labels_in_every_format(labels in proptest::collection::vec(any::<String>(), 1..8)) {
        check_all(&labels);
    }

    #[test]
    fn any_short_and_odd_labels_stay_labels(labels in proptest::collection::vec("[\"'\\\\&<>=+@,\r\n\t\0 a-]{0,6}", 1..8)) {
        check_all(&labels);
    }
}

#[test]
fn the_same_network_gives_the_same_bytes() {
    let network = testing::network(&Filter::everything()).unwrap();
    let again = ActorNetwork::from_knowledge_base(&testing::kb_in_order(&[1, 2, 0]), &Filter::everything()).unwrap();
    for format in ExportFormat::ALL {
        assert_eq!(written(&network, format), written(&again, format), "{format:?}");
    }
}

#[test]
fn files_are_told_by_their_ending() {
    let of = |name: &str| ExportFormat::of_path(Path::new(name));
    assert_eq!(of("x/net.gexf"), Some(ExportFormat::Gexf));
    assert_eq!(of("net.GraphML.gz"), Some(ExportFormat::GraphMl));
    assert_eq!(of("net.csv"), Some(ExportFormat::EdgesCsv));
    assert_eq!(of("nodes.csv"), Some(ExportFormat::NodesCsv));
    assert_eq!(of("net.nodes.csv"), Some(ExportFormat::NodesCsv));
    assert_eq!(of("net.matrix.csv"), Some(ExportFormat::MatrixCsv));
    assert_eq!(of("net.json"), Some(ExportFormat::NodeLink));
    assert_eq!(of("net.ftm.json"), Some(ExportFormat::FollowTheMoney));
    assert_eq!(of("net.txt"), None);
    for format in ExportFormat::ALL {
        for ending in format.endings() {
            assert_eq!(of(&format!("net{ending}")), Some(format), "{ending}");
        }
    }
}
