//! Notices, running work, the clipboard, and closing the window.

use crate::app::command::{Command, WindowCommand, name_of};
use crate::app::effects::worker::Request;
use crate::app::model::state::Closing;
use crate::app::update::UpdateContext;

impl UpdateContext<'_> {
    pub(super) fn serve_window(&mut self, command: WindowCommand) {
        match command {
            WindowCommand::Close => self.close_window(),
            WindowCommand::OpenPath(path) => {
                self.platform.open_path(path, self.replies.clone());
            }
            WindowCommand::CopyText(text) => {
                self.platform.window().copy_text(text);
                self.state.notify("Copied");
            }
            WindowCommand::StopWork(progress) => progress.stop(),
            WindowCommand::StoreUnsaved => self.worker.ask(Request::TryHeld),
            WindowCommand::Retry(notice) => self.retry(notice),
            WindowCommand::Dismiss(notice) => drop(self.state.notices.take(notice)),
            WindowCommand::RunChosen(command) => self.run_chosen(*command),
        }
    }

    /// Closes the window, even if that loses something.
    pub(super) fn close_window(&mut self) {
        self.state.session.closing = Closing::Now;
        self.platform.window().close();
    }

    fn retry(&mut self, notice: usize) {
        if let Some(request) = self.state.notices.take(notice).and_then(|notice| notice.retry) {
            self.worker.ask(request);
        }
    }

    /// Runs what was chosen in the palette, and remembers it if it is a listed command.
    fn run_chosen(&mut self, command: Command) {
        self.state.overlay = None;
        let name = name_of(&command);
        if !name.is_empty() {
            self.state.recent.add(name);
            self.worker.ask(Request::RememberRecent(self.state.recent.clone()));
        }
        self.run(command);
    }
}
