//! `relata mcp`: the graph for assistants.

use super::args::McpArgs;
use super::{Context, Exit, inputs};
use crate::mcp;
use crate::serve::{Access, App, Limits};
use crate::store::KnowledgeBase;
use anyhow::Context as _;
use std::sync::Arc;

/// Bytes of stack of each thread: queries are read and computed by recursion. It is taken only as far as it is used.
const STACK: usize = 256 << 20;

/// Runs the command until the client leaves.
pub fn run(args: &McpArgs, _context: &Context) -> anyhow::Result<Exit> {
    let iris = inputs::iris(&args.vocabulary.base.base)?;
    let pipeline = inputs::pipeline(&args.vocabulary)?;
    let kb = KnowledgeBase::open(&args.store.store)?;
    let app = Arc::new(App::new(kb, iris, pipeline, Access::default(), Limits::default()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .context("cannot start threads")?;
    runtime.block_on(mcp::serve(app))?;
    // A read of standard input that still waits must not hold the process.
    runtime.shutdown_background();
    Ok(Exit::Done)
}
