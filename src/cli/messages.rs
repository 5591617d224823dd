//! What is said on standard error: bad inputs, warnings, summaries.

use super::exit::Exit;
use super::terminal::harmless;
use crate::diagnostic::Diagnostic;
use crate::source::{Article, SourceError};
use crate::span::LineIndex;
use indicatif::ProgressBar;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// How much the user wants to be told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verbosity {
    /// Errors alone.
    Quiet,
    /// Errors, and a summary.
    Normal,
    /// Every warning.
    Verbose,
}

/// The messages of one run. Shared by reference, also between threads.
pub struct Messages {
    verbosity: Verbosity,
    progress: ProgressBar,
    tally: Mutex<Tally>,
}

#[derive(Default)]
struct Tally {
    bad: usize,
    interrupted: bool,
    warnings: BTreeMap<&'static str, usize>,
}

impl Messages {
    pub fn new(verbosity: Verbosity) -> Self {
        Self { verbosity, progress: super::terminal::progress(verbosity == Verbosity::Quiet), tally: Mutex::default() }
    }

    /// Says something that is always said: an error.
    pub fn error(&self, text: &str) {
        self.progress.suspend(|| eprintln!("relata: {}", harmless(text)));
    }

    /// Says something unless the user wants quiet.
    pub fn info(&self, text: &str) {
        if self.verbosity > Verbosity::Quiet {
            self.progress.suspend(|| eprintln!("{}", harmless(text)));
        }
    }

    /// Counts and names an input that could not be read.
    pub fn bad(&self, text: &str, hint: Option<&str>) {
        self.error(&hint.map_or_else(|| text.to_owned(), |hint| format!("{text} ({hint})")));
        self.tally().bad += 1;
    }

    /// Passes on what could be read, and names what could not.
    pub fn bad_input<T>(&self, input: Result<T, SourceError>) -> Option<T> {
        input.map_err(|error| self.bad(&error.to_string(), error.hint())).ok()
    }

    /// Counts warnings about an article, and shows them if the user wants to see everything.
    pub fn warnings(&self, article: &Article, warnings: &[Diagnostic]) {
        let index = (self.verbosity == Verbosity::Verbose && !warnings.is_empty()).then(|| LineIndex::new(&article.text));
        for warning in warnings {
            *self.tally().warnings.entry(warning.code).or_default() += 1;
            if let Some(index) = &index {
                let place = warning.span.map(|span| index.line_column(span.start));
                let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
                self.info(&format!("{}{place}: {warning}", article.doc));
            }
        }
    }

    /// One more article is done.
    pub fn article_done(&self) {
        self.progress.inc(1);
    }

    /// Takes the progress bar away.
    pub fn finish(&self) {
        self.progress.finish_and_clear();
    }

    /// How many inputs could not be read.
    pub fn bad_inputs(&self) -> usize {
        self.tally().bad
    }

    /// How often each warning was given.
    pub fn warning_counts(&self) -> BTreeMap<&'static str, usize> {
        self.tally().warnings.clone()
    }

    /// Notes that the run was asked to stop, and did.
    pub fn interrupted(&self) {
        self.error("stopped as asked; what was read until then is kept");
        self.tally().interrupted = true;
    }

    /// How a run ends that did all that could be done.
    pub fn exit(&self) -> Exit {
        match self.tally() {
            tally if tally.interrupted => Exit::Interrupted,
            tally if tally.bad == 0 => Exit::Done,
            _ => Exit::Error,
        }
    }

    fn tally(&self) -> std::sync::MutexGuard<'_, Tally> {
        self.tally.lock().expect("no thread panics while it counts")
    }
}
