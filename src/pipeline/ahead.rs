//! Text that is decoded ahead, on a thread of its own.

use std::io;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use super::compress::Bytes;
use super::decode::{Buffer, Decoder};

/// How many parts are decoded ahead.
const AHEAD: usize = 2;

/// Where text comes from.
pub(super) enum Source {
    /// It is decoded when it is asked for.
    Here(Decoder<Bytes>),
    /// It is decoded ahead.
    Ahead {
        /// Parts, and whether each is the last.
        parts: Receiver<io::Result<(Buffer, bool)>>,
        ended: bool,
    },
}

impl Source {
    /// What a decoder gives that has looked at its input; ahead if that is wanted and
    /// there is more than one part. Where text is cut does not depend on it.
    pub(super) fn new(mut decoder: Decoder<Bytes>, ahead: bool) -> Self {
        if !ahead || decoder.is_read() {
            return Source::Here(decoder);
        }
        let (send, parts) = sync_channel(AHEAD);
        let work = move || {
            loop {
                let mut part = Buffer::default();
                let result = decoder.fill(&mut part, 1);
                let ended = result.is_err() || decoder.at_end();
                // When the other end is gone, nothing more is wanted.
                if send.send(result.map(|()| (part, ended))).is_err() || ended {
                    break;
                }
            }
        };
        thread::spawn(work);
        Source::Ahead { parts, ended: false }
    }

    /// Whether the input has been read to its end.
    pub(super) fn at_end(&self) -> bool {
        match self {
            Source::Here(decoder) => decoder.at_end(),
            Source::Ahead { ended, .. } => *ended,
        }
    }

    /// Reads until the buffer holds `want` bytes of text or the input ends.
    pub(super) fn fill(&mut self, buffer: &mut Buffer, want: usize) -> io::Result<()> {
        match self {
            Source::Here(decoder) => decoder.fill(buffer, want),
            Source::Ahead { parts, ended } => {
                while buffer.text.len() < want && !*ended {
                    let Ok(part) = parts.recv() else {
                        return Err(io::Error::other("the thread that reads has ended"));
                    };
                    let (part, last) = part?;
                    buffer.append(part);
                    *ended = last;
                }
                Ok(())
            }
        }
    }
}
