//! Hash: one number for all files of some folders, so that floors are not compared with figures of other data.

use sha2::{Digest, Sha256};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// SHA-256 over names and contents of all files of `data` below `root`, sorted by name, in hexadecimal.
pub fn of(root: &Path, data: &[String]) -> io::Result<String> {
    let mut files = Vec::new();
    for path in data {
        collect(&root.join(path), &mut files)?;
    }
    files.sort();
    let mut all = Sha256::new();
    for file in files {
        let name = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .to_string_lossy()
            .replace('\\', "/");
        all.update(name.as_bytes());
        all.update([0]);
        all.update(Sha256::digest(fs::read(&file)?));
    }
    Ok(all
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !fs::metadata(path)?.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        // What Python leaves behind is no data.
        if entry.file_name() != "__pycache__" {
            collect(&entry.path(), files)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_changes_with_any_file_and_with_nothing_else() {
        let folder = std::env::temp_dir().join(format!("servanda-hash-{}", std::process::id()));
        fs::create_dir_all(folder.join("gold/sub")).unwrap();
        fs::write(folder.join("gold/a"), "one").unwrap();
        fs::write(folder.join("gold/sub/b"), "two").unwrap();
        let data = ["gold".to_owned()];
        let first = of(&folder, &data).unwrap();
        assert_eq!(first, of(&folder, &data).unwrap());
        fs::write(folder.join("gold/sub/b"), "three").unwrap();
        assert_ne!(first, of(&folder, &data).unwrap());
        assert!(of(&folder, &["none".to_owned()]).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
