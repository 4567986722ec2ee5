//! Packed sources (gzip), unpacked as they are read and never beyond reason.

use flate2::read::MultiGzDecoder;
use std::cell::Cell;
use std::fmt;
use std::io::{Error, Read, Result};
use std::rc::Rc;

/// A log may unpack to so many times its packed size: real ones do to ten to thirty times.
const RATIO_MAX: u64 = 500;

/// What any source may unpack to, bytes.
const ALWAYS: u64 = 1 << 20;

/// That a source unpacks beyond reason.
#[derive(Debug)]
struct TooFar;

impl fmt::Display for TooFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "> {RATIO_MAX} × packed")
    }
}

impl std::error::Error for TooFar {}

/// How many times its size a source unpacks to at least, where that is why it cannot be read.
pub(super) fn too_far(error: &Error) -> Option<u64> {
    error.get_ref().is_some_and(|inner| inner.is::<TooFar>()).then_some(RATIO_MAX)
}

/// A packed source.
pub(super) struct Unpacked<R: Read> {
    inner: MultiGzDecoder<Counted<R>>,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

impl<R: Read> Unpacked<R> {
    pub fn new(input: R) -> Self {
        let packed = Rc::new(Cell::new(0));
        let counted = Counted { input, count: Rc::clone(&packed) };
        Self { inner: MultiGzDecoder::new(counted), packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        if self.unpacked > ALWAYS.max(self.packed.get().saturating_mul(RATIO_MAX)) {
            return Err(Error::other(TooFar));
        }
        Ok(count)
    }
}

/// Counts the bytes that go through.
struct Counted<R> {
    input: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let count = self.input.read(buffer)?;
        self.count.set(self.count.get() + count as u64);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn parts_packed_one_after_another_are_read_as_one() {
        let both = [packed(b"one\n"), packed(b"two\n")].concat();
        let mut text = String::new();
        Unpacked::new(&both[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, "one\ntwo\n");
    }

    #[test]
    fn what_unpacks_beyond_reason_is_refused() {
        let bomb = packed(&vec![b'0'; 64 << 20]);
        let error = Unpacked::new(&bomb[..]).read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(too_far(&error), Some(RATIO_MAX));
    }
}
