//! Layout: where everything stands on a paper. Head and window, table and totals, payment, foot; on A4 as DIN 5008 has it.

mod body;
mod head;
mod payment;

use super::font::{Fonts, Weight};
use super::paper::Paper;
use super::sheet::{Ink, LEFT, Mark, RIGHT, Sheet, Style, WIDTH, mm, pt};
use super::words::{country, fill, is_eu};

const TEXT: Style = Style::new(Weight::Regular, pt(95), Ink::Text);
const STRONG: Style = Style::new(Weight::SemiBold, pt(95), Ink::Text);
const QUIET: Style = Style::new(Weight::Regular, pt(85), Ink::Quiet);
const SMALL: Style = Style::new(Weight::Regular, pt(70), Ink::Quiet);
/// From line to line of ordinary text.
const LEADING: i32 = pt(135);

/// The marks of every page.
pub(super) fn lay_out(paper: &Paper, fonts: &Fonts) -> Vec<Vec<Mark>> {
    let mut sheet = Sheet::new(fonts);
    head::draw(&mut sheet, paper);
    body::draw(&mut sheet, paper);
    payment::draw(&mut sheet, paper);
    let pages = sheet.pages();
    sheet.on_every_page(|sheet, page| foot(sheet, paper, page, pages));
    sheet.finish()
}

/// Who sells, and which page it is; on later pages, of what.
fn foot(sheet: &mut Sheet<'_>, paper: &Paper, page: usize, pages: usize) {
    let language = paper.snapshot.language();
    let words = language.words();
    let y = mm(2780);
    sheet.area((0, 0), (WIDTH, mm(30)), Ink::Accent);
    sheet.rule(LEFT, RIGHT, y - pt(130), Ink::Line);
    let number = fill(words.page, &[("page", &page.to_string()), ("pages", &pages.to_string())]);
    sheet.text_to(RIGHT, y, SMALL, &number);
    let seller = &paper.snapshot.seller;
    let mut parts = vec![seller.name.clone()];
    parts.extend(seller.address.iter().cloned());
    parts.extend(seller.country.as_deref().map(|code| country(code, language).to_owned()));
    parts.extend(tax_id(paper, seller).map(|(name, id)| format!("{name} {id}")));
    let lines = sheet.fonts.lines(SMALL.weight, SMALL.size, &parts.join("  ·  "), RIGHT - LEFT - mm(300), 2);
    sheet.block(LEFT, y, SMALL.ink, lines, pt(95));
    if page > 1 {
        let title = format!("{} {}", paper.title(), paper.number());
        sheet.text(LEFT, mm(200), QUIET, &title);
    }
}

/// What a party's tax id is called, and the id.
fn tax_id<'p>(paper: &Paper, party: &'p super::snapshot::Party) -> Option<(&'static str, &'p str)> {
    let words = paper.snapshot.language().words();
    let [home, value_added, other] = words.tax_id;
    let id = party.tax_id.as_deref()?;
    let is_prefixed = id.bytes().take(2).all(|letter| letter.is_ascii_uppercase());
    let is_domestic = paper.snapshot.seller.country == paper.snapshot.buyer.country;
    let name = match party.country.as_deref() {
        // The language's own country has a word for its numbers at home; with the country's letters they are for trade abroad.
        Some(code) if code == words.home && (is_domestic || !is_prefixed) => home,
        Some(code) if is_eu(code) || code == words.home => value_added,
        _ => other,
    };
    Some((name, id))
}

/// What the tax is called: after the seller's country.
fn tax_name(paper: &Paper) -> &'static str {
    let [value_added, other] = paper.snapshot.language().words().tax;
    let is_value_added =
        paper.snapshot.seller.country.as_deref().is_some_and(|code| is_eu(code) || matches!(code, "GB" | "CH" | "NO"));
    if is_value_added { value_added } else { other }
}
