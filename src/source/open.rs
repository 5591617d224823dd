//! Files and streams opened, decompressed and read within bounds.

use super::error::Cause;
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// An input opened and decompressed.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// How much of an input is looked at to tell its format.
const HEAD: usize = 8192;

/// Opens what may be compressed with gzip or zstd; its first bytes tell, whatever its name.
pub(super) fn decompressed(raw: impl Read + Send + 'static) -> io::Result<Stream> {
    let (magic, raw) = peek(BufReader::new(raw), 4)?;
    Ok(match magic.as_slice() {
        [0x1f, 0x8b, ..] => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(raw))),
        [0x28, 0xb5, 0x2f, 0xfd] => Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(raw)?)),
        _ => raw,
    })
}

/// The beginning of a stream, and the whole stream still to be read.
pub(super) fn head(stream: Stream) -> io::Result<(Vec<u8>, Stream)> {
    peek(stream, HEAD)
}

fn peek(mut stream: impl BufRead + Send + 'static, length: usize) -> io::Result<(Vec<u8>, Stream)> {
    let mut head = Vec::with_capacity(length);
    stream.by_ref().take(length as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(Cursor::new(head).chain(stream))))
}

/// Reads a stream to its end.
///
/// # Errors
/// [`Cause::TooLarge`] as soon as more than `limit` bytes come out of it, so that a small file cannot unpack without end.
pub(super) fn whole(stream: Stream, limit: u64) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    stream.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit { Err(Cause::TooLarge(limit)) } else { Ok(bytes) }
}

/// Reads one line, without its end. `None` at the end of the stream.
///
/// # Errors
/// [`Cause::TooLarge`] for a line beyond the limit; it is passed over, and the next call reads the next one.
pub(super) fn line(stream: &mut Stream, limit: u64) -> Result<Option<Vec<u8>>, Cause> {
    let mut bytes = Vec::new();
    let read = stream.by_ref().take(limit.saturating_add(1)).read_until(b'\n', &mut bytes).map_err(unreadable)?;
    if read == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if bytes.len() as u64 > limit {
        skip_line(stream).map_err(unreadable)?;
        return Err(Cause::TooLarge(limit));
    }
    Ok(Some(bytes))
}

/// Passes over the rest of a line without keeping it.
fn skip_line(stream: &mut Stream) -> io::Result<()> {
    loop {
        let buffer = stream.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let length = end.map_or(buffer.len(), |end| end + 1);
        stream.consume(length);
        if end.is_some() {
            return Ok(());
        }
    }
}

/// The operating system's or decompressor's complaint as a cause.
pub(super) fn unreadable(error: io::Error) -> Cause {
    match error.kind() {
        io::ErrorKind::NotFound => Cause::NotFound,
        io::ErrorKind::UnexpectedEof => Cause::Unreadable("it is cut short".into()),
        _ => Cause::Unreadable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn open(bytes: Vec<u8>) -> Stream {
        decompressed(Cursor::new(bytes)).unwrap()
    }

    #[test]
    fn compression_is_told_by_the_first_bytes() {
        let text = b"Talks resumed on Monday.".to_vec();
        let zst = zstd::stream::encode_all(text.as_slice(), 0).unwrap();
        for bytes in [text.clone(), gzip(&text), zst] {
            assert_eq!(whole(open(bytes), 1000), Ok(text.clone()));
        }
    }

    #[test]
    fn gzip_files_joined_together_are_read_to_the_end() {
        let joined = [gzip(b"one "), gzip(b"two")].concat();
        assert_eq!(whole(open(joined), 1000), Ok(b"one two".to_vec()));
    }

    #[test]
    fn unpacking_stops_at_the_limit() {
        let bomb = gzip(&vec![b'a'; 1 << 20]);
        assert!(bomb.len() < 2000);
        assert_eq!(whole(open(bomb), 5000), Err(Cause::TooLarge(5000)));
        assert_eq!(whole(open(b"12345".to_vec()), 5), Ok(b"12345".to_vec()));
    }

    #[test]
    fn a_file_cut_short_is_an_error() {
        let mut bytes = gzip(b"Talks resumed on Monday, and on Tuesday they ended.");
        bytes.truncate(30);
        assert_eq!(whole(open(bytes), 1000), Err(Cause::Unreadable("it is cut short".into())));
    }

    #[test]
    fn a_line_too_long_is_passed_over() {
        let mut stream = open(b"short\nmuch too long\nlast".to_vec());
        assert_eq!(line(&mut stream, 6), Ok(Some(b"short".to_vec())));
        assert_eq!(line(&mut stream, 6), Err(Cause::TooLarge(6)));
        assert_eq!(line(&mut stream, 6), Ok(Some(b"last".to_vec())));
        assert_eq!(line(&mut stream, 6), Ok(None));
    }
}
