//! [`Interrupt`]: being asked to stop, and stopping between two articles.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the process was asked to stop (Ctrl-C, or `kill`).
///
/// The first signal is noted, and who reads articles looks here between them: what was read is kept. The second one ends the process at
/// once, which harms no graph either.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Listens from now on.
    pub fn listen() -> io::Result<Self> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let raised = Arc::new(AtomicBool::new(false));
        for signal in [SIGINT, SIGTERM] {
            // In this order: the first handler sees what the second one noted at the signal before.
            signal_hook::flag::register_conditional_shutdown(
                signal,
                super::Exit::Interrupted.code().into(),
                Arc::clone(&raised),
            )?;
            signal_hook::flag::register(signal, Arc::clone(&raised))?;
        }
        Ok(Self(raised))
    }

    /// Whether a signal has come.
    pub fn raised(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
