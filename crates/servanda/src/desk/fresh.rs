//! Fresh: answers that a reader may keep until they change.
//!
//! What enters: a body. What leaves: the body with a mark of its version (ETag), or, where the reader has that version already, the word that
//! nothing has changed (304). The mark is weak, as the same body may be sent compressed.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// Answers with a body of a kind.
pub fn answer(asked: &HeaderMap, kind: &'static str, body: Vec<u8>) -> Response {
    let digest = Sha256::digest(&body);
    let hash: String = digest.iter().take(12).map(|b| format!("{b:02x}")).collect();
    let mark = format!("W/\"{hash}\"");
    let mut response = if has(asked, &hash) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = body.into_response();
        let kind = HeaderValue::from_static(kind);
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    };
    let headers = response.headers_mut();
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        headers.insert(header::ETAG, mark);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Accept-Language, Cookie"),
    );
    response
}

/// Whether the reader has the version of this hash: it names it, or any.
fn has(asked: &HeaderMap, hash: &str) -> bool {
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|mark| mark == "*" || mark.trim_start_matches("W/").trim_matches('"') == hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_it_gets_no_body() {
        let mut asked = HeaderMap::new();
        let first = answer(&asked, "text/plain", b"one".to_vec());
        assert_eq!(first.status(), StatusCode::OK);
        let mark = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        for value in [mark.clone(), format!("\"x\", {mark}"), "*".to_owned()] {
            asked.insert(header::IF_NONE_MATCH, value.parse().unwrap());
            let again = answer(&asked, "text/plain", b"one".to_vec());
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(again.headers()[header::ETAG], mark.as_str());
        }
        asked.insert(header::IF_NONE_MATCH, mark.parse().unwrap());
        let changed = answer(&asked, "text/plain", b"two".to_vec());
        assert_eq!(changed.status(), StatusCode::OK);
    }
}
