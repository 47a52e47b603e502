//! Stored pictures in the sizes and formats of pages.

use std::io::Cursor;

use documents::picture::{Variant, render};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn named<'a>(made: &'a [(Variant, Vec<u8>)], name: &str) -> &'a [u8] {
    &made.iter().find(|(variant, _)| variant.name() == name).unwrap().1
}

#[test]
fn a_photograph_is_made_in_every_width_up_to_its_own() {
    let photograph: DynamicImage = RgbImage::from_pixel(400, 200, Rgb([200, 40, 40])).into();
    let made = render(&encoded(&photograph, ImageFormat::Jpeg), "image/jpeg").unwrap();
    let names: Vec<String> = made.iter().map(|(variant, _)| variant.name()).collect();
    assert_eq!(names, ["w320.avif", "w320.webp", "w640.avif", "w640.webp"]);
    for (name, size) in [("w320.webp", (320, 160)), ("w640.webp", (400, 200))] {
        let picture = image::load_from_memory(named(&made, name)).unwrap();
        assert_eq!((picture.width(), picture.height()), size, "never larger than it came");
        let red = picture.to_rgb8().get_pixel(10, 10).0;
        assert!(red[0] > 180 && red[1] < 70, "{red:?}");
    }
    assert_eq!(named(&made, "w320.avif").get(4..12), Some(b"ftypavif".as_slice()));
}

#[test]
fn a_stamp_stays_transparent() {
    let stamp: DynamicImage = RgbaImage::from_pixel(40, 30, Rgba([255, 0, 0, 128])).into();
    let made = render(&encoded(&stamp, ImageFormat::WebP), "image/webp").unwrap();
    for name in ["w320.webp", "w320.png"] {
        let picture = image::load_from_memory(named(&made, name)).unwrap().to_rgba8();
        assert_eq!((picture.dimensions(), picture.get_pixel(5, 5).0[3]), ((40, 30), 128), "{name}");
    }
}

/// Pictures from before they were encoded anew may still lie in a store.
#[test]
fn nothing_that_a_camera_wrote_comes_along() {
    let photograph: DynamicImage = RgbImage::from_pixel(8, 4, Rgb([200, 40, 40])).into();
    let jpeg = encoded(&photograph, ImageFormat::Jpeg);
    // EXIF that says how the camera was held, and where.
    let exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS 23.17N 107.69E";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let stored = [&jpeg[..2], &[0xFF, 0xE1], &length, exif, &jpeg[2..]].concat();
    for (variant, bytes) in render(&stored, "image/jpeg").unwrap() {
        let name = variant.name();
        assert!(!bytes.windows(4).any(|at| at.eq_ignore_ascii_case(b"exif") || at == b"GPS "), "{name}");
        if name.ends_with("webp") {
            let upright = image::load_from_memory(&bytes).unwrap();
            assert_eq!((upright.width(), upright.height()), (4, 8), "{name}");
        }
    }
}
