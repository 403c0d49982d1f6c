//! Commands that are about files: checklists, tickets handed over, backups.

use std::path::{Path, PathBuf};

use super::carry_out::Hands;
use super::outside::{Purpose, Replace, SaveJob};
use super::worker::Request;
use crate::export::{self, Audience, Format, Run};

impl Hands<'_> {
    /// The checklist of the open ticket, as it would be saved now.
    fn checklist(&mut self, format: Format, audience: Audience) -> Option<SaveJob> {
        self.store_drafts();
        let open = self.state.open.as_ref()?;
        let run = Run {
            ticket: open.ticket(),
            events: &open.stored.events,
            case: &open.case,
            kb: open.kb(),
            now: self.state.now,
            zone: &self.state.zone,
        };
        let name = file_name(open.ticket().reference.as_str(), format, audience);
        match export::checklist(&run, format, audience) {
            Ok(content) => Some(SaveJob { name, format, content }),
            Err(error) => {
                self.state.tell_error(format!("The checklist cannot be written ({error})"));
                None
            }
        }
    }

    pub(super) fn export(&mut self) {
        self.pick_and_save(self.state.format, self.state.audience);
    }

    /// Saves the ticket as the file that another Syncmend takes in.
    pub(super) fn hand_over(&mut self) {
        self.pick_and_save(Format::Json, Audience::Internal);
    }

    fn pick_and_save(&mut self, format: Format, audience: Audience) {
        if self.state.is_picking {
            self.state.tell("A file dialog is already open");
        } else if let Some(job) = self.checklist(format, audience) {
            self.state.is_picking = true;
            self.outside.pick_and_save(job, self.reports.clone());
        }
    }

    pub(super) fn pick(&mut self, purpose: Purpose) {
        if self.state.is_picking {
            self.state.tell("A file dialog is already open");
        } else {
            self.state.is_picking = true;
            self.outside.pick(purpose, self.reports.clone());
        }
    }

    pub(super) fn use_file(&mut self, purpose: Purpose, path: PathBuf, replace: Replace) {
        self.store_drafts();
        self.state.overlay = None;
        self.worker.ask(match purpose {
            Purpose::Import => Request::Import(path),
            Purpose::BackUp => Request::BackUp(path, replace),
            Purpose::Restore => Request::Restore(path),
        });
    }

    pub(super) fn copy_checklist(&mut self) {
        if let Some(job) = self.checklist(self.state.format, self.state.audience) {
            self.ctx.copy_text(job.content);
            self.state.tell("Checklist copied");
        }
    }

    pub(super) fn save_to(&mut self, path: PathBuf, replace: Replace) {
        if path.as_os_str().is_empty() {
            self.state.tell_error("No file is named; type where to save the checklist");
        } else if let Some(job) = self.checklist(self.state.format, self.state.audience) {
            self.outside.save(path, replace, job, self.reports.clone());
        }
    }
}

/// A file name that every system takes.
fn file_name(reference: &str, format: Format, audience: Audience) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let reference: String = reference.chars().map(safe).take(60).collect();
    let kind = match audience {
        Audience::Customer => "checklist",
        Audience::Internal => "internal-checklist",
    };
    Path::new(&format!("{kind}-{reference}")).with_extension(format.ending()).display().to_string()
}
