//! A reading for people: each sentence that says something, and what it says.

use super::terminal::{Style, harmless};
use crate::actor::{ActorId, Actors, Office};
use crate::event::{Event, Modality, Participant};
pub use crate::lookup::in_words;
use crate::ontology::Ontology;
use crate::reading::Reading;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes a reading for people. Text from the article is made harmless for terminals.
///
/// # Errors
/// Only those of the writer.
pub fn write_plain(reading: &Reading, ontology: &Ontology, style: Style, out: &mut impl Write) -> io::Result<()> {
    let article = reading.article();
    let title = article.title.as_deref().unwrap_or(&article.doc);
    writeln!(out, "{}", style.strong(&harmless(title)))?;
    let day = article.date.map(|date| date.to_string());
    let facts = [Some(article.doc.clone()), day, article.publisher.clone(), article.url.clone()];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    writeln!(out, "{}", style.faint(&harmless(&facts.join(" · "))))?;
    let mut statements: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (sentence, _, office) in reading.numbered_offices() {
        statements.entry(sentence).or_default().push(office_line(office, &reading.actors));
    }
    for (sentence, _, event) in reading.numbered_events() {
        statements.entry(sentence).or_default().push(event_line(event, reading, ontology));
    }
    for (sentence, lines) in statements {
        let text = reading.document.sentences()[sentence - 1].span.of(reading.text());
        writeln!(out, "\n{sentence:>3}  {}", style.faint(&harmless(text)))?;
        for line in lines {
            writeln!(out, "     {}", harmless(&line))?;
        }
    }
    writeln!(out)
}

/// "Sergei Lavrov is Foreign Minister of Russia".
pub fn office_line(office: &Office, actors: &Actors) -> String {
    let holder = &actors.actor(office.holder).label;
    let body = office.body.map(|body| format!(" of {}", actors.actor(body).label)).unwrap_or_default();
    let former = if office.former { "former " } else { "" };
    let role = if office.membership { "member" } else { &office.role };
    format!("{holder} is {former}{role}{body}")
}

/// "Donald Trump · met with · Vladimir Putin  (in Alaska; Earlier this month = 2025-08-01 to 2025-08-22)".
pub fn event_line(event: &Event, reading: &Reading, ontology: &Ontology) -> String {
    let kind = ontology.event_type(event.kind);
    let names = |participants: &[Participant]| {
        let names: Vec<_> = participants.iter().map(|participant| label(reading, participant.actor)).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(", ") }
    };
    let mut line = format!("{} · {} · {}", names(&event.agents), in_words(&kind.relation), names(&event.patients));
    let mut circumstances = Vec::new();
    if event.negated {
        circumstances.push("not".to_owned());
    }
    if event.modality != Modality::Asserted {
        circumstances.push(event.modality.as_str().to_owned());
    }
    if let Some(attribution) = &event.attribution {
        circumstances.push(format!("says {}", attribution.label));
    }
    if let Some(place) = &event.place {
        circumstances.push(format!("where: {}", place.span.of(reading.text())));
    }
    if let Some(time) = &event.time {
        let days = match time.days {
            Some((first, last)) if first == last => format!(" = {first}"),
            Some((first, last)) => format!(" = {first} to {last}"),
            None => String::new(),
        };
        circumstances.push(format!("when: {}{days}", time.span.of(reading.text())));
    }
    if !circumstances.is_empty() {
        write!(line, "  ({})", circumstances.join("; ")).expect("writing to a string cannot fail");
    }
    line
}

fn label(reading: &Reading, actor: ActorId) -> &str {
    &reading.actors.actor(actor).label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::sample;

    #[test]
    fn relations_are_said_in_words() {
        assert_eq!(in_words("imposedTariffsOn"), "imposed tariffs on");
        assert_eq!(in_words("accused"), "accused");
    }

    #[test]
    fn a_reading_shows_each_sentence_with_what_it_says() {
        let mut out = Vec::new();
        write_plain(&sample::reading("note.txt"), &sample::ontology(), Style::plain(), &mut out).unwrap();
        let expected = "note.txt\nnote.txt · 2025-08-22\n\n  1  Foreign Minister Zoë met Karl in Bern yesterday.\n     \
            Zoë is Foreign Minister of Bern\n     Zoë · met with · Karl  (where: Bern; when: yesterday = 2025-08-21)\n\n  2  \
            Officials said Karl accused Zoë.\n     Karl · accused · Zoë  (says Officials)\n\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
