//! Documents of a ticket: checklists, the escalation packet, the ticket file.

use std::path::{Path, PathBuf};

use crate::app::command::DocumentsCommand;
use crate::app::effects::platform::{DocumentJob, DocumentMark, FileType, Replace, SaveJob};
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::app::update::lists::after;
use crate::export::{Audience, DocumentKind, Format};
use crate::ticket::store::Stored;

impl UpdateContext<'_> {
    pub(super) fn write_documents(&mut self, command: DocumentsCommand) {
        let checklist = &mut self.state.checklist;
        match command {
            DocumentsCommand::Save => {
                let format = checklist.format;
                self.pick_and_save(self.checklist(), format);
            }
            DocumentsCommand::CopyChecklist => self.copy_checklist(),
            DocumentsCommand::CopyPacket => self.copy(DocumentKind::Packet, Format::Txt),
            DocumentsCommand::SavePacket => self.save_packet(),
            DocumentsCommand::NextAudience => {
                checklist.audience = after(&Audience::ALL, checklist.audience);
            }
            DocumentsCommand::NextFormat => {
                checklist.set_format(after(&Format::ALL, checklist.format));
            }
            DocumentsCommand::SetFormat(format) => checklist.set_format(format),
            DocumentsCommand::SetAudience(audience) => checklist.audience = audience,
            DocumentsCommand::SetPictures(are_in) => checklist.with_pictures = are_in,
            DocumentsCommand::SaveWalkthrough => self.save_walkthrough(),
            DocumentsCommand::SaveTo(path, replace) => self.save_to(path, replace),
            DocumentsCommand::SaveAgain(job, path, replace) => {
                self.platform.save(path, replace, *job, self.replies.clone());
            }
            DocumentsCommand::SaveTicketFile => {
                let kind = DocumentKind::Checklist(Audience::Internal);
                if let Some(job) = self.document(kind, Format::Json) {
                    // It is for another Syncmend; nobody is sent it.
                    self.pick_and_save_job(SaveJob { mark: None, ..job });
                }
            }
        }
    }

    /// A document of the open ticket, to be made as it is now.
    pub(super) fn document(&mut self, kind: DocumentKind, format: Format) -> Option<SaveJob> {
        self.store_drafts();
        let job = self.document_job(kind, format)?;
        let Stored { ticket, .. } = &job.stored;
        let name = file_name(ticket.reference.as_str(), kind, format);
        let mark = DocumentMark { ticket: ticket.id, kind, changes: job.stored.changes() };
        Some(SaveJob {
            name,
            folder: self.state.save_folder(),
            what: kind.name(),
            file_type: FileType::Document(format),
            content: Vec::new(),
            document: Some(Box::new(job)),
            mark: Some(mark),
        })
    }

    fn document_job(&self, kind: DocumentKind, format: Format) -> Option<DocumentJob> {
        let open = self.state.open.as_ref()?;
        Some(DocumentJob {
            stored: open.stored.clone(),
            case: open.case.clone(),
            now: self.state.session.now,
            zone: self.state.session.zone.clone(),
            with_pictures: self.state.checklist.with_pictures && format.shows_pictures(),
            removed_words: self.state.preferences.removed_words.clone(),
            letterhead: self.state.preferences.letterhead.clone(),
            kind,
            format,
        })
    }

    /// Lays the document of Wrap up out, if that screen is in front and something has changed.
    pub fn lay_out_preview(&mut self) {
        if self.state.screen != Screen::WrapUp || !self.state.begin_preview() {
            return;
        }
        if let Some(job) = self.document_job(self.checklist(), Format::Pdf) {
            self.platform.lay_out(Box::new(job), self.replies.clone());
        }
    }

    /// The checklist for the chosen audience.
    fn checklist(&self) -> DocumentKind {
        DocumentKind::Checklist(self.state.checklist.audience)
    }

    fn save_walkthrough(&mut self) {
        let kind = DocumentKind::Walkthrough;
        let chosen = self.state.checklist.format;
        let format = if kind.formats().contains(&chosen) { chosen } else { Format::Pdf };
        if self.has_steps_to_present() {
            self.pick_and_save(kind, format);
        }
    }

    fn save_packet(&mut self) {
        let chosen = self.state.checklist.format;
        let format =
            if DocumentKind::Packet.formats().contains(&chosen) { chosen } else { Format::Html };
        self.pick_and_save(DocumentKind::Packet, format);
    }

    fn pick_and_save(&mut self, kind: DocumentKind, format: Format) {
        if let Some(job) = self.document(kind, format) {
            self.pick_and_save_job(job);
        }
    }

    /// Asks where to save a file, and saves it there.
    pub(super) fn pick_and_save_job(&mut self, job: SaveJob) {
        if self.may_pick() {
            self.platform.pick_and_save(job, self.replies.clone());
        }
    }

    /// Whether a dialog may open, which it then does; only one is open at a time.
    pub(super) fn may_pick(&mut self) -> bool {
        if self.state.is_picking {
            self.state.notify("Another file dialog is already open");
            return false;
        }
        self.state.is_picking = true;
        true
    }

    fn copy_checklist(&mut self) {
        // A format that is not text is copied as plain text.
        let format = self.state.checklist.format;
        let format = if format.is_text() { format } else { Format::Txt };
        self.copy(self.checklist(), format);
    }

    fn copy(&mut self, kind: DocumentKind, format: Format) {
        let Some(job) = self.document(kind, format) else { return };
        match job.made() {
            Ok(job) => {
                let text = String::from_utf8_lossy(&job.content).into_owned();
                self.platform.window().copy_text(text);
                self.state.notify(format!("{} copied", kind.name()));
            }
            Err(error) => {
                self.state.report_failure(format!("{} was not created: {error}", kind.name()));
            }
        }
    }

    fn save_to(&mut self, path: PathBuf, replace: Replace) {
        if path.as_os_str().is_empty() {
            self.state
                .report_failure("The checklist was not saved; type a folder and file name first");
        } else if let Some(job) = self.document(self.checklist(), self.state.checklist.format) {
            self.platform.save(path, replace, job, self.replies.clone());
        }
    }
}

/// A file name that is valid on every system.
fn file_name(reference: &str, kind: DocumentKind, format: Format) -> String {
    let safe = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let reference: String = reference.chars().map(safe).take(60).collect();
    let kind = match kind {
        DocumentKind::Checklist(Audience::Customer) => "checklist",
        DocumentKind::Checklist(Audience::Internal) => "internal-checklist",
        DocumentKind::Walkthrough => "walkthrough",
        DocumentKind::Packet => "escalation",
    };
    Path::new(&format!("{kind}-{reference}"))
        .with_extension(format.extension())
        .display()
        .to_string()
}
