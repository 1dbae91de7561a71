//! Markup: what people write, as HTML that is safe.
//!
//! What enters: Markdown from anybody. What leaves: HTML of few tags, whose links go to http and https only. Invariants: HTML that was
//! written is shown as it was written; no picture is loaded; the depth is bounded; what comes out went through an allowlist at the end,
//! whatever the steps before it did.

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How deep quotes and lists go.
const DEEPEST: usize = 8;

/// The allowlist.
static SAFE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from([
            "p",
            "br",
            "em",
            "strong",
            "del",
            "code",
            "pre",
            "blockquote",
            "ul",
            "ol",
            "li",
            "a",
            "hr",
            "span",
        ]))
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .allowed_classes(HashMap::from([("span", HashSet::from(["mention"]))]))
        .url_schemes(HashSet::from(["http", "https"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .link_rel(Some("nofollow ugc noopener noreferrer"));
    builder
});

/// Markdown as safe HTML.
pub fn render(markdown: &str) -> String {
    let parser = Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH);
    let mut plain = Plain::default();
    let mut events = Vec::new();
    for event in parser {
        plain.take(event, &mut events);
    }
    let mut unsafe_html = String::new();
    html::push_html(&mut unsafe_html, events.into_iter());
    SAFE.clean(&unsafe_html).to_string()
}

/// Makes a comment's Markdown plainer.
#[derive(Default)]
struct Plain {
    depth: usize,
    /// How many tags were opened beyond the depth.
    beyond: usize,
    /// Inside of a link or of code, where text stays as it is.
    literal: usize,
}

impl Plain {
    fn take<'e>(&mut self, event: Event<'e>, out: &mut Vec<Event<'e>>) {
        match event {
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text)),
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => {}
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Start(Tag::Heading { .. }) => {
                out.push(Event::Start(Tag::Paragraph));
                out.push(Event::Start(Tag::Strong));
            }
            Event::End(TagEnd::Heading(_)) => {
                out.push(Event::End(TagEnd::Strong));
                out.push(Event::End(TagEnd::Paragraph));
            }
            Event::Start(tag) => {
                if nests(&tag) {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        self.beyond += 1;
                        return;
                    }
                }
                if matches!(tag, Tag::Link { .. } | Tag::CodeBlock(_)) {
                    self.literal += 1;
                }
                out.push(Event::Start(tag));
            }
            Event::End(tag) => {
                if ends(tag) {
                    self.depth = self.depth.saturating_sub(1);
                    if self.beyond > 0 {
                        self.beyond -= 1;
                        return;
                    }
                }
                if matches!(tag, TagEnd::Link | TagEnd::CodeBlock) {
                    self.literal = self.literal.saturating_sub(1);
                }
                out.push(Event::End(tag));
            }
            Event::Text(text) if self.literal == 0 => lively(&text, out),
            event => out.push(event),
        }
    }
}

fn nests(tag: &Tag) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item)
}

fn ends(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item)
}

/// Text with its mentions and bare addresses marked.
fn lively<'e>(text: &str, out: &mut Vec<Event<'e>>) {
    let mut rest = text;
    let mut before: Option<char> = None;
    let mut plain = String::new();
    while let Some(first) = rest.chars().next() {
        let fresh = before.is_none_or(|c| !c.is_alphanumeric());
        let name = if first == '@' && fresh {
            name_at(rest)
        } else {
            None
        };
        let address = if fresh { address_at(rest) } else { None };
        let taken = match (name, address) {
            (Some(name), _) => {
                flush(&mut plain, out);
                let mark = format!("<span class=\"mention\">@{name}</span>");
                out.push(Event::InlineHtml(CowStr::from(mark)));
                1 + name.len()
            }
            (None, Some(address)) => {
                flush(&mut plain, out);
                out.push(Event::Start(Tag::Link {
                    link_type: pulldown_cmark::LinkType::Autolink,
                    dest_url: CowStr::from(address.to_owned()),
                    title: CowStr::from(""),
                    id: CowStr::from(""),
                }));
                out.push(Event::Text(CowStr::from(address.to_owned())));
                out.push(Event::End(TagEnd::Link));
                address.len()
            }
            (None, None) => {
                plain.push(first);
                first.len_utf8()
            }
        };
        before = rest
            .get(..taken)
            .and_then(|taken| taken.chars().next_back());
        rest = rest.get(taken..).unwrap_or_default();
    }
    flush(&mut plain, out);
}

fn flush(plain: &mut String, out: &mut Vec<Event<'_>>) {
    if !plain.is_empty() {
        out.push(Event::Text(CowStr::from(std::mem::take(plain))));
    }
}

/// The name behind an `@`, of the letters that names have.
fn name_at(text: &str) -> Option<&str> {
    let name = text.strip_prefix('@')?;
    let end = name
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(name.len());
    let name = name.get(..end)?.trim_end_matches(['-', '_']);
    (name.chars().count() >= 2).then_some(name)
}

/// The address that the text begins with.
fn address_at(text: &str) -> Option<&str> {
    if !(text.starts_with("https://") || text.starts_with("http://")) {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\''))
        .unwrap_or(text.len());
    let address = text
        .get(..end)?
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']']);
    url::Url::parse(address).ok().map(|_| address)
}

/// The names that a text mentions, each once, in order; at most twenty.
pub fn mentions(markdown: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for (at, c) in markdown.char_indices() {
        let fresh = before.is_none_or(|c| !c.is_alphanumeric());
        if c == '@'
            && fresh
            && let Some(name) = markdown.get(at..).and_then(name_at)
            && !names.iter().any(|known| known == name)
            && names.len() < 20
        {
            names.push(name.to_owned());
        }
        before = Some(c);
    }
    names
}

/// The ids of records that a text links to, by the paths of addresses; at most five.
pub fn records_in(markdown: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (at, mark) in markdown.match_indices("/records/") {
        let digits: String = markdown
            .get(at + mark.len()..)
            .unwrap_or_default()
            .chars()
            .take_while(char::is_ascii_hexdigit)
            .collect();
        if digits.len() == 16 && !ids.contains(&digits) && ids.len() < 5 {
            ids.push(digits);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(
            render("It is *sure*, says **the aide**."),
            "<p>It is <em>sure</em>, says <strong>the aide</strong>.</p>\n"
        );
        assert_eq!(render("# Big"), "<p><strong>Big</strong></p>\n");
        assert!(render("> said\n\n- a\n- b\n\n`c`").contains("<blockquote>"));
    }

    #[test]
    fn mentions_and_addresses_are_marked_outside_of_code() {
        assert_eq!(
            render("@Анна, see https://example.org/a?b=1&c=2."),
            "<p><span class=\"mention\">@Анна</span>, see <a href=\"https://example.org/a?b=1&amp;c=2\" \
             rel=\"nofollow ugc noopener noreferrer\">https://example.org/a?b=1&amp;c=2</a>.</p>\n"
        );
        assert_eq!(render("`@anna`"), "<p><code>@anna</code></p>\n");
        assert!(!render("mail@example.org").contains("mention"));
        assert_eq!(
            mentions("@anna and @boris, @anna; c@d.org"),
            ["anna", "boris"]
        );
    }

    /// Payloads of our own, each a way to smuggle a script into a page.
    pub const PAYLOADS: &[&str] = &[
        "<script>alert(1)</script>",
        "<ScRiPt src=//evil.example/x.js></ScRiPt>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<a href=\"javascript:alert(1)\">a</a>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java\nscript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](vbscript:msgbox(1))",
        "<javascript:alert(1)>",
        "![a](javascript:alert(1))",
        "![x](https://evil.example/pixel.png)",
        "![\" onerror=\"alert(1)](x)",
        "[a](https://example.org/\" onmouseover=\"alert(1))",
        "[a](https://example.org 'x\" onmouseover=\"alert(1)')",
        "https://example.org/\"onmouseover=alert(1)",
        "@anna\"><script>alert(1)</script>",
        "<iframe src=\"https://evil.example\"></iframe>",
        "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\">",
        "<form action=\"https://evil.example\"><input name=q></form>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<details open ontoggle=alert(1)>",
        "<body onload=alert(1)>",
        "<base href=\"https://evil.example/\">",
        "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<style>*{background:url(https://evil.example)}</style>",
        "<span class=\"mention\" style=\"position:fixed\" onclick=alert(1)>a</span>",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "`</code><script>alert(1)</script>`",
        "<!--><script>alert(1)</script-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "</p><script>alert(1)</script>",
        "<x\u{0}onload=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<a href=\" &#14; javascript:alert(1)\">a</a>",
        "<template><script>alert(1)</script></template>",
        "<button formaction=javascript:alert(1)>a",
    ];

    #[test]
    fn nothing_that_acts_comes_through() {
        for payload in PAYLOADS {
            let html = render(payload);
            // Whatever is a tag is one of ours, with an attribute of ours; all else was turned into text.
            for tag in html.split('<').skip(1) {
                let tag = tag.split('>').next().unwrap();
                let name = tag.trim_start_matches('/').split(' ').next().unwrap();
                assert!(
                    [
                        "p",
                        "br",
                        "em",
                        "strong",
                        "del",
                        "code",
                        "pre",
                        "blockquote",
                        "ul",
                        "ol",
                        "li",
                        "a",
                        "hr",
                        "span"
                    ]
                    .contains(&name),
                    "{payload} -> {html}"
                );
                let attributes = tag.split_once(' ').map_or("", |(_, rest)| rest);
                assert!(
                    attributes.is_empty()
                        || attributes == "class=\"mention\""
                        || attributes == "rel=\"nofollow ugc noopener noreferrer\""
                        || (attributes.starts_with("href=\"http")
                            && attributes.matches('"').count() == 4),
                    "{payload} -> {html}"
                );
            }
        }
    }

    #[test]
    fn depth_is_bounded() {
        let html = render(&format!("{}deep", ">".repeat(3000)));
        assert!(html.matches("<blockquote>").count() <= DEEPEST);
        assert!(html.contains("deep"));
    }

    #[test]
    fn links_to_records_are_found() {
        let text = "see https://desk.example/records/00ff00ff00ff00ff#c and /records/12 and /records/00ff00ff00ff00ff";
        assert_eq!(records_in(text), ["00ff00ff00ff00ff"]);
    }
}
