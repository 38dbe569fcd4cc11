//! Background removal as a program: a picture in on the standard input, a PNG with an alpha channel out.
//!
//! `background MODEL < picture > cut-out.png`. MODEL is u2netp.onnx (U²-Net, the small one, Apache-2.0). What goes wrong is one
//! sentence on the error stream and exit code 1, so that whoever started it can say it and take nothing for it.

mod model;

use std::error::Error;
use std::io::{Cursor, Read, Write};
use std::process::ExitCode;

use image::{ImageFormat, ImageReader, RgbaImage};

/// A picture's file; the host takes no larger one.
const PICTURE_BYTES_MAX: u64 = 12 << 20;
/// A picture's width and height: 8,192 squared is a quarter of a gigabyte of pixels.
const SIDE_MAX: u32 = 8_192;
/// Pixels in all, for the same reason.
const PIXELS_MAX: u64 = 40_000_000;
/// The marker that ends a JPEG. What is cut off before it is decoded all the same, the rest in grey.
const JPEG_END: [u8; 2] = [0xff, 0xd9];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // The error stream is the only place left to say it.
            let _ = writeln!(std::io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: background MODEL < picture > cut-out.png")?;
    let mut bytes = Vec::new();
    std::io::stdin().take(PICTURE_BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > PICTURE_BYTES_MAX {
        return Err("This picture is larger than 12 MB.".into());
    }
    let picture = read(bytes)?;
    let mask = model::mask(path.as_ref(), &picture)?;
    let cut: RgbaImage = RgbaImage::from_fn(picture.width(), picture.height(), |x, y| {
        let image::Rgb([red, green, blue]) = *picture.get_pixel(x, y);
        let image::Luma([alpha]) = *mask.get_pixel(x, y);
        image::Rgba([red, green, blue, alpha])
    });
    let mut png = Cursor::new(Vec::new());
    cut.write_to(&mut png, ImageFormat::Png)?;
    std::io::stdout().write_all(&png.into_inner())?;
    Ok(())
}

/// PNG or JPEG, bounded before its pixels are unpacked.
fn read(bytes: Vec<u8>) -> Result<image::RgbImage, Box<dyn Error>> {
    // Its sides are read from its head alone, and judged below.
    let reader = |bytes: &[u8]| ImageReader::new(Cursor::new(bytes.to_vec())).with_guessed_format();
    if !matches!(reader(&bytes)?.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)) {
        return Err("This is no PNG and no JPEG.".into());
    }
    if reader(&bytes)?.format() == Some(ImageFormat::Jpeg) && !bytes.windows(2).any(|pair| pair == JPEG_END) {
        return Err("This picture is cut off: its end is missing.".into());
    }
    let (width, height) = reader(&bytes)?.into_dimensions().map_err(|_| "This picture cannot be read.")?;
    if width > SIDE_MAX || height > SIDE_MAX || u64::from(width) * u64::from(height) > PIXELS_MAX {
        let most = "8,192 a side and 40 million in all are the most";
        return Err(format!("This picture has {width} × {height} pixels; {most}.").into());
    }
    Ok(reader(&bytes)?.decode().map_err(|_| "This picture cannot be read.")?.to_rgb8())
}
