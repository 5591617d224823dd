//! Which articles are copies of one another: a story of an agency that many papers print is one source and not many.

use std::collections::BTreeSet;

/// Words in one shingle: long enough that two writers hardly use the same five in a row by chance, short enough to survive editing.
const WORDS: usize = 5;
/// Most shingles that are kept of a text; of longer texts every second, fourth … is.
const MOST: usize = 128;
/// Which part of the shorter text's shingles must be in the longer one. Independent articles on one event share names and quotes, some
/// hundredths; a copy with another headline and its last paragraphs cut shares nearly all.
const SHARE: f64 = 0.5;
/// A text with fewer shingles than this says too little to be called a copy.
const FEWEST: usize = 12;
/// A shingle of more originals than this is a notice at the foot of a page, and no mark of a copy.
const MOST_ORIGINALS: usize = 64;

/// What is kept of a text: the hashes of some of its shingles, chosen by the hash alone, so that two texts choose the same ones
/// (the sketch of A. Broder, "On the resemblance and containment of documents", 1997, with a rate that halves as the text grows).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// Sorted, none twice; all divisible by `rate`.
    hashes: Vec<u64>,
    /// A power of two.
    rate: u64,
}

impl Sketch {
    /// The sketch of a text. Case, punctuation and spacing do not matter.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words: Vec<String> = (text.split(|character: char| !character.is_alphanumeric()))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut hashes: Vec<u64> = words.windows(WORDS).map(hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let mut sketch = Self { hashes, rate: 1 };
        while sketch.hashes.len() > MOST {
            sketch.thin(sketch.rate * 2);
        }
        sketch
    }

    /// About how many different shingles the text has.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.hashes.len() as u64 * self.rate
    }

    fn thin(&mut self, rate: u64) {
        self.rate = rate;
        self.hashes.retain(|hash| hash % rate == 0);
    }

    fn len_at(&self, rate: u64) -> usize {
        self.hashes.iter().filter(|hash| *hash % rate == 0).count()
    }
}

/// FNV-1a over the words, and a finalizer that spreads it over all bits.
fn hash(words: &[String]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in words.iter().flat_map(|word| word.bytes().chain([b' '])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// Which texts are copies, and of which: for each the number of the one before it that it shares most with, if that is enough. Copies of copies
/// lead to the original. Texts come in the order in which originals are to be preferred.
///
/// Memory is some two kilobytes a text; time grows with the number of texts and of their copies.
#[must_use]
pub fn copies(sketches: &[Sketch]) -> Vec<Option<usize>> {
    let number = |index: usize| u32::try_from(index).expect("there are fewer than four thousand million articles");
    // By hash, then by text: half of a hash tells enough, since a copy shares many.
    let mut places: Vec<(u32, u32)> = (sketches.iter().enumerate())
        .flat_map(|(index, sketch)| sketch.hashes.iter().map(move |hash| (half(*hash), number(index))))
        .collect();
    places.sort_unstable();
    places.dedup();
    let mut copies: Vec<Option<usize>> = Vec::with_capacity(sketches.len());
    for (index, sketch) in sketches.iter().enumerate() {
        let original = original_of(index, sketch, sketches, &places, &copies);
        copies.push(original);
    }
    copies
}

fn half(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// The one before it that it shares most with; the earlier of two that are equal.
fn original_of(
    index: usize,
    sketch: &Sketch,
    sketches: &[Sketch],
    places: &[(u32, u32)],
    copies: &[Option<usize>],
) -> Option<usize> {
    if sketch.hashes.len() < FEWEST {
        return None;
    }
    let mut candidates: BTreeSet<usize> = BTreeSet::new();
    for hash in &sketch.hashes {
        let first = places.partition_point(|(other, _)| *other < half(*hash));
        let same = places[first..].iter().take_while(|(other, _)| *other == half(*hash)).map(|(_, text)| *text as usize);
        let before = same.take_while(|text| *text < index);
        let originals: Vec<usize> = before.filter(|text| copies[*text].is_none()).take(MOST_ORIGINALS).collect();
        if originals.len() < MOST_ORIGINALS {
            candidates.extend(originals);
        }
    }
    let mut best: Option<(f64, usize)> = None;
    for candidate in candidates {
        let share = containment(sketch, &sketches[candidate]);
        if share >= SHARE && best.is_none_or(|(highest, _)| share > highest) {
            best = Some((share, candidate));
        }
    }
    best.map(|(_, original)| original)
}

/// Which part of the shorter text is in the longer one, judged at the coarser rate of the two.
fn containment(one: &Sketch, other: &Sketch) -> f64 {
    let rate = one.rate.max(other.rate);
    let shorter = one.len_at(rate).min(other.len_at(rate));
    if shorter < FEWEST.div_ceil(2) {
        return 0.0;
    }
    let shared = one.hashes.iter().filter(|hash| *hash % rate == 0 && other.hashes.binary_search(hash).is_ok()).count();
    shared as f64 / shorter as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The ministers of the two countries met in the capital on Monday and agreed to open the border at noon. \
        Traders who had waited for eleven days in the heat cheered as the first lorries rolled across the bridge. \
        Neither side said how long the crossing would stay open, and no paper was signed.";

    fn found(texts: &[&str]) -> Vec<Option<usize>> {
        copies(&texts.iter().map(|text| Sketch::of(text)).collect::<Vec<_>>())
    }

    #[test]
    fn a_copy_with_another_headline_and_its_end_cut_is_one() {
        let copy = STORY.replace("The ministers", "BORDER OPENS AGAIN. The ministers");
        let copy = copy.split(" Neither side").next().unwrap();
        assert_eq!(found(&[STORY, copy, &STORY.to_uppercase()]), [None, Some(0), Some(0)]);
    }

    #[test]
    fn a_long_text_that_holds_a_short_one_is_one_with_it_in_either_order() {
        let filler: String = (0..900).map(|number| format!("word{number} ")).collect();
        let long = format!("{filler} {STORY}");
        // The share is judged on every eighth shingle here.
        assert_eq!(found(&[STORY, &long]), [None, Some(0)]);
        assert_eq!(found(&[&long, STORY]), [None, Some(0)]);
    }

    #[test]
    fn two_writers_on_one_event_are_two() {
        let other = "After eleven days the border is open. Ministers of the two countries, who met in the capital on Monday, agreed to let \
            lorries cross from noon. Nothing was signed, and it is not known for how long the bridge will be open to traders.";
        assert_eq!(found(&[STORY, other]), [None, None]);
    }

    #[test]
    fn a_notice_at_the_foot_of_every_page_makes_no_copies() {
        let notice = "Sign up here for our letter and read what matters to you each morning before breakfast without paying anything at all";
        let pages: Vec<String> = (0..MOST_ORIGINALS + 9)
            .map(|page| (0..30).map(|word| format!("p{page}w{word} ")).collect::<String>() + notice)
            .collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        assert!(found(&pages).iter().all(Option::is_none));
    }

    #[test]
    fn texts_too_short_to_tell_are_no_copies() {
        assert_eq!(found(&["Poland accused Russia.", "Poland accused Russia."]), [None, None]);
    }
}
