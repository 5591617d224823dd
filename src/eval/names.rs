//! When two names mean the same actor.

/// Other names of states and bodies that everybody knows by several.
const ALIASES: [(&str, &str); 22] = [
    ("us", "united states"),
    ("u.s.", "united states"),
    ("usa", "united states"),
    ("america", "united states"),
    ("u.s", "united states"),
    ("united states of america", "united states"),
    ("uk", "united kingdom"),
    ("britain", "united kingdom"),
    ("great britain", "united kingdom"),
    ("eu", "european union"),
    ("un", "united nations"),
    ("u.n.", "united nations"),
    ("russian federation", "russia"),
    ("prc", "china"),
    ("people's republic of china", "china"),
    ("dprk", "north korea"),
    ("republic of korea", "south korea"),
    ("uae", "united arab emirates"),
    ("north atlantic treaty organization", "nato"),
    ("islamic republic of iran", "iran"),
    ("holy see", "vatican"),
    ("burma", "myanmar"),
];

/// Titles and articles, which do not tell actors apart.
const DROPPED: [&str; 17] = [
    "the",
    "a",
    "an",
    "president",
    "prime",
    "minister",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gen",
    "king",
    "queen",
    "sir",
    "",
];

/// The side of a relation that the text leaves open.
pub(super) const NOBODY: &str = "-";

/// A name as it is compared: in lower case, without titles, under its usual name. Must stay what `score.py` makes of it.
pub(super) fn norm(name: &str) -> String {
    let lower = name.trim().to_lowercase().replace('’', "'");
    let lower = lower.strip_suffix("'s").unwrap_or(&lower);
    let whole = alias(lower);
    let word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.' | '\'' | '-');
    let words: Vec<&str> = whole.split(|character| !word(character)).filter(|word| !DROPPED.contains(word)).collect();
    alias(words.join(" ").trim_matches('.')).to_owned()
}

fn alias(name: &str) -> &str {
    ALIASES.iter().find(|(other, _)| *other == name).map_or(name, |(_, usual)| usual)
}

/// Whether two names, once through [`norm`], are one actor's: equal, or the words of one within the other's with the first or last shared.
pub(super) fn same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    if a.is_empty() || b.is_empty() || a == NOBODY || b == NOBODY {
        return false;
    }
    let (mut short, mut long): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if short.len() > long.len() {
        std::mem::swap(&mut short, &mut long);
    }
    short.iter().all(|word| long.contains(word)) && (short.last() == long.last() || short.first() == long.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_articles_and_other_names_do_not_matter() {
        let normed = ["the U.S.", "Britain’s", "President Bola Tinubu", "King's", "", "-", "St. Mary's Hospital"].map(norm);
        assert_eq!(normed, ["united states", "united kingdom", "bola tinubu", "", "", "-", "st. mary's hospital"]);
    }

    #[test]
    fn a_family_name_is_its_bearer_and_nobody_is_nobody() {
        assert!(same("rajapaksa", "gotabaya rajapaksa") && same("hun manet", "hun"));
        assert!(
            !same("kim yo-jong", "kim jong-un") && !same("korea", "south korean army") && !same("-", "russia") && same("-", "-")
        );
    }
}
