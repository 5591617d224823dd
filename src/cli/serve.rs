//! `relata serve`: the graph over HTTP.

use super::args::ServeArgs;
use super::messages::Verbosity;
use super::{Context, Exit, inputs};
use crate::serve::{Access, App, Limits, Token, bind, serve};
use crate::store::KnowledgeBase;
use anyhow::Context as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of stack of each thread: queries are read and computed by recursion. It is taken only as far as it is used.
const STACK: usize = 256 << 20;

/// Runs the command until it is interrupted.
pub fn run(args: &ServeArgs, context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let token = args.allow_update.then(|| args.token.as_deref().and_then(Token::new)).flatten();
    anyhow::ensure!(!args.allow_update || token.is_some(), "--allow-update needs a token: set RELATA_TOKEN, or --token");
    let pipeline = inputs::pipeline(&args.vocabulary)?;
    let store = &args.store.store;
    let kb = if args.allow_update { KnowledgeBase::open_for_writing(store) } else { KnowledgeBase::open(store) }?;
    kb.warm_up()?;
    let address = SocketAddr::new(args.host, args.port);
    let access = Access { token, hosts: args.allow_hosts.clone(), origins: args.cors.clone() };
    let app = Arc::new(App::new(kb, iris, pipeline, access, limits(args)));
    log(args, context);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .context("cannot start threads")?;
    runtime.block_on(async {
        let listener = bind(address).await?;
        let address = listener.local_addr().unwrap_or(address);
        context.messages.info(&format!("{} statements at http://{address}/ – stop with Ctrl-C", app.kb.len()?));
        if !address.ip().is_loopback() {
            context.messages.info("others than this machine can reach it: whoever does may read the whole graph");
        }
        serve(app, listener, stopped()).await;
        anyhow::Ok(())
    })?;
    Ok(Exit::Done)
}

fn limits(args: &ServeArgs) -> Limits {
    let default = Limits::default();
    Limits {
        query_time: Duration::from_secs(args.max_seconds),
        answer_bytes: args.max_answer << 20,
        body_bytes: args.max_body << 20,
        memory_bytes: args.max_memory << 20,
        concurrency: args.max_queries.unwrap_or(default.concurrency),
        connections: args.max_connections,
        ..default
    }
}

/// Logs to standard error: a line a request, as JSON if that is wanted.
fn log(args: &ServeArgs, context: &Context) {
    let level = match context.messages.verbosity() {
        Verbosity::Quiet => tracing::Level::WARN,
        Verbosity::Normal => tracing::Level::INFO,
        Verbosity::Verbose => tracing::Level::DEBUG,
    };
    let builder =
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_target(false).with_ansi(false);
    // A second call in the same process changes nothing, and is no error.
    let _ = if args.log_json { builder.json().try_init() } else { builder.try_init() };
}

/// Ready when the user or the system wants the server to stop.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = interrupt.await;
}
