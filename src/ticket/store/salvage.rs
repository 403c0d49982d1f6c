//! Reads rows out of a damaged database, page by page, whatever happened to the trees above the
//! pages. The layout is SQLite's file format, <https://www.sqlite.org/fileformat2.html>.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::files::beside;

/// The most bytes of one row that are read; a larger length is damage, not data.
const MOST_OF_A_ROW: u64 = 64 * 1024 * 1024;
/// The page size of every store in bytes, used if the damaged file no longer states one.
const PAGE_SIZE: usize = 4096;
/// The type of a page that holds rows of a table.
const TABLE_LEAF: u8 = 0x0d;

/// One value of a row, as far as a store uses them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// NULL, or the row number, which is stored elsewhere.
    Null,
    /// Text.
    Text(String),
    /// Anything else.
    Other,
}

/// Reads every page of a database and of the log beside it, and calls `each` with the number and the
/// values of every readable row.
///
/// # Errors
/// If the file cannot be opened, or `each` fails.
pub(super) fn rows<E: From<io::Error>>(
    path: &Path,
    each: &mut dyn FnMut(i64, Vec<Value>) -> Result<(), E>,
) -> Result<(), E> {
    let mut pages = Pages::open(path)?;
    for number in 1..=pages.count {
        let Some(page) = pages.read(number) else { continue };
        for start in cells(&page, number) {
            if let Some((row, values)) = pages.row(&page, start) {
                each(row, values)?;
            }
        }
    }
    Ok(())
}

/// The pages of a database, with newer versions from its log.
struct Pages {
    file: File,
    log: Option<(File, HashMap<u64, u64>)>,
    size: usize,
    /// The number of bytes of a page that hold data.
    usable: usize,
    count: u64,
}

impl Pages {
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut head = [0; 100];
        let has_head = file.read_exact(&mut head).is_ok();
        let stated = usize::from(u16::from_be_bytes([head[16], head[17]]));
        let is_size = |size: usize| size.is_power_of_two() && (512..=32768).contains(&size);
        let size = if has_head && is_size(stated) { stated } else { PAGE_SIZE };
        let reserved = if has_head && is_size(stated) { usize::from(head[20]) } else { 0 };
        let log = Self::open_log(path, size).ok();
        let in_file = length.div_ceil(size as u64);
        let in_log = log.iter().flat_map(|(_, places)| places.keys().copied()).max().unwrap_or(0);
        let usable = size.saturating_sub(reserved);
        Ok(Self { file, log, size, usable, count: in_file.max(in_log) })
    }

    /// Finds the newest copy of each page in the log, up to the last complete transaction.
    fn open_log(path: &Path, size: usize) -> io::Result<(File, HashMap<u64, u64>)> {
        let mut file = File::open(beside(path, "-wal"))?;
        let mut head = [0; 32];
        file.read_exact(&mut head)?;
        let (mut places, mut open) = (HashMap::new(), HashMap::new());
        let mut at = 32;
        let mut frame = [0; 24];
        while file.seek(SeekFrom::Start(at)).is_ok() && file.read_exact(&mut frame).is_ok() {
            // Leftover frames of an earlier log have different salts.
            if frame[8..16] != head[16..24] {
                break;
            }
            open.insert(u64::from(number(&frame[0..4])), at + 24);
            if number(&frame[4..8]) > 0 {
                places.extend(open.drain());
            }
            at += 24 + size as u64;
        }
        Ok((file, places))
    }

    /// Reads a page; bytes beyond the end of the file are zero.
    fn read(&mut self, page: u64) -> Option<Vec<u8>> {
        let in_log = self.log.as_mut().and_then(|(file, places)| Some((file, *places.get(&page)?)));
        let (file, at) =
            in_log.unwrap_or((&mut self.file, page.checked_sub(1)?.checked_mul(self.size as u64)?));
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut bytes = Vec::new();
        file.take(self.size as u64).read_to_end(&mut bytes).ok()?;
        bytes.resize(self.size, 0);
        Some(bytes)
    }

    /// Reads the row whose cell begins at `start`.
    fn row(&mut self, page: &[u8], start: usize) -> Option<(i64, Vec<Value>)> {
        let (length, start) = varint(page, start)?;
        let (row, start) = varint(page, start)?;
        if length > MOST_OF_A_ROW {
            return None;
        }
        let length = usize::try_from(length).ok()?;
        let local = self.local(length);
        let mut bytes = page.get(start..start.checked_add(local)?)?.to_vec();
        if local < length {
            let mut next = number(page.get(start + local..start + local + 4)?);
            while bytes.len() < length {
                let page = self.read(u64::from(next)).filter(|_| next > 0)?;
                next = number(&page[0..4]);
                let wanted = (length - bytes.len()).min(self.usable - 4);
                bytes.extend_from_slice(page.get(4..4 + wanted)?);
            }
        }
        // Row numbers are stored in two's complement.
        Some((i64::from_ne_bytes(row.to_ne_bytes()), values(&bytes)?))
    }

    /// Returns how many bytes of a row are in its cell; the rest is in overflow pages.
    fn local(&self, length: usize) -> usize {
        let usable = self.usable;
        let most = usable.saturating_sub(35);
        if length <= most {
            return length;
        }
        let least = ((usable.saturating_sub(12)) * 32 / 255).saturating_sub(23);
        let local = least + (length - least) % usable.saturating_sub(4).max(1);
        if local <= most { local } else { least }
    }
}

/// Returns where the cells of a page begin; empty if it is not a page with rows.
fn cells(page: &[u8], number: u64) -> Vec<usize> {
    // The first page begins with the file header.
    let head = if number == 1 { 100 } else { 0 };
    let kind = page.get(head).copied();
    let pair =
        |at: usize| Some(usize::from(u16::from_be_bytes([*page.get(at)?, *page.get(at + 1)?])));
    match (kind, pair(head + 3)) {
        (Some(TABLE_LEAF), Some(count)) => {
            (0..count).map_while(|cell| pair(head + 8 + 2 * cell)).collect()
        }
        _ => Vec::new(),
    }
}

/// Decodes the values of a row.
fn values(row: &[u8]) -> Option<Vec<Value>> {
    let (head, mut at) = varint(row, 0)?;
    let head = usize::try_from(head).ok().filter(|head| *head <= row.len())?;
    let mut values = Vec::new();
    let mut data = head;
    while at < head {
        let (kind, next) = varint(row, at)?;
        at = next;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let end = data.checked_add(usize::try_from(length).ok()?)?;
        let bytes = row.get(data..end)?;
        data = end;
        values.push(match kind {
            0 => Value::Null,
            13.. if kind % 2 == 1 => Value::Text(String::from_utf8(bytes.to_vec()).ok()?),
            _ => Value::Other,
        });
    }
    Some(values)
}

/// Decodes SQLite's variable-length integer; returns it and where it ends.
fn varint(bytes: &[u8], start: usize) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for at in 0..9 {
        let byte = *bytes.get(start.checked_add(at)?)?;
        if at == 8 {
            return Some((value << 8 | u64::from(byte), start + 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, start + at + 1));
        }
    }
    None
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}
