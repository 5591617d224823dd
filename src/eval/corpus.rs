//! A corpus on disk: articles and sentences with what a careful reader finds in them, and the checks that its files are sound.

use super::names::NOBODY;
use super::relations::Relation;
use super::sentences::GoldSentence;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The sixteen roots of PLOVER, and the two facts.
const ROOTS: [&str; 18] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "ROLE",
    "MEMBER",
];
pub(super) const MODALITIES: [&str; 5] = ["asserted", "planned", "possible", "requested", "hypothetical"];
const TYPES: [&str; 5] = ["Person", "State", "Organization", "Group", "Place"];
const RELATIONS_HEAD: &str = "sent\tsource\troot\ttarget\tmodality\tnegated\tattributed_to\tcue\tplace\ttime";
const ACTORS_HEAD: &str = "canonical\ttype\tsurface";
const INDEX_HEAD: &str = "name\ttopic\tform\tbatch";

/// Which half of a corpus something belongs to. What rules are tuned on must not measure them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Half {
    /// Looked at and learnt from.
    Tuned,
    /// Only measured.
    Measured,
}

impl Half {
    /// Of an article: by the last hexadecimal digit of its name's SHA-256, even or odd.
    #[must_use]
    pub fn of_article(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        if digest.last().is_some_and(|byte| byte % 2 == 0) { Self::Tuned } else { Self::Measured }
    }

    /// Of a sentence: by the number of its line, from 1, odd or even.
    #[must_use]
    pub fn of_line(number: usize) -> Self {
        if number % 2 == 1 { Self::Tuned } else { Self::Measured }
    }

    /// As the card says it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tuned => "tuned",
            Self::Measured => "measured",
        }
    }
}

/// One article and its relations.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The file's name without its ending.
    pub name: String,
    /// What it is about, as the index says.
    pub topic: String,
    /// Agency report, live blog, column …
    pub form: String,
    /// When it joined the corpus.
    pub batch: String,
    /// Where its text is.
    pub path: PathBuf,
    /// All relations, as the file has them.
    pub relations: Vec<Relation>,
    /// Canonical names of people, states and organisations.
    pub(super) actors: Vec<String>,
}

impl Gold {
    /// The half that it belongs to.
    #[must_use]
    pub fn half(&self) -> Half {
        Half::of_article(&self.name)
    }
}

/// A corpus: articles and sentences in the order of their names.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The articles.
    pub articles: Vec<Gold>,
    /// The single sentences.
    pub sentences: Vec<GoldSentence>,
}

/// Why a corpus cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorpusError {
    /// A file could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Files say what they must not.
    #[error("the corpus is unsound:\n{}", .0.join("\n"))]
    Unsound(Vec<String>),
    /// There is nothing in it.
    #[error("{} holds no article with relations (NAME.txt and NAME.tsv) and no sentences", .0.display())]
    Empty(PathBuf),
}

impl Corpus {
    /// Reads a folder and checks every file.
    ///
    /// # Errors
    /// If a file cannot be read, or if any is unsound; then all that is wrong is told, with file and line.
    pub fn read(folder: &Path) -> Result<Self, CorpusError> {
        let mut faults = Vec::new();
        let index = read_index(folder, &mut faults)?;
        let mut corpus = Self::default();
        for name in names(folder, ".tsv")?.into_iter().filter(|name| name != "index" && !name.ends_with(".actors")) {
            corpus.articles.push(Files::read(folder, &name)?.gold(&index, &mut faults));
        }
        let sentences = folder.join("sentences");
        if sentences.is_dir() {
            for file in names(&sentences, ".jsonl")? {
                let text = read(&sentences.join(format!("{file}.jsonl")))?;
                for (number, line) in
                    text.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.is_empty())
                {
                    match GoldSentence::parse(&file, number, line) {
                        Ok(sentence) => corpus.sentences.push(sentence),
                        Err(fault) => faults.push(format!("sentences/{file}.jsonl:{number}: {fault}")),
                    }
                }
            }
        }
        match () {
            () if !faults.is_empty() => Err(CorpusError::Unsound(faults)),
            () if corpus.articles.is_empty() && corpus.sentences.is_empty() => Err(CorpusError::Empty(folder.to_owned())),
            () => Ok(corpus),
        }
    }
}

fn read(path: &Path) -> Result<String, CorpusError> {
    fs::read_to_string(path).map_err(|source| CorpusError::Read { path: path.to_owned(), source })
}

/// Names of the files with an ending, without it, sorted.
fn names(folder: &Path, ending: &str) -> Result<BTreeSet<String>, CorpusError> {
    let error = |source| CorpusError::Read { path: folder.to_owned(), source };
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(error)? {
        let file = entry.map_err(error)?.file_name();
        names.extend(file.to_str().and_then(|file| file.strip_suffix(ending)).map(str::to_owned));
    }
    Ok(names)
}

/// Topic, form and batch of each article.
fn read_index(folder: &Path, faults: &mut Vec<String>) -> Result<BTreeMap<String, [String; 3]>, CorpusError> {
    let path = folder.join("index.tsv");
    let mut index = BTreeMap::new();
    if path.exists() {
        for (number, fields) in rows::<4>("index.tsv", &read(&path)?, INDEX_HEAD, faults) {
            let [name, rest @ ..] = fields;
            if !folder.join(format!("{name}.tsv")).exists() {
                faults.push(format!("index.tsv:{number}: there is no {name}.tsv"));
            }
            index.insert(name, rest);
        }
    }
    Ok(index)
}

/// The lines below the heading, with their numbers; those of another width are faults.
fn rows<const N: usize>(file: &str, text: &str, head: &str, faults: &mut Vec<String>) -> Vec<(usize, [String; N])> {
    let mut lines = text.lines().enumerate();
    if lines.next().is_none_or(|(_, line)| line != head) {
        faults.push(format!("{file}:1: the heading must be {head:?}"));
    }
    let mut rows = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
        match <[String; N]>::try_from(fields) {
            Ok(fields) => rows.push((index + 1, fields)),
            Err(fields) => faults.push(format!("{file}:{}: {} fields instead of {N}", index + 1, fields.len())),
        }
    }
    rows
}

/// The four files of one article.
struct Files {
    name: String,
    path: PathBuf,
    text: String,
    sentences: String,
    relations: String,
    actors: String,
}

impl Files {
    fn read(folder: &Path, name: &str) -> Result<Self, CorpusError> {
        let file = |ending: &str| read(&folder.join(format!("{name}{ending}")));
        Ok(Self {
            name: name.to_owned(),
            path: folder.join(format!("{name}.txt")),
            text: file(".txt")?,
            sentences: file(".num")?,
            relations: file(".tsv")?,
            actors: file(".actors.tsv")?,
        })
    }

    fn gold(self, index: &BTreeMap<String, [String; 3]>, faults: &mut Vec<String>) -> Gold {
        let sentences = self.sentences(faults);
        let (actors, known) = self.actors(faults);
        let relations = self.relations(&sentences, &known, faults);
        let other = || "other".to_owned();
        let [topic, form, batch] = index.get(&self.name).cloned().unwrap_or_else(|| [other(), other(), other()]);
        Gold { name: self.name, topic, form, batch, path: self.path, relations, actors }
    }

    /// The numbered sentences; each must follow the one before in the text.
    fn sentences(&self, faults: &mut Vec<String>) -> Vec<&str> {
        let (mut sentences, mut rest) = (Vec::new(), self.text.as_str());
        for (index, line) in self.sentences.lines().enumerate() {
            let mut fault = |what: &str| faults.push(format!("{}.num:{}: {what}", self.name, index + 1));
            let (number, sentence) = line.split_once(' ').unwrap_or((line, ""));
            if number.parse() != Ok(index + 1) {
                fault("the number is wrong");
            }
            match rest.find(sentence) {
                Some(at) if !sentence.is_empty() => rest = &rest[at + sentence.len()..],
                _ => fault("the sentence does not follow in the text"),
            }
            sentences.push(sentence);
        }
        sentences
    }

    /// The names of people, states and organisations, and all names.
    fn actors(&self, faults: &mut Vec<String>) -> (Vec<String>, BTreeSet<String>) {
        let file = format!("{}.actors.tsv", self.name);
        let (mut named, mut known) = (Vec::new(), BTreeSet::new());
        for (number, [name, kind, forms]) in rows::<3>(&file, &self.actors, ACTORS_HEAD, faults) {
            let mut fault = |what: String| faults.push(format!("{file}:{number}: {what}"));
            if !TYPES.contains(&kind.as_str()) {
                fault(format!("{kind:?} is no type"));
            }
            for form in forms.split("; ").filter(|form| !self.text.contains(form)) {
                fault(format!("{form:?} does not stand in the text"));
            }
            if matches!(kind.as_str(), "Person" | "State" | "Organization") {
                named.push(name.clone());
            }
            if !known.insert(name) {
                fault("the name stands twice".to_owned());
            }
        }
        (named, known)
    }

    fn relations(&self, sentences: &[&str], known: &BTreeSet<String>, faults: &mut Vec<String>) -> Vec<Relation> {
        let file = format!("{}.tsv", self.name);
        let mut relations = Vec::new();
        let mut last = 0;
        for (number, fields) in rows::<10>(&file, &self.relations, RELATIONS_HEAD, faults) {
            let [sentence, source, root, target, modality, negated, attributed_to, cue, place, time] = fields;
            let mut fault = |what: String| faults.push(format!("{file}:{number}: {what}"));
            let Some((at, evidence)) =
                sentence.parse().ok().and_then(|at: usize| Some((at, *sentences.get(at.checked_sub(1)?)?)))
            else {
                fault(format!("there is no sentence {sentence:?}"));
                continue;
            };
            if at < last {
                fault("sentences are out of order".to_owned());
            }
            last = at;
            if !ROOTS.contains(&root.as_str()) {
                fault(format!("{root:?} is no root"));
            }
            if !MODALITIES.contains(&modality.as_str()) {
                fault(format!("{modality:?} is no modality"));
            }
            if !["yes", "no"].contains(&negated.as_str()) {
                fault(format!("negated is yes or no, not {negated:?}"));
            }
            for name in [&source, &target, &attributed_to].into_iter().filter(|name| *name != NOBODY && !known.contains(*name)) {
                fault(format!("{name:?} is no actor of the article"));
            }
            if !stands(&cue, evidence) {
                fault(format!("the cue {cue:?} does not stand in the sentence"));
            }
            for circumstance in [&place, &time].into_iter().filter(|words| *words != NOBODY && !evidence.contains(*words)) {
                fault(format!("{circumstance:?} does not stand in the sentence"));
            }
            relations.push(Relation {
                root,
                source,
                target,
                modality,
                negated: negated == "yes",
                attributed_to,
                sentence: evidence.to_owned(),
                by: cue,
            });
        }
        relations
    }
}

/// Whether all parts of a cue stand in the sentence, in their order.
fn stands(cue: &str, sentence: &str) -> bool {
    let mut rest = sentence;
    cue.split(" … ").all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, relations: &str, actors: &str) {
        fs::write(folder.join("x.txt"), "Title\n\nPoland accused Russia. It denied it.\n").unwrap();
        fs::write(folder.join("x.num"), "1 Poland accused Russia.\n2 It denied it.\n").unwrap();
        fs::write(folder.join("x.tsv"), format!("{RELATIONS_HEAD}\n{relations}")).unwrap();
        fs::write(folder.join("x.actors.tsv"), format!("{ACTORS_HEAD}\n{actors}")).unwrap();
    }

    #[test]
    fn a_sound_corpus_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let relations = "1\tPoland\tACCUSE\tRussia\tasserted\tno\t-\taccused … Russia\t-\t-\n";
        write(folder.path(), relations, "Poland\tState\tPoland\nRussia\tState\tRussia; It\n");
        fs::write(folder.path().join("index.tsv"), format!("{INDEX_HEAD}\nx\tdiplomacy\tagency\tfirst\n")).unwrap();
        let corpus = Corpus::read(folder.path()).unwrap();
        assert_eq!((corpus.articles[0].topic.as_str(), corpus.articles[0].relations.len()), ("diplomacy", 1));
        assert_eq!(corpus.articles[0].relations[0].sentence, "Poland accused Russia.");
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let relations = "2\tPoland\tACCUSED\tFrance\tasserted\tno\t-\taccused\t-\tyesterday\n1\tPoland\tACCUSE\n9\tPoland\tACCUSE\tRussia\tasserted\tno\t-\tx\t-\t-\n";
        write(folder.path(), relations, "Poland\tState\tPoland; Warsaw\nRussia\tCountry\tRussia\n");
        let Err(CorpusError::Unsound(faults)) = Corpus::read(folder.path()) else { panic!("must not pass") };
        let expected = [
            "x.actors.tsv:2: \"Warsaw\" does not stand in the text",
            "x.actors.tsv:3: \"Country\" is no type",
            "x.tsv:3: 3 fields instead of 10",
            "x.tsv:2: \"ACCUSED\" is no root",
            "x.tsv:2: \"France\" is no actor of the article",
            "x.tsv:2: the cue \"accused\" does not stand in the sentence",
            "x.tsv:2: \"yesterday\" does not stand in the sentence",
            "x.tsv:4: there is no sentence \"9\"",
        ];
        assert_eq!(faults, expected);
    }

    #[test]
    fn halves_are_those_of_the_hash_and_of_the_line() {
        assert_eq!(["a-gulf-thaw", "a-beijing-detente"].map(Half::of_article), [Half::Tuned, Half::Measured]);
        assert_eq!([1, 2].map(Half::of_line), [Half::Tuned, Half::Measured]);
    }
}
