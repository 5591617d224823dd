//! [`Lexicon`]: what the actor stage knows about words: nouns for people, bodies and things, titles, first names.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Whether a person is a man or a woman, as far as words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Gender {
    Man,
    Woman,
}

/// What kind of post or person a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PersonNoun {
    /// May head a state: president, king.
    Leader,
    /// A member of a government.
    Minister,
    /// Speaks for a body.
    Spokesman,
    /// Sent by a state or a body.
    Envoy,
    /// Any other post.
    Office,
    /// Belongs to a body without a post.
    Member,
    /// A title of soldiers and clergy, a post only with a body.
    Rank,
    /// Anyone else.
    Person,
}

/// What kind of body a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyNoun {
    /// Stands for its state.
    Government,
    /// A state itself: country, kingdom.
    Country,
    /// An organ of a state or of another body: ministry, army, court.
    Organ,
    /// A party or the opposition.
    Party,
    /// An armed group, or a movement that may be one.
    Armed,
    /// An alliance.
    Bloc,
    /// A business.
    Company,
    /// Any other body.
    Body,
}

/// What a noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Noun {
    Person(PersonNoun, Option<Gender>),
    Body(BodyNoun),
    /// Several people: crowd, troops.
    Crowd,
    Thing,
    Place,
}

/// A family of nouns that may take up one another, as a noun belongs to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Family {
    pub name: &'static str,
    /// Whether the noun may stand for any of the family.
    pub general: bool,
}

/// The word lists beside this file, ready for look-up.
#[derive(Debug)]
pub(super) struct Lexicon {
    nouns: HashMap<&'static str, Noun>,
    families: HashMap<&'static str, Vec<Family>>,
    /// Nouns for a body by a word of its name that is another.
    name_words: HashMap<&'static str, &'static str>,
    titles: HashMap<&'static str, Option<Gender>>,
    first_names: HashMap<&'static str, Gender>,
    peoples: HashSet<&'static str>,
    /// Who is known to have led which body, by full name.
    leaders: HashMap<&'static str, Vec<&'static str>>,
}

/// The lists are part of the program and never change.
static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::build);

impl Lexicon {
    /// The program's word lists.
    pub fn get() -> &'static Self {
        &LEXICON
    }

    fn build() -> Self {
        let mut nouns = HashMap::new();
        for [word] in rows(include_str!("words/crowds.tsv")) {
            nouns.insert(word, Noun::Crowd);
        }
        for [word, kind] in rows(include_str!("words/things.tsv")) {
            nouns.insert(word, if kind == "place" { Noun::Place } else { Noun::Thing });
        }
        let mut families = HashMap::new();
        for [word, kind, names] in rows(include_str!("words/bodies.tsv")) {
            nouns.insert(word, Noun::Body(body_noun(kind)));
            families.insert(word, names.split(' ').filter(|name| *name != "-").map(family).collect());
        }
        for [word, kind, sex] in rows(include_str!("words/people.tsv")) {
            nouns.insert(word, Noun::Person(person_noun(kind), gender(sex)));
        }
        let name_words = rows(include_str!("words/name-words.tsv")).map(|[word, noun]| (word, noun)).collect();
        let titles = rows(include_str!("words/titles.tsv")).map(|[title, sex]| (title, gender(sex))).collect();
        let mut first_names = HashMap::new();
        for [sex, names] in rows(include_str!("words/first-names.tsv")) {
            let sex = gender(sex).expect("first names are listed by gender");
            first_names.extend(names.split(' ').map(|name| (name, sex)));
        }
        let mut leaders: HashMap<_, Vec<_>> = HashMap::new();
        for [body, names] in rows(include_str!("words/leaders.tsv")) {
            for name in names.split("; ") {
                leaders.entry(name).or_default().push(body);
            }
        }
        let peoples = rows(include_str!("words/peoples.tsv")).map(|[name]| name).collect();
        Self { nouns, families, name_words, titles, first_names, peoples, leaders }
    }

    /// What a noun, or a compound of two, names; in lower case.
    pub fn noun(&self, lemma: &str) -> Option<Noun> {
        self.nouns.get(lemma).copied()
    }

    /// Whether a noun for a body has no other sense, unlike "board", "panel" or "station".
    pub fn is_always_body(&self, lemma: &str) -> bool {
        const PLAIN: &[&str] =
            &["charity", "church", "club", "hospital", "mosque", "school", "university", "college", "ngo", "ombudsman"];
        PLAIN.contains(&lemma)
            || self.families(lemma).iter().any(|family| matches!(family.name, "watchdog" | "media"))
                && !matches!(
                    lemma,
                    "agency"
                        | "authority"
                        | "body"
                        | "channel"
                        | "group"
                        | "network"
                        | "outlet"
                        | "press"
                        | "station"
                        | "website"
                )
    }

    /// The families of a noun for a body; empty where it takes up nothing but itself.
    pub fn families(&self, lemma: &str) -> &[Family] {
        self.families.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The noun for a body that a word of its name tells: an airline of "Air", a carmaker of "Motors".
    pub fn told_by(&self, word: &str) -> Option<&'static str> {
        self.name_words.get(word).copied()
    }

    /// Whether a word before a name is a form of address.
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains_key(word)
    }

    /// The keys of the states and bodies that a person is generally known to have led.
    pub fn led_by(&self, name: &str) -> &[&'static str] {
        self.leaders.get(name).map_or(&[], Vec::as_slice)
    }

    /// The keys of all bodies that somebody is known to have led.
    #[cfg(test)]
    pub fn led(&self) -> impl Iterator<Item = &'static str> + '_ {
        rows(include_str!("words/leaders.tsv")).map(|[body, _]| body)
    }

    /// Whether a name is that of a people without a state of its name, or of a community of faith.
    pub fn is_people(&self, name: &str) -> bool {
        self.peoples.contains(name)
    }

    /// The gender that a form of address tells.
    pub fn title_gender(&self, word: &str) -> Option<Gender> {
        self.titles.get(word).copied().flatten()
    }

    /// The gender that a first name tells.
    pub fn name_gender(&self, first_name: &str) -> Option<Gender> {
        self.first_names.get(first_name).copied()
    }
}

/// The lines of a table, without comments.
fn rows<const COLUMNS: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; COLUMNS]> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut columns = line.split('\t');
        std::array::from_fn(|_| columns.next().expect("the tables are checked by a test"))
    })
}

fn family(column: &'static str) -> Family {
    let name = column.trim_start_matches('+');
    Family { name, general: name.len() < column.len() }
}

fn gender(column: &str) -> Option<Gender> {
    match column {
        "m" => Some(Gender::Man),
        "f" => Some(Gender::Woman),
        _ => None,
    }
}

fn person_noun(column: &str) -> PersonNoun {
    match column {
        "leader" => PersonNoun::Leader,
        "minister" => PersonNoun::Minister,
        "spokesman" => PersonNoun::Spokesman,
        "envoy" => PersonNoun::Envoy,
        "office" => PersonNoun::Office,
        "member" => PersonNoun::Member,
        "rank" => PersonNoun::Rank,
        _ => PersonNoun::Person,
    }
}

fn body_noun(column: &str) -> BodyNoun {
    match column {
        "government" => BodyNoun::Government,
        "country" => BodyNoun::Country,
        "organ" => BodyNoun::Organ,
        "party" => BodyNoun::Party,
        "armed" => BodyNoun::Armed,
        "bloc" => BodyNoun::Bloc,
        "company" => BodyNoun::Company,
        _ => BodyNoun::Body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_read() {
        let lexicon = Lexicon::get();
        assert_eq!(lexicon.noun("spokeswoman"), Some(Noun::Person(PersonNoun::Spokesman, Some(Gender::Woman))));
        assert_eq!(lexicon.noun("ministry"), Some(Noun::Body(BodyNoun::Organ)));
        assert_eq!(lexicon.noun("drone"), Some(Noun::Thing));
        assert_eq!(lexicon.noun("island"), Some(Noun::Place));
        assert_eq!(lexicon.noun("crowd"), Some(Noun::Crowd));
        assert_eq!(lexicon.title_gender("Mrs"), Some(Gender::Woman));
        assert_eq!(lexicon.name_gender("Sergei"), Some(Gender::Man));
    }

    #[test]
    fn no_word_is_listed_twice_in_a_table() {
        for table in [include_str!("words/people.tsv"), include_str!("words/bodies.tsv"), include_str!("words/things.tsv")] {
            let mut words: Vec<_> = rows::<2>(table).map(|[word, _]| word).collect();
            words.sort_unstable();
            assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{:?}", words.windows(2).find(|pair| pair[0] == pair[1]));
        }
    }

    #[test]
    fn no_first_name_tells_both_genders() {
        let mut names: Vec<_> =
            rows::<2>(include_str!("words/first-names.tsv")).flat_map(|[_, names]| names.split(' ')).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
