//! Who may ask: names of the host, origins of scripts, tokens.

use super::problem::Problem;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::net::IpAddr;
use subtle::ConstantTimeEq;

/// A secret that allows changes. It is never shown, and compared in a time that tells nothing about it.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token of this text; none if it is empty.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        (!text.is_empty()).then_some(Self(text))
    }

    /// Whether a text is this token.
    #[must_use]
    pub fn is(&self, other: &str) -> bool {
        self.0.as_bytes().ct_eq(other.as_bytes()).into()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Who may ask for what.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// What allows changes; without it there are none.
    pub token: Option<Token>,
    /// Names beside `localhost` and addresses by which the server may be called.
    pub hosts: Vec<String>,
    /// Origins whose scripts may read, such as `https://example.org`; `*` is all.
    pub origins: Vec<String>,
}

impl Access {
    /// Whether a change is allowed.
    ///
    /// # Errors
    /// 403 if changes are not allowed at all, 401 without the token: as `Authorization: Bearer TOKEN`, or as the password of
    /// `Authorization: Basic`, which older clients speak.
    pub fn may_change(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(token) = &self.token else {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                "this server is read-only; `relata serve --allow-update` allows changes",
            ));
        };
        if given_token(headers).is_some_and(|given| token.is(&given)) {
            return Ok(());
        }
        let realm = HeaderValue::from_static("Bearer realm=\"relata\"");
        Err(Problem::new(StatusCode::UNAUTHORIZED, "changes need the token of the server")
            .with_header(header::WWW_AUTHENTICATE, realm))
    }

    /// Whether the request calls the server by a name of its own.
    ///
    /// A page elsewhere can let its own name point to this machine (DNS rebinding), and would then read the graph as if it were its
    /// own; but it cannot keep that name out of the request.
    ///
    /// # Errors
    /// 421 if not.
    pub fn check_host(&self, host: Option<&str>) -> Result<(), Problem> {
        let name = host.map(host_name).unwrap_or_default().to_ascii_lowercase();
        let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
        let own = name == "localhost" || name.ends_with(".localhost");
        if address || own || self.hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(&name)) {
            return Ok(());
        }
        let detail = "this server does not go by that name; `relata serve --allow-host NAME` allows it";
        Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, detail))
    }

    /// Whether a script, if one asks, is one of our own pages or of an origin that may read.
    ///
    /// # Errors
    /// 403 if not.
    pub fn check_origin(&self, headers: &HeaderMap, host: Option<&str>) -> Result<(), Problem> {
        let Some(origin) = headers.get(header::ORIGIN) else { return Ok(()) };
        let origin = origin.to_str().unwrap_or_default();
        let own = origin.split_once("://").is_some_and(|(_, rest)| Some(rest) == host);
        if own || self.origins.iter().any(|allowed| allowed == "*" || allowed.eq_ignore_ascii_case(origin)) {
            return Ok(());
        }
        let detail = "scripts of other sites may not ask here; `relata serve --cors ORIGIN` allows it";
        Err(Problem::new(StatusCode::FORBIDDEN, detail))
    }
}

/// A host without its port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    }
}

fn given_token(headers: &HeaderMap) -> Option<String> {
    let (scheme, credentials) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(credentials.to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials).ok()?).ok()?;
    decoded.split_once(':').map(|(_, password)| password.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn changes_need_the_token() {
        let access = Access { token: Token::new("s3cret"), ..Access::default() };
        let status =
            |value: &str| access.may_change(&headers(header::AUTHORIZATION, value)).map_err(|problem| problem.status().as_u16());
        assert_eq!(status("Bearer s3cret"), Ok(()));
        assert_eq!(status("bearer  s3cret"), Ok(()));
        assert_eq!(status(&format!("Basic {}", BASE64_STANDARD.encode("anybody:s3cret"))), Ok(()));
        for wrong in ["Bearer s3cre", "Bearer s3cret2", "Bearer ", "s3cret", "Basic s3cret", "Digest s3cret", ""] {
            assert_eq!(status(wrong), Err(401), "{wrong}");
        }
        let none = Access::default().may_change(&HeaderMap::new()).unwrap_err();
        assert_eq!(none.status(), StatusCode::FORBIDDEN);
        assert!(Token::new("").is_none());
        assert!(!format!("{:?}", access.token).contains("s3cret"));
    }

    #[test]
    fn names_that_others_point_to_this_machine_are_refused() {
        let access = Access { hosts: vec!["graph.example".to_owned()], ..Access::default() };
        for good in [
            "localhost",
            "localhost:7878",
            "127.0.0.1:7878",
            "[::1]:7878",
            "[::1]",
            "192.168.0.9",
            "Graph.example:80",
            "a.localhost",
        ] {
            assert_eq!(access.check_host(Some(good)), Ok(()), "{good}");
        }
        for bad in ["evil.example", "evil.example:7878", "localhost.evil.example", "127.0.0.1.evil.example", "", ":7878"] {
            assert!(access.check_host(Some(bad)).is_err(), "{bad}");
        }
        assert!(access.check_host(None).is_err());
    }

    #[test]
    fn scripts_of_other_sites_are_refused_unless_allowed() {
        let access = Access { origins: vec!["https://yasgui.example".to_owned()], ..Access::default() };
        let allowed =
            |access: &Access, origin: &str| access.check_origin(&headers(header::ORIGIN, origin), Some("localhost:7878")).is_ok();
        assert!(access.check_origin(&HeaderMap::new(), Some("localhost:7878")).is_ok());
        assert!(allowed(&access, "http://localhost:7878") && allowed(&access, "https://yasgui.example"));
        assert!(
            !allowed(&access, "http://localhost:9999") && !allowed(&access, "https://evil.example") && !allowed(&access, "null")
        );
        assert!(allowed(&Access { origins: vec!["*".to_owned()], ..Access::default() }, "https://evil.example"));
    }
}
