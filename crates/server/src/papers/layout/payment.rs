//! The payment: what was paid and how, what went back, or where a transfer is to go.

use super::super::font::Weight;
use super::super::paper::{Kind, Paper, Payment};
use super::super::sheet::{Ink, LEFT, RIGHT, Sheet, Style, mm, pt};
use super::super::words::fill;
use super::{LEADING, QUIET, STRONG, TEXT};

const HEAD: Style = Style::new(Weight::SemiBold, pt(105), Ink::Accent);
/// Between the edge of a box and what stands in it.
const PADDING: i32 = mm(50);

/// Draws it; the sheet goes on below.
pub(super) fn draw(sheet: &mut Sheet<'_>, paper: &Paper) {
    let words = paper.snapshot.language().words();
    match &paper.kind {
        Kind::Invoice { payment, .. } | Kind::Restored { payment, .. } => {
            moved(sheet, paper, payment, if payment.is_card { words.paid_by_card } else { words.paid_by_transfer });
        }
        Kind::CreditNote { payment, .. } => {
            let said = if payment.is_card { words.returned_to_card } else { words.returned_by_transfer };
            moved(sheet, paper, payment, said);
        }
        Kind::ProForma { pay_by, .. } => {
            let language = paper.snapshot.language();
            let mut rows = Vec::new();
            if let Some(bank) = &paper.snapshot.bank {
                rows.push((words.holder, bank.name.clone()));
                rows.push((words.iban, grouped(&bank.iban)));
                rows.push((words.bic, bank.bic.clone()));
            }
            rows.push((words.to_transfer, language.money(paper.total.gross, paper.total.currency)));
            rows.push((words.transfer_reference, paper.order.clone()));
            rows.push((words.pay_by, language.date(paper.day(*pay_by))));
            panel(sheet, words.transfer, &rows);
            let lines = sheet.fonts.lines(QUIET.weight, QUIET.size, words.no_invoice, RIGHT - LEFT, 6);
            sheet.need(LEADING * i32::try_from(lines.len() + 2).unwrap_or(1));
            sheet.y = sheet.block(LEFT, sheet.y + pt(190), QUIET.ink, lines, pt(125));
        }
    }
}

fn moved(sheet: &mut Sheet<'_>, paper: &Paper, payment: &Payment, said: &str) {
    let language = paper.snapshot.language();
    let said = fill(said, &[("date", &language.date(paper.day(payment.at)))]);
    let rows = [(language.words().reference, payment.reference.clone())];
    let shown = if payment.reference.is_empty() { &rows[..0] } else { &rows[..] };
    panel(sheet, &said, shown);
}

/// A box with a heading and rows of names and values.
fn panel(sheet: &mut Sheet<'_>, heading: &str, rows: &[(&str, String)]) {
    let inner = RIGHT - LEFT - 2 * PADDING;
    let names_width = mm(400);
    let heading = sheet.fonts.lines(HEAD.weight, HEAD.size, heading, inner, 3);
    let rows: Vec<_> = rows
        .iter()
        .map(|(name, value)| (*name, sheet.fonts.lines(STRONG.weight, TEXT.size, value, inner - names_width, 4)))
        .collect();
    let lines: usize = rows.iter().map(|(_, lines)| lines.len()).sum();
    let count = |lines: usize| i32::try_from(lines).unwrap_or(1);
    let above_rows = if rows.is_empty() { 0 } else { pt(40) };
    let height = 2 * PADDING + count(heading.len()) * pt(140) + above_rows + count(lines) * (LEADING + pt(15)) - pt(90);
    sheet.need(height + pt(200));
    sheet.y += pt(80);
    sheet.area((LEFT, sheet.y), (RIGHT - LEFT, height), Ink::Ground);
    sheet.area((LEFT, sheet.y), (pt(25), height), Ink::Accent);
    let mut y = sheet.y + PADDING + pt(75);
    y = sheet.block(LEFT + PADDING, y, HEAD.ink, heading, pt(140)) + above_rows;
    for (name, value) in rows {
        sheet.text(LEFT + PADDING, y, QUIET, name);
        y = sheet.block(LEFT + PADDING + names_width, y, STRONG.ink, value, LEADING + pt(15));
    }
    sheet.y += height;
}

/// An IBAN in groups of four, as it is read aloud. Written out it is the same text.
fn grouped(iban: &str) -> String {
    let letters: Vec<char> = iban.chars().filter(|letter| *letter != ' ').collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}
