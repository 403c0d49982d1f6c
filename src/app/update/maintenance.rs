//! Importing, backing up, restoring and purging tickets.

use std::path::PathBuf;

use crate::app::command::MaintenanceCommand;
use crate::app::effects::platform::{Purpose, Replace};
use crate::app::effects::worker::Request;
use crate::app::update::UpdateContext;

impl UpdateContext<'_> {
    pub(super) fn maintain(&mut self, command: MaintenanceCommand) {
        match command {
            MaintenanceCommand::PickFile(purpose) => self.pick_file(purpose),
            MaintenanceCommand::UseFile(purpose, path, replace) => {
                self.use_file(purpose, path, replace);
            }
            MaintenanceCommand::CountOlder(days) => self.worker.ask(Request::CountOlder(days)),
            MaintenanceCommand::Purge(days) => self.purge(days),
        }
    }

    fn pick_file(&mut self, purpose: Purpose) {
        if self.may_pick() {
            self.platform.pick(purpose, self.replies.clone());
        }
    }

    fn use_file(&mut self, purpose: Purpose, path: PathBuf, replace: Replace) {
        self.store_drafts();
        self.state.overlay = None;
        self.worker.ask(match purpose {
            Purpose::Import => Request::Import(path),
            Purpose::BackUp => Request::BackUp(path, replace),
            Purpose::Restore => Request::Restore(path),
        });
    }

    fn purge(&mut self, days: u32) {
        self.state.drafts.maintenance.older = None;
        self.worker.ask(Request::Purge(days));
    }
}
