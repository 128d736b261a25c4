//! The SQLite store of calls: its table and all statements.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags, Result, Row, params, params_from_iter};

use crate::files::private;
use crate::settings::secrets::redact;
use crate::state::activity::record::{Activity, Call, Choices, Filter, Page, Stats};
use crate::state::addresses::Addresses;

/// Version of the table.
const VERSION: i64 = 1;
/// How long a statement waits for another process's write.
const BUSY: Duration = Duration::from_secs(2);
/// Limit for calls; the oldest are deleted.
const ROWS: i64 = 100_000;
/// Approximate limit for the file; the oldest calls are deleted.
const FILE_BYTES: i64 = 256 << 20;
/// Maximum age of a call.
const AGE: Duration = Duration::from_hours(30 * 24);
/// Number of new calls after which old ones are pruned.
const PRUNE_EVERY: usize = 1_000;
/// Limit for a name.
const NAME_BYTES: usize = 512;
/// Limit for an error message.
pub(crate) const ERROR_BYTES: usize = 1 << 10;
/// Limit for the arguments, and for the result.
pub(crate) const PAYLOAD_BYTES: usize = 16 << 10;
/// Limit for the distinct values of one column.
const CHOICES: usize = 1_000;

const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS activity (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at_ms INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        server TEXT NOT NULL,
        tool TEXT NOT NULL,
        failed INTEGER NOT NULL,
        error TEXT,
        input TEXT,
        output TEXT,
        in_group TEXT,
        username TEXT,
        key_id TEXT,
        key_name TEXT,
        source_ip TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS activity_at ON activity (at_ms);
    PRAGMA user_version = 1;";

const COLUMNS: &str = "id, at_ms, took_ms, server, tool, failed, error, input, output, in_group, \
     username, key_id, key_name, source_ip";

#[derive(Debug)]
pub(crate) struct Store {
    connection: Connection,
    /// New calls since the last pruning.
    fresh: usize,
}

impl Store {
    /// Opens the database. Creates it, private to its owner, if there is none.
    ///
    /// # Errors
    /// Fails if the file cannot be read or written, is not a database of ours, has another version,
    /// or may have been written by another user.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let path = create_private(path)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        let flags = OpenFlags::default() | OpenFlags::SQLITE_OPEN_NOFOLLOW;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY)?;
        // If the file system does not support WAL, the default mode is as safe but slower.
        let _ = connection.pragma_update(None, "journal_mode", "WAL");
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        let version =
            connection.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?;
        match version {
            0 => connection.execute_batch(TABLE)?,
            VERSION => {}
            other => return Err(rusqlite::Error::IntegralValueOutOfRange(0, other)),
        }
        let mut store = Self { connection, fresh: 0 };
        store.prune()?;
        Ok(store)
    }

    /// Inserts calls in one transaction.
    pub(crate) fn insert(&mut self, calls: &[Call]) -> Result<()> {
        let transaction = self.connection.transaction()?;
        let mut insert = transaction.prepare(&format!(
            "INSERT INTO activity ({}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            COLUMNS.trim_start_matches("id, ")
        ))?;
        let mut addresses = Addresses::default();
        for call in calls {
            let payload = |text: &Option<String>| text.as_deref().map(redact::json_text);
            let error =
                call.error.as_deref().map(|error| redact::free_text(cut(error, ERROR_BYTES)));
            insert.execute(params![
                call.at_ms,
                call.took_ms,
                cut(&call.server, NAME_BYTES),
                cut(&call.tool, NAME_BYTES),
                call.failed,
                error,
                payload(&call.input),
                payload(&call.output),
                name(call.group.as_deref()),
                name(call.username.as_deref()),
                name(call.key_id.as_deref()),
                name(call.key_name.as_deref()),
                call.source_ip.map(|address| addresses.text(address)),
            ])?;
        }
        drop(insert);
        transaction.commit()?;
        self.fresh += calls.len();
        if self.fresh >= PRUNE_EVERY { self.prune() } else { Ok(()) }
    }

    /// Returns a page (from 1) of `limit` calls, newest first.
    pub(crate) fn page(&self, filter: &Filter, page: u32, limit: u32) -> Result<Page> {
        let (clause, mut values) = clause(filter);
        let count = format!("SELECT count(*) FROM activity{clause}");
        let total =
            self.connection.query_row(&count, params_from_iter(&values), |row| row.get(0))?;
        let rows =
            format!("SELECT {COLUMNS} FROM activity{clause} ORDER BY id DESC LIMIT ? OFFSET ?");
        let skipped = i64::from(page.max(1) - 1) * i64::from(limit);
        values.extend([Value::from(i64::from(limit)), Value::from(skipped)]);
        let mut rows = self.connection.prepare(&rows)?;
        let activities =
            rows.query_map(params_from_iter(&values), activity)?.collect::<Result<_>>()?;
        Ok(Page { activities, total })
    }

    /// Returns statistics over the matching calls.
    pub(crate) fn stats(&self, filter: &Filter) -> Result<Stats> {
        let (clause, values) = clause(filter);
        let figures = format!(
            "SELECT count(*), coalesce(sum(failed), 0), cast(round(coalesce(avg(took_ms), 0)) AS INTEGER) FROM activity{clause}"
        );
        self.connection.query_row(&figures, params_from_iter(&values), |row| {
            Ok(Stats { total: row.get(0)?, failed: row.get(1)?, average_ms: row.get(2)? })
        })
    }

    /// Returns the distinct values in the matching calls.
    pub(crate) fn choices(&self, filter: &Filter) -> Result<Choices> {
        let (clause, values) = clause(filter);
        let distinct_values = |column: &str| -> Result<Vec<String>> {
            let distinct = format!(
                "SELECT DISTINCT {column} FROM activity{clause} ORDER BY {column} LIMIT {CHOICES}"
            );
            let mut distinct = self.connection.prepare(&distinct)?;
            let found = distinct.query_map(params_from_iter(&values), |row| row.get(0))?;
            Ok(found.collect::<Result<Vec<Option<String>>>>()?.into_iter().flatten().collect())
        };
        Ok(Choices {
            servers: distinct_values("server")?,
            tools: distinct_values("tool")?,
            groups: distinct_values("in_group")?,
            usernames: distinct_values("username")?,
            key_names: distinct_values("key_name")?,
        })
    }

    /// Returns the call with this id.
    pub(crate) fn one(&self, id: i64) -> Result<Option<Activity>> {
        let mut rows =
            self.connection.prepare(&format!("SELECT {COLUMNS} FROM activity WHERE id = ?"))?;
        let found = rows.query_map([id], activity)?.next();
        found.transpose()
    }

    /// Deletes calls before a time in milliseconds since 1970. Returns their number.
    pub(crate) fn remove_before(&self, at_ms: i64) -> Result<usize> {
        self.connection.execute("DELETE FROM activity WHERE at_ms < ?", [at_ms])
    }

    /// Deletes calls over the limits for age, number and size.
    fn prune(&mut self) -> Result<()> {
        self.fresh = 0;
        self.remove_before(now_ms() - i64::try_from(AGE.as_millis()).unwrap_or(i64::MAX))?;
        let surplus = "DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - ?";
        self.connection.execute(surplus, [ROWS])?;
        if self.bytes()? > FILE_BYTES {
            let tenth = "DELETE FROM activity WHERE id <= (SELECT min(id) + (max(id) - min(id)) / 10 FROM activity)";
            self.connection.execute(tenth, [])?;
        }
        Ok(())
    }

    /// Returns the bytes in use, without free pages.
    fn bytes(&self) -> Result<i64> {
        let pragma = |name: &str| {
            self.connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0))
        };
        Ok((pragma("page_count")? - pragma("freelist_count")?) * pragma("page_size")?)
    }
}

/// Creates an empty file, private to its owner, if there is none; SQLite's other files inherit its
/// mode. Returns the canonical path.
fn create_private(path: &Path) -> std::io::Result<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new("."));
    private::folder(folder)?;
    let path = folder.canonicalize()?.join(path.file_name().unwrap_or_default());
    let with_path = |path: &Path, error: std::io::Error| {
        std::io::Error::new(error.kind(), format!("{} {error}", path.display()))
    };
    private::append(&path).map_err(|error| with_path(&path, error))?;
    for beside in ["-wal", "-shm", "-journal"] {
        let mut name = path.clone().into_os_string();
        name.push(beside);
        match private::read(Path::new(&name), 0) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                return Err(with_path(Path::new(&name), error));
            }
            // SQLite checks the content itself.
            _ => {}
        }
    }
    Ok(path)
}

/// Returns ` WHERE …` with its values; empty if the filter is empty.
fn clause(filter: &Filter) -> (String, Vec<Value>) {
    let text = |condition, value: &Option<String>| Some((condition, Value::from(value.clone()?)));
    let number = |condition, value: Option<i64>| Some((condition, Value::from(value?)));
    let conditions = [
        text("instr(server, ?) > 0", &filter.server),
        text("instr(tool, ?) > 0", &filter.tool),
        number("failed = ?", filter.failed.map(i64::from)),
        text("instr(in_group, ?) > 0", &filter.group),
        text("username = ?", &filter.username),
        text("key_id = ?", &filter.key_id),
        text("instr(key_name, ?) > 0", &filter.key_name),
        number("at_ms >= ?", filter.from_ms),
        number("at_ms <= ?", filter.until_ms),
    ];
    let (conditions, values): (Vec<&str>, Vec<Value>) = conditions.into_iter().flatten().unzip();
    if conditions.is_empty() {
        return (String::new(), values);
    }
    (format!(" WHERE {}", conditions.join(" AND ")), values)
}

fn activity(row: &Row<'_>) -> Result<Activity> {
    Ok(Activity {
        id: row.get(0)?,
        call: Call {
            at_ms: row.get(1)?,
            took_ms: row.get(2)?,
            server: row.get(3)?,
            tool: row.get(4)?,
            failed: row.get(5)?,
            error: row.get(6)?,
            input: row.get(7)?,
            output: row.get(8)?,
            group: row.get(9)?,
            username: row.get(10)?,
            key_id: row.get(11)?,
            key_name: row.get(12)?,
            source_ip: row.get::<_, Option<String>>(13)?.and_then(|ip| ip.parse().ok()),
            ..Call::default()
        },
    })
}

/// Truncates a name to the limit.
fn name(name: Option<&str>) -> Option<&str> {
    name.map(|name| cut(name, NAME_BYTES))
}

/// Returns the longest prefix of `text` with at most `bytes` bytes.
pub(crate) fn cut(text: &str, bytes: usize) -> &str {
    &text[..text.floor_char_boundary(bytes)]
}

/// Returns the current time in milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(tool: &str, username: Option<&str>, failed: bool) -> Call {
        Call {
            at_ms: now_ms(),
            took_ms: 10,
            server: "time".into(),
            tool: tool.into(),
            failed,
            username: username.map(str::to_owned),
            ..Call::default()
        }
    }

    fn store(folder: &tempfile::TempDir) -> Store {
        Store::open(&folder.path().join("activity.sqlite3")).unwrap()
    }

    fn tools(page: &Page) -> Vec<&str> {
        page.activities.iter().map(|activity| activity.call.tool.as_str()).collect()
    }

    #[test]
    fn a_call_is_read_back_with_secrets_masked_and_texts_truncated() {
        let folder = tempfile::tempdir().unwrap();
        let written = Call {
            at_ms: now_ms(),
            took_ms: 7,
            server: "time".into(),
            tool: "x".repeat(NAME_BYTES + 9),
            failed: true,
            error: Some("refused: token=abc123".into()),
            input: Some(r#"{"password":"p1","n":1}"#.into()),
            output: Some("[1]".into()),
            group: Some("g".into()),
            username: Some("ann".into()),
            key_id: Some("k1".into()),
            key_name: Some("laptop".into()),
            source_ip: Some(std::net::Ipv6Addr::LOCALHOST.into()),
            ..Call::default()
        };
        let mut store = store(&folder);
        store.insert(std::slice::from_ref(&written)).unwrap();
        let call = Call {
            tool: "x".repeat(NAME_BYTES),
            error: Some("refused: token=***".into()),
            input: Some(r#"{"password":"***","n":1}"#.into()),
            ..written
        };
        let read = Activity { id: 1, call };
        assert_eq!(store.one(1).unwrap(), Some(read.clone()));
        assert_eq!(store.one(2).unwrap(), None);
        let all = Page { activities: vec![read], total: 1 };
        assert_eq!(store.page(&Filter::default(), 1, 20).unwrap(), all);
    }

    #[test]
    fn pages_are_newest_first_and_filters_combine() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        let calls = [
            call("a", Some("ann"), false),
            call("b", None, true),
            call("c", Some("bob"), false),
            Call { took_ms: 40, at_ms: now_ms() + 60_000, ..call("a", Some("ann"), true) },
        ];
        store.insert(&calls).unwrap();
        let all = Filter::default();
        assert_eq!(tools(&store.page(&all, 1, 3).unwrap()), ["a", "c", "b"]);
        let second = store.page(&all, 2, 3).unwrap();
        assert_eq!((tools(&second), second.total), (vec!["a"], 4));
        assert_eq!(store.page(&all, u32::MAX, 100).unwrap().activities, []);
        let ann = Filter { username: Some("ann".into()), ..Filter::default() };
        let failed = Filter { failed: Some(true), tool: Some("a".into()), ..ann.clone() };
        assert_eq!(store.page(&failed, 1, 20).unwrap().total, 1);
        let later = Filter { from_ms: Some(now_ms() + 30_000), ..Filter::default() };
        assert_eq!(store.page(&later, 1, 20).unwrap().total, 1);
        let earlier = Filter { until_ms: later.from_ms, ..Filter::default() };
        assert_eq!(store.page(&earlier, 1, 20).unwrap().total, 3);
        assert_eq!(store.stats(&ann).unwrap(), Stats { total: 2, failed: 1, average_ms: 25 });
        let injection = Filter { username: Some("x' OR '1'='1".into()), ..Filter::default() };
        assert_eq!(store.stats(&injection).unwrap(), Stats::default());
        let choices = store.choices(&all).unwrap();
        assert_eq!(choices.usernames, ["ann", "bob"]);
        assert_eq!((choices.servers, choices.groups), (vec!["time".to_owned()], Vec::new()));
        assert_eq!(choices.tools, ["a", "b", "c"]);
        assert_eq!(store.choices(&ann).unwrap().tools, ["a"]);
    }

    #[test]
    fn old_and_surplus_calls_are_deleted_and_ids_never_reused() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(&folder);
        let old = Call { at_ms: now_ms() - 31 * 24 * 3_600_000, ..call("old", None, false) };
        store.insert(&[old, call("new", None, false)]).unwrap();
        drop(store);
        let mut store = self::store(&folder);
        assert_eq!(tools(&store.page(&Filter::default(), 1, 20).unwrap()), ["new"]);
        assert_eq!(store.remove_before(now_ms() + 1_000).unwrap(), 1);
        store.insert(&[call("next", None, false)]).unwrap();
        assert_eq!(store.page(&Filter::default(), 1, 20).unwrap().activities[0].id, 3);
        let far = format!("UPDATE sqlite_sequence SET seq = {}", ROWS + 2);
        store.connection.execute(&far, []).unwrap();
        store.insert(&vec![call("many", None, false); PRUNE_EVERY]).unwrap();
        let kept = store.page(&Filter::default(), 1, 1).unwrap();
        assert_eq!((kept.total, kept.activities[0].call.tool.as_str()), (1_000, "many"));
    }
}
