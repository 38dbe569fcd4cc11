//! The saved card: kept at the gateway, its id in the ledger, its looks beside it. One an account; the last one saved.

use scrip_core::batch::Outcome;
use scrip_core::command::OrderCommand;
use scrip_core::id::{AccountId, PoolNo};
use scrip_core::pool::Pool;
use scrip_core::text::Text;

use super::gateway::{Card, Gateway, GatewayError};
use super::{docs, pool_of, say, witness};
use crate::app::App;
use crate::problem::Problem;

/// The gateway's id of a pool's card.
fn reference(pool: &Pool) -> Option<&str> {
    Some(pool.trade.as_ref()?.card.as_ref()?.reference.as_ref())
}

/// The saved card as it may be shown; asked for at the gateway where it was not seen yet.
pub(crate) async fn shown(app: &App, pool: &Pool) -> Result<Option<Card>, Problem> {
    let Some(reference) = reference(pool) else { return Ok(None) };
    let known = docs::card(&app.ledger, &pool.account)?;
    if let Some(card) = known.filter(|card| card.id == reference) {
        return Ok(Some(card));
    }
    let Some(gateway) = app.payments.gateway.as_deref() else { return Ok(None) };
    match gateway.card(reference).await {
        Ok(card) => {
            app.ledger.put(vec![docs::card_doc(&pool.account, Some(&card))]).await?;
            Ok(Some(card))
        }
        Err(GatewayError::NotThere) => Ok(None),
        Err(error) => Err(witness::unanswered(&error)),
    }
}

/// Keeps what a new card looks like, and has the gateway forget the one before it. What fails is asked for later.
pub(super) async fn remember(app: &App, no: PoolNo, card: &str) {
    let Some(gateway) = app.payments.gateway.as_deref() else { return };
    let seen = async {
        let pool = pool_of(app, no).await?;
        if reference(&pool) != Some(card) {
            return Ok(());
        }
        let before = docs::card(&app.ledger, &pool.account)?.filter(|before| before.id != card);
        let card = gateway.card(card).await.map_err(|error| witness::unanswered(&error))?;
        app.ledger.put(vec![docs::card_doc(&pool.account, Some(&card))]).await?;
        if let Some(before) = before {
            gateway.remove_card(&before.id).await.map_err(|error| witness::unanswered(&error))?;
        }
        Ok::<(), Problem>(())
    };
    if let Err(problem) = seen.await {
        tracing::info!(code = problem.code(), "card not looked at");
    }
}

/// A page has saved a card.
pub(super) async fn set_up(
    app: &App,
    gateway: &dyn Gateway,
    account: &AccountId,
    customer: &str,
    set_up: &str,
) -> Result<(), Problem> {
    let Some(no) = app.ledger.account(account)? else { return Ok(()) };
    // A customer of another deployment's account of the same name is none of ours.
    if docs::customer(&app.ledger, account)?.as_deref() != Some(customer) {
        return Ok(());
    }
    let card = match gateway.card_of_set_up(set_up).await {
        Ok(Some(card)) => card,
        Ok(None) | Err(GatewayError::NotThere) => return Ok(()),
        Err(error) => return Err(witness::unanswered(&error)),
    };
    let command = OrderCommand::SaveCard { reference: Text::from(card.id.as_str()) };
    let before = docs::card(&app.ledger, account)?.filter(|before| before.id != card.id);
    let looks = docs::card_doc(account, Some(&card));
    let outcome = say(app, no, &format!("set-up:{set_up}"), command, vec![looks]).await?;
    if let (Outcome::Done { .. }, Some(before)) = (&outcome, before)
        && let Err(error) = gateway.remove_card(&before.id).await
    {
        tracing::info!(%error, "card before not removed");
    }
    Ok(())
}

/// A card was removed at the gateway.
pub(super) async fn gone(app: &App, card: &str, customer: &str) -> Result<(), Problem> {
    let Some(account) = docs::account_of(&app.ledger, customer)? else { return Ok(()) };
    let Some(no) = app.ledger.account(&account)? else { return Ok(()) };
    if reference(&*pool_of(app, no).await?) != Some(card) {
        return Ok(());
    }
    let looks = docs::card_doc(&account, None);
    say(app, no, &format!("card-gone:{card}"), OrderCommand::RemoveCard, vec![looks]).await.map(drop)
}
