//! `add`: published lines, idempotence, conflicts, dry runs.

use insta::assert_snapshot;

use crate::support::sandbox::Sandbox;
