//! The sheet: pages of A4 in twips on which texts and areas are put, and where the next page begins. Knows no PDF.

use super::font::{Fonts, Shaped, Twips, Weight};

/// Millimetres in twips, rounded.
pub(super) const fn mm(tenths: i32) -> Twips {
    // 1 mm is 56.693 twips.
    (tenths * 56_693 + 5_000) / 10_000
}

/// A4.
pub(super) const WIDTH: Twips = mm(2100);
pub(super) const HEIGHT: Twips = mm(2970);
/// Where lines begin and end: DIN 5008.
pub(super) const LEFT: Twips = mm(250);
pub(super) const RIGHT: Twips = mm(1900);
/// Below this stands the foot.
pub(super) const BOTTOM: Twips = mm(2680);
/// Where the second and later pages begin.
const TOP: Twips = mm(300);

/// Points in twips, by tenths.
pub(super) const fn pt(tenths: i32) -> Twips {
    tenths * 2
}

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// What is read.
    Text,
    /// What stands beside it.
    Quiet,
    /// Rules.
    Line,
    /// The ground of a box.
    Ground,
    /// The one colour.
    Accent,
}

impl Ink {
    /// Red, green, blue. Text and quiet text have a contrast of more than 7 and 4.5 on white.
    pub(super) const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (0x11, 0x18, 0x27),
            Self::Quiet => (0x5b, 0x64, 0x72),
            Self::Line => (0xc9, 0xce, 0xd6),
            Self::Ground => (0xf3, 0xf5, 0xf8),
            Self::Accent => (0x1f, 0x3f, 0x6b),
        }
    }
}

/// Something on a page.
#[derive(Debug)]
pub(super) enum Mark {
    /// A text whose line stands at `y`.
    Text { x: Twips, y: Twips, ink: Ink, text: Shaped },
    /// An area.
    Area { x: Twips, y: Twips, width: Twips, height: Twips, ink: Ink },
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) weight: Weight,
    pub(super) size: Twips,
    pub(super) ink: Ink,
}

impl Style {
    pub(super) const fn new(weight: Weight, size: Twips, ink: Ink) -> Self {
        Self { weight, size, ink }
    }
}

/// Pages, and the place down to which the last is filled.
pub(super) struct Sheet<'f> {
    pub(super) fonts: &'f Fonts,
    pages: Vec<Vec<Mark>>,
    /// Where the next thing may stand.
    pub(super) y: Twips,
}

impl<'f> Sheet<'f> {
    pub(super) fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, pages: vec![Vec::new()], y: TOP }
    }

    /// Makes sure that so much fits, on the next page if it must; true when that is a new one.
    pub(super) fn need(&mut self, height: Twips) -> bool {
        let is_over = self.y + height > BOTTOM;
        if is_over {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
        is_over
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// The pages, finished.
    pub(super) fn finish(self) -> Vec<Vec<Mark>> {
        self.pages
    }

    fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Puts on every page what `each` draws for its number.
    pub(super) fn on_every_page(&mut self, mut each: impl FnMut(&mut Self, usize)) {
        let pages = core::mem::take(&mut self.pages);
        let mut finished = Vec::with_capacity(pages.len());
        for (place, page) in pages.into_iter().enumerate() {
            self.pages = vec![page];
            each(self, place + 1);
            finished.append(&mut self.pages);
        }
        self.pages = finished;
    }

    /// An area.
    pub(super) fn area(&mut self, (x, y): (Twips, Twips), (width, height): (Twips, Twips), ink: Ink) {
        self.put(Mark::Area { x, y, width, height, ink });
    }

    /// A rule from one edge to another.
    pub(super) fn rule(&mut self, left: Twips, right: Twips, y: Twips, ink: Ink) {
        self.area((left, y), (right - left, pt(6)), ink);
    }

    /// A text from `x` on, on the line `y`.
    pub(super) fn text(&mut self, x: Twips, y: Twips, style: Style, text: &str) {
        let text = self.fonts.shape(style.weight, style.size, text);
        self.put(Mark::Text { x, y, ink: style.ink, text });
    }

    /// A figure, or its heading, that ends at `right`.
    pub(super) fn text_to(&mut self, right: Twips, y: Twips, style: Style, text: &str) {
        let text = self.fonts.figure(style.weight, style.size, text);
        self.put(Mark::Text { x: right - text.width, y, ink: style.ink, text });
    }

    /// Lines that were broken before, from `x` on, the first on the line `y`; where the line after the last would stand.
    pub(super) fn block(&mut self, x: Twips, y: Twips, ink: Ink, lines: Vec<Shaped>, leading: Twips) -> Twips {
        let mut y = y;
        for text in lines {
            self.put(Mark::Text { x, y, ink, text });
            y += leading;
        }
        y
    }
}
