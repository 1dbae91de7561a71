//! Archive: the files of a ledger in one file, and back.
//!
//! What enters: copies of the files. What leaves: a tar, compressed with zstd, that begins with a list of what is in it and how it
//! hashes; and the files again, each checked. Invariants: what is read back has the hash that it had; nothing is unpacked under
//! another name than the caller gives.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;

/// The name of the list.
const LIST: &str = "servanda-backup.json";
/// The most bytes that the list may have.
const LONGEST_LIST: u64 = 1 << 20;
/// The form of the archive.
const FORM: u32 = 1;
/// How hard it is compressed: pages are compressed already, and the rest is easy.
const EFFORT: i32 = 3;

/// What is in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The form of the archive.
    form: u32,
    /// When it was made.
    pub made: jiff::Timestamp,
    /// The version of the program that made it.
    program: String,
    /// The files.
    pub files: Vec<Item>,
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its name there.
    pub name: String,
    /// Bytes.
    pub bytes: u64,
    /// SHA-256.
    pub sha256: String,
}

/// Writes files into an archive, each under a name. Gives the list.
pub fn write(to: &Path, files: &[(&str, &Path)], made: jiff::Timestamp) -> io::Result<List> {
    let mut list = List {
        form: FORM,
        made,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        files: Vec::new(),
    };
    for (name, path) in files {
        let (bytes, sha256) = copy(&mut File::open(path)?, &mut io::sink())?;
        let name = (*name).to_owned();
        list.files.push(Item {
            name,
            bytes,
            sha256,
        });
    }
    let out = zstd::Encoder::new(BufWriter::new(File::create_new(to)?), EFFORT)?;
    let mut tar = tar::Builder::new(out);
    let words = serde_json::to_vec_pretty(&list)?;
    tar.append_data(
        &mut header(words.len() as u64, made),
        LIST,
        words.as_slice(),
    )?;
    for ((name, path), item) in files.iter().zip(&list.files) {
        tar.append_data(
            &mut header(item.bytes, made),
            name,
            File::open(path)?.take(item.bytes),
        )?;
    }
    let out = tar.into_inner()?.finish()?;
    out.into_inner()?.sync_all()?;
    Ok(list)
}

fn header(bytes: u64, made: jiff::Timestamp) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    // Accounts are in it: nobody but the owner may read what is unpacked.
    header.set_mode(0o600);
    header.set_mtime(made.as_second().unsigned_abs());
    header
}

/// Reads an archive: `place` says where each file is to be written. A file with another hash than in the list is an error.
pub fn read(
    from: &Path,
    mut place: impl FnMut(&Item) -> io::Result<Option<File>>,
) -> io::Result<List> {
    let mut tar = tar::Archive::new(zstd::Decoder::new(BufReader::new(File::open(from)?))?);
    let mut entries = tar.entries()?;
    let first = entries.next().ok_or_else(|| broken("it is empty"))??;
    if first.path()?.as_os_str() != LIST {
        return Err(broken("it is no backup of servanda"));
    }
    let mut words = Vec::new();
    first.take(LONGEST_LIST).read_to_end(&mut words)?;
    let list: List =
        serde_json::from_slice(&words).map_err(|_| broken("its list makes no sense"))?;
    if list.form > FORM {
        return Err(broken("a newer servanda made it"));
    }
    let mut rest = list.files.iter();
    for entry in entries {
        let mut entry = entry?;
        let Some(item) = rest.next() else { break };
        if entry.path()?.as_os_str() != item.name.as_str() {
            return Err(broken("its files are not those of its list"));
        }
        let (bytes, sha256) = match place(item)? {
            Some(file) => {
                let mut out = BufWriter::new(file);
                let read = copy(&mut entry, &mut out)?;
                out.into_inner()?.sync_all()?;
                read
            }
            None => copy(&mut entry, &mut io::sink())?,
        };
        if (bytes, &sha256) != (item.bytes, &item.sha256) {
            return Err(broken("a file in it is damaged"));
        }
    }
    if rest.next().is_some() {
        return Err(broken("it was cut off"));
    }
    Ok(list)
}

fn broken(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

/// Copies all bytes; how many there were, and their hash.
fn copy(from: &mut impl Read, to: &mut impl Write) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut bytes = 0;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        to.write_all(&buffer[..read])?;
        bytes += read as u64;
    }
    let digits = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Ok((bytes, digits))
}
