//! Flags shared by several commands.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Flags of every command.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a person may give")]
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Use this settings file
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    /// The settings file: local or project (./mcp_settings.json), user or global (the user's)
    #[arg(
        short,
        long,
        global = true,
        value_name = "SCOPE",
        conflicts_with = "config",
        hide_possible_values = true
    )]
    pub(crate) scope: Option<Scope>,

    /// Use the user's settings file, like `--scope user`
    #[arg(short = 'g', long = "global", global = true, conflicts_with_all = ["config", "scope"])]
    pub(crate) user: bool,

    /// Print the result as JSON; an error ends with one JSON line on stderr
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// When to use color: auto, always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true
    )]
    pub(crate) color: ColorWhen,

    /// Suppress success messages
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,

    /// Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,

    /// Never prompt; fail and name the flag to use
    #[arg(long, alias = "non-interactive", global = true)]
    pub(crate) no_input: bool,
}

/// Names of settings file locations, as other tools use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scope {
    /// ./mcp_settings.json
    Local,
    /// ./mcp_settings.json
    Project,
    /// The user's file
    User,
    /// The user's file
    Global,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWhen {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<ColorWhen> for anstream::ColorChoice {
    fn from(color: ColorWhen) -> Self {
        match color {
            ColorWhen::Auto => Self::Auto,
            ColorWhen::Always => Self::Always,
            ColorWhen::Never => Self::Never,
        }
    }
}

/// Flags of every command that writes.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Write {
    /// Print what would change as a unified diff, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// Flags of every command that shows settings.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Show {
    /// Show tokens, passwords and other secrets instead of `***`
    #[arg(long)]
    pub(crate) show_secrets: bool,
}
