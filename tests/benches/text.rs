//! How fast the text stage is: `cargo bench --bench text`. Items are tokens; one core.

use divan::Bencher;
use divan::counter::ItemsCount;
use relata::Article;
use relata::text::{Analyzer, Splitter};

/// Articles of the usual length.
const ARTICLES: [&str; 4] = [
    include_str!("../../examples/articles/brasilia-aftermath.txt"),
    include_str!("../../examples/articles/galwan-clash.txt"),
    include_str!("../../examples/articles/kenya-finance-bill.txt"),
    include_str!("../../examples/articles/meng-ruling.txt"),
];

fn main() {
    divan::main();
}

fn articles() -> Vec<Article> {
    ARTICLES.into_iter().map(|text| Article::new("article", text)).collect()
}

fn tokens() -> ItemsCount {
    let splitter = Splitter::load().expect("the built-in weights are sound");
    ItemsCount::new(articles().into_iter().map(|article| splitter.split(article).tokens().len()).sum::<usize>())
}

#[divan::bench]
fn load() -> Analyzer {
    Analyzer::load().expect("the built-in model is sound")
}

#[divan::bench]
fn split(bencher: Bencher) {
    let splitter = Splitter::load().expect("the built-in weights are sound");
    bencher
        .counter(tokens())
        .with_inputs(articles)
        .bench_values(|articles| articles.into_iter().map(|article| splitter.split(article)).collect::<Vec<_>>());
}

#[divan::bench(sample_count = 20)]
fn analyze(bencher: Bencher) {
    let analyzer = Analyzer::load().expect("the built-in model is sound");
    bencher
        .counter(tokens())
        .with_inputs(articles)
        .bench_values(|articles| articles.into_iter().map(|article| analyzer.analyze(article)).collect::<Vec<_>>());
}
