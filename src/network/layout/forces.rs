//! The play of forces in one connected graph, from the coarsest level to the finest.

use super::coarsen::Level;
use super::quadtree::QuadTree;
use super::{Directions, Point};
use rayon::prelude::*;

/// How strong repulsion is beside attraction, as Hu has it.
const REPULSION: f64 = 0.2;
/// By how much the step shrinks when energy rises, and grows when it has fallen five times in a row.
const COOLING: f64 = 0.9;
/// Graphs of so few nodes are not made coarser.
const COARSEST: usize = 40;
/// Steps on the coarsest level, on those between, and on the finest.
const STEPS: (usize, usize, usize) = (300, 60, 120);
/// Nodes that one task works on.
const CHUNK: usize = 256;

/// Places the nodes of a connected graph, with ties about 1 long.
pub(super) fn lay_out(finest: &Level) -> Vec<Point> {
    if finest.len() == 1 {
        return vec![Point::default()];
    }
    let mut coarser: Vec<(Level, Vec<u32>)> = Vec::new();
    loop {
        let level = coarser.last().map_or(finest, |(level, _)| level);
        match (level.len() > COARSEST).then(|| level.coarser()).flatten() {
            Some(next) => coarser.push(next),
            None => break,
        }
    }
    let coarsest = coarser.last().map_or(finest, |(level, _)| level);
    // A sunflower: even, and no two places alike.
    let mut points: Vec<_> =
        Directions::new().take(coarsest.len()).enumerate().map(|(n, way)| way * (n as f64 + 0.5).sqrt()).collect();
    relax(coarsest, &mut points, STEPS.0, 1.0);
    for index in (0..coarser.len()).rev() {
        let cluster_of = &coarser[index].1;
        let level = if index == 0 { finest } else { &coarser[index - 1].0 };
        points = refine(&points, cluster_of, level.len());
        relax(level, &mut points, if index == 0 { STEPS.2 } else { STEPS.1 }, 0.3);
    }
    points
}

/// Puts the nodes of a cluster around the place of the cluster.
fn refine(coarse: &[Point], cluster_of: &[u32], nodes: usize) -> Vec<Point> {
    // A finer level has more nodes, and needs more room.
    let scale = (nodes as f64 / coarse.len() as f64).sqrt();
    let places = cluster_of.iter().zip(Directions::new());
    places.map(|(cluster, way)| coarse[*cluster as usize] * scale + way * 0.3).collect()
}

/// Moves nodes by the forces on them until they rest, or for so many steps.
fn relax(level: &Level, points: &mut [Point], steps: usize, first_step: f64) {
    let (mut step, mut energy, mut falls) = (first_step, f64::INFINITY, 0);
    let mut tree = QuadTree::default();
    // What one node does depends on no other's task, and sums are taken in the order of the nodes: any number of threads gives the same.
    let mut forces = vec![Point::default(); points.len()];
    for _ in 0..steps {
        tree.rebuild(points, &level.masses);
        let at: &[Point] = points;
        forces.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, forces)| {
            let mut stack = Vec::new();
            for (offset, force) in forces.iter_mut().enumerate() {
                let node = chunk * CHUNK + offset;
                *force = tree.repulsion(node, at, &level.masses, &mut stack) * REPULSION + attraction(level, node, at);
            }
        });
        let last = energy;
        energy = 0.0;
        for (point, force) in points.iter_mut().zip(&forces) {
            let length = force.length();
            energy += length * length;
            if length > 0.0 {
                *point += *force * (step.min(length) / length);
            }
        }
        if energy < last {
            falls += 1;
            if falls >= 5 {
                falls = 0;
                step /= COOLING;
            }
        } else {
            falls = 0;
            step *= COOLING;
        }
        if step < 0.002 {
            break;
        }
    }
}

/// How hard its ties pull a node: by the square of their length, and the more the stronger they are, but not in proportion: one tie of a
/// hundred events must not outweigh all else.
fn attraction(level: &Level, node: usize, points: &[Point]) -> Point {
    let mut force = Point::default();
    for (neighbor, weight) in level.neighbors(node) {
        let towards = points[*neighbor as usize] - points[node];
        force += towards * (towards.length() * weight.sqrt().min(3.0));
    }
    force
}
