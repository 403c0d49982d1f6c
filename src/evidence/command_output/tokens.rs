//! Which apps may act for a user: `gam print tokens` as a table, `gam user .. show tokens` as lines.

use super::{CommandKind, CommandOutput, Fact, UserFacts};
use crate::evidence::address_in;
use crate::evidence::logs::entry::{LogEntry, is_jumpcloud};
use crate::evidence::reading::columns::fold;
use crate::evidence::recognize::first_row;
use crate::evidence::screen::user_of;
use crate::privacy::quote::quote;

/// The tokens that a text shows; `None` if it is about no tokens.
pub fn tokens(text: &str) -> Option<CommandOutput> {
    let users = table(text).or_else(|| lines(text))?;
    (!users.is_empty()).then_some(CommandOutput {
        kind: CommandKind::GoogleTokens,
        users,
        failure: None,
    })
}

/// A table: `user,clientId,displayText,..`.
fn table(text: &str) -> Option<Vec<UserFacts>> {
    let cells = |line: &str| first_row(line.as_bytes(), b',');
    let mut lines = text.lines();
    let mut asked = Vec::new();
    let names = loop {
        let line = lines.next()?;
        let names: Vec<String> = cells(line).iter().map(|name| fold(name)).collect();
        let has = |name: &str| names.iter().any(|known| known == name);
        if has("clientid") && (has("user") || has("userkey")) {
            break names;
        }
        asked.extend(address_in(line));
    };
    let mut users: Vec<UserFacts> = Vec::new();
    for line in lines.take_while(|line| !line.trim().is_empty()) {
        let cells = cells(line);
        let cell = |name: &str| {
            let at = names.iter().position(|known| known == name)?;
            cells.get(at).map(String::as_str)
        };
        let user = cell("user").filter(|user| user.contains('@')).or_else(|| cell("userkey"));
        if let (Some(user), Some(client)) = (user, cell("clientid")) {
            add(&mut users, user, client, cell("displaytext").unwrap_or_default());
        }
    }
    // Whom GAM said that it asks about, and who is not in the table, has none.
    for user in asked {
        if !users.iter().any(|facts| facts.is_of(user)) {
            users.push(without_tokens(user));
        }
    }
    Some(users)
}

/// Lines: `User: pat@example.com, Show 1 Access Token`, and of each its client ID and name.
fn lines(text: &str) -> Option<Vec<UserFacts>> {
    let mut users: Vec<UserFacts> = Vec::new();
    let (mut user, mut client): (Option<&str>, Option<&str>) = (None, None);
    for line in text.lines() {
        if let Some(shown) = user_of(line) {
            user = line.to_lowercase().contains("token").then_some(shown);
            if let Some(user) = user
                && line.contains("Show 0")
            {
                users.push(without_tokens(user));
            }
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        match (fold(name).as_str(), user, client) {
            ("clientid", Some(_), _) => client = Some(value.trim()),
            ("displaytext", Some(user), Some(id)) => {
                add(&mut users, user, id, value.trim());
                client = None;
            }
            _ => {}
        }
    }
    (!users.is_empty()).then_some(users)
}

fn without_tokens(user: &str) -> UserFacts {
    UserFacts { user: quote(user), facts: vec![Fact::NoTokens], ..UserFacts::default() }
}

fn add(users: &mut Vec<UserFacts>, user: &str, client: &str, name: &str) {
    let app = LogEntry { app: client.into(), app_name: name.into(), ..LogEntry::default() };
    let token =
        Fact::Token { client: quote(client), name: quote(name), is_jumpcloud: is_jumpcloud(&app) };
    match users.iter_mut().find(|facts| facts.is_of(user)) {
        Some(facts) => facts.facts.push(token),
        None => {
            users.push(UserFacts { user: quote(user), facts: vec![token], ..UserFacts::default() });
        }
    }
}
