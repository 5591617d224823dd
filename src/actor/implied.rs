//! The bodies of posts that a text leaves unsaid: of which state "President Emmanuel Macron" is president.
//!
//! In this order: the body that the article states for the same post elsewhere; the state that the person is generally known to have
//! led; the state that alone has such a post; the state whose deeds the sentence has just told; the state that the article is about.

use super::ActorKind;
use super::cast::{Cast, EntityId};
use super::lexicon::PersonNoun;
use super::linking::known_entity;
use super::posts::{Post, beside_state};
use super::view::View;
use crate::text::{Deprel, TokenId};

/// How many posts one is compared with at most: more than any article states.
const MANY: usize = 1000;

/// Posts that one state alone calls so.
const NATIONAL_POSTS: &[(&str, &str)] = &[
    ("chancellor of the exchequer", "united-kingdom"),
    ("defense secretary", "united-states"),
    ("foreign secretary", "united-kingdom"),
    ("home secretary", "united-kingdom"),
    ("national security adviser", "united-states"),
    ("national security advisor", "united-states"),
    ("secretary of defense", "united-states"),
    ("secretary of state", "united-states"),
    ("taoiseach", "ireland"),
    ("treasury secretary", "united-states"),
];

/// Posts at the head of an international body.
const HEADS: &[&str] =
    &["chief", "director-general", "director general", "head", "president", "secretary general", "secretary-general"];

/// Tells of which state those are known to have led one, if the article speaks of it: "his country" is that.
pub(super) fn sides(view: &View, cast: &mut Cast) {
    for at in 0..cast.drafts.len() {
        let draft = &cast.drafts[at];
        let person = draft.entities[0];
        if cast.entity(person).kind == ActorKind::Person && cast.entity(person).side.is_none() {
            let state = beside_state(view, cast, draft).and_then(|state| cast.referent(state));
            cast.entity_mut(person).side = state;
        }
    }
    for at in 0..cast.entities.len() {
        let entity = &cast.entities[at];
        if entity.kind == ActorKind::Person && entity.side.is_none() {
            let led = entity.names.iter().flat_map(|name| view.lexicon.led_by(name)).filter_map(|key| view.known.find(key));
            let mut states = led.filter_map(|known| cast.known(known)).filter(|id| cast.entity(*id).kind == ActorKind::State);
            cast.entities[at].side = states.next();
        }
    }
}

/// Fills in the implied bodies of the posts whose holder is known by now.
pub(super) fn fill(view: &View, cast: &mut Cast, posts: &mut [Post], home: Option<EntityId>) {
    for at in 0..posts.len() {
        if posts[at].body.is_none() && posts[at].implied.is_none() && !posts[at].membership {
            posts[at].implied = body(view, cast, posts, &posts[at], home);
        }
    }
}

fn body(view: &View, cast: &mut Cast, posts: &[Post], post: &Post, home: Option<EntityId>) -> Option<EntityId> {
    let holder = cast.referent(post.holder)?;
    if let Some(stated) = stated(cast, posts, post, holder) {
        return Some(stated);
    }
    let governing = matches!(post.kind, PersonNoun::Leader | PersonNoun::Minister)
        || matches!(post.noun.as_str(), "attorney general" | "ambassador" | "press secretary" | "senator" | "vice president");
    if governing || HEADS.contains(&post.noun.as_str()) {
        let fits = |state: bool| state && governing || !state && HEADS.contains(&post.noun.as_str());
        let led = cast.entity(holder).names.iter().flat_map(|name| view.lexicon.led_by(name));
        let mut known = led.filter_map(|key| view.known.find(key));
        if let Some(known) = known.find(|known| fits(view.known.actor(*known).kind == ActorKind::State)) {
            return Some(known_entity(view, known, cast));
        }
    }
    let role = post.role.to_lowercase();
    let national = NATIONAL_POSTS.iter().find(|(name, _)| role == *name).and_then(|(_, key)| view.known.find(key));
    if !governing && national.is_none() {
        return None;
    }
    if let Some(state) = national.and_then(|state| cast.known(state)) {
        return Some(state);
    }
    let free = |state: &EntityId| !is_taken(cast, posts, post, holder, *state);
    // In a text of a few sentences no state is what it is about.
    let short = view.doc.sentences().len() <= 3;
    let told = || nearby_state(view, cast, post).filter(free);
    joined_state(view, cast, post).filter(free).or_else(|| home.filter(|_| !short).filter(free)).or_else(told)
}

/// The body that the article states for the same post of the same person elsewhere.
fn stated(cast: &Cast, posts: &[Post], post: &Post, holder: EntityId) -> Option<EntityId> {
    let same = |other: &&Post| other.noun == post.noun && other.body.is_some() && cast.referent(other.holder) == Some(holder);
    posts.iter().take(MANY).find(same).and_then(|other| cast.referent(other.body?))
}

/// Whether somebody else is said to hold the same post in a state: of two presidents one is another state's.
fn is_taken(cast: &Cast, posts: &[Post], post: &Post, holder: EntityId, state: EntityId) -> bool {
    posts.iter().take(MANY).any(|other| {
        other.noun == post.noun
            && other.role.eq_ignore_ascii_case(&post.role)
            && other.former == post.former
            && other.body_in(cast) == Some(state)
            && cast.referent(other.holder).is_some_and(|other| other != holder)
    })
}

/// The state that is the subject of the clause before, in the same sentence, to which the post's clause is joined: "France has halted
/// its aid, and President Emmanuel Macron …".
fn joined_state(view: &View, cast: &Cast, post: &Post) -> Option<EntityId> {
    let clause = view.clause(post.holder);
    if view.deprel(clause) != Deprel::Conj {
        return None;
    }
    let first = view.first_conjunct(clause);
    let subject = view.doc.dependents_by(first, &[Deprel::Nsubj, Deprel::NsubjPass]).next()?;
    cast.referent(subject).filter(|id| cast.entity(*id).kind == ActorKind::State)
}

/// The state that is the subject of a clause before the post in its sentence: "Canada will send tanks, Defence Minister Anita
/// Anand said".
fn nearby_state(view: &View, cast: &Cast, post: &Post) -> Option<EntityId> {
    let sentence = view.sentence(post.holder);
    let before = (sentence.start..post.tokens.start).rev().map(TokenId);
    let subjects = before.filter(|token| matches!(view.deprel(*token), Deprel::Nsubj | Deprel::NsubjPass));
    subjects.filter_map(|token| cast.referent(token)).find(|id| cast.entity(*id).kind == ActorKind::State)
}

#[cfg(test)]
mod tests {
    use crate::actor::lexicon::Lexicon;
    use crate::actor::tests::known;

    #[test]
    fn all_that_somebody_led_is_known() {
        let known = known();
        for body in Lexicon::get().led() {
            assert!(known.find(body).is_some(), "{body} is no known actor");
        }
    }
}
