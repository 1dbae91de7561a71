//! Pages: one file a page.
//!
//! What enters: a [`super::visit::Visit`] and the [`super::state::Desk`]. What leaves: a response. The template of `pages/feed.rs` is `templates/feed.html`.

pub mod about;
pub mod article;
pub mod dossier;
pub mod due;
pub mod feed;
pub mod live;
mod marked;
pub mod record;
pub mod search;
pub mod sources;
pub mod subscribe;
pub mod world;
