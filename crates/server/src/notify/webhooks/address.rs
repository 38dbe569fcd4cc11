//! Addresses that a webhook may go to: public ones, by an allow-list. Knows no network; asked before each connection.
//!
//! Whoever may set an endpoint must not reach what stands beside the server: a database, a cloud's metadata, a router.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

use crate::config::Mode;

/// Longer than any address that a receiver has.
pub(crate) const URL_BYTES_MAX: usize = 2_048;

/// Which addresses are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Plain HTTP too: in test mode.
    pub(crate) takes_http: bool,
    /// Private addresses too: where the operator said so.
    pub(crate) takes_private: bool,
}

impl Rule {
    /// Of a deployment.
    pub(crate) fn of(mode: Mode, takes_private: bool) -> Self {
        Self { takes_http: mode == Mode::Test, takes_private }
    }

    /// Reads an endpoint's address; what is wrong with it is said with the remedy.
    pub(crate) fn read(self, text: &str) -> Result<Url, &'static str> {
        let right = "must be an absolute URL of at most 2,048 bytes, such as https://hooks.example.com/scrip";
        let url = Url::parse(text).map_err(|_| right)?;
        if text.len() > URL_BYTES_MAX || text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(right);
        }
        match url.scheme() {
            "https" => {}
            "http" if self.takes_http => {}
            "http" => return Err("must be https in live mode"),
            _ => return Err("must be https"),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("must hold no user and no password; the signature says who sends");
        }
        if url.fragment().is_some() {
            return Err("must have no fragment");
        }
        if literal(&url).is_some_and(|ip| !self.takes(ip)) {
            return Err("must be a public address; webhooks.allow_private lets a deployment reach its own network");
        }
        Ok(url)
    }

    /// True for an address that may be connected to.
    pub(crate) fn takes(self, ip: IpAddr) -> bool {
        self.takes_private
            || match ip {
                IpAddr::V4(ip) => is_public_v4(ip),
                IpAddr::V6(ip) => is_public_v6(ip),
            }
    }
}

/// The address that stands in the URL itself and is therefore never looked up.
fn literal(url: &Url) -> Option<IpAddr> {
    // A parsed URL shows an address in one form only, whatever was written: 127.1 and 0x7f000001 are 127.0.0.1.
    url.host_str()?.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// The special-purpose blocks of IPv4 (RFC 6890 and its registry): first address and length of the prefix.
const SPECIAL_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !SPECIAL_V4.iter().any(|(first, length)| {
        let shift = 32 - length;
        ip.to_bits() >> shift == Ipv4Addr::from(*first).to_bits() >> shift
    })
}

/// Global unicast (`2000::/3`) without its special blocks. Mapped, compatible and NAT64 addresses, which lead to IPv4
/// behind its checks, are not in it; nor are unique local, link-local and multicast ones.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let is_global = first & 0xe000 == 0x2000;
    // Teredo and other protocols, documentation, 6to4 (IPv4 again).
    let is_special = match first {
        0x2001 => second < 0x0200 || second == 0x0db8,
        0x3fff => second < 0x1000,
        _ => first == 0x2002,
    };
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIVE: Rule = Rule { takes_http: false, takes_private: false };

    #[test]
    fn only_public_addresses_are_connected_to() {
        for ip in
            ["1.1.1.1", "8.8.8.8", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]
        {
            assert!(LIVE.takes(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:1.1.1.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::1.1.1.1",
            "64:ff9b:1::1",
            "100::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "3fff::1",
        ] {
            let ip = ip.parse().unwrap();
            assert!(!LIVE.takes(ip), "{ip}");
            assert!(Rule { takes_private: true, ..LIVE }.takes(ip), "{ip}");
        }
    }

    #[test]
    fn an_endpoint_is_a_public_https_address() {
        let test = Rule { takes_http: true, takes_private: false };
        let own = Rule { takes_http: true, takes_private: true };
        let check = |url: &str, expected: [bool; 3]| {
            let taken = [LIVE, test, own].map(|rule| rule.read(url).is_ok());
            assert_eq!(taken, expected, "{url}");
        };
        check("https://hooks.example.com/scrip?x=1", [true; 3]);
        check("https://hooks.example.com:8443/", [true; 3]);
        check("http://hooks.example.com/", [false, true, true]);
        check("https://localhost/", [true; 3]); // looked up, and refused there
        for private in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://0x7f000001/",
            "https://2130706433/",
            "https://017700000001/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://10.0.0.1:443/",
        ] {
            check(private, [false, false, true]);
        }
        for bad in [
            "",
            "hooks.example.com",
            "ftp://example.com/",
            "file:///etc/passwd",
            "https://",
            "https://u:p@example.com/",
            "https://u@example.com/",
            "https://example.com/#x",
            "https://example.com/ x",
            "https://exa\nmple.com/",
        ] {
            check(bad, [false; 3]);
        }
        let long = format!("https://example.com/{}", "x".repeat(URL_BYTES_MAX));
        check(&long, [false; 3]);
    }
}
