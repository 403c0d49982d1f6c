//! The knowledge base of this installation: which folders lie over that of the program, and which areas
//! are left out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;

use super::TicketService;
use crate::export::LETTERHEAD_SETTING;
use crate::kb::KnowledgeBase;
use crate::ticket::store::peek_setting;

/// The folder in the data folder whose folders are laid over the knowledge base, in the order of their
/// names.
const PACKS: &str = "packs";

/// What the preferences leave out.
#[derive(Debug, Default)]
struct LeftOut {
    /// Areas, by their titles.
    areas: BTreeSet<String>,
    /// Folders of one's own, by their names.
    folders: BTreeSet<String>,
}

/// The fields that are read, each apart from the other, so that one that cannot be read spoils none.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Stored {
    left_out: Value,
    left_out_folders: Value,
}

impl LeftOut {
    fn of_setting(json: Option<&str>) -> Self {
        let stored: Stored =
            json.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
        let names = |value| serde_json::from_value(value).unwrap_or_default();
        Self { areas: names(stored.left_out), folders: names(stored.left_out_folders) }
    }
}

/// Returns the folders of one's own in a data folder, by name; none if it has none or cannot be read.
pub fn pack_folders(data_folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(data_folder.join(PACKS)).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Returns the folders to lay over the knowledge base of the program, the first at the bottom: those in
/// the data folder that the preferences do not leave out, and last the one that was asked for.
pub fn folders_laid_over(data_folder: Option<&Path>, asked_for: Option<&Path>) -> Vec<PathBuf> {
    let own = data_folder.map(|data| {
        let mut folders = pack_folders(data);
        if !folders.is_empty() {
            let left_out = LeftOut::of_setting(peek_setting(data, LETTERHEAD_SETTING).as_deref());
            folders.retain(|folder| !left_out.folders.contains(&name_of(folder)));
        }
        folders
    });
    own.unwrap_or_default().into_iter().chain(asked_for.map(ToOwned::to_owned)).collect()
}

/// The name of a folder, as it is shown and left out.
pub fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl TicketService {
    /// Gives all tickets the own pages of this installation, and new ones the knowledge base without the areas that the preferences leave out. Open
    /// tickets keep what they are pinned to.
    pub fn renew_knowledge(&mut self) {
        // A setting that cannot be read leaves nothing out; whoever reads it for its own sake reports it.
        let setting = self.store.setting(LETTERHEAD_SETTING).ok().flatten();
        let areas = LeftOut::of_setting(setting.as_deref()).areas;
        // Own pages that cannot be read are reported once they are to change.
        let yours = self.own_pages().unwrap_or_default();
        let today = self.loaded.with_yours(yours).leaving_out(&areas);
        let before = self.store.today();
        if today.fingerprint() != before.fingerprint() || today.own_pages() != before.own_pages() {
            self.store.set_today(today);
        }
    }

    /// Returns the knowledge base as it was loaded, with the areas that the preferences leave out.
    pub fn loaded(&self) -> &Arc<KnowledgeBase> {
        &self.loaded
    }
}
