//! Text to tokens, by the conventions of UD English.
//!
//! One pass from the left; how far any rule looks ahead is bounded by the chunk (the characters between two blanks) or by
//! the length of the longest word or address, so that time grows with the length of the text alone.

use super::addresses::address;
use super::vocabulary::{self, Abbreviation};
use crate::span::Span;

/// Words longer than this are cut: no language has them, but damaged files do.
const LONGEST_WORD: usize = 512;

/// A token as found in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct RawToken {
    pub(super) span: Span,
    /// Whether it continues the token before it within one multiword token.
    pub(super) joined: bool,
    /// Whether it ends with the full stop of an abbreviation, and of which kind.
    pub(super) abbreviation: Abbreviation,
}

/// The tokens of a part of `text` that holds no break of paragraph.
pub(super) fn tokenize(text: &str, range: Span) -> Vec<RawToken> {
    let mut scanner = Scanner { text, end: range.end as usize, tokens: Vec::new(), open_quotes: 0 };
    let mut at = range.start as usize;
    while let Some(offset) = text[at..scanner.end].find(|letter| !is_blank(letter)) {
        let start = at + offset;
        let length = text[start..scanner.end].find(is_blank).unwrap_or(scanner.end - start);
        scanner.chunk(start, start + length);
        at = start + length;
    }
    scanner.tokens
}

/// Whether a character only sets tokens apart.
pub(super) fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control()
}

pub(super) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '`' | '´' | 'ʼ')
}

/// Marks that belong to the character before them: accents, variation selectors, joiners.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{64B}'..='\u{65F}'
        | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{AD}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0100}'..='\u{E01EF}')
}

struct Scanner<'t> {
    text: &'t str,
    end: usize,
    tokens: Vec<RawToken>,
    /// Single quotation marks that wait for their other half.
    open_quotes: u32,
}

impl<'t> Scanner<'t> {
    /// Cuts up the characters between two blanks.
    fn chunk(&mut self, start: usize, end: usize) {
        if vocabulary::is_face(&self.text[start..end]) {
            return self.push(start, end);
        }
        let mut at = start;
        while at < end {
            at = self.token(start, at, end);
        }
    }

    /// Takes the token, or the words of a multiword token, at `at`, and gives where they end.
    fn token(&mut self, start: usize, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let opens = at == start
            || self.text[..at].ends_with([
                '(', '[', '“', '"', '‘', '\'', '—', '–', '-', '/', '$', '€', '£', '~', '<', '>', '«', '|', '*', '=', ':', '…',
            ]);
        if let Some(length) = opens.then(|| address(rest)).flatten() {
            self.push(at, at + length);
            return at + length;
        }
        let length = match rest.as_bytes()[0] {
            b'0'..=b'9' => number(rest),
            b'.' | b'+' if opens && starts_with_digit(&rest[1..]) => 1 + number(&rest[1..]),
            _ => 0,
        };
        if length > 0 {
            return self.number(at, at + length, end);
        }
        if opens && is_short_year(rest) {
            let length = rest.char_indices().nth(1).map_or(0, |(mark, _)| mark + 2);
            let length = length + usize::from(rest[length..].starts_with('s'));
            self.push(at, at + length);
            return at + length;
        }
        if opens && rest.starts_with(['#', '@']) && rest[1..].starts_with(char::is_alphabetic) {
            let length = 1 + run(&rest[1..], |letter| letter.is_alphanumeric() || letter == '_');
            self.push(at, at + length);
            return at + length;
        }
        let length = word(rest);
        if length > 0 { self.word(at, at + length, end) } else { self.symbol(start, at, end) }
    }

    fn push(&mut self, start: usize, end: usize) {
        self.tokens.push(RawToken { span: Span::new(start, end), joined: false, abbreviation: Abbreviation::None });
    }

    fn push_joined(&mut self, start: usize, end: usize) {
        self.push(start, end);
        if let Some(token) = self.tokens.last_mut() {
            token.joined = true;
        }
    }

    /// A number, and what belongs to it: the ending of an ordinal or a decade stays, a unit is a token of its own.
    fn number(&mut self, start: usize, end: usize, chunk_end: usize) -> usize {
        let rest = &self.text[end..chunk_end];
        let letters = run(rest, char::is_alphanumeric);
        let dotted = ["a.m.", "p.m."].into_iter().find(|unit| rest.starts_with(unit)).map(str::len);
        if let Some(length) = dotted.or((letters > 0 && vocabulary::is_unit(&rest[..letters])).then_some(letters)) {
            self.push(start, end);
            self.push(end, end + length);
            return end + length;
        }
        if let Some(ending) = rest.strip_prefix('.') {
            let length = run(ending, char::is_alphabetic);
            if length > 1 && vocabulary::ends_address(&ending[..length]) {
                self.push(start, end + 1 + length);
                return end + 1 + length;
            }
        }
        let digits = &self.text[start..end];
        let decade = rest
            .strip_prefix(is_apostrophe)
            .is_some_and(|rest| rest.starts_with('s') && !rest[1..].starts_with(char::is_alphanumeric));
        let length = match decade && digits.len() <= 4 && digits.ends_with('0') {
            true => rest.find('s').map_or(0, |s| s + 1),
            false => letters,
        };
        self.push(start, end + length);
        self.clitic(end + length, chunk_end)
    }

    /// "'s" after something that is not a word, as in "2003's" and "(AP)'s"; gives where it ends.
    fn clitic(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let mut letters = rest.chars();
        let Some(mark) = letters.next().filter(|mark| is_apostrophe(*mark)) else { return at };
        if !matches!(letters.next(), Some('s' | 'S')) || letters.next().is_some_and(char::is_alphanumeric) {
            return at;
        }
        let length = mark.len_utf8() + 1;
        self.push_joined(at, at + length);
        at + length
    }

    /// A word, with its full stop if it is an abbreviation, cut into the words of a multiword token.
    fn word(&mut self, at: usize, end: usize, chunk_end: usize) -> usize {
        let form = &self.text[at..end];
        let rest = &self.text[end..chunk_end];
        if rest.starts_with('$') && matches!(form, "US" | "A" | "C" | "HK" | "NZ" | "S" | "AU" | "CA" | "NT" | "R") {
            self.push(at, end + 1);
            return end + 1;
        }
        let one_stop = rest.starts_with('.') && (!rest.starts_with("..") || form.contains('.') && !rest.starts_with("..."));
        if one_stop {
            let abbreviation = self.abbreviation(form, end + 1, chunk_end);
            if abbreviation != Abbreviation::None {
                self.push(at, end + 1);
                if let Some(token) = self.tokens.last_mut() {
                    token.abbreviation = abbreviation;
                }
                return end + 1;
            }
        }
        match split_word(form) {
            Some(first) => {
                self.push(at, at + first);
                self.push_joined(at + first, end);
            }
            None => self.push(at, end),
        }
        self.possessive(form, end, chunk_end)
    }

    /// The apostrophe of "the taxpayers' money", unless it closes a quotation.
    fn possessive(&mut self, form: &str, at: usize, chunk_end: usize) -> usize {
        let Some(mark) = self.text[at..chunk_end].chars().next().filter(|mark| is_apostrophe(*mark)) else { return at };
        let next = self.text[at + mark.len_utf8()..chunk_end].chars().next();
        if !form.ends_with(['s', 'S', 'z', 'x']) || next.is_some_and(|next| next.is_alphanumeric() || is_apostrophe(next)) {
            return at;
        }
        if self.open_quotes > 0 {
            return at;
        }
        self.push_joined(at, at + mark.len_utf8());
        at + mark.len_utf8()
    }

    /// Whether the full stop before `after` belongs to the word before it.
    fn abbreviation(&self, form: &str, after: usize, chunk_end: usize) -> Abbreviation {
        let next = self.text[after..self.end].trim_start_matches(is_blank);
        let next_letter = next.chars().next();
        let kind = vocabulary::abbreviation(form, next_letter.is_some_and(|letter| letter.is_ascii_digit()));
        let in_chunk = after < chunk_end
            && !self.text[after..chunk_end].starts_with(['.', ',', ')', ';', ':', '\'', '’', '-', '"', '”', '?', '!', ']', '/']);
        if in_chunk && kind != Abbreviation::Open {
            return Abbreviation::None;
        }
        match (kind, next_letter) {
            // A sentence that ends with a single letter or a title is a rare thing, but a paragraph may.
            (Abbreviation::Open, None) => Abbreviation::None,
            // "etc" gives its full stop away at the end of a sentence.
            (Abbreviation::Closed, letter) if form == "etc" && letter.is_none_or(char::is_uppercase) => Abbreviation::None,
            (kind, _) => kind,
        }
    }

    /// A run of like marks, or one character that is neither letter nor digit.
    fn symbol(&mut self, start: usize, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let first = rest.chars().next().unwrap_or(' ');
        let run = |set: &[char]| rest.find(|letter| !set.contains(&letter)).unwrap_or(rest.len());
        let length = match first {
            _ if rest.starts_with("[...]") => 5,
            '.' if rest.starts_with("..") => run(&['.']),
            '.' | '?' | '!' => run(&['.', '?', '!']),
            '-' | '*' | '=' | '_' | '#' | '~' | '+' | '<' | '>' | '|' | '—' | '–' | '•' | '…' | '^' => run(&[first]),
            '\'' | '`' | '’' | ',' if rest[first.len_utf8()..].starts_with(first) && first != ',' => 2 * first.len_utf8(),
            '‘' if rest.starts_with("‘’") => "‘’".len(),
            _ => first.len_utf8(),
        };
        let marks = rest[length..].find(|letter| !is_mark(letter)).unwrap_or(rest.len() - length);
        let length = length + marks;
        if length == first.len_utf8() && (is_apostrophe(first) || first == '‘') {
            if at == start || self.text[start..at].ends_with(['(', '[', '"', '“', '—', '–', '-', '/']) {
                self.open_quotes += 1;
            } else {
                self.open_quotes = self.open_quotes.saturating_sub(1);
            }
        }
        self.push(at, at + length);
        if first.is_alphanumeric() || matches!(first, ')' | '"' | '”' | ']') {
            self.clitic(at + length, end)
        } else {
            at + length
        }
    }
}

fn starts_with_digit(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter.is_ascii_digit())
}

/// "'07" and "'90s".
fn is_short_year(rest: &str) -> bool {
    let mut letters = rest.chars();
    letters.next().is_some_and(|mark| is_apostrophe(mark) || mark == '‘')
        && letters.next().is_some_and(|letter| letter.is_ascii_digit())
        && letters.next().is_some_and(|letter| letter.is_ascii_digit())
        && letters.next().is_none_or(|letter| letter == 's' || !letter.is_alphanumeric())
}

/// The length of the run of such characters that `rest` begins with, or so much of it as makes a word.
fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.char_indices().find(|(at, letter)| *at >= LONGEST_WORD || !belongs(*letter)).map_or(rest.len(), |(at, _)| at)
}

/// The length of the number that `rest` begins with: digits with what sets them apart inside ("1,200", "3.5", "9/11", "16:30").
fn number(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take(LONGEST_WORD).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(0);
    let mut groups = vec![end];
    let mut hyphens = 0;
    while end < bytes.len().min(LONGEST_WORD) {
        let next = digits(end + 1);
        let follows = match bytes[end] {
            b',' => next == 3,
            b'.' | b':' | b'/' | b'-' => next > 0,
            _ => false,
        };
        if !follows {
            break;
        }
        hyphens += usize::from(bytes[end] == b'-');
        groups.push(next);
        end += 1 + next;
    }
    let digits = &rest[..end];
    // Hyphens hold together telephone numbers and dates, and set apart scores and spans of years or hours.
    let held = !digits.contains(':') && (groups.len() > 2 || groups == [3, 4]);
    let apart = if hyphens > 0 && !held { digits.find('-') } else { digits.find('/').filter(|_| !is_date(digits)) };
    apart.unwrap_or(end)
}

/// Whether numbers with a slash between them look like a date rather than a fraction or a rate.
fn is_date(digits: &str) -> bool {
    let mut parts = digits.split('/').map(|part| (part.len(), part.parse::<u32>().unwrap_or(u32::MAX)));
    match (parts.next(), parts.next(), parts.next()) {
        (Some((_, first)), Some((places, second)), None) => first <= 12 && places == 2 && second <= 31,
        _ => true,
    }
}

/// The length of the word that `rest` begins with: letters and digits with what may stand inside a word.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut hyphens = 0;
    // Where the part after the last inner mark begins.
    let mut part = 0;
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let inner = next.is_some_and(char::is_alphanumeric);
        let goes_on = match letter {
            _ if letter.is_alphanumeric() || letter == '_' && end > 0 => true,
            _ if end == 0 => false,
            _ if is_mark(letter) => true,
            _ if is_apostrophe(letter) => inner,
            '.' => inner && joins_dotted(&rest[part..at], &rest[at + 1..], rest[..part].ends_with('.')),
            '&' | '@' => inner,
            '*' => {
                next.is_some_and(|next| next.is_alphabetic() || next == '*')
                    && rest[at..].trim_start_matches('*').starts_with(char::is_alphabetic)
            }
            '/' => {
                at == 1 && inner && !rest[at + 1..].chars().nth(1).is_some_and(|letter| letter.is_alphanumeric() || letter == '/')
            }
            '-' => {
                hyphens += 1;
                inner
                    && hyphens == 1
                    && part == 0
                    && vocabulary::is_prefix(&rest[..at])
                    && (at > 1 || next.is_some_and(char::is_lowercase))
            }
            _ => false,
        };
        if !goes_on || at > LONGEST_WORD {
            break;
        }
        end = at + letter.len_utf8();
        if matches!(letter, '.' | '-') {
            part = end;
        }
    }
    end
}

/// Whether a full stop between two parts of a word belongs to it: "U.S", "p.m", "example.org".
fn joins_dotted(before: &str, after: &str, dotted_before: bool) -> bool {
    let part_end = run(after, char::is_alphanumeric);
    let part = &after[..part_end];
    let single = |part: &str| part.chars().count() == 1;
    if single(before) && (single(part) || part.chars().all(char::is_uppercase)) {
        return true;
    }
    if before == "Ph" && part == "D" || before == "Lt" && part == "Col" {
        return true;
    }
    let lower = part.starts_with(|letter: char| letter.is_lowercase() || letter.is_ascii_digit());
    let dotted = after[part_end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_lowercase));
    vocabulary::ends_address(part) && (lower || part.chars().all(char::is_uppercase))
        || lower && dotted
        || lower && before.len() > 1 && dotted_before
}

/// Where a word divides into two: "do|n't", "Trump|'s", "can|not".
fn split_word(form: &str) -> Option<usize> {
    if let Some(first) = vocabulary::fused(form) {
        return Some(first);
    }
    let (mark, letter) = form.char_indices().rev().find(|(_, letter)| is_apostrophe(*letter))?;
    let after = form[mark + letter.len_utf8()..].to_lowercase();
    let before = &form[..mark];
    match after.as_str() {
        "t" if before.len() > 1 && before.ends_with(['n', 'N']) => Some(mark - 1),
        "s" | "m" | "re" | "ve" | "ll" | "d" if mark > 0 => Some(mark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens with blanks between them, and a bar before those that continue a multiword token.
    fn cut(text: &str) -> String {
        let tokens = tokenize(text, Span::new(0, text.len()));
        let show = |token: &RawToken| format!("{}{}", if token.joined { "|" } else { " " }, token.span.of(text));
        tokens.iter().map(show).collect::<String>().trim_start().to_owned()
    }

    /// Every line is a text and, after the arrow, its tokens.
    fn check(table: &str) {
        for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (text, tokens) = line.split_once(" → ").unwrap();
            assert_eq!(cut(text.trim()), tokens.trim(), "{text}");
        }
    }

    #[test]
    fn words_that_are_two_are_joined() {
        check(
            "They don't, can't and won’t go → They do|n't , ca|n't and wo|n’t go
             Trump's men and the workers' strike → Trump|'s men and the workers|' strike
             We cannot leave, I'm gonna stay → We can|not leave , I|'m gon|na stay
             He'd said they've what it'll take → He|'d said they|'ve what it|'ll take
             Shi'ite leaders, Conor O'Neill, Al-Qa'ida → Shi'ite leaders , Conor O'Neill , Al - Qa'ida
             2003's war, the 1990's → 2003|'s war , the 1990's",
        );
    }

    #[test]
    fn hyphens_divide_but_not_after_prefixes() {
        check(
            "US-led anti-government co-operation → US - led anti-government co-operation
             a 3.5-year-old non-U.S. e-mail → a 3.5 - year - old non-U.S. e-mail
             an ex-president's mid-1990s F-16 → an ex-president|'s mid-1990s F - 16
             won 3-0 in 2019-20 → won 3 - 0 in 2019 - 20
             call 713-555-0142 → call 713-555-0142",
        );
    }

    #[test]
    fn numbers_keep_what_is_in_them_and_leave_units() {
        check(
            "$40bn, US$1.5m, £3.2 million → $ 40 bn , US$ 1.5 m , £ 3.2 million
             1,200 of 10% at 16:30 or 9.15 → 1,200 of 10 % at 16:30 or 9.15
             on 9/11, 1/3 and 16/11/2004 → on 9/11 , 1 / 3 and 16/11/2004
             the 20th, 2nd and 90s, '07 → the 20th , 2nd and 90s , '07
             5km, 7pm, 8 a.m. sharp → 5 km , 7 pm , 8 a.m. sharp
             from 5:00-6:30 → from 5:00 - 6:30",
        );
    }

    #[test]
    fn full_stops_of_abbreviations_stay() {
        check(
            "Mr. and Mrs. J. K. Roe of the U.S. met Sen. Doe. → Mr. and Mrs. J. K. Roe of the U.S. met Sen. Doe .
             No. 10 said no. He left. → No. 10 said no . He left .
             Acme Inc., e.g. in Sept. 2010 → Acme Inc. , e.g. in Sept. 2010
             ships, tanks, etc. in 1990 → ships , tanks , etc. in 1990
             It ended.Then it began → It ended . Then it began",
        );
    }

    #[test]
    fn addresses_are_one_token() {
        check(
            "See https://example.org/a-b?c=1, or www.example.com. → See https://example.org/a-b?c=1 , or www.example.com .
             Write to jane.roe@example.org! → Write to jane.roe@example.org !
             (see example.co.uk) → ( see example.co.uk )
             @example said #truce → @example said #truce",
        );
    }

    #[test]
    fn marks_stand_alone_or_in_runs() {
        check(
            "“No,” he said—twice … “Why?!” → “ No , ” he said — twice … “ Why ?! ”
             wait... what -- no [laughs] → wait ... what -- no [ laughs ]
             the 'reds' won; reds' → the ' reds ' won ; reds|'
             AT&T and R&D and/or → AT&T and R&D and / or
             • one * two → • one * two
             so it goes :) → so it goes :)",
        );
    }

    #[test]
    fn other_scripts_and_marks_hold_together() {
        check(
            "Erdoğan Zürich café → Erdoğan Zürich café
             习近平 said → 习近平 said",
        );
    }

    proptest::proptest! {
        #[test]
        fn tokens_tile_the_text(text in "(?s).{0,80}|[a-zA-Z0-9.'’@/:$&*#\\- ]{0,60}") {
            let tokens = tokenize(&text, Span::new(0, text.len()));
            let mut at = 0;
            for token in &tokens {
                proptest::prop_assert!(!token.span.is_empty() && token.span.start as usize >= at);
                proptest::prop_assert!(text.is_char_boundary(token.span.start as usize) && text.is_char_boundary(token.span.end as usize));
                proptest::prop_assert!(text[at..token.span.start as usize].chars().all(is_blank));
                proptest::prop_assert!(!token.joined || token.span.start as usize == at && at > 0);
                at = token.span.end as usize;
            }
            proptest::prop_assert!(text[at..].chars().all(is_blank));
        }
    }
}
