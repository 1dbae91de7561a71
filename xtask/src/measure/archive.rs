//! Archive: the files of a packed archive.

use crate::train::packed;
use std::path::Path;

/// Names and bytes of the files of a `.tar.xz`.
pub fn files(path: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    Ok(members(&packed(path)?))
}

/// The regular files of a tar, as far as it is whole: a header of 512 bytes each, then the bytes, filled up to 512.
fn members(tar: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text = |bytes: &[u8]| {
        let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        String::from_utf8_lossy(bytes).trim().to_owned()
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(header) = tar.get(at..at + 512) {
        let Ok(size) = usize::from_str_radix(&text(&header[124..136]), 8) else {
            break;
        };
        let Some(bytes) = tar.get(at + 512..at + 512 + size) else {
            break;
        };
        if matches!(header[156], b'0' | 0) {
            found.push((text(&header[..100]), bytes.to_vec()));
        }
        at += 512 + size.next_multiple_of(512);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_tar() {
        let mut tar = vec![0; 512];
        tar[..5].copy_from_slice(b"a.txt");
        tar[124..135].copy_from_slice(b"00000000003");
        tar[156] = b'0';
        tar.extend(b"abc");
        tar.resize(1024 + 512, 0);
        assert_eq!(members(&tar), [("a.txt".to_owned(), b"abc".to_vec())]);
        assert!(
            members(&tar[..600])
                .iter()
                .all(|(_, bytes)| bytes.len() == 3)
        );
    }
}
