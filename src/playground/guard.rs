//! Keeps other web pages out. A page from elsewhere that is open in the same
//! browser could otherwise ask for things here, by this address or by a name of its
//! own that it makes point here.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Lets through what was asked for by this machine's own name, by no other page.
pub(super) async fn keep_out(request: Request, next: Next) -> Response {
    if is_ours(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "only from this machine, and from no other page").into_response()
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let Some(host) = text(header::HOST) else { return false };
    let is_own_page = text(header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"));
    is_loopback(host) && is_own_page
}

fn is_loopback(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    matches!(name, "127.0.0.1" | "localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(host: &str, origin: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        headers
    }

    #[test]
    fn foreign_names_and_foreign_pages_are_kept_out() {
        assert!(is_ours(&headers("127.0.0.1:4000", None)));
        assert!(is_ours(&headers("localhost:4000", Some("http://localhost:4000"))));
        assert!(!is_ours(&headers("rebound.example:4000", None)));
        assert!(!is_ours(&headers("127.0.0.1:4000", Some("https://elsewhere.example"))));
        assert!(!is_ours(&headers("127.0.0.1:4000", Some("http://127.0.0.1:5000"))));
    }
}
