//! Hands the command line to [`mcphub::run`] and ends with its exit code.

/// A fifth of the cost of a small call through the hub was the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    mcphub::run(std::env::args_os())
}
