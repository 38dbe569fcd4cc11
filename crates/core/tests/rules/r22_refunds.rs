//! Rule 22: refunds and disputes: what is taken back, what returns later, what is put back, and never more than was bought.

use crate::common::check;

const BOUGHT: &str = "at 2026-01-05\nopen acme on build\norder thousand\npaid o1 pi\n";

fn bought(script: &str) {
    check(&format!("{BOUGHT}{script}"));
}

#[test]
fn only_what_is_available_of_its_grant_goes_back() {
    bought(
        "spend 2500
        spend 400 -> draws package1:400
        refund o1 -> credits 600 amount 1140 whole true wrote refund-begun claw
        show package1 -> available 0 spent 400 voided 600
        order? o1 -> status paid refunds pending refunded 0
        refunded o1 1 yes re1 -> wrote refund-done issued
        order? o1 -> status refunded refunded 600 back 1140
        papers -> papers 2026-1:invoice:1900 2026-2:note1:1140
        refund o1 -> nothing_to_refund",
    );
    // Monthly credits are no order's.
    bought("spend 2500\nspend 1000\nrefund o1 -> nothing_to_refund\nat 2026-02-05\nrefund o1 -> nothing_to_refund");
}

#[test]
fn what_is_reserved_is_not_refunded_and_what_returns_after_a_whole_refund_is() {
    bought(
        "spend 2500
        reserve 100
        reserve 50
        spend 200
        refund o1 -> credits 650 amount 1235
        refunded o1 1 yes
        release r1 -> returned package1:100!voided
        show package1 -> available 0 voided 750 reserved 50
        refund o1 60 -> credits 60 amount 114 whole false wrote refund-begun
        refunded o1 2 yes
        reverse s2 -> returned package1:200!voided
        refund o1 -> credits 240 amount 456
        refunded o1 3 yes
        settle r2 -> kept package1:50
        refund o1 -> nothing_to_refund
        order? o1 -> refunded 950 back 1805",
    );
}

#[test]
fn a_part_leaves_the_rest_open() {
    bought(
        "refund o1 300 -> credits 300 amount 570 whole false
        refunded o1 1 yes
        show package1 -> available 700 voided 300
        spend 2500\nspend 100
        reverse s2 -> returned package1:100
        show package1 -> available 700
        refund o1 9999 -> credits 700 amount 1330 whole true
        order? o1 -> back 1900",
    );
}

#[test]
fn money_is_rounded_down_once_over_all_parts() {
    bought("times 99 refund o1 10 -> done 99\nrefund o1 -> credits 10 amount 19\norder? o1 -> back 1900");
    bought("refund o1 0.333 -> nothing_to_refund\nrefund o1 0.999 -> amount 1\nrefund o1 333 -> amount 633");
}

#[test]
fn a_refused_refund_is_as_if_it_had_never_begun() {
    bought(
        "spend 2500\nreserve 100\nspend 200
        refund o1
        reverse s2 -> returned package1:200!voided
        refunded o1 1 no -> wrote refund-refused reinstate
        refunded o1 1 no -> wrote none
        refunded o1 1 yes -> order_not_open
        show package1 -> available 900 voided 0 reserved 100
        release r1 -> returned package1:100
        refund o1 -> credits 1000 amount 1900
        order? o1 -> status paid refunds refused pending",
    );
    // Where another whole refund stands, what one gives up is for the next one.
    bought(
        "refund o1 300
        refund o1
        refunded o1 2 yes
        refunded o1 1 no -> wrote refund-refused
        show package1 -> available 0 voided 1000
        refund o1 -> credits 300 amount 570",
    );
    // A part that is refused: exactly that comes back.
    bought(
        "refund o1 300\nrefunded o1 1 no -> wrote refund-refused reinstate\nshow package1 -> available 1000 voided 0",
    );
}

#[test]
fn a_refund_that_the_bank_sends_back_stands_no_more() {
    bought(
        "spend 2500\nspend 200\nreserve 100
        refund o1 -> credits 700 amount 1330 whole true
        refunded o1 1 yes re1
        reverse s2 -> returned package1:200!voided
        refunded o1 1 no -> wrote refund-failed issued reinstate
        refunded o1 1 no -> wrote none
        refunded o1 1 yes -> order_not_open
        show package1 -> available 900 voided 0 reserved 100
        release r1 -> returned package1:100
        order? o1 -> status paid refunds failed refunded 0 back 0
        refund o1 -> credits 1000 amount 1900
        refunded o1 2 yes
        order? o1 -> status refunded refunds failed done refunded 1000 back 1900
        papers -> papers 2026-1:invoice:1900 2026-2:note1:1330 2026-3:restored1:1330 2026-4:note2:1900",
    );
    // One that began at the gateway; what it had not taken is not given back.
    bought(
        "spend 2500\nspend 900
        foreign o1 re1 1900 done -> credits 100 whole true
        refunded o1 1 no -> wrote refund-failed issued reinstate
        show package1 -> available 100 spent 900 voided 0
        foreign o1 re1 1900 done -> wrote none",
    );
    // In the next year, and where another whole refund stands: its number is that year's, its credits are for the next one.
    bought(
        "refund o1 300\nrefunded o1 1 yes\nrefund o1\nrefunded o1 2 yes
        at 2027-01-01
        refunded o1 1 no
        papers -> papers 2026-1:invoice:1900 2026-2:note1:570 2026-3:note2:1330 2027-1:restored1:570
        show package1 -> available 0 voided 1000
        refund o1 -> credits 300 amount 570",
    );
    // A grant that has ended meanwhile has them and they expire.
    check(
        "at 2026-01-05\nopen acme on empty\norder yearly\npaid o1 pi\nrefund o1\nrefunded o1 1 yes
        at 2027-01-05
        refunded o1 1 no -> wrote refund-failed issued reinstate
        show package1 -> available 0 expired 500 voided 0",
    );
}

#[test]
fn what_comes_back_keeps_its_own_expiry() {
    check(
        "at 2026-01-05\nopen acme on empty\norder yearly\npaid o1 pi
        refund o1\n
        at 2027-01-05
        refunded o1 1 no -> wrote refund-refused reinstate
        show package1 -> available 0 expired 500 voided 0",
    );
    check(
        "at 2026-01-05\nopen acme on empty\norder yearly\npaid o1 pi
        spend 100
        dispute o1 dp 1000
        at 2027-01-04
        won o1 dp 1000
        show package1 -> available 400
        at 2027-01-05
        show package1 -> available 0 expired 400",
    );
}

#[test]
fn a_refund_that_began_at_the_gateway_takes_its_share() {
    bought(
        "foreign o1 re1 950 -> credits 500 amount 950 whole false wrote refund-begun claw
        foreign o1 re1 950 -> wrote none
        foreign o1 re1 950 done -> wrote refund-done issued
        foreign o1 re1 950 done -> wrote none
        foreign o1 re2 1901 -> invalid_amount
        foreign o1 re2 950:EUR -> invalid_amount
        spend 2500\nspend 500
        foreign o1 re2 950 done -> credits 0 amount 950 whole true
        reverse s2 -> returned package1:500!voided
        refund o1 -> nothing_to_refund ; all the money went back
        order? o1 -> status refunded back 1900 refunded 500",
    );
}

#[test]
fn parts_that_give_all_the_money_back_take_all_the_credits() {
    // Each part's share alone rounds down: 333.157 + 666.842.
    bought(
        "foreign o1 re1 633 done -> credits 333.157
        foreign o1 re2 1267 done -> credits 666.843 whole true
        show package1 -> available 0 voided 1000",
    );
    // Our own refund before it counts: a cent less went back than its credits are worth.
    bought("refund o1 0.999 -> amount 1\nforeign o1 re1 1899 done -> credits 999.001\nshow package1 -> available 0");
    // With a dispute of the rest, in either order and however it is cut.
    bought(
        "foreign o1 re1 633 done -> credits 333.157
        dispute o1 dp 1267 -> claim 666.843
        lost o1 dp 1267
        show package1 -> available 0 voided 1000",
    );
    bought(
        "lost o1 dp 633 -> claim 333.157
        foreign o1 re1 1267 done -> credits 666.843 whole false
        show package1 -> available 0 voided 1000",
    );
    bought("lost o1 dp 633\nlost o1 dq 634\nlost o1 dr 633\nshow package1 -> available 0 voided 1000");
    bought("refund o1 0.999 -> amount 1\nrefunded o1 1 yes\nlost o1 dp 1899\nshow package1 -> available 0 voided 1000");
}

#[test]
fn what_was_spent_when_its_money_went_back_is_taken_as_it_returns() {
    bought(
        "spend 2500
        spend 900
        foreign o1 re1 950 done -> credits 100
        reverse s2 150 -> returned package1:150!voided
        reverse s2 -> returned package1:250!voided package1:500
        show package1 -> available 500 voided 500
        foreign o1 re2 190 done -> credits 500
        show package1 -> available 400 voided 600
        refund o1 -> credits 400 amount 760",
    );
    // An own refund of a part took its credits: the others stay in use, whatever is set aside and released meanwhile.
    bought(
        "spend 2500
        refund o1 100
        refunded o1 1 yes
        reserve 400
        settle r1 150 -> kept package1:150 returned package1:250
        show package1 -> available 750 spent 150 voided 100",
    );
    // It fails: exactly what it took and what came to it is the buyer's again.
    bought(
        "spend 2500
        spend 900
        foreign o1 re1 950 done -> credits 100
        reverse s2 -> returned package1:400!voided package1:500
        refunded o1 1 no -> wrote refund-failed issued reinstate
        show package1 -> available 1000 voided 0",
    );
    // Beside a dispute each takes its own share.
    bought(
        "spend 2500
        spend 1000
        foreign o1 re1 950 done -> credits 0
        dispute o1 dp 950 -> claim 500
        reverse s2 -> returned package1:1000!voided
        order? o1 -> taken 500
        won o1 dp 950 -> wrote won reinstate
        show package1 -> available 500 voided 500",
    );
}

#[test]
fn a_dispute_takes_its_share_and_what_returns_up_to_it() {
    bought(
        "spend 2500\nspend 700
        dispute o1 dp 950 -> claim 500 wrote disputed claw
        show package1 -> available 0 voided 300
        refund o1 -> order_disputed
        reverse s2 150 -> returned package1:150!voided
        reverse s2 100 -> returned package1:50!voided package1:50
        order? o1 -> status disputed taken 500
        dispute o1 dp 950 -> wrote none
        won o1 dp 950 -> wrote won reinstate
        won o1 dp 950 -> wrote none
        lost o1 dp 950 -> order_not_open
        show package1 -> available 550 voided 0
        reverse s2 10 -> returned package1:10
        order? o1 -> status paid disputes won
        refund o1 -> credits 560 amount 1064",
    );
}

#[test]
fn a_lost_dispute_takes_nothing_more_and_still_claims_its_share() {
    bought(
        "spend 2500\nspend 700
        dispute o1 dp 1900
        lost o1 dp 1900 -> wrote lost
        lost o1 dp 1900 -> wrote none
        show package1 -> available 0 voided 300
        reverse s2 -> returned package1:700!voided
        order? o1 -> status disputed taken 1000
        refund o1 -> order_disputed
        won o1 dp 1900 -> order_not_open",
    );
}

#[test]
fn closed_before_it_was_told_that_it_was_opened() {
    bought(
        "won o1 dp 1900 -> wrote won\ndispute o1 dp 1900 -> wrote none\nshow package1 -> available 1000\norder? o1 -> status paid",
    );
    bought(
        "lost o1 dp 950 -> wrote disputed claw lost\ndispute o1 dp 950 -> wrote none\nshow package1 -> available 500 voided 500",
    );
}

#[test]
fn an_inquiry_does_nothing() {
    bought(
        "dispute o1 dp 1900 inquiry -> wrote none\nshow package1 -> available 1000\ndispute o1 dp 1900 -> claim 1000",
    );
}

#[test]
fn a_dispute_of_what_was_refunded_takes_what_is_left() {
    bought(
        "refund o1 400\nrefunded o1 1 yes
        dispute o1 dp 1140 -> claim 600
        show package1 -> available 0 voided 1000
        won o1 dp 1140
        show package1 -> available 600 voided 400
        order? o1 -> status refunded",
    );
    // After a whole refund, what a won dispute gives up may be refunded too.
    bought(
        "spend 2500\nspend 100\nrefund o1\nrefunded o1 1 yes
        dispute o1 dp 190 -> claim 100 wrote disputed
        reverse s2 -> returned package1:100!voided
        won o1 dp 190 -> wrote won
        refund o1 -> credits 100 amount 190",
    );
}

#[test]
fn what_the_operator_voided_stays_voided() {
    bought(
        "dispute o1 dp 950\nvoid package1\nwon o1 dp 950 -> wrote won reinstate
        show package1 -> available 0 voided 1000\nrefund o1 -> nothing_to_refund",
    );
}
