//! What a command does if the name of a new server is taken.

/// What to do if the name is taken.
#[derive(clap::Args, Clone, Copy, Debug)]
pub(crate) struct Conflict {
    /// Replace an existing server
    #[arg(long, visible_alias = "replace", conflicts_with = "if_not_exists")]
    pub(crate) force: bool,
    /// Keep an existing server
    #[arg(long)]
    pub(crate) if_not_exists: bool,
}
