//! Pages for people. The server writes them whole, and they can be read and used without scripts; scripts make them livelier.

mod actor;
mod article;
mod assets;
mod editor;
mod home;
mod markup;
mod network;
mod paste;
mod thing;
mod timeline;

pub use actor::actor;
pub use article::article;
pub use network::dossier;
pub use thing::thing;

use super::app::Shared;
use axum::Router;
use axum::routing::get;

/// Where queries are written by hand.
pub const EDITOR: &str = "/query";

/// The addresses of pages that are nothing but pages, and of what they load.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(home::home))
        .route(EDITOR, get(editor::editor))
        .route("/network", get(network::page))
        .route("/read", get(paste::form).post(paste::read))
        .route("/icon.svg", get(assets::icon))
        .route("/style.css", get(assets::style))
        .route("/page.js", get(assets::script))
        .route("/explorer.css", get(assets::explorer_style))
        .route("/explorer.js", get(assets::explorer_script))
}
