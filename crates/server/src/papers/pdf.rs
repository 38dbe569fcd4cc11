//! The file: what the sheet holds, drawn by krilla as PDF/A-3, with the e-invoice embedded as Factur-X wants it.

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use scrip_core::period::{Wall, Zone};
use scrip_core::time::Timestamp;

use super::font::{Cut, Fonts, Shaped, Twips};
use super::paper::Paper;
use super::sheet::{HEIGHT, Ink, Mark, WIDTH};
use super::words::fill;
use super::{einvoice, layout, xmp};

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PdfError {
    /// The fonts of this build cannot be read.
    #[error("the fonts of papers cannot be read")]
    Fonts,
    /// krilla refuses: the file would not be PDF/A-3.
    #[error("the paper would not be PDF/A-3: {0}")]
    Refused(String),
    /// The metadata does not stand where krilla puts it.
    #[error("the metadata of the PDF cannot be completed")]
    Metadata,
}

/// A paper as a file.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    /// The PDF.
    pub(crate) pdf: Vec<u8>,
    /// Why no e-invoice is embedded, where there is none.
    pub(crate) without_einvoice: Option<String>,
}

/// The PDF of a paper: the same bytes for the same paper.
pub(crate) fn render(paper: &Paper) -> Result<Rendered, PdfError> {
    let fonts = Fonts::read().ok_or(PdfError::Fonts)?;
    let pages = layout::lay_out(paper, &fonts);
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_U)
        .finish()
        .map_err(|error| PdfError::Refused(format!("{error:?}")))?;
    let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(paper));
    for marks in pages {
        let (width, height) = (points(WIDTH), points(HEIGHT));
        let settings = PageSettings::from_wh(width, height).ok_or(PdfError::Metadata)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in marks {
            draw(&mut surface, &fonts, mark);
        }
        surface.finish();
        page.finish();
    }
    let einvoice = einvoice::xml(paper);
    if let Ok(xml) = &einvoice {
        document.embed_file(EmbeddedFile {
            path: "factur-x.xml".to_owned(),
            mime_type: MimeType::new("text/xml"),
            description: Some("Factur-X, EN 16931".to_owned()),
            association_kind: AssociationKind::Alternative,
            data: xml.clone().into_bytes().into(),
            modification_date: Some(date_time(paper.at())),
            compress: Some(true),
            location: None,
        });
    }
    let pdf = document.finish().map_err(|error| PdfError::Refused(format!("{error:?}")))?;
    match einvoice {
        Ok(_) => {
            let pdf = xmp::with_properties(&pdf).ok_or(PdfError::Metadata)?;
            Ok(Rendered { pdf, without_einvoice: None })
        }
        Err(why) => Ok(Rendered { pdf, without_einvoice: Some(why) }),
    }
}

fn metadata(paper: &Paper) -> Metadata {
    let language = paper.snapshot.language();
    let title = format!("{} {}", paper.title(), paper.number());
    let seller = &paper.snapshot.seller.name;
    let about = format!("{title}, {seller}, {}", language.date(paper.day(paper.at())));
    Metadata::new()
        .title(title.clone())
        .description(about)
        .authors(vec![seller.clone()])
        .creator("Scrip".to_owned())
        .language(language.tag().to_owned())
        .document_id(fill(
            "{kind} {number} {order}",
            &[("kind", paper.title()), ("number", paper.number()), ("order", &paper.order)],
        ))
        .creation_date(date_time(paper.at()))
}

/// An instant in UTC as krilla takes it.
fn date_time(at: Timestamp) -> DateTime {
    let text = Wall::of(at, Zone::utc()).to_string();
    let mut parts = text.split(['-', 'T', ':', '.']).map(|part| part.parse::<u16>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let small = |number: u16| u8::try_from(number).unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    let (hour, minute, second) = (next(), next(), next());
    DateTime::new(year)
        .month(small(month))
        .day(small(day))
        .hour(small(hour))
        .minute(small(minute))
        .second(small(second))
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, mark: Mark) {
    match mark {
        Mark::Area { x, y, width, height, ink } => {
            let mut path = PathBuilder::new();
            let Some(area) = Rect::from_xywh(points(x), points(y), points(width), points(height)) else { return };
            path.push_rect(area);
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill_of(ink)));
                surface.draw_path(&path);
            }
        }
        Mark::Text { x, y, ink, text } => {
            let cut = fonts.cut(text.weight);
            surface.set_fill(Some(fill_of(ink)));
            let start = Point::from_xy(points(x), points(y));
            surface.draw_glyphs(start, &glyphs(cut, &text), cut.font.clone(), &text.text, points(text.size), false);
        }
    }
}

fn fill_of(ink: Ink) -> Fill {
    let (red, green, blue) = ink.rgb();
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity: NormalizedF32::ONE, ..Fill::default() }
}

fn glyphs(cut: &Cut, text: &Shaped) -> Vec<KrillaGlyph> {
    let em = cut.units_per_em();
    text.glyphs
        .iter()
        .map(|glyph| {
            KrillaGlyph::new(
                GlyphId::new(glyph.id),
                ratio(glyph.x_advance, em),
                ratio(glyph.x_offset, em),
                ratio(glyph.y_offset, em),
                0.0,
                glyph.range.clone(),
                None,
            )
        })
        .collect()
}

/// Twips as the points that krilla draws in. Held to 1,638 points, twice the height of a page.
fn points(twips: Twips) -> f32 {
    ratio(twips, 20)
}

#[expect(clippy::float_arithmetic, reason = "places on a page, as krilla takes them; no amount comes here")]
fn ratio(part: i32, whole: i32) -> f32 {
    let small = |number: i32| f32::from(i16::try_from(number).unwrap_or(i16::MAX));
    small(part) / small(whole)
}
