//! Rules 23 and 24: rights by data at each use, agencies and their subaccounts, sharing.

use crate::common::check;

/// An agency: ann owns it, bob is told two subaccounts to look after, cal and dan belong to `shop`.
const AGENCY: &str = "
    at 2026-01-01
    open acme agency on build
    subaccount shop
    subaccount blog
    subaccount blue
    member ann main_owner
    member adm main_admin
    member bob subaccount_manager subs shop,blog
    member cal subaccount_owner in shop
    member dan reader in shop
    sharing yes
";

#[test]
fn who_may_use_in_a_business_account() {
    check(
        "
        at 2026-01-01
        open acme on build
        member owner owner
        member admin admin
        member author author
        member designer designer
        member viewer viewer
        member accountant accountant
        spend bg by owner -> credits 10
        spend bg by admin -> credits 10
        spend bg by author -> credits 10
        spend bg by designer -> credits 10
        spend bg by viewer -> role_not_allowed right use
        spend bg by accountant -> role_not_allowed right use
        spend bg by nobody -> not_found what member
        spend bg -> credits 10                  ; the product itself: no role is asked
        reserve bg by viewer -> role_not_allowed right use
        quote bg by viewer -> role_not_allowed right use
        check bg by viewer -> role_not_allowed allowed false cost 10
        spend help by viewer -> role_not_allowed right use
        who buy -> who admin owner
        who use -> who admin author designer owner
        rights viewer -> rights see_balance
        rights accountant -> rights see_balance see_usage see_invoices
        rights author -> rights use see_balance
        ",
    );
}

#[test]
fn rights_are_read_at_each_use() {
    check(
        "
        at 2026-01-01
        open acme on build
        member own owner
        member ann author
        spend bg by ann -> credits 10
        catalog role business author see_balance
        spend bg by ann -> role_not_allowed right use
        catalog role business author use
        spend bg by ann -> credits 10
        member ann viewer
        spend bg by ann -> role_not_allowed right use
        member ann author
        quote bg by ann as q
        member ann viewer
        spend bg by ann quote q -> role_not_allowed
        remove ann
        spend bg by ann -> not_found what member
        ",
    );
}

#[test]
fn who_may_use_in_an_agency_and_its_subaccounts() {
    check(&format!(
        "{AGENCY}
        spend bg by ann -> credits 10
        spend bg by adm -> credits 10
        spend bg by ann in shop -> credits 10
        spend bg by adm in blue -> credits 10
        spend bg by bob in shop -> credits 10
        spend bg by bob in blog -> credits 10
        spend bg by bob in blue -> role_not_allowed right use
        spend bg by cal in shop -> credits 10
        spend bg by dan in shop -> role_not_allowed right use
        spend bg by cal in blog -> not_found what member
        spend bg by cal -> not_found what member
        spend bg in nowhere -> not_found what account
        rights ann -> rights use buy share see_balance see_usage see_invoices manage_members
        rights cal in shop -> rights use see_balance see_usage
        who share -> who adm ann
        who use in shop -> who adm ann bob cal
        who use in blue -> who adm ann
        "
    ));
}

#[test]
fn a_membership_of_the_subaccount_speaks_before_that_of_the_agency() {
    check(&format!(
        "{AGENCY}
        member ann reader in shop
        spend bg by ann in shop -> role_not_allowed right use
        spend bg by ann in blog -> credits 10
        "
    ));
}

#[test]
fn a_subaccount_has_no_pool_or_plan_of_its_own() {
    check(&format!(
        "{AGENCY}
        spend translate in shop -> plan_lacks_feature plans optimize scale
        change optimize
        spend translate in shop -> credits 0
        spend 100 in shop -> draws plan1:100 available 9900
        balance in shop -> available 9900 shared_from acme
        balance -> available 9900 shared_from none
        cancel
        at 2026-02-01
        spend translate in shop -> account_ended
        "
    ));
    check(
        "
        open acme
        subaccount shop -> invalid_parent field parent
        sharing yes -> invalid_account field account
        member bob admin subs shop -> invalid_subaccounts field subaccounts
        ",
    );
    check(&format!(
        "{AGENCY}
        subaccount shop -> account_exists
        subaccount acme -> account_exists
        subaccount far taken -> account_exists
        sharing yes in shop -> invalid_account field account
        sharing yes in nowhere -> not_found what account
        "
    ));
}

#[test]
fn sharing_is_off_by_default_and_own_grants_are_always_there() {
    check(
        "
        at 2026-01-01
        open acme agency on build
        subaccount shop
        subaccount blog
        grant 30 in shop as own
        balance in shop -> available 30 shared_from none extra 30 monthly 0
        balance in blog -> available 0
        spend 31 in shop -> sharing_disabled
        spend 10 in shop -> draws own:10 available 20
        spend 1 in blog -> sharing_disabled
        spend 0 in blog -> credits 0
        reserve 21 in shop -> sharing_disabled
        spend 30 in shop partial -> credits 20 limited_by available available 0
        check bg in shop -> sharing_disabled allowed false
        sharing yes
        spend 10 in shop -> draws plan1:10 available 2490
        spend 5 in blog -> draws plan1:5
        spend 2486 in blog -> insufficient_credits required 2486 available 2485
        sharing no
        spend 1 in blog -> sharing_disabled
        balance -> available 2485
        ",
    );
}

#[test]
fn a_grant_to_a_subaccount_is_the_agencys_scoped_to_it() {
    check(&format!(
        "{AGENCY}
        grant 30 in shop as own -> available 2530
        balance -> available 2500 scoped shop=30
        balance in shop -> available 2530
        spend 40 in shop -> draws own:30 plan1:10
        spend 40 -> draws plan1:40
        "
    ));
}

#[test]
fn a_subaccount_sees_its_own_reservations_and_the_main_account_all() {
    check(&format!(
        "{AGENCY}
        reserve 30 in shop
        reserve 20 in blog
        reserve 10
        balance -> reserved 60 available 2440
        balance in shop -> reserved 30 available 2440
        balance in blue -> reserved 0
        "
    ));
}

#[test]
fn a_session_gives_no_right_that_its_member_lacks() {
    check(
        "
        at 2026-01-01
        open acme on build
        member own owner
        member cle clerk
        member ann author
        member new viewer session cle -> wrote house
        member new author session cle -> role_not_allowed right use
        member new owner session cle -> role_not_allowed right use
        member cle owner session cle -> role_not_allowed right use
        member ann viewer session cle -> role_not_allowed right use        ; nor takes one away
        remove ann session cle -> role_not_allowed right use
        remove new session cle -> wrote house
        member new viewer session ann -> role_not_allowed right manage_members
        remove cle session ann -> role_not_allowed right manage_members
        member new admin session own -> wrote house
        member new viewer session gone -> not_found what member
        ",
    );
}

#[test]
fn a_role_is_one_of_its_kind_of_account() {
    check(&format!(
        "{AGENCY}
        member eve owner -> invalid_role field role
        member eve main_owner in shop -> invalid_role field role
        member eve nothing -> invalid_role field role
        member eve main_admin in nowhere -> not_found what account
        member eve subaccount_manager subs nowhere -> invalid_subaccounts field subaccounts
        member eve reader in shop subs blog -> invalid_subaccounts
        remove eve -> not_found what member
        "
    ));
}

#[test]
fn the_last_who_may_manage_members_stays() {
    check(
        "
        open acme
        member ann owner
        remove ann -> last_owner field member
        member ann viewer -> last_owner field role
        member ann admin
        member bob owner
        member ann viewer
        remove bob -> last_owner field member
        member ann owner
        remove bob
        ",
    );
}

#[test]
fn owner_and_admin_of_the_main_account_turn_sharing_on() {
    check(&format!(
        "{AGENCY}
        sharing no session ann -> wrote house
        sharing yes session adm -> wrote house
        sharing no session bob -> role_not_allowed right share
        sharing no session cal@shop -> role_not_allowed right share
        sharing no session nobody -> not_found what member
        sharing no session ann@nowhere -> not_found what account
        sharing yes in shop session cal@shop -> invalid_account field account
        balance in shop -> shared_from acme
        "
    ));
}

#[test]
fn limits_are_set_by_who_manages_members() {
    check(&format!(
        "{AGENCY}
        limit subaccount:shop 100 session ann -> wrote house
        limit subaccount:shop 200 session bob -> role_not_allowed right manage_members
        unlimit subaccount:shop session cal@shop -> role_not_allowed right manage_members
        unlimit subaccount:shop session adm -> wrote house
        "
    ));
}

#[test]
fn in_a_subaccount_only_its_own_members_are_limited() {
    check(&format!(
        "{AGENCY}
        catalog role subaccount reader manage_members
        member eve reader in shop
        limit subaccount:shop 100 session ann -> wrote house
        limit subaccount:shop 900 session eve@shop -> role_not_allowed right manage_members
        unlimit subaccount:shop session eve@shop -> role_not_allowed right manage_members
        limit subaccount:* 900 session eve@shop -> role_not_allowed right manage_members
        limit account 900 session eve@shop -> role_not_allowed right manage_members
        limit member:* 900 session eve@shop -> role_not_allowed right manage_members
        limit member:bob 900 session eve@shop -> role_not_allowed right manage_members
        limit member:cal 5 session eve@shop -> wrote house
        unlimit member:cal session eve@shop -> wrote house
        "
    ));
}

#[test]
fn an_entry_names_who_acted() {
    use scrip_core::entry::By;
    let world = check(&format!(
        "{AGENCY}
        spend bg by bob in shop
        spend bg in shop
        sharing no session ann
        "
    ));
    let by = |back: usize| &world.entries[world.entries.len() - back].by;
    assert_eq!(by(1), &By::Member("ann".parse().unwrap()));
    assert_eq!(by(2), &By::Product);
    assert_eq!(by(3), &By::Member("bob".parse().unwrap()));
}
