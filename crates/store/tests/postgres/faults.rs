//! Connections that are lost at the worst moment: no effect is lost or doubled, and nobody waits without a bound.

use std::thread;
use std::time::Duration;

use scrip_core::entry::AccountKind::{Agency, Business};
use scrip_pg_server::{PgServer, Proxy};
use scrip_store::postgres::{LedgerDatabase, MigrateOptions, PostgresStore, migrate};
use scrip_store::{Store, StoreError, Work};

use crate::common::{open, pool, spend};
use crate::{available, catalogs, connect, words};

/// A server, a network to it, a store that goes through it, and one that does not.
struct Place {
    server: PgServer,
    proxy: Proxy,
    database: String,
    through: PostgresStore,
    direct: PostgresStore,
}

fn place() -> Place {
    let server = PgServer::start();
    let url = server.fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(1), citus: false }).unwrap();
    let proxy = Proxy::to(server.port());
    let (through, direct) = (connect(&proxy.url(&url)), connect(&url));
    words(&direct, vec![open("a1", Business)]);
    words(&through, vec![spend(1, "a1", "first")]);
    Place { database: url.rsplit('/').next().unwrap().to_owned(), server, proxy, through, direct }
}

impl Place {
    /// While somebody else holds a lock for some time, does the one, and a moment later the other.
    fn while_held<T: Send>(
        &self,
        (lock, held): (&str, Duration),
        work: impl FnOnce() -> T + Send,
        meanwhile: impl FnOnce(),
    ) -> T {
        let moment = Duration::from_millis(250);
        let hold = format!("BEGIN; {lock}; SELECT pg_sleep({}); COMMIT", held.as_secs_f32());
        thread::scope(|scope| {
            let holder = scope.spawn(|| _ = self.server.try_sql(&self.database, &hold));
            thread::sleep(moment);
            let worker = scope.spawn(work);
            thread::sleep(moment);
            meanwhile();
            holder.join().unwrap();
            worker.join().unwrap()
        })
    }
}

/// Whoever holds it lets a commit be decided and sent, but not end.
const TIP: &str = "UPDATE scrip.tip SET number = number";
const A_SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_commit_whose_answer_was_lost_is_found_again() {
    let place = place();
    let done = place.while_held(
        (TIP, A_SECOND),
        || words(&place.through, vec![spend(1, "a1", "k"), spend(1, "a1", "l")]),
        || {
            // The server does it, and nobody hears of it.
            place.proxy.stall_to_client();
            thread::sleep(A_SECOND);
            assert_eq!(available(&place.direct, pool(1)), 97);
            place.proxy.cut_open();
            place.proxy.resume();
        },
    );
    assert_eq!(done, ["done", "done"]);
    assert_eq!(available(&place.direct, pool(1)), 97);
    assert_eq!(available(&place.through, pool(1)), 97);
    assert_eq!(words(&place.direct, vec![spend(1, "a1", "k")]), ["replayed"]);
}

#[test]
fn a_commit_that_was_lost_on_the_way_is_decided_again() {
    let place = place();
    let done = place.while_held(
        (TIP, A_SECOND),
        || words(&place.through, vec![spend(1, "a1", "k")]),
        || _ = place.server.terminate_backends(),
    );
    assert_eq!(done, ["done"]);
    assert_eq!(available(&place.direct, pool(1)), 98);
    assert_eq!(words(&place.direct, vec![spend(1, "a1", "k")]), ["replayed"]);
}

#[test]
fn an_account_whose_making_was_lost_is_found_again() {
    let place = place();
    let done = place.while_held(
        (TIP, A_SECOND),
        || words(&place.through, vec![open("a2", Business), open("a3", Agency)]),
        || {
            place.proxy.stall_to_client();
            thread::sleep(A_SECOND);
            place.proxy.cut_open();
            place.proxy.resume();
        },
    );
    assert_eq!(done, ["done", "done"]);
    assert_eq!(words(&place.direct, vec![open("a2", Business), open("a3", Agency)]), ["replayed", "replayed"]);
}

#[test]
fn a_stalled_network_ends_in_an_error_in_bounded_time_and_heals_by_itself() {
    let place = place();
    place.proxy.stall();
    let work = || Work { requests: vec![spend(1, "a1", "k")], ..Work::default() };
    let (through, catalogs) = (&place.through, catalogs());
    let error = thread::scope(|scope| {
        let commit = scope.spawn(|| through.commit(&catalogs, work()).unwrap_err());
        let read = scope.spawn(|| through.refresh(&[]).unwrap_err());
        // A bound on both: far below it in truth.
        for _ in 0..150 {
            thread::sleep(Duration::from_millis(100));
            if commit.is_finished() && read.is_finished() {
                break;
            }
        }
        assert!(commit.is_finished() && read.is_finished(), "15 s are over");
        assert!(matches!(read.join().unwrap(), StoreError::Unavailable { .. }));
        commit.join().unwrap()
    });
    assert!(matches!(error, StoreError::Unavailable { .. } | StoreError::Uncertain { .. }), "{error:?}");
    // The others go on meanwhile: what the stalled one had locked the server let go.
    assert_eq!(words(&place.direct, vec![spend(1, "a1", "other")]), ["done"]);
    place.proxy.resume();
    let word = words(through, vec![spend(1, "a1", "k")])[0];
    assert!(["done", "replayed"].contains(&word), "{word}");
    assert_eq!(available(through, pool(1)), 97);
}

#[test]
fn a_commit_nobody_can_ask_about_is_uncertain_and_still_has_one_effect() {
    let place = place();
    let error = place.while_held(
        (TIP, A_SECOND),
        || {
            let work = Work { requests: vec![spend(1, "a1", "k")], ..Work::default() };
            place.through.commit(&catalogs(), work).unwrap_err()
        },
        || place.proxy.stall_to_client(),
    );
    assert!(matches!(error, StoreError::Uncertain { .. }), "{error:?}");
    place.proxy.cut_open();
    place.proxy.resume();
    assert_eq!(words(&place.through, vec![spend(1, "a1", "k")]), ["replayed"]);
    assert_eq!(available(&place.through, pool(1)), 98);
}

#[test]
fn restarts_and_crashes_of_the_server_lose_and_double_nothing() {
    let place = place();
    let total: usize = thread::scope(|scope| {
        let stores = [&place.through, &place.direct];
        let workers = stores.into_iter().enumerate().map(|(at, store)| {
            scope.spawn(move || {
                let mut done = 0;
                for n in 0..40 {
                    // Whoever gets no answer asks again, by the same key.
                    let one = || {
                        let work = Work { requests: vec![spend(1, "a1", &format!("{at}-{n}"))], ..Work::default() };
                        store.commit(&catalogs(), work).ok()?.answers.into_iter().next()?.ok()
                    };
                    while one().is_none() {}
                    done += 1;
                    thread::sleep(Duration::from_millis(40));
                }
                done
            })
        });
        let workers: Vec<_> = workers.collect();
        place.server.restart();
        thread::sleep(Duration::from_millis(300));
        place.server.stop_immediate();
        place.server.start_again();
        place.server.terminate_backends();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!(total, 80);
    assert_eq!(available(&place.direct, pool(1)), 99 - 80);
    assert_eq!(available(&place.through, pool(1)), 99 - 80);
}

#[test]
fn a_claim_that_nobody_ends_is_taken_over() {
    let place = place();
    place.server.sql(
        &place.database,
        "INSERT INTO scrip.account SELECT 0, 'ghost', nextval('scrip.pool_no'), nextval('scrip.token'); \
         INSERT INTO scrip.account SELECT 0, 'kid', 1, nextval('scrip.token')",
    );
    assert_eq!(place.direct.account(&"ghost".parse().unwrap()).unwrap(), None);
    assert_eq!(words(&place.direct, vec![open("ghost", Business), open("kid", Agency)]), ["done", "done"]);
    assert_eq!(words(&place.through, vec![open("ghost", Business), open("kid", Agency)]), ["replayed", "replayed"]);
    // The pools that they were claimed for take them no more.
    let fences = "SELECT pool, fence, last_seq FROM scrip.pool WHERE fence > 0 ORDER BY pool";
    let fences = place.server.sql(&place.database, fences);
    assert!(fences.starts_with("1|") && fences.contains("\n2|2|0"), "{fences}");
}

#[test]
fn who_makes_an_account_too_late_finds_the_fence() {
    let place = place();
    let (slow, quick) = thread::scope(|scope| {
        // It has claimed, and is held up before it can make the account.
        let slow = place.while_held(
            ("LOCK TABLE scrip.pool IN SHARE MODE", A_SECOND),
            || scope.spawn(|| words(&place.through, vec![open("slow", Business)])),
            || place.proxy.stall_to_client(),
        );
        let quick = words(&place.direct, vec![open("slow", Business)]);
        place.proxy.cut_open();
        place.proxy.resume();
        (slow.join().unwrap(), quick)
    });
    assert_eq!((slow, quick), (vec!["replayed"], vec!["done"]));
    let made = place.server.sql(&place.database, "SELECT count(*) FROM scrip.pool WHERE last_seq > 0");
    assert_eq!(made.trim(), "2");
}

/// A trigger that fails each first of two inserts of entries with that error; what a sequence has given is never given again.
const FAILS: &str = "CREATE SEQUENCE once; \
    CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN \
    IF nextval('public.once') % 2 = 1 THEN RAISE EXCEPTION 'not now' USING ERRCODE = TG_ARGV[0]; END IF; RETURN NULL; END $$";

#[test]
fn what_was_in_the_way_is_tried_again_and_counted_by_its_cause() {
    let server = PgServer::shared();
    let url = crate::database(1);
    let database = url.rsplit('/').next().unwrap();
    server.sql(database, FAILS);
    let store = connect(&url);
    let count = |cause: &str| store.retries().into_iter().find(|(of, _)| *of == cause).unwrap().1;
    words(&store, vec![open("a1", Business)]);
    let causes = [("40001", "conflict"), ("40P01", "deadlock"), ("55P03", "lock"), ("57P01", "connection")];
    for (n, (error, cause)) in causes.into_iter().enumerate() {
        let trigger =
            "CREATE OR REPLACE TRIGGER fails AFTER INSERT ON scrip.entry FOR EACH STATEMENT EXECUTE FUNCTION fails";
        server.sql(database, &format!("{trigger}('{error}')"));
        let before = count(cause);
        assert_eq!(words(&store, vec![spend(1, "a1", cause)]), ["done"], "{error}");
        assert_eq!(count(cause), before + 1, "{error}: {:?}", store.retries());
        assert_eq!(available(&store, pool(1)), 99 - i64::try_from(n).unwrap());
    }
}

#[test]
fn what_needs_no_further_connection_goes_on_while_all_are_busy() {
    let server = scrip_pg_server::Options::new().set("max_connections", "12").start();
    let url = server.fresh_database();
    migrate(&url, &MigrateOptions { buckets: Some(1), citus: false }).unwrap();
    let store = connect(&url);
    words(&store, vec![open("a1", Business)]);
    words(&store, vec![spend(1, "a1", "first")]);
    let taken = server.take_all_connections();
    assert!(!taken.is_empty());
    assert_eq!(words(&store, vec![spend(1, "a1", "k")]), ["done"]);
    assert_eq!(available(&store, pool(1)), 98);
}

#[test]
fn a_database_restored_behind_a_running_process_is_noticed_before_anything_is_written() {
    let server = PgServer::start();
    let url = server.fresh_database();
    let name = url.rsplit('/').next().unwrap();
    migrate(&url, &MigrateOptions { buckets: Some(2), citus: false }).unwrap();
    let store = connect(&url);
    words(&store, (1..=4).map(|no| open(&format!("a{no}"), Business)).collect());
    // A copy of it, and what happens later.
    // Nobody may be connected meanwhile.
    let alone = |change: &str| {
        server.sql("postgres", &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
        server.terminate_backends();
        server.sql("postgres", change);
    };
    alone(&format!("CREATE DATABASE saved TEMPLATE {name}"));
    server.sql("postgres", &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
    words(&store, (1..=4).map(|no| spend(no, &format!("a{no}"), "later")).collect());
    words(&store, vec![open("lost", Business)]);
    assert_eq!(available(&store, pool(1)), 99);
    alone(&format!("ALTER DATABASE {name} RENAME TO gone"));
    server.sql("postgres", &format!("ALTER DATABASE saved RENAME TO {name}"));
    // Its keys are free again, its credits there, and the account was never made.
    for no in 1..=4 {
        assert_eq!(words(&store, vec![spend(no, &format!("a{no}"), "later")]), ["done"], "pool {no}");
        assert_eq!(available(&store, pool(no)), 99);
    }
    assert_eq!(store.account(&"lost".parse().unwrap()).unwrap(), None);
    assert_eq!(words(&store, vec![open("lost", Business)]), ["done"]);
    let report = LedgerDatabase::open(&url).unwrap().verify(None).unwrap();
    assert!(report.is_sound(), "{report:?}");
}
