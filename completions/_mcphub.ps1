
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
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create a minimal settings file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a server: a URL, or a command that speaks MCP on its standard streams')
            [CompletionResult]::new('add-json', 'add-json', [CompletionResultType]::ParameterValue, 'Add a server from JSON')
            [CompletionResult]::new('search', 'search', [CompletionResultType]::ParameterValue, 'Search the registry of MCP servers')
            [CompletionResult]::new('install-server', 'install-server', [CompletionResultType]::ParameterValue, 'Add a server from a registry')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import servers from the settings of other clients')
            [CompletionResult]::new('add-from', 'add-from', [CompletionResultType]::ParameterValue, 'Import servers from the settings of other clients')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the servers in the settings file')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the servers in the settings file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one server')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one server')
            [CompletionResult]::new('exists', 'exists', [CompletionResultType]::ParameterValue, 'Test whether a server exists')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change fields of a server')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Rename a server, also in groups and keys')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Edit the settings file in your editor')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers, also from groups and keys')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove servers, also from groups and keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable servers')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable servers; they stay in the file')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Enable a disabled server, or disable an enabled one')
            [CompletionResult]::new('group', 'group', [CompletionResultType]::ParameterValue, 'Manage groups of servers, each with its own endpoint')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Manage the bearer keys for the hub''s endpoints')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Manage the secrets that servers and keys refer to as ${secret:NAME}')
            [CompletionResult]::new('secrets', 'secrets', [CompletionResultType]::ParameterValue, 'Manage the secrets that servers and keys refer to as ${secret:NAME}')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Manage the users who may log in to the hub')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check settings files, and report all findings')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check settings files, and report all findings')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Look for problems on this machine: files, programs, variables, ports')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a finding of `validate` or `doctor`')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export servers to the format of another client')
            [CompletionResult]::new('clients', 'clients', [CompletionResultType]::ParameterValue, 'List the MCP clients on this machine, and what their files hold')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write the hub into the settings of MCP clients')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Take the hub out of the settings of MCP clients')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Keep what was installed into MCP clients in step with the hub')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Connect to a server, and show its tools, prompts and resources')
            [CompletionResult]::new('call', 'call', [CompletionResultType]::ParameterValue, 'Call a tool of a server')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in to a remote server by OAuth')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Log out of a remote server')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Show the logins at remote servers, and those of OAuth clients at this hub')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('run', 'run', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('start', 'start', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Connect a client that supports only stdio to a running hub, or to any MCP server')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the status of the running hub, its clients and its servers')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the last lines of the hub''s log')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Show logins, changes, rejected requests and tool calls')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the changes that mcphub made to files, newest first')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo the last change that mcphub made to files')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Reconnect a server of the running hub')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run a small MCP server over stdio, for trying things out')
            [CompletionResult]::new('service', 'service', [CompletionResultType]::ParameterValue, 'Run the hub as a service: install, status, uninstall')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of a command, or write all pages')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the settings file')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show which settings file the commands use')
            [CompletionResult]::new('tool', 'tool', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s tools')
            [CompletionResult]::new('prompt', 'prompt', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s prompts')
            [CompletionResult]::new('resource', 'resource', [CompletionResultType]::ParameterValue, 'Show, hide and describe a server''s resources, named by their URIs')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;init' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;add' {
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'The transport: stdio, http (streamable-http), sse, openapi; inferred if absent')
            [CompletionResult]::new('--transport', '--transport', [CompletionResultType]::ParameterName, 'The transport: stdio, http (streamable-http), sse, openapi; inferred if absent')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The server''s URL; it may also be the second argument')
            [CompletionResult]::new('--openapi', '--openapi', [CompletionResultType]::ParameterName, 'The URL of an OpenAPI document; its operations become tools')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set an environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set an environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--env-file', '--env-file', [CompletionResultType]::ParameterName, 'Read environment variables from a file of NAME=VALUE lines')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Send a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Send a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--bearer-token-env-var', '--bearer-token-env-var', [CompletionResultType]::ParameterName, 'Send "Authorization: Bearer ${VAR}"')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Request timeout in milliseconds')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A description of the server')
            [CompletionResult]::new('--include-tools', '--include-tools', [CompletionResultType]::ParameterName, 'The only tools to show (comma-separated; `*` matches any text)')
            [CompletionResult]::new('--exclude-tools', '--exclude-tools', [CompletionResultType]::ParameterName, 'Tools to hide (comma-separated; `*` matches any text)')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'OAuth client id')
            [CompletionResult]::new('--client-secret', '--client-secret', [CompletionResultType]::ParameterName, 'OAuth client secret; `-` reads it from standard input; without a value, it is read from `MCP_CLIENT_SECRET` or prompted for')
            [CompletionResult]::new('--oauth-client-secret', '--oauth-client-secret', [CompletionResultType]::ParameterName, 'OAuth client secret, as Codex names it')
            [CompletionResult]::new('--scopes', '--scopes', [CompletionResultType]::ParameterName, 'OAuth scopes (comma-separated)')
            [CompletionResult]::new('--oauth-resource', '--oauth-resource', [CompletionResultType]::ParameterName, 'OAuth resource (RFC 8707)')
            [CompletionResult]::new('--callback-port', '--callback-port', [CompletionResultType]::ParameterName, 'The port on this machine that the browser returns to after a login')
            [CompletionResult]::new('--oauth-client-registration', '--oauth-client-registration', [CompletionResultType]::ParameterName, 'oauth-client-registration')
            [CompletionResult]::new('--approve-tool', '--approve-tool', [CompletionResultType]::ParameterName, 'approve-tool')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add it disabled')
            [CompletionResult]::new('--trust', '--trust', [CompletionResultType]::ParameterName, 'trust')
            [CompletionResult]::new('--auto-approve', '--auto-approve', [CompletionResultType]::ParameterName, 'auto-approve')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace an existing server')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace an existing server')
            [CompletionResult]::new('--if-not-exists', '--if-not-exists', [CompletionResultType]::ParameterName, 'Keep an existing server')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;add-json' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace an existing server')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace an existing server')
            [CompletionResult]::new('--if-not-exists', '--if-not-exists', [CompletionResultType]::ParameterName, 'Keep an existing server')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;search' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this number of servers')
            [CompletionResult]::new('--registry', '--registry', [CompletionResultType]::ParameterName, 'The registry''s URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the official registry]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;install-server' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The name in the settings file [default: the last part of its name]')
            [CompletionResult]::new('--package', '--package', [CompletionResultType]::ParameterName, 'Install a package of this type: npm, pypi, oci, nuget, mcpb')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set an environment variable of the server (can be repeated); a secret is a reference such as `KEY=${KEY}`')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set an environment variable of the server (can be repeated); a secret is a reference such as `KEY=${KEY}`')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Set a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Set a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--arg', '--arg', [CompletionResultType]::ParameterName, 'Set an argument of the server''s program (can be repeated)')
            [CompletionResult]::new('--var', '--var', [CompletionResultType]::ParameterName, 'Set a variable of the server''s URL or values, or an option of a bundle (can be repeated)')
            [CompletionResult]::new('--registry', '--registry', [CompletionResultType]::ParameterName, 'The registry''s URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the official registry]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--remote', '--remote', [CompletionResultType]::ParameterName, 'Connect to the remote server')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add it disabled')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace an existing server')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace an existing server')
            [CompletionResult]::new('--if-not-exists', '--if-not-exists', [CompletionResultType]::ParameterName, 'Keep an existing server')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;import' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex, goose, docker, batch, registry, bare, or a client''s name')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, 'Import only servers whose name matches; `*` matches any text (can be repeated)')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out servers whose name matches (can be repeated)')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'Put this text before the names, except those that `--rename` gives')
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'Rename the server OLD to NEW (can be repeated)')
            [CompletionResult]::new('--secrets', '--secrets', [CompletionResultType]::ParameterName, 'What to do with secrets in plain text')
            [CompletionResult]::new('--on-conflict', '--on-conflict', [CompletionResultType]::ParameterName, 'What to do if another server has the same name')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all-clients', '--all-clients', [CompletionResultType]::ParameterName, 'Read the user''s files of all clients on this machine')
            [CompletionResult]::new('--projects', '--projects', [CompletionResultType]::ParameterName, 'Import servers that Claude Code uses in single projects too')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Import the other servers if one fails (the default)')
            [CompletionResult]::new('--all-or-nothing', '--all-or-nothing', [CompletionResultType]::ParameterName, 'Import nothing if a server or a file fails')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add the servers disabled')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;add-from' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex, goose, docker, batch, registry, bare, or a client''s name')
            [CompletionResult]::new('--select', '--select', [CompletionResultType]::ParameterName, 'Import only servers whose name matches; `*` matches any text (can be repeated)')
            [CompletionResult]::new('--exclude', '--exclude', [CompletionResultType]::ParameterName, 'Leave out servers whose name matches (can be repeated)')
            [CompletionResult]::new('--prefix', '--prefix', [CompletionResultType]::ParameterName, 'Put this text before the names, except those that `--rename` gives')
            [CompletionResult]::new('--rename', '--rename', [CompletionResultType]::ParameterName, 'Rename the server OLD to NEW (can be repeated)')
            [CompletionResult]::new('--secrets', '--secrets', [CompletionResultType]::ParameterName, 'What to do with secrets in plain text')
            [CompletionResult]::new('--on-conflict', '--on-conflict', [CompletionResultType]::ParameterName, 'What to do if another server has the same name')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all-clients', '--all-clients', [CompletionResultType]::ParameterName, 'Read the user''s files of all clients on this machine')
            [CompletionResult]::new('--projects', '--projects', [CompletionResultType]::ParameterName, 'Import servers that Claude Code uses in single projects too')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Import the other servers if one fails (the default)')
            [CompletionResult]::new('--all-or-nothing', '--all-or-nothing', [CompletionResultType]::ParameterName, 'Import nothing if a server or a file fails')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Add the servers disabled')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;list' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--enabled', '--enabled', [CompletionResultType]::ParameterName, 'Show only enabled servers')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Show only disabled servers')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Show the status from the running hub; exit code 4: no hub responds')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and other secrets instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;ls' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--enabled', '--enabled', [CompletionResultType]::ParameterName, 'Show only enabled servers')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Show only disabled servers')
            [CompletionResult]::new('--status', '--status', [CompletionResultType]::ParameterName, 'Show the status from the running hub; exit code 4: no hub responds')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and other secrets instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;get' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and other secrets instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and other secrets instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;exists' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;set' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'A new URL')
            [CompletionResult]::new('-t', '-t', [CompletionResultType]::ParameterName, 'The transport: stdio, http (streamable-http), sse')
            [CompletionResult]::new('--transport', '--transport', [CompletionResultType]::ParameterName, 'The transport: stdio, http (streamable-http), sse')
            [CompletionResult]::new('-e', '-e', [CompletionResultType]::ParameterName, 'Set an environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--env', '--env', [CompletionResultType]::ParameterName, 'Set an environment variable NAME=VALUE (can be repeated)')
            [CompletionResult]::new('--unset-env', '--unset-env', [CompletionResultType]::ParameterName, 'Remove an environment variable (can be repeated)')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Set a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Set a request header "Name: value" (can be repeated)')
            [CompletionResult]::new('--unset-header', '--unset-header', [CompletionResultType]::ParameterName, 'Remove a request header (can be repeated)')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A description of the server')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Request timeout in milliseconds')
            [CompletionResult]::new('--unset', '--unset', [CompletionResultType]::ParameterName, 'Remove a field (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;rename' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;edit' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a server does not exist')
            [CompletionResult]::new('--keep-login', '--keep-login', [CompletionResultType]::ParameterName, 'Keep the logins at the servers')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a server does not exist')
            [CompletionResult]::new('--keep-login', '--keep-login', [CompletionResultType]::ParameterName, 'Keep the logins at the servers')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a group')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add servers to a group, or change which parts of them it contains')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers from a group')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove servers from a group')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change a group''s name or description')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete groups; the servers stay')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;group;create' {
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A description of the group')
            [CompletionResult]::new('--tools', '--tools', [CompletionResultType]::ParameterName, 'Only these tools (comma-separated)')
            [CompletionResult]::new('--prompts', '--prompts', [CompletionResultType]::ParameterName, 'Only these prompts (comma-separated)')
            [CompletionResult]::new('--resources', '--resources', [CompletionResultType]::ParameterName, 'Only these resources, by URI (comma-separated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;show' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;get' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;add' {
            [CompletionResult]::new('--tools', '--tools', [CompletionResultType]::ParameterName, 'Only these tools (comma-separated)')
            [CompletionResult]::new('--prompts', '--prompts', [CompletionResultType]::ParameterName, 'Only these prompts (comma-separated)')
            [CompletionResult]::new('--resources', '--resources', [CompletionResultType]::ParameterName, 'Only these resources, by URI (comma-separated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a server is not in the group')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a server is not in the group')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;set' {
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Its new name')
            [CompletionResult]::new('--description', '--description', [CompletionResultType]::ParameterName, 'A description; empty removes it')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;delete' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a group does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;group;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a group')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add servers to a group, or change which parts of them it contains')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers from a group')
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
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a key, and print its token')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable a disabled key')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable a key without removing it')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove keys permanently')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove keys permanently')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove keys permanently')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;key;create' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Allow this group, by name or id (can be repeated); without --group and --server, all of MCP')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Allow this server (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Allow every MCP endpoint: the default without --group and --server')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Also allow the admin API: such a key can run programs')
            [CompletionResult]::new('--disabled', '--disabled', [CompletionResultType]::ParameterName, 'Create it disabled')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;key;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and other secrets instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--show-secrets', '--show-secrets', [CompletionResultType]::ParameterName, 'Show tokens, passwords and other secrets instead of `***`')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;revoke' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a key does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a key does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a key does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;key;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a key, and print its token')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable a disabled key')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable a key without removing it')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove keys permanently')
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
        'mcphub;secret' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, from a prompt or standard input')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of a secret')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move the secrets in the settings file to the store')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;secrets' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, from a prompt or standard input')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of a secret')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move the secrets in the settings file to the store')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;secret;set' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;secrets;set' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;secret;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secret;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secrets;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secrets;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secret;rm' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a secret does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secret;remove' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a secret does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secrets;rm' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a secret does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secrets;remove' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a secret does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secret;get' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Show the value: required')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secrets;get' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The value of this user of the hub, for ${user:NAME}')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'With --user: what credentialTemplate of this server asks for')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Show the value: required')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;secret;migrate' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;secrets;migrate' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;secret;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, from a prompt or standard input')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of a secret')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move the secrets in the settings file to the store')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;secret;help;set' {
            break
        }
        'mcphub;secret;help;list' {
            break
        }
        'mcphub;secret;help;rm' {
            break
        }
        'mcphub;secret;help;get' {
            break
        }
        'mcphub;secret;help;migrate' {
            break
        }
        'mcphub;secret;help;help' {
            break
        }
        'mcphub;secrets;help' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, from a prompt or standard input')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of a secret')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move the secrets in the settings file to the store')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;secrets;help;set' {
            break
        }
        'mcphub;secrets;help;list' {
            break
        }
        'mcphub;secrets;help;rm' {
            break
        }
        'mcphub;secrets;help;get' {
            break
        }
        'mcphub;secrets;help;migrate' {
            break
        }
        'mcphub;secrets;help;help' {
            break
        }
        'mcphub;user' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change a user''s password')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users and their keys')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove users and their keys')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;user;add' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--admin', '--admin', [CompletionResultType]::ParameterName, 'Make the user an admin')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from standard input instead of prompting')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;passwd' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from standard input instead of prompting')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a user does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if a user does not exist')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;user;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change a user''s password')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users and their keys')
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
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The format of the report')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Treat warnings as errors')
            [CompletionResult]::new('--file-only', '--file-only', [CompletionResultType]::ParameterName, 'Check only the file, not whether this machine has its variables and programs')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;check' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The format of the report')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Treat warnings as errors')
            [CompletionResult]::new('--file-only', '--file-only', [CompletionResultType]::ParameterName, 'Check only the file, not whether this machine has its variables and programs')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;doctor' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Fix what is safe to fix, after showing it')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Fix without asking')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would be fixed, and change nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;explain' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;export' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'The output format')
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Export only the servers of this group')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Export only this server (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--redact', '--redact', [CompletionResultType]::ParameterName, 'Replace secrets by ${NAME}, and list the variables to set')
            [CompletionResult]::new('--keep-references', '--keep-references', [CompletionResultType]::ParameterName, 'Keep references to variables that the client does not expand')
            [CompletionResult]::new('--hub', '--hub', [CompletionResultType]::ParameterName, 'Export the entry of the hub itself instead: its URL, and a reference to a key. A group or a server limits it to their tools')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;clients' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show all known clients')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;install' {
            [CompletionResult]::new('--group', '--group', [CompletionResultType]::ParameterName, 'Only this group, by name or id')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Only this server (can be repeated with --direct)')
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'The endpoint [default: /mcp of the hub]')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'The name of the entry [default: mcphub]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All clients on this machine')
            [CompletionResult]::new('--direct', '--direct', [CompletionResultType]::ParameterName, 'Write the servers themselves instead of the hub')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Move the client''s own servers into the hub''s file')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;uninstall' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All clients that something was installed into')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not prompt')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;sync' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Write nothing; exit code 1 if something is not in step')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;inspect' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout for connecting and listing, in milliseconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;call' {
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'Timeout for connecting and calling, in milliseconds')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;login' {
            [CompletionResult]::new('--scopes', '--scopes', [CompletionResultType]::ParameterName, 'The scopes to request, instead of those of the settings or of the server')
            [CompletionResult]::new('--client-id', '--client-id', [CompletionResultType]::ParameterName, 'The id of an app that was registered by hand')
            [CompletionResult]::new('--client-secret', '--client-secret', [CompletionResultType]::ParameterName, 'The secret of that app; `@FILE` reads a file, `-` standard input')
            [CompletionResult]::new('--callback-port', '--callback-port', [CompletionResultType]::ParameterName, 'The port on this machine that the browser returns to [default: a free one]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long to wait for the person, such as 90s or 5m')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Log in to all servers that need a login, one after the other')
            [CompletionResult]::new('--no-browser', '--no-browser', [CompletionResultType]::ParameterName, 'Only print the URL')
            [CompletionResult]::new('--paste', '--paste', [CompletionResultType]::ParameterName, 'Read the address that the browser ends at from standard input')
            [CompletionResult]::new('--device', '--device', [CompletionResultType]::ParameterName, 'Print a code to enter on another machine, instead of a URL')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Log in again, even if there is a login')
            [CompletionResult]::new('--reregister', '--reregister', [CompletionResultType]::ParameterName, 'Register mcphub anew at the authorization server')
            [CompletionResult]::new('--accept-issuer', '--accept-issuer', [CompletionResultType]::ParameterName, 'Use the client id of the settings at another issuer than before')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;logout' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Remove the registration of mcphub at the authorization server too')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;auth' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the logins at remote servers, without connecting to them')
            [CompletionResult]::new('clients', 'clients', [CompletionResultType]::ParameterValue, 'Show or change the OAuth clients that log in to this hub')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Show or revoke the access that users gave to OAuth clients')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;auth;status' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;auth;clients' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a client to the settings file')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a client and revoke all of its tokens')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a client and revoke all of its tokens')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove a client and revoke all of its tokens')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;auth;clients;add' {
            [CompletionResult]::new('--redirect-uri', '--redirect-uri', [CompletionResultType]::ParameterName, 'Where browsers may return to (can be repeated)')
            [CompletionResult]::new('--oauth-scope', '--oauth-scope', [CompletionResultType]::ParameterName, 'A scope that it may request (can be repeated) [default: all that the settings allow]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--public', '--public', [CompletionResultType]::ParameterName, 'Create no secret, for an app on its user''s device')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;auth;clients;revoke' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;auth;clients;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;auth;clients;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;auth;clients;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a client to the settings file')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a client and revoke all of its tokens')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;auth;clients;help;add' {
            break
        }
        'mcphub;auth;clients;help;revoke' {
            break
        }
        'mcphub;auth;clients;help;help' {
            break
        }
        'mcphub;auth;tokens' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke one access, with all of its tokens')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Revoke one access, with all of its tokens')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Revoke one access, with all of its tokens')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;auth;tokens;revoke' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if it has ended already')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;auth;tokens;remove' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if it has ended already')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;auth;tokens;rm' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--if-exists', '--if-exists', [CompletionResultType]::ParameterName, 'Do not fail if it has ended already')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;auth;tokens;help' {
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke one access, with all of its tokens')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;auth;tokens;help;revoke' {
            break
        }
        'mcphub;auth;tokens;help;help' {
            break
        }
        'mcphub;auth;help' {
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the logins at remote servers, without connecting to them')
            [CompletionResult]::new('clients', 'clients', [CompletionResultType]::ParameterValue, 'Show or change the OAuth clients that log in to this hub')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Show or revoke the access that users gave to OAuth clients')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;auth;help;status' {
            break
        }
        'mcphub;auth;help;clients' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a client to the settings file')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a client and revoke all of its tokens')
            break
        }
        'mcphub;auth;help;clients;add' {
            break
        }
        'mcphub;auth;help;clients;revoke' {
            break
        }
        'mcphub;auth;help;tokens' {
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke one access, with all of its tokens')
            break
        }
        'mcphub;auth;help;tokens;revoke' {
            break
        }
        'mcphub;auth;help;help' {
            break
        }
        'mcphub;serve' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The address to listen on [default: $HOST or 127.0.0.1]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'With --stdio: serve only this group or server')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Start all servers, print them with their tools, and stop')
            [CompletionResult]::new('--insecure-no-auth', '--insecure-no-auth', [CompletionResultType]::ParameterName, 'Allow listening on non-loopback addresses without credentials')
            [CompletionResult]::new('--no-log-file', '--no-log-file', [CompletionResultType]::ParameterName, 'Write no log to disk, like MCPHUB_LOG_FILE=off')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Serve only the client that starts it, on standard input and output, without listening')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;run' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The address to listen on [default: $HOST or 127.0.0.1]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'With --stdio: serve only this group or server')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Start all servers, print them with their tools, and stop')
            [CompletionResult]::new('--insecure-no-auth', '--insecure-no-auth', [CompletionResultType]::ParameterName, 'Allow listening on non-loopback addresses without credentials')
            [CompletionResult]::new('--no-log-file', '--no-log-file', [CompletionResultType]::ParameterName, 'Write no log to disk, like MCPHUB_LOG_FILE=off')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Serve only the client that starts it, on standard input and output, without listening')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;start' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The address to listen on [default: $HOST or 127.0.0.1]')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]')
            [CompletionResult]::new('--target', '--target', [CompletionResultType]::ParameterName, 'With --stdio: serve only this group or server')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Start all servers, print them with their tools, and stop')
            [CompletionResult]::new('--insecure-no-auth', '--insecure-no-auth', [CompletionResultType]::ParameterName, 'Allow listening on non-loopback addresses without credentials')
            [CompletionResult]::new('--no-log-file', '--no-log-file', [CompletionResultType]::ParameterName, 'Write no log to disk, like MCPHUB_LOG_FILE=off')
            [CompletionResult]::new('--stdio', '--stdio', [CompletionResultType]::ParameterName, 'Serve only the client that starts it, on standard input and output, without listening')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;connect' {
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Send a request header "Name: value"; ${VARIABLE} is expanded (can be repeated)')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Send a request header "Name: value"; ${VARIABLE} is expanded (can be repeated)')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;status' {
            [CompletionResult]::new('--wait', '--wait', [CompletionResultType]::ParameterName, 'Wait for the hub and its servers, at most this long (60 without a value)')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;logs' {
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show only the last N lines')
            [CompletionResult]::new('--lines', '--lines', [CompletionResultType]::ParameterName, 'Show only the last N lines')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Show only lines since 10m, 2h, 1d ago, or since a time such as 2026-01-31T08:00:00Z')
            [CompletionResult]::new('--server', '--server', [CompletionResultType]::ParameterName, 'Show only lines of and about this server')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'Show only lines of at least this level')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Print new lines until the hub ends')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Print new lines until the hub ends')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;audit' {
            [CompletionResult]::new('--kind', '--kind', [CompletionResultType]::ParameterName, 'Show only this kind: login, setup, password, write, access, call')
            [CompletionResult]::new('--result', '--result', [CompletionResultType]::ParameterName, 'Show only this result: ok, refused, failed, abandoned')
            [CompletionResult]::new('--since', '--since', [CompletionResultType]::ParameterName, 'Show only lines since a time (2026-01-02T03:04:05Z) or a duration ago (90s, 15m, 12h, 7d)')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this number of lines, the last ones')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Print new lines until interrupted')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Print new lines until interrupted')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;history' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Show only changes of this file')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show at most this number of changes, the last ones')
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'Show at most this number of changes, the last ones')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--diff', '--diff', [CompletionResultType]::ParameterName, 'Show each change as a unified diff, with secrets masked')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'Forget all changes, with their texts; they can then not be undone')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask before forgetting')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;undo' {
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Undo the last change of this file')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--list', '--list', [CompletionResultType]::ParameterName, 'List the last changes instead')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;reload' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;demo' {
            [CompletionResult]::new('--tools', '--tools', [CompletionResultType]::ParameterName, 'List this many made-up tools beside the real ones')
            [CompletionResult]::new('--era', '--era', [CompletionResultType]::ParameterName, 'Speak only one era of the protocol: legacy, modern or both')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;service' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Start the hub now and at each login, with this settings file')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Stop the service, and remove its file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;service;install' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'The port that the hub listens on [default: $PORT or 3000]')
            [CompletionResult]::new('--manager', '--manager', [CompletionResultType]::ParameterName, 'The manager of services [default: the platform''s]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;service;status' {
            [CompletionResult]::new('--manager', '--manager', [CompletionResultType]::ParameterName, 'The manager of services [default: the platform''s]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;service;uninstall' {
            [CompletionResult]::new('--manager', '--manager', [CompletionResultType]::ParameterName, 'The manager of services [default: the platform''s]')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;service;help' {
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Start the hub now and at each login, with this settings file')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Stop the service, and remove its file')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;service;help;install' {
            break
        }
        'mcphub;service;help;status' {
            break
        }
        'mcphub;service;help;uninstall' {
            break
        }
        'mcphub;service;help;help' {
            break
        }
        'mcphub;completions' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dynamic', '--dynamic', [CompletionResultType]::ParameterName, 'Also complete names, by asking mcphub while you type')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;man' {
            [CompletionResult]::new('--dir', '--dir', [CompletionResultType]::ParameterName, 'Write the pages of all commands into this folder')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;schema' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'mcphub;config' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the path of the settings file in use')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;config;path' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'Show all locations that are searched, in order')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
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
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;tool;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own descriptions beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own descriptions beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;describe' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;tool;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
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
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;prompt;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own descriptions beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own descriptions beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;describe' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;prompt;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
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
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('ls', 'ls', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'mcphub;resource;list' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own descriptions beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;ls' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--connect', '--connect', [CompletionResultType]::ParameterName, 'Connect to the server, and show its own descriptions beside the overrides')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;enable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;disable' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;toggle' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;describe' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;reset' {
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this settings file')
            [CompletionResult]::new('-s', '-s', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--scope', '--scope', [CompletionResultType]::ParameterName, 'The settings file: local or project (./mcp_settings.json), user or global (the user''s)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use color: auto, always, never')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Print what would change as a unified diff, and write nothing')
            [CompletionResult]::new('-g', '-g', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--global', '--global', [CompletionResultType]::ParameterName, 'Use the user''s settings file, like `--scope user`')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Print the result as JSON; an error ends with one JSON line on stderr')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Suppress success messages')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never prompt; fail and name the flag to use')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'mcphub;resource;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
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
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Create a minimal settings file')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a server: a URL, or a command that speaks MCP on its standard streams')
            [CompletionResult]::new('add-json', 'add-json', [CompletionResultType]::ParameterValue, 'Add a server from JSON')
            [CompletionResult]::new('search', 'search', [CompletionResultType]::ParameterValue, 'Search the registry of MCP servers')
            [CompletionResult]::new('install-server', 'install-server', [CompletionResultType]::ParameterValue, 'Add a server from a registry')
            [CompletionResult]::new('import', 'import', [CompletionResultType]::ParameterValue, 'Import servers from the settings of other clients')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the servers in the settings file')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show one server')
            [CompletionResult]::new('exists', 'exists', [CompletionResultType]::ParameterValue, 'Test whether a server exists')
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Change fields of a server')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Rename a server, also in groups and keys')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Edit the settings file in your editor')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers, also from groups and keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable servers')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable servers; they stay in the file')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Enable a disabled server, or disable an enabled one')
            [CompletionResult]::new('group', 'group', [CompletionResultType]::ParameterValue, 'Manage groups of servers, each with its own endpoint')
            [CompletionResult]::new('key', 'key', [CompletionResultType]::ParameterValue, 'Manage the bearer keys for the hub''s endpoints')
            [CompletionResult]::new('secret', 'secret', [CompletionResultType]::ParameterValue, 'Manage the secrets that servers and keys refer to as ${secret:NAME}')
            [CompletionResult]::new('user', 'user', [CompletionResultType]::ParameterValue, 'Manage the users who may log in to the hub')
            [CompletionResult]::new('validate', 'validate', [CompletionResultType]::ParameterValue, 'Check settings files, and report all findings')
            [CompletionResult]::new('doctor', 'doctor', [CompletionResultType]::ParameterValue, 'Look for problems on this machine: files, programs, variables, ports')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain a finding of `validate` or `doctor`')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Export servers to the format of another client')
            [CompletionResult]::new('clients', 'clients', [CompletionResultType]::ParameterValue, 'List the MCP clients on this machine, and what their files hold')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Write the hub into the settings of MCP clients')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Take the hub out of the settings of MCP clients')
            [CompletionResult]::new('sync', 'sync', [CompletionResultType]::ParameterValue, 'Keep what was installed into MCP clients in step with the hub')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Connect to a server, and show its tools, prompts and resources')
            [CompletionResult]::new('call', 'call', [CompletionResultType]::ParameterValue, 'Call a tool of a server')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Log in to a remote server by OAuth')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'Log out of a remote server')
            [CompletionResult]::new('auth', 'auth', [CompletionResultType]::ParameterValue, 'Show the logins at remote servers, and those of OAuth clients at this hub')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve the servers of the settings file as one MCP endpoint')
            [CompletionResult]::new('connect', 'connect', [CompletionResultType]::ParameterValue, 'Connect a client that supports only stdio to a running hub, or to any MCP server')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the status of the running hub, its clients and its servers')
            [CompletionResult]::new('logs', 'logs', [CompletionResultType]::ParameterValue, 'Show the last lines of the hub''s log')
            [CompletionResult]::new('audit', 'audit', [CompletionResultType]::ParameterValue, 'Show logins, changes, rejected requests and tool calls')
            [CompletionResult]::new('history', 'history', [CompletionResultType]::ParameterValue, 'List the changes that mcphub made to files, newest first')
            [CompletionResult]::new('undo', 'undo', [CompletionResultType]::ParameterValue, 'Undo the last change that mcphub made to files')
            [CompletionResult]::new('reload', 'reload', [CompletionResultType]::ParameterValue, 'Reconnect a server of the running hub')
            [CompletionResult]::new('demo', 'demo', [CompletionResultType]::ParameterValue, 'Run a small MCP server over stdio, for trying things out')
            [CompletionResult]::new('service', 'service', [CompletionResultType]::ParameterValue, 'Run the hub as a service: install, status, uninstall')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page of a command, or write all pages')
            [CompletionResult]::new('schema', 'schema', [CompletionResultType]::ParameterValue, 'Print the JSON Schema of the settings file')
            [CompletionResult]::new('config', 'config', [CompletionResultType]::ParameterValue, 'Show which settings file the commands use')
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
        'mcphub;help;search' {
            break
        }
        'mcphub;help;install-server' {
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a group')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the groups')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show one group')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add servers to a group, or change which parts of them it contains')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove servers from a group')
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
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create a key, and print its token')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the keys')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable a disabled key')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable a key without removing it')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove keys permanently')
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
        'mcphub;help;secret' {
            [CompletionResult]::new('set', 'set', [CompletionResultType]::ParameterValue, 'Store a secret, from a prompt or standard input')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the secrets, where they are kept and what uses them, without values')
            [CompletionResult]::new('rm', 'rm', [CompletionResultType]::ParameterValue, 'Remove secrets')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Print the value of a secret')
            [CompletionResult]::new('migrate', 'migrate', [CompletionResultType]::ParameterValue, 'Move the secrets in the settings file to the store')
            break
        }
        'mcphub;help;secret;set' {
            break
        }
        'mcphub;help;secret;list' {
            break
        }
        'mcphub;help;secret;rm' {
            break
        }
        'mcphub;help;secret;get' {
            break
        }
        'mcphub;help;secret;migrate' {
            break
        }
        'mcphub;help;user' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a user')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the users')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change a user''s password')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users and their keys')
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
        'mcphub;help;doctor' {
            break
        }
        'mcphub;help;explain' {
            break
        }
        'mcphub;help;export' {
            break
        }
        'mcphub;help;clients' {
            break
        }
        'mcphub;help;install' {
            break
        }
        'mcphub;help;uninstall' {
            break
        }
        'mcphub;help;sync' {
            break
        }
        'mcphub;help;inspect' {
            break
        }
        'mcphub;help;call' {
            break
        }
        'mcphub;help;login' {
            break
        }
        'mcphub;help;logout' {
            break
        }
        'mcphub;help;auth' {
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show the logins at remote servers, without connecting to them')
            [CompletionResult]::new('clients', 'clients', [CompletionResultType]::ParameterValue, 'Show or change the OAuth clients that log in to this hub')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Show or revoke the access that users gave to OAuth clients')
            break
        }
        'mcphub;help;auth;status' {
            break
        }
        'mcphub;help;auth;clients' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add a client to the settings file')
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Remove a client and revoke all of its tokens')
            break
        }
        'mcphub;help;auth;clients;add' {
            break
        }
        'mcphub;help;auth;clients;revoke' {
            break
        }
        'mcphub;help;auth;tokens' {
            [CompletionResult]::new('revoke', 'revoke', [CompletionResultType]::ParameterValue, 'Revoke one access, with all of its tokens')
            break
        }
        'mcphub;help;auth;tokens;revoke' {
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
        'mcphub;help;history' {
            break
        }
        'mcphub;help;undo' {
            break
        }
        'mcphub;help;reload' {
            break
        }
        'mcphub;help;demo' {
            break
        }
        'mcphub;help;service' {
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Start the hub now and at each login, with this settings file')
            [CompletionResult]::new('status', 'status', [CompletionResultType]::ParameterValue, 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Stop the service, and remove its file')
            break
        }
        'mcphub;help;service;install' {
            break
        }
        'mcphub;help;service;status' {
            break
        }
        'mcphub;help;service;uninstall' {
            break
        }
        'mcphub;help;completions' {
            break
        }
        'mcphub;help;man' {
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
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
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the overrides in the file')
            [CompletionResult]::new('enable', 'enable', [CompletionResultType]::ParameterValue, 'Enable')
            [CompletionResult]::new('disable', 'disable', [CompletionResultType]::ParameterValue, 'Disable: hide from lists, and reject its use')
            [CompletionResult]::new('toggle', 'toggle', [CompletionResultType]::ParameterValue, 'Toggle')
            [CompletionResult]::new('describe', 'describe', [CompletionResultType]::ParameterValue, 'Replace the description that clients see')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Restore the server''s own description')
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
