//! The text stage from outside: CoNLL-U, splitting, reading.

use relata::text::{Deprel, EntityKind, NameKind, SentenceKind, TokenId, conllu};

const NOTE: &str = include_str!("golden/note.conllu");

fn written(document: &relata::text::Document) -> String {
    let mut out = Vec::new();
    conllu::write(document, &mut out).unwrap();
    String::from_utf8(out).unwrap()
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
