//! Assets: styles, scripts, fonts and icons, which are in the program.
//!
//! What enters: the files in `crates/servanda/assets`. What leaves: each under an address that holds a hash of what it says, so that browsers may
//! keep it for ever. Where one asset names another as `@asset(NAME)`, the address of that one stands in its place; so an asset names
//! only those before it in the list.

use super::problem::Problem;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// A file with its media type.
struct File {
    name: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

/// A list of files beside each other in the folder `assets`.
macro_rules! files {
    ($($name:literal: $kind:literal),* $(,)?) => {
        &[$(File {
            name: $name,
            kind: $kind,
            bytes: include_bytes!(concat!("../../assets/", $name)),
        }),*]
    };
}

/// All of them.
const FILES: &[File] = files![
    "fonts/source-serif-4-latin-wght-normal.woff2": "font/woff2",
    "fonts/source-serif-4-latin-ext-wght-normal.woff2": "font/woff2",
    "fonts/source-serif-4-cyrillic-wght-normal.woff2": "font/woff2",
    "fonts/source-sans-3-latin-wght-normal.woff2": "font/woff2",
    "fonts/source-sans-3-latin-ext-wght-normal.woff2": "font/woff2",
    "fonts/source-sans-3-cyrillic-wght-normal.woff2": "font/woff2",
    "icon.svg": "image/svg+xml",
    "desk.css": "text/css; charset=utf-8",
    "people.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "chat.js": "text/javascript; charset=utf-8",
    "passkey.js": "text/javascript; charset=utf-8",
    "review.js": "text/javascript; charset=utf-8",
    "figures.css": "text/css; charset=utf-8",
    "api.js": "text/javascript; charset=utf-8",
    "feed.js": "text/javascript; charset=utf-8",
    "article.js": "text/javascript; charset=utf-8",
];

/// An asset under its address.
struct Asset {
    kind: &'static str,
    bytes: Cow<'static, [u8]>,
}

struct All {
    /// Addresses by names of files.
    paths: HashMap<&'static str, String>,
    /// Assets by what follows `/assets/` in their addresses.
    assets: HashMap<String, Asset>,
}

fn all() -> &'static All {
    static ALL: OnceLock<All> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = All {
            paths: HashMap::new(),
            assets: HashMap::new(),
        };
        for file in FILES {
            let bytes = filled(file, &all.paths);
            let hash: String = Sha256::digest(&bytes)
                .iter()
                .take(6)
                .map(|byte| format!("{byte:02x}"))
                .collect();
            let short = file.name.rsplit('/').next().unwrap_or(file.name);
            let (stem, end) = short.rsplit_once('.').unwrap_or((short, ""));
            let address = format!("{stem}.{hash}.{end}");
            all.paths.insert(file.name, format!("/assets/{address}"));
            all.assets.insert(
                address,
                Asset {
                    kind: file.kind,
                    bytes,
                },
            );
        }
        all
    })
}

/// What a file says, with the addresses of the assets that it names. They are relative, so that they hold behind any proxy.
fn filled(file: &File, paths: &HashMap<&'static str, String>) -> Cow<'static, [u8]> {
    let text = match std::str::from_utf8(file.bytes) {
        Ok(text) if file.kind.starts_with("text/") && text.contains("@asset(") => text,
        _ => return Cow::Borrowed(file.bytes),
    };
    let mut text = text.to_owned();
    for (name, path) in paths {
        let relative = path.replace("/assets/", "./");
        text = text.replace(&format!("@asset({name})"), &relative);
    }
    Cow::Owned(text.into_bytes())
}

/// The address of a file, within the desk.
pub fn path(name: &str) -> String {
    all()
        .paths
        .get(name)
        .cloned()
        // A name that is in no list leads to a page that says that it is not there.
        .unwrap_or_else(|| format!("/assets/{name}"))
}

/// Answers with an asset.
pub async fn serve(Path(name): Path<String>) -> Result<Response, Problem> {
    let asset = all().assets.get(&name).ok_or_else(Problem::not_found)?;
    let mut response = match &asset.bytes {
        Cow::Borrowed(bytes) => (*bytes).into_response(),
        Cow::Owned(bytes) => bytes.clone().into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_named_by_what_they_say_and_name_each_other() {
        let style = path("desk.css");
        let name = style.strip_prefix("/assets/").unwrap();
        let asset = &all().assets[name];
        let text = std::str::from_utf8(&asset.bytes).unwrap();
        assert!(
            !text.contains("@asset("),
            "an asset is named that is not there, or later"
        );
        assert!(text.contains("url(\"./source-serif-4-latin-wght-normal."));
        assert!(!text.contains("http:") && !text.contains("https:"));
    }
}
