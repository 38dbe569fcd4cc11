//! The font of papers: two weights, shaping, widths, lines. Measures in whole twips; knows no page and no PDF.

use krilla::text::Font;
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, UnicodeBuffer};

/// A twentieth of a point: fine enough for type, and whole.
pub(super) type Twips = i32;

static REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.ttf");
static SEMIBOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.ttf");

/// How heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    SemiBold,
}

/// Both weights, ready to shape and to draw.
pub(super) struct Fonts {
    regular: Cut,
    semibold: Cut,
}

/// One weight.
pub(super) struct Cut {
    face: Face<'static>,
    pub(super) font: Font,
}

/// A glyph of a shaped text, in units of the font.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) id: u32,
    pub(super) x_advance: i32,
    pub(super) x_offset: i32,
    pub(super) y_offset: i32,
    /// Its bytes in the text.
    pub(super) range: core::ops::Range<usize>,
}

/// A text on one line.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    pub(super) text: String,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) weight: Weight,
    /// Its size in twips.
    pub(super) size: Twips,
    /// How wide it is.
    pub(super) width: Twips,
}

/// Stands for a letter that the font does not have.
const BOX: char = '\u{25a1}';

impl Fonts {
    /// None when the fonts of this build cannot be read.
    pub(super) fn read() -> Option<Self> {
        let cut =
            |bytes: &'static [u8]| Some(Cut { face: Face::from_slice(bytes, 0)?, font: Font::new(bytes.into(), 0)? });
        Some(Self { regular: cut(REGULAR)?, semibold: cut(SEMIBOLD)? })
    }

    /// A weight.
    pub(super) const fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    /// A text on one line.
    pub(super) fn shape(&self, weight: Weight, size: Twips, text: &str) -> Shaped {
        self.shaped(weight, size, text, &[])
    }

    /// A figure on one line: digits are all of one width, so that they stand below each other.
    pub(super) fn figure(&self, weight: Weight, size: Twips, text: &str) -> Shaped {
        self.shaped(weight, size, text, &[Feature::new(Tag::from_bytes(b"tnum"), 1, ..)])
    }

    fn shaped(&self, weight: Weight, size: Twips, text: &str, features: &[Feature]) -> Shaped {
        let cut = self.cut(weight);
        let text = cut.printable(text);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(&cut.face, features, buffer);
        let starts: Vec<usize> =
            shaped.glyph_infos().iter().map(|info| usize::try_from(info.cluster).unwrap_or(0)).collect();
        let mut glyphs = Vec::with_capacity(starts.len());
        for ((info, position), start) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()).zip(&starts) {
            let end = starts.iter().copied().find(|next| next > start).unwrap_or(text.len());
            glyphs.push(Glyph {
                id: info.glyph_id,
                x_advance: position.x_advance,
                x_offset: position.x_offset,
                y_offset: position.y_offset,
                range: *start..end,
            });
        }
        let advance: i64 = glyphs.iter().map(|glyph| i64::from(glyph.x_advance)).sum();
        let width = advance * i64::from(size) / i64::from(cut.units_per_em());
        Shaped { text, glyphs, weight, size, width: Twips::try_from(width).unwrap_or(Twips::MAX) }
    }

    /// A text on as many lines as it takes, at most so many: the last then ends with `…`.
    pub(super) fn lines(&self, weight: Weight, size: Twips, text: &str, width: Twips, lines_max: usize) -> Vec<Shaped> {
        let fits = |text: &str| self.shape(weight, size, text).width <= width;
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fits(&longer) {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(core::mem::take(&mut line));
            }
            // A word that is wider than a line is cut where it must be.
            for letter in word.chars() {
                let mut longer = line.clone();
                longer.push(letter);
                if !line.is_empty() && !fits(&longer) {
                    lines.push(core::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > lines_max {
            lines.truncate(lines_max);
            if let Some(last) = lines.last_mut() {
                while !last.is_empty() && !fits(&format!("{last}…")) {
                    last.pop();
                }
                last.push('…');
            }
        }
        lines.iter().map(|line| self.shape(weight, size, line)).collect()
    }
}

impl Cut {
    /// Units of the font in its size.
    pub(super) fn units_per_em(&self) -> i32 {
        self.face.units_per_em().max(1)
    }

    /// The text as far as the font has its letters; what it lacks is a box. Marks of direction and the like are left out.
    fn printable(&self, text: &str) -> String {
        text.chars()
            .filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}'))
            .map(|letter| match letter {
                '\t' | '\n' | '\r' => ' ',
                letter if self.face.glyph_index(letter).is_some() => letter,
                _ => BOX,
            })
            .collect()
    }
}
