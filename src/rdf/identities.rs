//! [`Identities`]: who is whom across articles, as people have said.

use super::iri::Iris;
use super::vocab::rel;
use super::{NamedGraph, local_name};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// What has been said of who is whom: that two actors are one, or that they are not, everywhere or in one article.
///
/// The statements are data of the graph, in a graph of their own, so that they can be read, queried and taken back. They are honoured
/// whenever an article is read into the graph: the actor's IRI is the one of whom it is said to be.
///
/// - `B rel:same A`: whatever is said of B is said of A. Chains are followed to their end.
/// - `A rel:different B`: no chain makes them one; of several links of a chain the last in order is not followed.
/// - `A rel:different ARTICLE`: who bears A's name in that article is somebody else, and gets an IRI with the article's name.
///
/// A pure function of the set of statements: the order in which they were made does not matter.
///
/// ```
/// use relata::rdf::{Identities, Iris};
///
/// let iris = Iris::default();
/// let mut identities = Identities::default();
/// identities.same(&iris.actor("trump-person"), &iris.actor("donald-trump"));
/// assert_eq!(identities.of(&iris.actor("trump-person"), &iris.article("a.txt")), iris.actor("donald-trump"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    same: BTreeSet<(String, String)>,
    different: BTreeSet<(String, String)>,
    /// Where each actor's chain ends.
    ends: BTreeMap<String, String>,
}

impl Identities {
    /// The name of the graph that holds the statements.
    #[must_use]
    pub fn graph(iris: &Iris) -> NamedNode {
        named(format!("{}identity", iris.base()))
    }

    /// The statements among these quads; others are passed over.
    pub fn read(quads: impl IntoIterator<Item = Quad>) -> Self {
        let mut identities = Self::default();
        for quad in quads {
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (&quad.subject, &quad.object) else { continue };
            let pair = (subject.as_str().to_owned(), object.as_str().to_owned());
            if quad.predicate == rel::SAME {
                identities.same.insert(pair);
            } else if quad.predicate == rel::DIFFERENT {
                identities.different.insert(pair);
            }
        }
        identities.settle();
        identities
    }

    /// Says that `one` is `other`; takes back that they differ.
    pub fn same(&mut self, one: &str, other: &str) {
        self.different.remove(&pair(one, other));
        self.different.remove(&pair(other, one));
        if one != other {
            self.same.insert(pair(one, other));
        }
        self.settle();
    }

    /// Says that two actors are not one, or that whoever bears the actor's name in an article is not that actor; takes back that they
    /// are the same.
    pub fn different(&mut self, one: &str, other: &str) {
        self.same.remove(&pair(one, other));
        self.same.remove(&pair(other, one));
        self.different.insert(pair(one, other));
        self.settle();
    }

    /// Takes back whatever was said of these two. Gives whether something was.
    pub fn forget(&mut self, one: &str, other: &str) -> bool {
        let mut known = false;
        for said in [&mut self.same, &mut self.different] {
            known |= said.remove(&pair(one, other)) | said.remove(&pair(other, one));
        }
        self.settle();
        known
    }

    /// Whether nothing has been said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.different.is_empty()
    }

    /// Who an actor of an article is.
    #[must_use]
    pub fn of(&self, actor: &str, article: &str) -> String {
        if self.different.contains(&pair(actor, article)) {
            let article = article.rsplit('/').next().unwrap_or(article);
            return format!("{actor}--{}", local_name(article));
        }
        self.ends.get(actor).map_or_else(|| actor.to_owned(), String::clone)
    }

    /// The statements as a graph.
    #[must_use]
    pub fn to_graph(&self, iris: &Iris) -> NamedGraph {
        let graph = Self::graph(iris);
        let quad = |(one, other): &(String, String), predicate| {
            Quad::new(named(one.clone()), predicate, named(other.clone()), graph.clone())
        };
        let same = self.same.iter().map(|said| quad(said, rel::SAME.into_owned()));
        let different = self.different.iter().map(|said| quad(said, rel::DIFFERENT.into_owned()));
        let quads = same.chain(different).collect();
        NamedGraph::new(graph.clone(), quads)
    }

    /// Follows the chains, in order, but for links that would make one of what is said to differ.
    fn settle(&mut self) {
        let mut next: BTreeMap<String, String> = BTreeMap::new();
        let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (one, other) in &self.same {
            let (from, to) = (end(&next, one), end(&next, other));
            if from == to {
                continue;
            }
            let class = |at: &String| members.get(at).cloned().unwrap_or_else(|| BTreeSet::from([at.clone()]));
            let (mut left, right) = (class(&from), class(&to));
            let differ = |a: &String, b: &String| self.different.contains(&pair(a, b)) || self.different.contains(&pair(b, a));
            if left.iter().any(|a| right.iter().any(|b| differ(a, b))) {
                continue;
            }
            left.extend(right);
            members.remove(&from);
            members.insert(to.clone(), left);
            next.insert(from, to);
        }
        self.ends = next.keys().map(|actor| (actor.clone(), end(&next, actor))).collect();
    }
}

fn named(iri: String) -> NamedNode {
    NamedNode::new_unchecked(iri)
}

fn pair(one: &str, other: &str) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

/// Where a chain ends. It has no ring: only ends are joined, and never to themselves.
fn end(next: &BTreeMap<String, String>, actor: &str) -> String {
    let mut at = actor;
    while let Some(further) = next.get(at) {
        at = further;
    }
    at.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(same: &[(&str, &str)], different: &[(&str, &str)]) -> Identities {
        let mut identities = Identities::default();
        same.iter().for_each(|(one, other)| identities.same(one, other));
        different.iter().for_each(|(one, other)| identities.different(one, other));
        identities
    }

    #[test]
    fn chains_are_followed_in_whatever_order_they_were_told() {
        let one = said(&[("a:1", "a:2"), ("a:2", "a:3")], &[]);
        let other = said(&[("a:2", "a:3"), ("a:1", "a:2")], &[]);
        assert_eq!(one, other);
        assert_eq!(one.of("a:1", "x"), "a:3");
    }

    #[test]
    fn a_ring_has_one_end() {
        let ring = said(&[("a:1", "a:2"), ("a:2", "a:1")], &[]);
        assert_eq!(ring.of("a:1", "x"), ring.of("a:2", "x"));
    }

    #[test]
    fn what_differs_is_never_joined_by_a_chain() {
        let identities = said(&[("a:1", "a:2"), ("a:2", "a:3")], &[("a:1", "a:3")]);
        assert_eq!(identities.of("a:1", "x"), "a:2");
        assert_eq!(identities.of("a:2", "x"), "a:2");
    }

    #[test]
    fn an_article_may_mean_another_of_the_name() {
        let identities = said(&[], &[("a:john-smith", "b:article/court.txt")]);
        assert_eq!(identities.of("a:john-smith", "b:article/court.txt"), "a:john-smith--court.txt");
        assert_eq!(identities.of("a:john-smith", "b:article/other.txt"), "a:john-smith");
    }

    #[test]
    fn the_later_word_takes_back_the_earlier() {
        let mut identities = said(&[("a:1", "a:2")], &[]);
        identities.different("a:2", "a:1");
        assert_eq!(identities.of("a:1", "x"), "a:1");
        identities.same("a:1", "a:2");
        assert_eq!(identities.of("a:1", "x"), "a:2");
        assert!(identities.forget("a:2", "a:1") && identities.is_empty());
    }

    #[test]
    fn statements_survive_the_graph() {
        let identities = said(&[("a:1", "a:2")], &[("a:1", "a:3")]);
        let graph = identities.to_graph(&Iris::default());
        assert_eq!(Identities::read(graph.quads), identities);
    }
}
