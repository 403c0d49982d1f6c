//! What lists of users show, and what two lists show together.

use super::licenses::Licenses;
use super::names::{Names, hash};
use super::roles::Roles;
use super::side::{LICENSES, STATE, Side, is_first};
use super::user::{User, UserState};
use crate::diagnosis::Answer;
use crate::evidence::answers::{Answers, Rows};
use crate::evidence::comparison::compare;
use crate::evidence::finding::{AffectedUser, Console, Inspection, ListKind, UserList};
use crate::evidence::{Inquiry, is_same};
use crate::privacy::quote::quote;

/// New users are suspended, not single ones by hand, from this many on.
const FEWEST_SUSPENDED: u64 = 3;

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
    console: Console,
    user: &'s User<'s>,
    place: Place<'s>,
    /// Whether it is the user in question.
    is_asked: bool,
}

impl Seen<'_> {
    /// What the user is called: the address or, where there is none, the user name.
    fn name(&self) -> &str {
        let address = &self.user.address;
        if address.is_empty() { self.user.username.unwrap_or_default() } else { address }
    }

    fn describe(&self, what: &str) -> String {
        format!("{}, row {}: {}, {what}", self.place.file, self.place.row, self.name())
    }
}

/// One thing that a user can show.
#[derive(Debug)]
struct Check {
    list: UserList,
    rows: Rows,
    /// How many users of each console were checked.
    checked: [u64; 2],
    /// Whether the user in question shows it, with the row.
    asked: Option<(bool, String)>,
}

impl Check {
    fn new(kind: ListKind) -> Self {
        Self { list: UserList::new(kind), rows: Rows::default(), checked: [0; 2], asked: None }
    }

    /// Takes in what a user shows; one that was checked before counts no more.
    fn take(&mut self, is_so: bool, what: &str, seen: &Seen<'_>, is_new: bool) {
        // Of several rows about one user, one that shows it counts.
        if seen.is_asked && self.asked.as_ref().is_none_or(|(shown, _)| !shown) {
            self.asked = Some((is_so, seen.describe(what)));
        }
        self.checked[seen.console as usize] += u64::from(is_new);
        if is_so && is_new {
            let Seen { user, place, .. } = seen;
            self.rows.add(|| seen.describe(what));
            self.list.add(|| AffectedUser {
                address: quote(seen.name()),
                first_name: quote(user.first_name.unwrap_or_default()),
                last_name: quote(user.last_name.unwrap_or_default()),
                org_unit: quote(user.org_unit.unwrap_or_default()),
                detail: quote(&format!("{}, row {}: {what}", place.file, place.row)),
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
    /// Whether the account that authorized JumpCloud is a super admin, with the row.
    authorizer: Option<(bool, String)>,
    /// Whether the user in question is an admin, with the row.
    asked_admin: Option<(bool, String)>,
    /// Google's numbers of both.
    ids: [Option<String>; 2],
    /// Admin roles of lists of their own.
    pub roles: Roles,
    /// Licenses, of lists of users and lists of their own.
    pub licenses: Licenses,
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
            asked_admin: None,
            ids: [None, None],
            roles: Roles::default(),
            licenses: Licenses::default(),
        }
    }

    /// Takes in a user.
    pub fn take(&mut self, console: Console, user: &User<'_>, place: Place<'_>) {
        let is_asked = self.inquiry.is_about(console, user);
        let seen = Seen { console, user, place, is_asked };
        if console == Console::Jumpcloud {
            self.names.remember(user);
        }
        let side = match console {
            Console::Google => &mut self.google,
            Console::Jumpcloud => &mut self.jumpcloud,
        };
        if is_asked {
            side.facts.take(user);
        }
        let mut nowhere = 0;
        let checked = side.checks_of(hash(seen.name())).unwrap_or(&mut nowhere);
        let counts = user.state.is_some() && is_first(checked, STATE);
        if let (Console::Google, Some(licenses)) = (console, user.licenses)
            && is_first(checked, LICENSES)
        {
            self.licenses.take_user(licenses, place.file);
        }
        each_shown(console, user, &self.names, |kind, is_so, what| {
            let is_first = is_first(checked, 1 << kind as u16);
            self.checks[kind as usize].take(is_so, what, &seen, is_first);
        });
        side.active += u64::from(counts && user.state == Some(UserState::Active));
        side.suspended += u64::from(counts && user.is_suspended());
        self.take_role(&seen);
    }

    fn take_role(&mut self, seen: &Seen<'_>) {
        if seen.console != Console::Google {
            return;
        }
        let user = seen.user;
        let is_authorizer = self.inquiry.is_authorizer(user.address);
        for (is_meant, id) in [seen.is_asked, is_authorizer].into_iter().zip(&mut self.ids) {
            if let Some(known) = user.id.filter(|_| is_meant) {
                *id = Some(known.to_owned());
            }
        }
        if let (Some(role), true) = (user.admin, seen.is_asked) {
            self.asked_admin = Some((is_admin(role), seen.describe(role)));
        }
        if let (Some(is_super), true) = (user.is_super_admin, is_authorizer) {
            let role =
                user.admin.unwrap_or(if is_super { "Super Admin" } else { "no super admin" });
            self.authorizer = Some((is_super, seen.describe(role)));
        }
    }

    /// Takes over what lists of roles alone tell of the two accounts in question.
    fn take_roles(&mut self) {
        let [asked_id, authorizer_id] = &self.ids;
        let asked = self.inquiry.user.as_ref();
        let found = |user: &String, id: &Option<String>| {
            let (roles, is_super, row) = self.roles.of_user(user, id.as_deref())?;
            Some((is_super, format!("{row}: {user}, {roles}")))
        };
        if let Some((_, row)) = asked.and_then(|user| found(user, asked_id)) {
            self.asked_admin = Some((true, row));
        }
        let authorizer = self.inquiry.google_admin.as_ref();
        if let Some(found) = authorizer.and_then(|admin| found(admin, authorizer_id)) {
            self.authorizer = Some(found);
        }
    }

    fn side_of(&self, console: Console) -> &Side {
        match console {
            Console::Google => &self.google,
            Console::Jumpcloud => &self.jumpcloud,
        }
    }

    /// A list of all users of a console has been read.
    pub fn end_list(&mut self, console: Console, file: &str, is_whole: bool) {
        let side = match console {
            Console::Google => &mut self.google,
            Console::Jumpcloud => &mut self.jumpcloud,
        };
        side.is_whole = Some(is_whole && side.is_whole != Some(false));
        file.clone_into(&mut side.file);
    }

    /// What it all shows.
    pub fn finish(mut self, answers: &mut Answers, inspection: &mut Inspection) {
        for side in [&mut self.google, &mut self.jumpcloud] {
            if side.is_whole() && side.facts.exists.is_none() {
                side.facts.exists = Some(false);
            }
        }
        self.take_roles();
        self.answer_checks(answers);
        self.answer_presence(answers);
        self.answer_seats(answers);
        self.answer_admins(answers);
        if let Some(user) = &self.inquiry.user {
            inspection.comparison = compare(user, &self.google.facts, &self.jumpcloud.facts);
        }
        inspection.licenses = self.licenses.finish(self.google.is_whole(), self.inquiry.seats);
        let lists = self.checks.into_iter().map(|check| check.list);
        inspection.lists.extend(lists.filter(|list| list.total > 0));
    }

    fn answer_checks(&self, answers: &mut Answers) {
        let joined = self.jumpcloud.is_whole() && !self.names.is_full;
        for check in &self.checks {
            // What a list can deny depends on what it does not show.
            let (symptom, fewest, denied_by) = match check.list.kind {
                ListKind::LastNameEmpty => ("last-name-empty", 1, Some(Console::Jumpcloud)),
                // The password may break them where the name does not.
                ListKind::BreaksGoogleRules => ("breaks-google-rules", 1, None),
                ListKind::PrefixTaken => {
                    ("prefix-taken-in-jumpcloud", 1, joined.then_some(Console::Google))
                }
                // Who has enrolled may still have one method only.
                ListKind::SecondFactorMissing => ("no-second-factor", 1, None),
                ListKind::SuspendedUnused => {
                    ("new-users-suspended", FEWEST_SUSPENDED, Some(Console::Google))
                }
                _ => continue,
            };
            self.answer(symptom, check, fewest, denied_by, answers);
        }
    }

    /// The user in question decides; where none is named, all of them together. Only where every user
    /// of a console was checked can it be denied.
    fn answer(
        &self,
        symptom: &str,
        check: &Check,
        fewest: u64,
        denied_by: Option<Console>,
        answers: &mut Answers,
    ) {
        let all = denied_by.map_or(0, |console| self.side_of(console).users());
        let can_deny = denied_by.is_some_and(|console| {
            let side = self.side_of(console);
            all > 0 && side.is_whole() && check.checked[console as usize] == all
        });
        if self.inquiry.user.is_some() {
            match &check.asked {
                Some((true, row)) => answers.add(symptom, Answer::Yes, row),
                Some((false, row)) if can_deny => answers.add(symptom, Answer::No, row),
                _ => {}
            }
        } else if check.rows.count >= fewest {
            answers.add(symptom, Answer::Yes, &check.rows.summary());
        } else if check.rows.count == 0 && can_deny {
            answers.add(symptom, Answer::No, &format!("none of {all} users"));
        }
    }

    fn answer_presence(&self, answers: &mut Answers) {
        let Some(user) = &self.inquiry.user else { return };
        match (self.jumpcloud.facts.exists, self.google.facts.exists) {
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
        let (Some(seats), true) = (self.inquiry.seats, self.google.is_whole()) else { return };
        let Side { active, suspended, file, .. } = &self.google;
        let users = self.google.users();
        let quote = format!(
            "{file}: {active} active and {suspended} suspended of {users} users, {seats} seats"
        );
        if *active >= seats {
            answers.add("no-free-seats", Answer::Yes, &quote);
        } else if users < seats {
            // Whether suspended users need a seat depends on the plan.
            answers.add("no-free-seats", Answer::No, &quote);
        }
    }

    fn answer_admins(&self, answers: &mut Answers) {
        if let Some((is_admin, row)) = &self.asked_admin {
            answers.add_if("affects-google-admin", *is_admin, row);
        }
        if let Some((is_super, row)) = &self.authorizer {
            answers.add_if("authorizer-is-super-admin", *is_super, row);
        }
    }
}

/// Calls `note` with each thing that a user of a list can show: whether it is so, and its description.
/// What the list says nothing of is left out.
fn each_shown(
    console: Console,
    user: &User<'_>,
    names: &Names,
    mut note: impl FnMut(ListKind, bool, &'static str),
) {
    let broken = user.breaks();
    note(ListKind::BreaksGoogleRules, broken.is_some(), broken.unwrap_or("within Google's rules"));
    // What JumpCloud has is what it exports; Google's list counts where there is no other.
    if user.last_name.is_some() && (console == Console::Jumpcloud || names.is_empty()) {
        let is_empty = user.has_no_last_name();
        let what = if is_empty { "the last name is empty" } else { "there is a last name" };
        note(ListKind::LastNameEmpty, is_empty, what);
    }
    if console == Console::Jumpcloud {
        return;
    }
    if !names.is_empty() {
        let is_taken = names.takes_prefix_of(user);
        let what = if is_taken {
            "the part before the @ is another user's name in JumpCloud"
        } else {
            "the part before the @ is nobody else's name in JumpCloud"
        };
        note(ListKind::PrefixTaken, is_taken, what);
    }
    let last = user.last_sign_in.filter(|cell| !cell.is_empty());
    let never = last.map(|_| user.never_signed_in());
    if let Some(never) = never {
        note(ListKind::NeverSignedIn, never, "never signed in");
    }
    if let Some(state) = user.state {
        note(ListKind::Suspended, user.is_suspended(), state.name());
        if let Some(never) = never {
            let is_unused = user.is_suspended() && never;
            let what = if is_unused { "suspended and never signed in" } else { state.name() };
            note(ListKind::SuspendedUnused, is_unused, what);
        }
    }
    if user.is_enrolled.is_some() && user.is_enforced.is_some() {
        let what = "2-Step Verification enforced, not enrolled";
        note(ListKind::SecondFactorMissing, user.lacks_second_factor(), what);
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
        let name = user.username.unwrap_or_default();
        is_same(asked, user.address) || by_name && is_same(prefix, name)
    }

    fn is_authorizer(&self, address: &str) -> bool {
        self.google_admin.as_ref().is_some_and(|admin| is_same(admin, address))
    }
}
