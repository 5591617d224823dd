//! Addresses of web pages and of e-mail.

/// Addresses longer than this are cut up like words.
const LONGEST_ADDRESS: usize = 2048;
/// What an address of a page begins with.
const SCHEMES: [&str; 8] = ["http://", "https://", "ftp://", "mailto:", "www.", "HTTP://", "Http://", "WWW."];

/// The length of the address that `rest` begins with: of a web page or of e-mail.
pub(super) fn address(rest: &str) -> Option<usize> {
    let limit = floor_boundary(rest, rest.len().min(LONGEST_ADDRESS));
    let head = &rest[..limit];
    if SCHEMES.iter().any(|scheme| head.starts_with(scheme)) {
        let end = head.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(head.len());
        return Some(without_closing(&head[..end]).len()).filter(|length| *length > 0);
    }
    let local = head.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '_' | '+' | '-' | '%'))?;
    let host = head[local..].strip_prefix('@').filter(|_| local > 0)?;
    let end = host.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '_' | '-')).unwrap_or(host.len());
    let host = host[..end].trim_end_matches(['.', '-', '_']);
    (host.len() > 1).then(|| local + 1 + host.len())
}

/// An address without the marks of the sentence around it.
fn without_closing(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*', ']', '}']);
        let shorter = match shorter.strip_suffix(')') {
            Some(inner) if !inner.contains('(') => inner,
            _ => shorter,
        };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

/// The greatest boundary of characters that is not beyond `at`.
fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
