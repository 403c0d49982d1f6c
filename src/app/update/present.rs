//! Presents a step: in this window, in a second one, and as pictures.

use crate::app::command::{PresentCommand, Steps};
use crate::app::model::state::SecondWindow;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::picture::{Image, Shown};

impl UpdateContext<'_> {
    pub(super) fn present(&mut self, command: PresentCommand) {
        match command {
            PresentCommand::Leave if self.state.screen == Screen::Present => self.show(Screen::Fix),
            PresentCommand::Leave | PresentCommand::CloseSecondWindow => {
                self.state.presenting.second_window = None;
            }
            PresentCommand::ToggleSecondWindow if self.state.is_second_window_here() => {
                self.state.presenting.second_window = None;
            }
            PresentCommand::ToggleSecondWindow | PresentCommand::ShareOpenTicket => self.share(),
            PresentCommand::CopyPicture => self.copy_picture(),
            PresentCommand::SavePictures(steps) => self.save_pictures(steps),
        }
    }

    /// Shows the open ticket in the second window.
    fn share(&mut self) {
        if !self.has_steps_to_present() {
            return;
        }
        let monitors = &self.state.session.monitors;
        let monitor = monitors.for_second_window(self.state.preferences.monitor);
        let ticket = self.state.open.as_ref().map(|open| open.ticket().id);
        let shared = ticket.zip(self.state.presented());
        self.state.presenting.second_window = shared.map(|(ticket, presented)| SecondWindow {
            ticket,
            presented,
            monitor,
            is_other_told: false,
        });
    }

    /// Whether there is a step to present; says what to do if there is none.
    pub(super) fn has_steps_to_present(&mut self) -> bool {
        let language = self.state.preferences.letterhead.language;
        let is_there = self.state.open.as_ref().is_some_and(|open| open.shown(language).is_some());
        if !is_there {
            self.state.notify("Choose a fix first; its steps are what is presented");
        }
        is_there
    }

    /// Draws the step in view as a picture, to be copied. Drawing takes longer than a frame.
    fn copy_picture(&mut self) {
        let language = self.state.preferences.letterhead.language;
        if let Some(shown) = self.state.open.as_ref().and_then(|open| open.shown(language)) {
            self.platform.draw(shown, self.state.session.theme, self.replies.clone());
        }
    }

    /// Puts a finished picture on the clipboard.
    pub(super) fn picture_drawn(&mut self, image: Image) {
        self.platform.window().copy_image(image);
        self.state.notify("Picture copied");
    }

    fn save_pictures(&mut self, steps: Steps) {
        let language = self.state.preferences.letterhead.language;
        let Some(open) = &self.state.open else { return };
        let shown = match steps {
            Steps::InView => open.shown(language).into_iter().collect(),
            Steps::All => {
                let results = open.ticket().current_results(open.kb());
                let language = open.ticket().language.unwrap_or(language);
                Shown::steps(open.kb(), &results, language)
            }
        };
        if self.has_steps_to_present() && self.may_pick() {
            self.platform.save_pictures(shown, self.state.session.theme, self.replies.clone());
        }
    }
}
