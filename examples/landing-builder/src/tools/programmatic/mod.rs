//! Programmatic landing pages: a template and a CSV make a page a row; rows that cannot be made cost nothing and are named.

mod sheet;
mod template;

use std::sync::Arc;

use scrip_client::Use;
use serde_json::{Value, json};

use super::Shared;
use super::run::{self, Measure, Run, State};
use crate::fault::Fault;
use crate::landing::{Origin, Page};
use crate::random;
use crate::scrip::Viewer;
pub(crate) use sheet::{Bad, Sheet};
pub(crate) use template::Template;

const FEATURE: &str = "programmatic-landing-pages";
/// Bad rows that an answer names; the rest are counted.
const NAMED_MAX: usize = 20;

/// Sets aside what all rows cost, makes what can be made, and settles for the pages made. The quote is the one that the button showed.
pub(crate) async fn make_pages(
    app: &Shared,
    viewer: &Viewer,
    id: &str,
    quote: Option<&str>,
    template: Template,
    csv: &str,
) -> Result<Value, Fault> {
    run::checked_id(id)?;
    if let Some(known) = app.files.read(&viewer.account, |site| site.run(id).cloned()) {
        return again(app, viewer, &known).await;
    }
    let sheet = Sheet::read(csv)?;
    let template = template.checked(&sheet)?;
    let run = run::reserve(app, viewer, id, quote, Use::of(FEATURE).quantity(sheet.count())).await?;

    let made = tokio::task::spawn_blocking(move || pages(&template, sheet)).await;
    let kept = match made {
        Ok(Ok((pages, bad))) => keep(app, viewer, &run, pages, &bad),
        Ok(Err(fault)) => Err(fault),
        Err(error) => Err(Fault::Broken(error.to_string())),
    };
    match kept {
        Ok(run) => again(app, viewer, &run).await,
        Err(fault) => {
            run::void(app, &viewer.account, &run).await?;
            Err(fault)
        }
    }
}

/// The pages and what they are worth, in one write.
fn keep(app: &Shared, viewer: &Viewer, run: &Run, pages: Vec<Page>, bad: &[Bad]) -> Result<Run, Fault> {
    let count = u64::try_from(pages.len()).unwrap_or(u64::MAX);
    let first = pages.first().map(|page| page.id.clone());
    let named: Vec<Value> =
        bad.iter().take(NAMED_MAX).map(|bad| json!({ "line": bad.line, "reason": bad.reason })).collect();
    let result = json!({ "made": count, "bad": bad.len(), "named": named, "first": first });
    let run = Run { state: State::Made(Measure::Quantity(count)), result, ..run.clone() };
    app.files.change(&viewer.account, |site| {
        site.add(pages)?;
        site.put_run(run.clone());
        Ok(())
    })?;
    Ok(run)
}

/// What the run has come to; the same answer, however often the same intention is sent.
async fn again(app: &Shared, viewer: &Viewer, run: &Run) -> Result<Value, Fault> {
    let mut answer = run.result.clone();
    let credits = match &run.state {
        State::Made(_) => run::settle(app, &viewer.account, run).await?,
        State::Ended => run.credits.unwrap_or_default(),
        State::Reserved => return Err(Fault::NotReady { code: "running", detail: "This is being made.".to_owned() }),
    };
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("credits".to_owned(), json!(credits));
    }
    Ok(answer)
}

/// Every row that can be made, and every other with its reason.
fn pages(template: &Arc<Template>, sheet: Sheet) -> Result<(Vec<Page>, Vec<Bad>), Fault> {
    let renderer = template.renderer()?;
    let (mut pages, mut bad) = (Vec::new(), Vec::new());
    for row in sheet.rows {
        let line = match &row {
            Ok(row) => row.line,
            Err(fault) => fault.line,
        };
        let made = row.map_err(|fault| fault.reason).and_then(|row| renderer.page(&row.fields));
        match made.and_then(|page| page.checked().map_err(|fault| fault.to_string())) {
            Ok(page) => {
                let id = random::name().map_err(|error| Fault::Broken(error.to_string()))?;
                pages.push(Page { id, origin: Origin::Programmatic, published: true, ..page });
            }
            Err(reason) => bad.push(Bad { line, reason }),
        }
    }
    Ok((pages, bad))
}
