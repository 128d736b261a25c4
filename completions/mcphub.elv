
use builtin;
use str;

set edit:completion:arg-completer[mcphub] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'mcphub'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'mcphub'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Create a minimal settings file'
            cand add 'Add a server: a URL, or a command that speaks MCP on its standard streams'
            cand add-json 'Add a server from JSON'
            cand search 'Search the registry of MCP servers'
            cand install-server 'Add a server from a registry'
            cand import 'Import servers from the settings of other clients'
            cand add-from 'Import servers from the settings of other clients'
            cand list 'List the servers in the settings file'
            cand ls 'List the servers in the settings file'
            cand get 'Show one server'
            cand show 'Show one server'
            cand exists 'Test whether a server exists'
            cand set 'Change fields of a server'
            cand rename 'Rename a server, also in groups and keys'
            cand edit 'Edit the settings file in your editor'
            cand remove 'Remove servers, also from groups and keys'
            cand rm 'Remove servers, also from groups and keys'
            cand enable 'Enable servers'
            cand disable 'Disable servers; they stay in the file'
            cand toggle 'Enable a disabled server, or disable an enabled one'
            cand group 'Manage groups of servers, each with its own endpoint'
            cand key 'Manage the bearer keys for the hub''s endpoints'
            cand secret 'Manage the secrets that servers and keys refer to as ${secret:NAME}'
            cand secrets 'Manage the secrets that servers and keys refer to as ${secret:NAME}'
            cand user 'Manage the users who may log in to the hub'
            cand validate 'Check settings files, and report all findings'
            cand check 'Check settings files, and report all findings'
            cand doctor 'Look for problems on this machine: files, programs, variables, ports'
            cand explain 'Explain a finding of `validate` or `doctor`'
            cand export 'Export servers to the format of another client'
            cand clients 'List the MCP clients on this machine, and what their files hold'
            cand install 'Write the hub into the settings of MCP clients'
            cand uninstall 'Take the hub out of the settings of MCP clients'
            cand sync 'Keep what was installed into MCP clients in step with the hub'
            cand inspect 'Connect to a server, and show its tools, prompts and resources'
            cand call 'Call a tool of a server'
            cand login 'Log in to a remote server by OAuth'
            cand logout 'Log out of a remote server'
            cand auth 'Show the logins at remote servers, and those of OAuth clients at this hub'
            cand serve 'Serve the servers of the settings file as one MCP endpoint'
            cand run 'Serve the servers of the settings file as one MCP endpoint'
            cand start 'Serve the servers of the settings file as one MCP endpoint'
            cand connect 'Connect a client that supports only stdio to a running hub, or to any MCP server'
            cand status 'Show the status of the running hub, its clients and its servers'
            cand logs 'Show the last lines of the hub''s log'
            cand audit 'Show logins, changes, rejected requests and tool calls'
            cand history 'List the changes that mcphub made to files, newest first'
            cand undo 'Undo the last change that mcphub made to files'
            cand reload 'Reconnect a server of the running hub'
            cand demo 'Run a small MCP server over stdio, for trying things out'
            cand service 'Run the hub as a service: install, status, uninstall'
            cand completions 'Print a completion script for a shell'
            cand man 'Print the manual page of a command, or write all pages'
            cand schema 'Print the JSON Schema of the settings file'
            cand config 'Show which settings file the commands use'
            cand tool 'Show, hide and describe a server''s tools'
            cand prompt 'Show, hide and describe a server''s prompts'
            cand resource 'Show, hide and describe a server''s resources, named by their URIs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;init'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;add'= {
            cand -t 'The transport: stdio, http (streamable-http), sse, openapi; inferred if absent'
            cand --transport 'The transport: stdio, http (streamable-http), sse, openapi; inferred if absent'
            cand --url 'The server''s URL; it may also be the second argument'
            cand --openapi 'The URL of an OpenAPI document; its operations become tools'
            cand -e 'Set an environment variable NAME=VALUE (can be repeated)'
            cand --env 'Set an environment variable NAME=VALUE (can be repeated)'
            cand --env-file 'Read environment variables from a file of NAME=VALUE lines'
            cand -H 'Send a request header "Name: value" (can be repeated)'
            cand --header 'Send a request header "Name: value" (can be repeated)'
            cand --bearer-token-env-var 'Send "Authorization: Bearer ${VAR}"'
            cand --timeout 'Request timeout in milliseconds'
            cand --description 'A description of the server'
            cand --include-tools 'The only tools to show (comma-separated; `*` matches any text)'
            cand --exclude-tools 'Tools to hide (comma-separated; `*` matches any text)'
            cand --client-id 'OAuth client id'
            cand --client-secret 'OAuth client secret; `-` reads it from standard input; without a value, it is read from `MCP_CLIENT_SECRET` or prompted for'
            cand --oauth-client-secret 'OAuth client secret, as Codex names it'
            cand --scopes 'OAuth scopes (comma-separated)'
            cand --oauth-resource 'OAuth resource (RFC 8707)'
            cand --callback-port 'The port on this machine that the browser returns to after a login'
            cand --oauth-client-registration 'oauth-client-registration'
            cand --approve-tool 'approve-tool'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --disabled 'Add it disabled'
            cand --trust 'trust'
            cand --auto-approve 'auto-approve'
            cand --force 'Replace an existing server'
            cand --replace 'Replace an existing server'
            cand --if-not-exists 'Keep an existing server'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;add-json'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --force 'Replace an existing server'
            cand --replace 'Replace an existing server'
            cand --if-not-exists 'Keep an existing server'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;search'= {
            cand --limit 'Show at most this number of servers'
            cand --registry 'The registry''s URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the official registry]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;install-server'= {
            cand --name 'The name in the settings file [default: the last part of its name]'
            cand --package 'Install a package of this type: npm, pypi, oci, nuget, mcpb'
            cand -e 'Set an environment variable of the server (can be repeated); a secret is a reference such as `KEY=${KEY}`'
            cand --env 'Set an environment variable of the server (can be repeated); a secret is a reference such as `KEY=${KEY}`'
            cand -H 'Set a request header "Name: value" (can be repeated)'
            cand --header 'Set a request header "Name: value" (can be repeated)'
            cand --arg 'Set an argument of the server''s program (can be repeated)'
            cand --var 'Set a variable of the server''s URL or values, or an option of a bundle (can be repeated)'
            cand --registry 'The registry''s URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the official registry]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --remote 'Connect to the remote server'
            cand --disabled 'Add it disabled'
            cand --force 'Replace an existing server'
            cand --replace 'Replace an existing server'
            cand --if-not-exists 'Keep an existing server'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;import'= {
            cand --from 'The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex, goose, docker, batch, registry, bare, or a client''s name'
            cand --select 'Import only servers whose name matches; `*` matches any text (can be repeated)'
            cand --exclude 'Leave out servers whose name matches (can be repeated)'
            cand --prefix 'Put this text before the names, except those that `--rename` gives'
            cand --rename 'Rename the server OLD to NEW (can be repeated)'
            cand --secrets 'What to do with secrets in plain text'
            cand --on-conflict 'What to do if another server has the same name'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all-clients 'Read the user''s files of all clients on this machine'
            cand --projects 'Import servers that Claude Code uses in single projects too'
            cand --keep-going 'Import the other servers if one fails (the default)'
            cand --all-or-nothing 'Import nothing if a server or a file fails'
            cand --disabled 'Add the servers disabled'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;add-from'= {
            cand --from 'The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex, goose, docker, batch, registry, bare, or a client''s name'
            cand --select 'Import only servers whose name matches; `*` matches any text (can be repeated)'
            cand --exclude 'Leave out servers whose name matches (can be repeated)'
            cand --prefix 'Put this text before the names, except those that `--rename` gives'
            cand --rename 'Rename the server OLD to NEW (can be repeated)'
            cand --secrets 'What to do with secrets in plain text'
            cand --on-conflict 'What to do if another server has the same name'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all-clients 'Read the user''s files of all clients on this machine'
            cand --projects 'Import servers that Claude Code uses in single projects too'
            cand --keep-going 'Import the other servers if one fails (the default)'
            cand --all-or-nothing 'Import nothing if a server or a file fails'
            cand --disabled 'Add the servers disabled'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;list'= {
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --enabled 'Show only enabled servers'
            cand --disabled 'Show only disabled servers'
            cand --status 'Show the status from the running hub; exit code 4: no hub responds'
            cand --show-secrets 'Show tokens, passwords and other secrets instead of `***`'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;ls'= {
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --enabled 'Show only enabled servers'
            cand --disabled 'Show only disabled servers'
            cand --status 'Show the status from the running hub; exit code 4: no hub responds'
            cand --show-secrets 'Show tokens, passwords and other secrets instead of `***`'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;get'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and other secrets instead of `***`'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;show'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and other secrets instead of `***`'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;exists'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;set'= {
            cand --url 'A new URL'
            cand -t 'The transport: stdio, http (streamable-http), sse'
            cand --transport 'The transport: stdio, http (streamable-http), sse'
            cand -e 'Set an environment variable NAME=VALUE (can be repeated)'
            cand --env 'Set an environment variable NAME=VALUE (can be repeated)'
            cand --unset-env 'Remove an environment variable (can be repeated)'
            cand -H 'Set a request header "Name: value" (can be repeated)'
            cand --header 'Set a request header "Name: value" (can be repeated)'
            cand --unset-header 'Remove a request header (can be repeated)'
            cand --description 'A description of the server'
            cand --timeout 'Request timeout in milliseconds'
            cand --unset 'Remove a field (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;rename'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;edit'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;remove'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a server does not exist'
            cand --keep-login 'Keep the logins at the servers'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;rm'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a server does not exist'
            cand --keep-login 'Keep the logins at the servers'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;enable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;disable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Create a group'
            cand list 'List the groups'
            cand ls 'List the groups'
            cand show 'Show one group'
            cand get 'Show one group'
            cand add 'Add servers to a group, or change which parts of them it contains'
            cand remove 'Remove servers from a group'
            cand rm 'Remove servers from a group'
            cand set 'Change a group''s name or description'
            cand delete 'Delete groups; the servers stay'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;group;create'= {
            cand --description 'A description of the group'
            cand --tools 'Only these tools (comma-separated)'
            cand --prompts 'Only these prompts (comma-separated)'
            cand --resources 'Only these resources, by URI (comma-separated)'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;show'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;get'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;add'= {
            cand --tools 'Only these tools (comma-separated)'
            cand --prompts 'Only these prompts (comma-separated)'
            cand --resources 'Only these resources, by URI (comma-separated)'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;remove'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --if-exists 'Do not fail if a server is not in the group'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;rm'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --if-exists 'Do not fail if a server is not in the group'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;set'= {
            cand --name 'Its new name'
            cand --description 'A description; empty removes it'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;delete'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a group does not exist'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;help'= {
            cand create 'Create a group'
            cand list 'List the groups'
            cand show 'Show one group'
            cand add 'Add servers to a group, or change which parts of them it contains'
            cand remove 'Remove servers from a group'
            cand set 'Change a group''s name or description'
            cand delete 'Delete groups; the servers stay'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;group;help;create'= {
        }
        &'mcphub;group;help;list'= {
        }
        &'mcphub;group;help;show'= {
        }
        &'mcphub;group;help;add'= {
        }
        &'mcphub;group;help;remove'= {
        }
        &'mcphub;group;help;set'= {
        }
        &'mcphub;group;help;delete'= {
        }
        &'mcphub;group;help;help'= {
        }
        &'mcphub;key'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Create a key, and print its token'
            cand list 'List the keys'
            cand ls 'List the keys'
            cand enable 'Enable a disabled key'
            cand disable 'Disable a key without removing it'
            cand revoke 'Remove keys permanently'
            cand remove 'Remove keys permanently'
            cand rm 'Remove keys permanently'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;key;create'= {
            cand --group 'Allow this group, by name or id (can be repeated); without --group and --server, all of MCP'
            cand --server 'Allow this server (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'Allow every MCP endpoint: the default without --group and --server'
            cand --admin 'Also allow the admin API: such a key can run programs'
            cand --disabled 'Create it disabled'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;key;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and other secrets instead of `***`'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and other secrets instead of `***`'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;enable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;disable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;revoke'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a key does not exist'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;remove'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a key does not exist'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;rm'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a key does not exist'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;help'= {
            cand create 'Create a key, and print its token'
            cand list 'List the keys'
            cand enable 'Enable a disabled key'
            cand disable 'Disable a key without removing it'
            cand revoke 'Remove keys permanently'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;key;help;create'= {
        }
        &'mcphub;key;help;list'= {
        }
        &'mcphub;key;help;enable'= {
        }
        &'mcphub;key;help;disable'= {
        }
        &'mcphub;key;help;revoke'= {
        }
        &'mcphub;key;help;help'= {
        }
        &'mcphub;secret'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Store a secret, from a prompt or standard input'
            cand list 'List the secrets, where they are kept and what uses them, without values'
            cand ls 'List the secrets, where they are kept and what uses them, without values'
            cand rm 'Remove secrets'
            cand remove 'Remove secrets'
            cand get 'Print the value of a secret'
            cand migrate 'Move the secrets in the settings file to the store'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;secrets'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand set 'Store a secret, from a prompt or standard input'
            cand list 'List the secrets, where they are kept and what uses them, without values'
            cand ls 'List the secrets, where they are kept and what uses them, without values'
            cand rm 'Remove secrets'
            cand remove 'Remove secrets'
            cand get 'Print the value of a secret'
            cand migrate 'Move the secrets in the settings file to the store'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;secret;set'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;secrets;set'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;secret;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secret;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secrets;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secrets;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secret;rm'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a secret does not exist'
            cand --dry-run 'Print what would change, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secret;remove'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a secret does not exist'
            cand --dry-run 'Print what would change, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secrets;rm'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a secret does not exist'
            cand --dry-run 'Print what would change, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secrets;remove'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a secret does not exist'
            cand --dry-run 'Print what would change, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secret;get'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --reveal 'Show the value: required'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secrets;get'= {
            cand --user 'The value of this user of the hub, for ${user:NAME}'
            cand --server 'With --user: what credentialTemplate of this server asks for'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --reveal 'Show the value: required'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;secret;migrate'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;secrets;migrate'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;secret;help'= {
            cand set 'Store a secret, from a prompt or standard input'
            cand list 'List the secrets, where they are kept and what uses them, without values'
            cand rm 'Remove secrets'
            cand get 'Print the value of a secret'
            cand migrate 'Move the secrets in the settings file to the store'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;secret;help;set'= {
        }
        &'mcphub;secret;help;list'= {
        }
        &'mcphub;secret;help;rm'= {
        }
        &'mcphub;secret;help;get'= {
        }
        &'mcphub;secret;help;migrate'= {
        }
        &'mcphub;secret;help;help'= {
        }
        &'mcphub;secrets;help'= {
            cand set 'Store a secret, from a prompt or standard input'
            cand list 'List the secrets, where they are kept and what uses them, without values'
            cand rm 'Remove secrets'
            cand get 'Print the value of a secret'
            cand migrate 'Move the secrets in the settings file to the store'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;secrets;help;set'= {
        }
        &'mcphub;secrets;help;list'= {
        }
        &'mcphub;secrets;help;rm'= {
        }
        &'mcphub;secrets;help;get'= {
        }
        &'mcphub;secrets;help;migrate'= {
        }
        &'mcphub;secrets;help;help'= {
        }
        &'mcphub;user'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Add a user'
            cand list 'List the users'
            cand ls 'List the users'
            cand passwd 'Change a user''s password'
            cand remove 'Remove users and their keys'
            cand rm 'Remove users and their keys'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;user;add'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --admin 'Make the user an admin'
            cand --password-stdin 'Read the password from standard input instead of prompting'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;passwd'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --password-stdin 'Read the password from standard input instead of prompting'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;remove'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a user does not exist'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;rm'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --if-exists 'Do not fail if a user does not exist'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;help'= {
            cand add 'Add a user'
            cand list 'List the users'
            cand passwd 'Change a user''s password'
            cand remove 'Remove users and their keys'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;user;help;add'= {
        }
        &'mcphub;user;help;list'= {
        }
        &'mcphub;user;help;passwd'= {
        }
        &'mcphub;user;help;remove'= {
        }
        &'mcphub;user;help;help'= {
        }
        &'mcphub;validate'= {
            cand --format 'The format of the report'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --strict 'Treat warnings as errors'
            cand --file-only 'Check only the file, not whether this machine has its variables and programs'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;check'= {
            cand --format 'The format of the report'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --strict 'Treat warnings as errors'
            cand --file-only 'Check only the file, not whether this machine has its variables and programs'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;doctor'= {
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --fix 'Fix what is safe to fix, after showing it'
            cand --yes 'Fix without asking'
            cand --dry-run 'Print what would be fixed, and change nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;explain'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;export'= {
            cand --format 'The output format'
            cand --group 'Export only the servers of this group'
            cand --server 'Export only this server (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --redact 'Replace secrets by ${NAME}, and list the variables to set'
            cand --keep-references 'Keep references to variables that the client does not expand'
            cand --hub 'Export the entry of the hub itself instead: its URL, and a reference to a key. A group or a server limits it to their tools'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;clients'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'Show all known clients'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;install'= {
            cand --group 'Only this group, by name or id'
            cand --server 'Only this server (can be repeated with --direct)'
            cand --url 'The endpoint [default: /mcp of the hub]'
            cand --name 'The name of the entry [default: mcphub]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'All clients on this machine'
            cand --direct 'Write the servers themselves instead of the hub'
            cand --replace 'Move the client''s own servers into the hub''s file'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;uninstall'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'All clients that something was installed into'
            cand -y 'Do not prompt'
            cand --yes 'Do not prompt'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;sync'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --check 'Write nothing; exit code 1 if something is not in step'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;inspect'= {
            cand --timeout 'Timeout for connecting and listing, in milliseconds'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;call'= {
            cand --timeout 'Timeout for connecting and calling, in milliseconds'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;login'= {
            cand --scopes 'The scopes to request, instead of those of the settings or of the server'
            cand --client-id 'The id of an app that was registered by hand'
            cand --client-secret 'The secret of that app; `@FILE` reads a file, `-` standard input'
            cand --callback-port 'The port on this machine that the browser returns to [default: a free one]'
            cand --timeout 'How long to wait for the person, such as 90s or 5m'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'Log in to all servers that need a login, one after the other'
            cand --no-browser 'Only print the URL'
            cand --paste 'Read the address that the browser ends at from standard input'
            cand --device 'Print a code to enter on another machine, instead of a URL'
            cand --force 'Log in again, even if there is a login'
            cand --reregister 'Register mcphub anew at the authorization server'
            cand --accept-issuer 'Use the client id of the settings at another issuer than before'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;logout'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'Remove the registration of mcphub at the authorization server too'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;auth'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand status 'Show the logins at remote servers, without connecting to them'
            cand clients 'Show or change the OAuth clients that log in to this hub'
            cand tokens 'Show or revoke the access that users gave to OAuth clients'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;auth;status'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;auth;clients'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand add 'Add a client to the settings file'
            cand revoke 'Remove a client and revoke all of its tokens'
            cand remove 'Remove a client and revoke all of its tokens'
            cand rm 'Remove a client and revoke all of its tokens'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;auth;clients;add'= {
            cand --redirect-uri 'Where browsers may return to (can be repeated)'
            cand --oauth-scope 'A scope that it may request (can be repeated) [default: all that the settings allow]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --public 'Create no secret, for an app on its user''s device'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;auth;clients;revoke'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;auth;clients;remove'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;auth;clients;rm'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;auth;clients;help'= {
            cand add 'Add a client to the settings file'
            cand revoke 'Remove a client and revoke all of its tokens'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;auth;clients;help;add'= {
        }
        &'mcphub;auth;clients;help;revoke'= {
        }
        &'mcphub;auth;clients;help;help'= {
        }
        &'mcphub;auth;tokens'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand revoke 'Revoke one access, with all of its tokens'
            cand remove 'Revoke one access, with all of its tokens'
            cand rm 'Revoke one access, with all of its tokens'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;auth;tokens;revoke'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --if-exists 'Do not fail if it has ended already'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;auth;tokens;remove'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --if-exists 'Do not fail if it has ended already'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;auth;tokens;rm'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --if-exists 'Do not fail if it has ended already'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;auth;tokens;help'= {
            cand revoke 'Revoke one access, with all of its tokens'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;auth;tokens;help;revoke'= {
        }
        &'mcphub;auth;tokens;help;help'= {
        }
        &'mcphub;auth;help'= {
            cand status 'Show the logins at remote servers, without connecting to them'
            cand clients 'Show or change the OAuth clients that log in to this hub'
            cand tokens 'Show or revoke the access that users gave to OAuth clients'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;auth;help;status'= {
        }
        &'mcphub;auth;help;clients'= {
            cand add 'Add a client to the settings file'
            cand revoke 'Remove a client and revoke all of its tokens'
        }
        &'mcphub;auth;help;clients;add'= {
        }
        &'mcphub;auth;help;clients;revoke'= {
        }
        &'mcphub;auth;help;tokens'= {
            cand revoke 'Revoke one access, with all of its tokens'
        }
        &'mcphub;auth;help;tokens;revoke'= {
        }
        &'mcphub;auth;help;help'= {
        }
        &'mcphub;serve'= {
            cand --host 'The address to listen on [default: $HOST or 127.0.0.1]'
            cand --port 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]'
            cand --target 'With --stdio: serve only this group or server'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --check 'Start all servers, print them with their tools, and stop'
            cand --insecure-no-auth 'Allow listening on non-loopback addresses without credentials'
            cand --no-log-file 'Write no log to disk, like MCPHUB_LOG_FILE=off'
            cand --stdio 'Serve only the client that starts it, on standard input and output, without listening'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;run'= {
            cand --host 'The address to listen on [default: $HOST or 127.0.0.1]'
            cand --port 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]'
            cand --target 'With --stdio: serve only this group or server'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --check 'Start all servers, print them with their tools, and stop'
            cand --insecure-no-auth 'Allow listening on non-loopback addresses without credentials'
            cand --no-log-file 'Write no log to disk, like MCPHUB_LOG_FILE=off'
            cand --stdio 'Serve only the client that starts it, on standard input and output, without listening'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;start'= {
            cand --host 'The address to listen on [default: $HOST or 127.0.0.1]'
            cand --port 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]'
            cand --target 'With --stdio: serve only this group or server'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --check 'Start all servers, print them with their tools, and stop'
            cand --insecure-no-auth 'Allow listening on non-loopback addresses without credentials'
            cand --no-log-file 'Write no log to disk, like MCPHUB_LOG_FILE=off'
            cand --stdio 'Serve only the client that starts it, on standard input and output, without listening'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;connect'= {
            cand -H 'Send a request header "Name: value"; ${VARIABLE} is expanded (can be repeated)'
            cand --header 'Send a request header "Name: value"; ${VARIABLE} is expanded (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;status'= {
            cand --wait 'Wait for the hub and its servers, at most this long (60 without a value)'
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;logs'= {
            cand -n 'Show only the last N lines'
            cand --lines 'Show only the last N lines'
            cand --since 'Show only lines since 10m, 2h, 1d ago, or since a time such as 2026-01-31T08:00:00Z'
            cand --server 'Show only lines of and about this server'
            cand --level 'Show only lines of at least this level'
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -f 'Print new lines until the hub ends'
            cand --follow 'Print new lines until the hub ends'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;audit'= {
            cand --kind 'Show only this kind: login, setup, password, write, access, call'
            cand --result 'Show only this result: ok, refused, failed, abandoned'
            cand --since 'Show only lines since a time (2026-01-02T03:04:05Z) or a duration ago (90s, 15m, 12h, 7d)'
            cand --limit 'Show at most this number of lines, the last ones'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -f 'Print new lines until interrupted'
            cand --follow 'Print new lines until interrupted'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;history'= {
            cand --file 'Show only changes of this file'
            cand -n 'Show at most this number of changes, the last ones'
            cand --limit 'Show at most this number of changes, the last ones'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --diff 'Show each change as a unified diff, with secrets masked'
            cand --clear 'Forget all changes, with their texts; they can then not be undone'
            cand --yes 'Do not ask before forgetting'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;undo'= {
            cand --file 'Undo the last change of this file'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --list 'List the last changes instead'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;reload'= {
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;demo'= {
            cand --tools 'List this many made-up tools beside the real ones'
            cand --era 'Speak only one era of the protocol: legacy, modern or both'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;service'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand install 'Start the hub now and at each login, with this settings file'
            cand status 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run'
            cand uninstall 'Stop the service, and remove its file'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;service;install'= {
            cand --port 'The port that the hub listens on [default: $PORT or 3000]'
            cand --manager 'The manager of services [default: the platform''s]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --yes 'Do not ask'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;service;status'= {
            cand --manager 'The manager of services [default: the platform''s]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;service;uninstall'= {
            cand --manager 'The manager of services [default: the platform''s]'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --yes 'Do not ask'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;service;help'= {
            cand install 'Start the hub now and at each login, with this settings file'
            cand status 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run'
            cand uninstall 'Stop the service, and remove its file'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;service;help;install'= {
        }
        &'mcphub;service;help;status'= {
        }
        &'mcphub;service;help;uninstall'= {
        }
        &'mcphub;service;help;help'= {
        }
        &'mcphub;completions'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dynamic 'Also complete names, by asking mcphub while you type'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;man'= {
            cand --dir 'Write the pages of all commands into this folder'
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;schema'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;config'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand path 'Print the path of the settings file in use'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;config;path'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --all 'Show all locations that are searched, in order'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;config;help'= {
            cand path 'Print the path of the settings file in use'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;config;help;path'= {
        }
        &'mcphub;config;help;help'= {
        }
        &'mcphub;tool'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the overrides in the file'
            cand ls 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;tool;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --connect 'Connect to the server, and show its own descriptions beside the overrides'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --connect 'Connect to the server, and show its own descriptions beside the overrides'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;enable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;disable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;describe'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;reset'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;help'= {
            cand list 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;tool;help;list'= {
        }
        &'mcphub;tool;help;enable'= {
        }
        &'mcphub;tool;help;disable'= {
        }
        &'mcphub;tool;help;toggle'= {
        }
        &'mcphub;tool;help;describe'= {
        }
        &'mcphub;tool;help;reset'= {
        }
        &'mcphub;tool;help;help'= {
        }
        &'mcphub;prompt'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the overrides in the file'
            cand ls 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;prompt;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --connect 'Connect to the server, and show its own descriptions beside the overrides'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --connect 'Connect to the server, and show its own descriptions beside the overrides'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;enable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;disable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;describe'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;reset'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;help'= {
            cand list 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;prompt;help;list'= {
        }
        &'mcphub;prompt;help;enable'= {
        }
        &'mcphub;prompt;help;disable'= {
        }
        &'mcphub;prompt;help;toggle'= {
        }
        &'mcphub;prompt;help;describe'= {
        }
        &'mcphub;prompt;help;reset'= {
        }
        &'mcphub;prompt;help;help'= {
        }
        &'mcphub;resource'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List the overrides in the file'
            cand ls 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;resource;list'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --connect 'Connect to the server, and show its own descriptions beside the overrides'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;ls'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --connect 'Connect to the server, and show its own descriptions beside the overrides'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;enable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;disable'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;describe'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;reset'= {
            cand --config 'Use this settings file'
            cand -s 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use color: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, like `--scope user`'
            cand --global 'Use the user''s settings file, like `--scope user`'
            cand --json 'Print the result as JSON; an error ends with one JSON line on stderr'
            cand -q 'Suppress success messages'
            cand --quiet 'Suppress success messages'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
            cand --no-input 'Never prompt; fail and name the flag to use'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;help'= {
            cand list 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;resource;help;list'= {
        }
        &'mcphub;resource;help;enable'= {
        }
        &'mcphub;resource;help;disable'= {
        }
        &'mcphub;resource;help;toggle'= {
        }
        &'mcphub;resource;help;describe'= {
        }
        &'mcphub;resource;help;reset'= {
        }
        &'mcphub;resource;help;help'= {
        }
        &'mcphub;help'= {
            cand init 'Create a minimal settings file'
            cand add 'Add a server: a URL, or a command that speaks MCP on its standard streams'
            cand add-json 'Add a server from JSON'
            cand search 'Search the registry of MCP servers'
            cand install-server 'Add a server from a registry'
            cand import 'Import servers from the settings of other clients'
            cand list 'List the servers in the settings file'
            cand get 'Show one server'
            cand exists 'Test whether a server exists'
            cand set 'Change fields of a server'
            cand rename 'Rename a server, also in groups and keys'
            cand edit 'Edit the settings file in your editor'
            cand remove 'Remove servers, also from groups and keys'
            cand enable 'Enable servers'
            cand disable 'Disable servers; they stay in the file'
            cand toggle 'Enable a disabled server, or disable an enabled one'
            cand group 'Manage groups of servers, each with its own endpoint'
            cand key 'Manage the bearer keys for the hub''s endpoints'
            cand secret 'Manage the secrets that servers and keys refer to as ${secret:NAME}'
            cand user 'Manage the users who may log in to the hub'
            cand validate 'Check settings files, and report all findings'
            cand doctor 'Look for problems on this machine: files, programs, variables, ports'
            cand explain 'Explain a finding of `validate` or `doctor`'
            cand export 'Export servers to the format of another client'
            cand clients 'List the MCP clients on this machine, and what their files hold'
            cand install 'Write the hub into the settings of MCP clients'
            cand uninstall 'Take the hub out of the settings of MCP clients'
            cand sync 'Keep what was installed into MCP clients in step with the hub'
            cand inspect 'Connect to a server, and show its tools, prompts and resources'
            cand call 'Call a tool of a server'
            cand login 'Log in to a remote server by OAuth'
            cand logout 'Log out of a remote server'
            cand auth 'Show the logins at remote servers, and those of OAuth clients at this hub'
            cand serve 'Serve the servers of the settings file as one MCP endpoint'
            cand connect 'Connect a client that supports only stdio to a running hub, or to any MCP server'
            cand status 'Show the status of the running hub, its clients and its servers'
            cand logs 'Show the last lines of the hub''s log'
            cand audit 'Show logins, changes, rejected requests and tool calls'
            cand history 'List the changes that mcphub made to files, newest first'
            cand undo 'Undo the last change that mcphub made to files'
            cand reload 'Reconnect a server of the running hub'
            cand demo 'Run a small MCP server over stdio, for trying things out'
            cand service 'Run the hub as a service: install, status, uninstall'
            cand completions 'Print a completion script for a shell'
            cand man 'Print the manual page of a command, or write all pages'
            cand schema 'Print the JSON Schema of the settings file'
            cand config 'Show which settings file the commands use'
            cand tool 'Show, hide and describe a server''s tools'
            cand prompt 'Show, hide and describe a server''s prompts'
            cand resource 'Show, hide and describe a server''s resources, named by their URIs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;help;init'= {
        }
        &'mcphub;help;add'= {
        }
        &'mcphub;help;add-json'= {
        }
        &'mcphub;help;search'= {
        }
        &'mcphub;help;install-server'= {
        }
        &'mcphub;help;import'= {
        }
        &'mcphub;help;list'= {
        }
        &'mcphub;help;get'= {
        }
        &'mcphub;help;exists'= {
        }
        &'mcphub;help;set'= {
        }
        &'mcphub;help;rename'= {
        }
        &'mcphub;help;edit'= {
        }
        &'mcphub;help;remove'= {
        }
        &'mcphub;help;enable'= {
        }
        &'mcphub;help;disable'= {
        }
        &'mcphub;help;toggle'= {
        }
        &'mcphub;help;group'= {
            cand create 'Create a group'
            cand list 'List the groups'
            cand show 'Show one group'
            cand add 'Add servers to a group, or change which parts of them it contains'
            cand remove 'Remove servers from a group'
            cand set 'Change a group''s name or description'
            cand delete 'Delete groups; the servers stay'
        }
        &'mcphub;help;group;create'= {
        }
        &'mcphub;help;group;list'= {
        }
        &'mcphub;help;group;show'= {
        }
        &'mcphub;help;group;add'= {
        }
        &'mcphub;help;group;remove'= {
        }
        &'mcphub;help;group;set'= {
        }
        &'mcphub;help;group;delete'= {
        }
        &'mcphub;help;key'= {
            cand create 'Create a key, and print its token'
            cand list 'List the keys'
            cand enable 'Enable a disabled key'
            cand disable 'Disable a key without removing it'
            cand revoke 'Remove keys permanently'
        }
        &'mcphub;help;key;create'= {
        }
        &'mcphub;help;key;list'= {
        }
        &'mcphub;help;key;enable'= {
        }
        &'mcphub;help;key;disable'= {
        }
        &'mcphub;help;key;revoke'= {
        }
        &'mcphub;help;secret'= {
            cand set 'Store a secret, from a prompt or standard input'
            cand list 'List the secrets, where they are kept and what uses them, without values'
            cand rm 'Remove secrets'
            cand get 'Print the value of a secret'
            cand migrate 'Move the secrets in the settings file to the store'
        }
        &'mcphub;help;secret;set'= {
        }
        &'mcphub;help;secret;list'= {
        }
        &'mcphub;help;secret;rm'= {
        }
        &'mcphub;help;secret;get'= {
        }
        &'mcphub;help;secret;migrate'= {
        }
        &'mcphub;help;user'= {
            cand add 'Add a user'
            cand list 'List the users'
            cand passwd 'Change a user''s password'
            cand remove 'Remove users and their keys'
        }
        &'mcphub;help;user;add'= {
        }
        &'mcphub;help;user;list'= {
        }
        &'mcphub;help;user;passwd'= {
        }
        &'mcphub;help;user;remove'= {
        }
        &'mcphub;help;validate'= {
        }
        &'mcphub;help;doctor'= {
        }
        &'mcphub;help;explain'= {
        }
        &'mcphub;help;export'= {
        }
        &'mcphub;help;clients'= {
        }
        &'mcphub;help;install'= {
        }
        &'mcphub;help;uninstall'= {
        }
        &'mcphub;help;sync'= {
        }
        &'mcphub;help;inspect'= {
        }
        &'mcphub;help;call'= {
        }
        &'mcphub;help;login'= {
        }
        &'mcphub;help;logout'= {
        }
        &'mcphub;help;auth'= {
            cand status 'Show the logins at remote servers, without connecting to them'
            cand clients 'Show or change the OAuth clients that log in to this hub'
            cand tokens 'Show or revoke the access that users gave to OAuth clients'
        }
        &'mcphub;help;auth;status'= {
        }
        &'mcphub;help;auth;clients'= {
            cand add 'Add a client to the settings file'
            cand revoke 'Remove a client and revoke all of its tokens'
        }
        &'mcphub;help;auth;clients;add'= {
        }
        &'mcphub;help;auth;clients;revoke'= {
        }
        &'mcphub;help;auth;tokens'= {
            cand revoke 'Revoke one access, with all of its tokens'
        }
        &'mcphub;help;auth;tokens;revoke'= {
        }
        &'mcphub;help;serve'= {
        }
        &'mcphub;help;connect'= {
        }
        &'mcphub;help;status'= {
        }
        &'mcphub;help;logs'= {
        }
        &'mcphub;help;audit'= {
        }
        &'mcphub;help;history'= {
        }
        &'mcphub;help;undo'= {
        }
        &'mcphub;help;reload'= {
        }
        &'mcphub;help;demo'= {
        }
        &'mcphub;help;service'= {
            cand install 'Start the hub now and at each login, with this settings file'
            cand status 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run'
            cand uninstall 'Stop the service, and remove its file'
        }
        &'mcphub;help;service;install'= {
        }
        &'mcphub;help;service;status'= {
        }
        &'mcphub;help;service;uninstall'= {
        }
        &'mcphub;help;completions'= {
        }
        &'mcphub;help;man'= {
        }
        &'mcphub;help;schema'= {
        }
        &'mcphub;help;config'= {
            cand path 'Print the path of the settings file in use'
        }
        &'mcphub;help;config;path'= {
        }
        &'mcphub;help;tool'= {
            cand list 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
        }
        &'mcphub;help;tool;list'= {
        }
        &'mcphub;help;tool;enable'= {
        }
        &'mcphub;help;tool;disable'= {
        }
        &'mcphub;help;tool;toggle'= {
        }
        &'mcphub;help;tool;describe'= {
        }
        &'mcphub;help;tool;reset'= {
        }
        &'mcphub;help;prompt'= {
            cand list 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
        }
        &'mcphub;help;prompt;list'= {
        }
        &'mcphub;help;prompt;enable'= {
        }
        &'mcphub;help;prompt;disable'= {
        }
        &'mcphub;help;prompt;toggle'= {
        }
        &'mcphub;help;prompt;describe'= {
        }
        &'mcphub;help;prompt;reset'= {
        }
        &'mcphub;help;resource'= {
            cand list 'List the overrides in the file'
            cand enable 'Enable'
            cand disable 'Disable: hide from lists, and reject its use'
            cand toggle 'Toggle'
            cand describe 'Replace the description that clients see'
            cand reset 'Restore the server''s own description'
        }
        &'mcphub;help;resource;list'= {
        }
        &'mcphub;help;resource;enable'= {
        }
        &'mcphub;help;resource;disable'= {
        }
        &'mcphub;help;resource;toggle'= {
        }
        &'mcphub;help;resource;describe'= {
        }
        &'mcphub;help;resource;reset'= {
        }
        &'mcphub;help;help'= {
        }
    ]
    $completions[$command]
}
