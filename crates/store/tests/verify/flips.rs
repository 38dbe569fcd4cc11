//! A byte flipped in any page that holds ledger data is found.

use std::fs;
use std::os::unix::fs::FileExt;

use rusqlite::Connection;

use super::{Ledger, verify};

/// Flips in each page beside its header: enough to meet cells, pointers to them and the gap between.
const FLIPS: u64 = 24;

#[test]
fn a_flipped_byte_in_any_page_of_the_ledger_is_found() {
    let ledger = Ledger::new();
    let pages: Vec<u64> = {
        let hand = Connection::open(&ledger.path).unwrap();
        let mut pages = hand.prepare("SELECT pageno FROM dbstat WHERE name IN ('log', 'tip')").unwrap();
        pages.query_map([], |row| row.get::<_, i64>(0)).unwrap().map(|page| page.unwrap().try_into().unwrap()).collect()
    };
    assert!(pages.len() > 20, "{} pages", pages.len());
    let file = fs::File::options().read(true).write(true).open(&ledger.path).unwrap();
    let mut random = 5_u64;
    let mut missed = Vec::new();
    for page in pages {
        for flip in 0..8 + FLIPS {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let within = if flip < 8 { flip } else { (random >> 20) % 4_096 };
            let (at, bit) = ((page - 1) * 4_096 + within, 1_u8 << ((random >> 40) % 8));
            let mut byte = [0];
            file.read_exact_at(&mut byte, at).unwrap();
            file.write_all_at(&[byte[0] ^ bit], at).unwrap();
            if verify(&ledger.path, None).is_ok_and(|report| report.is_sound()) {
                missed.push((page, within, bit, byte[0]));
            }
            file.write_all_at(&byte, at).unwrap();
        }
    }
    assert!(missed.is_empty(), "page, byte, bit, what stood there: {missed:?}");
    assert!(verify(&ledger.path, None).unwrap().is_sound(), "all bytes are back");
}
