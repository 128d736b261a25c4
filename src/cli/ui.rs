//! The only file that prints. The answer goes to stdout, all else to stderr.

use std::io::{self, Write};

use anstream::{AutoStream, ColorChoice};
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::cli::error::{Detail, Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::render;

/// Where words come out.
pub(crate) struct Ui {
    stdout: AutoStream<io::Stdout>,
    stderr: AutoStream<io::Stderr>,
    quiet: bool,
    json: bool,
}

const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const CYAN: Style = AnsiColor::Cyan.on_default().bold();

impl Ui {
    /// `quiet` silences what only tells of success; `json` ends a failure with a JSON line.
    pub(crate) fn new(colour: ColorChoice, quiet: bool, json: bool) -> Self {
        Self {
            stdout: AutoStream::new(io::stdout(), colour),
            stderr: AutoStream::new(io::stderr(), colour),
            quiet,
            json,
        }
    }

    /// Prints the answer as it is, to the byte.
    pub(crate) fn answer(&mut self, text: &str) -> Result<(), Failure> {
        let written = self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush());
        written.map_err(|error| {
            let kind = match error.kind() {
                io::ErrorKind::BrokenPipe => Kind::BrokenPipe,
                _ => Kind::Failed,
            };
            Failure::caused(kind, anyhow::Error::new(error).context("cannot write the answer"))
        })
    }

    /// Prints the answer as indented JSON.
    pub(crate) fn json(&mut self, value: &Value) -> Result<(), Failure> {
        self.answer(&format!("{value:#}\n"))
    }

    /// Tells what was done.
    pub(crate) fn done(&mut self, sentence: &str) {
        if !self.quiet {
            self.message(sentence);
        }
    }

    /// Tells something worth knowing.
    pub(crate) fn note(&mut self, sentence: &str) {
        if !self.quiet {
            self.message(&format!("{CYAN}note:{CYAN:#} {sentence}"));
        }
    }

    /// Tells something that may be a mistake.
    pub(crate) fn warn(&mut self, sentence: &str) {
        self.message(&format!("{YELLOW}warning:{YELLOW:#} {sentence}"));
    }

    /// A message as it is.
    pub(crate) fn message(&mut self, text: &str) {
        // There is nowhere left to report that stderr is gone.
        let _ = writeln!(self.stderr, "{text}");
    }

    /// Prints what clap has to say: help is an answer, all else a mistake in the words.
    pub(crate) fn usage(&mut self, error: &clap::Error) -> Exit {
        let text = error.render();
        if !error.use_stderr() {
            return match self.answer(&format!("{}\n", text.ansi().to_string().trim_end())) {
                Ok(()) => Exit::DONE,
                Err(failure) => failure.kind.exit(),
            };
        }
        self.message(text.ansi().to_string().trim_end());
        if self.json {
            self.message(&error_line(&spoken(&text.to_string())).to_string());
        }
        Exit::USAGE
    }

    /// Tells of a failure: message, what is below it, causes, hints, and the JSON line.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        if failure.kind == Kind::BrokenPipe {
            return;
        }
        let heading = failure.kind.heading();
        self.message(&format!("{RED}{heading}:{RED:#} {}", failure.source));
        for cause in failure.source.chain().skip(1) {
            self.message(&format!("{RED}caused by:{RED:#} {cause}"));
        }
        match &failure.detail {
            Some(Detail::Findings { file, text, findings }) => {
                for finding in findings {
                    self.message(&render::excerpt(file, text, finding));
                }
            }
            Some(Detail::Diff(diff)) => self.message(&render::coloured(diff)),
            None => {}
        }
        for hint in &failure.hints {
            self.message(&format!("{CYAN}hint:{CYAN:#} {hint}"));
        }
        if self.json {
            self.message(&error_line(failure).to_string());
        }
    }
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

/// What clap says in paragraphs, as a failure: the first is the message, a tip is a hint.
fn spoken(text: &str) -> Failure {
    let mut paragraphs = text.split("\n\n");
    let message: Vec<_> = paragraphs.next().unwrap_or_default().split_whitespace().collect();
    let message = message.join(" ");
    let mut failure = Failure::usage(message.strip_prefix("error: ").unwrap_or(&message));
    let tips = paragraphs.filter_map(|paragraph| paragraph.trim().strip_prefix("tip: "));
    failure.hints.extend(tips.map(str::to_owned));
    failure
}
