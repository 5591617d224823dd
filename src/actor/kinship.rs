//! Which nouns may take up one another: "the firm" a carmaker, "the group" a charity or a company, "the judge" a magistrate.

use super::cast::Entity;
use super::lexicon::Lexicon;

/// Nouns that are used for one another, each with the one that stands for all of them.
const SYNONYMS: &[(&str, &str)] = &[
    ("armed force", "military"),
    ("army", "military"),
    ("attacker", "assailant"),
    ("automaker", "carmaker"),
    ("chief justice", "judge"),
    ("combatant", "fighter"),
    ("demonstrator", "protester"),
    ("firm", "company"),
    ("force", "police"),
    ("inmate", "prisoner"),
    ("justice", "judge"),
    ("lawmaker", "mp"),
    ("legislator", "mp"),
    ("marcher", "protester"),
    ("organisation", "organization"),
    ("parliamentarian", "mp"),
    ("personnel", "troop"),
    ("premier", "prime minister"),
    ("protestor", "protester"),
    ("soldier", "troop"),
    ("trade union", "union"),
];

/// General nouns for a person, each with those that it may take up.
const KINDS: &[(&str, &[&str])] = &[
    ("boss", &["ceo", "chairman", "chief", "chief executive", "director-general", "head", "president"]),
    ("businessman", &["billionaire", "entrepreneur", "magnate", "tycoon"]),
    ("chief", &["boss", "chief executive", "commander", "director", "director-general", "head", "secretary-general"]),
    ("cleric", &["archbishop", "ayatollah", "bishop", "cardinal", "imam", "mufti", "patriarch", "priest", "rabbi", "sheikh"]),
    ("commander", &["admiral", "colonel", "general", "warlord"]),
    ("diplomat", &["ambassador", "attaché", "consul", "emissary", "envoy"]),
    ("doctor", &["physician", "surgeon"]),
    ("lawmaker", &["congressman", "congresswoman", "mep", "mp", "senator"]),
    ("lawyer", &["attorney", "counsel", "solicitor"]),
    ("monarch", &["emir", "emperor", "empress", "king", "queen", "shah", "sultan"]),
    ("officer", &["admiral", "captain", "colonel", "general", "lieutenant", "major", "policeman", "sergeant"]),
    ("politician", &["congressman", "congresswoman", "lawmaker", "mep", "minister", "mp", "senator"]),
    ("pontiff", &["pope"]),
    ("prince", &["crown prince"]),
    ("ruler", &["emir", "emperor", "king", "queen", "shah", "sultan"]),
    ("sovereign", &["king", "queen"]),
    ("writer", &["author", "journalist", "novelist", "poet"]),
];

/// Whether a general noun takes up what an entity is called.
pub(super) fn is_kind_of(entity: &Entity, general: &str) -> bool {
    let kinds = KINDS.iter().find(|(noun, _)| *noun == general).map_or(&[][..], |(_, kinds)| kinds);
    entity.nouns.iter().any(|noun| kinds.contains(&noun.as_str()))
}

/// How well a noun fits what an entity is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    /// It is called something else of the same family: a brewer is no airline.
    Foreign,
    /// Nothing of this family is known of it, nor anything else.
    Unknown,
    /// One noun is general in a family that the other belongs to.
    Close,
    /// It is called so.
    Same,
}

/// The noun that stands for a noun and its synonyms.
pub(super) fn canonical(noun: &str) -> &str {
    SYNONYMS.iter().find(|(word, _)| *word == noun).map_or(noun, |(_, stands)| stands)
}

/// Whether one of the nouns that describe an entity is this one or a synonym.
pub(super) fn is_called(entity: &Entity, noun: &str) -> bool {
    entity.nouns.iter().any(|known| canonical(known) == canonical(noun))
}

/// How well a noun for a body fits an entity.
pub(super) fn of(lexicon: &Lexicon, entity: &Entity, noun: &str) -> Kinship {
    if is_called(entity, noun) {
        return Kinship::Same;
    }
    let told = entity.nouns.iter().filter(|known| !lexicon.families(known).is_empty());
    told.map(|known| between(lexicon, known, noun)).fold(None, best).unwrap_or(Kinship::Unknown)
}

/// How well a noun for a body fits another.
pub(super) fn between(lexicon: &Lexicon, known: &str, noun: &str) -> Kinship {
    let (one, other) = (lexicon.families(known), lexicon.families(noun));
    let close = one.iter().any(|one| other.iter().any(|other| one.name == other.name && (one.general || other.general)));
    match (canonical(known) == canonical(noun), close) {
        (true, _) => Kinship::Same,
        (_, true) => Kinship::Close,
        _ => Kinship::Foreign,
    }
}

/// Of what several nouns say the one that speaks for the description.
fn best(one: Option<Kinship>, other: Kinship) -> Option<Kinship> {
    one.max(Some(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::ActorKind;

    fn kinship(nouns: &[&str], noun: &str) -> Kinship {
        let mut entity = Entity::new(ActorKind::Organization, "Zentora");
        nouns.iter().for_each(|noun| entity.describe(noun));
        of(Lexicon::get(), &entity, noun)
    }

    #[test]
    fn general_nouns_take_up_special_ones_and_the_other_way_round() {
        assert_eq!(kinship(&["carmaker"], "firm"), Kinship::Close);
        assert_eq!(kinship(&["company"], "brewer"), Kinship::Close);
        assert_eq!(kinship(&["charity"], "group"), Kinship::Close);
    }

    #[test]
    fn a_brewer_is_no_carmaker_and_a_court_no_company() {
        assert_eq!(kinship(&["carmaker"], "brewer"), Kinship::Foreign);
        assert_eq!(kinship(&["court"], "company"), Kinship::Foreign);
    }

    #[test]
    fn a_name_alone_tells_nothing() {
        assert_eq!(kinship(&[], "firm"), Kinship::Unknown);
        assert_eq!(kinship(&["firm"], "firm"), Kinship::Same);
    }
}
