//! Follow: that the ledger has changed, for those who want to know at once.
//!
//! What enters: the ledger's file, looked at now and again. What leaves: a number that grows with each change that another program makes.

use ledger::store::sqlite::Sqlite;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::watch;

/// Looks at the ledger every so often until `stop`, and counts its changes into `changes`.
pub async fn follow(
    path: PathBuf,
    every: Duration,
    changes: watch::Sender<u64>,
    mut stop: watch::Receiver<bool>,
) {
    let mut store: Option<Sqlite> = None;
    let mut last = None;
    let mut clock = tokio::time::interval(every);
    loop {
        let tick = std::pin::pin!(clock.tick());
        let end = std::pin::pin!(stop.wait_for(|stop| *stop));
        if let futures_util::future::Either::Right(_) =
            futures_util::future::select(tick, end).await
        {
            return;
        }
        let path = path.clone();
        let looked = tokio::task::spawn_blocking(move || {
            // After a failure (the file is being exchanged, say) it is opened anew.
            let store = match store {
                Some(store) => store,
                None => Sqlite::open_to_look(&path, 64).ok()?,
            };
            let version = store.data_version().ok()?;
            Some((store, version))
        })
        .await
        .ok()
        .flatten();
        let (kept, version) = looked.unzip();
        store = kept;
        if version.is_some() {
            if last.is_some() && version != last {
                changes.send_modify(|count| *count += 1);
            }
            last = version;
        }
    }
}
