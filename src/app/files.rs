//! Commands that are about files: checklists, tickets handed over, backups.

use std::path::{Path, PathBuf};

use super::carry_out::Hands;
use super::outside::{FileType, Purpose, Replace, SaveJob};
use super::worker::Request;
use crate::export::{self, Audience, DocumentContext, DocumentKind, Format, StepPictures};

impl Hands<'_> {
    /// A document of the open ticket, as it would be saved now.
    fn document(&mut self, kind: DocumentKind, format: Format) -> Option<SaveJob> {
        self.store_drafts();
        let open = self.state.open.as_ref()?;
        let context = DocumentContext {
            ticket: open.ticket(),
            events: &open.stored.events,
            case: &open.case,
            kb: open.kb(),
            now: self.state.now,
            zone: &self.state.zone,
            pictures: &StepPictures::new(),
            removed_words: &self.state.preferences.redacted,
        };
        let name = file_name(open.ticket().reference.as_str(), kind, format);
        match export::document(&context, kind, format) {
            Ok(content) => Some(SaveJob {
                name,
                folder: self.state.preferences.folder.clone(),
                what: kind.name(),
                file_type: FileType::Document(format),
                content,
            }),
            Err(error) => {
                self.state.tell_error(format!("{} not written: {error}", kind.name()));
                None
            }
        }
    }

    /// The checklist as it is chosen.
    fn checklist(&self) -> DocumentKind {
        DocumentKind::Checklist(self.state.audience)
    }

    pub(super) fn export(&mut self) {
        self.pick_and_save(self.checklist(), self.state.format);
    }

    pub(super) fn save_packet(&mut self) {
        let chosen = self.state.format;
        let format =
            if DocumentKind::Packet.formats().contains(&chosen) { chosen } else { Format::Html };
        self.pick_and_save(DocumentKind::Packet, format);
    }

    /// Saves the ticket as the file that another Syncmend takes in.
    pub(super) fn hand_over(&mut self) {
        self.pick_and_save(DocumentKind::Checklist(Audience::Internal), Format::Json);
    }

    fn pick_and_save(&mut self, kind: DocumentKind, format: Format) {
        if let Some(job) = self.document(kind, format) {
            self.pick_and_save_job(job);
        }
    }

    /// Asks where to save a file, and saves it there.
    pub(super) fn pick_and_save_job(&mut self, job: SaveJob) {
        if self.may_pick() {
            self.outside.pick_and_save(job, self.reports.clone());
        }
    }

    /// Whether a dialog may be opened, which then is; only one is open at a time.
    pub(super) fn may_pick(&mut self) -> bool {
        if self.state.is_picking {
            self.state.tell("A file dialog is already open");
            return false;
        }
        self.state.is_picking = true;
        true
    }

    pub(super) fn pick_file(&mut self, purpose: Purpose) {
        if self.may_pick() {
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

    pub(super) fn purge(&mut self, days: u32) {
        self.state.keep.older = None;
        self.worker.ask(Request::Purge(days));
    }

    pub(super) fn copy_checklist(&mut self) {
        // What is no text is copied as text.
        let format = self.state.format;
        let format = if format.is_text() { format } else { Format::Txt };
        self.copy(self.checklist(), format);
    }

    pub(super) fn copy(&mut self, kind: DocumentKind, format: Format) {
        if let Some(job) = self.document(kind, format) {
            self.ctx.copy_text(String::from_utf8_lossy(&job.content).into_owned());
            self.state.tell(format!("{} copied", kind.name()));
        }
    }

    pub(super) fn save_again(&mut self, job: SaveJob, path: PathBuf, replace: Replace) {
        self.outside.save(path, replace, job, self.reports.clone());
    }

    pub(super) fn save_to(&mut self, path: PathBuf, replace: Replace) {
        if path.as_os_str().is_empty() {
            self.state.tell_error("No file is named; type where to save the checklist");
        } else if let Some(job) = self.document(self.checklist(), self.state.format) {
            self.outside.save(path, replace, job, self.reports.clone());
        }
    }
}

/// A file name that every system takes.
fn file_name(reference: &str, kind: DocumentKind, format: Format) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let reference: String = reference.chars().map(safe).take(60).collect();
    let kind = match kind {
        DocumentKind::Checklist(Audience::Customer) => "checklist",
        DocumentKind::Checklist(Audience::Internal) => "internal-checklist",
        DocumentKind::Packet => "escalation",
    };
    Path::new(&format!("{kind}-{reference}"))
        .with_extension(format.extension())
        .display()
        .to_string()
}
