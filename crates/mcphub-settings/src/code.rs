//! The codes of all findings, with their explanations, in one table.

/// Declares the codes: variant, word, and the text of `explain`.
macro_rules! codes {
    ($($variant:ident $word:literal $explanation:literal)*) => {
        /// A stable code; reports contain [`Code::word`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $(#[doc = $word] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Returns the kebab-case code in reports.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// Returns the explanation and the suggested fix, for `explain`.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$variant => $explanation,)* }
            }
        }
    };
}

codes! {
Syntax "syntax" "\
The text is not JSON. Beyond plain JSON, only comments and trailing commas are read.
Nothing is written to a file in this state, and a running hub keeps the last good settings.
Correct the text at the place that is marked."

DuplicateKey "duplicate-key" "\
An object names the same key twice. Some programs take the first, some the last, so the file
means different things to different readers. Keep one of the two, or give one another name."

NotAnObject "not-an-object" "\
A settings file is one JSON object; the smallest is `{}`. What stands here is something else,
for instance an array. If it is a list of servers from another program, use `mcphub import`."

WrongType "wrong-type" "\
A value has another JSON type than its key asks for, for instance a string where a list belongs.
The entry around it is left out, because guessing what was meant could start the wrong thing.
`mcphub schema` prints what each key takes."

UnknownValue "unknown-value" "\
The key takes one of a few words, and this is none of them. Words are compared exactly, with case.
The entry around it is left out."

MissingField "missing-field" "\
An entry lacks a key that it cannot do without, such as the name of a group or the token of a
bearer key. The entry is left out until the key is there."

UnknownKey "unknown-key" "\
The key is not part of the settings. It is kept as it is and does nothing here. If it is a slip,
correct it; if another program reads it, leave it."

NotImplemented "not-implemented" "\
The key is part of MCPHub's settings, and mcphub has no such feature yet: the key is kept as it is and
has no effect. Do without what it promises, or take it out. `docs/settings.md` lists these keys."

ForeignReference "foreign-reference" "\
The value refers to a variable in the notation of another program, such as `${input:id}`. Here it stands for itself, letter by letter. Write `${NAME}`, or `${NAME:-default}`, and
set NAME in the hub's environment or in `.env` beside the settings. `mcphub import` translates them."

BadReference "bad-reference" "\
A reference has the form of one and cannot be used: the name of a secret consists of letters, digits and
`_ - .`, a field of 1Password is `${op://VAULT/ITEM/FIELD}`, and `${file:PATH}`, `${cmd:PROGRAM}` and
`${env:NAME}` name something. The server does not start. Correct the reference."

UnsetSecret "unset-secret" "\
A server or a key refers to a secret that the store of this machine does not have, or that is empty. The
server does not start, and the key opens nothing. `mcphub secret set NAME` stores it, `mcphub secret list`
shows which there are. `validate --file-only` does not look."

ReferenceSwitchedOff "reference-switched-off" "\
`${cmd:PROGRAM}` and `${op://VAULT/ITEM/FIELD}` run a program of this machine, which a file alone must not
decide: they are switched off. The server does not start. If you trust every admin of the file, set
MCPHUB_ALLOW_COMMANDS=1 in the environment of the hub."

Comments "comments" "\
The file has comments or trailing commas. mcphub reads and keeps them, but stricter readers of the
same file, MCPHub among them, refuse it as a whole. Remove them if such a program reads the file."

Whitespace "whitespace" "\
A value begins or ends with blanks, which mostly come from copying. In servers they are cut off
when the value is used; in names and keys they count, so the value may never match anything."

MissingTransport "missing-transport" "\
A server needs `command` (a program to start), `url` (an endpoint to call) or `openapi` with `url`
or `schema`. Without one there is nothing to connect to, and the server is left out."

TwoTransports "two-transports" "\
A server has both `command` and `url`. Where `type` says which one counts, the other is dead weight;
without `type` programs disagree, and the server is left out. Remove one of the two."

UnknownTransport "unknown-transport" "\
`type` is one of stdio, sse, streamable-http and openapi. Other programs write `http` or
`streamableHttp` for what is called streamable-http here."

UntypedUrl "untyped-url" "\
A server has a `url` and no `type`. mcphub takes SSE if a part of the path is `sse`, and streamable HTTP
with a fall-back to SSE elsewhere; MCPHub always takes SSE. Write `type` so that every reader does the same."

BadUrl "bad-url" "\
The URL cannot be called. It must begin with http:// or https:// and name a host, and it must not
contain blanks. `${NAME}` may stand in it."

IncompleteLogin "incomplete-login" "\
The `oauth` of a server lacks something that it does not work without: a secret needs the `clientId` that
it belongs to, the grant `client_credentials` needs `clientId` with `clientSecret` or `privateKeyFile`, and a
login per user needs users."

UnknownRelax "unknown-relax" "\
`oauth.relax` turns checks of a login off, each by its name, and this is none of them. It has no effect.
`docs/login.md` lists the names."

PlainHttp "plain-http" "\
The URL is plain http to a machine other than this one: headers, tokens and content cross the
network readable by anyone on the way. Use https where the server offers it."

HeadersOnStdio "headers-on-stdio" "\
A server that is started as a program gets no HTTP headers. They are ignored, and MCPHub's API
refuses such an entry. Pass secrets to a program in `env`."

IgnoredField "ignored-field" "\
The key belongs to another kind of server and has no effect on this one, for instance `args` beside
a `url`. Remove it, or change `type`."

IgnoredTimeout "ignored-timeout" "\
`timeout` directly in a server has no effect, here as in MCPHub. The time for each request is
`options.timeout`, in milliseconds."

ShellLine "shell-line" "\
`command` is the name of one program, not a line for a shell: blanks in it are part of the name.
Move the words behind the first into `args`."

BadName "bad-name" "\
Clients accept only plain names of tools, and a server's name is part of them. New names consist of
letters, digits and `. _ - /`, at most 128, without `..`. A name that is already in the file keeps working
where it can; an empty one cannot be addressed at all and is left out."

AmbiguousNames "ambiguous-names" "\
The name of one server, with the separator behind it, begins the name of another. Then a tool of the
first would come out under the same name as a tool of the second, and gets a name with a digest. If the
second belongs to a user who is no admin, all of its tools get such names instead. Rename one, or set `systemConfig.nameSeparator` to something that no name contains."

DuplicateServerId "duplicate-server-id" "\
Two servers have the same `id`, by which Aeontel's API finds a server. A request with this id is refused,
so that it does not reach the wrong one. Give each server an id of its own, or remove `id`."

UnsetVariable "unset-variable" "\
A server refers to a variable that is not set where the check runs, and has no default. In a value
of `env` that variable is left out; anywhere else the server does not start. Set it in the hub's
environment or in `.env` beside the settings, or write `${NAME:-default}`. `validate --file-only`
does not look."

Loop "loop" "\
The server is this hub itself: `mcphub serve --stdio`, `mcphub connect`, or an address at which the hub
listens. A hub that connects to itself offers its own tools again and again, or starts itself without
end. Remove the server. If another hub listens at that address, or the program is started with other
settings, it is no loop as long as that one does not lead back here."

CommandNotFound "command-not-found" "\
The program that a server is started by is not on the PATH of this machine, so the server cannot
start here. Install it, correct the name, or write the whole path. A hub on another machine, or in
a container, may well have it: `validate --file-only` does not look."

FolderNotFound "folder-not-found" "\
The working directory that a server names in `cwd` is not on this machine, so the server cannot start
here. A relative one is below the folder of the settings file, wherever mcphub is started from. Correct
it, or make the folder. `validate --file-only` does not look."

RelativePath "relative-path" "\
A path in `args` is relative, and what it leads to is below the folder in which the check runs, not below
that in which the server does: the folder of the settings file, or `cwd`. There the server finds nothing,
or something else. Write the whole path, or name its folder in `cwd`. `validate --file-only` does not look."
FileNotFound "file-not-found" "\
A file or folder of `envFile` or `watchPaths` does not exist on this machine. Without its `envFile` a
server does not start; a path of `watchPaths` is watched once it exists. A relative path is below the
folder of the settings file, wherever mcphub is started from. Correct it, or create the file.
`validate --file-only` does not look."

ReadableByOthers "readable-by-others" "\
The file has secrets in it: tokens of bearer keys, hashes of passwords, or values that look like
secrets. Its mode lets other users of this machine read it. Close it to them with `chmod 600`. New
files are made so; a file that is there keeps its mode. `validate --file-only` does not look."

SecretLiteral "secret-literal" "\
The value looks like a token written in clear. Everyone who can read the file, its backups or its
history has it. Write `${NAME}` instead, and set NAME in the environment of the hub."

UnknownGroupMember "unknown-group-member" "\
A group names a server that is not in `mcpServers`. The member does nothing until there is such a
server, and MCPHub drops it at the next write."

DuplicateGroup "duplicate-group" "\
Two groups have the same name or id, so that an address could mean either. One of an admin, or of
nobody, counts before one of another user, else the first does; the other is left out. Rename it."

DuplicateMember "duplicate-member" "\
A group names a server twice, or shows two servers under one name. The first counts. Remove one,
or give one another `alias`."

GroupsAsMap "groups-as-map" "\
`groups` is written as an object. mcphub reads that, but MCPHub itself needs a list of objects with
`name` and `servers`. Write it as a list so that both read it."

GroupHidesServer "group-hides-server" "\
A group has the name of a server. On `/mcp/{name}` the group wins, so the server cannot be reached
alone by that path. Rename the group; `/direct/{name}` reaches the server in any case."

ServerHidesGroup "server-hides-group" "\
A group of a user who is no admin has the name of a server that is an admin's or nobody's. On
`/mcp/{name}` the server wins, so that no user takes an endpoint over. The group can be reached by its
`id`, or by a name that nothing else has."

DuplicateKeyId "duplicate-key-id" "\
Two bearer keys have the same id, so that a change through the API could hit either. The later one
is left out. Remove its `id`, or make a new one."

DuplicateToken "duplicate-token" "\
Two bearer keys or clients have the same token. The first enabled one decides what it opens. Give
each a token of its own, so that one can be withdrawn without the other."

WeakToken "weak-token" "\
The token of a bearer key or client is so short that it can be guessed. Use at least 16 random characters;
`openssl rand -hex 32` makes some."

PlaceholderToken "placeholder-token" "\
The token of a bearer key or client is an unexpanded variable or an example from documentation, so
anybody can know it. It opens nothing, and the entry is left out; the hub stays closed as if the entry
were there. `mcphub key create NAME` makes a key with a random token."

EmptyAccess "empty-access" "\
The key is limited to groups or servers, and its list is empty: it opens nothing. Name what it may
reach, or set `accessType` to `all`."

UnknownAccess "unknown-access" "\
A bearer key or client allows a group or server that is not in the file. It opens nothing until there is one,
and would then open whatever bears that name. Correct or remove it."

LegacyBearerKey "legacy-bearer-auth-key" "\
`systemConfig.routing.bearerAuthKey` is the single key of older releases. It counts only where the
file has no `bearerKeys`. Move it into `bearerKeys`, or remove it."

DuplicateClient "duplicate-client" "\
Two clients have the same name, so that a change through the API could hit either. The first counts,
the later one is left out. Remove one, or rename it."

DuplicateIssuer "duplicate-issuer" "\
Two identity providers have the same issuer. The second is left out, so its rules do not apply. Put all
rules for one issuer into one entry."

ProviderWithoutEffect "provider-without-effect" "\
`systemConfig.oauth` names an identity provider and is not enabled, so no token of it is accepted. Set
`enabled` to true to accept them, or to false if that is meant."

DuplicateUser "duplicate-user" "\
Two users have the same name, so that a login could mean either. The first counts, the later one is
left out. Remove one, or rename it."

PlainPassword "plain-password" "\
The password of a user is not a bcrypt hash. It is readable in the file, and nobody can log in with
it, because what is typed is compared with a hash."

UnknownUser "unknown-user" "\
An entry belongs to, or is shared with, a user that is not in `users`. Nobody gets access by it until
there is such a user."

DuplicateBuiltIn "duplicate-built-in" "\
Two built-in prompts have the same name, or two built-in resources the same URI. Clients ask for
them by that, and the first counts. Rename or remove the later one."
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Code;

    #[test]
    fn every_code_has_its_own_word_and_an_explanation() {
        let words: HashSet<&str> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(
                code.word().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{} is not kebab-case",
                code.word()
            );
            let lines = code.explanation().lines().count();
            assert!((2..=6).contains(&lines), "{}", code.word());
        }
    }
}
