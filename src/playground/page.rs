//! The page, which is part of the program: nothing of it comes from elsewhere.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

/// A path, its kind, and what is there.
const FILES: [(&str, &str, &str); 8] = [
    ("/", "text/html; charset=utf-8", include_str!("page/index.html")),
    ("/page/style.css", "text/css; charset=utf-8", include_str!("page/style.css")),
    ("/page/message.css", "text/css; charset=utf-8", include_str!("page/message.css")),
    ("/page/main.js", "text/javascript; charset=utf-8", include_str!("page/main.js")),
    ("/page/markdown.js", "text/javascript; charset=utf-8", include_str!("page/markdown.js")),
    ("/page/message.js", "text/javascript; charset=utf-8", include_str!("page/message.js")),
    ("/page/composer.js", "text/javascript; charset=utf-8", include_str!("page/composer.js")),
    ("/page/world.js", "text/javascript; charset=utf-8", include_str!("page/world.js")),
];

/// The page's own code and nobody else's; pictures may stand elsewhere, as the bot
/// names them.
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
