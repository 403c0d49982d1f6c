//! How exported files were read, for `inspect` and its comparison.

use std::io::Write;

use serde_json::{Value, json};

use super::CallError;
use crate::evidence::FileRead;
use crate::text::visible;

/// How files were read, as it stands in JSON documents.
pub(super) fn files_as_json(files: &[FileRead]) -> Value {
    files
        .iter()
        .map(|file| {
            json!({"name": file.name, "format": file.format, "rows": file.rows, "notes": file.notes,
                   "passed_over": file.passed_over, "unknown_events": file.unknown_events,
                   "unknown_columns": file.unknown_columns, "faults": file.faults.first, "more_faults": file.faults.more,
                   "warning": file.faults.warning, "is_whole": file.is_whole()})
        })
        .collect()
}

/// Prints how a file was read.
pub(super) fn print_file(file: &FileRead, out: &mut dyn Write) -> Result<(), CallError> {
    writeln!(out, "{}: {}", visible(file.name.for_insiders()), file.summary())?;
    for note in &file.notes {
        writeln!(out, "  {}", visible(note))?;
    }
    if file.passed_over > 0 {
        let rows = if file.passed_over == 1 { "row" } else { "rows" };
        writeln!(
            out,
            "  {} more {rows} passed over: nothing in them is understood",
            file.passed_over
        )?;
    }
    if let Some(unknown) = file.unknown_summary() {
        writeln!(out, "  {}", visible(&unknown))?;
    }
    if !file.unknown_columns.is_empty() {
        writeln!(out, "  unknown columns: {}", visible(&file.unknown_columns.join(", ")))?;
    }
    for fault in file.faults.first.iter().chain(&file.faults.warning) {
        writeln!(out, "  {}", visible(&fault.to_string()))?;
    }
    if file.faults.more > 0 {
        writeln!(out, "  and {} more such places", file.faults.more)?;
    }
    Ok(())
}
