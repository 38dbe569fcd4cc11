//! The body: the table of what was sold, the totals, and what the law wants said about the tax.

use super::super::font::Weight;
use super::super::paper::{Kind, Paper};
use super::super::sheet::{Ink, LEFT, RIGHT, Sheet, Style, mm, pt};
use super::super::words::fill;
use super::{LEADING, QUIET, STRONG, TEXT, tax_name};

const HEAD: Style = Style::new(Weight::SemiBold, pt(80), Ink::Quiet);
const TOTAL: Style = Style::new(Weight::SemiBold, pt(120), Ink::Text);
/// Between columns.
const GAP: i32 = mm(60);
/// More lines than any name takes that a catalog may hold.
const NAME_LINES_MAX: usize = 30;
/// The column of names is never narrower.
const NAME_WIDTH_MIN: i32 = mm(450);

/// Draws it; the sheet goes on below.
pub(super) fn draw(sheet: &mut Sheet<'_>, paper: &Paper) {
    table(sheet, paper);
    totals(sheet, paper);
    tax_note(sheet, paper);
}

/// What the one line of the table says.
struct Line {
    name: String,
    about: String,
    /// Quantity, price of one, amount.
    figures: [String; 3],
}

fn line(paper: &Paper) -> Line {
    let language = paper.snapshot.language();
    let package = &paper.snapshot.package;
    let money = |amount| language.money(amount, paper.total.currency);
    let about = language.credits(paper.credits);
    match paper.kind {
        // A part of an order goes back as one thing, at its own amount.
        Kind::CreditNote { .. } | Kind::Restored { .. } => Line {
            name: fill(paper.part_of(), &[("name", &package.name)]),
            about,
            figures: ["1".to_owned(), money(paper.total.net), money(paper.total.net)],
        },
        Kind::ProForma { .. } | Kind::Invoice { .. } => Line {
            name: package.name.clone(),
            about,
            figures: [language.plain(&paper.quantity.to_string()), money(package.price), money(paper.total.net)],
        },
    }
}

fn table(sheet: &mut Sheet<'_>, paper: &Paper) {
    let words = paper.snapshot.language().words();
    let line = line(paper);
    let heads = [words.quantity, words.unit_price, words.amount];
    // Columns are as wide as what stands in them; the rest is the name's. Where that is little, figures become smaller.
    let mut style = TEXT;
    let widths = loop {
        let mut widths = [0; 3];
        for ((width, head), figure) in widths.iter_mut().zip(heads).zip(&line.figures) {
            let head = sheet.fonts.figure(HEAD.weight, HEAD.size, head).width;
            *width = sheet.fonts.figure(style.weight, style.size, figure).width.max(head);
        }
        let name_width = RIGHT - LEFT - widths.iter().sum::<i32>() - 3 * GAP;
        if name_width >= NAME_WIDTH_MIN || style.size <= pt(60) {
            break widths;
        }
        style.size -= pt(5);
    };
    let name_width = (RIGHT - LEFT - widths.iter().sum::<i32>() - 3 * GAP).max(NAME_WIDTH_MIN);

    let names = sheet.fonts.lines(STRONG.weight, STRONG.size, &line.name, name_width, NAME_LINES_MAX);
    let abouts = sheet.fonts.lines(QUIET.weight, QUIET.size, &line.about, name_width, 2);
    let rows = i32::try_from(names.len() + abouts.len()).unwrap_or(1);
    sheet.need(pt(400) + rows * LEADING);

    sheet.y += pt(100);
    sheet.text(LEFT, sheet.y, HEAD, words.description);
    let mut right = RIGHT;
    for (head, width) in heads.into_iter().zip(widths).rev() {
        sheet.text_to(right, sheet.y, HEAD, head);
        right -= width + GAP;
    }
    sheet.rule(LEFT, RIGHT, sheet.y + pt(60), Ink::Line);
    sheet.y += pt(60) + pt(180);

    let mut right = RIGHT;
    for (figure, width) in line.figures.iter().zip(widths).rev() {
        sheet.text_to(right, sheet.y, style, figure);
        right -= width + GAP;
    }
    sheet.y = sheet.block(LEFT, sheet.y, STRONG.ink, names, LEADING);
    sheet.y = sheet.block(LEFT, sheet.y, QUIET.ink, abouts, LEADING);
    sheet.rule(LEFT, RIGHT, sheet.y - pt(30), Ink::Line);
    sheet.y += pt(60);
}

fn totals(sheet: &mut Sheet<'_>, paper: &Paper) {
    let language = paper.snapshot.language();
    let words = language.words();
    let total = &paper.total;
    let money = |amount| language.money(amount, total.currency);
    let rate = language.percent(&total.rate.to_string());
    let tax = fill(words.tax_line, &[("tax", tax_name(paper)), ("rate", &rate)]);
    let last = match paper.kind {
        Kind::ProForma { .. } => words.to_pay,
        Kind::Invoice { .. } | Kind::Restored { .. } => words.total,
        Kind::CreditNote { .. } => words.credited,
    };
    sheet.need(pt(800));
    let left = LEFT + mm(790);
    for (name, amount) in [(words.net, total.net), (&*tax, total.tax)] {
        sheet.y += LEADING + pt(20);
        sheet.text(left, sheet.y, TEXT, name);
        sheet.text_to(RIGHT, sheet.y, TEXT, &money(amount));
    }
    sheet.area((left, sheet.y + pt(75)), (RIGHT - left, pt(12)), Ink::Accent);
    sheet.y += pt(75) + pt(190);
    let figure = money(total.gross);
    sheet.text_to(RIGHT, sheet.y, TOTAL, &figure);
    let room = RIGHT - left - sheet.fonts.figure(TOTAL.weight, TOTAL.size, &figure).width - pt(60);
    let style = fitting(sheet, TOTAL, last, room);
    sheet.text(left, sheet.y, style, last);
    sheet.y += pt(160);
}

/// The style, smaller where the text would be too wide.
fn fitting(sheet: &Sheet<'_>, style: Style, text: &str, width: i32) -> Style {
    let mut style = style;
    while style.size > pt(70) && sheet.fonts.shape(style.weight, style.size, text).width > width {
        style.size -= pt(5);
    }
    style
}

fn tax_note(sheet: &mut Sheet<'_>, paper: &Paper) {
    let words = paper.snapshot.language().words();
    let mut notes: Vec<String> = Vec::new();
    if paper.total.is_reverse_charge {
        notes.push(words.reverse_charge.to_owned());
        let id = |party: &super::super::snapshot::Party| party.tax_id.clone().unwrap_or_default();
        let ids = [("seller", &*id(&paper.snapshot.seller)), ("buyer", &*id(&paper.snapshot.buyer))];
        notes.push(fill(words.reverse_charge_ids, &ids));
    } else if paper.total.rate.is_zero() {
        notes.push(fill(words.untaxed, &[("tax", tax_name(paper))]));
    }
    for note in notes {
        let lines = sheet.fonts.lines(TEXT.weight, TEXT.size, &note, RIGHT - LEFT, 6);
        sheet.need(LEADING * i32::try_from(lines.len() + 1).unwrap_or(1));
        sheet.y = sheet.block(LEFT, sheet.y + pt(100), TEXT.ink, lines, LEADING) - pt(100);
    }
    sheet.y += pt(120);
}
