//! Everything that a command reads: arguments, answers to prompts, and files to import.

pub(crate) mod answer_options;
pub(crate) mod args;
pub(crate) mod callback;
pub(crate) mod conflict;
pub(crate) mod dotenv_file;
pub(crate) mod encoding;
pub(crate) mod grammar;
pub(crate) mod import;
pub(crate) mod import_names;
pub(crate) mod import_secrets;
pub(crate) mod import_sources;
pub(crate) mod options;
pub(crate) mod pairs;
pub(crate) mod prompt;
