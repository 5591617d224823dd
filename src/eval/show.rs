//! Cards and faults as text for people, as Markdown for a repository, as JSON for programs.

use super::card::{ArticleCard, Card, Group, SentenceCard};
use super::faults::Faults;
use super::figures::{Figure, Share};
use comfy_table::{CellAlignment, Table, presets};
use std::io::{self, Write};

/// How a card is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFormat {
    /// Tables for a terminal.
    Text,
    /// Tables of Markdown.
    Markdown,
    /// One JSON object.
    Json,
}

/// Writes a card.
///
/// # Errors
/// Only those of the writer.
pub fn write_card(card: &Card, format: CardFormat, out: &mut dyn Write) -> io::Result<()> {
    if format == CardFormat::Json {
        serde_json::to_writer_pretty(&mut *out, card)?;
        return writeln!(out);
    }
    let page = Page { format };
    page.title(out, 1, "Accuracy")?;
    writeln!(
        out,
        "Written by `relata eval`. P precision, R recall, F1 their harmonic mean; in brackets where they lie in 95 of 100 corpora such as\n\
         this one (bootstrap over articles or sentences). Rules are tuned on one half; the other only measures."
    )?;
    for half in &card.articles {
        page.articles(half, out)?;
    }
    for half in &card.sentences {
        page.sentences(half, out)?;
    }
    Ok(())
}

/// Writes what went wrong, the largest group first; without the sentences if only counts are wanted.
///
/// # Errors
/// Only those of the writer.
pub fn write_faults(faults: &Faults, with_sentences: bool, format: CardFormat, out: &mut dyn Write) -> io::Result<()> {
    if format == CardFormat::Json {
        serde_json::to_writer_pretty(&mut *out, faults)?;
        return writeln!(out);
    }
    let page = Page { format };
    for group in faults {
        page.title(out, 2, format!("{} × {} {}", group.faults.len(), group.kind, group.what).trim_end())?;
        for fault in group.faults.iter().filter(|_| with_sentences) {
            let mark = if format == CardFormat::Markdown { "- " } else { "" };
            writeln!(out, "{mark}{}", fault.place)?;
            for (name, words) in [("gold ", &fault.gold), ("found", &fault.found), ("in   ", &fault.sentence)] {
                if !words.is_empty() {
                    writeln!(out, "    {name} {words}")?;
                }
            }
        }
    }
    Ok(())
}

struct Page {
    format: CardFormat,
}

impl Page {
    fn title(&self, out: &mut dyn Write, level: usize, title: &str) -> io::Result<()> {
        let line = if self.format == CardFormat::Markdown { format!("{} {title}", "#".repeat(level)) } else { title.to_owned() };
        writeln!(
            out,
            "{}{line}{}",
            if level > 1 { "\n" } else { "" },
            if self.format == CardFormat::Markdown { "\n" } else { "" }
        )
    }

    fn articles(&self, card: &ArticleCard, out: &mut dyn Write) -> io::Result<()> {
        self.title(out, 2, &format!("Articles, {} half ({})", card.half, card.articles))?;
        let mut rows = vec![
            wide("who did what to whom", &card.relations),
            wide("who has to do with whom", &card.pairs),
            wide("what happens in an article", &card.roots),
        ];
        rows.extend([
            share("actors known by name", &card.actors),
            share("of those found: happened or not", &card.happened),
            share("of those found: modality", &card.modality),
            share("of those found: whose word", &card.attribution),
        ]);
        self.table(&WIDE, &rows, out)?;
        for (name, groups) in [
            ("root", &card.by_root),
            ("property", &card.by_property),
            ("topic", &card.by_topic),
            ("form", &card.by_form),
            ("batch", &card.by_batch),
        ] {
            self.groups(name, groups, out)?;
        }
        Ok(())
    }

    fn sentences(&self, card: &SentenceCard, out: &mut dyn Write) -> io::Result<()> {
        self.title(out, 2, &format!("Single sentences, {} half ({})", card.half, card.sentences))?;
        let rows = [
            wide("events", &card.events),
            wide("events with all roles", &card.events_with_roles),
            wide("offices and memberships", &card.facts),
            share("quiet where nothing happens", &card.quiet),
            share("of those found: modality", &card.factual),
            share("of those found: whose word", &card.source),
        ];
        self.table(&WIDE, &rows, out)?;
        self.groups("root, with all roles", &card.by_root, out)
    }

    fn groups(&self, name: &str, groups: &[Group], out: &mut dyn Write) -> io::Result<()> {
        let row = |Group { name, figure }: &Group| {
            let mut row = vec![name.clone()];
            row.extend([figure.gold, figure.found, figure.hit].map(|count| count.to_string()));
            row.extend([figure.precision, figure.recall].map(|value| format!("{value:.3}")));
            row.push(format!("{:.3} {}", figure.f1, within(figure.f1_interval)));
            row
        };
        let rows: Vec<Vec<String>> = groups.iter().map(row).collect();
        writeln!(out)?;
        self.table(&[name, "gold", "found", "hit", "P", "R", "F1"], &rows, out)
    }

    fn table(&self, head: &[&str], rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(if self.format == CardFormat::Markdown { presets::ASCII_MARKDOWN } else { presets::NOTHING });
        table.set_header(head.iter().copied());
        table.add_rows(rows);
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        table.lines().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
    }
}

const WIDE: [&str; 7] = ["", "gold", "found", "hit", "P", "R", "F1"];

fn wide(name: &str, figure: &Figure) -> Vec<String> {
    let mut row = vec![name.to_owned()];
    row.extend([figure.gold, figure.found, figure.hit].map(|count| count.to_string()));
    let values =
        [(figure.precision, figure.precision_interval), (figure.recall, figure.recall_interval), (figure.f1, figure.f1_interval)];
    row.extend(values.map(|(value, interval)| format!("{value:.3} {}", within(interval))));
    row
}

fn share(name: &str, share: &Share) -> Vec<String> {
    let mut row = vec![name.to_owned(), share.of.to_string(), String::new(), share.right.to_string()];
    row.push(format!("{:.3} {}", share.share, within(share.interval)));
    row.extend([String::new(), String::new()]);
    row
}

fn within([low, high]: [f64; 2]) -> String {
    format!("[{low:.2}–{high:.2}]")
}

#[cfg(test)]
mod tests {
    use super::super::corpus::Half;
    use super::super::faults::group;
    use super::super::relations::tests::score;
    use super::super::sentences;
    use super::*;

    fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn card() -> Card {
        let article = score(&["a ACCUSE b", "a AID b"], &["a ACCUSE b"]);
        Card::new(&[(Half::Measured, article)], &[(Half::Tuned, sentences::tests::score(""))])
    }

    #[test]
    fn markdown_has_tables_that_render() {
        let page = written(|out| write_card(&card(), CardFormat::Markdown, out));
        assert!(page.starts_with("# Accuracy\n\n"), "{page}");
        assert!(page.contains("\n## Articles, measured half (1)\n\n|"), "{page}");
        let line = page.lines().find(|line| line.contains("who did what to whom")).unwrap();
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        assert_eq!(cells[2..8], ["2", "1", "1", "1.000 [1.00–1.00]", "0.500 [0.50–0.50]", "0.667 [0.67–0.67]"]);
    }

    #[test]
    fn json_holds_the_same_figures() {
        let value: serde_json::Value = serde_json::from_str(&written(|out| write_card(&card(), CardFormat::Json, out))).unwrap();
        assert_eq!(value["articles"][0]["relations"]["recall"], 0.5);
        assert_eq!(value["articles"][0]["by_root"][1]["name"], "AID");
        assert_eq!(value["sentences"][0]["quiet"]["of"], 0);
    }

    #[test]
    fn faults_are_told_with_their_sentences_or_only_counted() {
        let article = score(&["a ACCUSE b"], &[]);
        let faults = group(&[&article], &[]);
        assert_eq!(written(|out| write_faults(&faults, false, CardFormat::Text, out)), "\n1 × missed ACCUSE\n");
        assert!(
            written(|out| write_faults(&faults, true, CardFormat::Text, out)).contains("    gold  a ACCUSE b (asserted; )\n")
        );
    }
}
