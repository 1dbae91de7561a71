//! Rounds over sources on a server of this machine.

use super::super::fetch::{Limits, Manners};
use super::super::polite::Stop;
use super::super::server::{Asked, Reply, Server, page, status, typed};
use super::super::settings;
use super::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// A keeper that remembers what it was given, as a ledger does.
#[derive(Default)]
struct Shelf {
    /// Pages in the order in which they came: address and bytes.
    pages: Vec<(String, String, Option<Date>)>,
    broken: bool,
}

impl Keeper for Shelf {
    fn keep(
        &mut self,
        page: Page,
        day: Option<Date>,
        earlier: Option<&str>,
    ) -> Result<Kept, String> {
        if self.broken {
            return Err("the disk is full".to_owned());
        }
        let hash = page.hash();
        let address = page.address.clone().unwrap_or_default();
        let text = String::from_utf8_lossy(&page.bytes).into_owned();
        let what = match earlier {
            Some(earlier) if earlier != hash => What::Changed(vec![text.clone()]),
            Some(_) => What::Known,
            None if self.pages.iter().any(|(_, bytes, _)| *bytes == text) => What::Known,
            None => What::New,
        };
        if what != What::Known {
            self.pages.push((address, text, day));
        }
        Ok(Kept {
            page: hash,
            what,
            claims: 2,
            ..Kept::default()
        })
    }
}

/// A server, a shelf, and rounds between them.
struct World {
    server: Server,
    folder: TempDir,
    settings: Settings,
    shelf: Mutex<Shelf>,
    events: Mutex<Vec<Event>>,
    stop: Stop,
    now: Timestamp,
}

impl World {
    fn new(answers: impl Fn(&Asked) -> Reply + Send + Sync + 'static, source: &str) -> World {
        let server = Server::start(answers);
        let sources = source.replace("HOST", &server.url(""));
        let head = format!("allow = [\"{}\"]\npause = \"0s\"\n", server.host());
        let settings = settings::parse(&format!("{head}{sources}"), false).unwrap();
        World {
            server,
            folder: tempfile::tempdir().unwrap(),
            settings,
            shelf: Mutex::default(),
            events: Mutex::default(),
            stop: Stop::default(),
            now: Timestamp::UNIX_EPOCH,
        }
    }

    fn round(&self) -> Ran {
        let manners = Manners {
            limits: Limits {
                time: Duration::from_secs(20),
                ..Limits::default()
            },
            ..self.settings.manners.clone()
        };
        let fetcher = Fetcher::new(manners, self.stop.clone());
        Round {
            settings: &self.settings,
            folder: self.folder.path().to_owned(),
            fetcher: &fetcher,
            keeper: &self.shelf,
            listener: &|event| self.events.lock().unwrap().push(event),
            now: self.now,
            all: true,
        }
        .run()
    }

    fn later(&mut self, hours: u64) {
        self.now += Duration::from_secs(hours * 3600);
    }

    fn memory(&self, name: &str) -> Memory {
        Memory::load(self.folder.path(), name).unwrap()
    }

    fn kept(&self) -> Vec<String> {
        let shelf = self.shelf.lock().unwrap();
        shelf
            .pages
            .iter()
            .map(|(_, text, _)| text.clone())
            .collect()
    }
}

const SOURCE: &str = "[[source]]\nname = \"a\"\naddress = \"HOST/feed\"\n";

fn rss(items: &[&str]) -> Reply {
    let items: String = items
        .iter()
        .map(|path| format!("<item><title>T</title><link>{path}</link><description>Own {path}</description><pubDate>1 Mar 2018</pubDate></item>"))
        .collect();
    typed(
        "application/rss+xml",
        format!("<rss version=\"2.0\"><channel>{items}</channel></rss>"),
    )
}

#[test]
fn new_pages_come_once() {
    let mut world = World::new(
        |asked| match asked.path.as_str() {
            "/feed" => match asked.header("if-none-match") {
                Some(_) => status(304),
                None => rss(&["/1", "/2"]).with("ETag", "\"f\""),
            },
            "/robots.txt" => status(404),
            path => page(format!("<p>Page {path}")),
        },
        SOURCE,
    );
    assert_eq!(world.round(), Ran::default());
    assert_eq!(world.kept(), ["<p>Page /1", "<p>Page /2"]);
    assert_eq!(
        world.shelf.lock().unwrap().pages[0].2.unwrap().to_string(),
        "2018-03-01"
    );
    assert_eq!(world.round(), Ran::default());
    assert_eq!(world.server.paths(), ["/feed", "/1", "/2", "/feed"]);
    let memory = world.memory("a");
    assert_eq!((memory.pages, memory.claims, memory.changed), (2, 4, 0));
    assert_eq!(memory.succeeded, Some(world.now));
    // What is looked at again and has not changed is not handed over as new.
    world.later(2);
    world.round();
    assert_eq!(world.server.count("/1"), 2);
    assert_eq!(world.kept().len(), 2);
}

#[test]
fn a_page_that_was_changed_in_silence_is_kept_as_a_version() {
    let version = Arc::new(AtomicUsize::new(1));
    let current = version.clone();
    let mut world = World::new(
        move |asked| {
            let now = current.load(Ordering::SeqCst);
            match asked.path.as_str() {
                "/feed" => rss(&["/1"]),
                "/robots.txt" => status(404),
                _ if now == 3 => status(410),
                _ if asked.header("if-none-match") == Some(&format!("\"{now}\"")) => status(304),
                _ => page(format!("Version {now}")).with("ETag", format!("\"{now}\"")),
            }
        },
        SOURCE,
    );
    world.round();
    world.later(1);
    world.round();
    assert_eq!(world.kept(), ["Version 1"]);
    version.store(2, Ordering::SeqCst);
    world.later(6);
    world.round();
    assert_eq!(world.kept(), ["Version 1", "Version 2"]);
    assert_eq!(world.memory("a").changed, 1);
    version.store(3, Ordering::SeqCst);
    world.later(24);
    world.events.lock().unwrap().clear();
    world.round();
    let events = world.events.lock().unwrap();
    assert!(
        events
            .iter()
            .any(|e| matches!(&e.what, Happened::Withdrawn(why) if why.contains("410"))),
        "{events:?}"
    );
    assert_eq!(world.memory("a").items.values().next().unwrap().next, None);
}

#[test]
fn what_fails_is_tried_again_later_and_nothing_is_lost() {
    let ill = Arc::new(AtomicUsize::new(1));
    let state = ill.clone();
    let mut world = World::new(
        move |asked| match asked.path.as_str() {
            "/feed" => rss(&["/1", "/2"]).with("ETag", "\"f\""),
            "/robots.txt" => status(404),
            "/1" if state.load(Ordering::SeqCst) == 1 => status(500),
            path => page(format!("Page {path}")),
        },
        SOURCE,
    );
    world.round();
    assert_eq!(world.kept(), ["Page /2"]);
    // Not before its pause is over.
    world.round();
    assert_eq!(world.server.count("/1"), 1);
    ill.store(0, Ordering::SeqCst);
    world.later(1);
    world.round();
    assert_eq!(world.kept(), ["Page /2", "Page /1"]);
}

#[test]
fn a_page_that_nobody_gives_out_is_taken_from_the_listing() {
    let world = World::new(
        |asked| match asked.path.as_str() {
            "/feed" => rss(&["/1", "/closed/2", "/3.pdf"]),
            "/robots.txt" => typed("text/plain", "User-agent: *\nDisallow: /closed/\n"),
            "/3.pdf" => typed("application/pdf", "%PDF"),
            _ => status(403),
        },
        SOURCE,
    );
    world.round();
    let kept = world.kept();
    assert_eq!(kept.len(), 3);
    for (page, path) in kept.iter().zip(["/1", "/3.pdf", "/closed/2"]) {
        assert!(page.contains(&format!("<p>Own {path}</p>")), "{page}");
    }
    assert_eq!(world.server.count("/closed/2"), 0);
}

#[test]
fn a_text_that_was_changed_in_its_listing_is_kept_as_a_version() {
    let version = Arc::new(AtomicUsize::new(1));
    let current = version.clone();
    let mut world = World::new(
        move |asked| match asked.path.as_str() {
            "/feed" => typed(
                "application/rss+xml",
                format!(
                    "<rss version=\"2.0\"><channel><item><title>T</title><link>/1</link>\
                     <description>Version {}</description></item></channel></rss>",
                    current.load(Ordering::SeqCst)
                ),
            ),
            _ => status(404),
        },
        &format!("{SOURCE}pages = false\n"),
    );
    world.round();
    world.later(1);
    world.round();
    assert_eq!(world.kept().len(), 1);
    version.store(2, Ordering::SeqCst);
    world.later(1);
    world.round();
    let kept = world.kept();
    assert_eq!(kept.len(), 2);
    assert!(
        kept[0].contains("Version 1") && kept[1].contains("Version 2"),
        "{kept:?}"
    );
    assert_eq!(world.memory("a").changed, 1);
}

#[test]
fn a_full_disk_loses_nothing() {
    let mut world = World::new(
        |asked| match asked.path.as_str() {
            "/feed" => match asked.header("if-none-match") {
                Some(_) => status(304),
                None => rss(&["/1"]).with("ETag", "\"f\""),
            },
            "/robots.txt" => status(404),
            _ => status(404),
        },
        &format!("{SOURCE}pages = false\n"),
    );
    world.shelf.lock().unwrap().broken = true;
    assert_eq!(world.round().ledger.as_deref(), Some("the disk is full"));
    assert!(world.kept().is_empty());
    world.shelf.lock().unwrap().broken = false;
    world.later(1);
    world.round();
    assert_eq!(world.kept().len(), 1);
    assert_eq!(world.server.count("/1"), 0);
}

#[test]
fn an_ill_source_is_left_alone_longer_each_time_and_does_not_stop_the_others() {
    let mut world = World::new(
        |asked| match asked.path.as_str() {
            "/feed" => status(503),
            "/gone" => status(410),
            "/good" => rss(&["/1"]),
            "/robots.txt" => status(404),
            path => page(format!("Page {path}")),
        },
        &format!(
            "{SOURCE}[[source]]\nname = \"b\"\naddress = \"HOST/gone\"\n[[source]]\nname = \"c\"\naddress = \"HOST/good\"\n"
        ),
    );
    assert_eq!(world.round().failed, 2);
    assert_eq!(world.kept(), ["Page /1"]);
    let first = world.memory("a");
    assert!(first.error.unwrap().contains("503"));
    assert_eq!(world.round(), Ran::default());
    assert_eq!(world.server.count("/feed"), 1);
    world.later(1);
    assert_eq!(world.round().failed, 2);
    let second = world.memory("a");
    assert_eq!(second.failures, 2);
    let pause = |memory: &Memory| passed(memory.tried.unwrap(), memory.not_before.unwrap());
    assert!(pause(&second) == 2 * FIRST_PAUSE && second.succeeded.is_none());
}

#[test]
fn a_host_that_asks_for_a_pause_gets_it() {
    let mut world = World::new(
        |asked| match asked.path.as_str() {
            "/feed" => rss(&["/1", "/2", "/3"]),
            "/robots.txt" => status(404),
            _ => status(429).with("Retry-After", "7200"),
        },
        SOURCE,
    );
    world.round();
    assert_eq!(world.server.paths(), ["/feed", "/1"]);
    world.later(1);
    world.round();
    assert_eq!(world.server.paths().len(), 2);
    world.later(2);
    world.round();
    assert_eq!(world.server.paths().len(), 4);
}

#[test]
fn site_maps_and_lists_of_links_are_followed() {
    let world = World::new(
        |asked| match asked.path.as_str() {
            "/index.xml" => typed(
                "text/xml",
                "<sitemapindex><sitemap><loc>/news.xml.gz</loc></sitemap><sitemap><loc>/gone.xml</loc></sitemap><sitemap><loc>/index.xml</loc></sitemap></sitemapindex>",
            ),
            "/news.xml.gz" => {
                use flate2::{Compression, write::GzEncoder};
                use std::io::Write;
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder
                    .write_all(
                        b"<urlset><url><loc>/en/1</loc></url><url><loc>/fr/2</loc></url></urlset>",
                    )
                    .unwrap();
                typed("application/gzip", encoder.finish().unwrap())
            }
            "/list" => page(
                "<a href=/en/3>Three</a><a href=/list>here</a><a href='/en/1'>One</a><a href='http://127.0.0.1/en/x'>x</a>",
            ),
            "/robots.txt" | "/gone.xml" => status(404),
            path => page(format!("Page {path}")),
        },
        "[[source]]\nname = \"map\"\naddress = \"HOST/index.xml\"\ninclude = [\"/en/\"]\n\
         [[source]]\nname = \"links\"\naddress = \"HOST/list\"\nkind = \"links\"\n",
    );
    world.round();
    let mut kept = world.kept();
    kept.sort();
    assert_eq!(kept, ["Page /en/1", "Page /en/3"]);
    assert_eq!(world.server.count("/en/1"), 1);
    assert_eq!(world.server.count("/fr/2"), 0);
    assert_eq!(world.server.count("/index.xml"), 1);
    let links = world.memory("links");
    let refused = &links.items["http://127.0.0.1/en/x"];
    assert_eq!(refused.state, State::Missed);
}

#[test]
fn a_source_that_has_moved_says_so_once() {
    let world = World::new(
        |asked| match asked.path.as_str() {
            "/feed" => super::super::server::redirect(301, "/new"),
            "/new" => rss(&[]),
            _ => status(404),
        },
        SOURCE,
    );
    world.round();
    world.round();
    let events = world.events.lock().unwrap();
    let moved = events
        .iter()
        .filter(|e| matches!(e.what, Happened::Moved(_)));
    assert_eq!(moved.count(), 1);
    assert_eq!(world.memory("a").moved, Some(world.server.url("/new")));
}

#[test]
fn a_stop_in_the_middle_and_a_second_run_end_alike() {
    let stop = Stop::default();
    let wish = stop.clone();
    let asked_for = Arc::new(AtomicUsize::new(0));
    let count = asked_for.clone();
    let mut world = World::new(
        move |asked| match asked.path.as_str() {
            "/feed" => rss(&["/1", "/2", "/3", "/4", "/5"]),
            "/robots.txt" => status(404),
            path => {
                if count.fetch_add(1, Ordering::SeqCst) == 2 {
                    wish.set();
                }
                page(format!("Page {path}"))
            }
        },
        SOURCE,
    );
    world.stop = stop;
    world.round();
    let first = world.kept().len();
    assert!(first < 5);
    world.stop = Stop::default();
    world.round();
    let mut kept = world.kept();
    kept.sort();
    assert_eq!(
        kept,
        ["Page /1", "Page /2", "Page /3", "Page /4", "Page /5"]
    );
    // The one under way when stopping was asked for may have been asked for twice; none was handed over twice.
    assert!(asked_for.load(Ordering::SeqCst) <= 6);
}
