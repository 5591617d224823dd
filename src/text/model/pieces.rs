//! Words as the network reads them: WordPiece ids, and a case id that tells what the uncased vocabulary cannot.

use super::ModelError;
use rten_text::models::{Model as _, WordPiece, WordPieceOptions};
use rten_text::normalizers::{Bert, BertOptions, Normalizer as _};
use rten_text::pre_tokenizers::{Bert as BertSplit, PreTokenizer as _};

/// Stands at the end of the table of positions; with two of them for the marks at both ends of a sentence.
pub(super) const MOST_PIECES: usize = 512 - 2;
/// A word that breaks into more pieces, as long addresses do, is read by its beginning.
const MOST_PIECES_OF_A_WORD: usize = 48;

/// One word as the network reads it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) ids: Vec<i32>,
    pub(super) case: i32,
}

/// The vocabulary.
pub(super) struct Pieces {
    model: WordPiece,
    normalizer: Bert,
    unknown: i32,
    /// The mark before each sentence; its vector stands for the artificial root.
    pub(super) first: i32,
    /// The mark after each sentence.
    pub(super) last: i32,
}

impl Pieces {
    /// Reads `vocab.txt`: a piece a line, whose number is its id.
    pub(super) fn load(vocabulary: &str) -> Result<Self, ModelError> {
        let pieces = vocabulary.lines().enumerate().map(|(id, piece)| (piece.to_owned(), id as u32));
        let model = WordPiece::from_vocab(pieces.collect(), WordPieceOptions::default());
        let id = |piece| {
            let missing = || ModelError::Table { file: "vocab.txt", problem: format!("{piece} is missing") };
            model.get_token_id(piece).map(|id| id as i32).ok_or_else(missing)
        };
        let (unknown, first, last) = (id("[UNK]")?, id("[CLS]")?, id("[SEP]")?);
        let normalizer = Bert::new(BertOptions { lowercase: true, strip_accents: true });
        Ok(Self { model, normalizer, unknown, first, last })
    }

    /// The pieces of a word, at least one.
    pub(super) fn word(&self, form: &str) -> Word {
        let mut ids = Vec::new();
        let plain: String = if form.bytes().all(|byte| byte.is_ascii_graphic()) {
            form.to_ascii_lowercase()
        } else {
            self.normalizer.normalize(&cleaned(form)).map(|(text, _)| text).unwrap_or_default()
        };
        for part in BertSplit::new().pre_tokenize(&plain).unwrap_or_default() {
            // The only error is a vocabulary without [UNK], which `load` has ruled out.
            let _ = self.model.encode_with_offsets(part, &mut |_, id| ids.push(id as i32));
            if ids.len() > MOST_PIECES_OF_A_WORD {
                ids.truncate(MOST_PIECES_OF_A_WORD);
                break;
            }
        }
        if ids.is_empty() {
            ids.push(self.unknown);
        }
        Word { ids, case: case_id(form) }
    }
}

/// The shape of a word. The numbers are the model's; its card defines them.
fn case_id(form: &str) -> i32 {
    if form.bytes().any(|byte| byte.is_ascii_digit()) {
        return 6;
    }
    let letters = || form.chars().filter(|letter| letter.is_alphabetic());
    let (count, upper) = (letters().count(), letters().filter(|letter| letter.is_uppercase()).count());
    match (count, upper) {
        (0, _) => 7,
        (_, 0) => 1,
        (1, 1) => 4,
        _ if upper == count => 3,
        (_, 1) if letters().next().is_some_and(char::is_uppercase) => 2,
        _ => 5,
    }
}

/// The word without characters that have no shape, and with blanks around ideographs, which stand alone.
fn cleaned(form: &str) -> String {
    let mut out = String::with_capacity(form.len() + 8);
    for letter in form.chars() {
        if is_ideograph(letter) {
            out.extend([' ', letter, ' ']);
        } else if letter.is_whitespace() {
            out.push(' ');
        } else if !letter.is_control() && !is_invisible(letter) {
            out.push(letter);
        }
    }
    out
}

/// Formatting, surrogate and private characters (Unicode category C beside control characters), and the replacement character.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{AD}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{E000}'..='\u{F8FF}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{FFFD}' | '\u{E0000}'..='\u{10FFFF}')
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2CEAF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_ids_follow_the_model_card() {
        let words = ["talks", "Talks", "NATO", "I", "McCain", "F-16", "—", "'s", "U.S."];
        assert_eq!(words.map(case_id), [1, 2, 3, 4, 5, 6, 7, 1, 3]);
    }

    #[test]
    fn words_become_known_pieces() {
        let pieces = Pieces::load("[UNK]\n[CLS]\n[SEP]\ner\n##dog\n##an\n.\nu\n国").unwrap();
        let ids = |form| pieces.word(form).ids;
        assert_eq!(ids("Erdoğan"), [3, 4, 5]);
        assert_eq!(ids("U.U."), [7, 6, 7, 6]);
        assert_eq!(ids("国国"), [8, 8]);
        assert_eq!(ids("\u{200B}"), [0]);
        assert_eq!(ids("zzz"), [0]);
        assert_eq!(ids(&"u.".repeat(1000)).len(), MOST_PIECES_OF_A_WORD);
    }

    #[test]
    fn a_vocabulary_needs_its_marks() {
        assert!(Pieces::load("a\nb").is_err());
    }
}
