//! The options that provide the inputs of a server in a registry.

/// The flags that provide inputs.
#[derive(clap::Args, Clone, Debug, Default)]
pub(crate) struct AnswerOptions {
    /// Set an environment variable of the server (can be repeated); a secret is a reference such as
    /// `KEY=${KEY}`
    #[arg(short, long, value_name = "NAME=VALUE")]
    pub(crate) env: Vec<String>,
    /// Set a request header "Name: value" (can be repeated)
    #[arg(short = 'H', long, value_name = "NAME: VALUE")]
    pub(crate) header: Vec<String>,
    /// Set an argument of the server's program (can be repeated)
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) arg: Vec<String>,
    /// Set a variable of the server's URL or values, or an option of a bundle (can be repeated)
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) var: Vec<String>,
}
