//! Three pictures with busy backgrounds against their committed masks, by the program itself; and what it refuses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed step is a failed test")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The overlap of two shapes, of all that either covers, in thousandths.
const OVERLAP_MIN: u64 = 900;

fn model() -> PathBuf {
    PathBuf::from(
        std::env::var("BACKGROUND_MODEL")
            .expect("BACKGROUND_MODEL: where u2netp.onnx is; `make test-models` fetches it"),
    )
}

fn run(picture: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_background"))
        .arg(model())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A program that refuses early closes its end.
    let _ = stdin.write_all(picture);
    drop(stdin);
    child.wait_with_output().unwrap()
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(name)).unwrap()
}

/// What is covered by both, of what is covered by either.
fn overlap(cut: &[u8], mask: &[u8]) -> u64 {
    let cut = image::load_from_memory(cut).unwrap().to_rgba8();
    let mask = image::load_from_memory(mask).unwrap().to_luma8();
    assert_eq!(cut.dimensions(), mask.dimensions());
    let (mut both, mut either) = (0_u64, 0_u64);
    for (ours, theirs) in cut.pixels().zip(mask.pixels()) {
        let (ours, theirs) = (ours.0[3] > 127, theirs.0[0] > 127);
        both += u64::from(ours && theirs);
        either += u64::from(ours || theirs);
    }
    1_000 * both / either
}

#[test]
fn masks_of_three_pictures() {
    for name in ["mug", "ball", "car"] {
        let done = run(&file(&format!("{name}.jpg")));
        assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
        let overlap = overlap(&done.stdout, &file(&format!("{name}-mask.png")));
        println!("{name}: {overlap} thousandths");
        assert!(overlap >= OVERLAP_MIN, "{name}: {overlap}");
    }
}

#[test]
fn a_mask_of_another_picture_does_not_fit() {
    let done = run(&file("ball.jpg"));
    assert!(overlap(&done.stdout, &file("car-mask.png")) < OVERLAP_MIN);
}

#[test]
fn what_is_no_picture_is_refused_in_a_sentence() {
    let jpeg = file("mug.jpg");
    let png = |width: u32, height: u32| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::RgbImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let (small, wide) = (png(30, 20), png(9_000, 1));
    let rows: &[(&[u8], &str)] = &[
        (b"", "no PNG and no JPEG"),
        (b"<svg/>", "no PNG and no JPEG"),
        (&jpeg[..2_000], "cut off"),
        (&jpeg[..jpeg.len() - 2], "cut off"),
        (&[&jpeg[..20], &[0xff, 0xd9]].concat(), "cannot be read"),
        (&small[..40], "cannot be read"),
        (&wide, "9000 × 1"),
        (&vec![0; (12 << 20) + 1], "larger than 12 MB"),
    ];
    for (picture, expected) in rows {
        let done = run(picture);
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(!done.status.success() && done.stdout.is_empty(), "{expected}");
        assert!(said.contains(expected) && said.lines().count() == 1, "{said} instead of {expected}");
    }
}
