//! Checks: what must hold at the end, a counted line each, as functions of what was gathered; `tests` doctors it and sees each fail.

mod csv;
mod happened;
mod ledger;
mod money;
mod reports;
mod told;

#[cfg(test)]
mod tests;

use comfy_table::{LineStyle, Table, TableStyle};

use crate::gather::Gathered;

/// Faults of one check that are printed.
const SHOWN_MAX: usize = 12;

/// One thing that must hold.
#[derive(Clone, Debug, Default)]
pub(crate) struct Check {
    name: &'static str,
    figure: String,
    faults: Vec<String>,
}

impl Check {
    /// By its name, with what it looked at; nothing is wrong yet.
    fn of(name: &'static str, figure: String) -> Self {
        Self { name, figure, faults: Vec::new() }
    }

    /// Something is wrong.
    fn fault(&mut self, fault: String) {
        self.faults.push(fault);
    }

    /// Something must be so.
    fn must(&mut self, is_so: bool, or_else: impl FnOnce() -> String) {
        if !is_so {
            self.fault(or_else());
        }
    }
}

/// A check, as a function of what was gathered.
type Row = fn(&Gathered) -> Check;

/// All of them, in the order of the table.
const ROWS: &[Row] = &[
    happened::everything_happened,
    happened::log,
    ledger::verified,
    ledger::plan_grants,
    ledger::nobody_twice,
    ledger::spends,
    ledger::conserved,
    money::one_grant_an_order,
    money::charges_and_orders,
    money::money_adds_up,
    money::disputes,
    money::top_ups,
    money::numbers,
    money::papers,
    told::mails_arrived,
    told::one_message_id,
    told::required_mails,
    told::attached,
    told::webhooks,
    told::in_order,
    told::crossings,
    reports::breakage,
    reports::deferred,
    reports::by_feature,
    reports::by_model,
    reports::by_account,
    reports::remaining,
];

/// Every check.
pub(crate) fn all(gathered: &Gathered) -> Vec<Check> {
    ROWS.iter().map(|row| row(gathered)).collect()
}

/// Prints them and their count; true when all hold.
pub(crate) fn said(checks: &[Check]) -> bool {
    let mut table = Table::new();
    table.load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')));
    table.set_header(["", "what must hold", "looked at"]);
    for check in checks {
        table.add_row([if check.faults.is_empty() { "ok" } else { "FAILED" }, check.name, &check.figure]);
    }
    println!("\n{table}\n");
    for check in checks.iter().filter(|check| !check.faults.is_empty()) {
        println!("FAILED: {}", check.name);
        for fault in check.faults.iter().take(SHOWN_MAX) {
            println!("  {fault}");
        }
        if check.faults.len() > SHOWN_MAX {
            println!("  and {} more", check.faults.len() - SHOWN_MAX);
        }
    }
    let failed = checks.iter().filter(|check| !check.faults.is_empty()).count();
    println!("{} passed, {failed} failed, 0 skipped", checks.len() - failed);
    failed == 0
}
