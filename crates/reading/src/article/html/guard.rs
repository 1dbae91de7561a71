//! Markup made safe to parse.
//!
//! What enters: a page's markup. What leaves: the same markup, without tags that would make parsing take longer than the
//! page is worth: the parser looks through all open elements at each tag and compares each attribute with all others of
//! its tag, so both are held to a limit. Text is never taken away.

use crate::page::Diagnostic;
use std::borrow::Cow;

/// Elements open at once. Browsers stop at 512 too.
const MOST_OPEN: usize = 512;
/// Attributes of one tag; further ones go with the tag's name kept.
const MOST_ATTRIBUTES: usize = 256;
/// Longest name of an element that is looked at.
const LONGEST_NAME: usize = 32;

/// Whether elements of this name stand within each other. Those that may be left open without one standing in the other do
/// not count: counting them would see depth where none is.
fn nesting(name: &[u8]) -> bool {
    !matches!(
        name,
        b"p" | b"li"
            | b"dt"
            | b"dd"
            | b"tr"
            | b"td"
            | b"th"
            | b"thead"
            | b"tbody"
            | b"tfoot"
            | b"option"
            | b"optgroup"
            | b"br"
            | b"img"
            | b"hr"
            | b"input"
            | b"meta"
            | b"link"
            | b"area"
            | b"base"
            | b"col"
            | b"colgroup"
            | b"embed"
            | b"source"
            | b"track"
            | b"wbr"
            | b"param"
            | b"html"
            | b"head"
            | b"body"
            | b"rt"
            | b"rp"
            | b"a"
            | b"image"
    )
}

/// Whether the content of elements of this name is no markup.
fn raw(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"textarea"
            | b"title"
            | b"xmp"
            | b"noembed"
            | b"noframes"
            | b"plaintext"
    )
}

/// The markup, held to the limits.
pub(super) fn tame<'h>(html: &'h str, diagnostics: &mut Vec<Diagnostic>) -> Cow<'h, str> {
    let bytes = html.as_bytes();
    let mut out: Option<String> = None;
    // Everything up to here is in `out`, where there is one.
    let mut copied = 0;
    let mut open = 0_usize;
    // Start tags left out, whose end tags are left out as well.
    let mut left_out = 0_usize;
    let mut cut = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let rest = &bytes[start + 1..];
        if rest.starts_with(b"!--") {
            // An empty comment may end at once: "<!-->".
            at = memchr::memmem::find(&bytes[start + 2..], b"-->")
                .map_or(bytes.len(), |end| start + 2 + end + 3);
            continue;
        }
        let closing = rest.first() == Some(&b'/');
        let name_at = start + 1 + usize::from(closing);
        let length = bytes[name_at..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'-')
            .count();
        if length == 0 {
            at = start + 1;
            continue;
        }
        let mut lower = [0; LONGEST_NAME];
        let name = &mut lower[..length.min(LONGEST_NAME)];
        name.copy_from_slice(&bytes[name_at..name_at + length.min(LONGEST_NAME)]);
        name.make_ascii_lowercase();
        let name = &*name;
        let (end, attributes) = tag_end(bytes, name_at + length);
        let nests = nesting(name) && bytes.get(end.wrapping_sub(2)) != Some(&b'/');
        let mut keep = true;
        if nests && closing {
            if left_out > 0 {
                left_out -= 1;
                keep = false;
            } else {
                open = open.saturating_sub(1);
            }
        } else if nests && !raw(name) {
            if open >= MOST_OPEN {
                left_out += 1;
                keep = false;
            } else {
                open += 1;
            }
        }
        let bare = attributes > MOST_ATTRIBUTES;
        if !keep || bare {
            cut += 1;
            let out = out.get_or_insert_with(|| String::with_capacity(html.len()));
            out.push_str(&html[copied..start]);
            if keep {
                out.push('<');
                out.push_str(&html[name_at..name_at + length]);
                out.push('>');
            } else {
                // A space, so that the words on both sides stay two.
                out.push(' ');
            }
            copied = end;
        }
        at = end;
        if !closing && raw(name) {
            at = raw_end(bytes, end, name);
        }
    }
    let Some(mut out) = out else {
        return Cow::Borrowed(html);
    };
    out.push_str(&html[copied..]);
    diagnostics.push(Diagnostic::warning(
        "work-limit",
        format!("{cut} tags were left out: elements stood more than {MOST_OPEN} deep or had more than {MOST_ATTRIBUTES} attributes"),
        "nothing is to be done where the text looks whole; else give the article alone",
    ));
    Cow::Owned(out)
}

/// End of a tag from behind its name, and about how many attributes it has.
fn tag_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut attributes = 0;
    let mut quote = None;
    let mut space = false;
    // A quotation mark opens a value only behind an equals sign; anywhere else it is part of a name.
    let mut equals = false;
    for (i, byte) in bytes[from..].iter().enumerate() {
        match (quote, byte) {
            (Some(mark), b) if mark == *b => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return (from + i + 1, attributes),
            (None, b'"' | b'\'') if equals => {
                quote = Some(*byte);
                equals = false;
            }
            (None, b'=') => equals = true,
            (None, b) if b.is_ascii_whitespace() => space = true,
            (None, b'/') => space = true,
            (None, _) => {
                attributes += usize::from(space && !equals);
                space = false;
                equals = false;
            }
        }
    }
    (bytes.len(), attributes)
}

/// Start of the end tag of an element whose content is no markup.
fn raw_end(bytes: &[u8], from: usize, name: &[u8]) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memmem::find(&bytes[at..], b"</") {
        let start = at + found;
        let same = bytes
            .get(start + 2..start + 2 + name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name));
        if same {
            return start;
        }
        at = start + 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_pages_pass_untouched() {
        let html = "<html><body><!-- <div> --><script>if (a<b) '<div>'</script><p>One<p>Two<div class='x'>Three</div></body></html>";
        let mut diagnostics = Vec::new();
        assert!(matches!(tame(html, &mut diagnostics), Cow::Borrowed(_)));
        let many = "<p>x".repeat(5000);
        assert!(matches!(tame(&many, &mut diagnostics), Cow::Borrowed(_)));
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn depth_is_cut_and_text_stays() {
        let html = format!(
            "{}deep{}after",
            "<div>".repeat(100_000),
            "</div>".repeat(100_000)
        );
        let mut diagnostics = Vec::new();
        let tamed = tame(&html, &mut diagnostics);
        assert_eq!(tamed.matches("<div>").count(), MOST_OPEN);
        assert_eq!(tamed.matches("</div>").count(), MOST_OPEN);
        assert!(tamed.contains("deep") && tamed.ends_with("after"));
        assert_eq!(diagnostics[0].code, "work-limit");
    }

    #[test]
    fn a_stray_quotation_mark_swallows_nothing() {
        let html = format!(
            "<div class=\"a\"\"><p>text</p>{}</div><p title='b'>more</p>",
            "<i x y>z</i> ".repeat(200)
        );
        assert!(matches!(tame(&html, &mut Vec::new()), Cow::Borrowed(_)));
    }

    #[test]
    fn attributes_are_cut() {
        let html = format!("<div {}>text</div>", "a ".repeat(100_000));
        let mut diagnostics = Vec::new();
        assert_eq!(tame(&html, &mut diagnostics), "<div>text</div>");
        assert_eq!(diagnostics.len(), 1);
    }
}
