//! Archive: a copy of an archive without members that a check cannot read.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Copies the members whose paths hold none of the words, uncompressed.
const SCRIPT: &str = "
import sys, tarfile
with tarfile.open(sys.argv[1]) as old, tarfile.open(sys.argv[2], 'w') as new:
    for member in old:
        if member.isfile() and not any(word in member.name for word in sys.argv[3:]):
            new.addfile(member, old.extractfile(member))
";

/// A copy that goes away when it is no longer needed.
pub struct Copy {
    /// Where it is.
    pub path: PathBuf,
}

impl Drop for Copy {
    fn drop(&mut self) {
        // What stays behind is in the folder for such things.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A copy of `archive` without the members whose paths hold one of `words`.
pub fn without(archive: &Path, words: &[String]) -> Result<Copy, String> {
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    let path = std::env::temp_dir().join(format!("servanda-{}-{name}.tar", std::process::id()));
    let copy = Copy { path };
    let status = Command::new("python3")
        .args(["-c", SCRIPT])
        .arg(archive)
        .arg(&copy.path)
        .args(words)
        .status();
    match status {
        Ok(status) if status.success() => Ok(copy),
        Ok(status) => Err(format!("{} cannot be copied: {status}", archive.display())),
        Err(error) => Err(format!("python3: {error}")),
    }
}
