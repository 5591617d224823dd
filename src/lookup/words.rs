//! Names of the ontology as people say them.

/// The name of a relation as people say it: `imposedTariffsOn` gives "imposed tariffs on".
pub fn in_words(relation: &str) -> String {
    let mut words = String::with_capacity(relation.len() + 4);
    for character in relation.chars() {
        if character.is_uppercase() {
            words.push(' ');
        }
        words.extend(character.to_lowercase());
    }
    words
}
