//! "accused each other": what several do to one another, told as one deed of each.

use super::matching::{MUTUAL_IN_ITSELF, Match, Matcher};
use crate::text::{Document, TokenId};

/// Whether a token heads "each other" or "one another". Parsers make either word the head.
pub(super) fn is_reciprocal(document: &Document, token: TokenId) -> bool {
    let form = |index: u32| {
        let exists = (index as usize) < document.tokens().len();
        exists.then(|| document.form(TokenId(index)).to_lowercase())
    };
    let (before, after) = (token.0.checked_sub(1).and_then(form), form(token.0 + 1));
    match document.form(token).to_lowercase().as_str() {
        "other" => before.as_deref() == Some("each"),
        "another" => before.as_deref() == Some("one"),
        "each" => after.as_deref() == Some("other"),
        "one" => after.as_deref() == Some("another"),
        _ => false,
    }
}

/// Divides the events of several agents who do something to each other. Mutual events stay whole: their agents are the parties.
pub(super) fn divide_reciprocal(matcher: Matcher<'_>, matches: &mut Vec<Match>) {
    let whole = std::mem::take(matches);
    for found in whole {
        let parties = found.agents.clone();
        let divides = parties.len() >= 2
            && found.patients.is_empty()
            && !MUTUAL_IN_ITSELF.contains(&matcher.root_of(&found))
            && acts_on_each_other(matcher.document, found.trigger);
        if !divides {
            matches.push(found);
            continue;
        }
        for (index, agent) in parties.iter().enumerate() {
            let mut others = parties.clone();
            others.remove(index);
            matches.push(Match { agents: vec![agent.clone()], patients: others, ..found.clone() });
        }
    }
}

/// Whether "each other" stands under a trigger, or one noun below.
fn acts_on_each_other(document: &Document, trigger: TokenId) -> bool {
    let below = document.dependents(trigger);
    let further = below.iter().flat_map(|&dependent| document.dependents(dependent));
    below.iter().chain(further).any(|&token| token > trigger && is_reciprocal(document, token))
}
