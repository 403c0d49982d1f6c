//! Every bound of what is read and kept, so that memory depends on none of the files.

/// Bytes looked at to recognize a file.
pub const HEAD: usize = 64 * 1024;
/// Bytes read at once.
pub const BUFFER: usize = 256 * 1024;
/// Bytes of one CSV row; a longer one is passed over.
pub const ROW: usize = 1024 * 1024;
/// Columns of a CSV file.
pub const COLUMNS: usize = 2_000;
/// Bytes of one JSON record. HAR entries hold whole pages; a longer one is passed over.
pub const RECORD: usize = 16 * 1024 * 1024;
/// Objects and lists around a record, at most.
pub const WRAPPERS: usize = 12;
/// Bytes that a compressed file may unpack to.
pub const UNPACKED: u64 = 8 << 30;
/// Lines in front of a table that are no part of it, at most.
pub const PREFACE: usize = 20;
/// Bytes of output of a command that are read.
pub const SCREEN: usize = 8 * 1024 * 1024;
/// Kinds of events of one file that are counted by name.
pub const UNKNOWN_EVENTS: usize = 200;
/// How deep JSON may be nested.
pub const DEPTH: usize = 64;
/// Bytes of one text in JSON that are looked through for error strings.
pub const SEARCHED: usize = 1024 * 1024;
/// Faults of one file that are told one by one.
pub const FAULTS: usize = 20;
/// Unknown columns of one file that are told by name.
pub const UNKNOWN_COLUMNS: usize = 50;
/// Users of one list that are kept by name; the others are counted.
pub const LISTED: usize = 1_000;
/// Rows that a finding quotes.
pub const QUOTED: usize = 3;
/// Users of one list that are remembered to be joined with another, 8 bytes for each of their names.
pub const JOINED: usize = 2_000_000;
/// Log entries of one kind that are remembered until the log has been read.
pub const REMEMBERED: usize = 100_000;
