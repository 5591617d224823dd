//! Runs the specification in `tests/suite/*.md`. Its README says how a case is written.
#![allow(clippy::unwrap_used, reason = "a test may")]

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// A quoted text and what is read out of it.
#[derive(Default)]
struct Case {
    /// "1-who-did-what.md:7"
    place: String,
    date: Option<String>,
    text: String,
    expected: Vec<String>,
    /// The case is right and the program is wrong.
    not_yet: bool,
}

/// The cases of one page.
fn cases(name: &str, page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open = Case::default();
    for (number, line) in page.lines().enumerate() {
        if let Some(quoted) = line.strip_prefix('>') {
            if !open.expected.is_empty() {
                cases.push(std::mem::take(&mut open));
            }
            if open.text.is_empty() {
                open.place = format!("{name}:{}", number + 1);
            } else {
                open.text.push('\n');
            }
            open.text.push_str(quoted.trim());
        } else if open.text.is_empty() || line.starts_with('#') {
            if line.starts_with('#') && !open.expected.is_empty() {
                cases.push(std::mem::take(&mut open));
            }
            open.date = line.strip_prefix("Published on ").map(|date| date.trim_end_matches(':').to_owned()).or(open.date.take());
        } else if let Some(item) = line.strip_prefix("- ") {
            open.expected.push(item.to_owned());
        } else if line == "Not yet:" {
            open.not_yet = true;
        } else if !line.trim().is_empty() && !open.expected.is_empty() {
            cases.push(std::mem::take(&mut open));
            open.date = line.strip_prefix("Published on ").map(|date| date.trim_end_matches(':').to_owned());
        }
    }
    cases.extend((!open.expected.is_empty()).then_some(open));
    cases
}

/// Reads the texts of all cases in one run of the program.
fn readings(cases: &[Case]) -> BTreeMap<String, Value> {
    let records = cases.iter().map(|case| json!({"doc": case.place, "text": case.text, "date": case.date}));
    let input: String = records.map(|record| format!("{record}\n")).collect();
    let mut child = Command::new(env!("CARGO_BIN_EXE_relata"))
        .args(["--quiet", "extract", "--from", "jsonl", "--format", "jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "relata ended with {}", output.status);
    let lines = String::from_utf8(output.stdout).unwrap();
    let records = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    records.map(|record| (record["doc"].as_str().unwrap().to_owned(), record)).collect()
}

/// One line of a case or of a reading, in a form that can be compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Statement {
    /// "Accusation: Poland → Russia", names sorted.
    what: String,
    circumstances: BTreeSet<String>,
}

impl Statement {
    /// Takes a written line apart.
    fn parse(line: &str) -> Self {
        if line.starts_with("Who: ") {
            return Self { what: line.to_owned(), circumstances: BTreeSet::new() };
        }
        let (what, circumstances) = match line.split_once(" (") {
            Some((what, rest)) => (what, rest.trim_end_matches(')').split("; ").map(str::to_owned).collect()),
            None => (line, BTreeSet::new()),
        };
        let what = match what.split_once(": ") {
            Some((kind, names)) if what.contains(" → ") || what.contains(" ↔ ") => format!("{kind}: {}", sides(names)),
            _ => what.to_owned(),
        };
        Self { what, circumstances }
    }

    /// Whether it says whom words of the text refer to.
    fn is_reference(&self) -> bool {
        self.what.starts_with("Who: ")
    }

    fn is_event(&self) -> bool {
        self.what.contains(" → ") || self.what.contains(" ↔ ")
    }

    /// Whether this, found in the text, is what the case states: place and time need to be right only where the case states them.
    fn is_found_as(&self, found: &Self) -> bool {
        let states = |key: &str| self.circumstances.iter().any(|circumstance| circumstance.starts_with(key));
        let mut found = found.clone();
        found
            .circumstances
            .retain(|circumstance| !["where ", "when "].iter().any(|key| circumstance.starts_with(key) && !states(key)));
        let mutual = self.what.contains(" ↔ ");
        let what = if mutual { mutually(&found.what) } else { found.what.clone() };
        self.what == what && self.circumstances == found.circumstances
    }
}

/// Both sides of an event with their names sorted; what is mutual has but one side.
fn sides(names: &str) -> String {
    fn sorted(side: &str) -> Vec<&str> {
        let mut names: Vec<_> = side.split(", ").filter(|name| *name != "–").collect();
        names.sort_unstable();
        names
    }
    let named = |names: &[&str]| if names.is_empty() { "–".to_owned() } else { names.join(", ") };
    match names.split_once(" ↔ ") {
        Some((one, other)) => sorted(&format!("{one}, {other}")).join(" ↔ "),
        None => names.split(" → ").map(|side| named(&sorted(side))).collect::<Vec<_>>().join(" → "),
    }
}

/// "Talks: Uganda → Kenya" as "Talks: Kenya ↔ Uganda".
fn mutually(what: &str) -> String {
    match what.split_once(": ") {
        Some((kind, names)) => format!("{kind}: {}", sides(&names.replace(" → ", " ↔ "))),
        None => what.to_owned(),
    }
}

/// What was read, as the cases write it.
fn statements(reading: &Value) -> Vec<Statement> {
    let events = reading["events"].as_array().unwrap().iter().map(event);
    let facts = reading["facts"].as_array().unwrap().iter().map(fact);
    events.chain(facts).map(|line| Statement::parse(&line)).collect()
}

fn event(event: &Value) -> String {
    let names = |role: &str| {
        let names: Vec<_> = event[role].as_array().unwrap().iter().map(|filler| filler["label"].as_str().unwrap()).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(", ") }
    };
    let mut line = format!("{}: {} → {}", event["type"].as_str().unwrap(), names("agents"), names("patients"));
    let mut circumstances = Vec::new();
    circumstances.extend((event["negated"] == true).then(|| "not".to_owned()));
    circumstances.extend(event["modality"].as_str().filter(|modality| *modality != "asserted").map(str::to_owned));
    circumstances.extend(event["attributed_to"].as_str().map(|source| format!("says {source}")));
    circumstances.extend(event["place"]["text"].as_str().map(|place| format!("where {place}")));
    if let Some(words) = event["time"]["text"].as_str() {
        let days = match (event["time"]["from"].as_str(), event["time"]["until"].as_str()) {
            (Some(from), Some(until)) if from == until => format!(" = {from}"),
            (Some(from), Some(until)) => format!(" = {from} to {until}"),
            _ => String::new(),
        };
        circumstances.push(format!("when {words}{days}"));
    }
    if !circumstances.is_empty() {
        write!(line, " ({})", circumstances.join("; ")).unwrap();
    }
    line
}

fn fact(fact: &Value) -> String {
    let subject = fact["subject"].as_str().unwrap();
    let body = fact["object"].as_str().map(|body| format!(" of {body}")).unwrap_or_default();
    if fact["relation"] == "memberOf" {
        return format!("Member: {subject}{body}");
    }
    let verb = if fact["former"] == true { "was" } else { "is" };
    format!("Office: {subject} {verb} {}{body}", fact["role"].as_str().unwrap())
}

/// What is wrong with a reading, in the case's own notation.
fn differences(case: &Case, reading: &Value) -> Vec<String> {
    let expected: Vec<_> = case.expected.iter().filter(|line| *line != "nothing").map(|line| Statement::parse(line)).collect();
    let mut found = statements(reading);
    let mut differences = Vec::new();
    for statement in expected.iter().filter(|statement| statement.is_reference()) {
        let (words, names) = statement.what["Who: ".len()..].split_once(" = ").expect("words = names");
        let referents = referents(reading, words);
        if sorted(names.split(", ")) != sorted(referents.iter().map(String::as_str)) {
            differences
                .push(format!("who: {words} = {}", if referents.is_empty() { "–".to_owned() } else { referents.join(", ") }));
        }
    }
    // Events and offices are compared in cases that state some.
    let references = expected.iter().any(Statement::is_reference);
    let expected: Vec<_> = expected.into_iter().filter(|statement| !statement.is_reference()).collect();
    if references && expected.is_empty() {
        return differences;
    }
    if expected.iter().all(Statement::is_event) {
        found.retain(Statement::is_event);
    }
    for statement in &expected {
        match found.iter().position(|candidate| statement.is_found_as(candidate)) {
            Some(index) => {
                found.remove(index);
            }
            None => differences.push(format!("missing: {}", shown(statement))),
        }
    }
    differences.extend(found.iter().map(|statement| format!("found:   {}", shown(statement))));
    differences
}

/// Whom the words refer to; "the firm (2)" is their second occurrence. Of the mentions within them the longest that ends with
/// them counts.
fn referents(reading: &Value, words: &str) -> Vec<String> {
    let counted = words.strip_suffix(')').and_then(|words| words.rsplit_once(" ("));
    let (words, number) = match counted.and_then(|(words, number)| Some((words, number.parse::<usize>().ok()?))) {
        Some(counted) => counted,
        None => (words, 1),
    };
    let text: Vec<char> = reading["text"].as_str().unwrap().chars().collect();
    let sought: Vec<char> = words.chars().collect();
    let word = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
    let starts = (0..text.len()).filter(|start| {
        text[*start..].starts_with(&sought)
            && !word(start.checked_sub(1).and_then(|before| text.get(before)))
            && !word(text.get(start + sought.len()))
    });
    let start = starts.into_iter().nth(number - 1).unwrap_or_else(|| panic!("\"{words}\" ({number}) is not in the text"));
    let end = start + sought.len();
    let place = |mention: &Value| (mention["start"].as_u64().unwrap() as usize, mention["end"].as_u64().unwrap() as usize);
    let mentions = reading["mentions"].as_array().unwrap();
    let inside = mentions.iter().map(place).filter(|(first, last)| start <= *first && *last <= end);
    let Some(best) = inside.max_by_key(|(first, last)| (*last, std::cmp::Reverse(*first))) else { return Vec::new() };
    mentions
        .iter()
        .filter(|mention| place(mention) == best)
        .map(|mention| mention["label"].as_str().unwrap().to_owned())
        .collect()
}

fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut names: Vec<_> = names.filter(|name| *name != "–").collect();
    names.sort_unstable();
    names
}

fn shown(statement: &Statement) -> String {
    let circumstances: Vec<_> = statement.circumstances.iter().map(String::as_str).collect();
    if circumstances.is_empty() { statement.what.clone() } else { format!("{} ({})", statement.what, circumstances.join("; ")) }
}

fn all_cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md") && !page.ends_with("README.md"));
    pages.sort();
    let read =
        |page: &std::path::PathBuf| cases(&page.file_name().unwrap().to_string_lossy(), &fs::read_to_string(page).unwrap());
    pages.iter().flat_map(read).collect()
}

#[test]
fn the_program_reads_what_the_pages_say() {
    let cases = all_cases();
    assert!(cases.len() > 40, "only {} cases found", cases.len());
    let readings = readings(&cases);
    let mut report = String::new();
    let mut failures = 0;
    for case in &cases {
        let differences = differences(case, &readings[&case.place]);
        if case.not_yet == differences.is_empty() {
            failures += 1;
            writeln!(report, "\ntests/suite/{}: {}", case.place, case.text).unwrap();
            if case.not_yet {
                writeln!(report, "    it is read rightly now: take \"Not yet:\" away").unwrap();
            }
            for difference in differences {
                writeln!(report, "    {difference}").unwrap();
            }
        }
    }
    assert!(failures == 0, "{failures} of {} cases fail:\n{report}", cases.len());
}

#[test]
fn cases_are_taken_apart_as_the_readme_says() {
    let page = "# T\n\nA rule.\n\n> One\n> two.\n\n- A: x → y, b (not; says Z)\n\nPublished on 2024-03-14:\n\n> Three.\n\nNot yet:\n\n- nothing\n";
    let cases = cases("p.md", page);
    assert_eq!(cases.iter().map(|case| case.text.as_str()).collect::<Vec<_>>(), ["One\ntwo.", "Three."]);
    assert_eq!(cases[0].place, "p.md:5");
    assert_eq!(cases[1].date.as_deref(), Some("2024-03-14"));
    assert!(cases[1].not_yet && !cases[0].not_yet);
    let statement = Statement::parse(&cases[0].expected[0]);
    assert_eq!(statement.what, "A: x → b, y");
    assert!(Statement::parse("Talks: A ↔ B").is_found_as(&Statement::parse("Talks: B → A (where C)")));
    assert!(Statement::parse("Talks: A ↔ B").is_found_as(&Statement::parse("Talks: A, B → –")));
    assert!(!Statement::parse("Talks: A ↔ B (where D)").is_found_as(&Statement::parse("Talks: B → A (where C)")));
}
