//! Changes preferences and keeps them across restarts.

use crate::app::command::PreferencesCommand;
use crate::app::effects::worker::Request;
use crate::app::settings::preferences::Preference;
use crate::app::update::UpdateContext;

impl UpdateContext<'_> {
    pub(super) fn prefer(&mut self, command: PreferencesCommand) {
        let before = self.state.preferences.clone();
        let is_folder = matches!(command, PreferencesCommand::Change(Preference::Folder(_)));
        let preferences = &mut self.state.preferences;
        match command {
            PreferencesCommand::NextTheme => preferences.theme = preferences.theme.next(),
            PreferencesCommand::Zoom(by) => preferences.zoom(by),
            PreferencesCommand::Change(change) => preferences.change(change),
            PreferencesCommand::SaveOwnPages => {
                self.save_own_pages();
                return;
            }
            PreferencesCommand::PickLogo => {
                if self.may_pick() {
                    self.platform.pick_logo(self.replies.clone());
                }
                return;
            }
        }
        if is_folder {
            self.state.missing_folder = None;
            if let Some(folder) = self.state.preferences.folder.clone() {
                self.platform.check_folder(folder, self.replies.clone());
            }
        }
        let preferences = &self.state.preferences;
        if *preferences != before {
            let preferences = Box::new(preferences.clone());
            self.worker.ask(Request::RememberPreferences(preferences));
        }
    }
}
