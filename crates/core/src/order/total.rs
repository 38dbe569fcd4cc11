//! What an order costs: net, tax and gross, by the catalog's table and the buyer's country. One function for all who ask.

use minicbor::{Decode, Encode};

use crate::catalog::Tax;
use crate::credits::Credits;
use crate::decimal::Rate;
use crate::money::{Currency, Money};
use crate::order::Country;

/// What an order costs, or what goes back of it, in minor units. `net + tax = gross`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Total {
    /// Before tax.
    #[n(0)]
    pub net: u64,
    /// The tax.
    #[n(1)]
    pub tax: u64,
    /// What is paid.
    #[n(2)]
    pub gross: u64,
    /// The currency of all three.
    #[n(3)]
    pub currency: Currency,
    /// The tax in percent.
    #[n(4)]
    pub rate: Rate,
    /// The buyer owes the tax: no tax is added, and the paper says so.
    #[n(5)]
    pub is_reverse_charge: bool,
    /// The country by whose rate it is taxed; none where nobody's is known.
    #[n(6)]
    pub country: Option<Country>,
}

/// Who buys, as far as tax asks: no name, no tax id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Buyer {
    /// The country of the billing address, where one is known.
    #[n(0)]
    pub country: Option<Country>,
    /// True when a tax id of that country stands there whose form is valid and which was marked verified.
    #[n(1)]
    pub has_tax_id: bool,
}

impl Buyer {
    /// Who buys, from the billing details; `is_verified` is what only an operator may say of the tax id.
    pub fn new(country: Option<Country>, tax_id: Option<&str>, is_verified: bool) -> Self {
        let has_form = country.zip(tax_id).is_some_and(|(country, tax_id)| country.has_form(tax_id));
        Self { country, has_tax_id: is_verified && has_form }
    }
}

/// What so many at this price cost this buyer; none where it is more than can be charged.
pub fn total(tax: &Tax, price: Money, quantity: u32, buyer: Buyer) -> Option<Total> {
    let net = price.amount.checked_mul(u64::from(quantity)).filter(|net| *net <= Money::AMOUNT_MAX)?;
    let seller: Option<Country> = tax.seller.as_ref().and_then(|seller| seller.country.parse().ok());
    let country = buyer.country.or(seller);
    let is_reverse_charge = buyer.has_tax_id && is_across_union(seller, buyer.country);
    let rate = match (seller, country) {
        (Some(_), Some(country)) if !is_reverse_charge => rate_of(tax, country),
        _ => Rate::ZERO,
    };
    let tax = percent_of(net, rate)?;
    let gross = net.checked_add(tax).filter(|gross| *gross <= Money::AMOUNT_MAX)?;
    Some(Total { net, tax, gross, currency: price.currency, rate, is_reverse_charge, country })
}

fn is_across_union(seller: Option<Country>, buyer: Option<Country>) -> bool {
    seller.zip(buyer).is_some_and(|(seller, buyer)| seller != buyer && seller.is_in_union() && buyer.is_in_union())
}

fn rate_of(tax: &Tax, country: Country) -> Rate {
    tax.rates.iter().find(|(listed, _)| listed == country.as_str()).map_or(Rate::ZERO, |(_, rate)| *rate)
}

/// The tax on a net amount, half a cent up.
fn percent_of(net: u64, rate: Rate) -> Option<u64> {
    let whole = u128::from(Rate::ONE_ATOMS) * 100;
    u64::try_from((u128::from(net) * u128::from(rate.atoms()) + whole / 2) / whole).ok()
}

impl Total {
    /// What is paid, as money.
    pub const fn gross(&self) -> Money {
        Money { amount: self.gross, currency: self.currency }
    }

    /// What is left of it for whoever sells, as money: a grant's cost basis.
    pub const fn net(&self) -> Money {
        Money { amount: self.net, currency: self.currency }
    }

    /// So much of it, gross, after `before` went back already. The tax of all parts together is that of the whole.
    #[must_use]
    pub fn part(&self, gross: u64, before: (u64, u64)) -> Self {
        let (gross_before, tax_before) = before;
        let all = gross_before.saturating_add(gross);
        let share = u128::from(self.tax) * u128::from(all) + u128::from(self.gross) / 2;
        let tax_of_all = share.checked_div(u128::from(self.gross)).and_then(|tax| u64::try_from(tax).ok()).unwrap_or(0);
        let tax = tax_of_all.saturating_sub(tax_before).min(gross);
        Self { net: gross - tax, tax, gross, ..*self }
    }
}

/// `amount × part / whole`, rounded down; nothing of nothing.
pub(crate) fn money_share(amount: u64, part: Credits, whole: Credits) -> u64 {
    let milli = |credits: Credits| u128::try_from(credits.milli()).unwrap_or(0);
    let share = (u128::from(amount) * milli(part)).checked_div(milli(whole)).unwrap_or(0);
    u64::try_from(share).unwrap_or(u64::MAX)
}

/// `credits × part / whole`, rounded down to a thousandth; nothing of nothing.
pub(crate) fn credits_share(credits: Credits, part: u64, whole: u64) -> Credits {
    let milli = u128::try_from(credits.milli()).unwrap_or(0);
    let share = (milli * u128::from(part)).checked_div(u128::from(whole)).unwrap_or(0);
    Credits::from_milli(i64::try_from(share).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Seller;
    use crate::zone::Zone;

    fn table(seller: Option<&str>, rates: &[(&str, &str)]) -> Tax {
        let seller = seller.map(|country| Seller {
            name: "S".into(),
            country: country.into(),
            tax_id: "T".into(),
            address: "A".into(),
            zone: Zone::utc(),
        });
        Tax { seller, rates: rates.iter().map(|(c, r)| ((*c).to_owned(), r.parse().unwrap())).collect() }
    }

    /// Seller, rates, buyer (`DE`; `DE+` with a verified tax id; nothing where it is unknown), price × quantity, and what it comes to.
    #[test]
    fn a_row_for_each_rule_of_tax() {
        let rates = [("PL", "23"), ("DE", "19"), ("FR", "5.5")];
        #[rustfmt::skip]
        let rows = [
            (Some("PL"), "PL",  1900, 1, "1900 + 437 = 2337 PL"),
            (Some("PL"), "DE",  1900, 1, "1900 + 361 = 2261 DE"),
            (Some("PL"), "FR",  1900, 1, "1900 + 105 = 2005 FR"), // 104.5: half a cent up
            (Some("PL"), "FR",  1899, 1, "1899 + 104 = 2003 FR"), // 104.445
            (Some("PL"), "DE",  1900, 3, "5700 + 1083 = 6783 DE"), // of the sum, not of each
            (Some("PL"), "",    1900, 1, "1900 + 437 = 2337 PL"), // unknown: the seller's
            (Some("PL"), "US",  1900, 1, "1900 + 0 = 1900 US"), // not in the table
            (Some("PL"), "US+", 1900, 1, "1900 + 0 = 1900 US"),
            (Some("PL"), "DE+", 1900, 1, "1900 + 0 = 1900 DE reverse"),
            (Some("PL"), "IT+", 1900, 1, "1900 + 0 = 1900 IT reverse"), // reverse charge needs no rate
            (Some("PL"), "PL+", 1900, 1, "1900 + 437 = 2337 PL"), // the same country
            (Some("US"), "DE+", 1900, 1, "1900 + 361 = 2261 DE"), // a seller outside the Union
            (None,       "DE",  1900, 1, "1900 + 0 = 1900 DE"),
            (None,       "",    1900, 1, "1900 + 0 = 1900 -"),
            (Some("PL"), "PL",  0,    1, "0 + 0 = 0 PL"),
            (Some("PL"), "PL",  Money::AMOUNT_MAX, 1, "too much"), // its tax is beyond
            (Some("US"), "US",  Money::AMOUNT_MAX, 1, "1000000000000000 + 0 = 1000000000000000 US"),
            (Some("US"), "US",  Money::AMOUNT_MAX, 2, "too much"),
        ];
        for (seller, buyer, amount, quantity, expected) in rows {
            let country = buyer.trim_end_matches('+').parse().ok();
            let buyer = Buyer { country, has_tax_id: buyer.ends_with('+') };
            let price = Money { amount, currency: Currency::USD };
            let shown = total(&table(seller, &rates), price, quantity, buyer).map_or("too much".to_owned(), |total| {
                let country = total.country.map_or("-".to_owned(), |country| country.to_string());
                let reverse = if total.is_reverse_charge { " reverse" } else { "" };
                format!("{} + {} = {} {country}{reverse}", total.net, total.tax, total.gross)
            });
            assert_eq!(shown, expected, "{seller:?} {buyer:?} {amount} x {quantity}");
        }
    }

    #[test]
    fn reverse_charge_asks_for_form_and_verification() {
        let of = |country: &str, tax_id, is_verified| Buyer::new(country.parse().ok(), tax_id, is_verified).has_tax_id;
        assert!(of("DE", Some("DE123456789"), true));
        assert!(!of("DE", Some("DE123456789"), false), "not verified");
        assert!(!of("DE", Some("DE12345678"), true), "not of the form");
        assert!(!of("DE", Some("PL5260250274"), true), "of another country");
        assert!(!of("", Some("DE123456789"), true), "no country");
        assert!(!of("US", Some("12-3456789"), true), "not of the Union");
        assert!(!of("DE", None, true));
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let price = Money { amount: 1999, currency: Currency::USD };
        let buyer = Buyer { country: "PL".parse().ok(), has_tax_id: false };
        let whole = total(&table(Some("PL"), &[("PL", "23")]), price, 1, buyer).unwrap();
        for cuts in [vec![1, 2, 3, 2453], vec![2459], vec![0, 2459], vec![1000, 1459], vec![1; 2459]] {
            let (mut gross, mut tax, mut net) = (0, 0, 0);
            for cut in cuts {
                let part = whole.part(cut, (gross, tax));
                assert_eq!(part.net + part.tax, part.gross);
                (gross, tax, net) = (gross + part.gross, tax + part.tax, net + part.net);
            }
            assert_eq!((net, tax, gross), (whole.net, whole.tax, whole.gross));
        }
    }
}
