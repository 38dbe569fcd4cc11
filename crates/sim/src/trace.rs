//! Lines of a trace: a step and an answer, each as a line to read. Judges nothing.

use scrip_core::batch::Outcome;
use scrip_core::time::Timestamp;
use scrip_model::Step;

/// A step in a line.
pub(crate) fn told(index: usize, step: &Step) -> String {
    let key = step.key.as_ref().map_or(String::new(), |key| format!(", {} of {:?}", key.text, key.space));
    format!("step {index} at {}{key}: {:?}", Timestamp::from_micros(step.now), step.command)
}

/// An answer in a line, without the entries, which have lines of their own.
pub(crate) fn answered(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done { entries, .. } => format!("done, {} entries", entries.len()),
        Outcome::Replayed(entry) => format!("replayed, entry {}", entry.seq),
        Outcome::KeyReused => "the key stands on another request".to_owned(),
        Outcome::Refused(refusal) => format!("refused, {refusal:?}"),
    }
}
