//! Reservations: credits set aside before a use, settled on what was really used.

use serde::Deserialize;

use crate::send::{nothing, path};
use crate::{Client, Credits, Draw, Error, List, Reply, Use};

/// Credits set aside.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Reservation {
    /// `rsv_…`
    pub id: String,
    /// The account whose use it is.
    pub account: Option<String>,
    /// How many.
    pub credits: Credits,
    /// `open`, `closed` or `expired`.
    pub state: String,
    /// For what.
    pub feature: Option<String>,
    /// By whom.
    pub member: Option<String>,
    /// From which grants.
    pub draws: Vec<Draw>,
    /// Its end.
    pub expires_at: Option<String>,
    /// What is left beside it.
    pub available: Option<Credits>,
}

/// A reservation that became a spend.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Settled {
    /// `rsv_…`
    pub reservation: String,
    /// What was taken.
    pub spend: Option<SettledSpend>,
    /// What went back.
    pub released: Credits,
    /// What was used and could not be taken.
    pub uncovered: Option<Credits>,
    /// What is left.
    pub available: Credits,
}

/// The spend of a settled reservation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SettledSpend {
    /// `spd_…`
    pub id: String,
    /// How many.
    pub credits: Credits,
    /// From which grants.
    pub draws: Vec<Draw>,
}

impl Client {
    /// Sets credits aside.
    pub fn reserve(&self, account: &str, usage: &Use) -> Result<Reply<Reservation>, Error> {
        self.act(path("/v1/accounts/{}/reservations", &[account]), usage).send()
    }

    /// The reservations of an account.
    pub fn reservations(&self, account: &str) -> List<'_, Reservation> {
        List::new(self, path("/v1/accounts/{}/reservations", &[account]), Vec::new())
    }

    /// Takes what was really used and gives the rest back; nothing named: all of it.
    pub fn settle(&self, reservation: &str, used: &Use) -> Result<Reply<Settled>, Error> {
        self.act(path("/v1/reservations/{}/settle", &[reservation]), used).send()
    }

    /// Gives everything back.
    pub fn void_reservation(&self, reservation: &str) -> Result<Reply<Reservation>, Error> {
        self.act(path("/v1/reservations/{}/void", &[reservation]), &nothing()).send()
    }

    /// Another end, counted from now: an ISO 8601 duration.
    pub fn extend(&self, reservation: &str, expires_in: &str) -> Result<Reply<Reservation>, Error> {
        let body = serde_json::json!({ "expires_in": expires_in });
        self.act(path("/v1/reservations/{}/extend", &[reservation]), &body).send()
    }
}
