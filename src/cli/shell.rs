//! `relata completions` and `relata man`: both are made from the command line's own description.

use super::Exit;
use super::args::{Cli, CompletionsArgs};
use clap::CommandFactory;
use std::io::{self, Write};

/// Writes a completion script.
pub fn completions(args: &CompletionsArgs) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "relata", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}

/// Writes the manual page: the program, then each command.
pub fn man() -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let mut section = Vec::new();
        let man = clap_mangen::Man::new(subcommand.clone());
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        let text = String::from_utf8(section)?;
        let name = subcommand.get_name().to_uppercase();
        let text = text.replace(".SH DESCRIPTION", &format!(".SH RELATA {name}")).replace(".SH OPTIONS", ".SS Options");
        page.extend_from_slice(text.as_bytes());
    }
    io::stdout().write_all(&page)?;
    Ok(Exit::Done)
}
