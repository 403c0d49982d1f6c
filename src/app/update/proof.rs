//! Whether the output of a command proves the step in view.

use crate::app::update::UpdateContext;
use crate::ticket::proof;

/// How much of what was pasted is read at once, in bytes: no output about one user is longer, and the
/// window must not wait.
const MOST: usize = 512 * 1024;

impl UpdateContext<'_> {
    /// Checks the output that was pasted for the step in view, and records or says what it proves.
    pub(super) fn prove(&mut self, text: &str) {
        let end = (0..=MOST.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
        let text = &text[..end.unwrap_or_default()];
        let zone = self.state.session.zone.clone();
        let Some(open) = &mut self.state.open else { return };
        let stored = &open.stored;
        let Some((cause, method)) = stored.ticket.current_fix(&stored.kb) else { return };
        let Some(step) = open.step_in_view() else { return };
        match proof::of_output(&stored.ticket, &stored.kb, (cause, method, step), text) {
            Ok(proved) => {
                open.proof.text.clear();
                open.proof.refusal = None;
                self.record(proved);
            }
            Err(why) => open.proof.refusal = Some(why.summary(&zone)),
        }
    }

    /// Copies the command that checks the step in view.
    pub(super) fn copy_check(&mut self) {
        let command = self.state.open.as_ref().and_then(|open| {
            proof::command(open.ticket(), open.step_in_view()?).and_then(Result::ok)
        });
        if let Some(command) = command {
            self.platform.window().copy_text(command.line);
            self.state.notify("Command copied");
        }
    }
}
