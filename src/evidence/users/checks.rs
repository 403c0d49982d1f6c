//! What lists of users show, and what two lists show together.

use super::names::Names;
use super::user::{User, UserState};
use crate::diagnosis::Answer;
use crate::evidence::answers::{Answers, Rows};
use crate::evidence::board::{Told, lay};
use crate::evidence::finding::{AffectedUser, Inspection, ListKind, UserList, internal};
use crate::evidence::{Inquiry, is_same};

/// New users are suspended, not single ones by hand, from this many on.
const FEWEST_SUSPENDED: u64 = 3;

/// Whose list it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// Google.
    Google,
    /// JumpCloud.
    Jumpcloud,
}

/// The place of a row.
#[derive(Clone, Copy, Debug)]
pub struct Place<'p> {
    /// The file.
    pub file: &'p str,
    /// The row, as a spreadsheet counts.
    pub row: u64,
}

/// A user in a list.
struct Seen<'s> {
    user: &'s User<'s>,
    place: Place<'s>,
    /// Whether it is the user in question.
    is_asked: bool,
}

impl Seen<'_> {
    /// What the user is called: the address or, where there is none, the user name.
    fn name(&self) -> &str {
        let address = &self.user.address;
        if address.is_empty() { self.user.username.as_deref().unwrap_or_default() } else { address }
    }

    fn told(&self, what: &str) -> String {
        format!("{}, row {}: {}, {what}", self.place.file, self.place.row, self.name())
    }
}

/// What one console's lists tell.
#[derive(Debug, Default)]
struct Side {
    told: Told,
    /// Whether a list of all users was read to its end.
    is_whole: bool,
    users: u64,
    active: u64,
    suspended: u64,
    /// Where the counts come from.
    file: String,
}

/// One thing that a user can show.
#[derive(Debug)]
struct Check {
    list: UserList,
    rows: Rows,
    /// Whether the user in question shows it, with the row.
    asked: Option<(bool, String)>,
}

impl Check {
    fn new(kind: ListKind) -> Self {
        Self { list: UserList::new(kind), rows: Rows::default(), asked: None }
    }

    fn take(&mut self, is_so: bool, what: &str, seen: &Seen<'_>) {
        // Of several rows about one user, one that shows it counts.
        if seen.is_asked && self.asked.as_ref().is_none_or(|(shown, _)| !shown) {
            self.asked = Some((is_so, seen.told(what)));
        }
        if is_so {
            let Seen { user, place, .. } = seen;
            self.rows.add(|| seen.told(what));
            self.list.add(|| AffectedUser {
                address: internal(seen.name()),
                first_name: internal(user.first_name.as_deref().unwrap_or_default()),
                last_name: internal(user.last_name.as_deref().unwrap_or_default()),
                org_unit: internal(user.org_unit.as_deref().unwrap_or_default()),
                detail: internal(&format!("{}, row {}: {what}", place.file, place.row)),
            });
        }
    }
}

/// Everything that lists of users show.
#[derive(Debug)]
pub struct UserChecks<'i> {
    inquiry: &'i Inquiry,
    names: Names,
    google: Side,
    jumpcloud: Side,
    checks: Vec<Check>,
    /// The role of the account that authorized JumpCloud, with the row.
    authorizer: Option<(String, String)>,
    /// The role of the user in question, with the row.
    asked_role: Option<(String, String)>,
}

impl<'i> UserChecks<'i> {
    /// Checks for which nothing was seen yet.
    pub fn new(inquiry: &'i Inquiry) -> Self {
        Self {
            inquiry,
            names: Names::default(),
            google: Side::default(),
            jumpcloud: Side::default(),
            checks: ListKind::ALL.into_iter().map(Check::new).collect(),
            authorizer: None,
            asked_role: None,
        }
    }

    /// Takes in a user.
    pub fn take(&mut self, console: Console, user: &User<'_>, place: Place<'_>) {
        let is_asked = self.inquiry.is_about(console, user);
        let seen = Seen { user, place, is_asked };
        if is_asked {
            self.side(console).told.take(user);
        }
        // A report on groups has a row for each group that a user is in.
        if console == Console::Jumpcloud && !self.names.remember(user) {
            return;
        }
        let side = self.side(console);
        side.users += 1;
        side.active += u64::from(user.state == Some(UserState::Active));
        side.suspended += u64::from(user.is_suspended());
        if user.last_name.is_some() {
            let is_empty = user.has_no_last_name();
            self.check(ListKind::LastNameEmpty, is_empty, "the last name is empty", &seen);
        }
        let broken = user.breaks();
        let what = broken.unwrap_or("within Google's rules");
        self.check(ListKind::BreaksGoogleRules, broken.is_some(), what, &seen);
        if console == Console::Google {
            self.take_google(&seen);
        }
    }

    fn take_google(&mut self, seen: &Seen<'_>) {
        let user = seen.user;
        if !self.names.is_empty() {
            let is_taken = self.names.takes_prefix_of(user);
            let what = if is_taken {
                "the part before the @ is another user's name in JumpCloud"
            } else {
                "the part before the @ is nobody else's name in JumpCloud"
            };
            self.check(ListKind::PrefixTaken, is_taken, what, seen);
        }
        let never = user.last_sign_in.as_ref().map(|_| user.never_signed_in());
        if let Some(never) = never {
            self.check(ListKind::NeverSignedIn, never, "never signed in", seen);
        }
        if let Some(state) = user.state {
            self.check(ListKind::Suspended, user.is_suspended(), state.name(), seen);
            if let Some(never) = never {
                let is_new = user.is_suspended() && never;
                let what = if is_new { "suspended and never signed in" } else { state.name() };
                self.check(ListKind::SuspendedUnused, is_new, what, seen);
            }
        }
        if user.is_enrolled.is_some() && user.is_enforced.is_some() {
            let what = "2-Step Verification enforced, not enrolled";
            self.check(ListKind::SecondFactorMissing, user.lacks_second_factor(), what, seen);
        }
        if let Some(role) = &user.admin {
            let told = || Some((role.to_string(), seen.told(role)));
            if seen.is_asked {
                self.asked_role = told();
            }
            if self.inquiry.is_authorizer(&user.address) {
                self.authorizer = told();
            }
        }
    }

    fn side(&mut self, console: Console) -> &mut Side {
        match console {
            Console::Google => &mut self.google,
            Console::Jumpcloud => &mut self.jumpcloud,
        }
    }

    fn check(&mut self, kind: ListKind, is_so: bool, what: &str, seen: &Seen<'_>) {
        if let Some(check) = self.checks.iter_mut().find(|check| check.list.kind == kind) {
            check.take(is_so, what, seen);
        }
    }

    /// A list of all users of a console has been read.
    pub fn end_list(&mut self, console: Console, file: &str, is_whole: bool) {
        let side = self.side(console);
        side.is_whole = is_whole;
        file.clone_into(&mut side.file);
        if is_whole && side.told.exists.is_none() {
            side.told.exists = Some(false);
        }
    }

    /// What it all shows.
    pub fn finish(self, answers: &mut Answers, inspection: &mut Inspection) {
        self.answer_checks(answers);
        self.answer_presence(answers);
        self.answer_seats(answers);
        self.answer_admins(answers);
        if let Some(user) = &self.inquiry.user {
            inspection.board = lay(user, &self.google.told, &self.jumpcloud.told);
        }
        let lists = self.checks.into_iter().map(|check| check.list);
        inspection.lists.extend(lists.filter(|list| list.total > 0));
    }

    fn answer_checks(&self, answers: &mut Answers) {
        let joined = self.google.is_whole && self.jumpcloud.is_whole && !self.names.is_full;
        for check in &self.checks {
            // What a list can deny depends on what it does not show.
            let (symptom, fewest, can_deny) = match check.list.kind {
                ListKind::LastNameEmpty => ("last-name-empty", 1, self.jumpcloud.is_whole),
                // The password may break them where the name does not.
                ListKind::BreaksGoogleRules => ("breaks-google-rules", 1, false),
                ListKind::PrefixTaken => ("prefix-taken-in-jumpcloud", 1, joined),
                // Who has enrolled may still have one method only.
                ListKind::SecondFactorMissing => ("no-second-factor", 1, false),
                ListKind::SuspendedUnused => {
                    ("new-users-suspended", FEWEST_SUSPENDED, self.google.is_whole)
                }
                _ => continue,
            };
            self.answer(symptom, check, fewest, can_deny, answers);
        }
    }

    /// The user in question decides; where none is named, all of them together.
    fn answer(
        &self,
        symptom: &str,
        check: &Check,
        fewest: u64,
        can_deny: bool,
        answers: &mut Answers,
    ) {
        if self.inquiry.user.is_some() {
            match &check.asked {
                Some((true, row)) => answers.add(symptom, Answer::Yes, row),
                Some((false, row)) if can_deny => answers.add(symptom, Answer::No, row),
                _ => {}
            }
        } else if check.rows.count >= fewest {
            answers.add(symptom, Answer::Yes, &check.rows.told());
        } else if check.rows.count == 0 && can_deny {
            let users = self.google.users + self.jumpcloud.users;
            answers.add(symptom, Answer::No, &format!("none of {users} users"));
        }
    }

    fn answer_presence(&self, answers: &mut Answers) {
        let Some(user) = &self.inquiry.user else { return };
        match (self.jumpcloud.told.exists, self.google.told.exists) {
            (Some(true), Some(true)) => {
                let quote = format!("{user} is in both lists");
                answers.add("new-users-missing-in-google", Answer::No, &quote);
            }
            (Some(true), Some(false)) => {
                let quote = format!("{user} is not in {}", self.google.file);
                answers.add("new-users-missing-in-google", Answer::Yes, &quote);
            }
            _ => {}
        }
    }

    fn answer_seats(&self, answers: &mut Answers) {
        let (Some(seats), true) = (self.inquiry.seats, self.google.is_whole) else { return };
        let Side { active, suspended, file, .. } = &self.google;
        let quote =
            format!("{file}: {active} active and {suspended} suspended users, {seats} seats");
        if *active >= seats {
            answers.add("no-free-seats", Answer::Yes, &quote);
        } else if active + suspended < seats {
            // Whether suspended users need a seat depends on the plan.
            answers.add("no-free-seats", Answer::No, &quote);
        }
    }

    fn answer_admins(&self, answers: &mut Answers) {
        if let Some((role, row)) = &self.asked_role {
            answers.add_if("affects-google-admin", is_admin(role), row);
        }
        if let Some((role, row)) = &self.authorizer {
            answers.add_if("authorizer-is-super-admin", role.to_lowercase().contains("super"), row);
        }
    }
}

fn is_admin(role: &str) -> bool {
    let role = role.trim().to_lowercase();
    !matches!(role.as_str(), "" | "none" | "no" | "false" | "-")
}

impl Inquiry {
    /// Whether a user is the one in question: by address or, in a list of JumpCloud without
    /// addresses, by user name.
    fn is_about(&self, console: Console, user: &User<'_>) -> bool {
        let Some(asked) = &self.user else { return false };
        let prefix = asked.split('@').next().unwrap_or_default();
        let by_name = console == Console::Jumpcloud && user.address.is_empty();
        let name = user.username.as_deref().unwrap_or_default();
        is_same(asked, &user.address) || by_name && is_same(prefix, name)
    }

    fn is_authorizer(&self, address: &str) -> bool {
        self.google_admin.as_ref().is_some_and(|admin| is_same(admin, address))
    }
}
