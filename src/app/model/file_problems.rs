//! What is wrong according to exported files, the worst first.

use super::open_ticket::OpenTicket;
use super::user_table::UserRow;
use crate::app::command::ShownRows;
use crate::diagnosis::Answer;
use crate::evidence::differences::DifferenceKind;
use crate::evidence::{Finding, ListKind, UserList};
use crate::kb::{CauseId, SymptomId};

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It breaks the synchronization.
    Bad,
    /// It is worth a look.
    Caution,
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct FileProblem<'a> {
    /// How bad it is.
    pub level: Level,
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

/// The differences that are problems by themselves.
const DIFFERENCES: [(DifferenceKind, &str); 4] = [
    (DifferenceKind::OnlyInJumpcloud, "Only in JumpCloud"),
    (DifferenceKind::OnlyInGoogle, "Only in Google"),
    (DifferenceKind::SuspendedInGoogle, "Suspended in Google only"),
    (DifferenceKind::SuspendedInJumpcloud, "Suspended in JumpCloud only"),
];

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
                    level: Level::Caution,
                    count: Some(list.total),
                    title: kind.title().to_owned(),
                    detail: first_of(list),
                    rows: Some(ShownRows::List(kind)),
                    list: Some(list),
                    cause: None,
                });
            }
        }
        if let Some(differences) = &self.exports.differences {
            for (kind, title) in DIFFERENCES {
                let count = differences.count(kind);
                if count > 0 {
                    problems.push(FileProblem {
                        level: Level::Caution,
                        count: Some(count),
                        title: title.to_owned(),
                        detail: "Of the users of both lists".to_owned(),
                        rows: Some(ShownRows::Kind(kind)),
                        list: None,
                        cause: None,
                    });
                }
            }
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

    /// The users to show: all of whom something differs, or those that were asked for, that contain
    /// the words of the filter.
    pub fn shown_users(&self) -> Vec<&UserRow> {
        let words = self.exports.filter.trim().to_lowercase();
        let list = match self.exports.shown {
            Some(ShownRows::List(kind)) => self.ticket().user_list(kind),
            _ => None,
        };
        let is_asked = |row: &&UserRow| match self.exports.shown {
            None => true,
            Some(ShownRows::Kind(kind)) => row.kinds.contains(&kind),
            Some(ShownRows::List(_)) => list.is_some_and(|list| {
                list.users.iter().any(|user| user.address.for_insiders() == row.user)
            }),
        };
        let is_hit = |row: &&UserRow| row.user.to_lowercase().contains(&words);
        self.exports.table.rows.iter().filter(is_asked).filter(is_hit).collect()
    }

    fn problem_of<'a>(&'a self, found: &'a Finding) -> Option<FileProblem<'a>> {
        let symptom = self.kb().symptom(&found.symptom)?;
        let kind = ListKind::ALL.into_iter().find(|kind| kind.id() == found.symptom.as_str());
        let list = kind.and_then(|kind| self.ticket().user_list(kind));
        Some(FileProblem {
            level: Level::Bad,
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
