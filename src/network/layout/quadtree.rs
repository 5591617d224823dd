//! A quadtree that sums the repulsion of many far nodes as if they were one (Barnes and Hut 1986).

use super::Point;

/// Cells whose width is less than this part of their distance count as one body.
const OPENING: f64 = 0.9;
/// Deepest cell. Points that are nearer to each other than that share one.
const DEEPEST: usize = 24;
const NONE: u32 = u32::MAX;

/// A square with the mass in it.
#[derive(Clone, Copy)]
struct Cell {
    middle: Point,
    mass: f64,
    width: f64,
    /// The first of four children, next to each other.
    children: u32,
    /// The first body here, in a cell without children.
    body: u32,
}

/// The tree, rebuilt for each step; it keeps its memory.
#[derive(Default)]
pub(super) struct QuadTree {
    cells: Vec<Cell>,
    /// Bodies of one cell form a chain.
    next: Vec<u32>,
}

impl QuadTree {
    /// Puts all points in.
    pub fn rebuild(&mut self, points: &[Point], masses: &[f64]) {
        let (mut low, mut high) = (points[0], points[0]);
        for point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        }
        let width = (high.x - low.x).max(high.y - low.y) * 1.0001 + 1e-9;
        self.cells.clear();
        self.next.clear();
        self.next.resize(points.len(), NONE);
        self.cells.push(Cell { middle: Point::default(), mass: 0.0, width, children: NONE, body: NONE });
        for (body, point) in points.iter().enumerate() {
            self.insert(body as u32, *point, low, points);
        }
        self.sum(points, masses);
    }

    fn insert(&mut self, body: u32, point: Point, low: Point, points: &[Point]) {
        let (mut cell, mut corner) = (0, low);
        for depth in 0.. {
            let half = self.cells[cell].width / 2.0;
            if self.cells[cell].children == NONE {
                let resident = self.cells[cell].body;
                if resident == NONE || depth == DEEPEST {
                    self.next[body as usize] = resident;
                    self.cells[cell].body = body;
                    return;
                }
                let first = self.cells.len();
                let child = Cell { middle: Point::default(), mass: 0.0, width: half, children: NONE, body: NONE };
                self.cells.extend([child; 4]);
                self.cells[cell].children = first as u32;
                self.cells[cell].body = NONE;
                let (quadrant, _) = quadrant(points[resident as usize], corner, half);
                self.cells[first + quadrant].body = resident;
            }
            let (quadrant, next_corner) = quadrant(point, corner, half);
            cell = self.cells[cell].children as usize + quadrant;
            corner = next_corner;
        }
    }

    /// Masses and their middles, from the leaves up: children stand after their parents.
    fn sum(&mut self, points: &[Point], masses: &[f64]) {
        for cell in (0..self.cells.len()).rev() {
            let (mut sum, mut mass) = (Point::default(), 0.0);
            let mut add = |point: Point, of: f64| {
                sum += point * of;
                mass += of;
            };
            if self.cells[cell].children == NONE {
                let mut body = self.cells[cell].body;
                while body != NONE {
                    add(points[body as usize], masses[body as usize]);
                    body = self.next[body as usize];
                }
            } else {
                let first = self.cells[cell].children as usize;
                self.cells[first..first + 4]
                    .iter()
                    .filter(|child| child.mass > 0.0)
                    .for_each(|child| add(child.middle, child.mass));
            }
            if mass > 0.0 {
                (self.cells[cell].middle, self.cells[cell].mass) = (sum * (1.0 / mass), mass);
            }
        }
    }

    /// How hard all others push a body: the sum over them of mass · (away from it) / distance².
    pub fn repulsion(&self, body: usize, points: &[Point], masses: &[f64], stack: &mut Vec<u32>) -> Point {
        let at = points[body];
        let mut force = Point::default();
        let mut push = |from: Point, mass: f64| {
            let away = at - from;
            let square = away.x * away.x + away.y * away.y;
            if square > 1e-12 {
                force += away * (mass / square);
            }
        };
        stack.clear();
        stack.push(0);
        while let Some(index) = stack.pop() {
            let cell = &self.cells[index as usize];
            if cell.mass <= 0.0 {
                continue;
            }
            if cell.children == NONE {
                let mut other = cell.body;
                while other != NONE {
                    if other as usize != body {
                        push(points[other as usize], masses[other as usize]);
                    }
                    other = self.next[other as usize];
                }
                continue;
            }
            let away = at - cell.middle;
            let square = away.x * away.x + away.y * away.y;
            if cell.width * cell.width < OPENING * OPENING * square {
                push(cell.middle, cell.mass);
            } else {
                stack.extend(cell.children..cell.children + 4);
            }
        }
        force
    }
}

/// Which quarter of a square a point is in, and that quarter's corner.
fn quadrant(point: Point, corner: Point, half: f64) -> (usize, Point) {
    let (right, below) = (point.x >= corner.x + half, point.y >= corner.y + half);
    let step = |yes: bool| if yes { half } else { 0.0 };
    (usize::from(right) + 2 * usize::from(below), Point { x: corner.x + step(right), y: corner.y + step(below) })
}

#[cfg(test)]
mod tests {
    use super::super::Directions;
    use super::*;

    #[test]
    fn the_tree_is_close_to_the_sum_over_all_pairs() {
        let points: Vec<_> = Directions::new().take(500).enumerate().map(|(n, way)| way * ((n + 1) as f64).sqrt()).collect();
        let masses: Vec<_> = (0..points.len()).map(|n| 1.0 + (n % 7) as f64).collect();
        let mut tree = QuadTree::default();
        tree.rebuild(&points, &masses);
        for body in [0, 17, 499] {
            let (mut exact, mut all) = (Point::default(), 0.0);
            for other in (0..points.len()).filter(|other| *other != body) {
                let away = points[body] - points[other];
                exact += away * (masses[other] / (away.x * away.x + away.y * away.y));
                all += masses[other] / away.length();
            }
            let found = tree.repulsion(body, &points, &masses, &mut Vec::new());
            // In the middle of the heap, forces nearly cancel out: what counts is the error beside all that push.
            assert!((found - exact).length() < 0.01 * all, "{found:?} {exact:?} {all}");
        }
    }

    #[test]
    fn many_points_in_one_place_do_no_harm() {
        let points = vec![Point { x: 3.0, y: 3.0 }; 100];
        let mut tree = QuadTree::default();
        tree.rebuild(&points, &[1.0; 100]);
        assert_eq!(tree.repulsion(5, &points, &[1.0; 100], &mut Vec::new()), Point::default());
    }
}
