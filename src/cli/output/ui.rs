//! The only file that prints. Results go to stdout, everything else to stderr. Control and
//! invisible characters are escaped, since texts come from servers and files.

use std::io::{self, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::output::render;
use crate::settings::visible;

/// The output of a command.
pub(crate) struct Ui {
    stdout: AutoStream<io::Stdout>,
    stderr: AutoStream<io::Stderr>,
    is_terminal: bool,
    quiet: bool,
    json: bool,
}

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default().bold();

impl Ui {
    /// `quiet` suppresses success messages; `json` ends a failure with a JSON line.
    pub(crate) fn new(color: ColorChoice, quiet: bool, json: bool) -> Self {
        Self {
            stdout: AutoStream::new(io::stdout(), color),
            stderr: AutoStream::new(io::stderr(), color),
            is_terminal: io::stdout().is_terminal(),
            quiet,
            json,
        }
    }

    /// Prints the result: unchanged to the byte, or escaped if stdout is a terminal.
    pub(crate) fn print(&mut self, text: &str) -> Result<(), Failure> {
        if self.is_terminal {
            return self.print_styled(&visible::lines(text));
        }
        // Bypasses the stream that strips colors: a file or a program receives every byte.
        let mut stdout = self.stdout.as_inner();
        check_write(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
    }

    /// Prints the answer to a shell, which reads every byte, also through a terminal.
    pub(crate) fn print_answer(&mut self, text: &str) -> Result<(), Failure> {
        let mut stdout = self.stdout.as_inner();
        check_write(stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
    }

    /// Prints colored text from `render`, which has escaped quoted text already.
    pub(crate) fn print_styled(&mut self, text: &str) -> Result<(), Failure> {
        check_write(self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush()))
    }

    /// Prints the result as indented JSON.
    pub(crate) fn print_json(&mut self, value: &Value) -> Result<(), Failure> {
        self.print_styled(&visible::json(&format!("{value:#}\n")))
    }

    /// Prints each value as one line of JSON.
    pub(crate) fn print_json_lines(&mut self, values: &[Value]) -> Result<(), Failure> {
        let lines: Vec<String> = values.iter().map(|value| format!("{value}\n")).collect();
        self.print_styled(&visible::json(&lines.concat()))
    }

    pub(crate) fn success(&mut self, sentence: &str) {
        if !self.quiet {
            self.message(sentence);
        }
    }

    pub(crate) fn note(&mut self, sentence: &str) {
        if !self.quiet {
            self.message_as("note", CYAN, sentence);
        }
    }

    /// Warns of a possible mistake.
    pub(crate) fn warn(&mut self, sentence: &str) {
        self.message_as("warning", YELLOW, sentence);
    }

    /// Prints a message of one line.
    pub(crate) fn message(&mut self, text: &str) {
        self.write_message(&visible::one_line(text));
    }

    fn message_as(&mut self, heading: &str, style: Style, text: &str) {
        self.write_message(&format!("{style}{heading}:{style:#} {}", visible::one_line(text)));
    }

    /// Prints a message that is already escaped.
    fn write_message(&mut self, text: &str) {
        // If stderr is closed, there is no other place to report it.
        let _ = writeln!(self.stderr, "{text}");
    }

    /// Prints a message of clap: help is a result, everything else a usage error.
    pub(crate) fn usage(&mut self, error: &clap::Error) -> Exit {
        let text = error.render();
        // The message quotes the arguments.
        let plain = text.to_string();
        let seen = visible::lines(&plain);
        let shown = if seen == plain { text.ansi().to_string() } else { seen.into_owned() };
        if !error.use_stderr() {
            return match self.print_styled(&format!("{}\n", shown.trim_end())) {
                Ok(()) => Exit::DONE,
                Err(failure) => failure.kind.exit(),
            };
        }
        self.write_message(shown.trim_end());
        if self.json {
            self.json_message(&error_line(&parse_clap_message(&plain)));
        }
        Exit::USAGE
    }

    /// Reports a failure: message, causes, details, hints, and the JSON line.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        if failure.kind == Kind::BrokenPipe {
            return;
        }
        let heading = failure.kind.heading();
        self.message_as(heading, RED, &failure.source.to_string());
        for cause in failure.source.chain().skip(1) {
            self.message_as("caused by", RED, &cause.to_string());
        }
        match &failure.detail {
            Some(Detail::Findings { file, text, findings }) => {
                let excerpts = render::Excerpts::of(file, text);
                for finding in findings {
                    self.write_message(&excerpts.excerpt(finding));
                }
            }
            Some(Detail::Diff(diff)) => self.write_message(&render::colorize(diff)),
            None => {}
        }
        for hint in failure.hints.iter().filter(|_| !failure.says_hints) {
            self.message_as("hint", CYAN, hint);
        }
        if self.json {
            self.json_message(&error_line(failure));
        }
    }

    fn json_message(&mut self, value: &Value) {
        self.write_message(&visible::json(&value.to_string()));
    }
}

fn check_write(result: io::Result<()>) -> Result<(), Failure> {
    result.map_err(|error| {
        let kind = match error.kind() {
            io::ErrorKind::BrokenPipe => Kind::BrokenPipe,
            _ => Kind::Failed,
        };
        Failure::from_error(kind, anyhow::Error::new(error).context("cannot write the output"))
    })
}

fn error_line(failure: &Failure) -> Value {
    let hint = (!failure.hints.is_empty()).then(|| failure.hints.join("; "));
    json!({"error": {
        "code": failure.kind.code(),
        "message": failure.source.to_string(),
        "hint": hint,
        "exit": failure.kind.exit().0,
    }})
}

/// Converts the paragraphs of a clap message into a failure: the first is the message, a tip is a
/// hint.
fn parse_clap_message(text: &str) -> Failure {
    let mut paragraphs = text.split("\n\n");
    let words: Vec<_> = paragraphs.next().unwrap_or_default().split_whitespace().collect();
    let message = words.join(" ");
    let mut failure = Failure::usage(message.strip_prefix("error: ").unwrap_or(&message));
    let tips = paragraphs.filter_map(|paragraph| paragraph.trim().strip_prefix("tip: "));
    failure.hints.extend(tips.map(str::to_owned));
    failure
}
