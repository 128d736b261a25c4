//! `validate`: reports all findings in settings files.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::cli::context::{Context, read_all};
use crate::cli::environment::Environment;
use crate::cli::error::Failure;
use crate::cli::exit::Exit;
use crate::cli::hub::{in_process, own_secrets};
use crate::cli::output::render;
use crate::files::owner;
use crate::settings::diagnostic::line_and_column;
use crate::settings::reference::Outside;
use crate::settings::validate::{
    check_commands, check_files, check_folders, check_loops, check_outside, check_paths,
    check_readers, check_variables,
};
use crate::settings::{Code, Diagnostic, Document, Severity, validate};

/// Check settings files, and report all findings
///
/// Exit code 0: no findings, or warnings only; 1: errors, or with `--strict` warnings;
/// 8: a file cannot be read or does not parse.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:
  mcphub validate
  mcphub validate mcp_settings.json --strict
  mcphub validate --strict --file-only
  mcphub validate - --format json < mcp_settings.json")]
pub(crate) struct Args {
    /// Files to check, `-` for standard input [default: the settings file]
    #[arg(value_name = "FILE | -")]
    files: Vec<String>,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Check only the file, not whether this machine has its variables and programs
    #[arg(long)]
    file_only: bool,
    /// The format of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text with excerpts
    Text,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// A text with its findings.
pub(crate) struct Checked {
    file: String,
    pub(crate) text: String,
    pub(crate) findings: Vec<Diagnostic>,
    parses: bool,
}

pub(crate) fn run(context: &mut Context, args: &Args) -> Result<Exit, Failure> {
    let mut checked = Vec::new();
    let files = match args.files.as_slice() {
        [] => {
            let found = context.existing_settings()?;
            vec![(found.file.path().to_owned(), found.shown)]
        }
        files => files.iter().map(|file| (PathBuf::from(file), file.clone())).collect(),
    };
    for (path, shown) in files {
        let is_stdin = path.as_os_str() == "-";
        let text = read(context, &path);
        if !args.file_only {
            // The folder of standard input is unknown, so no `.env` is found beside it.
            let beside = if is_stdin { Path::new("/dev/stdin") } else { &path };
            context.read_dotenv(beside);
        }
        let surroundings = (!args.file_only).then_some(&context.environment);
        let shown = if is_stdin { "<stdin>".to_owned() } else { shown };
        let is_open = !args.file_only && !is_stdin && owner::is_readable_by_others(&path);
        checked.push(check(shown, text, surroundings, is_open));
    }
    let format = if context.global.json { Format::Json } else { args.format };
    match format {
        Format::Text => {
            for file in &checked {
                let excerpts = render::Excerpts::of(&file.file, &file.text);
                for finding in &file.findings {
                    context.ui.print_styled(&format!("{}\n\n", excerpts.excerpt(finding)))?;
                }
            }
        }
        Format::Json => context.ui.print_json(&as_json(&checked))?,
        Format::Sarif => context.ui.print_json(&as_sarif(&checked))?,
        Format::Github => context.ui.print(&as_github(&checked))?,
    }
    if format == Format::Text {
        for file in &checked {
            context.ui.success(&summary(file));
        }
    }
    let has = |severity| each(&checked).any(|(_, finding)| finding.severity == severity);
    Ok(if checked.iter().any(|file| !file.parses) {
        Exit::SETTINGS
    } else if has(Severity::Error) || args.strict && has(Severity::Warning) {
        Exit::FAILED
    } else {
        Exit::DONE
    })
}

/// Returns the text of a file. On an error, returns the readable part of it and the finding.
fn read(context: &mut Context, path: &Path) -> Result<String, (String, Diagnostic)> {
    let result = if path.as_os_str() == "-" {
        context.read_stdin_bytes()
    } else {
        File::open(path).and_then(read_all)
    };
    let bytes = result.map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => "the file does not exist".to_owned(),
            ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
            _ => error.to_string(),
        };
        (String::new(), Diagnostic::error(Code::Syntax, 0..0, format!("cannot be read: {why}")))
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let start = error.utf8_error().valid_up_to();
        let place = start..start + '\u{fffd}'.len_utf8();
        let message = "the file is not written in UTF-8";
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        (text, Diagnostic::error(Code::Syntax, place, message))
    })
}

/// Checks a text. `is_open` is true if other users can read the file.
pub(crate) fn check(
    file: String,
    text: Result<String, (String, Diagnostic)>,
    surroundings: Option<&Environment>,
    is_open: bool,
) -> Checked {
    let text = match text {
        Ok(text) => text,
        Err((text, finding)) => {
            return Checked { file, text, findings: vec![finding], parses: false };
        }
    };
    let (findings, parses) = match Document::read(&text) {
        Ok((document, duplicates)) => {
            let parses = duplicates.is_empty();
            let mut findings = duplicates;
            findings.extend(validate(&document).1);
            if let Some(here) = surroundings {
                findings.extend(check_variables(&document, &|name| here.is_set(name)));
                let beside = here.folder.join(Path::new(&file).parent().unwrap_or(Path::new("")));
                let is_there =
                    |command: &str, path: Option<&str>| here.has_program(command, path, &beside);
                findings.extend(check_commands(&document, &is_there));
                findings.extend(check_paths(
                    &document,
                    &|path| beside.join(path).exists(),
                    &|path| here.folder.join(path).exists(),
                ));
                let is_folder = |cwd: &str| beside.join(cwd).is_dir();
                findings.extend(check_folders(&document, &is_folder));
                findings.extend(check_files(&document, &|path| beside.join(path).exists()));
                if let Ok(secrets) = own_secrets::open_for(here, &here.folder.join(&file)) {
                    let why_missing = |one: &Outside| secrets.why_missing(one);
                    findings.extend(check_outside(&document, &why_missing));
                }
                findings.extend(check_loops(&document, &in_process::own_ports(here)));
                findings.extend(check_readers(&document, is_open));
            }
            findings.sort_by_key(|found| found.place.start);
            (findings, parses)
        }
        Err(findings) => (findings, false),
    };
    Checked { file, text, findings, parses }
}

fn each(checked: &[Checked]) -> impl Iterator<Item = (&Checked, &Diagnostic)> {
    checked.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
}

fn summary(file: &Checked) -> String {
    let number = |severity| file.findings.iter().filter(|f| f.severity == severity).count();
    match (number(Severity::Error), number(Severity::Warning)) {
        (0, 0) => format!("{}: no findings", file.file),
        (errors, 0) => format!("{}: {}", file.file, render::count(errors, "error")),
        (0, warnings) => format!("{}: {}", file.file, render::count(warnings, "warning")),
        (errors, warnings) => {
            let (errors, warnings) =
                (render::count(errors, "error"), render::count(warnings, "warning"));
            format!("{}: {errors}, {warnings}", file.file)
        }
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn as_json(checked: &[Checked]) -> Value {
    let diagnostics: Vec<_> = each(checked)
        .map(|(file, finding)| {
            let (line, column) = line_and_column(&file.text, finding.place.start);
            json!({
                "code": finding.code.word(), "severity": word(finding.severity),
                "file": file.file, "line": line, "column": column,
                "message": finding.message, "help": finding.help,
            })
        })
        .collect();
    json!({"version": 1, "diagnostics": diagnostics})
}

fn as_sarif(checked: &[Checked]) -> Value {
    let rules: Vec<_> = Code::ALL
        .iter()
        .map(|code| json!({"id": code.word(), "fullDescription": {"text": code.explanation()}}))
        .collect();
    let results: Vec<_> = each(checked)
        .map(|(file, finding)| {
            let (line, column) = line_and_column(&file.text, finding.place.start);
            let (end_line, end_column) = line_and_column(&file.text, finding.place.end);
            let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
            json!({
                "ruleId": finding.code.word(), "level": word(finding.severity),
                "message": {"text": format!("{}{help}", finding.message)},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": file.file.trim_start_matches("./")},
                    "region": {"startLine": line, "startColumn": column,
                               "endLine": end_line, "endColumn": end_column},
                }}],
            })
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "mcphub", "version": env!("CARGO_PKG_VERSION"),
                                "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

/// Formats findings as `::error file=…,line=…,col=…,title=…::message`.
fn as_github(checked: &[Checked]) -> String {
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    each(checked)
        .map(|(file, finding)| {
            let (line, column) = line_and_column(&file.text, finding.place.start);
            let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
            format!(
                "::{} file={},line={line},col={column},title={}::{}\n",
                word(finding.severity),
                property(file.file.trim_start_matches("./")),
                property(finding.code.word()),
                data(&format!("{}{help}", finding.message)),
            )
        })
        .collect::<Vec<_>>()
        .concat()
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
