//! Bytes in, text out: UTF-8 with LF line ends, whatever comes in.

use std::io::{self, ErrorKind, Read};

use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::{memchr, memchr_iter};

use crate::diagnostic::{Diagnostic, codes};
use crate::format::registry;

/// How many bytes are read at a time; always filled, so that where a text is cut does not
/// depend on how a pipe was fed.
const CHUNK: usize = 128 * 1024;

/// Decodes a stream of bytes.
pub(super) struct Decoder<R> {
    input: R,
    forced: Option<&'static Encoding>,
    /// What an XML declaration says.
    declared: Option<&'static Encoding>,
    /// `None` while the input is UTF-8.
    transcoder: Option<encoding_rs::Decoder>,
    /// A buffer that is used again and again, for a new one would have to be zeroed.
    chunk: Box<[u8]>,
    /// How much of it was read and is not yet decoded.
    filled: usize,
    ended: bool,
    /// What is not UTF-8 is handed over as it is, to a grammar that knows it.
    keeps_bytes: bool,
    /// Whether everything so far was ASCII, so that a single-byte encoding may begin.
    ascii_so_far: bool,
    /// The last character was a CR, which waits for its LF.
    pending_cr: bool,
}

/// Text that was decoded but not yet cut into pieces.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    pub(super) text: String,
    /// Where in `text` a CR was removed before an LF; ascending.
    pub(super) removed: Vec<usize>,
    /// Findings about the encoding; spans are bytes of `text`.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Buffer {
    /// Puts what was decoded next behind.
    pub(super) fn append(&mut self, next: Buffer) {
        let before = self.text.len();
        if before == 0 && self.text.capacity() < next.text.len() {
            self.text = next.text;
        } else {
            self.text.push_str(&next.text);
        }
        self.removed.extend(next.removed.iter().map(|at| at + before));
        self.diagnostics.extend(next.diagnostics.into_iter().map(|finding| finding.shifted(before)));
    }
}

/// What the first bytes tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    Text,
    Empty,
    Binary,
}

impl<R: Read> Decoder<R> {
    pub(super) fn new(input: R, forced: Option<&'static Encoding>) -> Self {
        Self {
            input,
            forced,
            declared: None,
            transcoder: None,
            chunk: vec![0; CHUNK].into_boxed_slice(),
            filled: 0,
            ended: false,
            keeps_bytes: false,
            ascii_so_far: true,
            pending_cr: false,
        }
    }

    /// Whether all bytes were read, if not decoded.
    pub(super) fn is_read(&self) -> bool {
        self.ended
    }

    /// Whether the input has been read and decoded to its end.
    pub(super) fn at_end(&self) -> bool {
        self.ended && self.filled == 0
    }

    /// Reads until the buffer holds `want` bytes of text or the input ends.
    pub(super) fn fill(&mut self, buffer: &mut Buffer, want: usize) -> io::Result<()> {
        while buffer.text.len() < want && !self.at_end() {
            self.read_chunk()?;
            let before = buffer.text.len();
            if std::mem::take(&mut self.pending_cr) {
                buffer.text.push('\r');
            }
            self.decode(buffer);
            self.remove_cr(buffer, before);
        }
        Ok(())
    }

    /// What the first bytes tell; to be asked before the first `fill`.
    pub(super) fn look(&mut self) -> io::Result<Looks> {
        self.read_chunk()?;
        let bytes = &self.chunk[..self.filled];
        if bytes.is_empty() {
            return Ok(Looks::Empty);
        }
        let (encoding, bom) = match (self.forced, Encoding::for_bom(bytes)) {
            (Some(forced), Some((found, bom))) if found == forced => (Some(forced), bom),
            (Some(forced), _) => (Some(forced), 0),
            (None, Some((found, bom))) => (Some(found), bom),
            (None, None) => (utf16_without_bom(bytes), 0),
        };
        self.declared = declared(bytes);
        let mut readers = registry::FORMATS.iter().filter_map(|format| format.reader);
        self.keeps_bytes = self.forced.is_none() && readers.any(|reader| reader.keeps_bytes(bytes));
        self.drop_bytes(bom);
        match encoding {
            Some(encoding) if encoding != UTF_8 => {
                self.transcoder = Some(encoding.new_decoder_without_bom_handling())
            }
            _ if is_binary(&self.chunk[..self.filled]) => return Ok(Looks::Binary),
            _ => {}
        }
        Ok(Looks::Text)
    }

    /// Fills the chunk.
    fn read_chunk(&mut self) -> io::Result<()> {
        while !self.ended && self.filled < CHUNK {
            match self.input.read(&mut self.chunk[self.filled..]) {
                Ok(0) => self.ended = true,
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Drops the first bytes of the chunk; what is left is a few bytes, or the chunk as a
    /// whole but for its byte order mark.
    fn drop_bytes(&mut self, count: usize) {
        self.chunk.copy_within(count..self.filled, 0);
        self.filled -= count;
    }

    /// Decodes the chunk, but for a character that its end cuts.
    fn decode(&mut self, buffer: &mut Buffer) {
        let mut at = 0;
        while at < self.filled {
            if let Some(transcoder) = &mut self.transcoder {
                transcode(transcoder, &self.chunk[at..self.filled], self.ended, buffer);
                at = self.filled;
                break;
            }
            let rest = &self.chunk[at..self.filled];
            let (valid, bad) = match simdutf8::compat::from_utf8(rest) {
                Ok(text) => (text, None),
                Err(error) => {
                    let (valid, _) = rest.split_at(error.valid_up_to());
                    // Checked just now, so the default is never taken.
                    (std::str::from_utf8(valid).unwrap_or_default(), Some(error.error_len()))
                }
            };
            self.ascii_so_far = self.ascii_so_far && valid.is_ascii();
            buffer.text.push_str(valid);
            at += valid.len();
            match bad {
                None => break,
                Some(None) if !self.ended => break,
                Some(length) => at += self.undecodable(at, length.unwrap_or(self.filled - at), buffer),
            }
        }
        self.drop_bytes(at);
    }

    /// Decodes bytes that are not UTF-8: all that follows, when nothing before was
    /// anything but ASCII; else these few, as Windows-1252, which keeps what a stray
    /// Latin-1 character meant. Gives how many bytes were taken.
    fn undecodable(&mut self, at: usize, length: usize, buffer: &mut Buffer) -> usize {
        let place = buffer.text.len();
        if self.keeps_bytes {
            let bytes = &self.chunk[at..at + length];
            buffer.text.push_str(&X_USER_DEFINED.decode_without_bom_handling(bytes).0);
            return length;
        }
        if self.forced == Some(UTF_8) || !self.ascii_so_far {
            let bytes = &self.chunk[at..at + length];
            let replacement =
                if self.forced.is_some() { "\u{FFFD}".into() } else { WINDOWS_1252.decode(bytes).0 };
            buffer.text.push_str(&replacement);
            let span = place..buffer.text.len();
            buffer.diagnostics.push(Diagnostic::new(codes::INVALID_UTF8, span));
            return length;
        }
        let encoding = self.declared.unwrap_or_else(|| {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
            detector.feed(&self.chunk[at..self.filled], true);
            let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
            let finding = Diagnostic::new(codes::GUESSED_ENCODING, place..place).detail(encoding.name());
            buffer.diagnostics.push(finding);
            encoding
        });
        self.transcoder = Some(encoding.new_decoder_without_bom_handling());
        0
    }

    /// Turns CRLF and lone CR in what was just decoded into LF.
    fn remove_cr(&mut self, buffer: &mut Buffer, from: usize) {
        let Some(first) = memchr(b'\r', &buffer.text.as_bytes()[from..]) else { return };
        let tail = buffer.text.split_off(from + first);
        let bytes = tail.as_bytes();
        let mut copied = 0;
        for cr in memchr_iter(b'\r', bytes) {
            buffer.text.push_str(&tail[copied..cr]);
            copied = cr + 1;
            match bytes.get(cr + 1) {
                Some(b'\n') => buffer.removed.push(buffer.text.len()),
                None if !self.at_end() => self.pending_cr = true,
                _ => buffer.text.push('\n'),
            }
        }
        buffer.text.push_str(&tail[copied..]);
    }
}

fn transcode(transcoder: &mut encoding_rs::Decoder, mut bytes: &[u8], last: bool, buffer: &mut Buffer) {
    loop {
        let room = transcoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3);
        buffer.text.reserve(room);
        let (result, read, _) = transcoder.decode_to_string(bytes, &mut buffer.text, last);
        bytes = &bytes[read..];
        if result == CoderResult::InputEmpty {
            return;
        }
    }
}

/// The encoding that an XML declaration names (XML 1.0, §4.3.3), if the declaration could
/// be read in it.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]);
    let declaration = head.trim_start_matches('\u{FEFF}').strip_prefix("<?xml")?.split("?>").next()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let encoding = Encoding::for_label(value[1..].split(quote).next()?.as_bytes())?;
    (encoding != UTF_8 && encoding.is_ascii_compatible()).then_some(encoding)
}

/// UTF-16 without a byte order mark: text of which every other byte is NUL.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let nul = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (nul(0), nul(1), sample.len() / 2);
    if half >= 8 && odd * 10 >= half * 7 && even == 0 {
        Some(UTF_16LE)
    } else if half >= 8 && even * 10 >= half * 7 && odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// No text holds NUL bytes, and hardly any control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(8192)];
    let control = sample
        .iter()
        .filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B | 0x1D..=0x1F))
        .count();
    memchr(0, sample).is_some() || control * 10 > sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> Buffer {
        let mut decoder = Decoder::new(bytes, None);
        assert_eq!(decoder.look().ok(), Some(Looks::Text));
        let mut buffer = Buffer::default();
        decoder.fill(&mut buffer, usize::MAX).unwrap();
        assert!(decoder.at_end());
        buffer
    }

    #[test]
    fn line_ends_become_lf_and_places_are_kept() {
        let buffer = decode(b"a\r\nb\rc\r\n\r\nd\r");
        assert_eq!(buffer.text, "a\nb\nc\n\nd\n");
        assert_eq!(buffer.removed, [1, 5, 6]);
    }

    #[test]
    fn a_crlf_may_be_cut_by_a_chunk() {
        let mut bytes = vec![b'x'; CHUNK - 1];
        bytes.extend_from_slice(b"\r\ny");
        let buffer = decode(&bytes);
        assert!(buffer.text.ends_with("x\ny"));
        assert_eq!(buffer.removed, [CHUNK - 1]);
    }

    #[test]
    fn other_encodings_are_found() {
        assert_eq!(decode(b"\xEF\xBB\xBFok").text, "ok");
        assert_eq!(decode(b"\xFF\xFEo\0k\0").text, "ok");
        assert_eq!(decode(b"\0r\0e\0f\0e\0r\0e\0n\0c\0e\0s").text, "references");
        let latin = decode(b"Caf\xE9 cr\xE8me, une tr\xE8s bonne journ\xE9e \xE0 tous");
        assert_eq!(latin.text, "Café crème, une très bonne journée à tous");
        assert_eq!(latin.diagnostics[0].code, codes::GUESSED_ENCODING);
        let declared = decode(b"<?xml version='1.0' encoding='ISO-8859-5'?><a>\xBF\xBE</a>");
        assert!(declared.text.ends_with("<a>ПО</a>") && declared.diagnostics.is_empty());
        let wrongly = decode("<?xml version='1.0' encoding='latin1'?><a>é</a>".as_bytes());
        assert!(wrongly.text.ends_with("<a>é</a>"));
        let stray = decode(
            "é \u{4e2d}".as_bytes().iter().copied().chain([0xE9, b'.']).collect::<Vec<_>>().as_slice(),
        );
        assert_eq!(stray.text, "é 中é.");
        assert_eq!(stray.diagnostics[0].code, codes::INVALID_UTF8);
    }

    #[test]
    fn binary_is_not_text() {
        let looks = |bytes: &[u8]| Decoder::new(bytes, None).look().unwrap();
        assert_eq!(looks(b""), Looks::Empty);
        assert_eq!(looks(b"\x7fELF\x02\x01\x01\0\0\0\0"), Looks::Binary);
        assert_eq!(looks(b"plain text"), Looks::Text);
    }
}
