//! The network, run by `rten`.

use super::batch::Batch;
use super::labels::ROLES;
use super::{Labels, ModelError};
use rten::{Dimension, Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueView};
use std::sync::{Arc, Mutex, PoisonError};

/// The names of the outputs that read a sentence, in the order of [`Scores`].
const OUTPUTS: [&str; COUNT] =
    ["upos", "xpos", "arc", "label_dep", "label_head", "name", "entity", "event", "role_trigger", "role_word"];
const COUNT: usize = 10;
/// The output that says where sentences end.
const END: &str = "end";

/// The loaded network.
pub(super) struct Network {
    model: Model,
    inputs: [NodeId; 4],
    outputs: [NodeId; COUNT],
    end: NodeId,
    /// Threads that wait for work, see [`Network::alone`].
    lanes: Mutex<Vec<Arc<ThreadPool>>>,
}

/// A thread for the engine to work on.
pub(super) struct Lane(Arc<ThreadPool>);

/// The network's outputs for one batch, each by window, row and column.
pub(super) struct Scores {
    pub(super) upos: Table,
    pub(super) xpos: Table,
    /// Row: dependent; column: head, the artificial root first.
    pub(super) arc: Table,
    pub(super) label_dep: Table,
    pub(super) label_head: Table,
    pub(super) name: Table,
    pub(super) entity: Table,
    /// Which root's event the word tells, if any.
    pub(super) event: Table,
    pub(super) role_trigger: Table,
    pub(super) role_word: Table,
}

/// One output.
pub(super) struct Table {
    rows: usize,
    columns: usize,
    data: Vec<f32>,
}

impl Table {
    /// The columns of one row of one window.
    pub(super) fn row(&self, window: usize, row: usize) -> &[f32] {
        let start = (window * self.rows + row) * self.columns;
        &self.data[start..start + self.columns]
    }
}

impl Network {
    pub(super) fn load(bytes: &'static [u8], labels: &Labels) -> Result<Self, ModelError> {
        let failed = |error: Box<dyn std::error::Error + Send + Sync>| ModelError::Network(error);
        // Packing the weights at the start takes 12 MB and spares packing them anew for every batch.
        let model =
            ModelOptions::with_all_ops().prepack_weights(true).load_static_slice(bytes).map_err(|error| failed(error.into()))?;
        let node = |name| model.node_id(name).map_err(|error| failed(error.into()));
        let inputs = [node("ids")?, node("case")?, node("mask")?, node("pool")?];
        let outputs: Vec<NodeId> = OUTPUTS.into_iter().map(node).collect::<Result<_, _>>()?;
        let outputs: [NodeId; COUNT] = outputs.try_into().expect("there are so many names");
        let end = node(END)?;
        for (output, columns) in outputs.into_iter().zip(columns(labels)).chain([(end, Some(2))]) {
            let shape = model.node_info(output).and_then(|node| node.shape()).unwrap_or_default();
            if columns.is_some_and(|columns| !matches!(shape.last(), Some(Dimension::Fixed(found)) if *found == columns)) {
                return Err(ModelError::Table { file: "labels.json", problem: "it belongs to another network".into() });
            }
        }
        Ok(Self { model, inputs, outputs, end, lanes: Mutex::new(Vec::new()) })
    }

    /// Calls `work` on a thread on which the engine does not spread over other threads.
    ///
    /// Articles are read in parallel, so each should keep to one core. The engine works on a pool of threads; were it called
    /// from a thread of another pool, that thread would meanwhile begin the next article, and the next, without end. So each
    /// article gets a pool of one thread, and waits for it on a thread that belongs to none. Pools are kept for later articles.
    pub(super) fn alone<R: Send>(&self, work: impl FnOnce(&Lane) -> R + Send) -> R {
        let free = self.lanes.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let lane = Lane(free.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1))));
        let result = std::thread::scope(|scope| scope.spawn(|| lane.0.run(|| work(&lane))).join());
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner).push(lane.0);
        result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    /// Scores a batch of sentences. Where sentences end is another question, see [`Network::ends`].
    pub(super) fn run(&self, batch: &Batch, lane: &Lane) -> Scores {
        let [upos, xpos, arc, label_dep, label_head, name, entity, event, role_trigger, role_word] =
            self.outputs(batch, self.outputs, lane);
        Scores { upos, xpos, arc, label_dep, label_head, name, entity, event, role_trigger, role_word }
    }

    /// For each word of a batch, whether a sentence goes on after it, and whether it ends. Costs a good half of [`Network::run`].
    pub(super) fn ends(&self, batch: &Batch, lane: &Lane) -> Table {
        let [end] = self.outputs(batch, [self.end], lane);
        end
    }

    /// Some outputs; only what they need is computed.
    fn outputs<const N: usize>(&self, batch: &Batch, outputs: [NodeId; N], lane: &Lane) -> [Table; N] {
        let [windows, rows, width] = batch.shape;
        let flat = [windows, width];
        let ids = ValueView::from_shape(flat, &batch.ids).expect("a batch has the size that it says");
        let case = ValueView::from_shape(flat, &batch.case).expect("a batch has the size that it says");
        let mask = ValueView::from_shape(flat, &batch.mask).expect("a batch has the size that it says");
        let pool = ValueView::from_shape([windows, rows, width], &batch.pool).expect("a batch has the size that it says");
        let inputs = self.inputs.into_iter().zip([ids.into(), case.into(), mask.into(), pool.into()]).collect();
        let options = RunOptions::default().with_thread_pool(Some(lane.0.clone()));
        self.model.run_n(inputs, outputs, Some(options)).expect("the model takes batches of every size").map(table)
    }
}

/// How many columns each output has by the label sets; that of the arcs has as many as there are rows.
fn columns(labels: &Labels) -> [Option<usize>; COUNT] {
    let relations = labels.deprel.len() * labels.label_dim;
    let (names, kinds) = (2 * labels.name.len() + 1, labels.entity.len());
    let (events, roles) = (labels.event.len(), ROLES.len() * labels.role_dim);
    [labels.upos.len(), labels.xpos.len(), 0, relations, labels.label_dim, names, kinds, events, roles, labels.role_dim]
        .map(|count| (count > 0).then_some(count))
}

fn table(value: Value) -> Table {
    let ([_, rows, columns], data) = value.into_shape_vec::<f32, 3>().expect("the model gives tables of three dimensions");
    Table { rows, columns, data }
}
