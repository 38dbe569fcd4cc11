//! U²-Net by tract: which pixels belong to what stands out, from 0 (background) to 255.

use std::error::Error;
use std::path::Path;

use image::imageops::{FilterType, resize};
use image::{GrayImage, RgbImage};
use tract_onnx::prelude::{
    Datum, Framework, InferenceFact, InferenceModelExt, IntoRunnable, Tensor, tract_ndarray, tvec,
};

/// The model looks at pictures of this size, whatever size they come in.
const SIDE: usize = 320;
/// The mean and the spread of each colour in the pictures that it was trained on.
const COLOURS: [(f32, f32); 3] = [(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)];

/// The mask of a picture, in its own size.
pub(crate) fn mask(model: &Path, picture: &RgbImage) -> Result<GrayImage, Box<dyn Error>> {
    let side = u32::try_from(SIDE)?;
    let model = tract_onnx::onnx()
        .model_for_path(model)?
        .with_input_fact(0, InferenceFact::dt_shape(f32::datum_type(), tvec!(1, 3, SIDE, SIDE)))?
        .into_optimized()?
        .into_runnable()?;
    let small = resize(picture, side, side, FilterType::Lanczos3);
    let brightest = small.pixels().flat_map(|pixel| pixel.0).max().unwrap_or(255).max(1);
    let input = tract_ndarray::Array4::from_shape_fn((1, 3, SIDE, SIDE), |(_, colour, y, x)| {
        // SIDE fits, and every index comes from the array's own shape.
        let pixel = small.get_pixel_checked(u32::try_from(x).unwrap_or(0), u32::try_from(y).unwrap_or(0));
        let value = pixel.and_then(|pixel| pixel.0.get(colour).copied()).unwrap_or(0);
        let (mean, spread) = COLOURS.get(colour).copied().unwrap_or((0.0, 1.0));
        (f32::from(value) / f32::from(brightest) - mean) / spread
    });
    let answers = model.run(tvec!(Tensor::from(input).into()))?;
    let answer = answers.first().ok_or("the model answers nothing")?;
    let plane = answer.to_plain_array_view::<f32>()?;
    let (least, most) =
        plane.iter().fold((f32::MAX, f32::MIN), |(least, most), value| (least.min(*value), most.max(*value)));
    let span = (most - least).max(f32::EPSILON);
    let bytes: Vec<u8> = plane.iter().map(|value| level((value - least) / span)).collect();
    let mask = GrayImage::from_raw(side, side, bytes).ok_or("the model answers another size")?;
    Ok(resize(&mask, picture.width(), picture.height(), FilterType::Lanczos3))
}

/// From 0 to 1, as a byte.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=255 before")]
fn level(share: f32) -> u8 {
    (share * 255.0).clamp(0.0, 255.0) as u8
}
