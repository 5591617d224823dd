//! [`Runs`]: more lines than memory holds, in order.

use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::PathBuf;

/// How many bytes of lines are held in memory.
const BUDGET: usize = 64 << 20;
/// What a line takes beside its bytes.
const OVERHEAD: usize = size_of::<Line>();

/// A line and the number of the change that it came with.
pub(super) type Line = (String, u32);

/// Collects lines in any order and gives them back sorted: an external merge sort.
///
/// Up to a budget they stay in memory; beyond, sorted runs are written to unnamed files beside the graph, where there must be room for the
/// new graph anyway, and which the operating system removes however the process ends.
pub(super) struct Runs {
    folder: PathBuf,
    budget: usize,
    lines: Vec<Line>,
    bytes: usize,
    files: Vec<File>,
}

impl Runs {
    /// Nothing yet.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, budget: BUDGET, lines: Vec::new(), bytes: 0, files: Vec::new() }
    }

    #[cfg(test)]
    pub(super) fn with_budget(mut self, bytes: usize) -> Self {
        self.budget = bytes;
        self
    }

    /// One more line, without its end. Lines of a graph hold neither line ends nor tabs: both are escaped there.
    pub(super) fn push(&mut self, line: String, change: u32) -> io::Result<()> {
        self.bytes += line.len() + OVERHEAD;
        self.lines.push((line, change));
        if self.bytes >= self.budget { self.spill() } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.lines.par_sort_unstable();
        let mut out = BufWriter::new(zstd::Encoder::new(tempfile::tempfile_in(&self.folder)?, 1)?);
        for (line, change) in self.lines.drain(..) {
            writeln!(out, "{line}\t{change}")?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?;
        file.rewind()?;
        self.files.push(file);
        self.bytes = 0;
        Ok(())
    }

    /// All lines in order.
    pub(super) fn sorted(mut self) -> io::Result<Sorted> {
        self.lines.par_sort_unstable();
        let mut runs: Vec<Run> = vec![Box::new(self.lines.into_iter().map(Ok))];
        for file in self.files {
            let lines = BufReader::new(zstd::Decoder::new(file)?).lines();
            runs.push(Box::new(lines.map(|line| parse(&line?))));
        }
        let mut sorted = Sorted { next: BinaryHeap::with_capacity(runs.len()), runs };
        for run in 0..sorted.runs.len() {
            sorted.advance(run)?;
        }
        Ok(sorted)
    }
}

fn parse(line: &str) -> io::Result<Line> {
    let parts = line.rsplit_once('\t').and_then(|(line, change)| Some((line.to_owned(), change.parse().ok()?)));
    parts.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a temporary file was changed by somebody else"))
}

type Run = Box<dyn Iterator<Item = io::Result<Line>>>;

/// The lines of several sorted runs, merged.
pub(super) struct Sorted {
    runs: Vec<Run>,
    next: BinaryHeap<Reverse<(Line, usize)>>,
}

impl Sorted {
    fn advance(&mut self, run: usize) -> io::Result<()> {
        if let Some(line) = self.runs[run].next() {
            self.next.push(Reverse((line?, run)));
        }
        Ok(())
    }
}

impl Iterator for Sorted {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let Reverse((line, run)) = self.next.pop()?;
        Some(self.advance(run).map(|()| line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_come_back_sorted_whatever_fits_into_memory(lines in prop::collection::vec(("[a-d]{0,4}", 0_u32..3), 0..60), budget in 1_usize..600) {
            let folder = tempfile::tempdir().expect("a temporary folder can be made");
            let mut runs = Runs::new(folder.path().to_owned()).with_budget(budget);
            for (line, change) in &lines {
                runs.push(line.clone(), *change).expect("it can be written");
            }
            let sorted: Vec<Line> = runs.sorted().and_then(Iterator::collect).expect("it can be read");
            let mut expected = lines;
            expected.sort();
            prop_assert_eq!(sorted, expected);
            prop_assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
        }
    }
}
