//! [`Runner`]: work that may take long, done apart from the server's own threads and within limits.

use super::limits::Limits;
use super::metrics::Metrics;
use super::problem::Problem;
use crate::store::{Stop, StoreError};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, mpsc};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

/// Bytes that are handed on at a time.
const CHUNK: usize = 32 << 10;

/// Chunks that may wait for the client.
const WAITING_CHUNKS: usize = 4;

/// How often the memory of all queries is looked at.
const WATCH: Duration = Duration::from_millis(50);

/// Runs queries and readings on threads of their own: so many at the same time, each for so long, all in so much memory. Whoever goes
/// away has their query stopped.
pub struct Runner {
    limits: Limits,
    metrics: Arc<Metrics>,
    turns: Arc<Semaphore>,
    running: Arc<Running>,
    /// Wakes the watch when there is something to watch.
    begun: Notify,
}

/// The queries under way, the oldest first.
#[derive(Default)]
struct Running {
    tasks: Mutex<Vec<Arc<Task>>>,
}

/// One query under way.
pub struct Task {
    stop: Stop,
    begun: Instant,
    /// Milliseconds in which it waited for its client.
    waited: AtomicU64,
    too_big: AtomicBool,
}

impl Task {
    /// What stops it.
    #[must_use]
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    fn worked(&self) -> Duration {
        self.begun.elapsed().saturating_sub(Duration::from_millis(self.waited.load(Ordering::Relaxed)))
    }
}

impl Running {
    fn tasks(&self) -> MutexGuard<'_, Vec<Arc<Task>>> {
        self.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the queries under way, and the turn that came with it: both are given back when the work ends.
struct Place {
    task: Arc<Task>,
    running: Arc<Running>,
    _turn: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.running.tasks().retain(|task| !Arc::ptr_eq(task, &self.task));
    }
}

/// Stops the work when nobody waits for it any more.
struct StopWhenGone(Arc<Task>);

impl Drop for StopWhenGone {
    fn drop(&mut self) {
        self.0.stop.stop();
    }
}

impl Runner {
    /// A runner; `watch` must run beside it.
    #[must_use]
    pub fn new(limits: Limits, metrics: Arc<Metrics>) -> Self {
        let turns = Arc::new(Semaphore::new(limits.concurrency.max(1)));
        Self { limits, metrics, turns, running: Arc::default(), begun: Notify::new() }
    }

    /// Does work that gives something whole.
    ///
    /// # Errors
    /// The work's own, or that it took too long or could not begin.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Task) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.place().await?;
        let (task, limits) = (Arc::clone(&place.task), self.limits.clone());
        let _gone = StopWhenGone(Arc::clone(&task));
        let done = tokio::task::spawn_blocking(move || {
            let result = work(&place.task);
            result.map_err(|problem| explained(problem, &place.task, &limits))
        });
        done.await.unwrap_or_else(|_| Err(panicked()))
    }

    /// Does work that writes an answer, which goes to the client while the work goes on.
    ///
    /// The status waits for the first bytes: what fails before has a status of its own. What fails later cuts the answer off in a way
    /// that clients notice, since its end is missing.
    ///
    /// # Errors
    /// The work's own, or that it took too long or could not begin.
    pub async fn stream(
        &self,
        work: impl FnOnce(&Task, &mut AnswerWriter) -> Result<(), Problem> + Send + 'static,
    ) -> Result<Response, Problem> {
        let place = self.place().await?;
        let task = Arc::clone(&place.task);
        let gone = StopWhenGone(Arc::clone(&task));
        let (sender, mut receiver) = mpsc::channel(WAITING_CHUNKS);
        let mut writer = AnswerWriter::new(sender.clone(), Arc::clone(&task), &self.limits);
        let limits = self.limits.clone();
        tokio::task::spawn_blocking(move || {
            let result = catch_unwind(AssertUnwindSafe(|| {
                work(&place.task, &mut writer)?;
                writer.flush().map_err(|error| Problem::from(StoreError::Write(error)))
            }));
            let last = match result {
                Ok(Ok(())) => Part::End,
                Ok(Err(problem)) => Part::Failed(explained(problem, &place.task, &limits)),
                Err(_) => Part::Failed(panicked()),
            };
            drop(place);
            // Where nobody listens any more there is nobody to tell; without this part, an answer counts as cut off.
            let _ = Handle::current().block_on(tokio::time::timeout(limits.stall, sender.send(last)));
        });
        let media_type = match receiver.recv().await {
            Some(Part::Type(media_type)) => media_type,
            Some(Part::Failed(problem)) => return Err(problem),
            Some(Part::Bytes(_) | Part::End) | None => return Err(panicked()),
        };
        let first = match receiver.recv().await {
            Some(Part::Failed(problem)) => return Err(problem),
            Some(part) => part,
            None => return Err(panicked()),
        };
        let metrics = Arc::clone(&self.metrics);
        let parts = tokio_stream::once(first).chain(ReceiverStream::new(receiver));
        let parts = parts.chain(tokio_stream::once(Part::Failed(Problem::busy("the client did not take the answer"))));
        let mut ended = false;
        let parts = parts.map_while(move |part| {
            // Held until the whole answer is sent, or the client is gone.
            let _gone = &gone;
            match part {
                _ if ended => None,
                Part::Bytes(bytes) => Some(Ok(bytes)),
                Part::Type(_) => Some(Ok(Bytes::new())),
                Part::End => {
                    ended = true;
                    None
                }
                Part::Failed(problem) => {
                    ended = true;
                    metrics.cut_off();
                    tracing::warn!(detail = problem.detail(), "an answer was cut off");
                    Some(Err(io::Error::other(problem.detail().to_owned())))
                }
            }
        });
        let mut response = Response::new(Body::from_stream(parts));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
        Ok(response)
    }

    async fn place(&self) -> Result<Place, Problem> {
        let turn = tokio::time::timeout(self.limits.patience, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else {
            self.metrics.turned_away();
            return Err(Problem::busy("too many queries are under way; come again in a few seconds"));
        };
        let task = Arc::new(Task {
            stop: Stop::default(),
            begun: Instant::now(),
            waited: AtomicU64::new(0),
            too_big: AtomicBool::new(false),
        });
        self.running.tasks().push(Arc::clone(&task));
        self.begun.notify_one();
        Ok(Place { task, running: Arc::clone(&self.running), _turn: turn })
    }

    /// Queries under way.
    #[must_use]
    pub fn running(&self) -> usize {
        self.running.tasks().len()
    }

    /// Stops all queries under way.
    pub fn stop_all(&self) {
        self.running.tasks().iter().for_each(|task| task.stop.stop());
    }

    /// Looks after the queries for as long as the server runs: stops those that take too long, and, where all together take too much
    /// memory, the oldest.
    pub async fn watch(&self) {
        let mut ticks = tokio::time::interval(WATCH);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut at_rest = memory();
        loop {
            ticks.tick().await;
            let tasks = self.running.tasks().clone();
            if tasks.is_empty() {
                at_rest = memory();
                self.begun.notified().await;
                continue;
            }
            for task in tasks.iter().filter(|task| task.worked() > self.limits.query_time && !task.stop.is_stopped()) {
                task.stop.stop();
                self.metrics.stopped();
                tracing::warn!(seconds = task.worked().as_secs_f32(), "a query took too long and was stopped");
            }
            if memory().saturating_sub(at_rest) > self.limits.memory_bytes
                && let Some(task) = tasks.iter().find(|task| !task.stop.is_stopped())
            {
                task.too_big.store(true, Ordering::Relaxed);
                task.stop.stop();
                self.metrics.stopped();
                tracing::warn!("the queries under way took too much memory, and the oldest was stopped");
            }
        }
    }
}

/// Bytes of memory that the process takes; 0 where the system does not tell.
fn memory() -> u64 {
    memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem as u64)
}

/// A problem, and if the work was stopped, why.
fn explained(problem: Problem, task: &Task, limits: &Limits) -> Problem {
    if !task.stop.is_stopped() || !problem.status().is_server_error() {
        return problem;
    }
    let why = if task.too_big.load(Ordering::Relaxed) {
        "the query was stopped: it needs more memory than is allowed here".to_owned()
    } else if task.worked() > limits.query_time {
        format!("the query was stopped: it took longer than the {} seconds that are allowed here", limits.query_time.as_secs())
    } else {
        "the query was stopped".to_owned()
    };
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, why)
}

fn panicked() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the server failed at this request")
}

/// A piece of an answer on its way to the client.
enum Part {
    Type(&'static str),
    Bytes(Bytes),
    Failed(Problem),
    /// It is complete.
    End,
}

/// Takes an answer as it is computed, and hands it on to the client. First its type must be told.
pub struct AnswerWriter {
    sender: mpsc::Sender<Part>,
    task: Arc<Task>,
    buffer: Vec<u8>,
    left: u64,
    stall: Duration,
}

impl AnswerWriter {
    fn new(sender: mpsc::Sender<Part>, task: Arc<Task>, limits: &Limits) -> Self {
        Self { sender, task, buffer: Vec::with_capacity(CHUNK), left: limits.answer_bytes, stall: limits.stall }
    }

    /// Tells the answer's media type.
    ///
    /// # Errors
    /// If the client is gone.
    pub fn begin(&mut self, media_type: &'static str) -> Result<(), Problem> {
        self.send(Part::Type(media_type)).map_err(|error| StoreError::Write(error).into())
    }

    fn send(&mut self, part: Part) -> io::Result<()> {
        let begun = Instant::now();
        let sent = Handle::current().block_on(tokio::time::timeout(self.stall, self.sender.send(part)));
        self.task.waited.fetch_add(u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
        match sent {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::Error::new(io::ErrorKind::BrokenPipe, "the client is gone")),
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "the client does not take the answer")),
        }
    }
}

impl Write for AnswerWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Rows that are computed without looking into the graph are not stopped by the engine.
        if self.task.stop.is_stopped() {
            return Err(io::Error::new(io::ErrorKind::TimedOut, "the query was stopped"));
        }
        self.left = (self.left.checked_sub(bytes.len() as u64)).ok_or_else(|| {
            io::Error::other("the answer is larger than is allowed here; ask for less, or in parts (LIMIT, OFFSET)")
        })?;
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        self.send(Part::Bytes(chunk.into()))
    }
}
