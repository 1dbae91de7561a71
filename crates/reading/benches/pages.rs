//! Pages a second of the room `article`: bytes of HTML in, articles out, in one process on one core.
//!
//! `cargo bench -p reading --bench pages [-- FOLDER]`: FOLDER holds pages of HTML, packed with gzip or not. Without one, the
//! pages of the WCXB benchmark beside the project are unpacked and read; without those there is nothing to measure. Each
//! article is dropped before the next page is read.

use flate2::read::GzDecoder;
use reading::article;
use reading::page::{Format, Page};
use std::hint::black_box;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const ARCHIVE: &str = "shared/data/extraction/wcxb_dev_articles.tar.xz";
const ROUNDS: usize = 3;

fn main() {
    let given = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let unpacked = std::env::temp_dir().join(format!("servanda-bench-{}", std::process::id()));
    let folder = given.map(PathBuf::from).or_else(|| unpack(&unpacked));
    let Some(folder) = folder else {
        println!("skipped: there are no pages beside the project");
        return;
    };
    let mut pages = Vec::new();
    collect(&folder, &mut pages);
    // A folder that was not made has nothing to be taken away.
    let _ = std::fs::remove_dir_all(&unpacked);
    let mut best = f64::INFINITY;
    for round in 1..=ROUNDS {
        let (clock, used) = (Instant::now(), processor_seconds());
        for page in &pages {
            black_box(article::read(page, None));
        }
        let clock = clock.elapsed().as_secs_f64();
        // Where other programs run beside this one, its own time says more than the clock.
        let spent = used
            .zip(processor_seconds())
            .map_or(clock, |(before, after)| after - before);
        println!(
            "round {round}: {} pages, {clock:.2} s by the clock, {spent:.2} s of the processor",
            pages.len()
        );
        best = best.min(spent);
    }
    println!("{:.0} pages/s of one core", pages.len() as f64 / best);
}

/// Unpacks the archive beside the project; where to.
fn unpack(to: &Path) -> Option<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let above = project.ancestors().skip(2).take(3);
    let archive = above
        .map(|a| a.join(ARCHIVE))
        .find(|archive| archive.is_file())?;
    std::fs::create_dir_all(to).ok()?;
    let mut tar = Command::new("tar");
    let status = tar.arg("-xJf").arg(archive).arg("-C").arg(to).status();
    status.ok()?.success().then(|| to.to_owned())
}

fn collect(folder: &Path, pages: &mut Vec<Page>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, pages);
            continue;
        }
        let name = path.to_string_lossy();
        let Ok(bytes) = std::fs::read(&path) else {
            continue;
        };
        let mut html = Vec::new();
        if name.ends_with(".html.gz") {
            if GzDecoder::new(bytes.as_slice())
                .read_to_end(&mut html)
                .is_err()
            {
                continue;
            }
        } else if name.ends_with(".html") {
            html = bytes;
        } else {
            continue;
        }
        pages.push(Page::with_format(html, Format::Html));
    }
}

/// Seconds of the processor that this process has used, where the system tells.
fn processor_seconds() -> Option<f64> {
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = |i: usize| fields.get(i)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / TICKS)
}
