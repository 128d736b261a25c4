//! mcphub.

mod api;
mod cli;
mod demo;
mod formats;
mod protocol;
mod proxy;
mod serve;
mod settings;
mod state;
mod store;

use std::process::ExitCode;
/// Runs.
pub fn run(args: impl IntoIterator<Item = std::ffi::OsString>) -> ExitCode {
    let words: Vec<std::ffi::OsString> = args.into_iter().collect();
    if let [_, word, variable] = words.as_slice()
        && word == proxy::upstream::reaper::GUARD
    {
        proxy::upstream::reaper::guard(&variable.to_string_lossy());
        return ExitCode::SUCCESS;
    }
    cli::run(words)
}
