//! Descriptions: whom "the Ukrainian leader", "the group", "the government", "the gunmen" refer to.

use super::cast::{Cast, Entity, EntityId};
use super::kinship::{self, Kinship, is_called};
use super::lexicon::{BodyNoun, Noun, PersonNoun};
use super::memory::{Memory, Seen, single};
use super::phrases::{self, Phrase, Reference};
use super::posts::Post;
use super::view::View;
use super::{ActorKind, MentionKind};
use crate::text::{Deprel, TokenId, Upos};

/// Epithets that take up whoever was spoken of, with nothing else to tell them by.
const EPITHETS: &[&str] = &[
    "autocrat",
    "banker",
    "billionaire",
    "businessman",
    "businesswoman",
    "conservative",
    "dictator",
    "economist",
    "hardliner",
    "leftist",
    "liberal",
    "man",
    "moderate",
    "nationalist",
    "newcomer",
    "politician",
    "populist",
    "reformist",
    "rightist",
    "socialist",
    "strongman",
    "tycoon",
    "veteran",
    "woman",
    "laureate",
    "old",
];

/// Plural nouns that stand for the armed body spoken of.
const FIGHTERS: &[&str] = &["fighter", "guerrilla", "insurgent", "islamist", "jihadist", "militant", "rebel", "separatist"];

/// How many posts or participants a description is compared with at most: more than any article has.
const MANY: usize = 1000;

/// Words before "government" that make it another than the state's own.
const OTHER_GOVERNMENTS: &[&str] = &[
    "city",
    "civilian",
    "exile",
    "former",
    "local",
    "municipal",
    "previous",
    "provincial",
    "puppet",
    "regional",
    "rival",
    "shadow",
];

/// What the resolution of descriptions reads.
pub(super) struct Scene<'v, 'd> {
    pub view: View<'d>,
    pub memory: &'v Memory,
    pub posts: &'v [Post],
    /// The state that the article is mostly about or written from.
    pub home: Option<EntityId>,
}

impl Scene<'_, '_> {
    /// The posts that a description is compared with.
    fn posts_near(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter().take(MANY)
    }

    /// The participants that a phrase refers to: ones known by now, or a new one.
    pub fn resolve(&self, phrase: &Phrase, cast: &mut Cast) -> Vec<EntityId> {
        if let Some(entities) = self.beside(phrase, cast) {
            self.learn(phrase, &entities, cast);
            return entities;
        }
        if phrase.noun == "side" && !phrase.plural {
            // "The Indian side", "his side".
            if let Some(owner) = self.owner(phrase, cast) {
                return vec![self.state_of(owner, cast).unwrap_or(owner)];
            }
        }
        if let Some(neighbour) = self.neighbour(phrase, cast) {
            return vec![neighbour];
        }
        let found = match phrase.meaning {
            Noun::Body(BodyNoun::Government) => self.government(phrase, cast),
            Noun::Body(BodyNoun::Country) => self.country(phrase, cast),
            Noun::Body(_) => self.body(phrase, cast),
            Noun::Person(kind, _) if !phrase.plural => self.person(phrase, kind, cast),
            Noun::Person(..) | Noun::Crowd | Noun::Thing | Noun::Place => self.group(phrase, cast),
        };
        let entity = found.or_else(|| self.same_words(phrase, cast)).unwrap_or_else(|| self.new_entity(phrase, cast));
        let side = self.owner(phrase, cast).filter(|owner| cast.entity(*owner).kind == ActorKind::State);
        let described = cast.entity_mut(entity);
        described.describe(&phrase.noun);
        if described.kind == ActorKind::Person && phrase.is_definite() {
            described.side = described.side.or(side);
        }
        vec![entity]
    }

    /// What a description beside a name tells of it: "Zentora, the Dutch carmaker", "Michael Spavor, a businessman".
    fn learn(&self, phrase: &Phrase, entities: &[EntityId], cast: &mut Cast) {
        let &[only] = entities else { return };
        let state = self.owner(phrase, cast).filter(|owner| cast.entity(*owner).kind == ActorKind::State);
        let entity = cast.entity_mut(only);
        match phrase.meaning {
            Noun::Body(_) if entity.is_open() => entity.kind = ActorKind::Organization,
            Noun::Person(_, gender) => entity.gender = entity.gender.or(gender),
            _ => {}
        }
        if entity.known.is_none() {
            entity.side = entity.side.or(state);
        }
        entity.describe(&phrase.noun);
    }

    /// "Its neighbour": the other state that the article speaks of most.
    fn neighbour(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        if !matches!(phrase.noun.as_str(), "neighbour" | "neighbor") || phrase.plural || phrase.reference != Reference::Possessed
        {
            return None;
        }
        let state = |id: EntityId| cast.entity(id).kind == ActorKind::State;
        let owner = self.owner(phrase, cast).filter(|owner| state(*owner))?;
        self.memory.most_mentioned(|id| state(id) && id != owner)
    }

    /// The state or body that a phrase's modifier, possessor or complement names.
    pub fn owner(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let actor = |token: TokenId| cast.referent(token);
        let possessor = phrase.possessor.and_then(actor);
        let modifiers =
            self.view.doc.dependents_by(phrase.head, &[Deprel::Amod, Deprel::Compound, Deprel::NmodDesc, Deprel::Nmod]);
        possessor.or_else(|| {
            modifiers
                .filter(|token| match self.view.preposition(*token) {
                    Some(word) => matches!(word.as_ref(), "of" | "from" | "in"),
                    None => *token < phrase.head,
                })
                .find_map(actor)
        })
    }

    /// The owner as a state: a person's is the state of his post.
    fn owner_state(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let owner = self.owner(phrase, cast)?;
        self.state_of(owner, cast)
    }

    /// The state that an entity is, belongs to, or holds a post in.
    pub fn state_of(&self, entity: EntityId, cast: &Cast) -> Option<EntityId> {
        let mut at = entity;
        for _ in 0..4 {
            if cast.entity(at).kind == ActorKind::State {
                return Some(at);
            }
            let post = || {
                self.posts_near().find(|post| cast.referent(post.holder) == Some(at)).and_then(|post| cast.referent(post.body?))
            };
            at = cast.entity(at).side.or(cast.entity(at).part_of).or_else(post)?;
        }
        None
    }

    /// The name beside a description: "the Saudi crown prince, Mohammed bin Salman"; the subject of "X is the president".
    fn beside(&self, phrase: &Phrase, cast: &Cast) -> Option<Vec<EntityId>> {
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
            .before_comma(phrase, cast)
            .into_iter()
            .chain(self.after_comma(phrase, cast))
            .chain(above)
            .chain(beside)
            .chain(subject)
            .chain(post);
        candidates.filter(|token| *token != phrase.head).find_map(|token| {
            let entities = cast.headed_by(token)?.entities.clone();
            entities.iter().all(|entity| self.compatible(phrase, cast.entity(*entity))).then_some(entities)
        })
    }

    /// The name right before a comma and the description: "Michael Spavor, a businessman".
    fn before_comma(&self, phrase: &Phrase, cast: &Cast) -> Option<TokenId> {
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
    fn after_comma(&self, phrase: &Phrase, cast: &Cast) -> Option<TokenId> {
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
    fn compatible(&self, phrase: &Phrase, entity: &Entity) -> bool {
        match phrase.meaning {
            Noun::Person(..) if phrase.plural => entity.plural,
            Noun::Person(_, gender) => {
                entity.kind == ActorKind::Person && (gender.is_none() || entity.gender.is_none() || gender == entity.gender)
            }
            Noun::Body(BodyNoun::Country | BodyNoun::Government) => entity.kind == ActorKind::State,
            Noun::Body(_) => entity.kind == ActorKind::Organization || entity.is_open(),
            Noun::Crowd => matches!(entity.kind, ActorKind::Group | ActorKind::Organization),
            Noun::Thing => matches!(entity.kind, ActorKind::Thing | ActorKind::Organization),
            Noun::Place => matches!(entity.kind, ActorKind::Place | ActorKind::State),
        }
    }

    /// "The Russian government", "the government": the state.
    fn government(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let words = self.view.words(&phrase.tokens).to_lowercase();
        if words.split([' ', '-']).any(|word| OTHER_GOVERNMENTS.contains(&word)) || phrase.plural {
            return None;
        }
        match self.owner(phrase, cast) {
            // "His administration" is his state's; "the government of Abdalla Hamdok" is one of several.
            Some(owner) if cast.entity(owner).kind == ActorKind::Person => {
                phrase.possessor.and_then(|_| self.state_of(owner, cast))
            }
            Some(owner) => self.state_of(owner, cast).or(Some(owner)),
            None if phrase.reference == Reference::Definite => self.home,
            None => None,
        }
    }

    /// "The kingdom", "his country".
    fn country(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        if phrase.plural || !phrase.is_definite() {
            return None;
        }
        if phrase.reference == Reference::Possessed {
            return self.owner_state(phrase, cast);
        }
        let state = |id: EntityId| cast.entity(id).kind == ActorKind::State;
        if !matches!(phrase.noun.as_str(), "country" | "nation" | "state" | "homeland" | "motherland" | "republic" | "power") {
            return self.memory.most_mentioned(|id| state(id) && is_called(cast.entity(id), &phrase.noun));
        }
        let sentence = self.view.doc.sentence_of(phrase.head);
        let near = |seen: &Seen| seen.sentence + 1 >= sentence && seen.weight > 30.0;
        self.memory.salient(sentence, |entity, seen| state(entity) && near(seen)).or(self.home)
    }

    /// "The president", "the American president", "the general", "the leftist".
    fn person(&self, phrase: &Phrase, kind: PersonNoun, cast: &Cast) -> Option<EntityId> {
        if !phrase.is_definite() {
            return None;
        }
        let gender = phrase.gender();
        let human = |id: EntityId| {
            let entity = cast.entity(id);
            entity.kind == ActorKind::Person
                && !entity.plural
                && (gender.is_none() || entity.gender.is_none() || entity.gender == gender)
        };
        let owner = self.owner(phrase, cast);
        if let Some(holder) = self.holder(phrase, kind, owner, cast).filter(|id| human(*id)) {
            return Some(holder);
        }
        if let Some(owner) = owner.filter(|owner| cast.entity(*owner).kind != ActorKind::Place) {
            let posted = !matches!(kind, PersonNoun::Person | PersonNoun::Member);
            return self.newcomer(phrase, owner, cast).filter(|id| posted && human(*id));
        }
        if phrase.reference == Reference::Possessed {
            return None;
        }
        let described = |id: EntityId| human(id) && is_called(cast.entity(id), &phrase.noun);
        self.memory.latest(described).or_else(|| {
            let sentence = self.view.doc.sentence_of(phrase.head);
            let epithet = EPITHETS.contains(&phrase.noun.as_str()) || kind == PersonNoun::Leader;
            let near = |id: EntityId, at: usize| human(id) && cast.entity(id).named && at + 2 >= sentence;
            self.memory.salient(sentence, |id, seen| epithet && near(id, seen.sentence))
        })
    }

    /// The person named last, in this sentence or the one before, if no post of theirs speaks against it: "Donald Trump … The
    /// American president".
    fn newcomer(&self, phrase: &Phrase, owner: EntityId, cast: &Cast) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let person = |id: &EntityId| cast.entity(*id).kind == ActorKind::Person && cast.entity(*id).named;
        let last = self
            .memory
            .all()
            .take_while(|seen| seen.sentence + 1 >= sentence)
            .find_map(|seen| single(&seen.entities).filter(person))?;
        let mut bodies = self.posts_near().filter(|post| cast.referent(post.holder) == Some(last)).map(|post| post.body);
        let fits = bodies.all(|body| {
            body.and_then(|body| cast.referent(body)).is_none_or(|body| self.same_state(Some(body), Some(owner), cast))
        });
        (fits && phrase.reference == Reference::Definite).then_some(last)
    }

    /// The holder, latest spoken of, of a post that the description names.
    fn holder(&self, phrase: &Phrase, kind: PersonNoun, owner: Option<EntityId>, cast: &Cast) -> Option<EntityId> {
        if matches!(kind, PersonNoun::Person | PersonNoun::Member) {
            return None;
        }
        let leader = phrase.noun == "leader";
        let fits = |post: &Post| {
            let same = post.noun == phrase.noun || leader && post.kind == PersonNoun::Leader;
            let body = post.body.and_then(|body| cast.referent(body));
            let place = owner.is_none() || body.is_none() || body == owner || self.same_state(body, owner, cast);
            same && place && !post.membership
        };
        let holders: Vec<EntityId> =
            self.posts_near().filter(|post| fits(post)).filter_map(|post| cast.referent(post.holder)).collect();
        let sentence = self.view.doc.sentence_of(phrase.head);
        let near = self.memory.salient(sentence, |id, seen| holders.contains(&id) && seen.sentence + 1 >= sentence);
        near.or_else(|| self.memory.latest(|id| holders.contains(&id))).or_else(|| single(&holders))
    }

    fn same_state(&self, one: Option<EntityId>, other: Option<EntityId>, cast: &Cast) -> bool {
        let state = |id: Option<EntityId>| id.and_then(|id| self.state_of(id, cast));
        state(one).is_some() && state(one) == state(other)
    }

    /// "The group", "the council", "the company": the body that is called so; else the one that may be, of the same place if the
    /// description names one, by how well the noun fits and then by prominence.
    fn body(&self, phrase: &Phrase, cast: &mut Cast) -> Option<EntityId> {
        if phrase.plural && phrase.noun != "police" || !phrase.is_definite() {
            return None;
        }
        let owner = self.owner(phrase, cast);
        let called = |cast: &Cast, id: EntityId| {
            cast.entity(id).kind == ActorKind::Organization && is_called(cast.entity(id), &phrase.noun)
        };
        let own = |cast: &Cast, id: EntityId| owner.is_none() || cast.entity(id).part_of == owner;
        let told = phrase.reference == Reference::Definite && self.is_told_apart(phrase, cast);
        if let Some(found) = self.memory.latest(|id| called(cast, id) && own(cast, id) && !(told && cast.entity(id).named)) {
            return Some(found);
        }
        let person = |id: EntityId| cast.entity(id).kind == ActorKind::Person;
        if phrase.reference == Reference::Possessed || owner.is_some_and(person) {
            return None;
        }
        let Noun::Body(kind) = phrase.meaning else { return None };
        let public = matches!(kind, BodyNoun::Organ | BodyNoun::Government | BodyNoun::Country);
        if public && owner.is_some() {
            return None;
        }
        if let Some(named) = self.only_one(|id| called(cast, id) && cast.entity(id).named && own(cast, id), cast) {
            return Some(named);
        }
        let families = !self.view.lexicon.families(&phrase.noun).is_empty();
        let found = self.kindred(phrase, owner, cast, Kinship::Close).filter(|_| families);
        let found = found.or_else(|| self.kindred(phrase, owner, cast, Kinship::Unknown).filter(|_| families && !public));
        let taken = cast.entity_mut(found?);
        if taken.kind != ActorKind::Organization {
            // The model took the name for a person's or a place's.
            taken.kind = ActorKind::Organization;
            taken.gender = None;
        }
        taken.side = taken.side.or(owner);
        found
    }

    /// Whether a description sets its referent apart from what is called by its noun alone: "the new court".
    fn is_told_apart(&self, phrase: &Phrase, cast: &Cast) -> bool {
        let _ = cast;
        let mut words = (phrase.tokens.start..phrase.head.0).map(|token| self.view.lower(TokenId(token)));
        words.any(|word| matches!(word.as_ref(), "new" | "rival" | "another" | "separate"))
    }

    /// The most prominent named body of the last sentences whose known nouns stand in this kinship to the description's.
    fn kindred(&self, phrase: &Phrase, owner: Option<EntityId>, cast: &Cast, wanted: Kinship) -> Option<EntityId> {
        let sentence = self.view.doc.sentence_of(phrase.head);
        let subject = self.clause_mates(phrase, cast);
        let reach = if wanted == Kinship::Close { 4 } else { 2 };
        let fits = |id: EntityId, seen: &Seen| {
            let entity = cast.entity(id);
            let body = entity.kind == ActorKind::Organization || entity.is_open() && wanted == Kinship::Unknown;
            let place = owner.is_none() || entity.part_of.or(entity.side).is_none_or(|state| self.same_place(Some(state), owner, cast));
            let strange = wanted == Kinship::Unknown && entity.known.is_some();
            body && entity.named
                && place
                && !strange
                && seen.sentence + reach >= sentence
                && !subject.contains(&id)
                && kinship::of(self.view.lexicon, entity, &phrase.noun) == wanted
        };
        self.memory.salient(sentence, fits)
    }

    /// Whether two places or states are one, or one lies in the other.
    fn same_place(&self, one: Option<EntityId>, other: Option<EntityId>, cast: &Cast) -> bool {
        one == other || self.same_state(one, other, cast)
    }

    /// The other arguments of the description's clause: nobody is called two things beside one verb.
    fn clause_mates(&self, phrase: &Phrase, cast: &Cast) -> Vec<EntityId> {
        const ARGUMENTS: &[Deprel] = &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Obj, Deprel::Iobj, Deprel::OblAgent];
        if !ARGUMENTS.contains(&self.view.deprel(phrase.head)) {
            return Vec::new();
        }
        let Some(verb) = self.view.head(phrase.head) else { return Vec::new() };
        let mates = self.view.doc.dependents_by(verb, ARGUMENTS).filter(|token| *token != phrase.head);
        mates.filter_map(|token| cast.headed_by(token)).flat_map(|draft| draft.entities.iter().copied()).collect()
    }

    /// The only entity of the whole article that fits, even if it is named later.
    fn only_one(&self, fits: impl Fn(EntityId) -> bool, cast: &Cast) -> Option<EntityId> {
        let mut fitting = (0..cast.entities.len().min(MANY) as u32).map(EntityId).filter(|id| fits(*id));
        fitting.next().filter(|_| fitting.next().is_none())
    }

    /// "The gunmen", "the rebels", "the peninsula".
    fn group(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        if phrase.meaning == Noun::Place
            && phrase.reference == Reference::Definite
            && !phrase.plural
            && self.owner(phrase, cast).is_none()
        {
            let place = |id: EntityId| matches!(cast.entity(id).kind, ActorKind::Place | ActorKind::State);
            return self.memory.latest(|id| place(id) && is_called(cast.entity(id), &phrase.noun));
        }
        let sentence = self.view.doc.sentence_of(phrase.head);
        let fighters = phrase.plural && FIGHTERS.contains(&phrase.noun.as_str());
        if phrase.reference != Reference::Definite || phrase.count.is_some() {
            return None;
        }
        let groups = |id: EntityId| !cast.entity(id).named && is_called(cast.entity(id), &phrase.noun);
        let owner = self.owner(phrase, cast);
        let own = |id: EntityId| owner.is_none() || cast.entity(id).part_of == owner;
        self.memory.latest(|id| groups(id) && cast.entity(id).plural == phrase.plural && own(id)).or_else(|| {
            let armed = |id: EntityId| {
                let entity = cast.entity(id);
                let nouns = || {
                    entity.nouns.iter().any(|noun| matches!(noun.as_str(), "movement" | "group" | "front" | "militia" | "force"))
                };
                entity.kind == ActorKind::Organization && (nouns() || entity.known.is_some() && entity.part_of.is_none())
            };
            self.memory.salient(sentence, |id, _| fighters && owner.is_none() && armed(id))
        })
    }

    /// An unnamed one of the same description and owner, if this one is definite or it is a body of which there is one.
    fn same_words(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let label = self.label(phrase, cast);
        let organ = matches!(phrase.meaning, Noun::Body(BodyNoun::Organ)) && !phrase.plural;
        if !organ && (phrase.count.is_some() || phrase.reference == Reference::Indefinite) {
            return None;
        }
        let owner = self.part_of(phrase, cast);
        let same = |id: EntityId| {
            let entity = cast.entity(id);
            let alike = entity.label.eq_ignore_ascii_case(&label)
                || owner.is_some() && entity.part_of == owner && is_called(entity, &phrase.noun);
            !entity.named && entity.plural == phrase.plural && alike && (entity.part_of == owner || owner.is_none())
        };
        self.memory.latest(same)
    }

    fn new_entity(&self, phrase: &Phrase, cast: &mut Cast) -> EntityId {
        let kind = match phrase.meaning {
            Noun::Person(..) if phrase.plural => ActorKind::Group,
            Noun::Person(..) => ActorKind::Person,
            Noun::Body(_) if phrase.plural && phrase.noun != "police" => ActorKind::Group,
            Noun::Body(_) => ActorKind::Organization,
            Noun::Crowd => ActorKind::Group,
            Noun::Thing => ActorKind::Thing,
            Noun::Place => ActorKind::Place,
        };
        let label = self.label(phrase, cast);
        let mut entity = Entity::new(kind, label.clone());
        entity.plural = phrase.plural;
        entity.gender = phrase.gender().filter(|_| !phrase.plural);
        entity.part_of = self.part_of(phrase, cast);
        entity.call(&label);
        cast.add(entity)
    }

    /// The body or state that a described participant belongs to.
    fn part_of(&self, phrase: &Phrase, cast: &Cast) -> Option<EntityId> {
        let owner = self.owner(phrase, cast)?;
        let entity = cast.entity(owner);
        let belongs = entity.can_act() && entity.kind != ActorKind::Group && entity.kind != ActorKind::Person;
        (belongs || entity.kind == ActorKind::Place).then_some(owner).filter(|_| !matches!(phrase.meaning, Noun::Place))
    }

    fn is_named(&self, token: TokenId, cast: &Cast) -> bool {
        cast.headed_by(token).is_some_and(|draft| draft.kind == MentionKind::Name)
    }

    /// The description as a label. An organ of a state that only its possessor names gets the state's name.
    fn label(&self, phrase: &Phrase, cast: &Cast) -> String {
        let mut words = self.view.words(&phrase.tokens);
        let first = TokenId(phrase.tokens.start);
        // A capital at the start of a sentence is no part of the word.
        if self.view.sentence(first).start == first.0
            && !matches!(self.view.upos(first), Upos::Propn)
            && !self.is_named(first, cast)
        {
            let initial: String = words.chars().take(1).flat_map(char::to_lowercase).collect();
            words = initial + words.get(words.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        let organ = matches!(phrase.meaning, Noun::Body(BodyNoun::Organ)) && !phrase.plural;
        match phrase.possessor.and_then(|possessor| cast.referent(possessor)).map(|owner| cast.entity(owner)) {
            Some(owner) if organ && owner.kind == ActorKind::State => format!("{}'s {words}", owner.label),
            _ => words,
        }
    }
}
