//! JSON: one record a line, an array of records, or records one after the other. Each is an article.

use super::error::{Cause, SourceError};
use super::open::{self, Stream};
use super::{Article, date, encoding};
use serde_json::Value;
use std::str::FromStr;

/// What a field of a record can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The article's name.
    Doc,
    /// Its text, kept to the letter.
    Text,
    /// Its headline.
    Title,
    /// Its day of publication.
    Date,
    /// Its address.
    Url,
    /// Who published it.
    Publisher,
    /// Who wrote it.
    Author,
}

impl Field {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Doc, "doc"),
        (Self::Text, "text"),
        (Self::Title, "title"),
        (Self::Date, "date"),
        (Self::Url, "url"),
        (Self::Publisher, "publisher"),
        (Self::Author, "author"),
    ];
}

/// Which fields of a record hold what. By default the names in common use are tried.
///
/// ```
/// use relata::source::Fields;
///
/// let fields = Fields::default().with("text=story.plain")?;
/// # assert!(fields.with("colour=red").is_err());
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fields {
    /// For each field the names to try, in order.
    names: [Vec<String>; 7],
}

impl Default for Fields {
    fn default() -> Self {
        let names = |field| -> &[&str] {
            match field {
                Field::Doc => &["doc", "id", "_id", "guid", "uri"],
                Field::Text => &["text", "body", "content", "article", "maintext", "full_text", "description"],
                Field::Title => &["title", "headline", "name"],
                Field::Date => &[
                    "date",
                    "published",
                    "publishedAt",
                    "published_at",
                    "date_publish",
                    "datePublished",
                    "pubDate",
                    "created_at",
                ],
                Field::Url => &["url", "link", "canonical_url", "webUrl"],
                Field::Publisher => &["publisher", "source", "source_name", "outlet", "site"],
                Field::Author => &["author", "authors", "byline", "creator"],
            }
        };
        Self { names: Field::ALL.map(|(field, _)| names(field).iter().map(|&name| name.to_owned()).collect()) }
    }
}

impl Fields {
    /// Names the one field that holds something: "text=body", or "text=story.plain" for a field of a nested record.
    ///
    /// # Errors
    /// A message where it is no such pair, or what it sets is not known.
    pub fn with(mut self, assignment: &str) -> Result<Self, String> {
        let (field, name) = assignment.split_once('=').ok_or_else(|| format!("{assignment:?} is not of the form text=FIELD"))?;
        let field = Field::from_str(field.trim())?;
        self.names[field as usize] = vec![name.trim().to_owned()];
        Ok(self)
    }

    /// The value of the first field, among those named for a meaning, that has one.
    fn find<'v>(&self, record: &'v Value, field: Field) -> Option<&'v Value> {
        let nested = |name: &str| name.split('.').try_fold(record, |value, key| value.get(key));
        self.names[field as usize]
            .iter()
            .find_map(|name| record.get(name).or_else(|| nested(name)).filter(|value| !value.is_null()))
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(field, _)| field);
        known.ok_or_else(|| format!("{name:?} is none of {}", Self::ALL.map(|(_, name)| name).join(", ")))
    }
}

/// The records of one input, read as they are asked for: of lines never more than one is held in memory.
pub(super) struct Records {
    /// The input, for messages.
    place: String,
    /// The input, for the names of records that have none.
    doc: String,
    fields: Fields,
    limit: u64,
    /// Lines read, or in `Whole` lines parsed.
    line: u64,
    /// Whether a line that is not blank was read: the first tells whether records go over several lines.
    begun: bool,
    state: State,
}

enum State {
    Lines(Stream),
    /// JSON over several lines, and how far it is parsed.
    Whole(String, usize),
    Done,
}

impl Records {
    /// The records of a stream in UTF-8.
    pub(super) fn new(place: &str, doc: &str, stream: Stream, fields: Fields, limit: u64) -> Self {
        Self { place: place.to_owned(), doc: doc.to_owned(), fields, limit, line: 0, begun: false, state: State::Lines(stream) }
    }

    /// JSON that is already decoded.
    pub(super) fn of_text(place: &str, doc: &str, text: String, fields: Fields) -> Self {
        Self {
            place: place.to_owned(),
            doc: doc.to_owned(),
            fields,
            limit: 0,
            line: 1,
            begun: true,
            state: State::Whole(text, 0),
        }
    }

    fn error(&self, cause: Cause) -> SourceError {
        SourceError::at_line(&self.place, self.line, cause)
    }

    fn article(&self, record: &Value) -> Result<Article, SourceError> {
        article(record, &self.fields, || format!("{}#{}", self.doc, self.line)).map_err(|cause| self.error(cause))
    }

    /// Reads the next line that is not blank.
    fn next_line(&mut self, mut stream: Stream) -> Option<Result<Article, SourceError>> {
        loop {
            self.line += 1;
            let bytes = match open::line(&mut stream, self.limit) {
                Ok(Some(bytes)) => bytes,
                Ok(None) => return None,
                Err(cause) => {
                    // After a line too long comes the next; a stream that cannot be read has none.
                    if matches!(cause, Cause::TooLarge(_)) {
                        self.state = State::Lines(stream);
                    }
                    return Some(Err(self.error(cause)));
                }
            };
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
            if bytes.is_empty() {
                continue;
            }
            if !std::mem::replace(&mut self.begun, true) && matches!(bytes, b"{" | [b'[', ..]) {
                return self.over_lines(bytes, stream);
            }
            let record = serde_json::from_slice::<Value>(bytes);
            self.state = State::Lines(stream);
            return Some(match record {
                Ok(record) => self.article(&record),
                Err(error) => Err(self.error(malformed(&error))),
            });
        }
    }

    /// Takes what is left, `start` being its first line, as one text.
    fn over_lines(&mut self, start: &[u8], stream: Stream) -> Option<Result<Article, SourceError>> {
        let bytes = match open::whole(stream, self.limit) {
            Ok(rest) => [start, b"\n", &rest].concat(),
            Err(cause) => return Some(Err(self.error(cause))),
        };
        match encoding::decode(bytes) {
            Ok(text) => self.next_value(text, 0),
            Err(cause) => Some(Err(self.error(cause))),
        }
    }

    /// Reads the next record of JSON over several lines; commas and brackets between the records are passed over.
    fn next_value(&mut self, text: String, parsed: usize) -> Option<Result<Article, SourceError>> {
        let rest = &text[parsed..];
        let start = rest.find(|c: char| !(c.is_whitespace() || "[,]".contains(c)))?;
        self.line += rest[..start].matches('\n').count() as u64;
        let mut values = serde_json::Deserializer::from_str(&rest[start..]).into_iter::<Value>();
        match values.next()? {
            Ok(record) => {
                let length = values.byte_offset();
                let result = self.article(&record);
                self.line += rest[start..start + length].matches('\n').count() as u64;
                let parsed = parsed + start + length;
                self.state = State::Whole(text, parsed);
                Some(result)
            }
            Err(error) => {
                let begins = self.line;
                self.line += error.line() as u64 - 1;
                let result = Err(self.error(malformed(&error)));
                // The damaged record is lost alone. The next one begins with its line: with that of the fault, if a brace was missing before it.
                let lines = rest[start..].split_inclusive('\n').take((error.line() - 1).max(1));
                let damaged = parsed + start + lines.map(str::len).sum::<usize>();
                if let Some(next) = line_with_brace(&text[damaged..]) {
                    self.line = begins + text[parsed + start..damaged + next].matches('\n').count() as u64;
                    self.state = State::Whole(text, damaged + next);
                }
                Some(result)
            }
        }
    }
}

/// Where the first line begins whose first character, but for blanks, is an opening brace.
fn line_with_brace(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| Some((std::mem::replace(at, *at + line.len()), line)));
    lines.find(|(_, line)| line.trim_start().starts_with('{')).map(|(at, _)| at)
}

impl Iterator for Records {
    type Item = Result<Article, SourceError>;

    fn next(&mut self) -> Option<Self::Item> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Lines(stream) => self.next_line(stream),
            State::Whole(text, parsed) => self.next_value(text, parsed),
            State::Done => None,
        }
    }
}

/// What is wrong with a record, without the line, which the place gives already.
fn malformed(error: &serde_json::Error) -> Cause {
    let message = error.to_string();
    let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
    Cause::Malformed(format!("not JSON: {message}, column {}", error.column()))
}

/// Makes an article of a record; `unnamed` names it where no field does.
fn article(record: &Value, fields: &Fields, unnamed: impl Fn() -> String) -> Result<Article, Cause> {
    let Value::Object(object) = record else { return Err(Cause::Malformed("not a record, but a bare value".into())) };
    let Some(Value::String(text)) = fields.find(record, Field::Text) else {
        return Err(Cause::NoText(object.keys().cloned().collect()));
    };
    if text.trim().is_empty() {
        return Err(Cause::Empty);
    }
    let find = |field| fields.find(record, field).and_then(words);
    let url = find(Field::Url);
    let doc = find(Field::Doc).or_else(|| url.clone()).unwrap_or_else(unnamed);
    let mut article = Article::new(doc, text.clone());
    article.title = find(Field::Title);
    article.date = find(Field::Date).and_then(|date| date::parse(&date));
    article.publisher = find(Field::Publisher);
    article.author = find(Field::Author);
    article.url = url;
    Ok(article)
}

/// A value as words: a text, a number, the name of a nested record, or several of these.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Object(record) => words(record.get("name")?)?,
        Value::Array(values) => values.iter().filter_map(words).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) => return None,
    };
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::io::Cursor;

    fn read_with(source: &str, fields: Fields) -> Vec<Result<Article, SourceError>> {
        let stream: Stream = Box::new(Cursor::new(source.as_bytes().to_vec()));
        Records::new("dir/x.jsonl", "x.jsonl", stream, fields, 200).collect()
    }

    fn docs(source: &str) -> Vec<String> {
        let name = |result: Result<Article, SourceError>| result.map_or_else(|error| error.to_string(), |article| article.doc);
        read_with(source, Fields::default()).into_iter().map(name).collect()
    }

    #[test]
    fn text_and_name_are_kept_to_the_letter() {
        let articles = read_with("{\"doc\":\"a b\",\"text\":\" It\\r\\n is.\\t\"}\n", Fields::default());
        let article = articles[0].as_ref().unwrap();
        assert_eq!((article.doc.as_str(), article.text.as_str()), ("a b", " It\r\n is.\t"));
    }

    #[test]
    fn usual_names_are_understood() {
        let record = r#"{"id":7,"body":"They met.","headline":"Talks","published":"2024-03-12T10:00Z","link":"http://x/1","source":{"name":"C"},"authors":["A","B"]}"#;
        let article = read_with(record, Fields::default()).remove(0).unwrap();
        assert_eq!((article.doc.as_str(), article.title.as_deref(), article.date), ("7", Some("Talks"), Some(date(2024, 3, 12))));
        assert_eq!(article.url.as_deref(), Some("http://x/1"));
        assert_eq!((article.publisher.as_deref(), article.author.as_deref()), (Some("C"), Some("A, B")));
    }

    #[test]
    fn names_of_fields_can_be_given() {
        let fields = Fields::default().with("text=story.plain").and_then(|fields| fields.with("doc=key")).unwrap();
        let article = read_with(r#"{"key":"k","doc":"d","text":"no","story":{"plain":"yes"}}"#, fields).remove(0).unwrap();
        assert_eq!((article.doc.as_str(), article.text.as_str()), ("k", "yes"));
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_read() {
        let source =
            "{\"doc\":\"a\",\"text\":\"x\"}\n{\"doc\":\n\n{\"doc\":\"c\"}\n{\"text\":\"  \"}\n3\n{\"doc\":\"f\",\"text\":\"x\"}";
        assert_eq!(
            docs(source),
            [
                "a",
                "dir/x.jsonl:2: not JSON: EOF while parsing a value, column 7",
                "dir/x.jsonl:4: a record without a text, with only doc",
                "dir/x.jsonl:5: empty",
                "dir/x.jsonl:6: not a record, but a bare value",
                "f"
            ]
        );
    }

    #[test]
    fn arrays_and_indented_records_are_read() {
        let record = |doc: &str| format!("{{\n  \"doc\": \"{doc}\",\n  \"text\": \"x [y], {{z}}\"\n}}");
        assert_eq!(docs(&format!("[{}, {}]", record("a"), record("b"))), ["a", "b"]);
        assert_eq!(docs(&format!("[\n{},\n{}\n]\n", record("a"), record("b"))), ["a", "b"]);
        assert_eq!(docs(&format!("{}\n{}", record("a"), record("b"))), ["a", "b"]);
        assert_eq!(docs("[]"), [""; 0]);
    }

    #[test]
    fn a_damaged_record_of_an_array_is_lost_alone() {
        let source = "[{\"doc\":\"a\",\"text\":\"x\"},\n {\"doc\":\"b\",\n  oops},\n\n {\"doc\":\"c\",\n\"text\":\"x\"},\n{\"doc\":\"d\",\n\
                      {\"doc\":\"e\",\"text\":\"x\"}]";
        assert_eq!(
            docs(source),
            [
                "a",
                "dir/x.jsonl:3: not JSON: key must be a string, column 3",
                "c",
                "dir/x.jsonl:8: not JSON: key must be a string, column 1",
                "e"
            ]
        );
    }

    #[test]
    fn a_later_line_with_a_bracket_takes_no_other_along() {
        let source = "{\"doc\":\"a\",\"text\":\"x\"}\n[<\n{\"doc\":\"b\",\"text\":\"x\"}\n{\n{\"doc\":\"c\",\"text\":\"x\"}";
        assert_eq!(
            docs(source),
            [
                "a",
                "dir/x.jsonl:2: not JSON: expected value, column 2",
                "b",
                "dir/x.jsonl:4: not JSON: EOF while parsing an object, column 1",
                "c"
            ]
        );
    }

    #[test]
    fn unnamed_records_are_named_by_address_or_line() {
        assert_eq!(docs("{\"text\":\"x\"}\n{\"text\":\"x\",\"url\":\"http://x/1\"}"), ["x.jsonl#1", "http://x/1"]);
    }

    #[test]
    fn a_line_beyond_the_limit_is_named_and_the_rest_read() {
        let source = format!("{{\"text\":\"{}\"}}\n{{\"doc\":\"b\",\"text\":\"x\"}}", "x".repeat(300));
        assert_eq!(docs(&source), ["dir/x.jsonl:1: larger than the limit of 200 bytes", "b"]);
    }

    #[test]
    fn a_line_that_is_not_utf8_is_named() {
        let stream: Stream = Box::new(Cursor::new(b"{\"text\":\"\xff\"}\n{\"doc\":\"b\",\"text\":\"x\"}".to_vec()));
        let read: Vec<_> = Records::new("x", "x", stream, Fields::default(), 100).collect();
        assert!(matches!(read[0].as_ref().map_err(SourceError::cause), Err(Cause::Malformed(_))));
        assert!(read[1].is_ok());
    }
}
