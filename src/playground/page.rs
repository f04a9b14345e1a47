//! The page, which is part of the program: nothing of it comes from elsewhere.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// A path, its kind, and what is there.
const FILES: [(&str, &str, &str); 13] = [
    ("/", HTML, include_str!("page/index.html")),
    ("/page/style.css", CSS, include_str!("page/style.css")),
    ("/page/message.css", CSS, include_str!("page/message.css")),
    ("/page/panel.css", CSS, include_str!("page/panel.css")),
    ("/page/main.js", JAVASCRIPT, include_str!("page/main.js")),
    ("/page/markdown.js", JAVASCRIPT, include_str!("page/markdown.js")),
    ("/page/message.js", JAVASCRIPT, include_str!("page/message.js")),
    ("/page/composer.js", JAVASCRIPT, include_str!("page/composer.js")),
    ("/page/dialogs.js", JAVASCRIPT, include_str!("page/dialogs.js")),
    ("/page/icons.js", JAVASCRIPT, include_str!("page/icons.js")),
    ("/page/panel.js", JAVASCRIPT, include_str!("page/panel.js")),
    ("/page/sides.js", JAVASCRIPT, include_str!("page/sides.js")),
    ("/page/world.js", JAVASCRIPT, include_str!("page/world.js")),
];

/// The page's own code and nobody else's. Pictures that the bot names may stand
/// elsewhere, and are fetched only where the person at the page asked for that.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data: https:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The page's routes.
pub(super) fn router() -> Router {
    FILES.into_iter().fold(Router::new(), |router, (path, kind, text)| {
        let headers = [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::CACHE_CONTROL, "no-cache"),
        ];
        router.route(path, get(move || async move { (headers, text).into_response() }))
    })
}
