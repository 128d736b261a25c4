//! Adds a server of a registry, a `server.json` or a bundle; for `install-server` and `add`.

use serde_json::{Map, Value};

use crate::cli::commands::put;
use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::exit::Exit;
use crate::cli::hub::in_process;
use crate::cli::input::answer_options::AnswerOptions;
use crate::cli::input::args::Write;
use crate::cli::input::conflict::Conflict;
use crate::cli::registry::access;
use crate::cli::registry::answers::{Answers, Leftover};
use crate::cli::registry::bundle::{ARCHIVE_BYTES, Archive};
use crate::cli::registry::choice::{Wish, choose};
use crate::cli::registry::source::Source;
use crate::formats::detect;
use crate::formats::server_json::entry::{self, Built};
use crate::formats::server_json::listing::{self, Status};
use crate::formats::server_json::ways::{PackageType, Way, server_of, ways};
use crate::registry::client::Registry;
use crate::settings::name;
use crate::settings::text::path::Step;

/// What to install, and how.
pub(crate) struct Request<'a> {
    /// A name in the registry or a path.
    pub(crate) source: &'a str,
    /// The name in the settings file.
    pub(crate) name: Option<&'a str>,
    pub(crate) wish: &'a Wish,
    pub(crate) answers: &'a AnswerOptions,
    pub(crate) place: &'a access::Place,
    /// Further fields of the entry.
    pub(crate) more: Vec<(&'static str, Value)>,
    pub(crate) conflict: Conflict,
    pub(crate) write: Write,
}

/// Installs a server.
pub(crate) fn install(context: &mut Context, request: &Request<'_>) -> Result<Exit, Failure> {
    // `${NAME}` of a secret may be set there.
    let settings = context.settings()?.file.path().to_owned();
    context.read_dotenv(&settings);
    let root = match Source::read(request.source)? {
        Source::Bundle(path) => {
            let archive = Archive::open(context, &path)?;
            return put_bundle(context, request, archive, Vec::new());
        }
        Source::ServerJson(path) => {
            let text = context.read_source(&path)?;
            detect::json(&text).map_err(|error| {
                let what = anyhow::Error::new(error).context(format!("cannot read {path}"));
                Failure::from_error(Kind::Settings, what)
            })?
        }
        Source::Registry { name, version } => {
            let registry = access::open(context, request.place)?;
            let fetched = in_process::runtime()?.block_on(registry.version(&name, &version));
            fetched.map_err(|error| absent_hint(access::failure(error), &name))?
        }
    };
    check_status(context, &root)?;
    let server = server_of(&root);
    let (ways, against) = ways(server);
    let choice = choose(&context.environment, &ways, &against, request.wish)?;
    let mut notes: Vec<String> = choice.why.into_iter().collect();
    if let Some(program) = choice.absent_program {
        context.ui.warn(&format!("`{program}`, which runs the server, is not on the path"));
    }
    if let Way::Package(PackageType::Mcpb, package) = choice.way {
        let registry = access::open(context, request.place)?;
        let archive = download(context, &registry, package)?;
        return put_bundle(context, request, archive, notes);
    }
    let mut answers = Answers::of(context, request.answers)?;
    let built = entry::build(server, choice.way, &mut |input| answers.answer(input));
    let Leftover { notes: more, env, headers } = answers.finish()?;
    let Built { entry, foreign_references } =
        built.map_err(|why| Failure::new(Kind::Failed, why))?;
    refuse_foreign(&foreign_references)?;
    notes.extend(more);
    let full = server.get("name").and_then(Value::as_str).unwrap_or("server");
    let entry = complete(entry, request, env, headers)?;
    let name = local_name(request, listing::local_name(full));
    put::put(context, &name, &entry, request.conflict, request.write, &notes)
}

fn absent_hint(failure: Failure, name: &str) -> Failure {
    match failure.kind {
        Kind::Absent => {
            failure.hint(format!("`mcphub search {}` finds names", listing::local_name(name)))
        }
        _ => failure,
    }
}

/// Refuses a deleted server and warns of a deprecated one.
fn check_status(context: &mut Context, root: &Value) -> Result<(), Failure> {
    let (status, message) = listing::status(root);
    let about = message.map(|text| format!(": {text}")).unwrap_or_default();
    match status {
        Status::Active => Ok(()),
        Status::Deprecated => {
            context.ui.warn(&format!("the server is deprecated{about}"));
            Ok(())
        }
        Status::Deleted => {
            let text = format!("the server was deleted from the registry{about}");
            Err(Failure::new(Kind::Failed, text)
                .hint("deleted servers are often malicious or broken"))
        }
    }
}

/// Refuses an entry with which the publisher of the server would read variables of the hub.
fn refuse_foreign(names: &[String]) -> Result<(), Failure> {
    let Some(first) = names.first() else { return Ok(()) };
    let message = format!("the registry's entry would read the variable {first} of the hub");
    Err(Failure::new(Kind::Failed, message)
        .hint("if you trust it, add the server by hand: `mcphub add`"))
}

/// Adds the fields and values that the request has beside the inputs.
fn complete(
    mut entry: Map<String, Value>,
    request: &Request<'_>,
    env: Map<String, Value>,
    headers: Map<String, Value>,
) -> Result<Map<String, Value>, Failure> {
    let is_command = entry.contains_key("command");
    for (section, pairs, fits) in [("env", env, is_command), ("headers", headers, !is_command)] {
        if let Some((name, _)) = pairs.iter().next().filter(|_| !fits) {
            let what = if is_command { "no header" } else { "no environment variable" };
            return Err(Failure::usage(format!("the server has {what} `{name}`")));
        }
        if !pairs.is_empty() {
            let known = entry.entry(section).or_insert_with(|| Value::Object(Map::new()));
            known.as_object_mut().into_iter().for_each(|known| known.extend(pairs.clone()));
        }
    }
    for (key, value) in &request.more {
        entry.insert((*key).to_owned(), value.clone());
    }
    Ok(entry)
}

fn local_name(request: &Request<'_>, usual: &str) -> String {
    request.name.map_or_else(|| name::plain(usual), str::to_owned)
}

/// Downloads the bundle of a package and checks its digest.
fn download(context: &Context, registry: &Registry, package: &Value) -> Result<Archive, Failure> {
    let field = |new: &str, old: &str| {
        package.get(new).or_else(|| package.get(old)).and_then(Value::as_str)
    };
    let url = field("identifier", "identifier").unwrap_or_default();
    let Some(expected) = field("fileSha256", "file_sha256") else {
        return Err(Failure::new(
            Kind::Failed,
            "the registry has no digest of the bundle, so it cannot be checked",
        ));
    };
    let bytes = in_process::runtime()?.block_on(registry.download(url, ARCHIVE_BYTES));
    let bytes = bytes.map_err(access::failure)?;
    let found = crate::registry::digest::sha256(&bytes);
    if !found.eq_ignore_ascii_case(expected) {
        let text = "the bundle is not the one that the registry describes: its digest differs";
        return Err(Failure::new(Kind::Failed, text).hint(format!("its SHA-256 is {found}")));
    }
    Archive::of_bytes(context, &bytes)
}

/// Unpacks a bundle and adds its server. Nothing is unpacked if the name is taken.
fn put_bundle(
    context: &mut Context,
    request: &Request<'_>,
    archive: Archive,
    mut notes: Vec<String>,
) -> Result<Exit, Failure> {
    let mut answers = Answers::of(context, request.answers)?;
    let entry = archive.entry(&mut answers);
    let Leftover { notes: more, env, headers } = answers.finish()?;
    let entry = complete(entry?, request, env, headers)?;
    notes.extend(more);
    let name = local_name(request, &archive.manifest.name);
    name::check(&name)
        .map_err(|why| Failure::usage(format!("`{name}` cannot name a server: {why}")))?;
    if !request.write.dry_run && !is_taken(context, &name, &entry, request.conflict)? {
        let title = archive.manifest.name.clone();
        if archive.unpack()? {
            notes.push(format!("the files of the bundle `{title}` were replaced: `mcphub reload {name}` restarts it in a running hub"));
        }
    }
    put::put(context, &name, &entry, request.conflict, request.write, &notes)
}

/// Returns whether another server has the name and stays.
fn is_taken(
    context: &Context,
    name: &str,
    entry: &Map<String, Value>,
    conflict: Conflict,
) -> Result<bool, Failure> {
    let found = context.settings()?;
    if !found.file.path().exists() {
        return Ok(false);
    }
    let document = found.file.read()?;
    let known = document.get(&[Step::from("mcpServers"), Step::from(name)]);
    Ok(known.is_some_and(|known| {
        conflict.if_not_exists || (!conflict.force && known.as_object() != Some(entry))
    }))
}
