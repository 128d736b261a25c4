//! Hands the command line to [`mcphub::run`] and ends with its exit code.

fn main() -> std::process::ExitCode {
    mcphub::run(std::env::args_os())
}
