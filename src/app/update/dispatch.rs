//! Passes each command to the file of its family.

use crate::app::command::Command;
use crate::app::update::UpdateContext;

impl UpdateContext<'_> {
    /// Runs one command.
    pub fn run(&mut self, command: Command) {
        match command {
            Command::Navigate(command) => self.navigate(command),
            Command::Tickets(command) => self.find_tickets(command),
            Command::Ticket(command) => self.change_ticket(command),
            Command::Customer(command) => self.work_on_customer(command),
            Command::Diagnose(command) => self.diagnose(command),
            Command::Fix(command) => self.work_on_fix(command),
            Command::Present(command) => self.present(command),
            Command::Documents(command) => self.write_documents(command),
            Command::Exports(command) => self.use_exports(command),
            Command::Maintenance(command) => self.maintain(command),
            Command::Preferences(command) => self.prefer(command),
            Command::TicketSystem(command) => self.use_ticket_system(command),
            Command::Window(command) => self.serve_window(command),
        }
    }
}
