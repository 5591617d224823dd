//! [`identify`]: the actor stage as a whole.

use super::antecedent::{Choice, Ranker};
use super::cast::{Cast, Draft, Entity, EntityId};
use super::lexicon::{BodyNoun, Noun};
use super::posts::Post;
use super::view::View;
use super::{Actor, ActorId, ActorKind, Actors, Mention};
use super::{acronyms, identity, implied, linking, names, offices, phrases, posts, resolve, topic};
use crate::ontology::KnownActors;
use crate::text::{Document, TokenId};
use std::collections::BTreeMap;

/// Finds the participants of an article: every mention by name, description or pronoun, who is meant, and which posts they hold.
///
/// Total: odd input gives fewer mentions. The same document and known actors give the same result. The cost is near
/// linear in the length of the document: pronouns and descriptions look a few sentences back.
#[must_use]
pub fn identify(document: &Document, known: &KnownActors) -> Actors {
    let ranker = Ranker::new(false);
    participants(document, known, &ranker)
}

/// The choices of antecedents that [`identify`] makes, with all candidates and their features: what the weights are trained on.
/// It costs what `identify` does and the writing down.
#[must_use]
pub fn antecedents(document: &Document, known: &KnownActors) -> Vec<Choice> {
    let ranker = Ranker::new(true);
    participants(document, known, &ranker);
    ranker.choices()
}

fn participants(document: &Document, known: &KnownActors, ranker: &Ranker) -> Actors {
    let view = View::new(document, known);
    let mut cast = Cast::new(view.len());
    let explained = acronyms::explained(&view);
    let spotted = names::spot(&view, &explained);
    linking::link(&view, &spotted, &explained, &mut cast);
    let home = topic::home(&view, &cast);
    let phrases = phrases::read(&view, &cast);
    let mut posts = posts::read(&view, &cast, &phrases);
    implied::sides(&view, &mut cast);
    implied::fill(&view, &mut cast, &mut posts, home);
    entitle(&view, &mut cast, &posts);
    resolve::resolve(&view, &mut cast, &phrases, &posts, home, ranker);
    // Now that pronouns have their persons: "who was sworn in as president".
    implied::fill(&view, &mut cast, &mut posts, home);
    finish(&view, cast, &posts)
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
        let ranked = |title: TokenId| {
            let noun = || matches!(view.lexicon.noun(&view.lower(title)), Some(Noun::Person(..)));
            view.lexicon.is_title(view.doc.form(title)) || view.doc.form(title).starts_with(char::is_uppercase) && noun()
        };
        while let Some(title) = view.before(at).filter(|title| ranked(*title)) {
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

/// Turns the cast into the stage's result.
fn finish(view: &View, cast: Cast, posts: &[Post]) -> Actors {
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
    let offices = offices::make(view, &cast, posts, |entity| numbering.actor(entity));
    let actors = numbering.actors();
    Actors::new(view.doc.tokens().len(), mentions, actors, offices)
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
    fn a_preposition_at_the_end_brings_nobody() {
        let actors = read(
            "Kenya Kenya PROPN NNP 2 nsubj LOC
            denied deny VERB VBD 0 root
            closures closure NOUN NNS 2 obj
            that that PRON WDT 6 nmod
            told tell VERB VBD 3 acl:relcl
            reporters reporter NOUN NNS 5 obj
            of of ADP IN 4 case",
        );
        assert_eq!(who(&actors, 5), ["reporters"]);
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
