//! Room for names: which boxes are taken, how wide a text is, and where beside a mark it fits.

use crate::network::Point;
use std::collections::{BTreeMap, BTreeSet};

/// Width of a cell of the grid in which boxes are looked for.
const CELL: f64 = 64.0;
/// The same for lines.
const LINE_CELL: f64 = 6.0;

/// How a label is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LabelStyle {
    pub size: f64,
    pub bold: bool,
    pub italic: bool,
}

/// Words to be placed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Label {
    pub text: String,
    pub style: LabelStyle,
}

/// Boxes (left, top, right, bottom) that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Boxes {
    cells: BTreeMap<(i64, i64), Vec<[f64; 4]>>,
    /// Cells of lines, finer: a name rather does not stand there.
    lines: BTreeSet<(i64, i64)>,
}

impl Label {
    /// The width in Helvetica, with a little to spare for fonts that run wider.
    pub fn width(&self) -> f64 {
        let em: f64 = self.text.chars().map(advance).sum();
        em * self.style.size * if self.style.bold { 1.13 } else { 1.05 }
    }

    fn height(&self) -> f64 {
        self.style.size * 1.2
    }
}

impl Boxes {
    pub fn add(&mut self, taken: [f64; 4]) {
        for cell in cells(taken, CELL) {
            self.cells.entry(cell).or_default().push(taken);
        }
    }

    /// Marks a point of a line.
    pub fn add_line(&mut self, at: Point) {
        self.lines.insert(((at.x / LINE_CELL).floor() as i64, (at.y / LINE_CELL).floor() as i64));
    }

    fn is_off_lines(&self, wanted: [f64; 4]) -> bool {
        cells(wanted, LINE_CELL).all(|cell| !self.lines.contains(&cell))
    }

    pub fn is_free(&self, wanted: [f64; 4]) -> bool {
        let [left, top, right, bottom] = wanted;
        let apart = |other: &[f64; 4]| other[0] >= right || other[2] <= left || other[1] >= bottom || other[3] <= top;
        cells(wanted, CELL).all(|cell| self.cells.get(&cell).is_none_or(|boxes| boxes.iter().all(apart)))
    }

    /// Takes the room for a label beside a mark, the best that is free: its place and how it is anchored there.
    pub fn beside(&mut self, label: &Label, at: Point, radius: f64, size: (f64, f64)) -> Option<(f64, f64, &'static str)> {
        let (width, height) = (label.width(), label.height());
        let mut second = None;
        for gap in [radius + 5.0, radius + 13.0] {
            let spots = [
                (at.x + gap, at.y, "start"),
                (at.x - gap, at.y, "end"),
                (at.x, at.y - gap - 4.0, "middle"),
                (at.x, at.y + gap + 4.0, "middle"),
                (at.x + gap * 0.75, at.y - gap * 0.85, "start"),
                (at.x + gap * 0.75, at.y + gap * 0.85, "start"),
                (at.x - gap * 0.75, at.y - gap * 0.85, "end"),
                (at.x - gap * 0.75, at.y + gap * 0.85, "end"),
            ];
            for (x, y, anchor) in spots {
                let left = match anchor {
                    "start" => x,
                    "end" => x - width,
                    _ => x - width / 2.0,
                };
                let wanted = [left - 1.5, y - height / 2.0, left + width + 1.5, y + height / 2.0];
                if !is_inside(wanted, size) || !self.is_free(wanted) {
                    continue;
                }
                if self.is_off_lines(wanted) {
                    self.add(wanted);
                    return Some((x, y, anchor));
                }
                second = second.or(Some((wanted, (x, y, anchor))));
            }
        }
        // Rather on a line than nowhere.
        second.map(|(wanted, spot)| {
            self.add(wanted);
            spot
        })
    }

    /// Takes the room for a label around a point, if it is free.
    pub fn at(&mut self, label: &Label, at: Point, size: (f64, f64)) -> bool {
        let (width, height) = (label.width() / 2.0 + 2.0, label.height() / 2.0);
        self.take([at.x - width, at.y - height, at.x + width, at.y + height], size)
    }

    fn take(&mut self, wanted: [f64; 4], size: (f64, f64)) -> bool {
        let free = is_inside(wanted, size) && self.is_free(wanted);
        if free {
            self.add(wanted);
        }
        free
    }
}

fn is_inside(wanted: [f64; 4], (width, height): (f64, f64)) -> bool {
    wanted[0] >= 2.0 && wanted[1] >= 2.0 && wanted[2] <= width - 2.0 && wanted[3] <= height - 2.0
}

fn cells([left, top, right, bottom]: [f64; 4], width: f64) -> impl Iterator<Item = (i64, i64)> {
    let cell = move |value: f64| (value / width).floor() as i64;
    (cell(left)..=cell(right)).flat_map(move |x| (cell(top)..=cell(bottom)).map(move |y| (x, y)))
}

/// How wide a character is in Helvetica, in ems; wide scripts and emoji take one.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | '\'' | '’' | '|' => 0.222,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'f' | 't' | 'I' | '/' | '\\' | '[' | ']' => 0.278,
        '(' | ')' | 'r' | '-' | '"' | '“' | '”' => 0.345,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'a' | 'b' | 'd' | 'e' | 'g' | 'h' | 'n' | 'o' | 'p' | 'q' | 'u' | 'L' | '0'..='9' => 0.556,
        'F' | 'T' | 'Z' => 0.611,
        'w' | 'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.722,
        'G' | 'O' | 'Q' => 0.778,
        'm' | 'M' => 0.833,
        'W' => 0.944,
        '\u{300}'..='\u{36f}' => 0.0,
        other if (other as u32) < 0x250 => 0.6,
        other if (other as u32) < 0x1100 => 0.68,
        _ => 1.05,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_overlap_and_stay_inside() {
        let size = (300.0, 200.0);
        let mut boxes = Boxes::default();
        let mut placed = Vec::new();
        let style = LabelStyle { size: 12.0, bold: false, italic: false };
        for step in 0..80_u32 {
            let at = Point { x: f64::from(step * 37 % 300), y: f64::from(step * 53 % 200) };
            let label = Label { text: format!("Actor number {step}"), style };
            if let Some((x, y, anchor)) = boxes.beside(&label, at, 5.0, size) {
                let left = x - label.width()
                    * match anchor {
                        "start" => 0.0,
                        "end" => 1.0,
                        _ => 0.5,
                    };
                placed.push([left, y - 6.0, left + label.width(), y + 6.0]);
            }
        }
        assert!(placed.len() > 10 && placed.len() < 80);
        for (index, one) in placed.iter().enumerate() {
            assert!(one[0] >= 0.0 && one[1] >= 0.0 && one[2] <= size.0 && one[3] <= size.1);
            for other in &placed[index + 1..] {
                assert!(
                    one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1],
                    "{one:?} {other:?}"
                );
            }
        }
    }
}
