//! Views: questions to the ledger that somebody keeps, to be told of what is new.

use super::store::millis;
use super::{Action, Error, Kind, People, Result, Who, cleaned};
use jiff::Timestamp;
use rusqlite::Row;

/// Most views of an account.
const MOST: i64 = 100;

/// A view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its number.
    pub id: i64,
    /// The account whose it is.
    pub account: i64,
    /// What its owner calls it.
    pub name: String,
    /// What stands behind the `?` of the address.
    pub query: String,
    /// Whether its owner is told of what is new in it.
    pub told: bool,
    /// Where the ledger was when they were told last, as its changes are counted; none for a view that is new.
    pub seen: Option<String>,
}

const COLUMNS: &str = "id, account, name, query, told, seen";

impl View {
    fn of(row: &Row) -> rusqlite::Result<View> {
        Ok(View {
            id: row.get(0)?,
            account: row.get(1)?,
            name: row.get(2)?,
            query: row.get(3)?,
            told: row.get(4)?,
            seen: row.get(5)?,
        })
    }
}

impl People {
    /// Keeps a view; gives its number.
    pub fn save_view(
        &self,
        who: &Who,
        name: &str,
        query: &str,
        told: bool,
        now: Timestamp,
    ) -> Result<i64> {
        who.need(Action::SaveView)?;
        let name = cleaned(name, 80)?;
        let query = query.trim_start_matches('?');
        if query.len() > 2000 {
            return Err(Error::TooLong(2000));
        }
        self.limits.take(Kind::Change, &who.id.to_string(), now)?;
        self.store.write_quietly(|db| {
            let there: i64 = db.query_row(
                "SELECT count(*) FROM view WHERE account = ?1",
                [who.id],
                |row| row.get(0),
            )?;
            if there >= MOST {
                return Err(Error::TooMany(MOST as usize));
            }
            db.execute(
                "INSERT INTO view (account, name, query, told, made) VALUES (?1, ?2, ?3, ?4, ?5)",
                (who.id, name, query, told, millis(now)),
            )?;
            Ok(db.last_insert_rowid())
        })
    }

    /// One's own views, by name.
    pub fn views(&self, who: &Who) -> Result<Vec<View>> {
        who.need(Action::Account)?;
        let db = self.store.read();
        let mut find = db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM view WHERE account = ?1 ORDER BY name, id"
        ))?;
        let rows = find.query_map([who.id], View::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Drops one of one's own views.
    pub fn drop_view(&self, who: &Who, id: i64) -> Result<()> {
        who.need(Action::SaveView)?;
        self.store.write_quietly(|db| {
            let gone = db.execute(
                "DELETE FROM view WHERE id = ?1 AND account = ?2",
                (id, who.id),
            )?;
            if gone == 0 {
                return Err(Error::Missing);
            }
            Ok(())
        })
    }

    /// All views whose owners are told of what is new.
    pub fn told_views(&self) -> Result<Vec<View>> {
        let db = self.store.read();
        let mut find = db.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM view WHERE told = 1 ORDER BY id"
        ))?;
        let rows = find.query_map([], View::of)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// So many changes of a view are new since it was told last; `seen` is where the ledger is now. Its owner is told, and once, however many
    /// look at the same time.
    pub fn tell_view(&self, view: &View, amount: usize, seen: &str, now: Timestamp) -> Result<()> {
        self.store.write_quietly(|db| {
            let moved = db.execute(
                "UPDATE view SET seen = ?2 WHERE id = ?1 AND seen IS ?3",
                (view.id, seen, &view.seen),
            )?;
            if moved > 0 && amount > 0 {
                db.execute(
                    "INSERT INTO notice (account, kind, view, amount, made) VALUES (?1, 'view', ?2, ?3, ?4)",
                    (
                        view.account,
                        view.id,
                        i64::try_from(amount).unwrap_or(i64::MAX),
                        millis(now),
                    ),
                )?;
            }
            Ok(())
        })
    }
}
