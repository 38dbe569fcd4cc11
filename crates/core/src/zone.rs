//! Time zones by IANA name, read once from the data that is compiled in. Knows no rule about periods.

use core::fmt;
use core::str::FromStr;
use std::sync::{LazyLock, OnceLock};

use jiff::tz::{TimeZone, TimeZoneDatabase};
use minicbor::{Decode, Decoder, Encode, Encoder};

/// A time zone of the compiled-in data. As small as a pointer: it points to the zone's one place in the table.
#[derive(Clone, Copy)]
pub struct Zone(&'static Place);

/// A text that names no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an IANA time zone, such as Europe/Warsaw or UTC")]
pub struct ZoneError;

struct Place {
    name: String,
    zone: OnceLock<TimeZone>,
}

/// All names of the data, sorted without regard to case; a zone's rules are read when first asked for.
static TABLE: LazyLock<Vec<Place>> = LazyLock::new(|| {
    let database = TimeZoneDatabase::bundled();
    let mut places: Vec<Place> =
        database.available().map(|name| Place { name: name.as_str().to_owned(), zone: OnceLock::new() }).collect();
    places.sort_by_key(|place| place.name.to_ascii_lowercase());
    places
});

static UTC: LazyLock<Place> = LazyLock::new(|| Place { name: "UTC".to_owned(), zone: OnceLock::from(TimeZone::UTC) });

impl Zone {
    /// Coordinated universal time: the zone of an account that names none.
    pub fn utc() -> Self {
        Self(&UTC)
    }

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    pub(crate) fn jiff(self) -> &'static TimeZone {
        self.0.zone.get_or_init(|| TimeZoneDatabase::bundled().get(&self.0.name).unwrap_or(TimeZone::UTC))
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    /// A name in any case; the zone shows it as the data spells it.
    fn from_str(text: &str) -> Result<Self, ZoneError> {
        if text.eq_ignore_ascii_case("UTC") {
            return Ok(Self::utc());
        }
        let lower = |place: &Place| {
            place.name.bytes().map(|b| b.to_ascii_lowercase()).cmp(text.bytes().map(|b| b.to_ascii_lowercase()))
        };
        let table: &'static [Place] = &TABLE;
        table.binary_search_by(lower).ok().and_then(|at| table.get(at)).map(Self).ok_or(ZoneError)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Zone {}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.name)
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.0.name)
    }
}

impl<C> Encode<C> for Zone {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.0.name)?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Zone {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        d.str()?.parse().map_err(minicbor::decode::Error::message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_iana_names() {
        let check = |text: &str, name: &str| assert_eq!(text.parse::<Zone>().unwrap().name(), name);
        check("Europe/Warsaw", "Europe/Warsaw");
        check("europe/warsaw", "Europe/Warsaw");
        check("Australia/Lord_Howe", "Australia/Lord_Howe");
        check("Etc/UTC", "Etc/UTC");
        check("utc", "UTC");
        for bad in ["", "Europe", "Europe/Atlantis", "+02:00", "Europe/Warsaw ", "local"] {
            assert_eq!(bad.parse::<Zone>(), Err(ZoneError), "{bad}");
        }
    }

    #[test]
    fn a_zone_is_encoded_as_its_name() {
        let zone: Zone = "Asia/Kathmandu".parse().unwrap();
        let bytes = minicbor::to_vec(zone).unwrap();
        assert_eq!(bytes.get(1..), Some(b"Asia/Kathmandu".as_slice()));
        assert_eq!(minicbor::decode::<Zone>(&bytes).unwrap(), zone);
        assert!(minicbor::decode::<Zone>(&minicbor::to_vec("Europe/Atlantis").unwrap()).is_err());
    }

    #[test]
    fn every_zone_of_the_data_can_be_read() {
        assert!(TABLE.len() > 400, "{}", TABLE.len());
        for place in TABLE.iter() {
            assert!(TimeZoneDatabase::bundled().get(&place.name).is_ok(), "{}", place.name);
            assert_eq!(place.name.parse::<Zone>().unwrap().name(), place.name);
        }
    }
}
