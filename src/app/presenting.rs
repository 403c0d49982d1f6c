//! Commands that show a step to others: in a second window, and as pictures.

use std::time::Duration;

use super::carry_out::Hands;
use super::command::Steps;
use super::open_ticket::OpenTicket;
use super::state::SECONDS_PICTURE_TOLD;
use crate::picture::{Image, Shown, Theme};

impl Hands<'_> {
    /// Whether there is a step to show; says what to do where there is none.
    pub(super) fn has_steps_to_present(&mut self) -> bool {
        let is_there = self.state.open.as_ref().is_some_and(|open| open.shown().is_some());
        if !is_there {
            self.state.tell("No fix is in hand yet; choose one, and its steps can be presented");
        }
        is_there
    }

    pub(super) fn present_elsewhere(&mut self) {
        self.state.presenting.elsewhere =
            !self.state.presenting.elsewhere && self.has_steps_to_present();
    }

    /// Copies the step in view as a picture, once it is drawn. Drawing takes longer than a frame.
    pub(super) fn copy_picture(&mut self) {
        if let Some(shown) = self.state.open.as_ref().and_then(OpenTicket::shown) {
            self.outside.draw(shown, self.theme(), self.reports.clone());
        }
    }

    /// Hands a picture that was drawn to the clipboard.
    pub(super) fn drawn(&mut self, image: Image) {
        self.ctx.copy_image(image);
        self.state.presenting.picture_at = Some(self.state.seconds);
        self.ctx.request_repaint_after(Duration::from_secs_f64(SECONDS_PICTURE_TOLD));
        self.state.tell("Picture copied");
    }

    pub(super) fn save_pictures(&mut self, steps: Steps) {
        let Some(open) = &self.state.open else { return };
        let shown = match steps {
            Steps::InView => open.shown().into_iter().collect(),
            Steps::All => Shown::steps(open.kb(), &open.ticket().results_in_hand(open.kb())),
        };
        if self.has_steps_to_present() && self.may_pick() {
            self.outside.save_pictures(shown, self.theme(), self.reports.clone());
        }
    }

    fn theme(&self) -> Theme {
        self.ctx.theme()
    }
}
