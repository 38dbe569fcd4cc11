//! The head: letterhead, the address where a window envelope shows it, the facts beside it, the title.

use super::super::font::Weight;
use super::super::paper::{Kind, Paper};
use super::super::sheet::{Ink, LEFT, RIGHT, Sheet, Style, mm, pt};
use super::super::words::{country, fill};
use super::{LEADING, QUIET, SMALL, TEXT, tax_id};

const NAME: Style = Style::new(Weight::SemiBold, pt(150), Ink::Accent);
const TITLE: Style = Style::new(Weight::SemiBold, pt(200), Ink::Text);
/// The address is set a little larger, for the post.
const ADDRESS: Style = Style::new(Weight::Regular, pt(105), Ink::Text);

/// The window of DIN 5008, form B: the address from 62.7 mm on, at most 85 mm wide.
const WINDOW_TOP: i32 = mm(627);
const WINDOW_WIDTH: i32 = mm(800);
/// Lines that stand below that edge; more move the block up into the zone above it.
const WINDOW_LINES: i32 = 5;
const ADDRESS_LEADING: i32 = pt(140);
/// Where the facts beside the window begin.
const FACTS_LEFT: i32 = mm(1210);

/// Draws it; the sheet goes on below.
pub(super) fn draw(sheet: &mut Sheet<'_>, paper: &Paper) {
    letterhead(sheet, paper);
    let below_window = window(sheet, paper);
    let below_facts = facts(sheet, paper);
    sheet.y = below_window.max(below_facts).max(mm(985)) + pt(60);
    title(sheet, paper);
}

fn letterhead(sheet: &mut Sheet<'_>, paper: &Paper) {
    let seller = &paper.snapshot.seller;
    let language = paper.snapshot.language();
    let mut right = seller.address.clone();
    right.extend(seller.country.as_deref().map(|code| country(code, language).to_owned()));
    right.extend(tax_id(paper, seller).map(|(name, id)| format!("{name} {id}")));
    let width = RIGHT - FACTS_LEFT;
    let mut y = mm(170);
    for line in right {
        let lines = sheet.fonts.lines(QUIET.weight, QUIET.size, &line, width, 2);
        y = sheet.block(FACTS_LEFT, y, QUIET.ink, lines, pt(115));
    }
    // The legal name stands there whole; a long one is set smaller.
    let lines = |size| sheet.fonts.lines(NAME.weight, size, &seller.name, FACTS_LEFT - LEFT - mm(60), 8);
    let name = lines(NAME.size);
    let (name, leading) = if name.len() <= 2 { (name, pt(190)) } else { (lines(pt(110)), pt(140)) };
    sheet.block(LEFT, mm(180), NAME.ink, name, leading);
}

/// The address; where the next thing may stand below it.
fn window(sheet: &mut Sheet<'_>, paper: &Paper) -> i32 {
    let buyer = &paper.snapshot.buyer;
    let language = paper.snapshot.language();
    let name = if buyer.name.is_empty() { &paper.snapshot.account } else { &buyer.name };
    let mut lines = sheet.fonts.lines(Weight::SemiBold, ADDRESS.size, name, WINDOW_WIDTH, 6);
    for line in &buyer.address {
        lines.extend(sheet.fonts.lines(ADDRESS.weight, ADDRESS.size, line, WINDOW_WIDTH, 4));
    }
    // The post wants the country of a letter abroad, and only of such.
    let is_abroad = buyer.country != paper.snapshot.seller.country;
    if let Some(code) = buyer.country.as_deref().filter(|_| is_abroad) {
        let name = country(code, language).to_uppercase();
        lines.extend(sheet.fonts.lines(ADDRESS.weight, ADDRESS.size, &name, WINDOW_WIDTH, 1));
    }
    let over = i32::try_from(lines.len()).unwrap_or(i32::MAX).saturating_sub(WINDOW_LINES).clamp(0, 2);
    let top = WINDOW_TOP - over * ADDRESS_LEADING;
    let seller = &paper.snapshot.seller;
    let mut sender = vec![seller.name.clone()];
    sender.extend(seller.address.iter().cloned());
    let sender = sheet.fonts.lines(SMALL.weight, pt(65), &sender.join(" · "), WINDOW_WIDTH, 1);
    sheet.block(LEFT, top - pt(55), SMALL.ink, sender, 0);
    sheet.rule(LEFT, LEFT + WINDOW_WIDTH, top - pt(30), Ink::Line);
    sheet.block(LEFT, top + pt(115), ADDRESS.ink, lines, ADDRESS_LEADING)
}

/// Number, dates, order, tax id of the buyer; where the next thing may stand below them.
fn facts(sheet: &mut Sheet<'_>, paper: &Paper) -> i32 {
    let language = paper.snapshot.language();
    let words = language.words();
    let date = |at| language.date(paper.day(at));
    let mut rows: Vec<(&str, String)> = Vec::new();
    match &paper.kind {
        Kind::ProForma { at, pay_by } => {
            rows.push((words.ordered, date(*at)));
            rows.push((words.pay_by, date(*pay_by)));
        }
        Kind::Invoice { number, at, .. } | Kind::CreditNote { number, at, .. } | Kind::Restored { number, at, .. } => {
            rows.push((words.number, number.clone()));
            rows.push((words.issued, date(*at)));
        }
    }
    rows.extend(paper.supplied().map(|day| (words.supplied, language.date(day))));
    rows.push((words.order, paper.order.clone()));
    rows.push((words.account, paper.snapshot.account.clone()));
    rows.extend(tax_id(paper, &paper.snapshot.buyer).map(|(name, id)| (name, id.to_owned())));
    let values_left = FACTS_LEFT + mm(290);
    let mut y = WINDOW_TOP - pt(110);
    for (name, value) in rows {
        sheet.text(FACTS_LEFT, y, QUIET, name);
        let value = sheet.fonts.lines(TEXT.weight, QUIET.size, &value, RIGHT - values_left, 4);
        y = sheet.block(values_left, y, TEXT.ink, value, pt(125)) + pt(20);
    }
    y
}

fn title(sheet: &mut Sheet<'_>, paper: &Paper) {
    let language = paper.snapshot.language();
    sheet.need(pt(600));
    sheet.y += pt(200);
    let title = format!("{} {}", paper.title(), paper.number());
    let lines = sheet.fonts.lines(TITLE.weight, TITLE.size, &title, RIGHT - LEFT, 2);
    sheet.y = sheet.block(LEFT, sheet.y, TITLE.ink, lines, pt(240));
    if let Some((said, (number, at))) = paper.corrects() {
        let of = fill(said, &[("number", number), ("date", &language.date(paper.day(*at)))]);
        sheet.text(LEFT, sheet.y - pt(40), TEXT, &of);
        sheet.y += LEADING;
    }
    sheet.y += pt(60);
}
