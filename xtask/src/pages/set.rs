//! Set: article pages with what people say is their article.
//!
//! What enters: an archive in the layout of the WCXB benchmark (`SPLIT/html/ID.html[.gz]`, `SPLIT/ground-truth/ID.json`).
//! What leaves: its [`Case`]s in the order of their numbers; those without a main text are left out.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A page with what people say is its article.
pub struct Case {
    /// The page's number.
    pub id: String,
    /// The page as it came.
    pub bytes: Vec<u8>,
    /// The main text.
    pub main: String,
    /// The title.
    pub title: String,
    /// The day of publication, where the page has one.
    pub date: Option<String>,
}

impl Case {
    /// The part of the pages that this one belongs to, of so many.
    pub fn part(&self, parts: usize) -> usize {
        self.seed() % parts
    }

    /// A number that depends on the page alone.
    pub fn seed(&self) -> usize {
        let mix = |sum: usize, byte: u8| sum.wrapping_mul(31).wrapping_add(usize::from(byte));
        // The multiplication spreads neighbouring numbers over all parts.
        self.id.bytes().fold(7, mix).wrapping_mul(0x9E37_79B1) >> 8
    }
}

/// Unpacks pages and truths, those packed with gzip as well, so that names of files are all that is left to look at.
const SCRIPT: &str = "
import gzip, pathlib, sys, tarfile
with tarfile.open(sys.argv[1]) as archive:
    for member in archive:
        if not member.isfile():
            continue
        data = archive.extractfile(member).read()
        name = pathlib.PurePath(member.name).name
        if name.endswith('.gz'):
            data, name = gzip.decompress(data), name[:-3]
        (pathlib.Path(sys.argv[2]) / name).write_bytes(data)
";

/// A folder that goes away when it is no longer needed.
struct Unpacked(PathBuf);

impl Drop for Unpacked {
    fn drop(&mut self) {
        // What stays behind is in the folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The pages of an archive.
pub fn load(archive: &Path) -> Result<Vec<Case>, String> {
    let folder = std::env::temp_dir().join(format!("servanda-pages-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let folder = Unpacked(folder);
    let status = Command::new("python3")
        .args(["-c", SCRIPT])
        .args([archive, folder.0.as_path()])
        .status()
        .map_err(|e| format!("python3: {e}"))?;
    if !status.success() {
        return Err(format!(
            "{} cannot be unpacked: {status}",
            archive.display()
        ));
    }
    let entries = std::fs::read_dir(&folder.0).map_err(|e| e.to_string())?;
    let mut cases: Vec<Case> = entries
        .flatten()
        .filter_map(|entry| case(&entry.path()))
        .collect();
    cases.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(cases)
}

/// The page of a truth's file.
fn case(path: &Path) -> Option<Case> {
    let id = path
        .file_name()?
        .to_str()?
        .strip_suffix(".json")?
        .to_owned();
    let bytes = std::fs::read(path.with_file_name(format!("{id}.html"))).ok()?;
    let truth: serde_json::Value = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
    let given = |key: &str| truth["ground_truth"][key].as_str().map(str::to_owned);
    Some(Case {
        id,
        bytes,
        main: given("main_content")?,
        title: given("title").unwrap_or_default(),
        date: given("publish_date").filter(|d| !d.is_empty()),
    })
}
