//! Bars on the error stream that show people how far a long work is; none for programs.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use scrip_store::export::Step;

use crate::out::Out;

/// A bar for people that shows how far each step is.
pub(crate) fn steps(out: Out) -> (ProgressBar, impl FnMut(Step, u64, Option<u64>)) {
    let bar = ProgressBar::no_length();
    if out.is_json() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let template = "{msg:18} {bar:40} {human_pos}/{human_len} entries, {per_sec}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    let (shown, mut last) = (bar.clone(), None);
    let tell = move |step, done, total: Option<u64>| {
        let is_new_walk = done < shown.position();
        if last != Some(step) || is_new_walk {
            shown.reset();
            shown.set_message(match step {
                Step::Checking => "adding up",
                Step::Writing => "writing",
                Step::Proving => "reading back",
            });
            last = Some(step);
        }
        if let Some(total) = total {
            shown.set_length(total);
        }
        shown.set_position(done);
    };
    (bar, tell)
}

/// A bar for people that counts rows of a file.
pub(crate) fn rows_bar(rows: usize, out: Out) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(rows).unwrap_or(u64::MAX));
    if out.is_json() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    let look = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} rows, {per_sec}, {eta} left");
    bar.with_style(look.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
