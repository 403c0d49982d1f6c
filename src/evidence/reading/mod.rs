//! Files as rows and records, in bounded memory, whatever is wrong with them.
//!
//! ```text
//! limits.rs     every bound of what is read and kept
//! source.rs     bytes -> text that comes in pieces, with progress and a way to stop
//! table.rs      text -> rows of a CSV file; columns.rs what its columns are called
//! records.rs    text -> records of a JSON file; scan.rs where one ends, json_text.rs one text in it,
//!               wrapped.rs records below anything
//! unpack.rs     what is compressed with gzip
//! faults.rs     what is wrong with a file, and where
//! ```

pub mod columns;
pub mod faults;
pub mod json_text;
pub mod limits;
pub mod records;
mod scan;
pub mod source;
pub mod table;
pub mod unpack;
mod wrapped;
