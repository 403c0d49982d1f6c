//! Where the texts of a knowledge base come from. The only part of `kb` that reads a disk.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::Path;

/// One file of a knowledge base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KbFile {
    /// Its path inside the knowledge base, with `/`.
    pub name: String,
    /// What it holds; what the program carries is not copied.
    pub text: Cow<'static, str>,
}

/// What lies beside a knowledge base to measure it with.
const MEASURES: [&str; 4] = ["calls/", "cases/", "sentences/held.", "sentences/tune."];

/// Whether a file of that name belongs to a knowledge base; what measures it lies beside it.
fn is_knowledge(name: &str) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ending == "toml" || ending == "jsonl")
        && !MEASURES.iter().any(|measure| name.starts_with(measure))
}

/// The files of a knowledge base below a folder of the user's own, by name.
///
/// # Errors
/// When the folder or a file in it cannot be read as UTF-8 text.
pub fn folder_files(folder: &Path) -> io::Result<Vec<KbFile>> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<KbFile>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let path = entry.path();
        // `file_type` does not follow links, so a link to a parent folder cannot make this endless.
        if entry.file_type()?.is_dir() {
            collect(&path, &format!("{name}/"), files)?;
        } else if is_knowledge(&name) {
            let text = fs::read_to_string(&path)
                .map_err(|error| io::Error::new(error.kind(), format!("{error}: {name}")))?;
            files.push(KbFile { name, text: text.into() });
        }
    }
    Ok(())
}
