//! Names beside descriptions: "the Saudi crown prince, Mohammed bin Salman", "the regional body CONCACAF".

use super::super::ActorKind;
use super::super::cast::{Cast, Entity, EntityId};
use super::super::evidence;
use super::super::lexicon::{BodyNoun, Noun};
use super::super::phrases::{self, Phrase};
use super::Scene;
use crate::text::{Deprel, TokenId, Upos};

/// Verbs that say by "as" what their object is or becomes.
const MAKING: &[&str] = &[
    "anoint",
    "appoint",
    "brand",
    "choose",
    "confirm",
    "denounce",
    "depict",
    "describe",
    "designate",
    "elect",
    "identify",
    "install",
    "name",
    "nominate",
    "pick",
    "portray",
    "recognise",
    "recognize",
    "reinstate",
    "select",
    "unveil",
];

impl Scene<'_, '_> {
    /// The name beside a description: "the Saudi crown prince, Mohammed bin Salman"; the subject of "X is the president".
    pub(super) fn beside(&self, phrase: &Phrase, cast: &Cast) -> Option<Vec<EntityId>> {
        let (view, doc) = (&self.view, self.view.doc);
        let beside = doc.dependents(phrase.head).iter().copied().filter(|token| match view.deprel(*token) {
            Deprel::Appos => true,
            // "The regional body CONCACAF".
            Deprel::Flat | Deprel::Compound | Deprel::NmodUnmarked => *token > phrase.head,
            _ => false,
        });
        let above =
            matches!(view.deprel(phrase.head), Deprel::Appos | Deprel::NmodDesc).then(|| view.head(phrase.head)).flatten();
        let subject = doc
            .dependent(phrase.head, Deprel::Cop)
            .filter(|_| !phrase.plural)
            .and_then(|_| doc.dependents_by(phrase.head, &[Deprel::Nsubj]).next());
        let post = self.posts_near().find(|post| {
            post.tokens.contains(&phrase.head.0)
                && post.tokens.contains(&post.holder.0)
                && post.noun == phrase.noun
                && !post.membership
        });
        let post = post.filter(|post| post.body != Some(phrase.head)).map(|post| post.holder);
        let candidates = self
            .made(phrase)
            .into_iter()
            .chain(self.before_comma(phrase, cast))
            .chain(self.after_comma(phrase, cast))
            .chain(above)
            .chain(beside)
            .chain(subject)
            .chain(post);
        candidates.filter(|token| *token != phrase.head).find_map(|token| {
            let entities = cast.headed_by(token)?.entities.clone();
            // "The road to Kumbo, the archbishop …": a place that somebody goes to is nobody, however rare its name.
            let stands = evidence::is_where(view, token);
            if stands && entities.iter().any(|id| cast.entity(*id).kind == ActorKind::Place && cast.entity(*id).is_open()) {
                return None;
            }
            entities.iter().all(|entity| self.compatible(phrase, cast.entity(*entity))).then_some(entities)
        })
    }

    /// Whom a verb makes, or calls, what the phrase says: "named Jill Tan as his successor", "described him as a traitor".
    fn made(&self, phrase: &Phrase) -> Option<TokenId> {
        let view = &self.view;
        let verb = view.head(phrase.head).filter(|_| view.preposition(phrase.head).as_deref() == Some("as"))?;
        let making = MAKING.contains(&view.lemma(verb).as_ref());
        making.then(|| view.doc.dependents_by(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::NsubjPass]).next()).flatten()
    }

    /// The name right before a comma and the description: "Michael Spavor, a businessman".
    pub(super) fn before_comma(&self, phrase: &Phrase, cast: &Cast) -> Option<TokenId> {
        let view = &self.view;
        let left =
            phrase.possessor.map_or(phrase.tokens.start, |possessor| view.doc.subtree(possessor).start.min(phrase.tokens.start));
        let mut start = TokenId(left);
        if let Some(article) = view.before(start).filter(|token| view.upos(*token) == Upos::Det) {
            start = article;
        }
        let comma = view.before(start).filter(|token| view.doc.form(*token) == ",")?;
        let name = cast.name_until(comma)?;
        let listed =
            view.deprel(phrase.head) == Deprel::Conj && view.doc.dependents_by(phrase.head, &[Deprel::Cc]).next().is_some();
        let loose =
            matches!(view.deprel(phrase.head), Deprel::Appos | Deprel::Conj | Deprel::Nmod | Deprel::Parataxis | Deprel::Dep);
        (loose && !listed && view.sentence(comma).contains(&name.head.0)).then_some(name.head)
    }

    /// The name right after the description and a comma: "the American president, Donald Trump".
    pub(super) fn after_comma(&self, phrase: &Phrase, cast: &Cast) -> Option<TokenId> {
        let view = &self.view;
        let comma = TokenId(phrases::reach(view, phrase.head).max(phrase.tokens.end));
        if comma.0 >= view.sentence(phrase.head).end || view.doc.form(comma) != "," {
            return None;
        }
        let mut next = view.after(&(comma.0..comma.0 + 1))?;
        while view.lexicon.is_title(view.doc.form(next)) && cast.headed_by(next).is_none() {
            next = view.after(&(next.0..next.0 + 1))?;
        }
        let name = cast.name_from(next)?;
        let listed = view.deprel(name.head) == Deprel::Conj;
        (phrase.is_definite() && !phrase.plural && !listed).then_some(name.head)
    }

    /// Whether a description may mean an entity of this kind.
    pub(super) fn compatible(&self, phrase: &Phrase, entity: &Entity) -> bool {
        match phrase.meaning {
            Noun::Person(..) if phrase.plural => entity.plural,
            Noun::Person(_, gender) => {
                (entity.kind == ActorKind::Person || entity.is_open())
                    && (gender.is_none() || entity.gender.is_none() || gender == entity.gender)
            }
            Noun::Body(BodyNoun::Country | BodyNoun::Government) => entity.kind == ActorKind::State,
            Noun::Body(_) => entity.kind == ActorKind::Organization || entity.is_open(),
            Noun::Crowd => matches!(entity.kind, ActorKind::Group | ActorKind::Organization),
            Noun::Thing => matches!(entity.kind, ActorKind::Thing | ActorKind::Organization),
            Noun::Place => matches!(entity.kind, ActorKind::Place | ActorKind::State),
        }
    }
}
