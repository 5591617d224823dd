//! Where results go: standard output, or a file that is not overwritten unasked.

use super::args::OutputArgs;
use crate::store::write_atomically;
use anyhow::Context;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

/// Where a result goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Stdout,
    /// A file, written as a whole or not at all.
    File(PathBuf),
}

impl Target {
    /// What the user asked for.
    ///
    /// # Errors
    /// If there is such a file already, and the user did not say `--force`.
    pub fn new(args: &OutputArgs) -> anyhow::Result<Self> {
        match &args.output {
            None => Ok(Self::Stdout),
            Some(path) if path.as_os_str() == "-" => Ok(Self::Stdout),
            Some(path) if path.exists() && !args.force => {
                anyhow::bail!("{} is there already; --force overwrites it", path.display())
            }
            Some(path) => Ok(Self::File(path.clone())),
        }
    }

    /// Writes the result.
    pub fn write(&self, write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
        match self {
            Self::Stdout => {
                let mut out = BufWriter::new(io::stdout().lock());
                write(&mut out)?;
                Ok(out.flush()?)
            }
            Self::File(path) => {
                // What fails inside keeps its own words; the file is dropped with any error.
                let mut failure = None;
                let written = write_atomically(path, |out| {
                    write(out).map_err(|error| {
                        failure = Some(error);
                        io::Error::other("not written")
                    })
                });
                match failure {
                    Some(error) => Err(error),
                    None => written.with_context(|| format!("cannot write {}", path.display())),
                }
            }
        }
    }
}
