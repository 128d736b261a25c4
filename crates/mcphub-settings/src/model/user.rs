//! Users who may log in.

use crate::model::secret::Secret;

/// One entry of `users`.
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    pub username: String,
    pub password: Secret,
    pub is_admin: bool,
    pub email: Option<String>,
}

/// Name of the first user, an admin. Items without an owner belong to this user.
pub const FIRST_USER: &str = "admin";

/// The minimum length of a password, in characters.
const PASSWORD_MIN: usize = 8;

/// The bcrypt cost, as in MCPHub.
pub const HASH_COST: u32 = 10;

/// Names that the hub uses for itself.
const RESERVED: &[&str] = &["system", "guest", "root"];

/// Checks the name of a new user. The error is the reason.
pub fn check_name(name: &str) -> Result<(), String> {
    if name.is_empty() {
        Err("a username must not be empty".to_owned())
    } else if name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '/') {
        Err(format!("`{}` is not a username: use one word without `/`", name.escape_debug()))
    } else if RESERVED.contains(&name.to_lowercase().as_str()) {
        Err(format!("`{name}` is reserved"))
    } else {
        Ok(())
    }
}

/// Returns the unmet requirements of a new password; empty if it is acceptable. Source: MCPHub's
/// rule for its users API.
pub fn missing_in_password(password: &str) -> Vec<&'static str> {
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    let needs = [
        (password.chars().count() >= PASSWORD_MIN, "at least 8 characters"),
        (has(char::is_alphabetic), "a letter"),
        (has(|c| c.is_ascii_digit()), "a digit"),
        (has(|c| !c.is_alphanumeric() && !c.is_whitespace()), "a special character"),
    ];
    needs.into_iter().filter(|(there, _)| !there).map(|(_, need)| need).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usernames_are_plain_words_and_not_reserved() {
        assert_eq!(check_name("ann@example.com"), Ok(()));
        for (name, why) in [
            ("", "a username must not be empty"),
            ("a b", "`a b` is not a username: use one word without `/`"),
            ("a/b", "`a/b` is not a username: use one word without `/`"),
            ("Root", "`Root` is reserved"),
        ] {
            assert_eq!(check_name(name), Err(why.to_owned()));
        }
    }

    #[test]
    fn all_unmet_password_requirements_are_reported() {
        assert_eq!(missing_in_password("abcdef1!"), [""; 0]);
        assert_eq!(missing_in_password("abc1"), ["at least 8 characters", "a special character"]);
        assert_eq!(missing_in_password("12345678!"), ["a letter"]);
        assert_eq!(missing_in_password("abcdefg!"), ["a digit"]);
    }
}
