//! Files that are compressed with gzip, unpacked while they are read.

use std::io::{self, BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::limits::{BUFFER, UNPACKED};

/// How a file begins that is compressed with gzip.
const MARK: [u8; 3] = [0x1f, 0x8b, 8];

/// Whether a file that begins so is compressed with gzip.
pub fn is_packed(head: &[u8]) -> bool {
    head.starts_with(&MARK)
}

/// What a compressed file begins with once it is unpacked: at most `most` bytes of it.
pub fn begin(head: &[u8], most: usize) -> Vec<u8> {
    let mut begun = Vec::new();
    // The head ends in the middle of the file, which is an error at its end.
    let _ = MultiGzDecoder::new(head).take(most as u64).read_to_end(&mut begun);
    begun
}

/// A compressed file as what is in it.
pub struct Unpacked<'a> {
    content: MultiGzDecoder<BufReader<Box<dyn Read + 'a>>>,
    left: u64,
}

impl<'a> Unpacked<'a> {
    /// Unpacks what comes. A file that claims to hold more than [`UNPACKED`] bytes ends there with an
    /// error, whatever its size.
    pub fn new(content: Box<dyn Read + 'a>) -> Self {
        let content = MultiGzDecoder::new(BufReader::with_capacity(BUFFER, content));
        Self { content, left: UNPACKED }
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            let most = UNPACKED >> 30;
            io::Error::other(format!("it unpacks to more than {most} GB; read it in parts"))
        })?;
        Ok(read)
    }
}
