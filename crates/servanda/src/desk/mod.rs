//! Desk: the ledger in the browser.
//!
//! What enters: a ledger and [`Settings`]. What leaves: pages over HTTP until somebody asks it to stop. Everything that a page needs is in
//! the program; nothing comes from other hosts.
//!
//! A page is one file in [`pages`]: a handler takes a [`visit::Visit`] (language, theme, address) and the [`state::Desk`], asks the ledger
//! through [`state::Desk::ask`], and returns a template with a [`frame::Frame`], or a [`problem::Problem`]. Every word that it says comes from the
//! catalogues in `data/desk` through [`words::Words`]. [`router`] is the list of all addresses, with what stands around each: limits,
//! headers, the face of errors.
//!
//! Invariants: no request writes to the ledger but a review of who may review ([`members::review`]); no page holds a script or a style of its own, so that the content security policy
//! can forbid both; every address within the desk is made by [`visit::Visit::link`], so that it works behind a proxy.

pub mod api;
pub mod asked;
pub mod assets;
pub mod curve;
pub mod dates;
pub mod follow;
pub mod frame;
pub mod fresh;
pub mod graph;
pub mod guard;
pub mod kept;
pub mod line;
pub mod map;
pub mod members;
pub mod names;
pub mod pages;
pub mod pool;
pub mod problem;
pub mod router;
pub mod shown;
pub mod state;
pub mod subscribe;
pub mod tell;
pub mod visit;
pub mod words;

#[cfg(test)]
mod api_tests;
#[cfg(test)]
mod forms_tests;
#[cfg(test)]
mod pages_tests;
#[cfg(test)]
mod tests;

use jiff::civil::Date;
use std::future::IntoFuture as _;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;
use url::Url;

/// How the desk is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The ledger, which is there and of today's form.
    pub ledger: PathBuf,
    /// Where the people of the desk are kept; none for a desk without accounts.
    pub people: Option<PathBuf>,
    /// The server that takes letters and the address that they come from, where it sends any.
    pub mail: Option<(String, String)>,
    /// Certificates (PEM) that vouch for that server, beside those that the web trusts.
    pub mail_trusts: Option<Vec<u8>>,
    /// The list of sources that are watched, where there is one, to show how they fare.
    pub sources: Option<PathBuf>,
    /// Under which address people reach it, where that is another one than it listens on. Its path stands before every link.
    pub public_url: Option<Url>,
    /// The day that counts as today; none for the day that it is.
    pub today: Option<Date>,
    /// Whether it shows invented examples, and says so.
    pub demo: bool,
    /// How many questions the ledger answers at a time.
    pub connections: usize,
    /// KiB of the ledger that each of them keeps in memory.
    pub cache: u32,
    /// How many pages may have to be gone through to tell what was known on a day: all of that is in memory meanwhile.
    pub known: usize,
    /// How long a request may take.
    pub patience: Duration,
    /// How many requests may be under way.
    pub requests: usize,
    /// How many live connections may be open.
    pub live: usize,
    /// How old figures about the whole ledger may be.
    pub figures: Duration,
    /// How often it looks whether the ledger has changed.
    pub look: Duration,
    /// Who is sent what, and the file in which it is remembered what was sent.
    pub webhooks: Option<(subscribe::hooks::Hooks, PathBuf)>,
}

impl Settings {
    /// The usual settings for a ledger.
    pub fn for_ledger(ledger: PathBuf) -> Settings {
        Settings {
            people: Some(crate::people::beside(&ledger)),
            mail: None,
            mail_trusts: None,
            ledger,
            sources: None,
            public_url: None,
            today: None,
            demo: false,
            // More questions at a time than there are processors make each other slow, and one is for those that wait for the disk.
            connections: std::thread::available_parallelism()
                .map_or(2, usize::from)
                .clamp(2, 8)
                + 1,
            cache: 16 << 10,
            known: 25_000,
            patience: Duration::from_secs(10),
            requests: 512,
            live: 4096,
            figures: Duration::from_secs(60),
            look: Duration::from_millis(700),
            webhooks: None,
        }
    }
}

/// How long open requests may go on after somebody has asked to stop.
const FAREWELL: Duration = Duration::from_secs(5);

/// Serves the desk until the program is asked to stop. `ready` is told the address that it listens on.
///
/// # Errors
/// Where the address cannot be listened on, or the ledger cannot be opened.
pub fn serve(
    settings: Settings,
    listen: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Pages are drawn on these, too; so that whoever asks for a kept one does not wait for two that are drawn, there are some more.
        .worker_threads(4)
        .max_blocking_threads(settings.connections + 16)
        .enable_all()
        .build()?;
    let done = runtime.block_on(async {
        let listener = TcpListener::bind(listen).await?;
        let desk = state::Desk::new(settings).map_err(io::Error::other)?;
        desk.follow();
        desk.count_now();
        tokio::spawn(members::watch::watch(desk.clone()));
        tokio::spawn(members::digest::run(desk.clone()));
        tokio::spawn(members::post::run(desk.clone()));
        if let Some((hooks, remembered)) = desk.settings().webhooks.clone() {
            tokio::spawn(subscribe::webhooks::send(desk.clone(), hooks, remembered));
        }
        ready(listener.local_addr()?);
        let served = {
            let mut stop = desk.stopping();
            let router = router::router(desk.clone());
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            let server = axum::serve(listener, service).with_graceful_shutdown(async move {
                // An error says that nobody can ask any more, which is a reason to stop as well.
                let _ = stop.wait_for(|stop| *stop).await;
            });
            tokio::spawn(server.into_future())
        };
        asked_to_stop().await;
        desk.stop();
        match tokio::time::timeout(FAREWELL, served).await {
            Ok(Ok(done)) => done,
            // What is still open is cut off.
            Ok(Err(_)) | Err(_) => Ok(()),
        }
    });
    runtime.shutdown_timeout(Duration::from_millis(200));
    done
}

/// Waits for Ctrl-C or for the system's wish to end the program.
async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            let mut interrupt = std::pin::pin!(interrupt);
            let mut ended = std::pin::pin!(terminate.recv());
            futures_util::future::select(&mut interrupt, &mut ended).await;
            return;
        }
    }
    let _ = interrupt.await;
}
