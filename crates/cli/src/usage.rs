//! `scrip spend`, `reserve`, `settle`: the use of a feature, at once or set aside first.

use clap::Args as Flags;
use scrip_client::{Credits, Draw, Use};
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::out::{Out, credits, instant, lines, of_credits};
use crate::remote::{Once, Remote};

/// How much was used, in the feature's own measure.
#[derive(Debug, Flags)]
pub(crate) struct Measure {
    /// So many units, of a feature with a price per unit
    #[arg(long, conflicts_with_all = ["usage", "credits"])]
    quantity: Option<u64>,
    /// So much of a dimension, of a metered feature: `input_tokens=374`; may be repeated
    #[arg(long, value_name = "DIMENSION=COUNT", value_parser = dimension, conflicts_with = "credits")]
    usage: Vec<(String, serde_json::Number)>,
    /// Of this model, of a metered feature
    #[arg(long, requires = "usage")]
    model: Option<String>,
    /// The cost itself, where the product states it
    #[arg(long)]
    credits: Option<Credits>,
}

impl Measure {
    fn into_use(self) -> Use {
        let Self { quantity, usage, model, credits } = self;
        let mut dimensions: Map<String, Value> = usage.into_iter().map(|(name, count)| (name, count.into())).collect();
        dimensions.extend(model.map(|model| ("model".to_owned(), Value::String(model))));
        let usage = (!dimensions.is_empty()).then_some(dimensions);
        Use { quantity, usage, credits, ..Use::default() }
    }
}

fn dimension(text: &str) -> Result<(String, serde_json::Number), String> {
    let (name, count) = text.split_once('=').ok_or("write it like input_tokens=374")?;
    let count = count.parse().map_err(|_| format!("{count} is no number"))?;
    Ok((name.to_owned(), count))
}

/// Who uses what.
#[derive(Debug, Flags)]
pub(crate) struct Wanted {
    /// The account
    account: String,
    /// The feature, from the catalog; may be left out with --credits
    #[arg(required_unless_present = "credits")]
    feature: Option<String>,
    /// Who uses it; none: the product itself
    #[arg(long)]
    member: Option<String>,
    /// The quote that binds the cost
    #[arg(long)]
    quote: Option<String>,
    #[command(flatten)]
    measure: Measure,
}

impl Wanted {
    fn into_use(self) -> (String, Use) {
        let Self { account, feature, member, quote, measure } = self;
        (account, Use { feature, member, quote, ..measure.into_use() })
    }
}

#[derive(Debug, Flags)]
pub(crate) struct SpendArgs {
    #[command(flatten)]
    wanted: Wanted,
    /// Refuse when it costs more
    #[arg(long)]
    max_credits: Option<Credits>,
    /// Take what there is, where that is less than the cost
    #[arg(long)]
    partial: bool,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct ReserveArgs {
    #[command(flatten)]
    wanted: Wanted,
    /// For how long, such as PT10M; otherwise an hour
    #[arg(long, value_name = "DURATION")]
    expires_in: Option<String>,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

#[derive(Debug, Flags)]
pub(crate) struct SettleArgs {
    /// The reservation: `rsv_…`
    reservation: String,
    #[command(flatten)]
    measure: Measure,
    /// Refuse when it costs more
    #[arg(long)]
    max_credits: Option<Credits>,
    /// Settle although its end has come
    #[arg(long)]
    late: bool,
    /// Nothing was used: give everything back
    #[arg(long, conflicts_with_all = ["quantity", "usage", "credits", "max_credits", "late"])]
    void: bool,
    #[command(flatten)]
    once: Once,
    #[command(flatten)]
    remote: Remote,
}

pub(crate) fn spend(args: SpendArgs, out: Out) -> Result<(), Fault> {
    let (account, usage) = args.wanted.into_use();
    let usage = Use { max_credits: args.max_credits, allow_partial: args.partial.then_some(true), ..usage };
    let reply = args.remote.client_once(&args.once)?.spend(&account, &usage)?;
    out.reply(&reply, |spend| {
        let short = spend.limited_by.as_ref().map_or_else(String::new, |by| format!(" (limited by {by})"));
        format!(
            "{} taken{short}, {} left. {}\n{}",
            of_credits(spend.credits),
            of_credits(spend.available),
            spend.id,
            drawn(&spend.draws)
        )
    });
    Ok(())
}

pub(crate) fn reserve(args: ReserveArgs, out: Out) -> Result<(), Fault> {
    let (account, usage) = args.wanted.into_use();
    let usage = Use { expires_in: args.expires_in, ..usage };
    let reply = args.remote.client_once(&args.once)?.reserve(&account, &usage)?;
    out.reply(&reply, |reservation| {
        let until =
            reservation.expires_at.as_deref().map_or_else(String::new, |end| format!(" until {}", instant(end)));
        let left = reservation.available.map_or_else(String::new, |left| format!(", {} left", of_credits(left)));
        let id = &reservation.id;
        format!("{} set aside{until}{left}. {id}\nEnd it with: scrip settle {id}", of_credits(reservation.credits))
    });
    Ok(())
}

pub(crate) fn settle(args: SettleArgs, out: Out) -> Result<(), Fault> {
    let client = args.remote.client_once(&args.once)?;
    if args.void {
        let reply = client.void_reservation(&args.reservation)?;
        out.reply(&reply, |_| format!("{} is voided: everything went back.", args.reservation));
        return Ok(());
    }
    let used = Use { max_credits: args.max_credits, late: args.late.then_some(true), ..args.measure.into_use() };
    let reply = client.settle(&args.reservation, &used)?;
    out.reply(&reply, |settled| {
        let taken = settled.spend.as_ref().map(|spend| spend.credits).unwrap_or_default();
        let draws = settled.spend.as_ref().map_or_else(String::new, |spend| drawn(&spend.draws));
        let uncovered = settled
            .uncovered
            .filter(|uncovered| *uncovered > Credits::ZERO)
            .map_or_else(String::new, |uncovered| format!(" {} could not be taken.", of_credits(uncovered)));
        format!(
            "{} taken, {} went back, {} left.{uncovered}\n{draws}",
            of_credits(taken),
            of_credits(settled.released),
            of_credits(settled.available)
        )
    });
    Ok(())
}

/// From which grants, a line each.
fn drawn(draws: &[Draw]) -> String {
    lines(draws.iter().map(|draw| {
        let kind = draw.kind.as_deref().unwrap_or("grant");
        format!("  {} of {kind} {}", credits(draw.credits), draw.grant)
    }))
}
