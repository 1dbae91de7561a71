//! Raw: rows of a file of SQLite, read from its pages without SQLite, so that damage elsewhere does not matter.
//!
//! What enters: a file, whole or not, and its log. What leaves: the rows on those of its pages that make sense. Invariant: nothing is
//! written, and nothing in the file can make it panic, loop or take more memory than a row may have. The form of the file is
//! described in SQLite's documentation, "Database File Format".

use crate::store::Result;
use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// The most bytes that a row may have.
const LARGEST: usize = 1 << 30;
/// Bytes of a page where the file does not tell.
const USUAL: usize = 8192;

/// A value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// None.
    Null,
    /// A whole number.
    Int(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// A row as it lies in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its number; none in an index, and in tables that are one.
    pub number: Option<i64>,
    /// Its columns.
    pub values: Vec<Value>,
}

/// A file of SQLite.
pub struct Raw {
    file: File,
    /// Bytes of a page.
    size: usize,
    /// How many pages there are.
    pub pages: u32,
    log: Option<File>,
    /// Where the log has a page, in bytes.
    logged: HashMap<u32, u64>,
}

impl Raw {
    /// Opens a file, with the log beside it.
    pub fn open(path: &Path) -> Result<Raw> {
        let mut file = File::open(path)?;
        let mut head = [0; 100];
        let read = fill(&mut file, &mut head)?;
        let length = file.metadata()?.len();
        let mut name = path.as_os_str().to_owned();
        name.push("-wal");
        let mut log = File::open(name).ok();
        let told = match u16::from_be_bytes([head[16], head[17]]) {
            1 => 65536,
            size => usize::from(size),
        };
        let fits = |size: usize| size.is_power_of_two() && (512..=65536).contains(&size);
        let of_log = log.as_mut().and_then(|log| {
            let mut head = [0; 12];
            (fill(log, &mut head).ok()? == 12).then(|| big(&head[8..12]) as usize)
        });
        let size = [Some(told).filter(|_| read == 100), of_log]
            .into_iter()
            .flatten()
            .find(|size| fits(*size))
            .unwrap_or(USUAL);
        let mut raw = Raw {
            file,
            size,
            pages: u32::try_from(length.div_ceil(size as u64)).unwrap_or(u32::MAX),
            log: None,
            logged: HashMap::new(),
        };
        if let Some(mut log) = log {
            raw.logged = logged(&mut log, size)?;
            raw.log = Some(log);
            let last = raw.logged.keys().max().copied().unwrap_or(0);
            raw.pages = raw.pages.max(last);
        }
        Ok(raw)
    }

    /// A page, what is missing of it as zeros; none where there is no such page.
    fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        if number == 0 || number > self.pages {
            return None;
        }
        let mut page = vec![0; self.size];
        let (file, at) = match (self.logged.get(&number), &mut self.log) {
            (Some(at), Some(log)) => (log, *at),
            _ => (&mut self.file, u64::from(number - 1) * self.size as u64),
        };
        file.seek(SeekFrom::Start(at)).ok()?;
        fill(file, &mut page).ok()?;
        Some(page)
    }

    /// The rows of a page, and how many do not make sense. A page that holds no rows has none.
    pub fn rows(&mut self, number: u32) -> (Vec<Row>, usize) {
        let mut rows = Vec::new();
        let mut broken = 0;
        let Some(page) = self.page(number) else {
            return (rows, broken);
        };
        let start = if number == 1 { 100 } else { 0 };
        let table = match page[start] {
            0x0d => true,
            0x0a => false,
            _ => return (rows, broken),
        };
        let count = usize::from(u16::from_be_bytes([page[start + 3], page[start + 4]]));
        for cell in 0..count {
            let at = start + 8 + 2 * cell;
            let Some(place) = page.get(at..at + 2) else {
                broken += count - cell;
                break;
            };
            let place = usize::from(u16::from_be_bytes([place[0], place[1]]));
            match self.row(&page, place, table) {
                Some(row) => rows.push(row),
                None => broken += 1,
            }
        }
        (rows, broken)
    }

    fn row(&mut self, page: &[u8], at: usize, table: bool) -> Option<Row> {
        let mut at = at;
        let length = usize::try_from(varint(page, &mut at)?).ok()?;
        if length > LARGEST {
            return None;
        }
        let number = if table {
            Some(varint(page, &mut at)?)
        } else {
            None
        };
        let most = if table {
            self.size - 35
        } else {
            (self.size - 12) * 64 / 255 - 23
        };
        let local = if length <= most {
            length
        } else {
            let least = (self.size - 12) * 32 / 255 - 23;
            let some = least + (length - least) % (self.size - 4);
            if some <= most { some } else { least }
        };
        let mut bytes = page.get(at..at + local)?.to_vec();
        if local < length {
            let next = page.get(at + local..at + local + 4)?;
            self.follow(big(next), length, &mut bytes)?;
        }
        Some(Row {
            number,
            values: values(&bytes)?,
        })
    }

    /// Reads the rest of a row from the pages that it flows over to.
    fn follow(&mut self, mut next: u32, length: usize, bytes: &mut Vec<u8>) -> Option<()> {
        while bytes.len() < length {
            let page = self.page(next)?;
            next = big(&page[..4]);
            let rest = (length - bytes.len()).min(self.size - 4);
            bytes.extend_from_slice(&page[4..4 + rest]);
        }
        Some(())
    }
}

/// Where a log has the pages that were committed: the last of each.
fn logged(log: &mut File, size: usize) -> Result<HashMap<u32, u64>> {
    let mut found = HashMap::new();
    let mut head = [0; 32];
    log.seek(SeekFrom::Start(0))?;
    if fill(log, &mut head)? < 32 || big(&head[8..12]) as usize != size {
        return Ok(found);
    }
    let backwards = match big(&head[..4]) {
        0x377f_0682 => true,
        0x377f_0683 => false,
        _ => return Ok(found),
    };
    let mut sum = (0, 0);
    add_up(&mut sum, &head[..24], backwards);
    if sum != (big(&head[24..28]), big(&head[28..32])) {
        return Ok(found);
    }
    let mut waiting = Vec::new();
    let mut frame = vec![0; 24 + size];
    let mut at = 32;
    while fill(log, &mut frame)? == frame.len() && frame[8..16] == head[16..24] {
        add_up(&mut sum, &frame[..8], backwards);
        add_up(&mut sum, &frame[24..], backwards);
        if sum != (big(&frame[16..20]), big(&frame[20..24])) {
            break;
        }
        waiting.push((big(&frame[..4]), at + 24));
        if big(&frame[4..8]) != 0 {
            found.extend(waiting.drain(..));
        }
        at += frame.len() as u64;
    }
    Ok(found)
}

/// The sums by which a log knows its frames.
fn add_up(sum: &mut (u32, u32), bytes: &[u8], backwards: bool) {
    for eight in bytes.chunks_exact(8) {
        let word = |four: &[u8]| {
            let four = [four[0], four[1], four[2], four[3]];
            if backwards {
                u32::from_le_bytes(four)
            } else {
                u32::from_be_bytes(four)
            }
        };
        sum.0 = sum.0.wrapping_add(word(&eight[..4])).wrapping_add(sum.1);
        sum.1 = sum.1.wrapping_add(word(&eight[4..])).wrapping_add(sum.0);
    }
}

/// The values of a record.
fn values(bytes: &[u8]) -> Option<Vec<Value>> {
    let mut at = 0;
    let head = usize::try_from(varint(bytes, &mut at)?).ok()?;
    if head > bytes.len() {
        return None;
    }
    let mut body = head;
    let mut values = Vec::new();
    while at < head {
        let kind = varint(bytes, &mut at)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let own = bytes.get(body..body.checked_add(length)?)?;
        body += length;
        values.push(match kind {
            0 => Value::Null,
            8 => Value::Int(0),
            9 => Value::Int(1),
            7 => Value::Real(f64::from_bits(whole(own).cast_unsigned())),
            1..=6 => Value::Int(whole(own)),
            _ if kind % 2 == 0 => Value::Blob(own.to_vec()),
            _ => Value::Text(String::from_utf8(own.to_vec()).ok()?),
        });
    }
    (at == head && body == bytes.len()).then_some(values)
}

/// A whole number with its sign, of as many bytes as there are.
fn whole(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|byte| byte & 0x80 != 0) {
        -1
    } else {
        0
    };
    { bytes.iter() }.fold(sign, |sum, byte| sum << 8 | i64::from(*byte))
}

/// A number of one to nine bytes.
fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut value = 0_i64;
    for place in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if place == 8 {
            return Some(value << 8 | i64::from(byte));
        }
        value = value << 7 | i64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

fn big(four: &[u8]) -> u32 {
    { four.iter() }.fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// Reads until the buffer is full or the file ends; how many bytes were read.
fn fill(file: &mut File, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut full = 0;
    while full < buffer.len() {
        match file.read(&mut buffer[full..])? {
            0 => break,
            read => full += read,
        }
    }
    Ok(full)
}
