//! [`Metrics`]: what the server counts, in the text format of Prometheus.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Upper bounds of the classes of durations, in seconds.
const BOUNDS: [f64; 9] = [0.001, 0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0];

/// What the server counts. Routes are those of the router, never what a client typed, so that their number is bounded.
#[derive(Debug, Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, u16), Durations>>,
    stopped: AtomicU64,
    turned_away: AtomicU64,
    cut_off: AtomicU64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Durations {
    count: u64,
    seconds: f64,
    /// How many were no longer than each bound.
    within: [u64; BOUNDS.len()],
}

/// What is true at the moment of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gauges {
    /// Queries under way.
    pub running: usize,
    /// Statements in the graph.
    pub statements: usize,
    /// Bytes of memory that the process takes.
    pub memory: u64,
}

impl Metrics {
    /// Counts an answered request.
    pub fn answered(&self, route: &str, status: u16, duration: Duration) {
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let durations = requests.entry((route.to_owned(), status)).or_default();
        let seconds = duration.as_secs_f64();
        durations.count += 1;
        durations.seconds += seconds;
        for (bound, within) in BOUNDS.iter().zip(&mut durations.within) {
            *within += u64::from(seconds <= *bound);
        }
    }

    /// Counts a query that was stopped because it took too long or too much memory.
    pub fn stopped(&self) {
        self.stopped.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a query that found no free place.
    pub fn turned_away(&self) {
        self.turned_away.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts an answer that could not be sent to its end.
    pub fn cut_off(&self) {
        self.cut_off.fetch_add(1, Ordering::Relaxed);
    }

    /// All of it, in the text format of Prometheus.
    #[must_use]
    pub fn text(&self, gauges: Gauges) -> String {
        let mut out = String::new();
        let single = [
            ("relata_queries_running", "gauge", "Queries under way.", gauges.running as u64),
            ("relata_statements", "gauge", "Statements in the graph.", gauges.statements as u64),
            ("relata_memory_bytes", "gauge", "Memory that the process takes.", gauges.memory),
            (
                "relata_queries_stopped_total",
                "counter",
                "Queries stopped for taking too much.",
                self.stopped.load(Ordering::Relaxed),
            ),
            (
                "relata_queries_turned_away_total",
                "counter",
                "Queries that found no place.",
                self.turned_away.load(Ordering::Relaxed),
            ),
            (
                "relata_answers_cut_off_total",
                "counter",
                "Answers that could not be completed.",
                self.cut_off.load(Ordering::Relaxed),
            ),
        ];
        for (name, kind, help, value) in single {
            header(&mut out, name, kind, help);
            line(&mut out, format_args!("{name} {value}"));
        }
        let name = "relata_request_seconds";
        header(&mut out, name, "histogram", "How long requests took to the first bytes of their answers, by route and status.");
        for ((route, status), durations) in &*self.requests.lock().unwrap_or_else(PoisonError::into_inner) {
            let labels = format!("route=\"{route}\",status=\"{status}\"");
            for (bound, within) in BOUNDS.iter().zip(durations.within) {
                line(&mut out, format_args!("{name}_bucket{{{labels},le=\"{bound}\"}} {within}"));
            }
            line(&mut out, format_args!("{name}_bucket{{{labels},le=\"+Inf\"}} {}", durations.count));
            line(&mut out, format_args!("{name}_sum{{{labels}}} {:.6}", durations.seconds));
            line(&mut out, format_args!("{name}_count{{{labels}}} {}", durations.count));
        }
        out
    }
}

fn header(out: &mut String, name: &str, kind: &str, help: &str) {
    line(out, format_args!("# HELP {name} {help}\n# TYPE {name} {kind}"));
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    writeln!(out, "{text}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_counted_in_every_class_that_holds_them() {
        let metrics = Metrics::default();
        metrics.answered("/sparql", 200, Duration::from_millis(3));
        metrics.answered("/sparql", 200, Duration::from_secs(2));
        metrics.stopped();
        let text = metrics.text(Gauges { running: 1, statements: 7, memory: 9 });
        for expected in [
            "relata_request_seconds_bucket{route=\"/sparql\",status=\"200\",le=\"0.001\"} 0\n",
            "relata_request_seconds_bucket{route=\"/sparql\",status=\"200\",le=\"0.005\"} 1\n",
            "relata_request_seconds_bucket{route=\"/sparql\",status=\"200\",le=\"5\"} 2\n",
            "relata_request_seconds_count{route=\"/sparql\",status=\"200\"} 2\n",
            "relata_queries_stopped_total 1\n",
            "relata_statements 7\n",
        ] {
            assert!(text.contains(expected), "{expected} is missing in\n{text}");
        }
    }
}
