//! Dependency trees from scores: the best tree with one root, by the method of Chu, Liu and Edmonds.

/// Added to no arc but subtracted from those to the artificial root, so that the best tree has only one of them.
const ROOT_COST: f64 = 1e6;

/// Scores of arcs between nodes; node 0 is the artificial root.
struct Arcs {
    nodes: usize,
    /// `scores[dependent * nodes + head]`.
    scores: Vec<f64>,
}

impl Arcs {
    fn score(&self, dependent: usize, head: usize) -> f64 {
        self.scores[dependent * self.nodes + head]
    }

    /// The best head of each node but the root, which is its own.
    fn best_heads(&self) -> Vec<usize> {
        let best = |dependent: usize| {
            let others = (0..self.nodes).filter(|head| *head != dependent);
            others.reduce(|best, head| if self.score(dependent, head) > self.score(dependent, best) { head } else { best })
        };
        (0..self.nodes).map(|dependent| if dependent == 0 { 0 } else { best(dependent).unwrap_or(0) }).collect()
    }
}

/// The heads (0 for the root, else 1 + the word's place) of the best tree with exactly one root.
///
/// `scores` has a row for each word and a column for each head, the artificial root first; scores must be finite. If the best
/// head of every word makes a tree, that costs O(n²) for n words; else each circle to be broken costs as much again.
pub(super) fn best_tree(scores: &[f32], words: usize) -> Vec<usize> {
    let nodes = words + 1;
    debug_assert_eq!(scores.len(), words * nodes);
    let mut arcs = Arcs { nodes, scores: vec![0.0; nodes] };
    arcs.scores.extend(scores.iter().map(|score| f64::from(*score)));
    let mut heads = arcs.best_heads();
    let roots = heads[1..].iter().filter(|head| **head == 0).count();
    if roots != 1 || find_circle(&heads).is_some() {
        for dependent in 1..nodes {
            arcs.scores[dependent * nodes] -= ROOT_COST;
        }
        heads = spanning_tree(&arcs);
    }
    heads.split_off(1)
}

/// The best tree whatever its number of roots.
fn spanning_tree(arcs: &Arcs) -> Vec<usize> {
    let mut heads = arcs.best_heads();
    let Some(circle) = find_circle(&heads) else { return heads };
    let contraction = Contraction::new(arcs, &heads, &circle);
    let outer = spanning_tree(&contraction.arcs);
    contraction.expand(&outer, &mut heads);
    heads
}

/// The nodes of one circle that following the heads leads into.
fn find_circle(heads: &[usize]) -> Option<Vec<usize>> {
    // Which walk came by; the root ends every walk.
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let walk = std::iter::successors(Some(heads[at]), |node| Some(heads[*node]));
            return Some([at].into_iter().chain(walk.take_while(|node| *node != at)).collect());
        }
    }
    None
}

/// Arcs in which a circle has become one node, the last.
struct Contraction {
    arcs: Arcs,
    /// The nodes outside of the circle by their new number.
    outside: Vec<usize>,
    /// By the new number of an outside head: the node of the circle that it would best govern.
    entry: Vec<usize>,
    /// By the new number of an outside dependent: the node of the circle that would best govern it.
    exit: Vec<usize>,
}

impl Contraction {
    fn new(arcs: &Arcs, heads: &[usize], circle: &[usize]) -> Self {
        let mut in_circle = vec![false; arcs.nodes];
        for node in circle {
            in_circle[*node] = true;
        }
        let outside: Vec<usize> = (0..arcs.nodes).filter(|node| !in_circle[*node]).collect();
        let (nodes, last) = (outside.len() + 1, outside.len());
        let mut scores = vec![0.0; nodes * nodes];
        let best = |score: &dyn Fn(usize) -> f64| {
            circle.iter().copied().reduce(|best, node| if score(node) > score(best) { node } else { best }).unwrap_or(0)
        };
        let (mut entry, mut exit) = (vec![0; last], vec![0; last]);
        for (new, old) in outside.iter().enumerate() {
            // Entering the circle at a node means to give up the arc that governs it within.
            let gain = |node: usize| arcs.score(node, *old) - arcs.score(node, heads[node]);
            entry[new] = best(&gain);
            scores[last * nodes + new] = gain(entry[new]);
            let governed = |node: usize| arcs.score(*old, node);
            exit[new] = best(&governed);
            scores[new * nodes + last] = governed(exit[new]);
            for (head, old_head) in outside.iter().enumerate() {
                scores[new * nodes + head] = arcs.score(*old, *old_head);
            }
        }
        Self { arcs: Arcs { nodes, scores }, outside, entry, exit }
    }

    /// Carries the heads found for the contracted nodes over to `heads`, which holds the circle.
    fn expand(&self, found: &[usize], heads: &mut [usize]) {
        let last = self.outside.len();
        for (new, old) in self.outside.iter().enumerate().skip(1) {
            heads[*old] = if found[new] == last { self.exit[new] } else { self.outside[found[new]] };
        }
        heads[self.entry[found[last]]] = self.outside[found[last]];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every way to give `words` words heads, tried out.
    fn best_by_trial(scores: &[f32], words: usize) -> f64 {
        let nodes = words + 1;
        let mut best = f64::NEG_INFINITY;
        for code in 0..nodes.pow(words as u32) {
            let heads: Vec<usize> = (0..words).map(|word| code / nodes.pow(word as u32) % nodes).collect();
            if is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    fn is_tree(heads: &[usize]) -> bool {
        let with_root: Vec<usize> = [0].into_iter().chain(heads.iter().copied()).collect();
        let own = heads.iter().enumerate().any(|(word, head)| *head == word + 1);
        !own && heads.iter().filter(|head| **head == 0).count() == 1 && find_circle(&with_root).is_none()
    }

    fn total(scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(word, head)| f64::from(scores[word * (heads.len() + 1) + head])).sum()
    }

    proptest::proptest! {
        #[test]
        fn no_tree_is_better(scores in (1usize..6).prop_flat_map(|n| proptest::collection::vec(-9.0f32..9.0, n * (n + 1)))) {
            let words = (1..6).find(|n| n * (n + 1) == scores.len()).unwrap();
            let heads = best_tree(&scores, words);
            proptest::prop_assert!(is_tree(&heads), "{heads:?}");
            proptest::prop_assert!((total(&scores, &heads) - best_by_trial(&scores, words)).abs() < 1e-3);
        }
    }

    use proptest::strategy::Strategy;

    #[test]
    fn one_word_is_its_own_sentence() {
        assert_eq!(best_tree(&[-3.0, 9.0], 1), [0]);
        assert_eq!(best_tree(&[], 0), [0usize; 0]);
    }
}
