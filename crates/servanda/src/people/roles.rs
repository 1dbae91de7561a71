//! Roles: who may do what. The one table is `data/people/permissions.tsv`.
//!
//! What enters: a role (none for a visitor) and the scopes of a token. What leaves: yes or no. Invariant: what the table does not allow is forbidden.

use std::sync::LazyLock;

/// What somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads and discusses.
    Reader,
    /// Reviews claims as well.
    Analyst,
    /// Moderates as well.
    Editor,
    /// Does everything.
    Administrator,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Read the ledger and the discussion.
    Read,
    /// Write in threads.
    Comment,
    /// Write in rooms.
    Chat,
    /// Report what others wrote.
    Report,
    /// Follow threads.
    Follow,
    /// Keep views.
    SaveView,
    /// Change one's own account.
    Account,
    /// Correct claims.
    Review,
    /// Hide, lock, let through, mute.
    Moderate,
    /// Roles, invitations, settings.
    Administer,
}

/// What a token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Reading.
    Read,
    /// Threads, rooms, views.
    Discuss,
    /// Corrections.
    Review,
    /// Moderation.
    Moderate,
}

macro_rules! words {
    ($type:ident: $($variant:ident = $word:literal),+) => {
        impl $type {
            /// All of them, from the least.
            #[allow(dead_code, reason = "not every list is asked for as a whole")]
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// Its word in files and addresses.
            pub fn as_str(self) -> &'static str {
                match self { $($type::$variant => $word),+ }
            }

            /// Reads its word.
            pub fn parse(word: &str) -> Option<$type> {
                match word { $($word => Some($type::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(super) use words;

words!(Role: Reader = "reader", Analyst = "analyst", Editor = "editor", Administrator = "administrator");
words!(Action: Read = "read", Comment = "comment", Chat = "chat", Report = "report", Follow = "follow",
    SaveView = "save-view", Account = "account", Review = "review", Moderate = "moderate", Administer = "administer");
words!(Scope: Read = "read", Discuss = "discuss", Review = "review", Moderate = "moderate");

/// A line of the table.
struct Line {
    action: Action,
    scope: Option<Scope>,
    visitor: bool,
    roles: Vec<Role>,
}

static TABLE: LazyLock<Vec<Line>> =
    LazyLock::new(|| read(include_str!("../../../../data/people/permissions.tsv")));

fn read(text: &str) -> Vec<Line> {
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut table = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let yes = |name: &str| {
            let column = head.iter().position(|head| *head == name);
            column.and_then(|column| cells.get(column)) == Some(&"yes")
        };
        if let [action, scope, ..] = cells.as_slice()
            && let Some(action) = Action::parse(action)
        {
            table.push(Line {
                action,
                scope: Scope::parse(scope),
                visitor: yes("visitor"),
                roles: Role::ALL
                    .iter()
                    .copied()
                    .filter(|role| yes(role.as_str()))
                    .collect(),
            });
        }
    }
    table
}

/// Whether a role may do it; none stands for a visitor.
pub fn may(role: Option<Role>, action: Action) -> bool {
    let line = TABLE.iter().find(|line| line.action == action);
    line.is_some_and(|line| match role {
        Some(role) => line.roles.contains(&role),
        None => line.visitor,
    })
}

/// Whether a token with these scopes may be used for it.
pub fn covers(scopes: &[Scope], action: Action) -> bool {
    let line = TABLE.iter().find(|line| line.action == action);
    line.and_then(|line| line.scope)
        .is_some_and(|scope| scopes.contains(&scope))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_action_once() {
        let mut actions: Vec<Action> = TABLE.iter().map(|line| line.action).collect();
        actions.sort_unstable();
        assert_eq!(actions, Action::ALL);
    }

    /// Roles times actions, written out once more by hand: a slip in the table does not pass.
    #[test]
    fn the_matrix_of_roles_and_actions() {
        let least = |action| match action {
            Action::Read => None,
            Action::Comment
            | Action::Chat
            | Action::Report
            | Action::Follow
            | Action::SaveView
            | Action::Account => Some(Role::Reader),
            Action::Review => Some(Role::Analyst),
            Action::Moderate => Some(Role::Editor),
            Action::Administer => Some(Role::Administrator),
        };
        for action in Action::ALL.iter().copied() {
            assert_eq!(may(None, action), least(action).is_none(), "{action}");
            for role in Role::ALL.iter().copied() {
                assert_eq!(
                    may(Some(role), action),
                    Some(role) >= least(action),
                    "{role} {action}"
                );
            }
        }
    }

    #[test]
    fn a_token_does_what_its_scopes_say() {
        let all = Scope::ALL;
        assert!(!covers(all, Action::Account), "no token changes an account");
        assert!(!covers(all, Action::Administer), "no token administers");
        assert!(covers(&[Scope::Read], Action::Read));
        assert!(!covers(&[Scope::Read], Action::Comment));
        assert!(!covers(&[Scope::Discuss], Action::Review));
        assert!(!covers(&[], Action::Read));
    }
}
