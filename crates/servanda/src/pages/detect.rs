//! Detection: which files of a folder are pages, by their names.
//!
//! How a page is written is seen by the reading, from its bytes. Here only names are looked at, as no file of a folder
//! should be opened in vain.

use std::path::Path;

/// The endings of pages, and of files of many pages.
const ENDINGS: &[&str] = &[
    "html", "htm", "xhtml", "txt", "text", "json", "jsonl", "ndjson", "warc", "eml", "mbox",
];

/// Whether a file is named like a page, compressed or not.
pub fn is_page(path: &Path) -> bool {
    plain(path)
        .extension()
        .and_then(|ending| ending.to_str())
        .is_some_and(|ending| {
            ENDINGS
                .iter()
                .any(|known| ending.eq_ignore_ascii_case(known))
        })
}

/// A file's name without the ending that says that it is compressed.
pub fn plain(path: &Path) -> &Path {
    let plain = path.file_stem().filter(|_| is_gz(path));
    plain.or(path.file_name()).map_or(path, Path::new)
}

/// Whether the name is that of a file compressed with gzip.
pub fn is_gz(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("gz"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_known_by_their_names() {
        for (name, page) in [
            ("a/b.HTML", true),
            ("b.txt.gz", true),
            ("c.ndjson", true),
            ("CC-NEWS-1.warc.gz", true),
            ("letters.mbox", true),
            ("d.png", false),
            ("html", false),
            ("gz", false),
            ("e.gz", false),
        ] {
            assert_eq!(is_page(Path::new(name)), page, "{name}");
        }
    }
}
