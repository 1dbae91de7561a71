//! JSON lines: one article a line.
//!
//! What enters: a file of lines, or one line. What leaves: a [`Page`] for each line that holds an object; a line that
//! does not becomes a [`Diagnostic`] with its number, and the next line is read all the same.

use super::{Diagnostic, Format, Page};

/// One result for each line that is not blank, in order.
pub fn json_lines(bytes: &[u8]) -> impl Iterator<Item = Result<Page, Diagnostic>> + '_ {
    bytes
        .split(|&byte| byte == b'\n')
        .enumerate()
        .filter_map(|(index, line)| json_line(line, index + 1))
}

/// The page of one line; none where the line is blank. `number` counts from 1 and is named in the diagnostic.
pub fn json_line(line: &[u8], number: usize) -> Option<Result<Page, Diagnostic>> {
    let line = line
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(line)
        .trim_ascii();
    if line.is_empty() {
        return None;
    }
    let wrong = |what: String| {
        Diagnostic::error(
            "bad-line",
            format!("line {number} holds no article: {what}"),
            "write one JSON object with title, published, url, outlet and text or html on each line",
        )
    };
    Some(
        match serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(line) {
            Err(error) => Err(wrong(error.to_string())),
            Ok(article) => {
                let given = |key| article.get(key).and_then(serde_json::Value::as_str);
                if given("text").is_none() && given("html").is_none() && given("title").is_none() {
                    Err(wrong("neither text, html nor title is given".to_owned()))
                } else {
                    let mut page = Page::with_format(line.to_vec(), Format::ArticleJson);
                    page.address = given("url").filter(|u| !u.is_empty()).map(str::to_owned);
                    Ok(page)
                }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_does_not_stop_the_rest() {
        let lines = b"{\"title\":\"A\",\"text\":\"x\"}\n\n{bad\n{\"html\":\"<p>\"}\n[1]\n{\"a\":1}";
        let read: Vec<_> = json_lines(lines).collect();
        assert_eq!(read.len(), 5);
        assert_eq!(read.iter().filter(|r| r.is_ok()).count(), 2);
        let Err(bad) = &read[1] else {
            panic!("line 3 is no object")
        };
        assert!(bad.message.starts_with("line 3 "), "{}", bad.message);
        assert!(!bad.help.is_empty());
    }
}
