
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
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand -V 'Print version'
            cand --version 'Print version'
            cand init 'Make a minimal settings file'
            cand add 'Add a server: a URL, or a command that speaks MCP on its standard streams'
            cand add-json 'Add a server from JSON'
            cand import 'Add all servers of other clients'' settings'
            cand add-from 'Add all servers of other clients'' settings'
            cand list 'List the servers in the settings file'
            cand ls 'List the servers in the settings file'
            cand get 'Show one server'
            cand show 'Show one server'
            cand exists 'Tell by the exit code whether there is a server of that name'
            cand set 'Change fields of a server; the others stay as they are'
            cand rename 'Rename a server; groups and keys that name it follow'
            cand edit 'Edit the settings file in your editor'
            cand remove 'Remove servers; groups and keys lose them as well'
            cand rm 'Remove servers; groups and keys lose them as well'
            cand uninstall 'Remove servers; groups and keys lose them as well'
            cand enable 'Switch servers on'
            cand disable 'Switch servers off; they stay in the file'
            cand toggle 'Switch a server on if it is off, and off if it is on'
            cand group 'Gather servers in groups, each with an endpoint of its own'
            cand key 'Make and withdraw the keys that open the hub''s endpoints'
            cand user 'Manage the people who may log in to the hub'
            cand validate 'Check settings files, and report everything found'
            cand check 'Check settings files, and report everything found'
            cand explain 'Explain a finding of `validate`'
            cand export 'Print the servers for another place'
            cand inspect 'Connect to a server, and show what it offers'
            cand call 'Call a tool of a server'
            cand serve 'Serve the servers of the settings file as one MCP endpoint'
            cand run 'Serve the servers of the settings file as one MCP endpoint'
            cand start 'Serve the servers of the settings file as one MCP endpoint'
            cand connect 'Connect a client that speaks on standard streams to a running hub, or to any MCP server'
            cand status 'Show the running hub, its clients, its servers, and how they are'
            cand logs 'Show the last lines of the hub''s log'
            cand audit 'Show who logged in, who changed what, who was refused, and which tools were called'
            cand reload 'Connect a server of the running hub anew'
            cand demo 'Run a small MCP server on standard streams, to try things with'
            cand completions 'Print a completion script for a shell'
            cand schema 'Print the JSON Schema of the settings file'
            cand config 'Say which settings file the commands use'
            cand tool 'Show, hide and describe a server''s tools'
            cand prompt 'Show, hide and describe a server''s prompts'
            cand resource 'Show, hide and describe a server''s resources, named by their URIs'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;init'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;add'= {
            cand -t 'How to talk to it: stdio, http (streamable-http), sse, openapi; inferred when absent'
            cand --transport 'How to talk to it: stdio, http (streamable-http), sse, openapi; inferred when absent'
            cand --url 'The server''s URL, as the second word or with this option'
            cand --openapi 'The URL of an OpenAPI document, whose operations become tools'
            cand -e 'An environment variable NAME=VALUE (can be repeated)'
            cand --env 'An environment variable NAME=VALUE (can be repeated)'
            cand --env-file 'Read environment variables from a file of NAME=VALUE lines'
            cand -H 'A request header "Name: value" (can be repeated)'
            cand --header 'A request header "Name: value" (can be repeated)'
            cand --bearer-token-env-var 'Send "Authorization: Bearer ${VAR}"'
            cand --timeout 'How long a request may take, in milliseconds'
            cand --description 'A note for people'
            cand --include-tools 'The only tools to show (comma-separated; `*` stands for any text)'
            cand --exclude-tools 'Tools not to show (comma-separated; `*` stands for any text)'
            cand --client-id 'OAuth client id'
            cand --client-secret 'OAuth client secret; asked for when no value is given, or taken from MCP_CLIENT_SECRET'
            cand --oauth-client-secret 'OAuth client secret, as Codex names it'
            cand --scopes 'OAuth scopes (comma-separated)'
            cand --oauth-resource 'OAuth resource (RFC 8707)'
            cand --callback-port 'callback-port'
            cand --oauth-client-registration 'oauth-client-registration'
            cand --approve-tool 'approve-tool'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --disabled 'Add it switched off'
            cand --trust 'trust'
            cand --auto-approve 'auto-approve'
            cand --force 'Replace a server of that name'
            cand --replace 'Replace a server of that name'
            cand --if-not-exists 'Leave a server of that name as it is'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;add-json'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --force 'Replace a server of that name'
            cand --replace 'Replace a server of that name'
            cand --if-not-exists 'Leave a server of that name as it is'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;import'= {
            cand --from 'The shape of the files; found out when absent: mcpservers, vscode, zed, opencode, codex, batch, registry, bare, or a client''s name'
            cand --on-conflict 'What to do where a name is taken by another server'
            cand --rename 'Add the server OLD under the name NEW (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --disabled 'Add all of them switched off'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;add-from'= {
            cand --from 'The shape of the files; found out when absent: mcpservers, vscode, zed, opencode, codex, batch, registry, bare, or a client''s name'
            cand --on-conflict 'What to do where a name is taken by another server'
            cand --rename 'Add the server OLD under the name NEW (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --disabled 'Add all of them switched off'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;list'= {
            cand --port 'The port that the hub listens on; PORT when absent, else 3000'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --enabled 'Only servers that are enabled'
            cand --disabled 'Only servers that are disabled'
            cand --status 'Ask the running hub how each server is; exit code 4: no hub answers'
            cand --show-secrets 'Show tokens, passwords and the like instead of `***`'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;ls'= {
            cand --port 'The port that the hub listens on; PORT when absent, else 3000'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --enabled 'Only servers that are enabled'
            cand --disabled 'Only servers that are disabled'
            cand --status 'Ask the running hub how each server is; exit code 4: no hub answers'
            cand --show-secrets 'Show tokens, passwords and the like instead of `***`'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;get'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and the like instead of `***`'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;show'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and the like instead of `***`'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;exists'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;set'= {
            cand --url 'A new URL'
            cand -t 'How to talk to it: stdio, http (streamable-http), sse'
            cand --transport 'How to talk to it: stdio, http (streamable-http), sse'
            cand -e 'Set an environment variable NAME=VALUE (can be repeated)'
            cand --env 'Set an environment variable NAME=VALUE (can be repeated)'
            cand --unset-env 'Remove an environment variable (can be repeated)'
            cand -H 'Set a request header "Name: value" (can be repeated)'
            cand --header 'Set a request header "Name: value" (can be repeated)'
            cand --unset-header 'Remove a request header (can be repeated)'
            cand --description 'A note for people'
            cand --timeout 'How long a request may take, in milliseconds'
            cand --unset 'Remove a field (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;rename'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;edit'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;remove'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Names that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;rm'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Names that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;uninstall'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Names that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;enable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;disable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Make a group'
            cand list 'List the groups'
            cand ls 'List the groups'
            cand show 'Show one group'
            cand get 'Show one group'
            cand add 'Put servers into a group, or change what of them is in it'
            cand remove 'Take servers out of a group'
            cand rm 'Take servers out of a group'
            cand set 'Change a group''s name or description'
            cand delete 'Delete groups; the servers stay'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;group;create'= {
            cand --description 'A note for people'
            cand --tools 'Only these tools (comma-separated)'
            cand --prompts 'Only these prompts (comma-separated)'
            cand --resources 'Only these resources, by URI (comma-separated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;list'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;ls'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;show'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;get'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;add'= {
            cand --tools 'Only these tools (comma-separated)'
            cand --prompts 'Only these prompts (comma-separated)'
            cand --resources 'Only these resources, by URI (comma-separated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;remove'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --if-exists 'Servers that are not in it are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;rm'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --if-exists 'Servers that are not in it are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;set'= {
            cand --name 'Its new name'
            cand --description 'A note for people; empty removes it'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;delete'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Groups that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;group;help'= {
            cand create 'Make a group'
            cand list 'List the groups'
            cand show 'Show one group'
            cand add 'Put servers into a group, or change what of them is in it'
            cand remove 'Take servers out of a group'
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
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand create 'Make a key, and print its token'
            cand list 'List the keys'
            cand ls 'List the keys'
            cand enable 'Let a key open again what it did'
            cand disable 'Keep a key, and let it open nothing'
            cand revoke 'Withdraw keys for good'
            cand remove 'Withdraw keys for good'
            cand rm 'Withdraw keys for good'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;key;create'= {
            cand --group 'Open this group, by name or id (can be repeated); without --group and --server, all of MCP'
            cand --server 'Open this server (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --all 'Open every MCP endpoint: the default without --group and --server'
            cand --admin 'Manage the hub by the admin API, too: such a key can run programs'
            cand --disabled 'It opens nothing until it is enabled'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;key;list'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and the like instead of `***`'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;ls'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --show-secrets 'Show tokens, passwords and the like instead of `***`'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;enable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;disable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;revoke'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Keys that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;remove'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Keys that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;rm'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Keys that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;key;help'= {
            cand create 'Make a key, and print its token'
            cand list 'List the keys'
            cand enable 'Let a key open again what it did'
            cand disable 'Keep a key, and let it open nothing'
            cand revoke 'Withdraw keys for good'
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
        &'mcphub;user'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand add 'Add a user'
            cand list 'List the users'
            cand ls 'List the users'
            cand passwd 'Give a user another password'
            cand remove 'Remove users, and the keys that act as them'
            cand rm 'Remove users, and the keys that act as them'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;user;add'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --admin 'They may do everything'
            cand --password-stdin 'Read the password from standard input instead of asking for it'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;list'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;ls'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;passwd'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --password-stdin 'Read the password from standard input instead of asking for it'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;remove'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Users that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;rm'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -y 'Do not ask'
            cand --yes 'Do not ask'
            cand --if-exists 'Users that are not there are no error'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;user;help'= {
            cand add 'Add a user'
            cand list 'List the users'
            cand passwd 'Give a user another password'
            cand remove 'Remove users, and the keys that act as them'
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
            cand --format 'What the report looks like'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --strict 'Treat warnings as errors'
            cand --file-only 'Judge the file alone, not whether this machine has its variables and programs'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;check'= {
            cand --format 'What the report looks like'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --strict 'Treat warnings as errors'
            cand --file-only 'Judge the file alone, not whether this machine has its variables and programs'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;explain'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;export'= {
            cand --format 'The shape of the output'
            cand --group 'Only the servers of this group'
            cand --server 'Only this server (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --redact 'Replace secrets by ${NAME}, and say what to set'
            cand --keep-references 'Write references to variables as they are where the client does not expand them'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;inspect'= {
            cand --timeout 'How long connecting and listing may take, in milliseconds'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;call'= {
            cand --timeout 'How long connecting and calling may take, in milliseconds'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;serve'= {
            cand --host 'The address to listen on; HOST when absent, else 127.0.0.1'
            cand --port 'The port to listen on, 0 takes a free one and prints it; PORT when absent, else 3000'
            cand --target 'With --stdio: this group or server only'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --check 'Start everything, print the servers and their tools, and stop'
            cand --insecure-no-auth 'Listen on other addresses than this machine''s own without any credential'
            cand --no-log-file 'Keep no log on disk; MCPHUB_LOG_FILE=off does the same'
            cand --stdio 'Serve the one client that starts it, on standard input and output, and listen nowhere'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;run'= {
            cand --host 'The address to listen on; HOST when absent, else 127.0.0.1'
            cand --port 'The port to listen on, 0 takes a free one and prints it; PORT when absent, else 3000'
            cand --target 'With --stdio: this group or server only'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --check 'Start everything, print the servers and their tools, and stop'
            cand --insecure-no-auth 'Listen on other addresses than this machine''s own without any credential'
            cand --no-log-file 'Keep no log on disk; MCPHUB_LOG_FILE=off does the same'
            cand --stdio 'Serve the one client that starts it, on standard input and output, and listen nowhere'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;start'= {
            cand --host 'The address to listen on; HOST when absent, else 127.0.0.1'
            cand --port 'The port to listen on, 0 takes a free one and prints it; PORT when absent, else 3000'
            cand --target 'With --stdio: this group or server only'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --check 'Start everything, print the servers and their tools, and stop'
            cand --insecure-no-auth 'Listen on other addresses than this machine''s own without any credential'
            cand --no-log-file 'Keep no log on disk; MCPHUB_LOG_FILE=off does the same'
            cand --stdio 'Serve the one client that starts it, on standard input and output, and listen nowhere'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;connect'= {
            cand -H 'A request header "Name: value"; ${VARIABLE} in it is filled in (can be repeated)'
            cand --header 'A request header "Name: value"; ${VARIABLE} in it is filled in (can be repeated)'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;status'= {
            cand --wait 'Wait for the hub and its servers, at most this long (60 without a number)'
            cand --port 'The port that the hub listens on; PORT when absent, else 3000'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;logs'= {
            cand -n 'Only the last N lines'
            cand --lines 'Only the last N lines'
            cand --since 'Only lines since then: 10m, 2h, 1d, or a time such as 2026-01-31T08:00:00Z'
            cand --server 'Only what this server says, and what is said of it'
            cand --level 'Only lines that are at least this grave'
            cand --port 'The port that the hub listens on; PORT when absent, else 3000'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -f 'Go on with each new line, until the hub ends'
            cand --follow 'Go on with each new line, until the hub ends'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;audit'= {
            cand --kind 'Only this kind: login, setup, password, write, access, call'
            cand --result 'Only with this result: ok, refused, failed, abandoned'
            cand --since 'Not before this: a time (2026-01-02T03:04:05Z) or how long ago (90s, 15m, 12h, 7d)'
            cand --limit 'So many of the last lines that fit'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -f 'Go on with each new line, until it is stopped'
            cand --follow 'Go on with each new line, until it is stopped'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;reload'= {
            cand --port 'The port that the hub listens on; PORT when absent, else 3000'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;demo'= {
            cand --tools 'List this many made-up tools beside the real ones'
            cand --era 'Speak only one era of the protocol: legacy, modern or both'
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;completions'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;schema'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'mcphub;config'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand path 'Print the path of the settings file in use'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;config;path'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --all 'Show all places that are looked at, in their order'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
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
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List what the file overrides'
            cand ls 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;tool;list'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --connect 'Connect to the server, and show its own words beside the overrides'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;ls'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --connect 'Connect to the server, and show its own words beside the overrides'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;enable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;disable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;describe'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;reset'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;tool;help'= {
            cand list 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
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
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List what the file overrides'
            cand ls 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;prompt;list'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --connect 'Connect to the server, and show its own words beside the overrides'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;ls'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --connect 'Connect to the server, and show its own words beside the overrides'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;enable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;disable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;describe'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;reset'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;prompt;help'= {
            cand list 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
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
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
            cand list 'List what the file overrides'
            cand ls 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'mcphub;resource;list'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --connect 'Connect to the server, and show its own words beside the overrides'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;ls'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --connect 'Connect to the server, and show its own words beside the overrides'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;enable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;disable'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;toggle'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;describe'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;reset'= {
            cand --config 'Use this settings file'
            cand -s 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --scope 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)'
            cand --color 'When to use colour: auto, always, never'
            cand --dry-run 'Print what would change as a unified diff, and write nothing'
            cand -g 'Use the user''s settings file, as `--scope user`'
            cand --global 'Use the user''s settings file, as `--scope user`'
            cand --json 'Print the answer as JSON; an error ends with one JSON line on stderr'
            cand -q 'Say nothing of success'
            cand --quiet 'Say nothing of success'
            cand -v 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --verbose 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)'
            cand --no-input 'Never ask: fail, and name the flag that answers'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'mcphub;resource;help'= {
            cand list 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
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
            cand init 'Make a minimal settings file'
            cand add 'Add a server: a URL, or a command that speaks MCP on its standard streams'
            cand add-json 'Add a server from JSON'
            cand import 'Add all servers of other clients'' settings'
            cand list 'List the servers in the settings file'
            cand get 'Show one server'
            cand exists 'Tell by the exit code whether there is a server of that name'
            cand set 'Change fields of a server; the others stay as they are'
            cand rename 'Rename a server; groups and keys that name it follow'
            cand edit 'Edit the settings file in your editor'
            cand remove 'Remove servers; groups and keys lose them as well'
            cand enable 'Switch servers on'
            cand disable 'Switch servers off; they stay in the file'
            cand toggle 'Switch a server on if it is off, and off if it is on'
            cand group 'Gather servers in groups, each with an endpoint of its own'
            cand key 'Make and withdraw the keys that open the hub''s endpoints'
            cand user 'Manage the people who may log in to the hub'
            cand validate 'Check settings files, and report everything found'
            cand explain 'Explain a finding of `validate`'
            cand export 'Print the servers for another place'
            cand inspect 'Connect to a server, and show what it offers'
            cand call 'Call a tool of a server'
            cand serve 'Serve the servers of the settings file as one MCP endpoint'
            cand connect 'Connect a client that speaks on standard streams to a running hub, or to any MCP server'
            cand status 'Show the running hub, its clients, its servers, and how they are'
            cand logs 'Show the last lines of the hub''s log'
            cand audit 'Show who logged in, who changed what, who was refused, and which tools were called'
            cand reload 'Connect a server of the running hub anew'
            cand demo 'Run a small MCP server on standard streams, to try things with'
            cand completions 'Print a completion script for a shell'
            cand schema 'Print the JSON Schema of the settings file'
            cand config 'Say which settings file the commands use'
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
            cand create 'Make a group'
            cand list 'List the groups'
            cand show 'Show one group'
            cand add 'Put servers into a group, or change what of them is in it'
            cand remove 'Take servers out of a group'
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
            cand create 'Make a key, and print its token'
            cand list 'List the keys'
            cand enable 'Let a key open again what it did'
            cand disable 'Keep a key, and let it open nothing'
            cand revoke 'Withdraw keys for good'
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
        &'mcphub;help;user'= {
            cand add 'Add a user'
            cand list 'List the users'
            cand passwd 'Give a user another password'
            cand remove 'Remove users, and the keys that act as them'
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
        &'mcphub;help;explain'= {
        }
        &'mcphub;help;export'= {
        }
        &'mcphub;help;inspect'= {
        }
        &'mcphub;help;call'= {
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
        &'mcphub;help;reload'= {
        }
        &'mcphub;help;demo'= {
        }
        &'mcphub;help;completions'= {
        }
        &'mcphub;help;schema'= {
        }
        &'mcphub;help;config'= {
            cand path 'Print the path of the settings file in use'
        }
        &'mcphub;help;config;path'= {
        }
        &'mcphub;help;tool'= {
            cand list 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
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
            cand list 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
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
            cand list 'List what the file overrides'
            cand enable 'Switch on'
            cand disable 'Switch off: hidden from lists, refused when used'
            cand toggle 'Switch over'
            cand describe 'Replace the description that clients see'
            cand reset 'Go back to the server''s own description'
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
