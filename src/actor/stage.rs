//! [`identify`]: the actor stage as a whole.

use super::cast::{Cast, Draft, Entity, EntityId};
use super::lexicon::{BodyNoun, Noun, PersonNoun};
use super::posts::Post;
use super::view::View;
use super::{Actor, ActorId, ActorKind, Actors, Mention, Office};
use super::{acronyms, identity, linking, names, phrases, posts, resolve};
use crate::ontology::KnownActors;
use crate::text::{Deprel, Document, SentenceKind, TokenId};
use std::collections::{BTreeMap, HashSet};

/// Finds the participants of an article: every mention by name, description or pronoun, who is meant, and which posts they hold.
///
/// Total: odd input gives fewer mentions. The same document and known actors give the same result. The cost is near
/// linear in the length of the document: pronouns and descriptions look a few sentences back.
#[must_use]
pub fn identify(document: &Document, known: &KnownActors) -> Actors {
    let view = View::new(document, known);
    let mut cast = Cast::new(view.len());
    let explained = acronyms::explained(&view);
    let spotted = names::spot(&view, &explained);
    linking::link(&view, &spotted, &explained, &mut cast);
    let home = home(&view, &cast);
    let phrases = phrases::read(&view, &cast);
    let posts = posts::read(&view, &cast, &phrases);
    entitle(&view, &mut cast, &posts);
    resolve::resolve(&view, &mut cast, &phrases, &posts, home);
    finish(&view, cast, &posts, home)
}

/// The state that the article is mostly about: the one most often named, the state of the dateline before others.
fn home(view: &View, cast: &Cast) -> Option<EntityId> {
    let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
    for draft in &cast.drafts {
        let entity = draft.entities[0];
        let state = if cast.entity(entity).kind == ActorKind::State { Some(entity) } else { cast.entity(entity).part_of };
        let Some(state) = state.filter(|state| cast.entity(*state).kind == ActorKind::State) else { continue };
        *counts.entry(state).or_default() += if is_dateline(view, draft.tokens.start) { 8 } else { 1 };
    }
    // Of equals the one that comes first.
    counts.into_iter().max_by_key(|(state, count)| (*count, std::cmp::Reverse(*state))).map(|(state, _)| state)
}

/// Whether a token stands in the dateline, or in capitals at the start of the first sentence after the title.
fn is_dateline(view: &View, token: u32) -> bool {
    let span = view.doc.token(TokenId(token)).span;
    if view.doc.article().dateline.is_some_and(|dateline| dateline.contains(span)) {
        return true;
    }
    let first = view.doc.sentences().iter().find(|sentence| sentence.kind == SentenceKind::Body);
    let form = view.doc.form(TokenId(token));
    first.is_some_and(|sentence| sentence.tokens.start == token) && form.len() > 3 && form.chars().all(char::is_uppercase)
}

/// Lets people be called by their posts and titles: "the general", "the prince".
fn entitle(view: &View, cast: &mut Cast, posts: &[Post]) {
    let heads: Vec<(TokenId, u32, EntityId)> = cast
        .drafts
        .iter()
        .filter(|draft| cast.entity(draft.entities[0]).kind == ActorKind::Person)
        .map(|draft| (draft.head, draft.tokens.start, draft.entities[0]))
        .collect();
    for (_, start, person) in heads {
        let mut at = TokenId(start);
        while let Some(title) = view.before(at).filter(|title| view.lexicon.is_title(view.doc.form(*title))) {
            cast.entity_mut(person).describe(&view.lower(title));
            at = title;
        }
    }
    for post in posts.iter().filter(|post| !post.noun.is_empty()) {
        if let Some(person) = cast.referent(post.holder).filter(|id| cast.entity(*id).kind == ActorKind::Person) {
            cast.entity_mut(person).describe(&post.noun);
        }
    }
}

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

/// The body of a post of government that the text leaves unsaid: the state that alone has such a post, if the article speaks of
/// it; else the state that the article is about.
fn implied_body(view: &View, cast: &Cast, posts: &[Post], post: &Post, home: Option<EntityId>) -> Option<EntityId> {
    let role = post.role.to_lowercase();
    let national = NATIONAL_POSTS.iter().find(|(name, _)| role == *name).and_then(|(_, key)| view.known.find(key));
    let governing = matches!(post.kind, PersonNoun::Leader | PersonNoun::Minister)
        || matches!(post.noun.as_str(), "attorney general" | "ambassador" | "press secretary" | "vice president");
    if !governing && national.is_none() {
        return None;
    }
    if let Some(state) = national.and_then(|state| cast.known(state)) {
        return Some(state);
    }
    let free = |state: &EntityId| !is_taken(cast, posts, post, *state);
    // In a text of a few sentences no state is what it is about.
    let short = view.doc.sentences().len() <= 3;
    let about = home.filter(|_| !short).filter(free);
    about.or_else(|| nearby_state(view, cast, post).filter(free))
}

/// Whether somebody else is said to hold the same post in a state: of two presidents one is another state's.
fn is_taken(cast: &Cast, posts: &[Post], post: &Post, state: EntityId) -> bool {
    let holder = cast.referent(post.holder);
    posts.iter().take(MANY).any(|other| {
        let body = other.body.and_then(|body| cast.referent(body));
        other.noun == post.noun
            && other.role.eq_ignore_ascii_case(&post.role)
            && other.former == post.former
            && body == Some(state)
            && cast.referent(other.holder) != holder
    })
}

/// The state that is the subject of a clause before the post in its sentence: "Canada will send tanks, Defence Minister Anita
/// Anand said".
fn nearby_state(view: &View, cast: &Cast, post: &Post) -> Option<EntityId> {
    let sentence = view.sentence(post.holder);
    let before = (sentence.start..post.tokens.start).rev().map(TokenId);
    let subjects = before.filter(|token| matches!(view.deprel(*token), Deprel::Nsubj | Deprel::NsubjPass));
    subjects.filter_map(|token| cast.referent(token)).find(|id| cast.entity(*id).kind == ActorKind::State)
}

/// Turns the cast into the stage's result.
fn finish(view: &View, cast: Cast, posts: &[Post], home: Option<EntityId>) -> Actors {
    let mut drafts: Vec<&Draft> = cast.drafts.iter().collect();
    drafts.sort_by_key(|draft| (draft.head, draft.tokens.start));
    let mut numbering = Numbering { view: *view, cast: &cast, ids: vec![None; cast.entities.len()], order: Vec::new() };
    let mentions = drafts
        .into_iter()
        .map(|draft| Mention {
            span: view.doc.span_of(&draft.tokens),
            tokens: draft.tokens.clone(),
            head: draft.head,
            kind: draft.kind,
            actors: draft.entities.iter().map(|entity| numbering.actor(*entity)).collect(),
        })
        .collect();
    let offices = offices(view, &cast, posts, home, &mut numbering);
    let actors = numbering.actors();
    Actors::new(view.doc.tokens().len(), mentions, actors, offices)
}

fn offices(view: &View, cast: &Cast, posts: &[Post], home: Option<EntityId>, numbering: &mut Numbering) -> Vec<Office> {
    let mut seen = HashSet::new();
    let mut offices = Vec::new();
    for post in posts {
        let Some(holder) = cast.referent(post.holder) else { continue };
        let mut body = post.body.and_then(|body| cast.headed_by(body)).map(|draft| draft.entities[0]);
        // "Its board" is the company's.
        let board = |id: EntityId| !cast.entity(id).named && cast.entity(id).nouns.iter().any(|noun| noun == "board");
        if let Some(owner) = body.filter(|id| board(*id)).and_then(|id| cast.entity(id).part_of) {
            body = Some(owner);
        }
        // "His secretary of state" is his state's.
        if let Some(state) = body.filter(|id| post.kind == PersonNoun::Minister && cast.entity(*id).kind == ActorKind::Person) {
            body = state_of_person(cast, posts, state).or(body);
        }
        if body.is_none() {
            let stated =
                |other: &&Post| other.noun == post.noun && other.body.is_some() && cast.referent(other.holder) == Some(holder);
            body = posts.iter().take(MANY).find(stated).and_then(|other| cast.referent(other.body?));
            body = body.or_else(|| implied_body(view, cast, posts, post, home));
        }
        if body == Some(holder) || !seen.insert((holder, body, post.role.to_lowercase())) {
            continue;
        }
        offices.push(Office {
            holder: numbering.actor(holder),
            body: body.map(|body| numbering.actor(body)),
            role: post.role.clone(),
            membership: post.membership,
            former: post.former,
            span: view.doc.span_of(&post.tokens),
            head: post.holder,
        });
    }
    offices
}

/// The state that a person holds a post in, or is described as leading.
fn state_of_person(cast: &Cast, posts: &[Post], person: EntityId) -> Option<EntityId> {
    let held = posts
        .iter()
        .take(MANY)
        .filter(|post| cast.referent(post.holder) == Some(person))
        .filter_map(|post| cast.referent(post.body?));
    cast.entity(person).side.into_iter().chain(held).find(|id| cast.entity(*id).kind == ActorKind::State)
}

/// Gives the entities that are spoken of their numbers, in the order of their first mention.
struct Numbering<'v, 'd> {
    view: View<'d>,
    cast: &'v Cast,
    ids: Vec<Option<ActorId>>,
    order: Vec<EntityId>,
}

impl Numbering<'_, '_> {
    fn actor(&mut self, entity: EntityId) -> ActorId {
        if let Some(id) = self.ids[entity.0 as usize] {
            return id;
        }
        let id = ActorId(self.order.len() as u32);
        self.ids[entity.0 as usize] = Some(id);
        self.order.push(entity);
        if let Some(body) = self.cast.entity(entity).part_of {
            self.actor(body);
        }
        id
    }

    /// The lasting key of an unnamed organ of a state.
    fn organ_key(&self, entity: &Entity, label: &str) -> Option<String> {
        let organ = |noun: &String| matches!(self.view.lexicon.noun(noun), Some(Noun::Body(BodyNoun::Organ)));
        let state = entity.part_of.map(|state| self.cast.entity(state)).filter(|state| state.kind == ActorKind::State)?;
        let lasting = entity.kind == ActorKind::Organization && entity.nouns.iter().any(organ);
        lasting.then(|| identity::organ_key(&self.view, state, label)).flatten()
    }

    fn actors(&self) -> Vec<Actor> {
        let doc = &self.view.doc.article().doc;
        let mut likes: BTreeMap<String, usize> = BTreeMap::new();
        let make = |entity: &EntityId| {
            let entity = self.cast.entity(*entity);
            let label = identity::label(entity);
            let key = if entity.named {
                identity::named_key(&self.view, entity)
            } else if let Some(key) = self.organ_key(entity, &label) {
                key
            } else {
                let number = likes.entry(identity::slug(&label)).or_default();
                *number += 1;
                identity::unnamed_key(doc, &label, *number)
            };
            let mut aliases: Vec<String> = entity.names.iter().filter(|name| **name != label).cloned().collect();
            aliases.sort();
            let part_of = entity.part_of.and_then(|body| self.ids[body.0 as usize]);
            Actor { label, kind: entity.kind, key, aliases, named: entity.named, part_of }
        };
        self.order.iter().map(make).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::identify;
    use crate::actor::tests::{document, known};
    use crate::actor::{ActorKind, Actors, MentionKind};
    use crate::text::TokenId;

    fn read(lines: &str) -> Actors {
        identify(&document(lines), &known())
    }

    /// The labels of those whom the mention headed by a token refers to.
    fn who(actors: &Actors, token: u32) -> Vec<&str> {
        let Some(mention) = actors.headed_by(TokenId(token)) else { return Vec::new() };
        actors.mention(mention).actors.iter().map(|id| actors.actor(*id).label.as_str()).collect()
    }

    const LAVROV: &str = "Russian russian ADJ JJ 3 amod
        Foreign foreign ADJ JJ 3 amod
        Minister minister NOUN NN 4 nmod:desc
        Sergei Sergei PROPN NNP 6 nsubj PER
        Lavrov Lavrov PROPN NNP 4 flat +PER
        accused accuse VERB VBD 0 root
        Warsaw Warsaw PROPN NNP 6 obj LOC
        in in ADP IN 9 case
        Moscow Moscow PROPN NNP 6 obl LOC";

    #[test]
    fn a_title_states_an_office() {
        let actors = read(LAVROV);
        let office = &actors.offices[0];
        assert_eq!(actors.actor(office.holder).label, "Sergei Lavrov");
        assert_eq!(office.body.map(|body| actors.actor(body).label.as_str()), Some("Russia"));
        assert_eq!(office.role, "Foreign Minister");
        assert!(!office.former && !office.membership);
    }

    #[test]
    fn a_capital_acts_or_is_a_place() {
        let actors = read(LAVROV);
        assert_eq!(who(&actors, 6), ["Poland"]);
        assert_eq!(who(&actors, 8), ["Moscow"]);
        let moscow = actors.actors.iter().find(|actor| actor.label == "Moscow").unwrap();
        assert_eq!(moscow.kind, ActorKind::Place);
        assert_eq!(moscow.part_of.map(|state| actors.actor(state).key.as_str()), Some("russia"));
    }

    #[test]
    fn a_demonym_names_its_state() {
        let actors = read(LAVROV);
        let mention = actors.mention(actors.headed_by(TokenId(0)).unwrap());
        assert_eq!((mention.kind, who(&actors, 0)), (MentionKind::Nominal, vec!["Russia"]));
    }

    #[test]
    fn a_pronoun_is_not_its_neighbour_in_the_clause() {
        let actors = read(
            "Donald Donald PROPN NNP 3 nsubj PER
            Trump Trump PROPN NNP 1 flat +PER
            phoned phone VERB VBD 0 root
            Volodymyr Volodymyr PROPN NNP 3 obj PER
            Zelensky Zelensky PROPN NNP 4 flat +PER

            Trump Trump PROPN NNP 2 nsubj PER
            invited invite VERB VBD 0 root
            him he PRON PRP 2 obj
            to to ADP IN 5 case
            Washington Washington PROPN NNP 2 obl LOC",
        );
        assert_eq!(who(&actors, 5), ["Donald Trump"]);
        assert_eq!(who(&actors, 7), ["Volodymyr Zelensky"]);
        assert_eq!(who(&actors, 9), ["Washington"]);
    }

    #[test]
    fn people_of_one_family_stay_apart() {
        let actors = read(
            "Kim Kim PROPN NNP 4 nsubj PER
            Jong-un Jong-un PROPN NNP 1 flat +PER
            and and CCONJ CC 5 cc
            met meet VERB VBD 0 root
            Kim Kim PROPN NNP 4 obj PER
            Yo-jong Yo-jong PROPN NNP 5 flat +PER

            Ms Ms PROPN NNP 2 nmod:desc
            Kim Kim PROPN NNP 3 nsubj PER
            left leave VERB VBD 0 root",
        );
        assert_eq!(who(&actors, 0), ["Kim Jong-un"]);
        assert_eq!(who(&actors, 4), ["Kim Yo-jong"]);
    }

    #[test]
    fn two_leaders_are_the_two_spoken_of() {
        let actors = read(
            "Macron Macron PROPN NNP 4 nsubj PER
            and and CCONJ CC 3 cc
            Merz Merz PROPN NNP 1 conj PER
            met meet VERB VBD 0 root

            The the DET DT 3 det
            two two NUM CD 3 nummod
            leaders leader NOUN NNS 4 nsubj person
            agreed agree VERB VBD 0 root
            that that SCONJ IN 7 mark
            they they PRON PRP 7 nsubj
            stay stay VERB VBP 4 ccomp",
        );
        assert_eq!(who(&actors, 6), ["Macron", "Merz"]);
        assert_eq!(who(&actors, 9), ["Macron", "Merz"]);
    }

    #[test]
    fn leaders_of_states_are_the_states() {
        let actors = read(
            "Leaders leader NOUN NNS 6 nsubj person
            of of ADP IN 3 case
            France France PROPN NNP 1 nmod LOC
            and and CCONJ CC 5 cc
            Germany Germany PROPN NNP 3 conj LOC
            met meet VERB VBD 0 root",
        );
        assert_eq!(who(&actors, 0), ["France", "Germany"]);
    }

    #[test]
    fn an_unnamed_actor_keeps_its_description_and_its_article() {
        let actors = read(
            "Three three NUM CD 2 nummod
            gunmen gunman NOUN NNS 3 nsubj person
            fled flee VERB VBD 0 root

            The the DET DT 2 det
            gunmen gunman NOUN NNS 3 nsubj person
            returned return VERB VBD 0 root",
        );
        assert_eq!(who(&actors, 1), ["three gunmen"]);
        assert_eq!(who(&actors, 4), ["three gunmen"]);
        assert_eq!(actors.actors[0].key, "test--three-gunmen-1");
        assert!(!actors.actors[0].named);
    }

    #[test]
    fn we_in_a_quotation_is_the_speakers_state() {
        let actors = read(
            "`` `` PUNCT `` 3 punct
            We we PRON PRP 3 nsubj
            agree agree VERB VBP 6 ccomp
            '' '' PUNCT '' 3 punct
            , , PUNCT , 6 punct
            said say VERB VBD 0 root
            Thai thai ADJ JJ 8 amod
            minister minister NOUN NN 9 nmod:desc
            Maris Maris PROPN NNP 6 nsubj PER
            Sangiampongsa Sangiampongsa PROPN NNP 9 flat +PER",
        );
        assert_eq!(who(&actors, 1), ["Thailand"]);
    }

    #[test]
    fn the_same_document_gives_the_same_actors() {
        assert_eq!(read(LAVROV), read(LAVROV));
        assert_eq!(read("").mentions, []);
    }
}
