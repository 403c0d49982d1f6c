//! What commands write to the screen, as blocks of names and values: PowerShell's lists and tables, and
//! GAM's indented lines.

use super::finding::Format;
use super::reading::columns::fold;

/// One thing that a command shows, such as one user.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// Its first line, counted from 1.
    pub line: u64,
    /// Whom a block of GAM is about.
    pub user: Option<String>,
    /// Names, folded, and values in their order.
    fields: Vec<(String, String)>,
}

impl Block {
    /// The value under the first of some names, folded, that is shown.
    pub fn get(&self, names: &[&str]) -> Option<&str> {
        let value = |name: &&str| self.fields.iter().find(|(known, _)| known == name);
        names.iter().find_map(value).map(|(_, value)| value.as_str())
    }

    /// How many of some names it has.
    fn count(&self, names: &[&str]) -> usize {
        names.iter().filter(|name| self.get(&[name]).is_some()).count()
    }
}

/// Fields of which a block of GAM's `info user` has at least one.
const OF_GAM: [&str; 8] = [
    "firstname",
    "lastname",
    "suspended",
    "accountsuspended",
    "isasuperadmin",
    "googleorgunitpath",
    "lastlogintime",
    "isdelegatedadmin",
];

/// Whether a block is what `gam info user` shows.
pub fn is_gam_user(block: &Block) -> bool {
    block.user.as_ref().is_some_and(|user| user.contains('@')) && block.count(&OF_GAM) > 0
}

/// Whether a block is a user as JumpCloud's PowerShell module shows it.
pub fn is_jumpcloud_user(block: &Block) -> bool {
    let more =
        ["email", "firstname", "lastname", "activated", "suspended", "accountlocked", "state"];
    block.user.is_none()
        && block.get(&["username"]).is_some()
        && block.count(&more) > 0
        && block.get(&["eventtype"]).is_none()
}

/// What a text is that a command wrote, where it is a list of users.
pub fn recognize(begun: &[u8]) -> Option<Format> {
    let blocks = blocks(&String::from_utf8_lossy(begun));
    if blocks.iter().any(is_gam_user) {
        Some(Format::GoogleUsersText)
    } else if blocks.iter().any(is_jumpcloud_user) {
        Some(Format::JumpcloudUsersText)
    } else {
        None
    }
}

/// The blocks of a text. Lines that belong to none are passed over.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut reader = BlockReader::default();
    let mut lines = text.lines().map(|line| line.trim_end_matches('\r')).zip(1_u64..).peekable();
    while let Some((line, number)) = lines.next() {
        let below = lines.peek().map(|(below, _)| *below);
        reader.take(line, number, below);
    }
    reader.finish()
}

/// Goes through the lines of a text.
#[derive(Default)]
struct BlockReader {
    done: Vec<Block>,
    open: Block,
    /// Where the columns of a table begin, and what they are called.
    columns: Vec<(usize, String)>,
    /// How far the header of GAM's list of aliases is indented, within it.
    aliases: Option<usize>,
}

impl BlockReader {
    fn take(&mut self, line: &str, number: u64, below: Option<&str>) {
        if let Some(columns) = below.and_then(|dashes| columns_of(line, dashes)) {
            self.close();
            self.columns = columns;
        } else if !self.columns.is_empty() {
            if line.trim().is_empty() {
                self.columns.clear();
            } else if !is_dashes(line) {
                self.row(line, number);
            }
        } else if let Some(user) = user_of(line) {
            self.close();
            self.open = Block { line: number, user: Some(user.to_owned()), fields: Vec::new() };
        } else if self.open.user.is_some() {
            self.gam_line(line);
        } else if line.trim().is_empty() {
            self.close();
        } else {
            self.list_line(line, number);
        }
    }

    /// A row of a table.
    fn row(&mut self, line: &str, number: u64) {
        let letters: Vec<char> = line.chars().collect();
        let mut block = Block { line: number, ..Block::default() };
        for (at, (begin, name)) in self.columns.iter().enumerate() {
            let end = self.columns.get(at + 1).map_or(letters.len(), |(next, _)| *next);
            let cell = letters.get(*begin..end.min(letters.len()).max(*begin));
            let cell: String = cell.unwrap_or_default().iter().collect();
            block.fields.push((name.clone(), cell.trim().to_owned()));
        }
        self.done.push(block);
    }

    /// A line of `gam info user`.
    fn gam_line(&mut self, line: &str) {
        let indent = line.len() - line.trim_start().len();
        let text = line.trim();
        if self.aliases.is_some_and(|header| indent > header) {
            let address =
                text.split(|c: char| c.is_whitespace() || c == ',').find(|part| part.contains('@'));
            if let Some(address) = address {
                self.add_alias(address);
            }
            return;
        }
        self.aliases = None;
        let Some((name, value)) = text.split_once(':') else { return };
        let name = fold(name);
        if name.starts_with("emailaliases") || name == "aliases" || name == "noneditablealiases" {
            self.aliases = (name != "noneditablealiases").then_some(indent);
            value.split_whitespace().filter(|part| part.contains('@')).for_each(|address| {
                self.add_alias(address);
            });
            if self.open.get(&["aliases"]).is_none() && self.aliases.is_some() {
                self.open.fields.push(("aliases".to_owned(), String::new()));
            }
        } else if self.open.get(&[&name]).is_none() {
            self.open.fields.push((name, value.trim().to_owned()));
        }
    }

    fn add_alias(&mut self, address: &str) {
        match self.open.fields.iter_mut().find(|(name, _)| name == "aliases") {
            Some((_, aliases)) => {
                if !aliases.is_empty() {
                    aliases.push(' ');
                }
                aliases.push_str(address);
            }
            None => self.open.fields.push(("aliases".to_owned(), address.to_owned())),
        }
    }

    /// A line of PowerShell's lists: a name, a colon with white space before it, and a value, which goes
    /// on in lines that are indented.
    fn list_line(&mut self, line: &str, number: u64) {
        if line.starts_with(' ') {
            if let Some((_, value)) = self.open.fields.last_mut() {
                value.push_str(line.trim());
            }
            return;
        }
        let Some((name, value)) = line.split_once(" :") else { return };
        let name = name.trim_end();
        if name.is_empty() || name.contains(' ') || !(value.is_empty() || value.starts_with(' ')) {
            return;
        }
        if self.open.fields.is_empty() {
            self.open.line = number;
        }
        self.open.fields.push((fold(name), value.trim().to_owned()));
    }

    fn close(&mut self) {
        let open = std::mem::take(&mut self.open);
        if open.user.is_some() || !open.fields.is_empty() {
            self.done.push(open);
        }
        self.aliases = None;
    }

    fn finish(mut self) -> Vec<Block> {
        self.close();
        self.done
    }
}

/// Whom a block of GAM is about that begins with this line: `User: pat@example.com (1/1)`.
pub fn user_of(line: &str) -> Option<&str> {
    let user = line.trim().strip_prefix("User:")?;
    user.trim().split([' ', ',']).next().filter(|user| !user.is_empty())
}

fn is_dashes(line: &str) -> bool {
    line.contains("--") && line.chars().all(|c| c == '-' || c.is_whitespace())
}

/// The columns of a table whose header stands above a line of dashes.
fn columns_of(header: &str, dashes: &str) -> Option<Vec<(usize, String)>> {
    if !is_dashes(dashes) {
        return None;
    }
    let (header, dashes): (Vec<char>, Vec<char>) =
        (header.chars().collect(), dashes.chars().collect());
    let begins = |at: &usize| dashes[*at] == '-' && (*at == 0 || dashes[*at - 1] != '-');
    let starts: Vec<usize> = (0..dashes.len()).filter(begins).collect();
    let name = |(at, start): (usize, &usize)| {
        let end = starts.get(at + 1).copied().unwrap_or(header.len()).min(header.len());
        let name: String = header.get(*start..end).unwrap_or_default().iter().collect();
        (*start, fold(&name))
    };
    let columns: Vec<(usize, String)> = starts.iter().enumerate().map(name).collect();
    (columns.len() > 1 && columns.iter().any(|(_, name)| !name.is_empty())).then_some(columns)
}
