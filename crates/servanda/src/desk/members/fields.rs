//! Fields: what a form carries.

use super::super::state::Desk;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use url::form_urlencoded;

/// Names and values of a form, as they came.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Of a body.
    pub fn of(body: &[u8]) -> Fields {
        Fields(
            form_urlencoded::parse(body)
                .into_owned()
                .take(100)
                .collect(),
        )
    }

    /// The value of a name; empty where it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The value of a name, where it is not empty.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.all(name).find(|value| !value.is_empty())
    }

    /// All values of a name.
    pub fn all<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        let fields = self.0.iter().filter(move |(key, _)| key == name);
        fields.map(|(_, value)| value.as_str())
    }

    /// The number of a name.
    pub fn number(&self, name: &str) -> Option<i64> {
        self.find(name)?.parse().ok()
    }

    /// The value of a name as an own text, to hand over to another thread.
    pub fn own(&self, name: &str) -> String {
        self.get(name).to_owned()
    }
}

impl FromRequest<Desk> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, desk: &Desk) -> Result<Fields, Response> {
        use axum::response::IntoResponse;
        let body = Bytes::from_request(request, desk)
            .await
            .map_err(IntoResponse::into_response)?;
        Ok(Fields::of(&body))
    }
}
