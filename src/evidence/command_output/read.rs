//! Text -> facts. Screens of users and events are read here; whatever a file can hold is read as a file.

use std::io::Read;

use super::errors::failure;
use super::tokens::tokens;
use super::{CommandKind, CommandOutput, Fact, UserFacts};
use crate::evidence::differences::each_of;
use crate::evidence::file_reader::{DetectedFile, Sink};
use crate::evidence::finding::{Console, Format};
use crate::evidence::input::Input;
use crate::evidence::logs::entry::{LogEntry, time};
use crate::evidence::logs::insights::worked;
use crate::evidence::reading::columns::yes_or_no;
use crate::evidence::reading::limits::SCREEN;
use crate::evidence::reading::source::Meter;
use crate::evidence::screen::{Block, blocks, is_gam_user, is_jumpcloud_user};
use crate::evidence::users::checks::Place;
use crate::evidence::users::text;
use crate::evidence::users::user::{User, UserState};
use crate::privacy::quote::quote;
use crate::progress::Progress;

/// Most users of one output whose facts are kept.
const USERS: usize = 1_000;
/// Most facts that are kept of one user.
const FACTS: usize = 200;

/// What a pasted text shows, where a command of GAM or JumpCloud's PowerShell module wrote it; `None` if
/// it is no such text. Of a text longer than 8 MB the beginning is read.
pub fn command_output(text: &str) -> Option<CommandOutput> {
    let end = (0..=SCREEN.min(text.len())).rev().find(|end| text.is_char_boundary(*end))?;
    let text = &text[..end];
    let shown = tokens(text).or_else(|| screen(text)).or_else(|| as_file(text));
    let failure = failure(text);
    match shown {
        Some(shown) => Some(CommandOutput { failure, ..shown }),
        None => failure.map(|failure| CommandOutput {
            kind: CommandKind::Unknown,
            users: Vec::new(),
            failure: Some(failure),
        }),
    }
}

/// Users and events as they are shown on the screen.
fn screen(text: &str) -> Option<CommandOutput> {
    let (mut users, mut kind) = (Vec::new(), None);
    for block in blocks(text) {
        if is_gam_user(&block) {
            kind.get_or_insert(CommandKind::GoogleUser);
            if let Some(user) = text::of_gam(&block) {
                let mut facts = of_user(&user);
                google_facts(&block, &mut facts);
                add(&mut users, facts);
            }
        } else if is_jumpcloud_user(&block) {
            kind.get_or_insert(CommandKind::JumpcloudUser);
            if let Some(user) = text::of_jumpcloud(&block) {
                let mut facts = of_user(&user);
                jumpcloud_facts(&block, &mut facts);
                add(&mut users, facts);
            }
        } else if let Some(event) = block.get(&["eventtype"]) {
            kind.get_or_insert(CommandKind::JumpcloudEvents);
            add(&mut users, event_facts(&block, event));
        }
    }
    Some(CommandOutput { kind: kind?, users, failure: None })
}

/// What only GAM's screen shows.
fn google_facts(block: &Block, facts: &mut UserFacts) {
    let flag = |names: &[&str]| block.get(names).and_then(yes_or_no);
    if let Some(reason) = block.get(&["suspensionreason"]).filter(|reason| !reason.is_empty()) {
        facts.facts.push(Fact::SuspensionReason(quote(reason)));
    }
    facts.facts.extend(flag(&["isarchived", "archived"]).map(Fact::Archived));
    facts.facts.extend(flag(&["isdelegatedadmin"]).map(Fact::DelegatedAdmin));
    let must_change = flag(&["mustchangepassword", "changepasswordatnextlogin"]);
    facts.facts.extend(must_change.map(Fact::MustChangePassword));
}

/// What only the screen of JumpCloud's module shows.
fn jumpcloud_facts(block: &Block, facts: &mut UserFacts) {
    let flag = |name: &str| block.get(&[name]).and_then(yes_or_no);
    facts.facts.extend(flag("activated").map(Fact::Activated));
    facts.facts.extend(flag("accountlocked").map(Fact::Locked));
    facts.facts.extend(flag("passwordexpired").map(Fact::PasswordExpired));
    facts.facts.extend(flag("externallymanaged").map(Fact::ExternallyManaged));
}

/// An event as PowerShell's list shows it, objects in it as `@{type=user; username=pat}`.
fn event_facts(block: &Block, event: &str) -> UserFacts {
    let at = block.get(&["timestamp"]).and_then(time);
    // Where somebody signs in to an application, only the token that JumpCloud makes tells whether it
    // worked, and `success` is empty.
    let worked = ["success", "ssotokensuccess"]
        .iter()
        .find_map(|name| block.get(&[name]).and_then(worked))
        .filter(|_| is_about_google(block));
    let mut names = names_in(block).into_iter();
    let error = block.get(&["errormessage"]).unwrap_or_default();
    let entry = quote(event);
    let mut facts = vec![Fact::Event { name: entry, at, worked, error: quote(error) }];
    let changes = block.get(&["changes"]).unwrap_or_default().to_lowercase();
    facts.extend(password_export(event, &changes));
    UserFacts {
        user: quote(&names.next().unwrap_or_default()),
        other_names: names.map(|name| quote(&name)).collect(),
        time: at,
        facts,
    }
}

/// Whom an event is about: the user whom it changes, or who signs in.
fn names_in(block: &Block) -> Vec<String> {
    let of = |object: &str| {
        let object = block.get(&[object]).unwrap_or_default();
        let is_admin = part(object, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("admin"));
        let names = [part(object, "email"), part(object, "username")];
        names.into_iter().flatten().filter(move |_| !is_admin).collect::<Vec<String>>()
    };
    let changed = of("resource");
    if !changed.is_empty() {
        return changed;
    }
    let address = block.get(&["jcinitiatedbyemail"]).map(str::to_owned);
    address.filter(|it| !it.is_empty()).into_iter().chain(of("initiatedby")).collect()
}

/// A part of an object as PowerShell's list shows it; `None` if it is empty.
fn part(object: &str, name: &str) -> Option<String> {
    let parts = object.trim_start_matches("@{").trim_end_matches('}').split(';');
    let mut parts = parts.filter_map(|part| part.split_once('='));
    let found = parts.find(|(known, _)| known.trim().eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether an event may be about Google: one that names an application names Google's.
fn is_about_google(block: &Block) -> bool {
    let Some(application) = block.get(&["application"]) else { return true };
    let application = application.to_lowercase();
    application.is_empty() || ["google", "gmail"].iter().any(|name| application.contains(name))
}

/// Whether an event turns the export of passwords on or off.
fn password_export(event: &str, changed: &str) -> Option<Fact> {
    if !changed.contains("password") {
        return None;
    }
    match event.to_ascii_lowercase().as_str() {
        "integrationattribute_include" => Some(Fact::PasswordExported(true)),
        "integrationattribute_exclude" => Some(Fact::PasswordExported(false)),
        _ => None,
    }
}

/// The facts that all lists of users have in common.
fn of_user(user: &User<'_>) -> UserFacts {
    let mut facts = Vec::new();
    facts.extend(user.state.map(|state| Fact::Suspended(state == UserState::Suspended)));
    facts.extend(user.first_name.map(|name| Fact::FirstName(quote(name))));
    facts.extend(user.last_name.map(|name| Fact::LastName(quote(name))));
    facts.extend(user.is_super_admin.map(Fact::SuperAdmin));
    facts.extend(user.org_unit.map(|unit| Fact::OrgUnit(quote(unit))));
    facts.extend(user.is_enrolled.map(Fact::SecondFactorEnrolled));
    facts.extend(user.is_enforced.map(Fact::SecondFactorEnforced));
    if user.last_sign_in.is_some_and(|cell| !cell.is_empty()) {
        facts.push(Fact::EverSignedIn(!user.never_signed_in()));
    }
    facts.extend(user.username.map(|name| Fact::UserName(quote(name))));
    let local = user.local_account.filter(|name| !name.is_empty());
    facts.extend(local.map(|name| Fact::LocalAccount(quote(name))));
    let others = user.other_address.as_deref();
    let aliases: Option<Vec<_>> = others.map(|others| each_of(others).map(quote).collect());
    if let Some(aliases) = &aliases {
        facts.push(Fact::Aliases(aliases.clone()));
    }
    let username = user.username.filter(|name| !name.is_empty());
    let name = if user.address.is_empty() { username.unwrap_or_default() } else { user.address };
    let other_names = username.map(quote).into_iter().chain(aliases.unwrap_or_default());
    UserFacts { user: quote(name), other_names: other_names.collect(), time: None, facts }
}

/// Adds facts about a user to what is known.
fn add(users: &mut Vec<UserFacts>, new: UserFacts) {
    let has_room = users.len() < USERS;
    match users.iter_mut().find(|known| known.user == new.user) {
        Some(known) => {
            known.time = known.time.max(new.time);
            let room = FACTS.saturating_sub(known.facts.len());
            known.facts.extend(new.facts.into_iter().take(room));
        }
        None if has_room => users.push(new),
        None => {}
    }
}

/// Whatever is recognized as a file: tables of GAM, JSON of both.
fn as_file(text: &str) -> Option<CommandOutput> {
    let input = Input {
        name: String::new(),
        length: text.len() as u64,
        open: Box::new(|| Ok(Box::new(text.as_bytes()) as Box<dyn Read>)),
        is_pipe: false,
    };
    let file = DetectedFile::detect(input);
    let kind = match file.recognized?.format() {
        Format::InsightsCsv | Format::InsightsJson => CommandKind::JumpcloudEvents,
        Format::GoogleLogCsv | Format::GoogleLogJson => CommandKind::GoogleEvents,
        format => match format.users_of()? {
            Console::Google => CommandKind::GoogleUser,
            Console::Jumpcloud => CommandKind::JumpcloudUser,
        },
    };
    let (mut facts, progress) = (Facts::default(), Progress::default());
    let read = file.read(&mut facts, &Meter::new(&progress, 0)).ok()?;
    read.is_understood().then_some(CommandOutput { kind, users: facts.0, failure: None })
}

/// Facts of a file.
#[derive(Default)]
struct Facts(Vec<UserFacts>);

impl Sink for Facts {
    fn user(&mut self, _: Console, user: &User<'_>, _: Place<'_>) {
        add(&mut self.0, of_user(user));
    }

    fn entry(&mut self, entry: &LogEntry<'_>, _: &str) {
        let at = entry.at();
        let worked = entry.worked;
        let (name, error) = (quote(&entry.name), quote(&entry.error));
        let mut facts = vec![Fact::Event { name, at, worked, error }];
        facts.extend(password_export(&entry.name, &entry.value.to_lowercase()));
        let user = quote(&entry.target);
        add(&mut self.0, UserFacts { user, other_names: Vec::new(), time: at, facts });
    }
}
