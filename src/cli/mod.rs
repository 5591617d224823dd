//! The command line: arguments in, exit status out. All real work is done in the modules below; here it is put together.

mod args;
mod ask;
mod build;
mod check;
mod diff;
mod eval;
mod exit;
mod explain;
mod export;
mod extract;
mod inputs;
mod interrupt;
mod messages;
mod network;
mod network_table;
mod output;
mod plain;
mod query;
mod questions;
mod remove;
mod shell;
mod table;
mod terminal;

pub use exit::Exit;

use args::{Cli, Command};
use clap::Parser;
use clap::error::ErrorKind;
use messages::{Messages, Verbosity};
use terminal::Style;

/// What every command needs beside its own arguments.
struct Context {
    messages: Messages,
    style: Style,
}

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    let verbosity = match (cli.quiet, cli.verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Normal,
    };
    let context = Context { messages: Messages::new(verbosity), style: Style::of_stdout(cli.color) };
    run(cli.command, &context).unwrap_or_else(|error| {
        context.messages.finish();
        let exit = Exit::of_error(&error);
        if exit != Exit::Done {
            context.messages.error(&format!("{error:#}"));
        }
        exit
    })
}

fn run(command: Command, context: &Context) -> anyhow::Result<Exit> {
    match command {
        Command::Build(args) => build::run(&args, context),
        Command::Remove(args) => remove::run(&args, context),
        Command::Extract(args) => extract::run(&args, context),
        Command::Query(args) => query::run(&args, context),
        Command::Ask(args) => ask::run(&args, context),
        Command::Explain(args) => explain::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Hash(args) => diff::hash(&args),
        Command::Export(args) => export::run(&args, context),
        Command::Network(args) => network::run(&args, context),
        Command::Eval(args) => eval::run(&args, context),
        Command::Completions(args) => shell::completions(&args),
        Command::Man => shell::man(),
    }
}

/// Help and version are no errors; wrong arguments are.
fn refuse(error: &clap::Error) -> Exit {
    let shown = error.print().is_ok();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion if shown => Exit::Done,
        _ => Exit::Error,
    }
}
