//! Warnings as values: what was odd, where, and what to do about it.
//!
//! Analysing text never fails. What a stage could not make sense of becomes a [`Diagnostic`] that travels beside its result.

use crate::span::Span;
use std::fmt;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The result is whole, but a reader may want to know.
    Warning,
    /// Something was left out of the result.
    Error,
}

/// One thing worth telling the user, without a line of output of its own: the command line decides how it looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable, worded code, for example `unresolved-date`.
    pub code: &'static str,
    /// What happened, in lower case, without a full stop.
    pub message: String,
    /// Where in the article's text, if at one place.
    pub span: Option<Span>,
    /// What the user can do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// A warning with neither place nor hint.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, code, message: message.into(), span: None, hint: None }
    }

    /// Adds the place.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.message, self.code)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// A result together with what was odd on the way to it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// The result.
    pub output: T,
    /// What was odd, in the order of the text.
    pub warnings: Vec<Diagnostic>,
}
