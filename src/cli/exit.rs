//! [`Exit`]: how the program ends.

use std::io;
use std::process::ExitCode;

/// How the program ends, as the shell sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exit {
    /// All done. An empty answer is an answer.
    Done,
    /// What was sought was not found, and the user had asked to be told.
    NotFound,
    /// An error; also if some inputs failed and the rest was done.
    Error,
    /// Stopped by the user: the shell gives this number to a program that an interrupt ended, and we let it.
    Interrupted,
}

impl Exit {
    /// The number that the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NotFound => 1,
            Self::Error => 2,
            Self::Interrupted => 130,
        }
    }

    /// How an error ends the program: whoever stops reading our output (`| head`) has what they wanted.
    #[must_use]
    pub fn of_error(error: &anyhow::Error) -> Self {
        let broken_pipe = |cause: &(dyn std::error::Error + 'static)| {
            cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
        };
        if error.chain().any(broken_pipe) { Self::Done } else { Self::Error }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn codes_are_those_of_the_manual() {
        let codes = [Exit::Done, Exit::NotFound, Exit::Error, Exit::Interrupted].map(Exit::code);
        assert_eq!(codes, [0, 1, 2, 130]);
    }

    #[test]
    fn a_broken_pipe_anywhere_in_the_chain_is_success() {
        let pipe = Err::<(), _>(io::Error::from(io::ErrorKind::BrokenPipe)).context("writing").unwrap_err();
        assert_eq!(Exit::of_error(&pipe), Exit::Done);
        assert_eq!(Exit::of_error(&anyhow::anyhow!("no such file")), Exit::Error);
    }
}
