//! Pictures of parts that nothing ties together, put side by side.

use super::Point;

/// The smallest upright box around discs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    low: Point,
    high: Point,
}

impl Bounds {
    /// The box around these discs.
    pub fn around(points: &[Point], radii: &[f64]) -> Self {
        let mut bounds = Self {
            low: Point { x: f64::INFINITY, y: f64::INFINITY },
            high: Point { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
        };
        for (point, radius) in points.iter().zip(radii) {
            bounds.low = Point { x: bounds.low.x.min(point.x - radius), y: bounds.low.y.min(point.y - radius) };
            bounds.high = Point { x: bounds.high.x.max(point.x + radius), y: bounds.high.y.max(point.y + radius) };
        }
        bounds
    }

    /// Its upper left corner.
    pub fn corner(&self) -> Point {
        self.low
    }

    fn size(&self) -> (f64, f64) {
        (self.high.x - self.low.x, self.high.y - self.low.y)
    }
}

/// Puts boxes into rows with a gap between them, about `aspect` times as wide as high. Gives the corner of each, and the size of the whole.
pub(super) fn pack(boxes: &[Bounds], aspect: f64, gap: f64) -> (Vec<Point>, f64, f64) {
    let sizes: Vec<_> = boxes.iter().map(Bounds::size).collect();
    let area: f64 = sizes.iter().map(|(width, height)| (width + gap) * (height + gap)).sum();
    let widest = sizes.iter().map(|size| size.0).fold(0.0, f64::max);
    let row_width = widest.max((area * aspect).sqrt());
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|one, other| sizes[*other].1.total_cmp(&sizes[*one].1).then(one.cmp(other)));
    let mut corners = vec![Point::default(); boxes.len()];
    let (mut at, mut row_height, mut whole) = (Point::default(), 0.0_f64, (0.0_f64, 0.0_f64));
    for index in order {
        let (width, height) = sizes[index];
        if at.x > 0.0 && at.x + width > row_width {
            at = Point { x: 0.0, y: at.y + row_height + gap };
            row_height = 0.0;
        }
        corners[index] = at;
        whole = (whole.0.max(at.x + width), whole.1.max(at.y + height));
        row_height = row_height.max(height);
        at.x += width + gap;
    }
    (corners, whole.0, whole.1)
}
