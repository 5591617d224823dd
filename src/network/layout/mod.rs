//! Where actors stand in a picture: [`Layout`].
//!
//! Forces on several levels, after Yifan Hu ("Efficient, high-quality force-directed graph drawing", 2005): the network is made coarser
//! step by step, the coarsest is laid out first, and each finer one starts from it. Repulsion is summed by a Barnes-Hut tree. Nothing is
//! random, and beyond the four operations only square roots are taken, which every machine computes alike: the same network gives the same
//! picture on any number of threads and on any platform.

mod coarsen;
mod forces;
mod overlap;
mod pack;
mod quadtree;

use super::actor_network::ActorNetwork;
use coarsen::Level;
use pack::Bounds;
use std::collections::BTreeMap;
use std::ops::{Add, AddAssign, Mul, Sub};

/// A place in a picture. x grows to the right, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// Where every actor stands, with all coordinates at least 0 and rounded to hundredths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    points: Vec<Point>,
    width: f64,
    height: f64,
}

/// How a network is laid out.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct LayoutOptions {
    distance: f64,
    radii: Vec<f64>,
    aspect: f64,
}

impl Default for LayoutOptions {
    fn default() -> Self {
        Self { distance: 100.0, radii: Vec::new(), aspect: 1.5 }
    }
}

impl LayoutOptions {
    /// How far two tied actors would like to stand apart, all else left out of account. Default: 100.
    pub fn with_distance(mut self, distance: f64) -> Self {
        self.distance = distance;
        self
    }

    /// How large the actors are drawn, in the order of the nodes: discs do not overlap then. Default: points.
    pub fn with_radii(mut self, radii: Vec<f64>) -> Self {
        self.radii = radii;
        self
    }

    /// Width by height that parts without ties between them are packed into. Default: 1.5.
    pub fn with_aspect(mut self, aspect: f64) -> Self {
        self.aspect = aspect;
        self
    }
}

impl Layout {
    /// Lays out a network. Actors without ties stand apart, below the rest.
    ///
    /// Costs O(n log n) for each of some hundreds of steps: 10,000 actors and 100,000 ties take a few seconds on two cores.
    #[must_use]
    pub fn of(network: &ActorNetwork, options: &LayoutOptions) -> Self {
        let mut weights = BTreeMap::<(usize, usize), f64>::new();
        for (_, source, target, tie) in network.ties() {
            let pair = (source.index().min(target.index()), source.index().max(target.index()));
            *weights.entry(pair).or_default() += tie.weight.events as f64;
        }
        let edges: Vec<_> = weights.into_iter().map(|((source, target), weight)| (source, target, weight)).collect();
        Self::of_edges(network.graph().node_count(), &edges, options)
    }

    /// Lays out any undirected graph: `edges` are pairs of nodes below `nodes`, with their strength. Edges from a node to itself are passed
    /// over.
    #[must_use]
    pub fn of_edges(nodes: usize, edges: &[(usize, usize, f64)], options: &LayoutOptions) -> Self {
        let mut points = vec![Point::default(); nodes];
        let mut boxes = Vec::new();
        let components = components(nodes, edges);
        for component in &components {
            let level = component.level(edges);
            let mut placed = forces::lay_out(&level);
            placed.iter_mut().for_each(|point| *point = *point * options.distance);
            let radius = |node: &usize| options.radii.get(*node).copied().unwrap_or(0.0);
            let radii: Vec<_> = component.nodes.iter().map(radius).collect();
            lie_flat(&mut placed);
            overlap::remove(&mut placed, &radii, options.distance * 0.08);
            boxes.push(Bounds::around(&placed, &radii));
            for (node, point) in component.nodes.iter().zip(placed) {
                points[*node] = point;
            }
        }
        let (corners, width, height) = pack::pack(&boxes, options.aspect, options.distance * 0.8);
        for ((component, corner), bounds) in components.iter().zip(corners).zip(&boxes) {
            for node in &component.nodes {
                let moved = points[*node] - bounds.corner() + corner;
                points[*node] = Point { x: round(moved.x), y: round(moved.y) };
            }
        }
        Self { points, width: round(width), height: round(height) }
    }

    /// Where each actor stands, in the order of the nodes.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// How wide the picture is, discs and all.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.width
    }

    /// How high it is.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.height
    }
}

fn round(value: f64) -> f64 {
    // Adding zero turns −0 into 0, which would be written otherwise.
    (value * 100.0).round() / 100.0 + 0.0
}

/// Nodes that ties hold together, ascending.
struct Component {
    nodes: Vec<usize>,
    /// Indices of their edges.
    edges: Vec<usize>,
}

impl Component {
    fn level(&self, edges: &[(usize, usize, f64)]) -> Level {
        let local = |node: usize| self.nodes.binary_search(&node).expect("both ends are in the component");
        let edges = self.edges.iter().map(|edge| edges[*edge]).map(|(one, other, weight)| (local(one), local(other), weight));
        Level::new(vec![1.0; self.nodes.len()], edges.collect())
    }
}

/// Parts of the graph without edges between them, the largest first.
fn components(nodes: usize, edges: &[(usize, usize, f64)]) -> Vec<Component> {
    let mut sets = petgraph::unionfind::UnionFind::<usize>::new(nodes);
    for (one, other, _) in edges {
        sets.union(*one, *other);
    }
    let roots = sets.into_labeling();
    let mut place = vec![usize::MAX; nodes];
    let mut components: Vec<Component> = Vec::new();
    for (node, root) in roots.iter().copied().enumerate() {
        if place[root] == usize::MAX {
            place[root] = components.len();
            components.push(Component { nodes: Vec::new(), edges: Vec::new() });
        }
        components[place[root]].nodes.push(node);
    }
    for (index, (one, other, _)) in edges.iter().enumerate().filter(|(_, (one, other, _))| one != other) {
        debug_assert_eq!(roots[*one], roots[*other]);
        components[place[roots[*one]]].edges.push(index);
    }
    components.sort_by_key(|component| (std::cmp::Reverse(component.nodes.len()), component.nodes[0]));
    components
}

/// Turns points so that they spread most from left to right: screens are wide.
fn lie_flat(points: &mut [Point]) {
    let count = points.len() as f64;
    let middle = points.iter().fold(Point::default(), |sum, point| sum + *point) * (1.0 / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for point in points.iter() {
        let from = *point - middle;
        (xx, xy, yy) = (xx + from.x * from.x, xy + from.x * from.y, yy + from.y * from.y);
    }
    // The direction of the greater eigenvector of the covariance, by half-angle formulas.
    let difference = xx - yy;
    let spread = (difference * difference + 4.0 * xy * xy).sqrt();
    if spread <= 1e-9 * (xx + yy) {
        return;
    }
    let double_cos = difference / spread;
    let cos = ((1.0 + double_cos) / 2.0).max(0.0).sqrt();
    let sin = ((1.0 - double_cos) / 2.0).max(0.0).sqrt() * if xy < 0.0 { -1.0 } else { 1.0 };
    for point in points {
        let from = *point - middle;
        *point = Point { x: from.x * cos + from.y * sin, y: from.y * cos - from.x * sin };
    }
}

impl Point {
    fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl AddAssign for Point {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self { x: self.x * by, y: self.y * by }
    }
}

/// Directions that never repeat and are spread evenly: each is the last turned by the golden angle. They take the place of chance.
struct Directions(Point);

impl Directions {
    /// Cosine and sine of the golden angle, 137.5 degrees.
    const TURN: (f64, f64) = (-0.737_368_878_078_320_4, 0.675_490_294_261_523_8);

    fn new() -> Self {
        Self(Point { x: 1.0, y: 0.0 })
    }
}

impl Iterator for Directions {
    type Item = Point;
    fn next(&mut self) -> Option<Point> {
        let (cos, sin) = Self::TURN;
        let Point { x, y } = self.0;
        let turned = Point { x: x * cos - y * sin, y: x * sin + y * cos };
        // Rounding errors would make the vector grow or shrink over thousands of turns.
        self.0 = turned * (1.0 / turned.length());
        Some(turned)
    }
}

#[cfg(test)]
mod tests;
