//! The codes of findings that only `doctor` reports, with their explanations. It also reports those
//! of `validate`.

/// Declares the codes: variant, word, and the text of `explain`.
macro_rules! codes {
    ($($variant:ident $word:literal $explanation:literal)*) => {
        /// A stable code; reports contain [`DoctorCode::word`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum DoctorCode {
            $(#[doc = $word] $variant,)*
        }

        impl DoctorCode {
            /// Every code, in the order of the checks.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the kebab-case code in reports.
            pub(crate) fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the explanation and the suggested fix, for `explain`.
            pub(crate) fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }
        }
    };
}

codes! {
NoSettings "no-settings" "\
There is no settings file where the commands look for one, so there are no servers. `mcphub init`
creates one in this folder; `mcphub config path --all` lists the places that are searched."

UnreadableSettings "unreadable-settings" "\
The settings file exists and cannot be read, for instance because it belongs to another user. Commands
fail with exit code 8 until its owner or its mode is corrected."

OpenFile "open-file" "\
A file or folder with secrets can be read by other users of this machine: `.env` beside the settings,
or the state folder with its tokens and logins. `mcphub doctor --fix` closes it to them."

StateFolder "state-folder" "\
The state folder cannot be used: it cannot be created or written, or belongs to another user. Without it
there are no logins, no audit log and no history. Correct its owner or mode, or set MCPHUB_STATE_DIR."

StaleLock "stale-lock" "\
The lock file beside the settings was left by a process that has ended. It blocks nothing, because the
lock ends with its process. `mcphub doctor --fix` removes it."

ForeignLock "foreign-lock" "\
The path of the lock beside the settings is taken by something that mcphub did not put there, for
instance a link or a file of another user. Commands that write fail until it is moved away."

Leftover "leftover" "\
A temporary file beside the settings was left by a process that was killed while it wrote. It can contain
the secrets of the settings. `mcphub doctor --fix` removes it."

OldProgram "old-program" "\
A program that starts servers is older than most servers need: Node.js 18 for `npx`, .NET 10 for `dnx`.
Servers may fail at their start with a syntax error. Install a newer release."

BrokenProgram "broken-program" "\
A program that starts servers is on the PATH, and does not say its version: it fails, or does not
respond in time. Run it with `--version` to see why."

PortTaken "port-taken" "\
The port on which the hub would listen belongs to another program, so `mcphub serve` fails. End that
program, or choose another port with `--port` or PORT."

HubRefuses "hub-refuses" "\
A hub runs on the port and does not accept the token of this user: it runs as another user, or with
another state folder. Commands that ask the hub fail."

OtherSettings "other-settings" "\
The running hub serves another settings file than the commands in this folder edit. What you change here
has no effect there. Name its file with `--config`, or start the hub with this one."

OutdatedSettings "outdated-settings" "\
The running hub could not apply the present settings file, and keeps the last good settings. Correct the
file; `mcphub validate` shows where. The hub applies it as soon as it can be read."

OtherRelease "other-release" "\
The running hub is of another release than this command, mostly because it has not been restarted since
an upgrade. Restart it."

ServerDown "server-down" "\
The running hub is not connected to an enabled server. `mcphub status` shows the reason, and
`mcphub logs SERVER` what the server said."

ProxyLoopback "proxy-loopback" "\
A variable names an HTTP proxy, and NO_PROXY leaves out this machine. Clients and servers that obey it send
requests for the hub to the proxy, which cannot reach it. Add `localhost,127.0.0.1` to NO_PROXY."

BadProxy "bad-proxy" "\
A variable names an HTTP proxy by something that is no URL, so requests fail or go without the proxy. The
form is `http://host:port`."

NoCredential "no-credential" "\
The endpoints of the hub require a key, and the file has none that a client could send: every client is
rejected. `mcphub key create NAME` makes one."

DuplicateEndpoint "duplicate-endpoint" "\
Two enabled servers are the same program with the same arguments and environment, or the same URL with the
same headers. Clients see each tool twice, and the program runs twice. Disable one."

ClientFile "client-file" "\
The file of an MCP client on this machine cannot be read or does not parse, so the client itself may ignore
all its servers, and `install` and `sync` leave it alone. Correct the file at the place that is named."

ClientElsewhere "client-elsewhere" "\
A client has an entry named `mcphub` that does not point at the hub of this user: the hub had another port
or URL, or the program was moved. `mcphub install CLIENT` writes the present address."

UnknownServer "unknown-server" "\
A client on this machine has servers of its own that the hub does not have. Other clients do not see them.
`mcphub import CLIENT` adds them to the hub, and `install CLIENT --replace` also removes them there."

ServedTwice "served-twice" "\
A client uses the hub and also has servers that the hub serves, so that it sees their tools twice and runs
the servers twice. `mcphub install CLIENT --replace` removes them from the client; `undo` takes it back."

CheckTimeout "check-timeout" "\
A check did not end in time, for instance because a network file system does not respond. Nothing is
known about this part."
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::DoctorCode;
    use crate::settings::Code;

    #[test]
    fn every_code_has_its_own_word_and_an_explanation() {
        let ours = DoctorCode::ALL.iter().map(|code| code.word());
        let words: HashSet<&str> = Code::ALL.iter().map(|code| code.word()).chain(ours).collect();
        assert_eq!(words.len(), Code::ALL.len() + DoctorCode::ALL.len());
        for code in DoctorCode::ALL {
            let is_kebab = code.word().bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(is_kebab, "{}", code.word());
            assert!((2..=6).contains(&code.explanation().lines().count()), "{}", code.word());
        }
    }
}
