//! Bytes into text: which encoding, and whether it is text at all.

use super::error::Cause;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at to tell what it is.
const PROBE: usize = 4096;

/// Decodes a whole file: by its byte order mark, as UTF-8, by the encoding that a page or feed declares, or by a guess from the bytes.
///
/// Line ends and everything else stay as they are; only a byte order mark is dropped.
///
/// # Errors
/// [`Cause::Binary`] where the bytes are not text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Cause> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return text_of(&bytes[mark..], encoding);
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return text_of(&bytes, encoding);
    }
    if let Some(kind) = binary_kind(&bytes) {
        return Err(Cause::Binary(kind));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let bytes = error.into_bytes();
            let encoding = declared(&bytes).unwrap_or_else(|| guess(&bytes));
            text_of(&bytes, encoding)
        }
    }
}

/// Whether the beginning of a file can only be UTF-16.
pub(super) fn is_utf16(head: &[u8]) -> bool {
    matches!(Encoding::for_bom(head), Some((encoding, _)) if encoding != UTF_8) || utf16_without_mark(head).is_some()
}

/// Decodes, and refuses what still holds characters that no text has.
fn text_of(bytes: &[u8], encoding: &'static Encoding) -> Result<String, Cause> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') { Err(Cause::Binary("binary data")) } else { Ok(text.into_owned()) }
}

/// UTF-16 without its mark: of a text in Latin script every other byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = &bytes[..bytes.len().min(PROBE) & !1];
    let zeros = |parity: usize| probe.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = probe.len() / 2 * 7 / 10;
    if probe.len() < 4 {
        None
    } else if even == 0 && odd > most {
        Some(UTF_16LE)
    } else if odd == 0 && even > most {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// What a file that is not text looks like.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "an archive or office document"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"Rar!", "an archive"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"BZh", "an archive"),
        (b"\xfd7zXZ", "an archive"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(kind);
    }
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 11 | 14..=26 | 28..=31 | 127);
    let probe = &bytes[..bytes.len().min(PROBE)];
    let controls = probe.iter().filter(control).count();
    (bytes.contains(&0) || controls * 10 > probe.len()).then_some("binary data")
}

/// The encoding that a page or feed declares near its top: `<meta charset=…>` or `<?xml … encoding=…?>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PROBE)]).to_ascii_lowercase();
    if !head.trim_start().starts_with('<') {
        return None;
    }
    ["charset", "encoding"].iter().find_map(|key| {
        let (_, rest) = head.split_once(key)?;
        let value = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(value.len());
        // A page that is not valid UTF-8 was not written in it, whatever it says.
        Encoding::for_label(&value.as_bytes()[..end]).filter(|encoding| *encoding != UTF_8)
    })
}

/// The most likely encoding of bytes that are not valid UTF-8.
///
/// UTF-8 with a few broken characters stays UTF-8: replacing those loses less than misreading all others.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let (mut broken, mut whole) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    if whole > 4 * broken {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Le président français a rencontré la chancelière à Genève, où l'été fut chaud.";

    #[test]
    fn utf8_is_taken_as_it_is_without_its_mark() {
        assert_eq!(decode(TEXT.into()).as_deref(), Ok(TEXT));
        assert_eq!(decode(format!("\u{feff}{TEXT}").into()).as_deref(), Ok(TEXT));
    }

    #[test]
    fn line_ends_are_kept() {
        assert_eq!(decode(b"a\r\n\r\nb\rc\n".to_vec()).as_deref(), Ok("a\r\n\r\nb\rc\n"));
    }

    #[test]
    fn latin_1_is_guessed() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(TEXT);
        assert_eq!(decode(bytes.into_owned()).as_deref(), Ok(TEXT));
    }

    #[test]
    fn cyrillic_is_guessed() {
        let text = "Министр иностранных дел России встретился с послом Франции в Москве";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(decode(bytes.into_owned()).as_deref(), Ok(text));
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let page = "<html><meta charset=\"iso-8859-2\"><p>Łódź, Gdańsk";
        let (bytes, _, _) = encoding_rs::ISO_8859_2.encode(page);
        assert_eq!(decode(bytes.into_owned()).as_deref(), Ok(page));
    }

    #[test]
    fn utf16_is_read_with_and_without_its_mark() {
        let units = |mark: &str| format!("{mark}{TEXT}").encode_utf16().collect::<Vec<_>>();
        let little = |mark| units(mark).iter().flat_map(|unit| unit.to_le_bytes()).collect::<Vec<_>>();
        let big = |mark| units(mark).iter().flat_map(|unit| unit.to_be_bytes()).collect::<Vec<_>>();
        for bytes in [little("\u{feff}"), little(""), big("\u{feff}"), big("")] {
            assert!(is_utf16(&bytes));
            assert_eq!(decode(bytes).as_deref(), Ok(TEXT));
        }
    }

    #[test]
    fn one_broken_character_does_not_spoil_the_rest() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.push(0xFF);
        assert_eq!(decode(bytes), Ok(format!("{TEXT}\u{fffd}")));
    }

    #[test]
    fn binary_data_is_refused_by_kind() {
        assert_eq!(decode(b"%PDF-1.7 ...".to_vec()), Err(Cause::Binary("a PDF document")));
        assert_eq!(decode(b"abc\0def".to_vec()), Err(Cause::Binary("binary data")));
        assert_eq!(decode(vec![1, 2, 3, 4, 200, 201]), Err(Cause::Binary("binary data")));
    }
}
