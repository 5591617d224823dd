//! Posts that the text states: a title before a name, an apposition, "is the", "who heads". Who and where are words; the
//! resolution makes them participants.

use super::MentionKind;
use super::cast::{Cast, Draft, EntityId};
use super::lexicon::{BodyNoun, Noun, PersonNoun};
use super::phrases::{self, Phrase};
use super::view::View;
use crate::text::{Deprel, TokenId, Upos, Xpos};
use std::ops::Range;

/// A post, or plain membership, as worded.
#[derive(Clone, Debug)]
pub(super) struct Post {
    /// Heads the mention of who holds it.
    pub holder: TokenId,
    /// Heads the mention of the body, if the text names it.
    pub body: Option<TokenId>,
    /// The post without the body.
    pub role: String,
    /// The noun, or the verb, in lower case: "minister".
    pub noun: String,
    pub kind: PersonNoun,
    pub membership: bool,
    pub former: bool,
    /// The body that the article implies where the text names none.
    pub implied: Option<EntityId>,
    /// The words of the role.
    pub words: Range<u32>,
    /// The words that state it.
    pub tokens: Range<u32>,
}

impl Post {
    /// Plain membership: who belongs to what, by which noun.
    fn membership(holder: TokenId, body: TokenId, noun: &str, tokens: Range<u32>) -> Self {
        Self {
            holder,
            body: Some(body),
            role: String::new(),
            noun: noun.to_owned(),
            kind: PersonNoun::Member,
            membership: true,
            former: false,
            implied: None,
            words: 0..0,
            tokens,
        }
    }

    /// The body in or for which the post is held, said or implied, as far as it is known by now.
    pub fn body_in(&self, cast: &Cast) -> Option<EntityId> {
        self.body.and_then(|body| cast.referent(body)).or(self.implied)
    }
}

/// Whether a word before a post says that it is over.
pub(super) fn is_former(word: &str) -> bool {
    FORMER.contains(&word)
}

/// Whether a word before a post is no part of it.
pub(super) fn is_ornament(word: &str) -> bool {
    FORMER.contains(&word) || ORNAMENTS.contains(&word) || ACTING.contains(&word)
}

/// Words before a post that say that it is over.
const FORMER: &[&str] =
    &["former", "ex", "ex-", "late", "then", "onetime", "one-time", "erstwhile", "outgoing", "ousted", "deposed"];

/// Words before a post that are no part of it.
const ORNAMENTS: &[&str] =
    &["new", "longtime", "long-time", "veteran", "newly", "powerful", "current", "-", "–", "year", "old", "aged"];

/// Participles before a post.
const ACTING: &[&str] =
    &["acting", "outgoing", "incoming", "elected", "appointed", "retired", "deposed", "ousted", "jailed", "exiled"];

/// Verbs that say that somebody leads what their object names, and the posts that they say.
const LEADING: &[(&str, &str)] = &[
    ("captain", "captain"),
    ("chair", "chair"),
    ("coach", "coach"),
    ("command", "commander"),
    ("direct", "director"),
    ("edit", "editor"),
    ("govern", "governor"),
    ("head", "head"),
    ("lead", "leader"),
    ("manage", "manager"),
    ("rule", "ruler"),
    ("run", "head"),
];

/// Verbs after which "as" brings the post of their object.
const PLACING: &[&str] = &[
    "appoint",
    "choose",
    "confirm",
    "dismiss",
    "elect",
    "fire",
    "inaugurate",
    "install",
    "name",
    "nominate",
    "oust",
    "reappoint",
    "remove",
    "replace",
    "sack",
    "swear",
];

/// Verbs after which "as" brings the post of their subject.
const SERVING: &[&str] = &["resign", "retire", "serve", "work"];

/// All posts of the document, in order.
pub(super) fn read(view: &View, cast: &Cast, phrases: &[Phrase]) -> Vec<Post> {
    let reader = Reader { view: *view, cast, phrases };
    let mut posts = Vec::new();
    for draft in cast.drafts.iter().filter(|draft| reader.is_person(draft)) {
        let mut stated: Vec<Post> =
            reader.title(draft).into_iter().chain(reader.apposition(draft)).chain(reader.identified(draft)).collect();
        let parties: Vec<Post> = stated.iter().filter_map(|post| reader.party(post)).collect();
        if let Some(belonging) = reader.belonging(draft) {
            if stated.is_empty() {
                posts.push(belonging);
            } else if let Some(post) = stated.iter_mut().find(|post| post.body.is_none() && !post.membership) {
                // "Chief Justice Heather Holmes of the Supreme Court".
                post.body = belonging.body;
            }
        }
        // "Vice-President Rosa Quispe of Bolivia".
        if let Some(state) = beside_state(view, cast, draft) {
            for post in stated.iter_mut().filter(|post| post.body.is_none() && !post.membership) {
                post.body = Some(state);
            }
        }
        posts.extend(reader.leader(draft).filter(|_| stated.is_empty()));
        posts.extend(reader.partisan(draft));
        posts.extend(stated);
        posts.extend(parties);
    }
    for phrase in phrases {
        posts.extend(reader.predicate(phrase));
        posts.extend(reader.placement(phrase));
        posts.extend(reader.followers(phrase));
        posts.extend(reader.partitive(phrase));
    }
    posts.extend((0..view.len()).map(TokenId).filter_map(|verb| reader.leading(verb).or_else(|| reader.belongs(verb))));
    posts.sort_by_key(|post| post.tokens.start);
    posts
}

/// The state beside a name: "Macky Sall of Senegal", "Colombia's Iván Duque".
pub(super) fn beside_state(view: &View, cast: &Cast, name: &Draft) -> Option<TokenId> {
    let beside = view.doc.dependents_by(name.head, &[Deprel::Nmod, Deprel::NmodPoss]);
    let mut states = beside.filter(|noun| match view.deprel(*noun) {
        Deprel::NmodPoss => *noun < name.head,
        _ => *noun > name.head && matches!(view.preposition(*noun).as_deref(), Some("of" | "from")),
    });
    states.find(|noun| cast.referent(*noun).is_some_and(|id| cast.entity(id).kind == super::ActorKind::State))
}

/// Whether a word is the last part of a compound: "led" of "Saudi-led".
fn hyphenated(view: &View, token: TokenId) -> bool {
    view.before(token).is_some_and(|before| matches!(view.doc.form(before), "-" | "–"))
}

struct Reader<'v, 'd> {
    view: View<'d>,
    cast: &'v Cast,
    phrases: &'v [Phrase],
}

impl Reader<'_, '_> {
    fn is_person(&self, draft: &Draft) -> bool {
        draft.kind == MentionKind::Name && draft.entities.iter().all(|id| self.cast.entity(*id).kind == super::ActorKind::Person)
    }

    fn phrase(&self, head: TokenId) -> Option<&Phrase> {
        self.phrases.binary_search_by_key(&head, |phrase| phrase.head).ok().map(|at| &self.phrases[at])
    }

    /// The phrases whose heads stand within some words from a token on.
    fn phrases_from(&self, first: TokenId) -> impl Iterator<Item = &Phrase> {
        let at = self.phrases.partition_point(|phrase| phrase.head < first);
        self.phrases[at..].iter().take_while(move |phrase| phrase.head.0 < first.0 + 16)
    }

    /// The phrases whose heads stand within some words before a token, the nearest first.
    fn phrases_until(&self, end: TokenId) -> impl Iterator<Item = &Phrase> {
        let at = self.phrases.partition_point(|phrase| phrase.head < end);
        self.phrases[..at].iter().rev().take_while(move |phrase| phrase.head.0 + 16 > end.0)
    }

    /// The name that covers a token, if it is an adjective or noun before another ("Russian", "Harvard").
    fn name_at(&self, token: TokenId) -> Option<&Draft> {
        let at = self.cast.drafts.partition_point(|draft| draft.tokens.end <= token.0);
        self.cast.drafts.get(at).filter(|draft| draft.tokens.contains(&token.0))
    }

    /// "Russian Foreign Minister Sergei Lavrov".
    fn title(&self, draft: &Draft) -> Option<Post> {
        let view = &self.view;
        let words = self.words_before(draft);
        // "General", "Prince": the post, if any, stands before them.
        let mut end = words.end;
        let half = |end: u32| end > words.start + 1 && self.view.doc.form(TokenId(end - 2)) == "-";
        while end > words.start
            && !half(end)
            && view.lexicon.is_title(view.doc.form(TokenId(end - 1)))
            && !self.is_post_word(TokenId(end - 1), words.start)
        {
            end -= 1;
        }
        let head = (words.start..end).rev().map(TokenId).find(|token| self.post_noun(*token).is_some())?;
        let next = TokenId(head.0 + 1);
        if next.0 != end && view.lower(next) != "of" && !self.continues(head, next) {
            return None;
        }
        let possessor = view.before(TokenId(words.start)).and_then(|before| match view.upos(before) {
            Upos::Part => view.before(before),
            Upos::Pron if matches!(view.doc.token(before).xpos, Xpos::PrpS | Xpos::WpS) => Some(before),
            _ => None,
        });
        let post = self.post(draft.head, head, words.start..end, possessor)?;
        let royal = matches!(post.noun.as_str(), "king" | "queen" | "emir" | "sultan" | "emperor" | "pope" | "prince");
        let ranked = post.kind == PersonNoun::Rank || royal || view.lexicon.is_title(view.doc.form(head));
        if ranked && post.body.is_none() && !royal || post.kind == PersonNoun::Person {
            return None;
        }
        Some(Post { tokens: post.tokens.start..draft.tokens.end, ..post })
    }

    /// The words before a name that may be its title, whatever the tree makes of them.
    fn words_before(&self, draft: &Draft) -> Range<u32> {
        let view = &self.view;
        let mut start = draft.tokens.start;
        let mut post = false;
        while let Some(before) = view.before(TokenId(start)) {
            let word = view.lower(before);
            let titular = match view.upos(before) {
                Upos::Noun | Upos::Propn | Upos::Adj => true,
                Upos::Verb => ACTING.contains(&word.as_ref()) || hyphenated(view, before),
                Upos::Punct => matches!(view.doc.form(before), "-" | "–"),
                // "Secretary of State": no post has been met yet.
                Upos::Adp => word == "of" && !post && start < draft.tokens.start,
                _ => FORMER.contains(&word.as_ref()),
            };
            if !titular {
                break;
            }
            post |= self.post_noun(before).is_some();
            start = before.0;
        }
        start..draft.tokens.start
    }

    /// Whether a word goes on with the noun of a post: "attorney general", "secretary-general".
    fn continues(&self, head: TokenId, next: TokenId) -> bool {
        let (noun, joint) = (self.view.lemma(head), self.view.lemma(next));
        let after = || self.view.after(&(next.0..next.0 + 1)).map(|word| self.view.lemma(word).into_owned()).unwrap_or_default();
        self.view.lexicon.noun(&format!("{noun} {joint}")).is_some()
            || self.view.lexicon.noun(&format!("{noun}-{}", after())).is_some()
    }

    /// Whether a form of address is the post itself: "Army Chief General X" has one before it, "Iraqi General X" has not.
    fn is_post_word(&self, token: TokenId, start: u32) -> bool {
        self.post_noun(token).is_some()
            && !(start..token.0).map(TokenId).any(|before| {
                self.post_noun(before).is_some_and(|(_, kind)| !matches!(kind, PersonNoun::Person | PersonNoun::Member))
            })
    }

    /// The noun that a token is of a post, as the lexicon has it.
    fn post_noun(&self, token: TokenId) -> Option<(String, PersonNoun)> {
        if self.view.upos(token) == Upos::Verb {
            return None;
        }
        match phrases::meaning(&self.view, token) {
            (noun, Some(Noun::Person(kind, _))) => Some((noun, kind)),
            _ => None,
        }
    }

    /// The post whose noun is `head` within `words`: its body, what is left as the role, whether it is over.
    fn post(&self, holder: TokenId, head: TokenId, words: Range<u32>, possessor: Option<TokenId>) -> Option<Post> {
        let view = &self.view;
        let (noun, kind) = self.post_noun(head)?;
        // "His Azerbaijani counterpart" holds the post in Azerbaijan, "his counterpart" nowhere that is said.
        let counterpart = matches!(noun.as_str(), "counterpart" | "opposite number");
        let possessor = possessor.filter(|_| !counterpart);
        let mut start = words.start;
        let mut former = false;
        let mut body = possessor;
        while start < head.0 {
            let token = TokenId(start);
            let word = view.lower(token);
            if FORMER.contains(&word.as_ref()) {
                former = true;
                start += 1;
            } else if ORNAMENTS.contains(&word.as_ref()) || view.upos(token) == Upos::Num || view.upos(token) == Upos::Punct {
                start += 1;
            } else if let Some(name) = self.name_at(token).filter(|name| name.tokens.end <= head.0) {
                // "The Republican senator": a party is not where the post is held.
                if !self.is_party(name) {
                    body = Some(name.head);
                }
                start = name.tokens.end;
            } else if body.is_some() && view.lemma(token) == "opposition" {
                // "The Zambian opposition leader".
                break;
            } else if let Some(organ) = self.organ(token, head) {
                body = Some(organ);
                start = organ.0 + 1;
            } else {
                break;
            }
        }
        let mut role_words = start..words.end.max(head.0 + 1);
        // "Chief Palestinian negotiator": the state stands within.
        let inner = (start..head.0).filter_map(|token| self.cast.headed_by(TokenId(token))).find(|name| self.is_state(name));
        if let Some(name) = inner.filter(|_| body.is_none()) {
            body = Some(name.head);
            role_words.start = name.tokens.end;
        }
        let tokens = words.start.min(start)..role_words.end;
        let membership = kind == PersonNoun::Member;
        let role = view.words(&role_words);
        Some(Post { holder, body, role, noun, kind, membership, former, implied: None, words: role_words, tokens })
    }

    fn is_state(&self, name: &Draft) -> bool {
        name.entities.iter().all(|id| self.cast.entity(*id).kind == super::ActorKind::State)
    }

    fn is_party(&self, name: &Draft) -> bool {
        name.entities.iter().all(|id| self.cast.entity(*id).nouns.iter().any(|noun| noun == "party"))
    }

    /// The party before a post: "Republican" of "the Republican senator".
    fn party(&self, post: &Post) -> Option<Post> {
        let first = self.cast.drafts.partition_point(|name| name.tokens.start < post.tokens.start);
        let names = self.cast.drafts[first..]
            .iter()
            .take_while(|name| post.tokens.contains(&name.tokens.start))
            .filter(|name| name.head != post.holder);
        let name = names.into_iter().find(|name| self.is_party(name) && post.body != Some(name.head))?;
        let (role, noun) = (String::new(), "member".to_owned());
        Some(Post { body: Some(name.head), role, noun, kind: PersonNoun::Member, membership: true, ..post.clone() })
    }

    /// "Macky Sall of Senegal", "Colombia's Iván Duque": a state beside the name of one who is known to have led it.
    fn leader(&self, draft: &Draft) -> Option<Post> {
        let state = beside_state(&self.view, self.cast, draft)?;
        let key = self.cast.entity(self.cast.referent(state)?).known.map(|known| &self.view.known.actor(known).key)?;
        let names = &self.cast.entity(*draft.entities.first()?).names;
        let led = names.iter().flat_map(|name| self.view.lexicon.led_by(name)).any(|led| led == key);
        let tokens = draft.tokens.start.min(state.0)..draft.tokens.end.max(state.0 + 1);
        let (role, noun) = ("leader".to_owned(), "leader".to_owned());
        led.then(|| Post {
            role,
            noun,
            kind: PersonNoun::Leader,
            membership: false,
            ..Post::membership(draft.head, state, "", tokens)
        })
    }

    /// "One of Trimble's own negotiators, Jeffrey Donaldson", "Jeffrey Donaldson, one of the party's deputies": what the plural says of
    /// all of them.
    fn partitive(&self, phrase: &Phrase) -> Vec<Post> {
        let view = &self.view;
        let number = |token: &TokenId| view.upos(*token) == Upos::Num && *token < phrase.head;
        let above = view.head(phrase.head).filter(|_| view.preposition(phrase.head).as_deref() == Some("of")).filter(number);
        let Some(one) = above.filter(|_| phrase.plural && matches!(phrase.meaning, Noun::Person(..))) else { return Vec::new() };
        let beside = [phrase.head, one].into_iter().flat_map(|noun| view.doc.dependents_by(noun, &[Deprel::Appos]));
        let mut names: Vec<TokenId> = beside.flat_map(|name| view.conjuncts(name)).collect();
        names.extend(view.head(one).filter(|_| view.deprel(one) == Deprel::Appos));
        names.retain(|name| self.cast.headed_by(*name).is_some_and(|draft| self.is_person(draft)));
        let words = phrase.tokens.start..phrases::end(view, phrase.head);
        let posts = names.into_iter().filter_map(|name| {
            let mut post = self.post(name, phrase.head, words.clone(), phrase.possessor)?;
            post.body = post.body.or_else(|| self.outside(phrase.head).map(|(body, _)| body));
            post.role =
                format!("{}{}", post.role.strip_suffix(view.doc.form(phrase.head)).unwrap_or_default(), view.lemma(phrase.head));
            post.membership = post.kind == PersonNoun::Member;
            (post.kind != PersonNoun::Person && post.body.is_some()).then_some(post)
        });
        posts.collect()
    }

    /// "Rand Paul, a Kentucky Republican", "Labour's Emily Thornberry".
    fn partisan(&self, draft: &Draft) -> Option<Post> {
        let view = &self.view;
        let beside = view.doc.dependents_by(draft.head, &[Deprel::Appos, Deprel::NmodPoss]);
        let party = beside.filter_map(|token| self.cast.headed_by(token)).find(|name| self.is_party(name))?;
        let tokens = party.tokens.start.min(draft.tokens.start)..party.tokens.end.max(draft.tokens.end);
        Some(Post::membership(draft.head, party.head, "member", tokens))
    }

    /// The organ that the words from `token` name before the noun of a post: "foreign ministry" of "foreign ministry spokesman".
    fn organ(&self, token: TokenId, head: TokenId) -> Option<TokenId> {
        (token.0..head.0).map(TokenId).find(|noun| {
            let phrase = self.phrase(*noun).filter(|phrase| phrase.tokens.start <= token.0);
            // "Cabinet secretary" is one post.
            phrase.is_some_and(|phrase| matches!(phrase.meaning, Noun::Body(_)) && phrase.noun != "cabinet")
                && (token.0..noun.0).all(|before| matches!(self.view.upos(TokenId(before)), Upos::Adj | Upos::Noun | Upos::Propn))
        })
    }

    /// "Anwar Gargash, the UAE's minister of state" and "the Saudi crown prince, Mohammed bin Salman".
    fn apposition(&self, draft: &Draft) -> Vec<Post> {
        let view = &self.view;
        let beside =
            |relation| matches!(relation, Deprel::Appos | Deprel::Parataxis | Deprel::Dep | Deprel::NmodUnmarked | Deprel::List);
        let mut nouns: Vec<TokenId> =
            view.doc.dependents(draft.head).iter().copied().filter(|noun| beside(view.deprel(*noun))).collect();
        if view.deprel(draft.head) == Deprel::Appos {
            nouns.extend(view.head(draft.head));
        }
        nouns.extend(self.after_comma(draft));
        if let Some(nearest) = self.before_comma(draft) {
            // What stands right before the comma is meant, not what the tree may have put above it.
            nouns.retain(|noun| *noun > draft.head);
            nouns.push(nearest);
        }
        // "A Harvard professor and former adviser to the World Bank".
        let joined: Vec<TokenId> = nouns.iter().flat_map(|noun| view.doc.dependents_by(*noun, &[Deprel::Conj])).collect();
        nouns.extend(joined.into_iter().filter(|noun| self.cast.headed_by(*noun).is_none()));
        nouns.sort_unstable();
        nouns.dedup();
        nouns.into_iter().filter_map(|noun| self.described(draft.head, noun)).collect()
    }

    /// The noun of a phrase that begins right after the name and a comma, however it was attached.
    fn after_comma(&self, draft: &Draft) -> Option<TokenId> {
        let view = &self.view;
        let comma = view.after(&draft.tokens).filter(|token| view.doc.form(*token) == ",")?;
        let first = view.after(&(comma.0..comma.0 + 1))?;
        if view.lower(first) == "and" {
            return None;
        }
        let phrase = self.phrases_from(first).find(|phrase| {
            let left = phrase.possessor.map_or(phrase.tokens.start, |possessor| view.doc.subtree(possessor).start);
            left == first.0 || left == first.0 + 1 && view.upos(first) == Upos::Det
        })?;
        let relation = view.deprel(phrase.head);
        let attached =
            matches!(relation, Deprel::Conj | Deprel::Nmod | Deprel::Appos | Deprel::Acl | Deprel::Obl | Deprel::Ccomp);
        let listed = relation == Deprel::Conj && view.doc.dependents_by(phrase.head, &[Deprel::Cc]).next().is_some();
        (attached && !listed && phrase.head.0 < comma.0 + 16).then_some(phrase.head)
    }

    /// The noun of a description of one person that ends right before a comma and the name: "the American president, Donald Trump".
    fn before_comma(&self, draft: &Draft) -> Option<TokenId> {
        let view = &self.view;
        let mut start = TokenId(draft.tokens.start);
        while let Some(title) = view.before(start).filter(|title| view.lexicon.is_title(view.doc.form(*title))) {
            start = title;
        }
        let comma = view.before(start).filter(|token| view.doc.form(*token) == ",")?;
        let phrase = self
            .phrases_until(comma)
            .find(|phrase| phrase.tokens.end == comma.0 || phrases::reach(view, phrase.head) == comma.0)?;
        let listed =
            view.deprel(draft.head) == Deprel::Conj && view.doc.dependents_by(draft.head, &[Deprel::Cc]).next().is_some();
        let person = matches!(phrase.meaning, Noun::Person(..)) && !phrase.plural && phrase.is_definite();
        (person && !listed && view.sentence(comma).contains(&phrase.head.0)).then_some(phrase.head)
    }

    /// The post that a noun phrase beside a name states.
    fn described(&self, holder: TokenId, noun: TokenId) -> Option<Post> {
        let view = &self.view;
        let phrase = self.phrase(noun)?;
        let Noun::Person(kind, _) = phrase.meaning else { return None };
        if phrase.plural {
            return None;
        }
        let end = phrases::end(view, noun);
        let mut post = self.post(holder, noun, phrase.tokens.start..end, phrase.possessor)?;
        let outside = self.outside(noun);
        let words = post.words.start..self.role_end(noun, outside.map(|(_, preposition)| preposition));
        post.role = view.words(&words);
        post.tokens.end = post.tokens.end.max(words.end);
        if let Some((body, _)) = outside {
            post.tokens.end = post.tokens.end.max(body.0 + 1);
            post.body = post.body.or(Some(body));
        }
        post.membership = kind == PersonNoun::Member;
        let (lo, hi) = (holder.0.min(post.tokens.start), (holder.0 + 1).max(post.tokens.end));
        post.tokens = lo..hi;
        let posted = !matches!(kind, PersonNoun::Person | PersonNoun::Member | PersonNoun::Rank)
            || post.body.is_some() && matches!(post.noun.as_str(), "counterpart" | "opposite number");
        (posted || post.body.is_some() && (post.membership || kind == PersonNoun::Rank)).then_some(post)
    }

    /// Where the words of a role end: before the body's preposition, or with what else hangs on the noun ("secretary of state"),
    /// if nothing but a few plain words stands between.
    fn role_end(&self, noun: TokenId, preposition: Option<TokenId>) -> u32 {
        let end = phrases::end(&self.view, noun);
        let limit = preposition.map_or_else(|| phrases::reach(&self.view, noun), |preposition| preposition.0);
        let plain =
            |token: u32| matches!(self.view.upos(TokenId(token)), Upos::Adp | Upos::Noun | Upos::Adj | Upos::Det | Upos::Cconj);
        if limit > end && limit - end <= 6 && (end..limit).all(plain) { limit } else { end }
    }

    /// The body that a preposition after the noun brings, and that preposition.
    fn outside(&self, noun: TokenId) -> Option<(TokenId, TokenId)> {
        let view = &self.view;
        view.doc.dependents_by(noun, &[Deprel::Nmod, Deprel::Obl]).filter(|body| *body > noun).find_map(|body| {
            let preposition = view.doc.dependent(body, Deprel::Case)?;
            let fits = matches!(view.lower(preposition).as_ref(), "of" | "for" | "at" | "to" | "from" | "with" | "in" | "on");
            let abstract_state = self.phrase(body).is_some_and(|phrase| {
                matches!(phrase.meaning, Noun::Body(BodyNoun::Country)) && phrase.reference == phrases::Reference::Bare
            });
            // "Chief of staff" is one post.
            if view.lemma(body) == "staff" {
                return None;
            }
            let mentioned = self.cast.headed_by(body).is_some()
                || self
                    .phrase(body)
                    .is_some_and(|phrase| matches!(phrase.meaning, Noun::Body(_) | Noun::Person(..) | Noun::Place | Noun::Crowd));
            (fits && mentioned && !abstract_state).then_some((body, preposition))
        })
    }

    /// "Rahul Gandhi of the Congress party".
    fn belonging(&self, draft: &Draft) -> Option<Post> {
        let view = &self.view;
        let body = view
            .doc
            .dependents_by(draft.head, &[Deprel::Nmod])
            .find(|body| *body > draft.head && matches!(view.preposition(*body).as_deref(), Some("of" | "from")))?;
        let organization = match self.cast.headed_by(body) {
            Some(name) => name.entities.iter().all(|id| self.cast.entity(*id).kind == super::ActorKind::Organization),
            None => self.phrase(body).is_some_and(|phrase| matches!(phrase.meaning, Noun::Body(_)) && phrase.is_definite()),
        };
        if !organization {
            return None;
        }
        let tokens = draft.tokens.start..body.0 + 1;
        Some(Post::membership(draft.head, body, "member", tokens))
    }

    /// "Gunmen of the Houthi movement".
    fn followers(&self, phrase: &Phrase) -> Option<Post> {
        const FOLLOWERS: &[&str] = &[
            "backbencher",
            "cadre",
            "deputy",
            "fighter",
            "gunman",
            "lawmaker",
            "legislator",
            "militant",
            "mp",
            "senator",
            "soldier",
        ];
        if !phrase.plural || !FOLLOWERS.contains(&phrase.noun.as_str()) {
            return None;
        }
        let body = self.view.doc.dependents_by(phrase.head, &[Deprel::Nmod]).find(|body| {
            self.view.preposition(*body).as_deref() == Some("of")
                && self.cast.headed_by(*body).is_some_and(|name| {
                    name.entities.iter().all(|id| self.cast.entity(*id).kind == super::ActorKind::Organization)
                })
        })?;
        let tokens = phrase.tokens.start..body.0 + 1;
        Some(Post::membership(phrase.head, body, &phrase.noun, tokens))
    }

    /// "X is the president of Y", "X, who was justice minister", "X used to be the minister".
    fn predicate(&self, phrase: &Phrase) -> Option<Post> {
        let view = &self.view;
        let copula = view.doc.dependent(phrase.head, Deprel::Cop);
        let verb = view.head(phrase.head).filter(|_| view.deprel(phrase.head) == Deprel::Xcomp);
        let becoming = verb.filter(|verb| matches!(view.lemma(*verb).as_ref(), "become" | "remain" | "use"));
        let own = view.doc.dependents_by(phrase.head, &[Deprel::Nsubj]).next().filter(|_| copula.is_some());
        let subject = own.or_else(|| view.doc.dependents_by(becoming?, &[Deprel::Nsubj]).next())?;
        let holder = self.human_subject(subject)?;
        let past =
            copula.is_some_and(|copula| view.lower(copula) == "was") || becoming.is_some_and(|verb| view.lemma(verb) == "use");
        let negated = view
            .doc
            .dependents_by(phrase.head, &[Deprel::Advmod])
            .any(|word| matches!(view.lower(word).as_ref(), "not" | "never"));
        let mut post = self.described(holder, phrase.head).filter(|_| !negated)?;
        post.former |= past;
        (post.body.is_some() || matches!(post.kind, PersonNoun::Leader | PersonNoun::Minister)).then_some(post)
    }

    /// "The new governor of the bank is Johnson Asiama".
    fn identified(&self, draft: &Draft) -> Option<Post> {
        let view = &self.view;
        view.doc.dependent(draft.head, Deprel::Cop)?;
        let noun = view.doc.dependents_by(draft.head, &[Deprel::Nsubj]).next()?;
        self.phrase(noun).filter(|phrase| phrase.is_definite())?;
        self.described(draft.head, noun)
    }

    /// The subject, or what a relative pronoun stands for, where it may be a person.
    fn human_subject(&self, subject: TokenId) -> Option<TokenId> {
        let view = &self.view;
        let pronoun = matches!(view.lower(subject).as_ref(), "he" | "she" | "who" | "i");
        let person = self.cast.headed_by(subject).is_some_and(|draft| self.is_person(draft));
        (pronoun || person).then_some(subject)
    }

    /// "Its board replaced Paul Jacobs as executive chairman", "he serves as ambassador to Y".
    fn placement(&self, phrase: &Phrase) -> Option<Post> {
        let view = &self.view;
        if view.preposition(phrase.head).as_deref() != Some("as") {
            return None;
        }
        let mut verb = view.head(phrase.head)?;
        if view.upos(verb) != Upos::Verb {
            verb = view.head(verb)?;
        }
        let lemma = view.lemma(verb);
        let holder = if PLACING.contains(&lemma.as_ref()) {
            view.doc.dependents_by(verb, &[Deprel::Obj, Deprel::NsubjPass]).next()?
        } else if SERVING.contains(&lemma.as_ref()) {
            view.doc.dependents_by(verb, &[Deprel::Nsubj]).next()?
        } else {
            return None;
        };
        let mut post = self.described(self.human_subject(holder)?, phrase.head)?;
        post.former |=
            matches!(lemma.as_ref(), "dismiss" | "fire" | "oust" | "remove" | "replace" | "resign" | "retire" | "sack");
        if post.body.is_none() {
            post.body = view.doc.dependents_by(verb, &[Deprel::Nsubj]).next().filter(|subject| *subject != holder);
        }
        Some(post)
    }

    /// "The lawyers, who belong to the Bar Association".
    fn belongs(&self, verb: TokenId) -> Option<Post> {
        let view = &self.view;
        if view.upos(verb) != Upos::Verb || view.lemma(verb) != "belong" {
            return None;
        }
        let subject = view.doc.dependents_by(verb, &[Deprel::Nsubj]).next()?;
        let body = view.doc.dependents_by(verb, &[Deprel::Obl]).find(|body| view.preposition(*body).as_deref() == Some("to"))?;
        let people = match self.cast.headed_by(subject) {
            Some(name) => self.is_person(name),
            None => {
                matches!(view.lower(subject).as_ref(), "he" | "she" | "who" | "they")
                    || self.phrase(subject).is_some_and(|phrase| matches!(phrase.meaning, Noun::Person(..) | Noun::Crowd))
            }
        };
        let organization = match self.cast.headed_by(body) {
            Some(name) => name.entities.iter().all(|id| self.cast.entity(*id).kind == super::ActorKind::Organization),
            None => self.phrase(body).is_some_and(|phrase| matches!(phrase.meaning, Noun::Body(_))),
        };
        let tokens = subject.0.min(body.0)..subject.0.max(body.0) + 1;
        (people && organization).then(|| Post::membership(subject, body, "member", tokens))
    }

    /// "Arnon Bar-David, who heads the Histadrut".
    fn leading(&self, verb: TokenId) -> Option<Post> {
        let view = &self.view;
        if view.upos(verb) != Upos::Verb {
            return None;
        }
        let (_, role) = LEADING.iter().find(|(lemma, _)| *lemma == view.lemma(verb))?;
        let argument = |relation: Deprel| view.doc.dependent(verb, relation);
        let (holder, body) = match argument(Deprel::OblAgent) {
            Some(agent) => (agent, argument(Deprel::NsubjPass)?),
            None => (argument(Deprel::Nsubj)?, argument(Deprel::Obj)?),
        };
        let holder = self.human_subject(holder)?;
        let organization = match self.cast.headed_by(body) {
            Some(name) => name.entities.iter().all(|id| self.cast.entity(*id).can_act()),
            None => self.phrase(body).is_some_and(|phrase| matches!(phrase.meaning, Noun::Body(_)) && phrase.is_definite()),
        };
        if !organization || view.doc.dependents_by(verb, &[Deprel::Aux]).any(|word| view.doc.token(word).xpos == Xpos::Md) {
            return None;
        }
        let tokens = holder.0.min(body.0)..holder.0.max(body.0) + 1;
        let former = view.doc.token(verb).xpos == Xpos::Vbd;
        Some(Post {
            holder,
            body: Some(body),
            role: (*role).to_owned(),
            noun: (*role).to_owned(),
            kind: PersonNoun::Office,
            membership: false,
            former,
            implied: None,
            words: verb.0..verb.0 + 1,
            tokens,
        })
    }
}
