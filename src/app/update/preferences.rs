//! Changes preferences and keeps them across restarts.

use crate::app::command::PreferencesCommand;
use crate::app::effects::worker::Request;
use crate::app::update::UpdateContext;

impl UpdateContext<'_> {
    pub(super) fn prefer(&mut self, command: PreferencesCommand) {
        let before = self.state.preferences.clone();
        let preferences = &mut self.state.preferences;
        match command {
            PreferencesCommand::NextTheme => preferences.theme = preferences.theme.next(),
            PreferencesCommand::Zoom(by) => preferences.zoom(by),
            PreferencesCommand::Change(change) => preferences.change(change),
            PreferencesCommand::PickLogo => {
                if self.may_pick() {
                    self.platform.pick_logo(self.replies.clone());
                }
                return;
            }
        }
        if *preferences != before {
            let preferences = Box::new(preferences.clone());
            self.worker.ask(Request::RememberPreferences(preferences));
        }
    }
}
