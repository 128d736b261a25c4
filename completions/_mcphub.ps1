
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'mcphub' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'mcphub'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'mcphub' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a minimal settings file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a server: a URL, or a command that speaks MCP on its standard streams')
            [CompletionResult]::new('add-json', 'add-json', [CompletionResultType]::ParameterValue, 'Add a server from JSON')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Add all servers of other clients'' settings')
            [CompletionResult]::new('add-from', 'add-from', [CompletionResultType]::ParameterValue, 'Add all servers of other clients'' settings')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the servers in the settings file')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the servers in the settings file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one server')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one server')
            [CompletionResult]::new('exists', 'exists', [CompletionResultType]::ParameterValue, 'Tell by the exit code whether there is a server of that name')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change fields of a server; the others stay as they are')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Rename a server; groups and keys that name it follow')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Edit the settings file in your editor')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers; groups and keys lose them as well')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove servers; groups and keys lose them as well')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Remove servers; groups and keys lose them as well')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch servers on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch servers off; they stay in the file')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch a server on if it is off, and off if it is on')
            [CompletionResult]::new('group', 'group', [CompletionResultType]::ParameterValue, 'Gather servers in groups, each with an endpoint of its own')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Make and withdraw the keys that open the hub''s endpoints')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Manage the people who may log in to the hub')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check settings files, and report everything found')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check settings files, and report everything found')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a finding of `validate`')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the servers for another place')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Connect to a server, and show what it offers')
            [CompletionResult]::new('call', 'call', [CompletionResultType]::ParameterValue, 'Call a tool of a server')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Connect a client that speaks on standard streams to a running hub, or to any MCP server')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the running hub, its clients, its servers, and how they are')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the last lines of the hub''s log')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Show who logged in, who changed what, who was refused, and which tools were called')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Connect a server of the running hub anew')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run a small MCP server on standard streams, to try things with')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the settings file')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Say which settings file the commands use')
            [CompletionResult]::new('tool', 'tool', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s tools')
            [CompletionResult]::new('prompt', 'prompt', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s prompts')
            [CompletionResult]::new('resource', 'resource', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s resources, named by their URIs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;init' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;add' {
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'How to talk to it: stdio, http (streamable-http), sse, openapi; inferred when absent')
            [CompletionResult]::new('--transport', '--transport', [CompletionResultType]::ParameterName, 'How to talk to it: stdio, http (streamable-http), sse, openapi; inferred when absent')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The server''s URL, as the second word or with this option')
            [CompletionResult]::new('--openapi', '--openapi', [CompletionResultType]::ParameterName, 'The URL of an OpenAPI document, whose operations become tools')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'An environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'An environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read environment variables from a file of NAME=VALUE lines')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'A request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--bearer-token-env-var', '--bearer-token-env-var', [CompletionResultType]::ParameterName, 'Send "Authorization: Bearer ${VAR}"')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may take, in milliseconds')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A note for people')
            [CompletionResult]::new('--include-tools', '--include-tools', [CompletionResultType]::ParameterName, 'The only tools to show (comma-separated; `*` stands for any text)')
            [CompletionResult]::new('--exclude-tools', '--exclude-tools', [CompletionResultType]::ParameterName, 'Tools not to show (comma-separated; `*` stands for any text)')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'OAuth client id')
            [CompletionResult]::new('--client-secret', '--client-secret', [CompletionResultType]::ParameterName, 'OAuth client secret; asked for when no value is given, or taken from MCP_CLIENT_SECRET')
            [CompletionResult]::new('--oauth-client-secret', '--oauth-client-secret', [CompletionResultType]::ParameterName, 'OAuth client secret, as Codex names it')
            [CompletionResult]::new('--scopes', '--scopes', [CompletionResultType]::ParameterName, 'OAuth scopes (comma-separated)')
            [CompletionResult]::new('--oauth-resource', '--oauth-resource', [CompletionResultType]::ParameterName, 'OAuth resource (RFC 8707)')
            [CompletionResult]::new('--callback-port', '--callback-port', [CompletionResultType]::ParameterName, 'callback-port')
            [CompletionResult]::new('--oauth-client-registration', '--oauth-client-registration', [CompletionResultType]::ParameterName, 'oauth-client-registration')
            [CompletionResult]::new('--approve-tool', '--approve-tool', [CompletionResultType]::ParameterName, 'approve-tool')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add it switched off')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'trust')
            [CompletionResult]::new('--auto-approve', '--auto-approve', [CompletionResultType]::ParameterName, 'auto-approve')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a server of that name')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace a server of that name')
            [CompletionResult]::new('--if-not-exists', '--if-not-exists', [CompletionResultType]::ParameterName, 'Leave a server of that name as it is')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;add-json' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a server of that name')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace a server of that name')
            [CompletionResult]::new('--if-not-exists', '--if-not-exists', [CompletionResultType]::ParameterName, 'Leave a server of that name as it is')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;import' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The shape of the files; found out when absent: mcpservers, vscode, zed, opencode, codex, batch, registry, bare, or a client''s name')
            [CompletionResult]::new('--on-conflict', '--on-conflict', [CompletionResultType]::ParameterName, 'What to do where a name is taken by another server')
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'Add the server OLD under the name NEW (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add all of them switched off')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;add-from' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The shape of the files; found out when absent: mcpservers, vscode, zed, opencode, codex, batch, registry, bare, or a client''s name')
            [CompletionResult]::new('--on-conflict', '--on-conflict', [CompletionResultType]::ParameterName, 'What to do where a name is taken by another server')
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'Add the server OLD under the name NEW (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add all of them switched off')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;list' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on; PORT when absent, else 3000')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--enabled', '--enabled', [CompletionResultType]::ParameterName, 'Only servers that are enabled')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Only servers that are disabled')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Ask the running hub how each server is; exit code 4: no hub answers')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and the like instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;ls' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on; PORT when absent, else 3000')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--enabled', '--enabled', [CompletionResultType]::ParameterName, 'Only servers that are enabled')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Only servers that are disabled')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Ask the running hub how each server is; exit code 4: no hub answers')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and the like instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;get' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and the like instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and the like instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;exists' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;set' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'A new URL')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'How to talk to it: stdio, http (streamable-http), sse')
            [CompletionResult]::new('--transport', '--transport', [CompletionResultType]::ParameterName, 'How to talk to it: stdio, http (streamable-http), sse')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set an environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set an environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--unset-env', '--unset-env', [CompletionResultType]::ParameterName, 'Remove an environment variable (can be repeated)')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Set a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Set a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--unset-header', '--unset-header', [CompletionResultType]::ParameterName, 'Remove a request header (can be repeated)')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A note for people')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may take, in milliseconds')
            [CompletionResult]::new('--unset', '--unset', [CompletionResultType]::ParameterName, 'Remove a field (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;rename' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;edit' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Names that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Names that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;uninstall' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Names that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a group')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Put servers into a group, or change what of them is in it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take servers out of a group')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Take servers out of a group')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change a group''s name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete groups; the servers stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;group;create' {
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A note for people')
            [CompletionResult]::new('--tools', '--tools', [CompletionResultType]::ParameterName, 'Only these tools (comma-separated)')
            [CompletionResult]::new('--prompts', '--prompts', [CompletionResultType]::ParameterName, 'Only these prompts (comma-separated)')
            [CompletionResult]::new('--resources', '--resources', [CompletionResultType]::ParameterName, 'Only these resources, by URI (comma-separated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;get' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;add' {
            [CompletionResult]::new('--tools', '--tools', [CompletionResultType]::ParameterName, 'Only these tools (comma-separated)')
            [CompletionResult]::new('--prompts', '--prompts', [CompletionResultType]::ParameterName, 'Only these prompts (comma-separated)')
            [CompletionResult]::new('--resources', '--resources', [CompletionResultType]::ParameterName, 'Only these resources, by URI (comma-separated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Servers that are not in it are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Servers that are not in it are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;set' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Its new name')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A note for people; empty removes it')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;delete' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Groups that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a group')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Put servers into a group, or change what of them is in it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take servers out of a group')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change a group''s name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete groups; the servers stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;group;help;create' {
            break
        }
        'mcphub;group;help;list' {
            break
        }
        'mcphub;group;help;show' {
            break
        }
        'mcphub;group;help;add' {
            break
        }
        'mcphub;group;help;remove' {
            break
        }
        'mcphub;group;help;set' {
            break
        }
        'mcphub;group;help;delete' {
            break
        }
        'mcphub;group;help;help' {
            break
        }
        'mcphub;key' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a key, and print its token')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a key open again what it did')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Keep a key, and let it open nothing')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Withdraw keys for good')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Withdraw keys for good')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Withdraw keys for good')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;key;create' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Open this group, by name or id (can be repeated); without --group and --server, all of MCP')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Open this server (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Open every MCP endpoint: the default without --group and --server')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Manage the hub by the admin API, too: such a key can run programs')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'It opens nothing until it is enabled')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;key;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and the like instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and the like instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;revoke' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Keys that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Keys that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Keys that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a key, and print its token')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a key open again what it did')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Keep a key, and let it open nothing')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Withdraw keys for good')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;key;help;create' {
            break
        }
        'mcphub;key;help;list' {
            break
        }
        'mcphub;key;help;enable' {
            break
        }
        'mcphub;key;help;disable' {
            break
        }
        'mcphub;key;help;revoke' {
            break
        }
        'mcphub;key;help;help' {
            break
        }
        'mcphub;user' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Give a user another password')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users, and the keys that act as them')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove users, and the keys that act as them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;user;add' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'They may do everything')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from standard input instead of asking for it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;passwd' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from standard input instead of asking for it')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Users that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Users that are not there are no error')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Give a user another password')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users, and the keys that act as them')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;user;help;add' {
            break
        }
        'mcphub;user;help;list' {
            break
        }
        'mcphub;user;help;passwd' {
            break
        }
        'mcphub;user;help;remove' {
            break
        }
        'mcphub;user;help;help' {
            break
        }
        'mcphub;validate' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What the report looks like')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Treat warnings as errors')
            [CompletionResult]::new('--file-only', '--file-only', [CompletionResultType]::ParameterName, 'Judge the file alone, not whether this machine has its variables and programs')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;check' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What the report looks like')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Treat warnings as errors')
            [CompletionResult]::new('--file-only', '--file-only', [CompletionResultType]::ParameterName, 'Judge the file alone, not whether this machine has its variables and programs')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;export' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The shape of the output')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Only the servers of this group')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Only this server (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--redact', '--redact', [CompletionResultType]::ParameterName, 'Replace secrets by ${NAME}, and say what to set')
            [CompletionResult]::new('--keep-references', '--keep-references', [CompletionResultType]::ParameterName, 'Write references to variables as they are where the client does not expand them')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;inspect' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long connecting and listing may take, in milliseconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;call' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long connecting and calling may take, in milliseconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;serve' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The address to listen on; HOST when absent, else 127.0.0.1')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on, 0 takes a free one and prints it; PORT when absent, else 3000')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'With --stdio: this group or server only')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Start everything, print the servers and their tools, and stop')
            [CompletionResult]::new('--insecure-no-auth', '--insecure-no-auth', [CompletionResultType]::ParameterName, 'Listen on other addresses than this machine''s own without any credential')
            [CompletionResult]::new('--no-log-file', '--no-log-file', [CompletionResultType]::ParameterName, 'Keep no log on disk; MCPHUB_LOG_FILE=off does the same')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Serve the one client that starts it, on standard input and output, and listen nowhere')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;run' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The address to listen on; HOST when absent, else 127.0.0.1')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on, 0 takes a free one and prints it; PORT when absent, else 3000')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'With --stdio: this group or server only')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Start everything, print the servers and their tools, and stop')
            [CompletionResult]::new('--insecure-no-auth', '--insecure-no-auth', [CompletionResultType]::ParameterName, 'Listen on other addresses than this machine''s own without any credential')
            [CompletionResult]::new('--no-log-file', '--no-log-file', [CompletionResultType]::ParameterName, 'Keep no log on disk; MCPHUB_LOG_FILE=off does the same')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Serve the one client that starts it, on standard input and output, and listen nowhere')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;start' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The address to listen on; HOST when absent, else 127.0.0.1')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on, 0 takes a free one and prints it; PORT when absent, else 3000')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'With --stdio: this group or server only')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Start everything, print the servers and their tools, and stop')
            [CompletionResult]::new('--insecure-no-auth', '--insecure-no-auth', [CompletionResultType]::ParameterName, 'Listen on other addresses than this machine''s own without any credential')
            [CompletionResult]::new('--no-log-file', '--no-log-file', [CompletionResultType]::ParameterName, 'Keep no log on disk; MCPHUB_LOG_FILE=off does the same')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Serve the one client that starts it, on standard input and output, and listen nowhere')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;connect' {
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'A request header "Name: value"; ${VARIABLE} in it is filled in (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A request header "Name: value"; ${VARIABLE} in it is filled in (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;status' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait for the hub and its servers, at most this long (60 without a number)')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on; PORT when absent, else 3000')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;logs' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only the last N lines')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'Only the last N lines')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Only lines since then: 10m, 2h, 1d, or a time such as 2026-01-31T08:00:00Z')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Only what this server says, and what is said of it')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'Only lines that are at least this grave')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on; PORT when absent, else 3000')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on with each new line, until the hub ends')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on with each new line, until the hub ends')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;audit' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Only this kind: login, setup, password, write, access, call')
            [CompletionResult]::new('--result', '--result', [CompletionResultType]::ParameterName, 'Only with this result: ok, refused, failed, abandoned')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Not before this: a time (2026-01-02T03:04:05Z) or how long ago (90s, 15m, 12h, 7d)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'So many of the last lines that fit')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on with each new line, until it is stopped')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Go on with each new line, until it is stopped')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;reload' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on; PORT when absent, else 3000')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;demo' {
            [CompletionResult]::new('--tools', '--tools', [CompletionResultType]::ParameterName, 'List this many made-up tools beside the real ones')
            [CompletionResult]::new('--era', '--era', [CompletionResultType]::ParameterName, 'Speak only one era of the protocol: legacy, modern or both')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;schema' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;config' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the path of the settings file in use')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;config;path' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show all places that are looked at, in their order')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;config;help' {
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the path of the settings file in use')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;config;help;path' {
            break
        }
        'mcphub;config;help;help' {
            break
        }
        'mcphub;tool' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;tool;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own words beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own words beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;describe' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;tool;help;list' {
            break
        }
        'mcphub;tool;help;enable' {
            break
        }
        'mcphub;tool;help;disable' {
            break
        }
        'mcphub;tool;help;toggle' {
            break
        }
        'mcphub;tool;help;describe' {
            break
        }
        'mcphub;tool;help;reset' {
            break
        }
        'mcphub;tool;help;help' {
            break
        }
        'mcphub;prompt' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;prompt;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own words beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own words beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;describe' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;prompt;help;list' {
            break
        }
        'mcphub;prompt;help;enable' {
            break
        }
        'mcphub;prompt;help;disable' {
            break
        }
        'mcphub;prompt;help;toggle' {
            break
        }
        'mcphub;prompt;help;describe' {
            break
        }
        'mcphub;prompt;help;reset' {
            break
        }
        'mcphub;prompt;help;help' {
            break
        }
        'mcphub;resource' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;resource;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own words beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own words beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;describe' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'Which settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colour: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, as `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the answer as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing of success')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG says it in detail)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail, and name the flag that answers')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;resource;help;list' {
            break
        }
        'mcphub;resource;help;enable' {
            break
        }
        'mcphub;resource;help;disable' {
            break
        }
        'mcphub;resource;help;toggle' {
            break
        }
        'mcphub;resource;help;describe' {
            break
        }
        'mcphub;resource;help;reset' {
            break
        }
        'mcphub;resource;help;help' {
            break
        }
        'mcphub;help' {
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a minimal settings file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a server: a URL, or a command that speaks MCP on its standard streams')
            [CompletionResult]::new('add-json', 'add-json', [CompletionResultType]::ParameterValue, 'Add a server from JSON')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Add all servers of other clients'' settings')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the servers in the settings file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one server')
            [CompletionResult]::new('exists', 'exists', [CompletionResultType]::ParameterValue, 'Tell by the exit code whether there is a server of that name')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change fields of a server; the others stay as they are')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Rename a server; groups and keys that name it follow')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Edit the settings file in your editor')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers; groups and keys lose them as well')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch servers on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch servers off; they stay in the file')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch a server on if it is off, and off if it is on')
            [CompletionResult]::new('group', 'group', [CompletionResultType]::ParameterValue, 'Gather servers in groups, each with an endpoint of its own')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Make and withdraw the keys that open the hub''s endpoints')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Manage the people who may log in to the hub')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check settings files, and report everything found')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a finding of `validate`')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Print the servers for another place')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Connect to a server, and show what it offers')
            [CompletionResult]::new('call', 'call', [CompletionResultType]::ParameterValue, 'Call a tool of a server')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Connect a client that speaks on standard streams to a running hub, or to any MCP server')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the running hub, its clients, its servers, and how they are')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the last lines of the hub''s log')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Show who logged in, who changed what, who was refused, and which tools were called')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Connect a server of the running hub anew')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run a small MCP server on standard streams, to try things with')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the settings file')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Say which settings file the commands use')
            [CompletionResult]::new('tool', 'tool', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s tools')
            [CompletionResult]::new('prompt', 'prompt', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s prompts')
            [CompletionResult]::new('resource', 'resource', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s resources, named by their URIs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;help;init' {
            break
        }
        'mcphub;help;add' {
            break
        }
        'mcphub;help;add-json' {
            break
        }
        'mcphub;help;import' {
            break
        }
        'mcphub;help;list' {
            break
        }
        'mcphub;help;get' {
            break
        }
        'mcphub;help;exists' {
            break
        }
        'mcphub;help;set' {
            break
        }
        'mcphub;help;rename' {
            break
        }
        'mcphub;help;edit' {
            break
        }
        'mcphub;help;remove' {
            break
        }
        'mcphub;help;enable' {
            break
        }
        'mcphub;help;disable' {
            break
        }
        'mcphub;help;toggle' {
            break
        }
        'mcphub;help;group' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a group')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Put servers into a group, or change what of them is in it')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Take servers out of a group')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change a group''s name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete groups; the servers stay')
            break
        }
        'mcphub;help;group;create' {
            break
        }
        'mcphub;help;group;list' {
            break
        }
        'mcphub;help;group;show' {
            break
        }
        'mcphub;help;group;add' {
            break
        }
        'mcphub;help;group;remove' {
            break
        }
        'mcphub;help;group;set' {
            break
        }
        'mcphub;help;group;delete' {
            break
        }
        'mcphub;help;key' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Make a key, and print its token')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Let a key open again what it did')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Keep a key, and let it open nothing')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Withdraw keys for good')
            break
        }
        'mcphub;help;key;create' {
            break
        }
        'mcphub;help;key;list' {
            break
        }
        'mcphub;help;key;enable' {
            break
        }
        'mcphub;help;key;disable' {
            break
        }
        'mcphub;help;key;revoke' {
            break
        }
        'mcphub;help;user' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Give a user another password')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users, and the keys that act as them')
            break
        }
        'mcphub;help;user;add' {
            break
        }
        'mcphub;help;user;list' {
            break
        }
        'mcphub;help;user;passwd' {
            break
        }
        'mcphub;help;user;remove' {
            break
        }
        'mcphub;help;validate' {
            break
        }
        'mcphub;help;explain' {
            break
        }
        'mcphub;help;export' {
            break
        }
        'mcphub;help;inspect' {
            break
        }
        'mcphub;help;call' {
            break
        }
        'mcphub;help;serve' {
            break
        }
        'mcphub;help;connect' {
            break
        }
        'mcphub;help;status' {
            break
        }
        'mcphub;help;logs' {
            break
        }
        'mcphub;help;audit' {
            break
        }
        'mcphub;help;reload' {
            break
        }
        'mcphub;help;demo' {
            break
        }
        'mcphub;help;completions' {
            break
        }
        'mcphub;help;schema' {
            break
        }
        'mcphub;help;config' {
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the path of the settings file in use')
            break
        }
        'mcphub;help;config;path' {
            break
        }
        'mcphub;help;tool' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            break
        }
        'mcphub;help;tool;list' {
            break
        }
        'mcphub;help;tool;enable' {
            break
        }
        'mcphub;help;tool;disable' {
            break
        }
        'mcphub;help;tool;toggle' {
            break
        }
        'mcphub;help;tool;describe' {
            break
        }
        'mcphub;help;tool;reset' {
            break
        }
        'mcphub;help;prompt' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            break
        }
        'mcphub;help;prompt;list' {
            break
        }
        'mcphub;help;prompt;enable' {
            break
        }
        'mcphub;help;prompt;disable' {
            break
        }
        'mcphub;help;prompt;toggle' {
            break
        }
        'mcphub;help;prompt;describe' {
            break
        }
        'mcphub;help;prompt;reset' {
            break
        }
        'mcphub;help;resource' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List what the file overrides')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Switch on')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Switch off: hidden from lists, refused when used')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Switch over')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Go back to the server''s own description')
            break
        }
        'mcphub;help;resource;list' {
            break
        }
        'mcphub;help;resource;enable' {
            break
        }
        'mcphub;help;resource;disable' {
            break
        }
        'mcphub;help;resource;toggle' {
            break
        }
        'mcphub;help;resource;describe' {
            break
        }
        'mcphub;help;resource;reset' {
            break
        }
        'mcphub;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
