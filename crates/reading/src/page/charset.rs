//! Charsets: bytes in, text out.
//!
//! What enters: a page. What leaves: its text, the charset it was read in, and diagnostics where that was guessed or
//! where bytes did not fit. Order of trust: byte order mark, bytes that are valid UTF-8 with more than ASCII in them,
//! the transport's charset, the page's own declaration, and last a guess from the bytes.

use super::{Diagnostic, Format, Page};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// More bytes than this are not read: a page that long is a dump, and its end is cut off. (The longest of the
/// 793 article pages of the WCXB benchmark has 3 MB.)
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// How far into a page its own declaration is looked for. The HTML standard asks for 1024 bytes; saved pages often
/// carry a comment or scripts before it.
const DECLARATION_WITHIN: usize = 8 * 1024;

/// A page's bytes as text.
#[derive(Debug, Clone)]
pub struct Decoded {
    /// The text; bytes that fit no character became U+FFFD.
    pub text: String,
    /// Name of the charset, as in the Encoding standard.
    pub charset: &'static str,
    /// What was guessed or lost.
    pub diagnostics: Vec<Diagnostic>,
}

/// The text of a page.
pub fn decode(page: &Page) -> Decoded {
    let mut diagnostics = Vec::new();
    let mut bytes = page.bytes.as_slice();
    if bytes.len() > MOST_BYTES {
        diagnostics.push(Diagnostic::warning(
            "work-limit",
            format!(
                "the page has {} bytes; only the first {MOST_BYTES} were read",
                bytes.len()
            ),
            "split the page, or give its article alone as text",
        ));
        bytes = &bytes[..MOST_BYTES];
        // A character cut in two at the end would look like a wrong byte.
        let tail = bytes
            .iter()
            .rev()
            .take(3)
            .take_while(|b| **b & 0xc0 == 0x80)
            .count();
        if tail < 3 && bytes.len() > tail && bytes[bytes.len() - tail - 1] >= 0xc0 {
            bytes = &bytes[..bytes.len() - tail - 1];
        }
    }
    if looks_binary(bytes) {
        diagnostics.push(Diagnostic::error(
            "not-text",
            "the bytes are no text (a picture, an archive or a PDF?)",
            "give the page as HTML, text or article JSON",
        ));
        return Decoded {
            text: String::new(),
            charset: "binary",
            diagnostics,
        };
    }
    let encoding = choose(page, bytes, &mut diagnostics);
    let (text, _, lossy) = encoding.decode(bytes);
    let text = text.into_owned();
    if lossy {
        let lost = text.matches('\u{fffd}').count();
        diagnostics.push(Diagnostic::warning(
            "charset-undecodable",
            format!("{lost} places of the page are no valid {}", encoding.name()),
            "save the page again, or name its charset",
        ));
    }
    Decoded {
        text,
        charset: encoding.name(),
        diagnostics,
    }
}

fn choose(page: &Page, bytes: &[u8], diagnostics: &mut Vec<Diagnostic>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    // JSON is UTF-8 by its standard, and any longer run of valid multi-byte UTF-8 is UTF-8 whatever the page says.
    let valid = std::str::from_utf8(bytes).is_ok();
    if valid {
        return UTF_8;
    }
    let declared = page.charset.as_deref().and_then(label).or_else(|| {
        (page.format == Format::Html)
            .then(|| declared(bytes))
            .flatten()
    });
    let wrong = wrong_utf8(bytes);
    match declared {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            // A declared one-byte charset over bytes that are nearly all UTF-8: the declaration is out of date.
            if wrong.mostly_utf8() { UTF_8 } else { encoding }
        }
        Some(_) if wrong.mostly_utf8() => UTF_8,
        None if wrong.mostly_utf8() => UTF_8,
        _ => {
            let encoding = guess(page, bytes);
            diagnostics.push(Diagnostic::warning(
                "charset-guessed",
                format!(
                    "the page names no charset that fits; {} was guessed from its bytes",
                    encoding.name()
                ),
                "if names look wrong, save the page as UTF-8",
            ));
            encoding
        }
    }
}

/// How well bytes fit UTF-8.
struct Utf8Fit {
    good: usize,
    bad: usize,
}

impl Utf8Fit {
    /// Whether multi-byte characters outnumber wrong bytes by far: one wrong byte in ten characters is still more
    /// likely damaged UTF-8 than another charset, which hits a valid multi-byte sequence only by rare chance.
    fn mostly_utf8(&self) -> bool {
        self.good > 0 && self.good >= 10 * self.bad
    }
}

fn wrong_utf8(bytes: &[u8]) -> Utf8Fit {
    let mut fit = Utf8Fit { good: 0, bad: 0 };
    for chunk in bytes.utf8_chunks() {
        fit.good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        fit.bad += usize::from(!chunk.invalid().is_empty());
    }
    fit
}

fn guess(page: &Page, bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1024 * 1024)], true);
    let country = page.address.as_deref().and_then(country_domain);
    detector.guess(
        country.as_deref().map(str::as_bytes),
        chardetng::Utf8Detection::Allow,
    )
}

/// The last label of the address's host, which tells the guesser about the likely language.
fn country_domain(address: &str) -> Option<String> {
    let url = url::Url::parse(address).ok()?;
    let (_, last) = url.host_str()?.rsplit_once('.')?;
    let plain = !last.is_empty() && last.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    plain.then(|| last.to_owned())
}

fn label(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

/// The charset that an HTML page declares in its head.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WITHIN)];
    let lower = head.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&lower[at..], b"charset") {
        at += found + b"charset".len();
        if let Some(encoding) = value_after(&lower[at..]).and_then(Encoding::for_label) {
            return Some(encoding);
        }
    }
    let declaration = lower
        .starts_with(b"<?xml")
        .then(|| memchr::memmem::find(&lower, b"encoding"))??;
    value_after(&lower[declaration + b"encoding".len()..]).and_then(Encoding::for_label)
}

/// The value of `charset = "value"`, from behind the name.
fn value_after(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let bytes = bytes
        .strip_prefix(b"\"")
        .or(bytes.strip_prefix(b"'"))
        .unwrap_or(bytes);
    let end = bytes
        .iter()
        .position(|b| !(b.is_ascii_alphanumeric() || b"-_:.".contains(b)))
        .unwrap_or(bytes.len());
    Some(&bytes[..end])
}

/// UTF-16 that lost its mark shows as a zero in every second byte of Latin text.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    if head.len() < 16 {
        return None;
    }
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 >= half * 6 => Some(UTF_16LE),
        (even, 0) if even * 10 >= half * 6 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are no text: a known file mark, or many control bytes that no charset of pages uses.
fn looks_binary(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 8] = [
        b"%PDF-",
        b"\x89PNG",
        b"GIF8",
        b"\xff\xd8\xff",
        b"PK\x03\x04",
        b"\x1f\x8b",
        b"\x7fELF",
        b"RIFF",
    ];
    if MARKS.iter().any(|mark| bytes.starts_with(mark)) {
        return true;
    }
    let head = &bytes[..bytes.len().min(8 * 1024)];
    if head.is_empty() || Encoding::for_bom(head).is_some() || utf16_without_mark(bytes).is_some() {
        return false;
    }
    let control = |b: &&u8| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    head.iter().filter(control).count() * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], format: Format) -> Decoded {
        decode(&Page::with_format(bytes.to_vec(), format))
    }

    #[test]
    fn a_declared_charset_is_used() {
        let mut page = b"<meta charset=\"windows-1251\"><p>".to_vec();
        page.extend([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
        let read = read(&page, Format::Html);
        assert!(read.text.ends_with("Привет"));
        assert!(read.diagnostics.is_empty());
    }

    #[test]
    fn utf8_wins_over_an_outdated_declaration() {
        let page =
            "<meta http-equiv=content-type content='text/html; charset=iso-8859-1'>Élysée – Köln";
        assert!(
            read(page.as_bytes(), Format::Html)
                .text
                .contains("Élysée – Köln")
        );
    }

    #[test]
    fn a_guess_is_told() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1251
            .encode("Президент России прибыл в Лиму и встретился с премьером.");
        let read = read(&bytes, Format::Text);
        assert!(read.text.starts_with("Президент"));
        assert_eq!(read.diagnostics[0].code, "charset-guessed");
    }

    #[test]
    fn lost_bytes_are_counted() {
        let mut bytes = "Élysée Élysée Élysée Élysée Élysée".as_bytes().to_vec();
        bytes.push(0xff);
        let read = read(&bytes, Format::Text);
        assert_eq!(read.diagnostics[0].code, "charset-undecodable");
        assert!(read.diagnostics[0].message.starts_with("1 "));
    }

    #[test]
    fn pictures_are_no_text() {
        assert_eq!(
            read(b"\x89PNG\r\n\x1a\n\0\0", Format::Text).diagnostics[0].code,
            "not-text"
        );
        assert!(
            read(&[0, 1, 2, 3, 4, 5, 6, 7], Format::Text)
                .text
                .is_empty()
        );
    }

    #[test]
    fn long_pages_are_cut_at_a_character() {
        let page = "я".repeat(MOST_BYTES / 2 + 10);
        let read = read(format!("x{page}").as_bytes(), Format::Text);
        assert_eq!(read.diagnostics.len(), 1);
        assert_eq!(read.diagnostics[0].code, "work-limit");
        assert!(!read.text.contains('\u{fffd}'));
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let text = "<html><p>Talks in Lima, as expected.";
        let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&le, Format::Html).text, text);
        assert_eq!(read(&be, Format::Html).text, text);
    }
}
