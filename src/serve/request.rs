//! What comes with a request: parameters, the type of its body, the body.

use super::limits::Limits;
use super::problem::Problem;
use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use tokio_stream::StreamExt;

/// The parameters of an address or a form, in their order. A name may come several times.
#[derive(Clone, Debug, Default)]
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Reads `a=1&b=2`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These, and others after them.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Whether there is one of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    /// The first of this name.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The only one of this name.
    ///
    /// # Errors
    /// 400 if there are several.
    pub fn one(&self, name: &str) -> Result<Option<&str>, Problem> {
        let mut values = self.0.iter().filter(|(other, _)| other == name);
        let first = values.next().map(|(_, value)| value.as_str());
        if values.next().is_some() {
            return Err(Problem::bad_request(format!("the parameter {name} is there more than once")));
        }
        Ok(first)
    }

    /// All of this name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| value.clone()).collect()
    }
}

/// The type of the body, in small letters and without parameters.
///
/// # Errors
/// 415 if the body is packed or in another encoding than UTF-8, which are not read.
pub fn media_type(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let refuse = |detail: &str| Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail));
    if headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding != "identity") {
        return refuse("bodies must not be packed");
    }
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Ok(None) };
    let Ok(value) = value.to_str() else { return refuse("the Content-Type is none") };
    let mut parts = value.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
    let charset = parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"').to_ascii_lowercase())
    });
    match charset.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii") => Ok(Some(kind)),
        Some(_) => refuse("bodies must be in UTF-8"),
    }
}

/// The body of a request.
///
/// # Errors
/// 413 if it is larger than is allowed, before it is read if its length is told; 408 if it does not come.
pub async fn body_of(limits: &Limits, headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Problem> {
    let too_large = || {
        let detail = format!("the body is larger than the {} bytes that are allowed here", limits.body_bytes);
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    };
    let told = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|length| length > limits.body_bytes as u64) {
        return Err(too_large());
    }
    let late = |_| Problem::new(StatusCode::REQUEST_TIMEOUT, "the body did not come in time");
    let all = async {
        let mut bytes = Vec::new();
        let mut chunks = body.into_data_stream();
        while let Some(chunk) = chunks.next().await {
            let chunk = chunk.map_err(|error| Problem::bad_request(format!("the body broke off: {error}")))?;
            if bytes.len() + chunk.len() > limits.body_bytes {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    tokio::time::timeout(limits.stall, all).await.map_err(late)?
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn parameters_are_decoded_and_may_repeat() {
        let parameters = Parameters::parse("query=ASK%20%7B%7D&g=a+b&g=%C3%A9");
        assert_eq!(parameters.one("query"), Ok(Some("ASK {}")));
        assert_eq!(parameters.all("g"), ["a b", "é"]);
        assert!(parameters.one("g").is_err());
        assert_eq!(parameters.one("update"), Ok(None));
    }

    #[test]
    fn types_are_read_without_their_parameters() {
        let of =
            |value: &'static str| media_type(&HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(value))]));
        assert_eq!(of("Application/SPARQL-Query; charset=UTF-8"), Ok(Some("application/sparql-query".to_owned())));
        assert!(of("text/turtle; charset=utf-16").is_err());
        assert_eq!(media_type(&HeaderMap::new()), Ok(None));
    }

    #[tokio::test]
    async fn large_bodies_are_refused_whether_their_length_is_told_or_not() {
        let limits = Limits { body_bytes: 4, ..Limits::default() };
        let told = HeaderMap::from_iter([(header::CONTENT_LENGTH, HeaderValue::from_static("1000000000"))]);
        for headers in [told, HeaderMap::new()] {
            let problem = body_of(&limits, &headers, Body::from("12345")).await.unwrap_err();
            assert_eq!(problem.status(), StatusCode::PAYLOAD_TOO_LARGE);
        }
        assert_eq!(body_of(&limits, &HeaderMap::new(), Body::from("1234")).await, Ok(b"1234".to_vec()));
    }
}
