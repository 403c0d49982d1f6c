//! What the program carries: its knowledge base, and what a reader learned from it while the program was
//! built.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use rust_embed::Embed;

use crate::kb::{KbFile, KnowledgeBase, Problem, folder_files, read};

/// What `build.rs` had a reader learn from the `kb/` folder.
pub(crate) const LEARNED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/learned"));

/// The `kb/` folder of this repository, apart from what measures it.
#[derive(Embed)]
#[folder = "kb/"]
#[include = "*.toml"]
#[include = "examples/*.jsonl"]
#[include = "sentences/train.jsonl"]
struct KbFolder;

/// The files of the knowledge base that the program carries, by name.
pub fn kb_files() -> Vec<KbFile> {
    let mut files: Vec<KbFile> = KbFolder::iter()
        .filter_map(|name| {
            let text = match KbFolder::get(&name)?.data {
                Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
                Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned().into(),
            };
            Some(KbFile { name: name.into_owned(), text })
        })
        .collect();
    files.sort_by(|a, b| a.name.cmp(&b.name));
    files
}

/// The knowledge base that the program carries.
///
/// # Errors
/// The problems found; with the files of this repository there are none.
pub fn knowledge_base() -> Result<KnowledgeBase, Vec<Problem>> {
    read(&[kb_files()])
}

/// Loads the knowledge base: the program's own, with folders laid over it, the first at the bottom.
///
/// # Errors
/// A sentence about the first problem, with its file and line.
pub fn load_knowledge(folders: &[PathBuf]) -> Result<Arc<KnowledgeBase>, String> {
    let mut layers = vec![kb_files()];
    for folder in folders {
        let files = folder_files(folder).map_err(|error| {
            format!(
                "cannot read the knowledge base ({error}); choose another folder with --kb: {}",
                folder.display()
            )
        })?;
        layers.push(files);
    }
    let problems = |problems: Vec<Problem>| {
        let more = problems.len().saturating_sub(1);
        let first = problems.first().map_or_else(String::new, ToString::to_string);
        let rest = if more == 0 { String::new() } else { format!(" (and {more} more)") };
        format!("the knowledge base has a problem; `syncmend kb check` lists all: {first}{rest}")
    };
    read(&layers).map(Arc::new).map_err(problems)
}
