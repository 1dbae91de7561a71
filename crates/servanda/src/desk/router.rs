//! Router: all addresses of the desk.
//!
//! What enters: a [`Desk`]. What leaves: a router with all that stands around handlers. [`routes`] is the list of addresses; whoever adds a
//! page adds a line there. The list is kept beside the router, so that a test can walk all of them.

use super::api::{asks, describe};
use super::state::Desk;
use super::subscribe::{calendar, feeds};
use super::{assets, guard, kept, members, pages, problem};
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::limit::RequestBodyLimitLayer;

/// Addresses with their handlers.
#[derive(Default)]
pub struct Routes {
    router: Router<Desk>,
    /// Methods and paths, in the order in which they were added.
    pub list: Vec<(Method, &'static str)>,
}

impl Routes {
    /// A page that is looked at.
    pub fn get<T: 'static>(self, path: &'static str, handler: impl Handler<T, Desk>) -> Routes {
        self.add(Method::GET, path, get(handler))
    }

    /// Something that is changed.
    pub fn post<T: 'static>(self, path: &'static str, handler: impl Handler<T, Desk>) -> Routes {
        self.add(Method::POST, path, post(handler))
    }

    /// A list of others.
    pub fn with(self, others: impl FnOnce(Routes) -> Routes) -> Routes {
        others(self)
    }

    fn add(mut self, method: Method, path: &'static str, handler: MethodRouter<Desk>) -> Routes {
        self.list.push((method, path));
        Routes {
            router: self.router.route(path, handler),
            list: self.list,
        }
    }
}

/// The list of addresses.
pub fn routes() -> Routes {
    Routes::default()
        .get("/due", pages::due::show)
        .get("/relations/{pair}", pages::dossier::relation)
        .get("/actors/{code}", pages::dossier::actor)
        .get("/world", pages::world::show)
        .get("/subscribe", pages::subscribe::show)
        .get("/feed.atom", feeds::atom)
        .get("/feed.rss", feeds::rss)
        .get("/feed.json", feeds::json)
        .get("/feed.ics", calendar::ics)
        .get("/api", describe::show)
        .get("/api/v1/openapi.json", describe::openapi)
        .get("/api/v1/changes", asks::turns)
        .get("/api/v1/records", asks::records)
        .get("/api/v1/records/{id}", asks::record)
        .get("/api/v1/claims", asks::claims)
        .get("/api/v1/claims/{id}", asks::claim)
        .get("/api/v1/due", asks::due)
        .get("/api/v1/relations/{pair}", asks::relation)
        .get("/api/v1/actors/{code}", asks::actor)
        .get("/api/v1/search", asks::hits)
        .get("/api/v1/world", asks::world)
        .get("/api/v1/pages", asks::pages)
        .get("/api/v1/pages/{id}", asks::page)
        .get("/api/v1/sources", asks::sources)
        .get("/", pages::feed::show)
        .get("/feed/new", pages::feed::new)
        .get("/records/{id}", pages::record::show)
        .get("/articles/{id}", pages::article::show)
        .get("/search", pages::search::show)
        .get("/sources", pages::sources::show)
        .get("/about", pages::about::show)
        .get("/live", pages::live::listen)
        .get("/assets/{name}", assets::serve)
        .with(members::routes)
}

/// The desk as a service.
pub fn router(desk: Desk) -> Router {
    // A stream of events is not compressed, as that would keep them back.
    let worth = DefaultPredicate::new().and(NotForContentType::new("font/"));
    routes()
        .router
        .fallback(|| async { problem::Problem::not_found() })
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(RequestBodyLimitLayer::new(guard::LARGEST_BODY))
        .layer(from_fn_with_state(desk.clone(), kept::kept))
        .layer(from_fn_with_state(desk.clone(), guard::limits))
        .layer(from_fn_with_state(desk.clone(), members::seat::check))
        .layer(from_fn_with_state(desk.clone(), problem::faces))
        .layer(from_fn_with_state(desk.clone(), members::seat::take))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(worth),
        )
        .layer(from_fn_with_state(desk.clone(), guard::headers))
        .layer(map_response(without_the_body_of_nothing))
        .with_state(desk)
}

/// A response that says that nothing has changed carries no type of what it does not carry.
async fn without_the_body_of_nothing(mut response: Response) -> Response {
    if response.status() == axum::http::StatusCode::NOT_MODIFIED {
        response
            .headers_mut()
            .remove(axum::http::header::CONTENT_TYPE);
    }
    response
}
