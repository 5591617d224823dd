//! Who an actor is beyond its article: keys, which are a pure function of what the actor is, and labels.

use super::ActorKind;
use super::cast::Entity;
use super::view::View;

/// The key of an entity with a name: one key everywhere.
pub(super) fn named_key(view: &View, entity: &Entity) -> String {
    if let Some(known) = entity.known {
        return view.known.actor(known).key.clone();
    }
    let plain = slug(&entity.label);
    // A city and a person of one name, or a name that a known actor bears, are kept apart by their kind.
    let suffix = match entity.kind {
        ActorKind::Place => "-place",
        ActorKind::Group => "-group",
        ActorKind::Thing => "-thing",
        ActorKind::Person if !plain.contains('-') || view.known.find(&plain).is_some() => "-person",
        ActorKind::Organization | ActorKind::State if view.known.find(&plain).is_some() => "-organization",
        _ => "",
    };
    plain + suffix
}

/// The key of an organ of a state: the state's and the organ's description without the state. "India's foreign ministry" and
/// "Indian foreign ministry" are one, and stay so in the next article.
pub(super) fn organ_key(view: &View, state: &Entity, description: &str) -> Option<String> {
    let actor = view.known.actor(state.known?);
    let plain = description.trim_start_matches(state.label.as_str()).trim_start_matches("'s ").trim_start_matches("’s ");
    let forms = std::iter::once(&actor.label).chain(&actor.names).chain(&actor.demonyms);
    let bare = forms.filter_map(|form| plain.trim().strip_prefix(form.as_str())).find(|rest| rest.starts_with(' '));
    Some(format!("{}--{}", actor.key, slug(bare.unwrap_or(plain))))
}

/// The key of the entity that only its article knows: the article, the description and a number among its likes.
pub(super) fn unnamed_key(doc: &str, description: &str, number: usize) -> String {
    let name = doc.rsplit(['/', '\\']).next().unwrap_or(doc);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    format!("{}--{}-{number}", slug(stem), slug(description))
}

/// A name as the last part of an IRI: letters and digits of any script in lower case, joined by hyphens.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase().filter(|c| c.is_alphanumeric()));
        } else if !matches!(c, '\'' | '’' | '.') && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    let trimmed = slug.trim_end_matches('-').len();
    slug.truncate(trimmed);
    if slug.is_empty() {
        let codes: Vec<String> = name.chars().map(|c| format!("{:x}", c as u32)).collect();
        slug = format!("u{}", codes.join("-"));
    }
    slug
}

/// The canonical label: of a state its usual name, of others the fullest name that the article uses.
pub(super) fn label(entity: &Entity) -> String {
    if !entity.named || entity.kind == ActorKind::State || entity.kind == ActorKind::Person {
        return entity.label.clone();
    }
    let fullest = entity.names.iter().max_by_key(|name| (name.split(' ').count(), name.len()));
    fullest.cloned().unwrap_or_else(|| entity.label.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_makes_a_segment() {
        assert_eq!(slug("Sergei Lavrov"), "sergei-lavrov");
        assert_eq!(slug("Luiz Inácio Lula da Silva"), "luiz-inácio-lula-da-silva");
        assert_eq!(slug("A.P. Moller-Maersk"), "ap-moller-maersk");
        assert_eq!(slug("People's Party"), slug("People’s Party"));
        assert_eq!(slug("習近平"), "習近平");
        assert_eq!(slug("!?"), "u21-3f");
    }

    #[test]
    fn unnamed_actors_carry_their_article() {
        assert_eq!(unnamed_key("news/peace-talks.txt", "three gunmen", 1), "peace-talks--three-gunmen-1");
    }
}
