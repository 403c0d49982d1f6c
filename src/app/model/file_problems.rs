//! What is wrong according to exported files, the worst first.

use super::open_ticket::OpenTicket;
use crate::app::command::ShownRows;
use crate::diagnosis::Answer;
use crate::evidence::differences::{Cell, DifferenceKind, Field, Severity, UserRow};
use crate::evidence::{Finding, ListKind, UserList};
use crate::kb::{CauseId, SymptomId};

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProblem<'a> {
    /// How bad it is.
    pub level: Severity,
    /// How many users it is about; `None` if it is not about users.
    pub count: Option<u64>,
    /// What it is.
    pub title: String,
    /// The rows behind it, or what stands in the files.
    pub detail: String,
    /// The rows of the table that show it.
    pub rows: Option<ShownRows>,
    /// The list of users, to be saved.
    pub list: Option<&'a UserList>,
    /// The cause that it speaks for most.
    pub cause: Option<CauseId>,
}

impl OpenTicket {
    /// What the files show to be wrong, the worst first, then what concerns most users.
    pub fn file_problems(&self) -> Vec<FileProblem<'_>> {
        let ticket = self.ticket();
        let findings = ticket.inspections.iter().flat_map(|inspection| &inspection.findings);
        let there = findings.filter(|found| found.answer == Answer::Yes);
        let mut problems: Vec<FileProblem<'_>> =
            there.filter_map(|found| self.problem_of(found)).collect();
        for kind in ListKind::ALL {
            let is_told =
                problems.iter().any(|problem| problem.rows == Some(ShownRows::List(kind)));
            if let (Some(list), false) = (ticket.user_list(kind), is_told) {
                problems.push(FileProblem {
                    level: Severity::Caution,
                    count: Some(list.total),
                    title: kind.title().to_owned(),
                    detail: first_of(list),
                    rows: Some(ShownRows::List(kind)),
                    list: Some(list),
                    cause: None,
                });
            }
        }
        for problem in self.exports.side_by_side.iter().flat_map(|both| &both.problems) {
            problems.push(FileProblem {
                level: problem.kind.severity(),
                count: Some(problem.count),
                title: problem.kind.title().to_owned(),
                detail: "Of the users of both lists".to_owned(),
                rows: Some(ShownRows::Kind(problem.kind)),
                list: None,
                cause: None,
            });
        }
        problems.sort_by_key(|problem| (problem.level, std::cmp::Reverse(problem.count)));
        problems
    }

    /// What the files show to be in order.
    pub fn fine_checks(&self) -> Vec<&Finding> {
        let inspections = self.ticket().inspections.iter();
        let findings = inspections.flat_map(|inspection| &inspection.findings);
        findings.filter(|found| found.answer == Answer::No).collect()
    }

    fn problem_of<'a>(&'a self, found: &'a Finding) -> Option<FileProblem<'a>> {
        let symptom = self.kb().symptom(&found.symptom)?;
        let kind = ListKind::ALL.into_iter().find(|kind| kind.id() == found.symptom.as_str());
        let list = kind.and_then(|kind| self.ticket().user_list(kind));
        Some(FileProblem {
            level: Severity::Bad,
            count: list.map(|list| list.total),
            title: symptom.statement.clone(),
            detail: found.quote.for_insiders().to_owned(),
            rows: list.map(|list| ShownRows::List(list.kind)),
            list,
            cause: self.cause_of(&found.symptom),
        })
    }

    /// The likeliest cause that shows a symptom.
    fn cause_of(&self, symptom: &SymptomId) -> Option<CauseId> {
        let shows = |cause: &CauseId| {
            let place = self.kb().place_of_cause(cause);
            let usual = self.kb().otherwise(symptom);
            self.kb()
                .shown_by(symptom)
                .iter()
                .any(|(at, how)| Some(*at) == place && self.kb().probability(*how) > usual)
        };
        let ranked = self.diagnosis.causes.iter();
        ranked.map(|ranked| &ranked.id).find(|cause| shows(cause)).cloned()
    }
}

/// The first users of a list, in one line.
fn first_of(list: &UserList) -> String {
    let names: Vec<&str> =
        list.users.iter().take(3).map(|user| user.address.for_insiders()).collect();
    let more = if list.total > names.len() as u64 { ", \u{2026}" } else { "" };
    format!("{}{more}", names.join(", "))
}

/// What both consoles say of a user in a column, Google first; `None` where they say the same, or where
/// one of them does not know the user.
pub fn said_of(row: &UserRow, columns: &[Field], column: Field) -> Option<[String; 2]> {
    let said = |google: &str, jumpcloud: &str| Some([google.to_owned(), jumpcloud.to_owned()]);
    let at = columns.iter().position(|known| *known == column)?;
    let is_state = column == Field::State;
    match row.cells.get(at)? {
        Cell::Differs { .. }
            if is_state && row.kinds.contains(&DifferenceKind::SuspendedInGoogle) =>
        {
            said("suspended", "active")
        }
        Cell::Differs { .. } if is_state => said("active", "suspended"),
        Cell::Differs { google, jumpcloud } => {
            let or_empty = |text: &str| if text.is_empty() { "empty" } else { text }.to_owned();
            Some([or_empty(google.for_insiders()), or_empty(jumpcloud.for_insiders())])
        }
        Cell::OnlyInGoogle if column == Field::Account => said("there", "not there"),
        Cell::OnlyInJumpcloud if column == Field::Account => said("not there", "there"),
        Cell::Same | Cell::OnlyInGoogle | Cell::OnlyInJumpcloud => None,
    }
}

/// Whether both consoles know a user.
pub fn is_in_both(row: &UserRow) -> bool {
    let is_alone = |cell: &Cell| matches!(cell, Cell::OnlyInGoogle | Cell::OnlyInJumpcloud);
    !row.cells.iter().any(is_alone)
}
