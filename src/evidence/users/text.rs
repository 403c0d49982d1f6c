//! Users as commands show them on the screen: `gam info user` and `Get-JCUser`.

use std::borrow::Cow;

use super::columns::role_of;
use super::user::{StateFlags, User, UserState};
use crate::evidence::reading::columns::yes_or_no;
use crate::evidence::screen::{Block, is_gam_user, is_jumpcloud_user};

/// The user in a block of `gam info user`; `None` where it shows none.
pub fn of_gam(block: &Block) -> Option<User<'_>> {
    let address = block.user.as_deref().filter(|_| is_gam_user(block))?;
    let flag = |names: &[&str]| block.get(names).and_then(yes_or_no);
    let state = UserState::of_flags(StateFlags {
        suspended: flag(&["accountsuspended", "suspended"]),
        archived: flag(&["isarchived", "accountarchived", "archived"]),
        ..StateFlags::default()
    });
    let is_super_admin = flag(&["isasuperadmin", "isadmin"]);
    Some(User {
        address,
        first_name: block.get(&["firstname", "namegivenname", "givenname"]),
        last_name: block.get(&["lastname", "namefamilyname", "familyname"]),
        org_unit: block.get(&["googleorgunitpath", "orgunitpath"]),
        state,
        last_sign_in: block.get(&["lastlogintime"]),
        is_enrolled: flag(&["2stepenrolled", "isenrolledin2sv"]),
        is_enforced: flag(&["2stepenforced", "isenforcedin2sv"]),
        admin: role_of(is_super_admin, flag(&["isdelegatedadmin"])),
        is_super_admin,
        id: block.get(&["googleuniqueid", "id"]).filter(|id| !id.is_empty()),
        other_address: block.get(&["aliases"]).map(Cow::Borrowed),
        ..User::default()
    })
}

/// The user in a block of `Get-JCUser`; `None` where it shows none.
pub fn of_jumpcloud(block: &Block) -> Option<User<'_>> {
    if !is_jumpcloud_user(block) {
        return None;
    }
    let flag = |name: &str| block.get(&[name]).and_then(yes_or_no);
    let state = UserState::of_flags(StateFlags {
        suspended: flag("suspended"),
        activated: flag("activated"),
        word: block.get(&["state"]).and_then(UserState::of),
        ..StateFlags::default()
    });
    Some(User {
        address: block.get(&["email"]).unwrap_or_default(),
        username: block.get(&["username"]),
        local_account: block.get(&["systemusername"]),
        first_name: block.get(&["firstname"]),
        last_name: block.get(&["lastname"]),
        state,
        is_enrolled: flag("totpenabled"),
        other_address: block.get(&["alternateemail"]).map(Cow::Borrowed),
        ..User::default()
    })
}
