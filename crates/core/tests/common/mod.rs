//! The language of the tables: one script a row, run through `decide_batch`, checked after every step. See [`check`].
//!
//! A line is a time, a step, or a question, with what it must answer after `->`:
//! ```text
//! at 2026-01-31T00:00Z                          the clock; `+P1D` and `+1us` move it, `-PT1H` sets it back
//! open acme zone Europe/Warsaw                  everything is asked of one pool; its plan gives nothing
//! grant 100 promotional until +P30D as a        a grant called `a`; unnamed ones are promotional1, plan1, plan2 …
//! spend 30 -> draws a:30 available 70           what is named must be so; what is not named may be anything
//! spend 80 -> insufficient_credits required 80 available 70
//! show a -> available 70 spent 30
//! may spend 30                                 whatever it answers
//! catalog plan build credits 3000               before `open`: the first version; afterwards: a new one, from now on
//! ```
//! `;` begins a comment. Spends and settles are s1, s2 …, reservations r1 …, quotes q1 …, unless `as` names them.

mod catalog;
mod command;
mod expect;
mod orders;
mod questions;
mod show;
mod words;
mod world;

#[allow(unused_imports, reason = "not every test has histories of its own")]
pub(crate) use catalog::sample;
#[allow(unused_imports, reason = "not every test has histories of its own")]
pub(crate) use words::Words;
#[allow(unused_imports, reason = "not every test has histories of its own")]
pub(crate) use world::POOL;
pub(crate) use world::World;

/// Runs a script and checks every answer, and after every step what must always hold. The same requests must then give
/// the same entries with all steps of one instant in one batch, and with a sweeper at work between the steps.
pub(crate) fn check(script: &str) -> World {
    let mut world = run(script, World::default());
    world.again();
    world
}

/// The same for scripts of thousands of steps: the answers alone.
#[allow(dead_code, reason = "not every test has a long script")]
pub(crate) fn check_quickly(script: &str) -> World {
    let mut world = World::default();
    world.is_quick = true;
    run(script, world)
}

fn run(script: &str, mut world: World) -> World {
    for (number, line) in script.lines().enumerate() {
        let line = line.split(';').next().unwrap_or_default().trim();
        if !line.is_empty() {
            world.line(number + 1, line);
        }
    }
    world
}
