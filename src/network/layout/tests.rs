use super::*;
use proptest::prelude::*;

fn grid(side: usize) -> Vec<(usize, usize, f64)> {
    let mut edges = Vec::new();
    for row in 0..side {
        for column in 0..side {
            let node = row * side + column;
            if column + 1 < side {
                edges.push((node, node + 1, 1.0));
            }
            if row + 1 < side {
                edges.push((node, node + side, 1.0));
            }
        }
    }
    edges
}

fn distance(layout: &Layout, one: usize, other: usize) -> f64 {
    (layout.points()[one] - layout.points()[other]).length()
}

#[test]
fn neighbors_stand_nearer_than_others() {
    let side = 12;
    let edges = grid(side);
    let layout = Layout::of_edges(side * side, &edges, &LayoutOptions::default());
    let tied: f64 = edges.iter().map(|(one, other, _)| distance(&layout, *one, *other)).sum::<f64>() / edges.len() as f64;
    let corners = distance(&layout, 0, side * side - 1).min(distance(&layout, side - 1, side * (side - 1)));
    // A good picture of a grid is a grid: eleven steps across, some fifteen along the diagonal.
    assert!(corners > 10.0 * tied, "ties are {tied} long, and opposite corners {corners} apart");
}

#[test]
fn discs_do_not_overlap_and_lie_in_the_picture() {
    let nodes = 150;
    let edges: Vec<_> = (1..nodes).map(|node| (node / 3, node, 1.0)).collect();
    let radii: Vec<_> = (0..nodes).map(|node| 4.0 + (node % 5) as f64 * 3.0).collect();
    let layout = Layout::of_edges(nodes, &edges, &LayoutOptions::default().with_radii(radii.clone()));
    for one in 0..nodes {
        let point = layout.points()[one];
        assert!(point.x >= radii[one] - 0.01 && point.x <= layout.width() - radii[one] + 0.01);
        assert!(point.y >= radii[one] - 0.01 && point.y <= layout.height() - radii[one] + 0.01);
        for other in one + 1..nodes {
            assert!(distance(&layout, one, other) >= radii[one] + radii[other], "{one} and {other} overlap");
        }
    }
}

#[test]
fn parts_stand_apart() {
    let mut edges = grid(4);
    edges.extend(grid(3).into_iter().map(|(one, other, weight)| (one + 16, other + 16, weight)));
    let layout = Layout::of_edges(27, &edges, &LayoutOptions::default());
    let range = |nodes: std::ops::Range<usize>| {
        let points = &layout.points()[nodes];
        let radii = vec![0.0; points.len()];
        Bounds::around(points, &radii)
    };
    let (first, second, alone) = (range(0..16), range(16..25), range(25..27));
    assert_ne!(first, second);
    assert!(pack::pack(&[first, second, alone], 1.5, 80.0).1 > 0.0);
    for one in 0..16 {
        for other in 16..27 {
            assert!(distance(&layout, one, other) > 50.0);
        }
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let edges: Vec<_> = (1..2000_usize).map(|node| (node, node * 7 % node.max(1), 1.0 + (node % 3) as f64)).collect();
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Layout::of_edges(2000, &edges, &LayoutOptions::default()))
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn nothing_and_little_can_be_laid_out() {
    assert_eq!(Layout::of_edges(0, &[], &LayoutOptions::default()).points(), []);
    let one = Layout::of_edges(1, &[(0, 0, 1.0)], &LayoutOptions::default());
    assert_eq!(one.points(), [Point::default()]);
    let two = Layout::of_edges(2, &[(0, 1, 5.0)], &LayoutOptions::default());
    assert!(distance(&two, 0, 1) > 10.0);
}

proptest! {
    #[test]
    fn every_graph_has_a_picture(edges in proptest::collection::vec((0..60_usize, 0..60_usize, 0.0..1e6), 0..200)) {
        let options = LayoutOptions::default().with_radii(vec![5.0; 60]);
        let layout = Layout::of_edges(60, &edges, &options);
        for point in layout.points() {
            prop_assert!(point.x.is_finite() && point.y.is_finite());
            prop_assert!(point.x >= 0.0 && point.x <= layout.width() && point.y >= 0.0 && point.y <= layout.height());
        }
    }
}
