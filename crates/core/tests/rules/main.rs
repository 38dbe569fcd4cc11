//! The rules, to the letter: a file for each group of rules, a script for each row. The language is in `common`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops is a test that says so"
)]

#[path = "../common/mod.rs"]
mod common;

mod flows;
mod random;

mod r01_time;
mod r02_burn;
mod r03_spend;
mod r04_debt;
mod r05_keys;
mod r06_periods;
mod r07_allowance;
mod r08_states;
mod r09_plans;
mod r10_legacy;
mod r11_expiry_notices;
mod r13_cost;
mod r16_reservations;
mod r17_settle;
mod r21_reversals;
mod r22_histories;
mod r22_refunds;
mod r23_who;
mod r25_limits;
mod r26_refusals;
mod r27_orders;
mod r29_top_up;
mod r30_alerts;
mod r30_model;
