//! Main clauses that a semicolon or colon divides: a parser that sees them all at once lends one the subject of another.

use crate::text::Xpos;

/// For each word the number of its main clause. `breaks` are the places of semicolons and colons, which belong to what follows them. A mark
/// divides clauses only if there is a finite verb on both sides: lists with semicolons stay whole.
pub(super) fn clauses(breaks: &[usize], xpos: &[Xpos]) -> Vec<usize> {
    let is_finite = |tag: &Xpos| matches!(tag, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
    let mut starts = vec![0];
    for (index, &place) in breaks.iter().enumerate() {
        let before = starts.last().copied().unwrap_or(0);
        let end = breaks.get(index + 1).copied().unwrap_or(xpos.len());
        if xpos[before..place].iter().any(is_finite) && xpos[place..end].iter().any(is_finite) {
            starts.push(place);
        }
    }
    (0..xpos.len()).map(|word| starts.partition_point(|start| *start <= word) - 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_divides_what_could_stand_alone() {
        // "A met B ; C fled"
        let tags = [Xpos::Nnp, Xpos::Vbd, Xpos::Nnp, Xpos::Colon, Xpos::Nnp, Xpos::Vbd];
        assert_eq!(clauses(&[3], &tags), [0, 0, 0, 1, 1, 1]);
        // "A ; B met"
        let tags = [Xpos::Nnp, Xpos::Colon, Xpos::Nnp, Xpos::Vbd];
        assert_eq!(clauses(&[1], &tags), [0, 0, 0, 0]);
    }
}
