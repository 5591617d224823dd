//! The text stage from outside: CoNLL-U, splitting, and what the built-in model says.
#![allow(clippy::unwrap_used, reason = "a test may")]

use proptest::prelude::*;
use rayon::prelude::*;
use relata::Article;
use relata::text::{Analyzer, Deprel, Document, EntityKind, NameKind, SentenceKind, Splitter, TokenId, conllu};
use serde::Deserialize;
use std::fmt::Write;
use std::sync::OnceLock;

const NOTE: &str = include_str!("golden/note.conllu");

fn written(document: &Document) -> String {
    let mut out = Vec::new();
    conllu::write(document, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn analyzer() -> &'static Analyzer {
    static ANALYZER: OnceLock<Analyzer> = OnceLock::new();
    ANALYZER.get_or_init(|| Analyzer::load().unwrap())
}

fn splitter() -> &'static Splitter {
    static SPLITTER: OnceLock<Splitter> = OnceLock::new();
    SPLITTER.get_or_init(|| Splitter::load().unwrap())
}

/// The sentences with blanks between their tokens.
fn sentences(document: &Document) -> Vec<String> {
    let show = |range| document.ids(range).map(|token| document.form(token)).collect::<Vec<_>>().join(" ");
    document.sentences().iter().map(|sentence| show(&sentence.tokens)).collect()
}

/// What holds of every document: sentences partition the tokens in the order of the text, and each is a tree if it was read.
fn check(document: &Document, read: bool) {
    let (mut token, mut at, mut paragraph) = (0, 0, 0);
    for sentence in document.sentences() {
        assert_eq!(sentence.tokens.start, token);
        assert!(!sentence.tokens.is_empty() && sentence.span.start >= at && sentence.paragraph >= paragraph);
        assert_eq!(sentence.span, document.span_of(&sentence.tokens));
        assert!(!document.token(TokenId(token)).joined);
        (token, at, paragraph) = (sentence.tokens.end, sentence.span.end, sentence.paragraph);
        let roots: Vec<_> = document.ids(&sentence.tokens).filter(|token| document.token(*token).head.is_none()).collect();
        if read {
            assert_eq!(roots.len(), 1);
            assert_eq!(document.token(roots[0]).deprel, Deprel::Root);
            assert!(document.ids(&sentence.tokens).all(|token| document.dominates(roots[0], token)));
        }
    }
    assert_eq!(token as usize, document.tokens().len());
    assert!(document.names().windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
}

#[test]
fn conllu_comes_back_as_it_was() {
    let documents = conllu::read(NOTE, "unnamed").unwrap();
    assert_eq!(documents.iter().map(written).collect::<String>(), NOTE);
}

#[test]
fn conllu_gives_text_names_and_trees() {
    let documents = conllu::read(NOTE, "unnamed").unwrap();
    assert_eq!(documents.len(), 2);
    let note = &documents[0];
    assert_eq!(note.article().doc, "note");
    assert_eq!(note.article().date, Some("2024-03-12".parse().unwrap()));
    assert_eq!(note.text(), "Poland objects\n\nWarsaw's envoy can't accept it. He left.");
    assert_eq!(note.article().title.as_deref(), Some("Poland objects"));
    assert_eq!(note.sentences()[0].kind, SentenceKind::Title);
    assert_eq!(note.sentences().iter().map(|sentence| sentence.paragraph).collect::<Vec<_>>(), [0, 1, 1]);
    assert_eq!(note.names()[0].kind, NameKind::Place);
    let negation = TokenId(6);
    assert_eq!((note.form(negation), note.token(negation).joined), ("n't", true));
    assert_eq!(note.token(negation).deprel, Deprel::Advmod);
    assert_eq!(note.form(note.token(negation).head.unwrap()), "accept");
    assert_eq!(note.token(TokenId(4)).entity, EntityKind::Person);
}

#[test]
fn faulty_conllu_is_named_by_its_line() {
    let error = |text: &str| conllu::read(text, "x").unwrap_err().line();
    assert_eq!(error("1\tword\n"), 1);
    assert_eq!(error("# a comment\n2\ta\ta\tX\tFW\t_\t0\troot\t_\t_\n"), 2);
    assert_eq!(error("1\ta\ta\tX\tFW\t_\t2\tdep\t_\t_\n2\tb\tb\tX\tFW\t_\t1\tdep\t_\t_\n\n"), 3);
    assert_eq!(error("1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\ta\tX\tFW\t_\t0\troot\t_\t_\n\n"), 3);
}

#[test]
fn sentences_end_where_they_should() {
    let text = "Envoys meet in Vienna\n\nVIENNA, 3 May 2021 — \"We are close,\" Mr. J. Roe of the U.S. said. \"Are we?\" asked Dr. Doe. \
                Talks resume at 10 a.m. on Friday at No. 12 Main St. in the old town (the first were in April).\n\
                • The envoys of Acme Inc. left early\n• Nobody objected";
    let document = splitter().split(Article::new("note", text));
    let expected = [
        "Envoys meet in Vienna",
        "VIENNA , 3 May 2021 —",
        "\" We are close , \" Mr. J. Roe of the U.S. said .",
        "\" Are we ? \" asked Dr. Doe .",
        "Talks resume at 10 a.m. on Friday at No. 12 Main St. in the old town ( the first were in April ) .",
        "• The envoys of Acme Inc. left early",
        "• Nobody objected",
    ];
    assert_eq!(sentences(&document), expected);
}

#[test]
fn overlong_sentences_are_cut() {
    let document = analyzer().analyze(Article::new("list", "and so on, ".repeat(1000))).output;
    check(&document, true);
    assert!(document.sentences().iter().all(|sentence| sentence.tokens.len() <= 250));
}

#[test]
fn a_large_text_on_one_line_is_split_in_time() {
    for unit in ["a", ".", "a.", "1,", "'s", "x@", "http://", "((", "-a", "U.S. ", "é’", "*a", "/1"] {
        let text = unit.repeat(1_000_000 / unit.len());
        let document = splitter().split(Article::new("large", text));
        assert!(!document.tokens().is_empty(), "{unit}");
    }
}

proptest! {
    #[test]
    fn splitting_keeps_its_promises(text in "(?s)(.{0,20}|[A-Za-z .,!?\"'\n—-]{0,40}){0,4}") {
        check(&splitter().split(Article::new("x", text)), false);
    }
}

/// One sentence of `models/en/reference.json`: what the model said of it where it was trained.
#[derive(Deserialize)]
struct Reference {
    words: Vec<String>,
    upos: Vec<String>,
    xpos: Vec<String>,
    heads: Vec<usize>,
    deprels: Vec<String>,
    lemmas: Vec<String>,
    names: Vec<String>,
    entities: Vec<String>,
}

impl Reference {
    fn conllu(&self, bare: bool) -> String {
        let mut out = "# newdoc id = x\n# newpar\n# sent_id = 1\n".to_owned();
        writeln!(out, "# text = {}", self.words.join(" ")).unwrap();
        for (index, word) in self.words.iter().enumerate() {
            if bare {
                writeln!(out, "{}\t{word}\t_\t_\t_\t_\t_\t_\t_\t_", index + 1).unwrap();
                continue;
            }
            let mut misc = Vec::new();
            misc.extend((self.entities[index] != "none").then(|| format!("Entity={}", self.entities[index])));
            misc.extend((self.names[index] != "O").then(|| format!("Name={}", self.names[index])));
            let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
            let (lemma, upos, xpos) = (&self.lemmas[index], &self.upos[index], &self.xpos[index]);
            let (head, deprel) = (self.heads[index], &self.deprels[index]);
            writeln!(out, "{}\t{word}\t{lemma}\t{upos}\t{xpos}\t_\t{head}\t{deprel}\t_\t{misc}", index + 1).unwrap();
        }
        out + "\n"
    }
}

#[test]
fn the_model_says_what_it_said_in_training() {
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/models/en/reference.json")).unwrap();
    let references: Vec<Reference> = serde_json::from_str(&file).unwrap();
    assert!(!references.is_empty());
    for reference in references {
        let given = conllu::read(&reference.conllu(true), "x").unwrap().remove(0);
        assert_eq!(written(&analyzer().annotate(given).output), reference.conllu(false));
    }
}

#[test]
fn odd_texts_are_read() {
    let long = "word ".repeat(700);
    let texts = [
        "",
        " \n\t ",
        "\0",
        "\u{FEFF}\u{200B}",
        "…",
        "a\u{301}\u{301}",
        "((((",
        "\"",
        &"x".repeat(5000),
        &long,
        "😀👍🏽",
        "习近平访问欧洲。",
    ];
    for text in texts {
        check(&analyzer().analyze(Article::new("odd", text)).output, true);
    }
}

#[test]
fn a_given_sentence_is_read_whole_however_long() {
    for words in [1, 119, 121, 399, 401, 900] {
        let row = |number| format!("{number}\tword{number}\t_\t_\t_\t_\t_\t_\t_\t_\n");
        let given = (1..=words).map(row).collect::<String>();
        let document = analyzer().annotate(conllu::read(&given, "long").unwrap().remove(0)).output;
        assert_eq!(document.sentences().len(), 1);
        check(&document, true);
    }
}

#[test]
fn neighbours_and_threads_change_nothing() {
    let texts = ["Poland accused Russia of lying.", "He left. She stayed, but not for long.", "Talks failed."].repeat(4);
    let alone: Vec<String> = texts.iter().map(|text| written(&analyzer().analyze(Article::new("x", *text)).output)).collect();
    let together: Vec<String> =
        texts.par_iter().map(|text| written(&analyzer().analyze(Article::new("x", *text)).output)).collect();
    assert_eq!(alone, together);
}
