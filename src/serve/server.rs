//! Listening, and stopping in good order.

use super::app::{Shared, router};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long requests under way may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);

/// The most bytes of a request's head.
const HEAD_BYTES: usize = 64 << 10;

/// Why the server could not serve.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen at {address}: {cause}")]
pub struct ServeError {
    /// Where it was to listen.
    pub address: SocketAddr,
    /// What the system said.
    #[source]
    pub cause: io::Error,
}

/// Listens at an address.
///
/// # Errors
/// If the system refuses: another program may be listening there.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).await.map_err(|cause| ServeError { address, cause })
}

/// Serves until `stop` is ready; then takes no more connections, lets the requests under way end, and stops what does not.
pub async fn serve(app: Shared, listener: TcpListener, stop: impl Future<Output = ()>) {
    let connections = Arc::new(Semaphore::new(app.limits.connections.max(1)));
    let farewell = GracefulShutdown::new();
    let service = TowerToHyperService::new(router(app.clone()));
    let mut http = http1::Builder::new();
    // A client that sends its request letter by letter holds a connection no longer than this.
    http.timer(TokioTimer::new()).header_read_timeout(app.limits.stall.min(Duration::from_secs(10))).max_buf_size(HEAD_BYTES);
    let watched = app.clone();
    let watch = tokio::spawn(async move { watched.runner.watch().await });
    tokio::pin!(stop);
    loop {
        // Beyond the limit, clients wait in the system's queue.
        let place = tokio::select! {
            place = connections.clone().acquire_owned() => place,
            () = &mut stop => break,
        };
        let stream = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match stream {
            Ok((stream, _)) => {
                // An answer of several small pieces is not to wait for the client's receipts.
                let _ = stream.set_nodelay(true);
                let connection = farewell.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
                tokio::spawn(async move {
                    let _place = place;
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection ended early");
                    }
                });
            }
            Err(error) => {
                // Too many open files, for one: others must close first.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    tracing::info!("stopping");
    let ended = tokio::time::timeout(FAREWELL, farewell.shutdown()).await;
    app.runner.stop_all();
    watch.abort();
    if ended.is_err() {
        tracing::warn!("some requests did not end in time and were cut off");
    }
}
