//! Proof that a step worked: the command that shows it for this ticket, and the event that its output
//! becomes.

use super::event::EventKind;
use super::fold::Ticket;
use crate::evidence::command_output::{
    Expected, NoCommand, NotProved, ReadCommand, prove, read_command,
};
use crate::kb::{Cause, KnowledgeBase, Method, Step};

/// Returns the command that checks a step, for the accounts of a ticket; `None` if the step has none.
pub fn command(ticket: &Ticket, step: &Step) -> Option<Result<ReadCommand, NoCommand>> {
    let template = step.verify.as_ref()?;
    Some(read_command(template, ticket.user.as_str(), ticket.google_admin.as_str()))
}

/// Commands whose output about one account is read.
const READ: [&str; 3] = ["gam info user ", "gam print tokens ", "Get-JCUser -email "];

/// Returns whether the output of a step's command can prove it; others are only to be looked at.
pub fn is_read(step: &Step) -> bool {
    let is_known = |command: &String| READ.iter().any(|known| command.starts_with(known));
    !step.proves.is_empty() || step.verify.as_ref().is_some_and(is_known)
}

/// Checks what the command of a step wrote, and returns the event that says what it proves.
///
/// # Errors
/// Why it proves nothing.
pub fn of_output(
    ticket: &Ticket,
    kb: &KnowledgeBase,
    (cause, method, step): (&Cause, &Method, &Step),
    text: &str,
) -> Result<EventKind, NotProved> {
    let command = command(ticket, step).and_then(Result::ok);
    let is_about_user = step.proves.is_empty() || step.proves.iter().any(|p| p.is_about_user());
    let command = command.filter(|_| is_about_user);
    let expected = Expected {
        about: command.as_ref().map_or("", |command| &command.about),
        proves: &step.proves,
        since: ticket.changed_since(kb, step),
    };
    let proved = prove(text, &expected)?;
    Ok(EventKind::Proved {
        step: step.id.clone(),
        cause: cause.id.clone(),
        method: method.id.clone(),
        proofs: proved.proofs,
        output_at: proved.output_at,
    })
}
