//! A backup that is handed to others: the same tickets without the secrets in them, and without settings.

use std::path::Path;

use rusqlite::Connection;

use super::maintenance::{copy_pairs, report};
use super::rows::{add_event, derive_all, events, tickets};
use super::{Store, StoreError, schema};
use crate::ticket::masking::masked_to_leave;

impl Store {
    /// Writes all tickets into one file, which is a store itself, with the secrets in their texts masked:
    /// also those that were stored before they were recognized, and those that were let through. An
    /// existing file is replaced as a whole or not at all.
    ///
    /// # Errors
    /// If the file cannot be written, the store cannot be read, or the work is stopped.
    pub fn back_up_for_others(&mut self, path: &Path) -> Result<(), StoreError> {
        let cannot = |reason| StoreError::Backup { reason, path: path.to_owned() };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        // A temporary file is readable by its owner only.
        let file = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")));
        let file = file.map_err(cannot)?;
        let mut copy = Connection::open(file.path())?;
        schema::migrate(&mut copy, |_| Ok(()), |_| Ok(()))?;
        let change = copy.transaction()?;
        let tickets = tickets(&self.db)?;
        for (done, ticket) in tickets.iter().enumerate() {
            let events = events(&self.db, *ticket)?;
            for event in &masked_to_leave(&events).unwrap_or(events) {
                add_event(&change, *ticket, event, None)?;
            }
            report(&self.progress, done, tickets.len())?;
        }
        copy_pairs(&self.db, &change, "knowledge (fingerprint, model)")?;
        derive_all(&change, &mut self.knowledge)?;
        change.commit()?;
        copy.close().map_err(|(_, error)| error)?;
        file.as_file().sync_all().map_err(cannot)?;
        file.persist(path).map_err(|error| cannot(error.error))?;
        Ok(())
    }
}
