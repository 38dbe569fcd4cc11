//! Who may do what, on which server, of which version: what is set up wrong is refused, with the remedy.

use std::thread;

use scrip_core::entry::AccountKind::Business;
use scrip_pg_server::{Login, Options as Server, PgServer};
use scrip_store::StoreError;
use scrip_store::postgres::{MigrateOptions, Options, PostgresStore, migrate};

use crate::common::{open, spend};
use crate::{connect, database, words};

/// The name of the database that a URL leads to.
fn name(url: &str) -> &str {
    url.rsplit('/').next().unwrap()
}

/// Connecting is refused, in words that name the remedy.
#[track_caller]
fn refused(url: &str, remedy: &str) {
    let error = PostgresStore::connect(url, Options::default()).map(drop).unwrap_err();
    assert!(matches!(error, StoreError::Unfit(_)), "{error:?}");
    assert!(error.to_string().contains(remedy), "{error}");
}

#[test]
fn who_serves_cannot_change_or_delete_what_was_written() {
    let (server, url) = (PgServer::shared(), database(2));
    let store = connect(&url);
    words(&store, vec![open("a1", Business), spend(1, "a1", "k")]);
    for table in ["entry", "commit"] {
        for what in ["UPDATE scrip.x SET at = 0", "DELETE FROM scrip.x", "TRUNCATE scrip.x", "DROP TABLE scrip.x"] {
            let statement = what.replace("scrip.x", &format!("scrip.{table}"));
            let said = server.try_sql(name(&url), &format!("SET ROLE scrip_serve; {statement}")).unwrap_err();
            assert!(said.contains("permission denied") || said.contains("must be owner"), "{statement}: {said}");
        }
    }
    assert_eq!(words(&store, vec![spend(1, "a1", "k")]), ["replayed"]);
}

#[test]
fn a_role_that_could_change_entries_does_not_serve() {
    let server = PgServer::shared();
    for (give, take) in [
        ("GRANT UPDATE ON scrip.entry TO scrip_serve", "REVOKE UPDATE ON scrip.entry FROM scrip_serve"),
        ("GRANT DELETE ON scrip.commit TO PUBLIC", "REVOKE DELETE ON scrip.commit FROM PUBLIC"),
        ("GRANT TRUNCATE ON scrip.entry TO scrip_serve", "REVOKE TRUNCATE ON scrip.entry FROM scrip_serve"),
        ("GRANT UPDATE (body) ON scrip.entry TO scrip_serve", "REVOKE UPDATE (body) ON scrip.entry FROM scrip_serve"),
    ] {
        let url = database(1);
        server.sql(name(&url), give);
        refused(&url, "could change or delete entries: REVOKE");
        server.sql(name(&url), take);
        connect(&url);
    }
}

#[test]
fn a_server_that_forgets_what_it_acknowledged_does_not_serve() {
    let server = Server::new().start();
    let url = server.fresh_database();
    migrate(&url, &MigrateOptions::default()).unwrap();
    connect(&url);
    server.sql(name(&url), &format!("ALTER DATABASE \"{}\" SET synchronous_commit = off", name(&url)));
    refused(&url, "set synchronous_commit = on");
    server.sql(name(&url), &format!("ALTER DATABASE \"{}\" RESET synchronous_commit", name(&url)));
    let store = connect(&url);
    words(&store, vec![open("a1", Business)]);
    server.set("fsync", "off");
    refused(&url, "set fsync = on");
    // Each new connection asks: a server that was set so while it served is found out when one is made.
    server.terminate_backends();
    let work = scrip_store::Work { requests: vec![spend(1, "a1", "k")], ..scrip_store::Work::default() };
    let error = scrip_store::Store::commit(&store, &crate::catalogs(), work).unwrap_err();
    assert!(matches!(error, StoreError::Unfit(_)), "{error:?}");
}

#[test]
fn a_schema_of_another_version_is_refused() {
    let server = PgServer::shared();
    let url = server.fresh_database();
    refused(&url, "run `scrip migrate`");
    migrate(&url, &MigrateOptions::default()).unwrap();
    connect(&url);
    server.sql(name(&url), "INSERT INTO scrip.migration (version, name) VALUES (99, 'of tomorrow')");
    refused(&url, "use the newer program");
    let error = migrate(&url, &MigrateOptions::default()).unwrap_err();
    assert!(error.to_string().contains("version 99"), "{error}");
    server.sql(name(&url), "DELETE FROM scrip.migration");
    refused(&url, "run `scrip migrate`");
}

#[test]
fn many_migrate_at_once_and_again_and_buckets_stay_as_they_are() {
    let url = PgServer::shared().fresh_database();
    let options = MigrateOptions { buckets: Some(3), citus: false };
    let mut found: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| migrate(&url, &options).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    found.sort_by_key(|migrated| migrated.from);
    assert!(found.iter().all(|migrated| migrated.buckets == 3 && migrated.to == found[5].from));
    assert_eq!(found.iter().filter(|migrated| migrated.from == 0).count(), 1);
    let words_before = words(&connect(&url), vec![open("a1", Business), spend(1, "a1", "k")]);
    assert_eq!(words_before, ["done", "done"]);
    assert_eq!(migrate(&url, &MigrateOptions::default()).unwrap(), found[5]);
    let error = migrate(&url, &MigrateOptions { buckets: Some(4), citus: false }).unwrap_err();
    assert!(error.to_string().contains("made with 3 buckets"), "{error}");
    for buckets in [0, 5_000] {
        let error = migrate(&url, &MigrateOptions { buckets: Some(buckets), citus: false }).unwrap_err();
        assert!(error.to_string().contains("from 1 to"), "{error}");
    }
    assert_eq!(words(&connect(&url), vec![spend(1, "a1", "k")]), ["replayed"]);
}

#[test]
fn an_ordinary_user_migrates_and_another_serves() {
    let server = Server::new().start();
    let url = server.fresh_database();
    let database = name(&url);
    let of = |user: &str| url.replace("postgres@", &format!("{user}@"));
    server.sql(database, "CREATE ROLE owner LOGIN; CREATE ROLE app LOGIN");
    server.sql(database, &format!("GRANT CREATE ON DATABASE \"{database}\" TO owner"));
    let error = migrate(&of("owner"), &MigrateOptions::default()).unwrap_err();
    assert!(error.to_string().contains("CREATE ROLE scrip_serve NOLOGIN"), "{error}");
    server.sql(database, "CREATE ROLE scrip_serve NOLOGIN");
    let error = migrate(&of("owner"), &MigrateOptions::default()).unwrap_err();
    assert!(error.to_string().contains("GRANT scrip_serve"), "{error}");
    server.sql(database, "GRANT scrip_serve TO owner");
    migrate(&of("owner"), &MigrateOptions::default()).unwrap();
    refused(&of("app"), "GRANT scrip_serve");
    server.sql(database, "GRANT scrip_serve TO app");
    assert_eq!(words(&connect(&of("app")), vec![open("a1", Business), spend(1, "a1", "k")]), ["done", "done"]);
}

#[test]
fn a_connection_trusts_as_far_as_its_address_says() {
    let server = Server::new().tls().login(Login::Scram("hush".to_owned())).start();
    let url = server.fresh_database();
    let own = server.authority().display().to_string();
    let another = Server::new().tls().start();
    let foreign = another.authority().display().to_string();
    let with = |query: String| format!("{url}?{query}");
    migrate(&with(format!("sslmode=verify-full&sslrootcert={own}")), &MigrateOptions::default()).unwrap();
    for (query, wanted) in [
        ("sslmode=require".to_owned(), Ok(())),
        ("sslmode=prefer".to_owned(), Ok(())),
        (format!("sslmode=require&sslrootcert={own}"), Ok(())),
        (format!("sslmode=verify-ca&sslrootcert={own}"), Ok(())),
        (format!("sslmode=verify-full&sslrootcert={own}"), Ok(())),
        (format!("sslmode=verify-full&sslrootcert={foreign}"), Err("invalid peer certificate")),
        (format!("sslmode=verify-ca&sslrootcert={foreign}"), Err("invalid peer certificate")),
        ("sslmode=verify-full".to_owned(), Err("invalid peer certificate")),
        (format!("sslmode=verify-full&sslrootcert={own}.not"), Err("No such file")),
        ("sslmode=disable".to_owned(), Err("no encryption")),
    ] {
        let found = PostgresStore::connect(&with(query.clone()), Options::default()).map(drop);
        match (found, wanted) {
            (Ok(()), Ok(())) => {}
            (Err(error), Err(part)) => assert!(error.chain().contains(part), "{query}: {}", error.chain()),
            (found, _) => panic!("{query}: {found:?}"),
        }
    }
    let wrong = with("sslmode=require".to_owned()).replace("hush", "wrong-secret");
    let error = PostgresStore::connect(&wrong, Options::default()).map(drop).unwrap_err();
    assert!(error.chain().contains("password") && !error.chain().contains("wrong-secret"), "{}", error.chain());
}
