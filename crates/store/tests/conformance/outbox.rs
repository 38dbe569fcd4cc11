//! What somebody must be told of is in the outbox from the commit on in which it happened, as bytes, in order per pool.

use scrip_core::catalog::Catalogs;
use scrip_core::command::{Command, Expires, Request};
use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_core::entry::{By, Fact, Tells};
use scrip_core::id::{PoolNo, Seq};
use scrip_core::time::Span;
use scrip_store::{Doc, DocKind, Store, Work, entry_bytes, outbox, read_entry};

use crate::check;
use crate::common::{NOON, catalogs, grant, open, pool, request, spend};

fn commit(store: &dyn Store, tells: Tells, requests: Vec<Request>) {
    let work = Work { requests, tells, ..Work::default() };
    let answers = store.commit(&catalogs(), work).unwrap().answers;
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

/// The outbox, read as a courier reads it: what stands under each key is the entry of that place.
fn told(store: &dyn Store) -> Vec<(PoolNo, Seq)> {
    let docs = store.docs(DocKind::Outbox, "", "", 1_000).unwrap();
    let place = |(key, body): &(String, Vec<u8>)| {
        let (no, seq) = outbox::place(key).unwrap();
        let entry = read_entry(no, body).unwrap();
        assert_eq!(store.entries(no, seq, seq).unwrap(), std::slice::from_ref(&entry));
        assert_eq!(entry_bytes(&entry), *body);
        (no, seq)
    };
    docs.iter().map(place).collect()
}

/// Entries of all pools that are to be told, in the order of the outbox.
fn wanted(store: &dyn Store, tells: Tells) -> Vec<(PoolNo, Seq)> {
    let mut wanted = Vec::new();
    for no in (1..=store.last_pool().unwrap()).map(pool) {
        let last = store.pool(no).unwrap().unwrap().last;
        let entries = store.entries(no, Seq::ZERO.next(), last).unwrap();
        wanted.extend(entries.iter().filter(|entry| entry.is_told(tells)).map(|entry| (no, entry.seq)));
    }
    wanted
}

fn sharing(no: u64, account: &str, is_on: bool) -> Request {
    request(no, "", Command::SetSharing { account: account.parse().unwrap(), is_on })
}

#[test]
fn what_must_be_told_is_told_always_and_the_rest_where_somebody_listens() {
    check(|store| {
        commit(store, Tells::Needed, vec![open("agency", Agency), open("acme", Business), open("beta", Business)]);
        commit(store, Tells::Needed, vec![spend(2, "acme", "a"), grant(3, "beta", 5, "g")]);
        assert_eq!(told(store), []);
        assert_eq!(store.count_docs(DocKind::Outbox, 9).unwrap(), 0);
        commit(store, Tells::Needed, vec![spend(2, "acme", "b"), sharing(1, "agency", true), spend(3, "beta", "a")]);
        assert_eq!(told(store), wanted(store, Tells::Needed));
        assert_eq!(told(store).len(), 1);
        let before = told(store);
        let requests =
            vec![spend(2, "acme", "c"), spend(3, "beta", "c"), spend(2, "nobody", "d"), spend(2, "acme", "a")];
        commit(store, Tells::All, requests);
        commit(store, Tells::All, vec![open("late", Business), spend(3, "beta", "d")]);
        let after = told(store);
        let is_spend_or_late = |(no, seq): &(PoolNo, Seq)| {
            no.get() == 4 || matches!(store.entries(*no, *seq, *seq).unwrap()[0].fact, Fact::Spend(_))
        };
        let new: Vec<_> = after.iter().filter(|place| !before.contains(place)).copied().collect();
        assert!(new.iter().all(is_spend_or_late), "{new:?}");
        assert_eq!(new.iter().filter(|(no, _)| no.get() < 4).count(), 3, "neither the refused nor the replayed");
        assert!(new.iter().any(|(no, _)| no.get() == 4), "the first grant of an account is told");
        for most in [0, 2, 100] {
            let count = store.count_docs(DocKind::Outbox, most).unwrap();
            assert_eq!(usize::try_from(count).unwrap(), after.len().min(usize::try_from(most).unwrap()));
        }
    });
}

#[test]
fn what_time_does_by_itself_is_told_too() {
    check(|store| {
        commit(store, Tells::All, vec![open("acme", Business)]);
        let mut expiring = grant(1, "acme", 5, "g");
        let Command::Grant(make) = &mut expiring.command else { return };
        make.expires = Expires::After(Span::HOUR);
        commit(store, Tells::All, vec![expiring]);
        let mut tick = request(1, "", Command::Tick);
        tick.clock = NOON.plus(Span::HOUR.times(2));
        commit(store, Tells::All, vec![tick]);
        assert_eq!(told(store), wanted(store, Tells::All));
        let (no, seq) = *told(store).last().unwrap();
        let last = store.entries(no, seq, seq).unwrap().remove(0);
        assert!(matches!(last.fact, Fact::Expire(_)) && last.by == By::Clock, "{last:?}");
    });
}

#[test]
fn a_courier_takes_the_outbox_away_and_puts_its_own_in_one_commit() {
    check(|store| {
        commit(store, Tells::All, (1..=5).map(|no| open(&format!("a{no}"), Business)).collect());
        commit(store, Tells::All, (1..=5).map(|no| spend(no, &format!("a{no}"), "s")).collect());
        let keys: Vec<_> = told(store).into_iter().map(|(no, seq)| outbox::key(no, seq)).collect();
        let mails = keys.iter().map(|key| Doc { kind: DocKind::Mail, key: key.clone(), body: Some(vec![1]) });
        let gone = keys.iter().map(|key| Doc { kind: DocKind::Outbox, key: key.clone(), body: None });
        let other_docs = mails.chain(gone).collect();
        store.commit(&Catalogs::clone(&catalogs()), Work { other_docs, ..Work::default() }).unwrap();
        assert_eq!(told(store), []);
        assert_eq!(store.docs(DocKind::Mail, "", "", 100).unwrap().len(), keys.len());
        // Told once: nobody puts an old entry there again.
        commit(store, Tells::All, (1..=5).map(|no| spend(no, &format!("a{no}"), "s")).collect());
        assert_eq!(told(store), []);
    });
}
