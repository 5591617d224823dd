//! [`Picture`]: the strongest ties of a network as an SVG, with names that can be read.

mod labels;
#[cfg(feature = "png")]
mod png;

use super::actor_network::ActorNetwork;
use super::layout::{Layout, LayoutOptions, Point};
use super::pairs::{Heading, LineSign, Pair, ranked_pairs};
use super::types::{NodeKind, is_unseen};
use labels::{Boxes, Label, LabelStyle};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Lines that a picture has unless more are asked for: what can be read on a page.
const READABLE: usize = 48;
/// How far two tied actors would like to stand apart, in pixels.
const DISTANCE: f64 = 104.0;
/// Room around the drawing for names at its edge.
const MARGIN: f64 = 74.0;
/// Room below it for the legend.
const FOOT: f64 = 54.0;
/// The longest name, in characters.
const NAME_LENGTH: usize = 30;

const PAPER: &str = "#fdfcf9";
const INK: &str = "#1c1b19";
const SOFT: &str = "#625e57";
const MARK: &str = "#3f3d39";

/// A picture of a network: marks for actors (shaped by what they are, sized by how active), lines for ties (coloured and dashed by
/// co-operation and conflict), names that do not overlap, and a legend that says what was left out.
///
/// The same network gives the same bytes. Only the strongest ties are drawn; a name for which there is no room is left out, and stands in
/// the mark's `<title>`.
#[derive(Clone, Debug)]
pub struct Picture {
    svg: String,
    size: (f64, f64),
}

/// An actor as it is drawn.
struct Mark<'n> {
    name: &'n str,
    kind: NodeKind,
    at: Point,
    radius: f64,
    strength: usize,
}

impl Picture {
    /// Draws the strongest ties of a network: `most` of them, or as many as can be read.
    #[must_use]
    pub fn of(network: &ActorNetwork, most: Option<usize>) -> Self {
        let all = ranked_pairs(network);
        let pairs = &all[..all.len().min(most.unwrap_or(READABLE))];
        let mut strength = BTreeMap::<usize, usize>::new();
        for pair in pairs {
            *strength.entry(pair.ends.0).or_default() += pair.events;
            *strength.entry(pair.ends.1).or_default() += pair.events;
        }
        let nodes: Vec<_> = strength.keys().copied().collect();
        let place = |node: usize| nodes.binary_search(&node).expect("each end is drawn");
        let edges: Vec<_> = pairs.iter().map(|pair| (place(pair.ends.0), place(pair.ends.1), pair.events as f64)).collect();
        let options = LayoutOptions::default().with_distance(DISTANCE).with_radii(vec![28.0; nodes.len()]).with_aspect(1.7);
        let layout = Layout::of_edges(nodes.len(), &edges, &options);
        let size = ((layout.width() + 2.0 * MARGIN).max(560.0).ceil(), (layout.height() + MARGIN + FOOT).max(200.0).ceil());
        // A small network stands in the middle, above the legend.
        let left = (size.0 - layout.width()) / 2.0;
        let mark = |(index, node): (usize, &usize)| {
            let actor = &network.graph().raw_nodes()[*node].weight;
            let at = layout.points()[index];
            Mark {
                name: &actor.label,
                kind: actor.kind,
                at: Point { x: at.x + left, y: at.y + MARGIN * 0.5 },
                radius: (4.5 + 2.2 * (strength[node] as f64).sqrt()).min(20.0),
                strength: strength[node],
            }
        };
        let marks: Vec<_> = nodes.iter().enumerate().map(mark).collect();
        let left_out = (all.len() - pairs.len(), network.graph().node_count() - nodes.len());
        let mut drawing = Drawing { svg: String::new(), size, marks, boxes: Boxes::default() };
        drawing.draw(pairs, &edges, left_out);
        Self { svg: drawing.svg, size }
    }

    /// The picture as SVG, a document of its own.
    #[must_use]
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// Width and height in pixels.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        self.size
    }
}

/// A picture while it is drawn.
struct Drawing<'n> {
    svg: String,
    size: (f64, f64),
    marks: Vec<Mark<'n>>,
    boxes: Boxes,
}

impl Drawing<'_> {
    fn draw(&mut self, pairs: &[Pair<'_>], edges: &[(usize, usize, f64)], left_out: (usize, usize)) {
        let (width, height) = self.size;
        let about = format!("Network of {} actors and {} ties", self.marks.len(), pairs.len());
        self.push(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{about}\" font-family=\"Helvetica, Arial, 'Liberation Sans', 'Ubuntu', sans-serif\">\n\
             <title>{about}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n"
        ));
        for (pair, (one, other, _)) in pairs.iter().zip(edges).rev() {
            self.line(pair, *one, *other);
        }
        let mut order: Vec<_> = (0..self.marks.len()).collect();
        order.sort_by_key(|index| (std::cmp::Reverse(self.marks[*index].strength), *index));
        for index in &order {
            let mark = &self.marks[*index];
            self.boxes.add(around(mark.at, mark.radius, mark.radius));
        }
        for index in order.iter().rev() {
            self.mark(*index);
        }
        self.legend(pairs.len(), left_out);
        for index in order {
            self.name(index);
        }
        for (pair, (one, other, _)) in pairs.iter().zip(edges) {
            self.deed(pair, *one, *other);
        }
        self.push("</svg>\n");
    }

    fn push(&mut self, text: &str) {
        self.svg.push_str(text);
    }

    /// A line, bowed a little, with an arrow if all goes one way.
    fn line(&mut self, pair: &Pair<'_>, one: usize, other: usize) {
        let (a, b) = (&self.marks[one], &self.marks[other]);
        let middle = bow(a.at, b.at);
        for step in 1..64 {
            let t = f64::from(step) / 64.0;
            let mix = |from: f64, by: f64, to: f64| (1.0 - t) * (1.0 - t) * from + 2.0 * t * (1.0 - t) * by + t * t * to;
            self.boxes.add_line(Point { x: mix(a.at.x, middle.x, b.at.x), y: mix(a.at.y, middle.y, b.at.y) });
        }
        let width = (1.1 + 1.15 * (pair.events as f64 - 1.0).max(0.0).sqrt()).min(6.0);
        let (color, _, dash) = look(pair.sign());
        let mut line = format!(
            "<path d=\"M{} {}Q{} {} {} {}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{}\"{dash} stroke-opacity=\"0.85\"/>\n",
            n(a.at.x),
            n(a.at.y),
            n(middle.x),
            n(middle.y),
            n(b.at.x),
            n(b.at.y),
            n(width)
        );
        let target = match pair.heading() {
            Heading::ToSecond => b,
            Heading::ToFirst => a,
            Heading::Neither => {
                self.svg.push_str(&line);
                return;
            }
        };
        // Along the end of the bow: the unit vector from its middle to the target.
        let (dx, dy) = (target.at.x - middle.x, target.at.y - middle.y);
        let length = (dx * dx + dy * dy).sqrt().max(1e-6);
        let (ux, uy) = (dx / length, dy / length);
        let (x, y) = (target.at.x - ux * (target.radius + 1.5), target.at.y - uy * (target.radius + 1.5));
        let (back, side) = (5.5 + width, 2.4 + width * 0.5);
        let _ = writeln!(
            line,
            "<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{color}\"/>",
            n(x),
            n(y),
            n(x - ux * back - uy * side),
            n(y - uy * back + ux * side),
            n(x - ux * back + uy * side),
            n(y - uy * back - ux * side)
        );
        self.svg.push_str(&line);
    }

    fn mark(&mut self, index: usize) {
        let mark = &self.marks[index];
        let shape = shape(mark.kind, mark.at, mark.radius);
        let title = escaped(&short(mark.name, 200));
        let text = format!("<g fill=\"{MARK}\" stroke=\"{PAPER}\" stroke-width=\"1.5\"><title>{title}</title>{shape}</g>\n");
        self.svg.push_str(&text);
    }

    fn name(&mut self, index: usize) {
        let mark = &self.marks[index];
        let strong = mark.strength >= 4;
        let style = LabelStyle { size: if strong { 14.0 } else { 13.0 }, bold: strong, italic: false };
        let label = Label { text: short(mark.name, NAME_LENGTH), style };
        if let Some((x, y, anchor)) = self.boxes.beside(&label, mark.at, mark.radius, self.size) {
            self.text(&label, (x, y), anchor, INK);
        }
    }

    /// What happened, on the line, if there is room.
    fn deed(&mut self, pair: &Pair<'_>, one: usize, other: usize) {
        let (a, b) = (&self.marks[one], &self.marks[other]);
        let bowed = bow(a.at, b.at);
        let middle = Point { x: (a.at.x + b.at.x) / 4.0 + bowed.x / 2.0, y: (a.at.y + b.at.y) / 4.0 + bowed.y / 2.0 };
        let label = Label { text: short(&pair.words(), 34), style: LabelStyle { size: 11.5, bold: false, italic: true } };
        let (_, ink, _) = look(pair.sign());
        if self.boxes.at(&label, middle, self.size) {
            self.text(&label, (middle.x, middle.y), "middle", ink);
        }
    }

    fn text(&mut self, label: &Label, (x, y): (f64, f64), anchor: &str, ink: &str) {
        let LabelStyle { size, bold, italic } = label.style;
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let slant = if italic { " font-style=\"italic\"" } else { "" };
        // Twice, the first time as a rim of paper: `paint-order` is not drawn everywhere.
        let place =
            format!("x=\"{}\" y=\"{}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{weight}{slant}", n(x), n(y + size * 0.35));
        let words = escaped(&label.text);
        let text = format!(
            "<text {place} fill=\"{PAPER}\" stroke=\"{PAPER}\" stroke-width=\"3.5\" stroke-linejoin=\"round\" aria-hidden=\"true\">{words}</text>\
             <text {place} fill=\"{ink}\">{words}</text>\n"
        );
        self.svg.push_str(&text);
    }

    /// What colours, dashes and shapes mean, and what is not shown.
    fn legend(&mut self, shown: usize, (ties, actors): (usize, usize)) {
        let y = self.size.1 - 18.0;
        let mut x = 18.0;
        let mut text = String::new();
        let signs = [(LineSign::Cooperation, "co-operation"), (LineSign::Conflict, "conflict"), (LineSign::Mixed, "both")];
        for (sign, words) in signs {
            let (color, _, dash) = look(sign);
            let _ = write!(text, "<path d=\"M{} {}h22\" stroke=\"{color}\" stroke-width=\"2.2\"{dash}/>", n(x), n(y - 4.0));
            let _ = writeln!(text, "<text x=\"{}\" y=\"{}\" font-size=\"12\" fill=\"{SOFT}\">{words}</text>", n(x + 28.0), n(y));
            x += 28.0 + 7.0 * words.len() as f64 + 14.0;
        }
        for kind in NodeKind::ALL.into_iter().filter(|kind| self.marks.iter().any(|mark| mark.kind == *kind)) {
            let shape = shape(kind, Point { x: x + 5.0, y: y - 4.0 }, 5.0);
            let words = kind_words(kind);
            let _ = writeln!(
                text,
                "<g fill=\"{MARK}\">{shape}</g><text x=\"{}\" y=\"{}\" font-size=\"12\" fill=\"{SOFT}\">{words}</text>",
                n(x + 15.0),
                n(y)
            );
            x += 15.0 + 7.0 * words.len() as f64 + 14.0;
        }
        if ties > 0 {
            let _ = writeln!(
                text,
                "<text x=\"18\" y=\"{}\" font-size=\"12\" fill=\"{SOFT}\">The {shown} strongest of {} ties; {actors} less active actors are left out.</text>",
                n(y - 20.0),
                shown + ties
            );
        }
        self.boxes.add([0.0, self.size.1 - FOOT, self.size.0, self.size.1]);
        self.svg.push_str(&text);
    }
}

/// Colour of the line, colour of words on it, and the dash, as an attribute.
fn look(sign: LineSign) -> (&'static str, &'static str, &'static str) {
    match sign {
        LineSign::Cooperation => ("#2f86b8", "#1b6591", ""),
        LineSign::Conflict => ("#d1602b", "#ab4310", " stroke-dasharray=\"6 4\""),
        LineSign::Mixed => ("#8a76a3", "#67537f", " stroke-dasharray=\"11 3.5 2.5 3.5\""),
        LineSign::Neutral => ("#8f8a80", "#625e57", " stroke-dasharray=\"1.5 3\""),
    }
}

/// The middle control point of a line's bow: lines that meet can be told apart.
fn bow(a: Point, b: Point) -> Point {
    Point { x: (a.x + b.x) / 2.0 - (b.y - a.y) * 0.09, y: (a.y + b.y) / 2.0 + (b.x - a.x) * 0.09 }
}

fn around(at: Point, width: f64, height: f64) -> [f64; 4] {
    [at.x - width, at.y - height, at.x + width, at.y + height]
}

/// The mark of a kind: areas are about equal, so that size means the same for all.
fn shape(kind: NodeKind, at: Point, r: f64) -> String {
    let corners: &[(f64, f64)] = match kind {
        NodeKind::Person | NodeKind::Unknown => return format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"/>", n(at.x), n(at.y), n(r)),
        NodeKind::State => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
        NodeKind::Organization => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        NodeKind::Group => &[(0.0, -1.25), (1.19, 0.8), (-1.19, 0.8)],
        NodeKind::Place => &[(0.0, -1.1), (1.05, -0.34), (0.65, 0.89), (-0.65, 0.89), (-1.05, -0.34)],
    };
    let points: Vec<_> = corners.iter().map(|(x, y)| format!("{} {}", n(at.x + x * r), n(at.y + y * r))).collect();
    format!("<path d=\"M{}Z\"/>", points.join("L"))
}

fn kind_words(kind: NodeKind) -> &'static str {
    match kind {
        NodeKind::Person => "person",
        NodeKind::State => "state",
        NodeKind::Organization => "organisation",
        NodeKind::Group => "group",
        NodeKind::Place => "place",
        NodeKind::Unknown => "actor",
    }
}

/// A number as SVG has it: tenths are finer than anybody sees.
fn n(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// A text on one line, without characters that are not seen, cut to a length.
fn short(text: &str, length: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|character| !is_unseen(*character)).collect();
    if line.is_empty() {
        return "(no name)".to_owned();
    }
    if line.chars().count() <= length {
        return line;
    }
    let head: String = line.chars().take(length - 1).collect();
    format!("{}…", head.trim_end())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML has no way to write these.
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests;
