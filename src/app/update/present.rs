//! Presents a step: in this window, in a second one, and as pictures.

use crate::app::command::{PresentCommand, Steps};
use crate::app::model::open_ticket::OpenTicket;
use crate::app::settings::navigation::Screen;
use crate::app::update::UpdateContext;
use crate::picture::{Image, Shown};

impl UpdateContext<'_> {
    pub(super) fn present(&mut self, command: PresentCommand) {
        match command {
            PresentCommand::Leave if self.state.screen == Screen::Present => self.show(Screen::Fix),
            PresentCommand::Leave => self.state.presenting.in_second_window = false,
            PresentCommand::ToggleSecondWindow => {
                self.state.presenting.in_second_window =
                    !self.state.presenting.in_second_window && self.has_steps_to_present();
            }
            PresentCommand::CopyPicture => self.copy_picture(),
            PresentCommand::SavePictures(steps) => self.save_pictures(steps),
        }
    }

    /// Whether there is a step to present; says what to do if there is none.
    pub(super) fn has_steps_to_present(&mut self) -> bool {
        let is_there = self.state.open.as_ref().is_some_and(|open| open.shown().is_some());
        if !is_there {
            self.state.notify("Choose a fix first; its steps are what is presented");
        }
        is_there
    }

    /// Draws the step in view as a picture, to be copied. Drawing takes longer than a frame.
    fn copy_picture(&mut self) {
        if let Some(shown) = self.state.open.as_ref().and_then(OpenTicket::shown) {
            self.platform.draw(shown, self.state.session.theme, self.replies.clone());
        }
    }

    /// Puts a finished picture on the clipboard.
    pub(super) fn picture_drawn(&mut self, image: Image) {
        self.platform.window().copy_image(image);
        self.state.presenting.picture_at = Some(self.state.session.seconds);
        self.state.notify("Picture copied");
    }

    fn save_pictures(&mut self, steps: Steps) {
        let Some(open) = &self.state.open else { return };
        let shown = match steps {
            Steps::InView => open.shown().into_iter().collect(),
            Steps::All => Shown::steps(open.kb(), &open.ticket().current_results(open.kb())),
        };
        if self.has_steps_to_present() && self.may_pick() {
            self.platform.save_pictures(shown, self.state.session.theme, self.replies.clone());
        }
    }
}
