//! How payloads travel: as they are, each compressed by itself (`compress: true`
//! in identify), or all in one zlib stream (`compress=zlib-stream`).

use std::io::Write;

use axum::extract::ws::Message as Frame;
use flate2::write::ZlibEncoder;
use flate2::{Compress, Compression, FlushCompress, Status};

/// Smaller payloads are not worth compressing by themselves.
const WORTH_IT_BYTES: usize = 1_024;
/// How much room the stream is given at a time.
const ROOM_BYTES: usize = 4_096;

/// Compresses what goes down one line.
pub(super) struct Squeeze {
    stream: Option<Compress>,
    payloads: bool,
}

impl Squeeze {
    pub(super) fn new(stream: bool) -> Self {
        Self { stream: stream.then(|| Compress::new(Compression::fast(), true)), payloads: false }
    }

    /// Whether large payloads are compressed one by one.
    pub(super) fn payloads(&mut self, yes: bool) {
        self.payloads = yes;
    }

    /// The frame for a payload.
    pub(super) fn frame(&mut self, text: &str) -> Frame {
        let compressed = match &mut self.stream {
            Some(stream) => streamed(stream, text.as_bytes()),
            None if self.payloads && text.len() >= WORTH_IT_BYTES => alone(text.as_bytes()),
            None => None,
        };
        compressed.map_or_else(|| Frame::text(text), Frame::binary)
    }
}

/// The next piece of a stream; it ends with the mark that clients wait for.
fn streamed(stream: &mut Compress, input: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(input.len() / 2 + ROOM_BYTES);
    let mut rest = input;
    loop {
        let before = stream.total_in();
        let status = stream.compress_vec(rest, &mut out, FlushCompress::Sync).ok()?;
        let taken = usize::try_from(stream.total_in() - before).unwrap_or(rest.len());
        rest = &rest[taken.min(rest.len())..];
        // Room left over means that everything was flushed.
        if rest.is_empty() && out.len() < out.capacity() || status == Status::StreamEnd {
            return Some(out);
        }
        out.reserve(ROOM_BYTES);
    }
}

fn alone(input: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(input).ok()?;
    encoder.finish().ok()
}

#[cfg(test)]
mod tests {
    use flate2::{Decompress, FlushDecompress};

    use super::*;

    #[test]
    fn a_stream_can_be_read_piece_by_piece_and_each_ends_with_the_mark() {
        let mut squeeze = Squeeze::new(true);
        let mut reader = Decompress::new(true);
        for text in ["short", &"long and longer ".repeat(5_000), "{}"] {
            let Frame::Binary(bytes) = squeeze.frame(text) else { panic!("not compressed") };
            assert!(bytes.ends_with(&[0, 0, 0xff, 0xff]));
            let mut out = Vec::with_capacity(text.len() + 64);
            reader.decompress_vec(&bytes, &mut out, FlushDecompress::Sync).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), text);
        }
    }

    #[test]
    fn small_payloads_are_sent_as_they_are() {
        let mut squeeze = Squeeze::new(false);
        squeeze.payloads(true);
        assert!(matches!(squeeze.frame("{}"), Frame::Text(_)));
        assert!(matches!(squeeze.frame(&" ".repeat(2_000)), Frame::Binary(_)));
    }
}
