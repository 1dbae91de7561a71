//! QR: an address as a picture that a telephone reads.
//!
//! What enters: an address. What leaves: the dark squares of its code as one path of SVG, so that the page needs no style and no picture from elsewhere.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// Light squares around the code, without which readers do not find it.
const QUIET: usize = 4;

/// A code as it is drawn.
#[derive(Debug)]
pub struct Qr {
    /// How many squares it is wide and high, the quiet zone with it.
    pub side: usize,
    /// Its dark squares as the path of an SVG whose unit is a square.
    pub path: String,
}

/// The code of an address; none where the address is too long for one.
pub fn code(address: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&Color::Dark) {
                let length = run.len();
                // Writing to a string does not fail.
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
            }
            x += run.len();
        }
    }
    Some(Qr {
        side: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// What a reader of such pictures sees in a path on a square of a side.
    pub fn seen(side: usize, path: &str) -> String {
        const SCALE: usize = 4;
        let mut dark = vec![false; side * side];
        for run in path.split('M').skip(1) {
            let (at, rest) = run.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let length: usize = rest.split('v').next().unwrap().parse().unwrap();
            assert_eq!(rest, format!("{length}v1h-{length}z"));
            dark[y * side + x..y * side + x + length].fill(true);
        }
        let size = side * SCALE;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
            if dark[y / SCALE * side + x / SCALE] {
                0
            } else {
                255
            }
        });
        let found = picture.detect_grids();
        assert_eq!(found.len(), 1, "one code is in the picture");
        found[0].decode().unwrap().1
    }

    #[test]
    fn a_reader_sees_the_address() {
        for address in [
            "otpauth://totp/desk:anna?secret=JBSWY3DPEHPK3PXP&issuer=desk".to_owned(),
            format!("otpauth://totp/%E6%9C%BA:{}?secret=A", "%D0%90".repeat(32)),
        ] {
            let qr = code(&address).unwrap();
            assert_eq!(seen(qr.side, &qr.path), address);
        }
    }

    #[test]
    fn what_fits_into_no_code_has_none() {
        assert!(code(&"a".repeat(3000)).is_none());
    }
}
