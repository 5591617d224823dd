//! Reports of one deed, and who denies it.

use super::Claim;
use super::report::{Report, Reports, is_of_one_article};
use crate::ontology::{EventType, Ontology};
use crate::rdf::{Iris, vocab};
use jiff::Span;
use jiff::civil::Date;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

const FAMILIES: &str = include_str!("../../ontology/families.ttl");
/// Days before publication in which a deed without a time may have happened.
const LATELY: i32 = 2;
/// Days for which a deed may be denied.
const DENIED_WITHIN: i32 = 30;
/// A time of more days than this ("in 2022") does not tell which deed is meant.
const LONGEST: i32 = 31;

/// Who did what kind of thing to whom.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Deed {
    family: String,
    who: String,
    whom: String,
}

/// A report of a deed, and the days that it may mean, as numbers; of an undated one all days.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Telling<'r> {
    end: i32,
    start: i32,
    event: &'r str,
    class: &'r str,
    who: Option<&'r str>,
    whom: Option<&'r str>,
}

/// What must be known of event types.
struct Kinds<'o> {
    roots: BTreeSet<&'o str>,
    symmetric: BTreeSet<&'o str>,
    relations: BTreeMap<&'o str, &'o str>,
}

impl<'o> Kinds<'o> {
    fn of(ontology: &'o Ontology) -> Self {
        let classes =
            |holds: fn(&EventType) -> bool| ontology.types().filter(move |kind| holds(kind)).map(|kind| kind.class.as_str());
        Self {
            roots: classes(|kind| kind.root.eq_ignore_ascii_case(&kind.class)).collect(),
            symmetric: classes(|kind| kind.symmetric).collect(),
            relations: ontology.types().map(|kind| (kind.class.as_str(), kind.relation.as_str())).collect(),
        }
    }
}

/// The claims that reports make.
pub(super) fn claims(reports: &Reports, ontology: &Ontology, iris: &Iris) -> Vec<Claim> {
    let families = Families::new();
    let kinds = Kinds::of(ontology);
    let mut deeds: BTreeMap<Deed, (Vec<Telling<'_>>, Vec<Telling<'_>>)> = BTreeMap::new();
    for (event, report) in &reports.events {
        let Some((start, end)) = days(report, reports) else { continue };
        let Some(class) = finest(report, &kinds) else { continue };
        for (who, whom) in parties(report, class, &kinds) {
            let named = |actor: Option<&str>| actor.is_some_and(|actor| !is_of_one_article(actor));
            // "Police killed protesters" may be anywhere.
            if !named(who) && !named(whom) {
                continue;
            }
            let deed =
                Deed { family: families.of(class).to_owned(), who: key(who, reports, iris), whom: key(whom, reports, iris) };
            let telling = Telling { end, start, event, class, who, whom };
            let (told, denied) = deeds.entry(deed).or_default();
            if report.denied { denied.push(telling) } else { told.push(telling) }
        }
    }
    let mut claims = Vec::new();
    for (deed, (told, denied)) in deeds {
        claims.extend(claims_of(&deed, told, denied, reports, &kinds, iris));
    }
    claims.sort_by(|one, other| one.iri.cmp(&other.iri));
    claims
}

/// The claims of one deed: one for each time that it was done.
fn claims_of(
    deed: &Deed,
    mut told: Vec<Telling<'_>>,
    denied: Vec<Telling<'_>>,
    reports: &Reports,
    kinds: &Kinds<'_>,
    iris: &Iris,
) -> Vec<Claim> {
    told.sort();
    let mut times: Vec<Vec<Telling<'_>>> = Vec::new();
    // The day on which the earliest ends is one that all who share it may mean; then the rest.
    while let Some(first) = told.first().cloned() {
        let is_dated = first.start != i32::MIN;
        let (same, rest) =
            told.into_iter().partition(|telling| telling.start <= first.end && (telling.start != i32::MIN) == is_dated);
        times.push(same);
        told = rest;
    }
    let mut denials: Vec<Vec<Telling<'_>>> = vec![Vec::new(); times.len()];
    for denial in denied {
        let ends = |time: &[Telling<'_>]| time.iter().map(|telling| telling.end).min().unwrap_or(i32::MAX);
        let denied = |time: &[Telling<'_>]| {
            let end = ends(time);
            end == denial.end || (end <= denial.end && end >= denial.start.saturating_sub(DENIED_WITHIN))
        };
        // The latest deed before the denial is the one that is denied.
        let last =
            times.iter().enumerate().filter(|(_, time)| denied(time)).max_by_key(|(index, time)| (ends(time), Reverse(*index)));
        if let Some((index, _)) = last {
            denials[index].push(denial);
        }
    }
    times.iter().zip(&denials).filter_map(|(told, denied)| claim(deed, told, denied, reports, kinds, iris)).collect()
}

fn claim(
    deed: &Deed,
    told: &[Telling<'_>],
    denied: &[Telling<'_>],
    reports: &Reports,
    kinds: &Kinds<'_>,
    iris: &Iris,
) -> Option<Claim> {
    let articles: BTreeSet<&str> = told.iter().map(|telling| reports.events[telling.event].article.as_str()).collect();
    let voices = |tellings: &[Telling<'_>]| -> BTreeSet<String> {
        let voice = |telling: &Telling<'_>| {
            let report = &reports.events[telling.event];
            report.attributed_to.clone().unwrap_or_else(|| report.article.clone())
        };
        tellings.iter().map(voice).collect()
    };
    let (told_by, mut disputed_by) = (voices(told), voices(denied));
    // Who says both takes something back, and disputes nobody.
    disputed_by.retain(|voice| !told_by.contains(voice));
    if articles.len() < 2 && disputed_by.is_empty() {
        return None;
    }
    let start = told.iter().map(|telling| telling.start).max()?;
    let end = told.iter().map(|telling| telling.end).min()?;
    let days = date(start).zip(date(end));
    let did = most_frequent(told.iter().map(|telling| telling.class))?;
    let relation = kinds.relations.get(did).copied().unwrap_or(did);
    let day = days.map_or_else(|| "undated".to_owned(), |(_, end)| end.to_string());
    Some(Claim {
        iri: iris.claim(&format!("{}/{relation}/{}/{day}", deed.who, deed.whom)),
        who: told.iter().filter_map(|telling| telling.who).min().map(str::to_owned),
        did: did.to_owned(),
        whom: told.iter().filter_map(|telling| telling.whom).min().map(str::to_owned),
        days,
        reports: told.iter().map(|telling| telling.event.to_owned()).collect(),
        denials: if disputed_by.is_empty() {
            BTreeSet::new()
        } else {
            denied.iter().map(|telling| telling.event.to_owned()).collect()
        },
        sources: articles.into_iter().map(|article| reports.origin(article).to_owned()).collect(),
        told_by,
        disputed_by,
    })
}

/// The days that a report may mean.
fn days(report: &Report, reports: &Reports) -> Option<(i32, i32)> {
    if let (Some(from), Some(until)) = (report.from, report.until) {
        let (start, end) = (number(from), number(until));
        return (end.saturating_sub(start) < LONGEST).then_some((start, end));
    }
    let published = reports.sources.get(&report.article).and_then(|source| source.date);
    Some(published.map_or((i32::MIN, i32::MAX), |published| (number(published) - LATELY, number(published))))
}

/// Of an event's classes the finest: the root stands beside it.
fn finest<'r>(report: &'r Report, kinds: &Kinds<'_>) -> Option<&'r str> {
    report.classes.iter().map(String::as_str).min_by_key(|class| (kinds.roots.contains(class), *class))
}

/// Each pair of who and whom. Of a mutual deed both are peers, and stand in the order of their names.
fn parties<'r>(report: &'r Report, class: &str, kinds: &Kinds<'_>) -> BTreeSet<(Option<&'r str>, Option<&'r str>)> {
    let symmetric = kinds.symmetric.contains(class);
    let (agents, patients): (Vec<&str>, Vec<&str>) =
        (report.agents.iter().map(String::as_str).collect(), report.patients.iter().map(String::as_str).collect());
    if symmetric && patients.is_empty() && agents.len() > 1 {
        let pairs =
            agents.iter().enumerate().flat_map(|(index, one)| agents[index + 1..].iter().map(move |other| (*one, *other)));
        return pairs.map(|(one, other)| (Some(one.min(other)), Some(one.max(other)))).collect();
    }
    let or_nobody = |actors: Vec<&'r str>| if actors.is_empty() { vec![None] } else { actors.into_iter().map(Some).collect() };
    let (agents, patients) = (or_nobody(agents), or_nobody(patients));
    let pairs = agents.iter().flat_map(|agent| patients.iter().map(move |patient| (*agent, *patient)));
    pairs
        .map(|(who, whom)| match (who, whom) {
            (Some(one), Some(other)) if symmetric => (Some(one.min(other)), Some(one.max(other))),
            pair => pair,
        })
        .collect()
}

/// How somebody is compared across articles: by who it is, or by description where one article alone knows them.
fn key(actor: Option<&str>, reports: &Reports, iris: &Iris) -> String {
    let Some(actor) = actor else { return "nobody".to_owned() };
    match reports.labels.get(actor) {
        Some(label) => format!("~{}", label.replace(' ', "-")),
        None => actor.strip_prefix(&iris.actor("")[..iris.base().len() + "actor/".len()]).unwrap_or(actor).to_owned(),
    }
}

fn most_frequent<'c>(classes: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for class in classes {
        *counts.entry(class).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(class, count)| (*count, Reverse(*class))).map(|(class, _)| class)
}

/// Days since 1970.
fn number(date: Date) -> i32 {
    date.since(Date::constant(1970, 1, 1)).map_or(0, |span| span.get_days())
}

fn date(number: i32) -> Option<Date> {
    let days = Span::new().try_days(number).ok()?;
    Date::constant(1970, 1, 1).checked_add(days).ok()
}

/// Which types are used for one and the same deed.
struct Families(BTreeMap<String, String>);

impl Families {
    fn new() -> Self {
        let local = |iri: &str| iri.trim_start_matches(vocab::rel::NAMESPACE).to_owned();
        let mut families: BTreeMap<String, String> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(FAMILIES.as_bytes()) {
            let quad = quad.expect("the families are part of the program");
            let (NamedOrBlankNode::NamedNode(one), Term::NamedNode(other)) = (quad.subject, quad.object) else { continue };
            let (one, other) = (local(one.as_str()), local(other.as_str()));
            let family = families.get(&one).cloned().unwrap_or_else(|| one.clone());
            let joined = families.get(&other).cloned().unwrap_or_else(|| other.clone());
            families.insert(one, family.clone());
            families.insert(other, family.clone());
            for name in families.values_mut().filter(|name| **name == joined) {
                name.clone_from(&family);
            }
        }
        Self(families)
    }

    fn of<'f>(&'f self, class: &'f str) -> &'f str {
        self.0.get(class).map_or(class, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::report::Source;

    const BASE: &str = "https://w3id.org/relata/";

    /// Reports from lines such as "a: Shelling russia kharkiv 2024-05-01", with "not" before a denial, "says X" at the end.
    fn reports(lines: &[&str]) -> Reports {
        let mut reports = Reports::default();
        for (number, line) in lines.iter().enumerate() {
            let (article, rest) = line.split_once(": ").unwrap();
            let (rest, says) = rest.split_once(" says ").map_or((rest, None), |(rest, says)| (rest, Some(says)));
            let denied = rest.starts_with("not ");
            let words: Vec<_> = rest.trim_start_matches("not ").split(' ').collect();
            let actors = |word: &str| word.split('+').filter(|key| *key != "-").map(|key| format!("{BASE}actor/{key}")).collect();
            let day = words.get(3).map(|day| day.parse().unwrap());
            let report = Report {
                article: format!("{BASE}article/{article}"),
                classes: vec![words[0].to_owned()],
                denied,
                agents: actors(words[1]),
                patients: actors(words[2]),
                attributed_to: says.map(|key| format!("{BASE}actor/{key}")),
                from: day,
                until: day,
            };
            let source =
                Source { date: Some("2024-05-02".parse().unwrap()), publisher: format!("paper {article}"), copy_of: None };
            reports.sources.insert(report.article.clone(), source);
            reports.events.insert(format!("{BASE}article/{article}/event/{number}"), report);
        }
        reports
    }

    fn found(reports: &Reports) -> Vec<String> {
        let claims = claims(reports, &Ontology::built_in(), &Iris::default());
        let told = |claim: &Claim| {
            let name = claim.iri.trim_start_matches("https://w3id.org/relata/claim/");
            let disputed = if claim.disputed_by.is_empty() { "" } else { " disputed" };
            format!("{name} {}{disputed}", claim.support())
        };
        claims.iter().map(told).collect()
    }

    #[test]
    fn the_same_deed_told_by_two_is_a_claim_and_told_by_one_is_none() {
        let told =
            ["a: Shelling russia kharkiv 2024-05-01", "b: Attack russia+belarus kharkiv 2024-05-01", "b: Praise kenya uganda"];
        assert_eq!(found(&reports(&told)), ["russia/attacked/kharkiv/2024-05-01 2"]);
    }

    #[test]
    fn a_deed_each_day_is_a_claim_each_day() {
        let told = ["01", "02", "03"].map(|day| format!("Shelling russia kharkiv 2024-05-{day}"));
        let lines: Vec<_> =
            ["a", "b"].iter().flat_map(|article| told.iter().map(move |told| format!("{article}: {told}"))).collect();
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        assert_eq!(found(&reports(&lines)).len(), 3);
    }

    #[test]
    fn without_a_time_the_days_before_publication_are_meant() {
        let told =
            ["a: Shelling russia kharkiv 2024-04-30", "b: Shelling russia kharkiv", "c: Shelling russia kharkiv 2024-04-20"];
        assert_eq!(found(&reports(&told)), ["russia/shelled/kharkiv/2024-04-30 2"]);
    }

    #[test]
    fn peers_are_the_same_in_either_role() {
        let told = ["a: Meeting kenya uganda", "b: Talks uganda kenya", "c: Meeting kenya+uganda -"];
        assert_eq!(found(&reports(&told)), ["kenya/metWith/uganda/2024-05-02 3"]);
        let told = ["a: Accusation kenya uganda", "b: Accusation uganda kenya"];
        assert_eq!(found(&reports(&told)), Vec::<String>::new());
    }

    #[test]
    fn copies_and_articles_of_one_publisher_count_once() {
        let mut reports =
            reports(&["a: Praise kenya uganda", "b: Praise kenya uganda", "c: Praise kenya uganda", "d: Praise kenya uganda"]);
        let article = |name: &str| format!("{BASE}article/{name}");
        reports.sources.get_mut(&article("b")).unwrap().copy_of = Some(article("a"));
        reports.sources.get_mut(&article("d")).unwrap().publisher = "paper c".to_owned();
        assert_eq!(found(&reports), ["kenya/praised/uganda/2024-05-02 2"]);
    }

    #[test]
    fn a_denial_disputes_the_latest_deed_before_it() {
        let told = [
            "a: Shelling russia kharkiv 2024-04-20 says ukraine",
            "a: Shelling russia kharkiv 2024-04-28 says ukraine",
            "b: not Shelling russia kharkiv says russia",
        ];
        assert_eq!(found(&reports(&told)), ["russia/shelled/kharkiv/2024-04-28 1 disputed"]);
    }

    #[test]
    fn who_takes_back_their_own_word_disputes_nobody() {
        let told = ["a: Shelling russia kharkiv says ukraine", "b: not Shelling russia kharkiv says ukraine"];
        assert_eq!(found(&reports(&told)), Vec::<String>::new());
    }

    #[test]
    fn those_known_by_description_are_compared_by_it_if_the_other_side_has_a_name() {
        let mut reports = reports(&[
            "a: Killing kenya a--protesters-1",
            "b: Killing kenya b--protesters-2",
            "a: Killing a--police-1 a--protesters-1",
            "b: Killing b--police-1 b--protesters-2",
        ]);
        for (key, label) in [
            ("a--protesters-1", "protesters"),
            ("b--protesters-2", "protesters"),
            ("a--police-1", "police"),
            ("b--police-1", "police"),
        ] {
            reports.labels.insert(format!("{BASE}actor/{key}"), label.to_owned());
        }
        assert_eq!(found(&reports), ["kenya/killed/~protesters/2024-05-02 2"]);
    }

    #[test]
    fn families_name_types_that_there_are() {
        let ontology = Ontology::built_in();
        for class in Families::new().0.keys() {
            assert!(ontology.types().any(|kind| kind.class == *class), "{class}");
        }
        assert_eq!(Families::new().of("Talks"), Families::new().of("Consult"));
        assert_ne!(Families::new().of("Talks"), Families::new().of("PhoneCall"));
    }
}
