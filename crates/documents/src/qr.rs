//! QR codes as SVG: on the approval form, so that the paper leads back to its item, and for setting up the second
//! factor.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code (ISO/IEC 18004 §9.1: four).
const QUIET_ZONE: usize = 4;

/// The text is too long for a QR code (about 2,300 bytes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("内容过长，无法生成二维码")]
pub struct TooLong;

/// `text` as an SVG element of one unit per module, black on white, that scales with its box. `label` says to people
/// who do not see it what the code is for.
pub fn svg(text: &str, label: &str) -> Result<String, TooLong> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong)?;
    let side = code.width() + 2 * QUIET_ZONE;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{}" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="rgb(255,255,255)" d="M0 0h{side}v{side}H0z"/><path fill="rgb(0,0,0)" d=""#,
        escape(label)
    );
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                // Writing into a String cannot fail.
                let _ = write!(svg, "M{} {}h{2}v1h-{2}z", x + QUIET_ZONE, y + QUIET_ZONE, run.len());
            }
            x += run.len();
        }
    }
    svg.push_str("\"/></svg>");
    Ok(svg)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels per module.
    const SCALE: usize = 4;

    /// Draws the path and reads it back with an independent decoder.
    fn read(svg: &str) -> String {
        let (_, rest) = svg.split_once("viewBox=\"0 0 ").unwrap();
        let side: usize = rest.split_once(' ').unwrap().0.parse().unwrap();
        let (_, path) = svg.split_once("rgb(0,0,0)\" d=\"").unwrap();
        let (path, _) = path.split_once('"').unwrap();
        let mut dark = vec![vec![false; side]; side];
        for run in path.split('M').skip(1) {
            let (x, rest) = run.split_once(' ').unwrap();
            let (y, rest) = rest.split_once('h').unwrap();
            let (length, _) = rest.split_once('v').unwrap();
            let (x, y, length): (usize, usize, usize) =
                (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
            dark[y][x..x + length].fill(true);
        }
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, |x, y| {
            if dark[y / SCALE][x / SCALE] { 0 } else { 255 }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_reader_reads_what_was_written() {
        for text in ["https://www.lax.gov.cn/i/10086", "发布审定单 隆审〔2024〕12号", "x"] {
            assert_eq!(read(&svg(text, "二维码").unwrap()), text);
        }
    }

    #[test]
    fn the_label_is_escaped() {
        let svg = svg("x", "\"><script>").unwrap();
        assert!(svg.contains(r#"role="img" aria-label="&quot;&gt;&lt;script&gt;""#));
    }

    #[test]
    fn too_much_text_is_an_error() {
        assert_eq!(svg(&"长".repeat(2000), ""), Err(TooLong));
    }
}
