//! Discs that lie on each other are pushed apart.

use super::{Directions, Point};
use std::collections::BTreeMap;

const ROUNDS: usize = 60;

/// Moves points until discs of these radii, with a margin between them, do not overlap: nearly always; a thick heap may need more rounds
/// than there are.
pub(super) fn remove(points: &mut [Point], radii: &[f64], margin: f64) {
    let largest = radii.iter().copied().fold(0.0, f64::max);
    let cell = 2.0 * largest + margin;
    if points.len() < 2 || cell <= 0.0 {
        return;
    }
    let mut directions = Directions::new();
    for _ in 0..ROUNDS {
        let mut grid = BTreeMap::<(i64, i64), Vec<usize>>::new();
        let place = |point: Point| ((point.x / cell).floor() as i64, (point.y / cell).floor() as i64);
        for (node, point) in points.iter().enumerate() {
            grid.entry(place(*point)).or_default().push(node);
        }
        let mut moved = false;
        for node in 0..points.len() {
            let (column, row) = place(points[node]);
            for near in (column - 1..=column + 1).flat_map(|x| (row - 1..=row + 1).map(move |y| (x, y))) {
                for other in grid.get(&near).into_iter().flatten().copied().filter(|other| *other > node) {
                    let apart = points[other] - points[node];
                    let (distance, wanted) = (apart.length(), radii[node] + radii[other] + margin);
                    if distance < wanted * 0.999 {
                        let way = if distance > 1e-9 { apart * (1.0 / distance) } else { directions.next().unwrap_or_default() };
                        let push = way * ((wanted - distance) / 2.0);
                        points[node] = points[node] - push;
                        points[other] += push;
                        moved = true;
                    }
                }
            }
        }
        if !moved {
            break;
        }
    }
}
