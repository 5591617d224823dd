use super::*;
use crate::network::{Tie, TieType};
use petgraph::graph::DiGraph;
use std::sync::Arc;

fn tie_type(words: &str, quad: u8, mutual: bool) -> Arc<TieType> {
    Arc::new(TieType {
        class: words.to_owned(),
        relation: words.to_owned(),
        words: words.to_owned(),
        root: "ACCUSE".to_owned(),
        quad: Some(quad),
        goldstein: None,
        mutual,
    })
}

/// Actors of these names in a ring, each of which has accused the next.
fn ring(names: &[&str]) -> ActorNetwork {
    let mut graph = DiGraph::new();
    let nodes: Vec<_> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            graph.add_node(crate::network::ActorNode {
                iri: format!("https://example.org/{index}"),
                label: (*name).to_owned(),
                aliases: Vec::new(),
                kind: NodeKind::ALL[index % 6],
                state: None,
                iso3: None,
                wikidata: None,
                office: None,
                events: 2,
            })
        })
        .collect();
    let accused = tie_type("accused", 3, false);
    for (index, node) in nodes.iter().enumerate() {
        graph.add_edge(*node, nodes[(index + 1) % nodes.len()], Tie::of_weight(Arc::clone(&accused), 1 + index % 4));
    }
    ActorNetwork::new(graph, Vec::new(), Vec::new())
}

/// Elements of a well-formed document, or a panic.
fn elements(svg: &str) -> usize {
    let mut depth = 0_i32;
    let mut count = 0;
    for tag in tags(svg) {
        match tag {
            Tag::Open => (depth, count) = (depth + 1, count + 1),
            Tag::Close => depth -= 1,
            Tag::Whole => count += 1,
        }
        assert!(depth >= 0);
    }
    assert_eq!(depth, 0);
    count
}

enum Tag {
    Open,
    Close,
    Whole,
}

/// Tags of a document in which `<` stands only where a tag begins.
fn tags(svg: &str) -> impl Iterator<Item = Tag> + '_ {
    svg.split('<').skip(1).map(|part| {
        let (tag, text) = part.split_once('>').expect("each tag ends");
        assert!(!text.contains('>'), "{part}");
        match tag {
            closing if closing.starts_with('/') => Tag::Close,
            whole if whole.ends_with('/') => Tag::Whole,
            _ => Tag::Open,
        }
    })
}

const HOSTILE: &[&str] = &[
    "</text><script>alert(1)</script>",
    "\u{202e}reversed\u{202c}",
    "",
    "👩‍👩‍👧‍👦 family",
    "a & b \"c\" <d> ]]>",
    "\u{0}\u{1}\u{fffe}",
    "one\u{2028}two",
];

#[test]
fn hostile_names_stay_names() {
    let long = "long ".repeat(2000);
    let names: Vec<_> = HOSTILE.iter().copied().chain([long.as_str()]).collect();
    let picture = Picture::of(&ring(&names), None);
    let svg = picture.svg();
    assert!(elements(svg) > names.len() * 3);
    assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;"));
    assert!(svg.contains("(no name)"));
    assert!(!svg.contains('\u{202e}') && !svg.contains('\u{0}') && !svg.contains('\u{fffe}'));
    assert!(svg.len() < 20_000, "{}", svg.len());
}

#[test]
fn the_same_network_gives_the_same_picture() {
    let names: Vec<_> = (0..40).map(|index| format!("Actor {index}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    assert_eq!(Picture::of(&ring(&names), None).svg(), Picture::of(&ring(&names), None).svg());
}

#[test]
fn the_legend_says_what_is_left_out() {
    let names: Vec<_> = (0..90).map(|index| format!("Actor {index}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let all = ring(&names);
    assert!(Picture::of(&all, None).svg().contains("The 48 strongest of 90 ties"));
    assert!(Picture::of(&all, Some(10)).svg().contains("The 10 strongest of 90 ties"));
    assert!(!Picture::of(&all, Some(90)).svg().contains("left out"));
}

#[test]
fn an_empty_network_is_a_picture_too() {
    let picture = Picture::of(&ActorNetwork::default(), None);
    assert!(elements(picture.svg()) > 3);
}

#[cfg(feature = "png")]
#[test]
fn dots_show_what_lines_show() {
    let picture = Picture::of(&ring(&["Zoë", "Карл", "محمد", "</text>"]), None);
    let png = picture.png(2.0).unwrap();
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let read = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    let (width, height) = picture.size();
    assert_eq!((read(16), read(20)), ((width * 2.0) as u32, (height * 2.0) as u32));
    assert_eq!(png, picture.png(2.0).unwrap());
    assert!(picture.png(1e9).unwrap().len() > png.len() / 2, "the size is bounded");
}
