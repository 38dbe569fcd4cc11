//! Countries by their two letters, the European Union among them, and the forms of its tax ids.

use core::fmt;
use core::str::FromStr;

use minicbor::{Decode, Encode};

/// A country by the form of its ISO 3166 code: two capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Country(#[n(0)] [u8; 2]);

/// A text that is no country code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an ISO 3166 code of two capital letters, such as PL")]
pub struct CountryError;

/// The states of the European Union with the forms of their tax ids for trade among them, as the Commission's FAQ of VIES
/// lists them: `#` is a digit, `@` a letter, `?` either, `+` either or one of `+*`, all else stands for itself.
const UNION: [(&str, &[&str]); 27] = [
    ("AT", &["ATU########"]),
    ("BE", &["BE0#########", "BE1#########"]),
    ("BG", &["BG#########", "BG##########"]),
    ("CY", &["CY########@"]),
    ("CZ", &["CZ########", "CZ#########", "CZ##########"]),
    ("DE", &["DE#########"]),
    ("DK", &["DK########"]),
    ("EE", &["EE#########"]),
    ("ES", &["ES@#######?", "ES########@"]),
    ("FI", &["FI########"]),
    ("FR", &["FR??#########"]),
    ("GR", &["EL#########"]),
    ("HR", &["HR###########"]),
    ("HU", &["HU########"]),
    ("IE", &["IE#######@", "IE#######@@", "IE#+#####@"]),
    ("IT", &["IT###########"]),
    ("LT", &["LT#########", "LT############"]),
    ("LU", &["LU########"]),
    ("LV", &["LV###########"]),
    ("MT", &["MT########"]),
    ("NL", &["NL#########B##"]),
    ("PL", &["PL##########"]),
    ("PT", &["PT#########"]),
    (
        "RO",
        &["RO##", "RO###", "RO####", "RO#####", "RO######", "RO#######", "RO########", "RO#########", "RO##########"],
    ),
    ("SE", &["SE############"]),
    ("SI", &["SI########"]),
    ("SK", &["SK##########"]),
];

impl Country {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// True for a state of the European Union.
    pub fn is_in_union(self) -> bool {
        self.forms().is_some()
    }

    /// True when a tax id has the form of this state of the Union. Spaces, points and dashes say nothing, nor does the case.
    pub fn has_form(self, tax_id: &str) -> bool {
        let plain: Vec<u8> = tax_id
            .bytes()
            .filter(|byte| !matches!(byte, b' ' | b'.' | b'-'))
            .map(|byte| byte.to_ascii_uppercase())
            .collect();
        self.forms().is_some_and(|forms| forms.iter().any(|form| fits(form.as_bytes(), &plain)))
    }

    fn forms(self) -> Option<&'static [&'static str]> {
        UNION.iter().find(|(state, _)| *state == self.as_str()).map(|(_, forms)| *forms)
    }
}

fn fits(form: &[u8], text: &[u8]) -> bool {
    let is_like = |(form, byte): (&u8, &u8)| match form {
        b'#' => byte.is_ascii_digit(),
        b'@' => byte.is_ascii_uppercase(),
        b'?' => byte.is_ascii_alphanumeric(),
        b'+' => byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'*'),
        other => other == byte,
    };
    form.len() == text.len() && form.iter().zip(text).all(is_like)
}

impl FromStr for Country {
    type Err = CountryError;

    fn from_str(text: &str) -> Result<Self, CountryError> {
        match <[u8; 2]>::try_from(text.as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(CountryError),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_for_each_state_and_its_tax_ids() {
        #[rustfmt::skip]
        let rows: [(&str, &str, &str); 27] = [
            ("AT", "ATU12345678", "AT12345678"),
            ("BE", "BE0123456789 be1123456789", "BE2123456789"),
            ("BG", "BG123456789 BG1234567890", "BG12345678"),
            ("CY", "CY12345678X", "CY123456789"),
            ("CZ", "CZ12345678 CZ123456789 CZ1234567890", "CZ1234567"),
            ("DE", "DE123456789 de123.456.789", "DE12345678"),
            ("DK", "DK12345678", "DK1234567"),
            ("EE", "EE123456789", "EE12345678"),
            ("ES", "ESX12345678 ES12345678X ESX1234567X", "ES123456789"),
            ("FI", "FI12345678", "FI123456789"),
            ("FR", "FR12345678901 FRXX345678901 FRX2345678901", "FR1234567890"),
            ("GR", "EL123456789", "GR123456789"),
            ("HR", "HR12345678901", "HR1234567890"),
            ("HU", "HU12345678", "HU1234567"),
            ("IE", "IE1234567X IE1234567WA IE1+34567X IE1X34567X", "IE12345678"),
            ("IT", "IT12345678901", "IT1234567890"),
            ("LT", "LT123456789 LT123456789012", "LT1234567890"),
            ("LU", "LU12345678", "LU123456789"),
            ("LV", "LV12345678901", "LV123456789"),
            ("MT", "MT12345678", "MT1234567"),
            ("NL", "NL123456789B01", "NL12345678901"),
            ("PL", "PL5260250274 PL526-025-02-74", "5260250274"),
            ("PT", "PT123456789", "PT12345678"),
            ("RO", "RO12 RO1234567890", "RO1"),
            ("SE", "SE123456789001", "SE1234567890"),
            ("SI", "SI12345678", "SI1234567"),
            ("SK", "SK1234567890", "SK123456789"),
        ];
        for ((state, good, bad), (listed, _)) in rows.iter().zip(UNION) {
            assert_eq!(*state, listed);
            let country: Country = state.parse().unwrap();
            assert!(country.is_in_union());
            for good in good.split(' ') {
                assert!(country.has_form(good), "{state}: {good}");
                // Of another state it is none.
                let other: Country = if *state == "PL" { "DE" } else { "PL" }.parse().unwrap();
                assert!(!other.has_form(good), "{other}: {good}");
            }
            assert!(!country.has_form(bad), "{state}: {bad}");
            assert!(!country.has_form(""), "{state}");
        }
    }

    #[test]
    fn countries_are_two_capital_letters() {
        for outside in ["US", "GB", "CH", "NO", "EL", "XI", "EU"] {
            let country: Country = outside.parse().unwrap();
            assert!(!country.is_in_union() && !country.has_form("DE123456789"), "{outside}");
        }
        for bad in ["", "P", "pl", "POL", "1A", "ÄA"] {
            assert_eq!(bad.parse::<Country>(), Err(CountryError), "{bad}");
        }
    }
}
