//! Moves between screens, and opens and closes overlays.

use crate::app::command::Fold;
use crate::app::command::NavigateCommand;
use crate::app::effects::worker::Request;
use crate::app::model::drafts::{Palette, PreferenceDrafts};
use crate::app::model::focus::Field;
use crate::app::settings::navigation::{Overlay, Screen};
use crate::app::update::UpdateContext;
use crate::kb::difference::difference;

impl UpdateContext<'_> {
    pub(super) fn navigate(&mut self, command: NavigateCommand) {
        match command {
            NavigateCommand::Show(screen) => self.show(screen),
            NavigateCommand::Back => self.show(Screen::Diagnose),
            NavigateCommand::NextPane => self.state.focus.next_pane(self.state.screen),
            NavigateCommand::Overlay(overlay) => self.toggle(overlay),
        }
    }

    /// Puts the cursor into a field, and closes what lies over it.
    pub(super) fn put_cursor(&mut self, field: Field) {
        // Where there is no room for the list, the search is in an overlay.
        let is_over = field == Field::Search && !self.state.session.has_list;
        self.state.overlay = is_over.then_some(Overlay::Tickets);
        self.state.focus.cursor_to = Some(field);
        if let (Field::Note, Some(open)) = (field, &mut self.state.open) {
            open.folds.set(Fold::Note, true);
        }
    }

    pub(super) fn show(&mut self, screen: Screen) {
        self.store_drafts();
        if screen == Screen::Present && !self.has_steps_to_present() {
            return;
        }
        self.state.overlay = None;
        self.state.screen = screen;
        self.remember_location();
    }

    /// Saves where the technician is, for the next start.
    pub fn remember_location(&mut self) {
        self.worker.ask(Request::Remember(self.state.location()));
    }

    fn toggle(&mut self, overlay: Overlay) {
        let is_shown = self.state.overlay == Some(overlay);
        if overlay == Overlay::Details && is_shown {
            self.store_customer_draft();
        }
        // Whoever leaves the details of a new ticket without a word did not mean to begin one.
        if overlay == Overlay::Details && is_shown && self.discard_untouched() {
            return;
        }
        if overlay == Overlay::Arrival && is_shown {
            self.decline_arrival();
            return;
        }
        if overlay == Overlay::Notices && is_shown {
            self.state.notices.see_all();
        }
        self.state.overlay = (!is_shown).then_some(overlay);
        self.state.drafts.palette = Palette::default();
        self.state.drafts.preferences = PreferenceDrafts::of(&self.state.preferences);
        if self.state.overlay == Some(Overlay::OwnPage) {
            self.begin_own_page();
        }
        if let (Some(Overlay::Changes), Some(open), Some(today)) =
            (self.state.overlay, &self.state.open, &self.state.session.today)
        {
            self.state.changes = difference(open.kb(), today);
        }
    }
}
