//! [`Blocks`]: the lines of a graph file, parsed on all threads, a few megabytes at a time.

use super::StoreError;
use super::file;
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

/// Bytes that are read at a time: enough that all threads are busy, few beside what any graph takes.
const BLOCK: usize = 4 << 20;
/// Bytes that a thread parses at a time.
const PIECE: usize = 128 << 10;

/// The lines of a graph file, in order, a block at a time.
///
/// Memory does not depend on the size of the file, but for a single line that is longer than a block.
pub(super) struct Blocks {
    path: PathBuf,
    reader: Box<dyn Read + Send>,
    /// What was read after the last line end.
    rest: Vec<u8>,
    /// Lines before `rest`.
    lines: u64,
    ended: bool,
}

/// Some whole lines of a graph file.
pub(super) struct Block {
    bytes: Vec<u8>,
    quads: Vec<Vec<Quad>>,
}

impl Block {
    /// The quads, in the order of the lines.
    pub(super) fn into_quads(self) -> impl Iterator<Item = Quad> {
        self.quads.into_iter().flatten()
    }

    /// The lines as they stand in the file, if each of them is a quad as this program writes it.
    ///
    /// `None` where there are comments, empty lines or blanks of another hand.
    pub(super) fn tidy_lines(&self) -> Option<Vec<&str>> {
        let text = str::from_utf8(&self.bytes).ok()?;
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() != self.quads.iter().map(Vec::len).sum::<usize>() {
            return None;
        }
        let mut first = 0;
        let pieces: Vec<_> = self
            .quads
            .iter()
            .map(|quads| {
                first += quads.len();
                (&lines[first - quads.len()..first], quads)
            })
            .collect();
        let tidy =
            pieces.into_par_iter().all(|(lines, quads)| lines.iter().zip(quads).all(|(line, quad)| *line == line_of(quad)));
        tidy.then_some(lines)
    }
}

/// A quad as a line of a graph file, without the line end.
pub(super) fn line_of(quad: &Quad) -> String {
    format!("{quad} .")
}

impl Blocks {
    /// Opens a graph file, packed as its ending says.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        Self::of_file(&File::open(path).map_err(StoreError::io(path))?, path)
    }

    /// The lines of an open graph file, from its beginning, packed as the ending of its path says.
    pub(super) fn of_file(file: &File, path: &Path) -> Result<Self, StoreError> {
        let beginning = || -> io::Result<_> {
            let mut file = file.try_clone()?;
            file.rewind()?;
            file::unpack(file, path)
        };
        let reader = beginning().map_err(StoreError::io(path))?;
        Ok(Self { path: path.to_owned(), reader, rest: Vec::new(), lines: 0, ended: false })
    }

    /// Reads until there is a block of whole lines, or the end.
    fn fill(&mut self) -> io::Result<Option<Vec<u8>>> {
        while !self.ended {
            let before = self.rest.len();
            let read = self.reader.by_ref().take(BLOCK as u64).read_to_end(&mut self.rest)?;
            self.ended = read < BLOCK;
            if let Some(end) = self.rest[before..].iter().rposition(|byte| *byte == b'\n') {
                let rest = self.rest.split_off(before + end + 1);
                return Ok(Some(std::mem::replace(&mut self.rest, rest)));
            }
        }
        let last = std::mem::take(&mut self.rest);
        Ok((!last.is_empty()).then_some(last))
    }

    fn parse(&mut self, bytes: Vec<u8>) -> Result<Block, StoreError> {
        let pieces = pieces(&bytes);
        let parsed: Vec<Result<Vec<Quad>, RdfSyntaxError>> = pieces.par_iter().map(|piece| parse(piece)).collect();
        let mut quads = Vec::with_capacity(parsed.len());
        for (piece, result) in pieces.iter().zip(parsed) {
            quads.push(result.map_err(|error| self.damage(&error))?);
            self.lines += piece.iter().filter(|byte| **byte == b'\n').count() as u64;
        }
        Ok(Block { bytes, quads })
    }

    fn damage(&self, error: &RdfSyntaxError) -> StoreError {
        let place = error.location().map(|place| place.start);
        // The parser begins its message with the line, counted in the piece that it was given: that would mislead.
        let message = error.to_string();
        let message =
            message.split_once(": ").filter(|(place, _)| place.contains("line ")).map_or(message.as_str(), |(_, rest)| rest);
        StoreError::Damaged {
            path: self.path.clone(),
            line: place.as_ref().map(|place| self.lines + place.line + 1),
            reason: place.map_or_else(|| message.to_owned(), |place| format!("column {}: {message}", place.column + 1)),
        }
    }
}

impl Iterator for Blocks {
    type Item = Result<Block, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.fill() {
            Ok(bytes) => Some(self.parse(bytes?)),
            Err(cause) => {
                self.ended = true;
                self.rest.clear();
                Some(Err(StoreError::of_reading(&self.path, cause)))
            }
        }
    }
}

fn parse(piece: &[u8]) -> Result<Vec<Quad>, RdfSyntaxError> {
    // Blank nodes keep their names, so that writing again gives the same bytes.
    RdfParser::from_format(RdfFormat::NQuads).for_slice(piece).collect()
}

/// Cuts whole lines into pieces of whole lines.
fn pieces(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let from = PIECE.min(bytes.len());
        let end = bytes[from..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| from + end + 1);
        let (piece, rest) = bytes.split_at(end);
        pieces.push(piece);
        bytes = rest;
    }
    pieces
}
