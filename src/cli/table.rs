//! Tables for people.

use super::terminal::{Style, harmless};
use crate::store::Rows;
use comfy_table::{ContentArrangement, Table, presets};
use std::io::{self, Write};

/// Writes rows as a table, as wide as the terminal, or as wide as its content where there is none.
///
/// # Errors
/// Only those of the writer.
pub fn write_table(rows: &Rows, style: Style, mut out: impl Write) -> io::Result<()> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    if let Some((width, _)) = terminal_size::terminal_size_of(io::stdout()) {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width.0);
    }
    table.set_header(rows.columns.iter().map(|column| harmless(column).into_owned()));
    for row in &rows.rows {
        table.add_row(row.iter().map(|value| harmless(value).into_owned()));
    }
    for (index, line) in table.lines().enumerate() {
        let line = line.trim_end();
        writeln!(out, "{}", if index == 0 { style.strong(line) } else { line.to_owned() })?;
    }
    Ok(())
}
