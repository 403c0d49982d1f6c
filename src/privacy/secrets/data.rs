//! What secrets look like and what they are called, from the two files in `assets/secrets/`.

use std::sync::LazyLock;

use super::entries::{FormatFile, NameFile};
use super::formats::{Formats, NotAShape};
use super::names::Names;

const FORMATS: &str = include_str!("../../../assets/secrets/formats.toml");
const NAMES: &str = include_str!("../../../assets/secrets/names.toml");

/// Everything that is known of secrets, ready to be looked for.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub formats: Formats,
    pub names: Names,
}

/// What the program carries. Both files are read by a test; one that were wrong would find nothing.
pub(super) static DATA: LazyLock<Data> = LazyLock::new(|| load().unwrap_or_default());

/// Reads both files.
///
/// # Errors
/// The first thing in them that is not understood.
pub(super) fn load() -> Result<Data, NotAShape> {
    let not_read = |error: toml::de::Error| NotAShape(error.to_string());
    let formats: FormatFile = toml::from_str(FORMATS).map_err(not_read)?;
    let names: NameFile = toml::from_str(NAMES).map_err(not_read)?;
    let vendors = formats.format.iter().flat_map(|format| {
        std::iter::once(&format.vendor).chain(&format.alias).map(String::as_str)
    });
    let names = Names::new(names, vendors);
    Ok(Data { formats: Formats::new(&formats.format, &formats.identifier)?, names })
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_files_are_understood() {
        let data = super::load().expect("both files are sound");
        assert!(data.formats.count() > 200, "{} shapes", data.formats.count());
    }
}
