//! Everything that a command shows: tables, diffs, reports and progress, without secrets.

pub(crate) mod browser;
pub(crate) mod edit_report;
pub(crate) mod mask;
pub(crate) mod progress;
pub(crate) mod render;
pub(crate) mod ui;
