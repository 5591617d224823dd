//! The `relata` program: everything is in the library.

use std::process::ExitCode;

/// A graph is millions of small pieces, made by several threads: with it a large graph opens in two thirds of the time that the system's allocator needs.
/// RocksDB keeps that one: with another, the program broke off after a folder could not be opened.
#[cfg(not(feature = "disk"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    relata::cli::main().into()
}
