# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_mcphub_global_optspecs
    string join \n config= s/scope= g/global json color= q/quiet v/verbose no-input h/help V/version
end

function __fish_mcphub_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_mcphub_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_mcphub_using_subcommand
    set -l cmd (__fish_mcphub_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c mcphub -n "__fish_mcphub_needs_command" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_needs_command" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_needs_command" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_needs_command" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_needs_command" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_needs_command" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_needs_command" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_needs_command" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_needs_command" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_needs_command" -s V -l version -d 'Print version'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "init" -d 'Create a minimal settings file'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "add" -d 'Add a server: a URL, or a command that speaks MCP on its standard streams'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "add-json" -d 'Add a server from JSON'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "search" -d 'Search the registry of MCP servers'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "install-server" -d 'Add a server from a registry'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "import" -d 'Import servers from the settings of other clients'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "add-from" -d 'Import servers from the settings of other clients'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "list" -d 'List the servers in the settings file'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "ls" -d 'List the servers in the settings file'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "get" -d 'Show one server'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "show" -d 'Show one server'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "exists" -d 'Test whether a server exists'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "set" -d 'Change fields of a server'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "rename" -d 'Rename a server, also in groups and keys'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "edit" -d 'Edit the settings file in your editor'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "remove" -d 'Remove servers, also from groups and keys'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "rm" -d 'Remove servers, also from groups and keys'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "enable" -d 'Enable servers'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "disable" -d 'Disable servers; they stay in the file'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "toggle" -d 'Enable a disabled server, or disable an enabled one'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "group" -d 'Manage groups of servers, each with its own endpoint'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "key" -d 'Manage the bearer keys for the hub\'s endpoints'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "secret" -d 'Manage the secrets that servers and keys refer to as ${secret:NAME}'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "secrets" -d 'Manage the secrets that servers and keys refer to as ${secret:NAME}'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "user" -d 'Manage the users who may log in to the hub'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "validate" -d 'Check settings files, and report all findings'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "check" -d 'Check settings files, and report all findings'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "doctor" -d 'Look for problems on this machine: files, programs, variables, ports'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "explain" -d 'Explain a finding of `validate` or `doctor`'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "export" -d 'Export servers to the format of another client'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "clients" -d 'List the MCP clients on this machine, and what their files hold'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "install" -d 'Write the hub into the settings of MCP clients'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "uninstall" -d 'Take the hub out of the settings of MCP clients'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "sync" -d 'Keep what was installed into MCP clients in step with the hub'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "inspect" -d 'Connect to a server, and show its tools, prompts and resources'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "call" -d 'Call a tool of a server'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "login" -d 'Log in to a remote server by OAuth'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "logout" -d 'Log out of a remote server'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "auth" -d 'Show the logins at remote servers, and those of OAuth clients at this hub'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "serve" -d 'Serve the servers of the settings file as one MCP endpoint'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "run" -d 'Serve the servers of the settings file as one MCP endpoint'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "start" -d 'Serve the servers of the settings file as one MCP endpoint'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "connect" -d 'Connect a client that supports only stdio to a running hub, or to any MCP server'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "status" -d 'Show the status of the running hub, its clients and its servers'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "logs" -d 'Show the last lines of the hub\'s log'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "audit" -d 'Show logins, changes, rejected requests and tool calls'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "history" -d 'List the changes that mcphub made to files, newest first'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "undo" -d 'Undo the last change that mcphub made to files'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "reload" -d 'Reconnect a server of the running hub'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "demo" -d 'Run a small MCP server over stdio, for trying things out'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "service" -d 'Run the hub as a service: install, status, uninstall'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "man" -d 'Print the manual page of a command, or write all pages'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "schema" -d 'Print the JSON Schema of the settings file'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "config" -d 'Show which settings file the commands use'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "tool" -d 'Show, hide and describe a server\'s tools'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "prompt" -d 'Show, hide and describe a server\'s prompts'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "resource" -d 'Show, hide and describe a server\'s resources, named by their URIs'
complete -c mcphub -n "__fish_mcphub_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s t -l transport -d 'The transport: stdio, http (streamable-http), sse, openapi; inferred if absent' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l url -d 'The server\'s URL; it may also be the second argument' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l openapi -d 'The URL of an OpenAPI document; its operations become tools' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s e -l env -d 'Set an environment variable NAME=VALUE (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l env-file -d 'Read environment variables from a file of NAME=VALUE lines' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s H -l header -d 'Send a request header "Name: value" (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l bearer-token-env-var -d 'Send "Authorization: Bearer ${VAR}"' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l timeout -d 'Request timeout in milliseconds' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l description -d 'A description of the server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l include-tools -d 'The only tools to show (comma-separated; `*` matches any text)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l exclude-tools -d 'Tools to hide (comma-separated; `*` matches any text)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l client-id -d 'OAuth client id' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l client-secret -d 'OAuth client secret; `-` reads it from standard input; without a value, it is read from `MCP_CLIENT_SECRET` or prompted for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l oauth-client-secret -d 'OAuth client secret, as Codex names it' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l scopes -d 'OAuth scopes (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l oauth-resource -d 'OAuth resource (RFC 8707)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l callback-port -d 'The port on this machine that the browser returns to after a login' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l oauth-client-registration -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l approve-tool -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l disabled -d 'Add it disabled'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l trust
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l auto-approve
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l force -l replace -d 'Replace an existing server'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l if-not-exists -d 'Keep an existing server'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l force -l replace -d 'Replace an existing server'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l if-not-exists -d 'Keep an existing server'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-json" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -l limit -d 'Show at most this number of servers' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -l registry -d 'The registry\'s URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the official registry]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand search" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l name -d 'The name in the settings file [default: the last part of its name]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l package -d 'Install a package of this type: npm, pypi, oci, nuget, mcpb' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s e -l env -d 'Set an environment variable of the server (can be repeated); a secret is a reference such as `KEY=${KEY}`' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s H -l header -d 'Set a request header "Name: value" (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l arg -d 'Set an argument of the server\'s program (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l var -d 'Set a variable of the server\'s URL or values, or an option of a bundle (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l registry -d 'The registry\'s URL [default: `MCPHUB_REGISTRY`, `systemConfig.registry.baseUrl`, or the official registry]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l remote -d 'Connect to the remote server'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l disabled -d 'Add it disabled'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l force -l replace -d 'Replace an existing server'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l if-not-exists -d 'Keep an existing server'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand install-server" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l from -d 'The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex, goose, docker, batch, registry, bare, or a client\'s name' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l select -d 'Import only servers whose name matches; `*` matches any text (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l exclude -d 'Leave out servers whose name matches (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l prefix -d 'Put this text before the names, except those that `--rename` gives' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l rename -d 'Rename the server OLD to NEW (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l secrets -d 'What to do with secrets in plain text' -r -f -a "keep\t'Import them as they are'
env\t'Replace them by ${NAME}, and list the variables to set'
store\t'Move them to the store of `mcphub secret`, and replace them by ${secret:NAME}'"
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l on-conflict -d 'What to do if another server has the same name' -r -f -a "skip\t'Keep the existing server'
replace\t'Replace the existing server'
rename\t'Add the new server as NAME-2'
fail\t'Report the new server as failed'"
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l all-clients -d 'Read the user\'s files of all clients on this machine'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l projects -d 'Import servers that Claude Code uses in single projects too'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l keep-going -d 'Import the other servers if one fails (the default)'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l all-or-nothing -d 'Import nothing if a server or a file fails'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l disabled -d 'Add the servers disabled'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l from -d 'The format of the files, detected by default: mcpservers, vscode, zed, opencode, codex, goose, docker, batch, registry, bare, or a client\'s name' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l select -d 'Import only servers whose name matches; `*` matches any text (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l exclude -d 'Leave out servers whose name matches (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l prefix -d 'Put this text before the names, except those that `--rename` gives' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l rename -d 'Rename the server OLD to NEW (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l secrets -d 'What to do with secrets in plain text' -r -f -a "keep\t'Import them as they are'
env\t'Replace them by ${NAME}, and list the variables to set'
store\t'Move them to the store of `mcphub secret`, and replace them by ${secret:NAME}'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l on-conflict -d 'What to do if another server has the same name' -r -f -a "skip\t'Keep the existing server'
replace\t'Replace the existing server'
rename\t'Add the new server as NAME-2'
fail\t'Report the new server as failed'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l all-clients -d 'Read the user\'s files of all clients on this machine'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l projects -d 'Import servers that Claude Code uses in single projects too'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l keep-going -d 'Import the other servers if one fails (the default)'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l all-or-nothing -d 'Import nothing if a server or a file fails'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l disabled -d 'Add the servers disabled'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand add-from" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l enabled -d 'Show only enabled servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l disabled -d 'Show only disabled servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l status -d 'Show the status from the running hub; exit code 4: no hub responds'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l show-secrets -d 'Show tokens, passwords and other secrets instead of `***`'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l enabled -d 'Show only enabled servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l disabled -d 'Show only disabled servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l status -d 'Show the status from the running hub; exit code 4: no hub responds'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l show-secrets -d 'Show tokens, passwords and other secrets instead of `***`'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -l show-secrets -d 'Show tokens, passwords and other secrets instead of `***`'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand get" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -l show-secrets -d 'Show tokens, passwords and other secrets instead of `***`'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand show" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand exists" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l url -d 'A new URL' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s t -l transport -d 'The transport: stdio, http (streamable-http), sse' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s e -l env -d 'Set an environment variable NAME=VALUE (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l unset-env -d 'Remove an environment variable (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s H -l header -d 'Set a request header "Name: value" (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l unset-header -d 'Remove a request header (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l description -d 'A description of the server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l timeout -d 'Request timeout in milliseconds' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l unset -d 'Remove a field (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l if-exists -d 'Do not fail if a server does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l keep-login -d 'Keep the logins at the servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l if-exists -d 'Do not fail if a server does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l keep-login -d 'Keep the logins at the servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand rm" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand enable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand disable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand toggle" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "create" -d 'Create a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "list" -d 'List the groups'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "ls" -d 'List the groups'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "show" -d 'Show one group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "get" -d 'Show one group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "add" -d 'Add servers to a group, or change which parts of them it contains'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "remove" -d 'Remove servers from a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "rm" -d 'Remove servers from a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "set" -d 'Change a group\'s name or description'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "delete" -d 'Delete groups; the servers stay'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and not __fish_seen_subcommand_from create list ls show get add remove rm set delete help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l description -d 'A description of the group' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l tools -d 'Only these tools (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l prompts -d 'Only these prompts (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l resources -d 'Only these resources, by URI (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l tools -d 'Only these tools (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l prompts -d 'Only these prompts (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l resources -d 'Only these resources, by URI (comma-separated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do not fail if a server is not in the group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -l if-exists -d 'Do not fail if a server is not in the group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l name -d 'Its new name' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l description -d 'A description; empty removes it' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -l if-exists -d 'Do not fail if a group does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the groups'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show one group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add servers to a group, or change which parts of them it contains'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove servers from a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "set" -d 'Change a group\'s name or description'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete groups; the servers stay'
complete -c mcphub -n "__fish_mcphub_using_subcommand group; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "create" -d 'Create a key, and print its token'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "list" -d 'List the keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "ls" -d 'List the keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "enable" -d 'Enable a disabled key'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "disable" -d 'Disable a key without removing it'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "revoke" -d 'Remove keys permanently'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "remove" -d 'Remove keys permanently'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "rm" -d 'Remove keys permanently'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and not __fish_seen_subcommand_from create list ls enable disable revoke remove rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l group -d 'Allow this group, by name or id (can be repeated); without --group and --server, all of MCP' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l server -d 'Allow this server (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l all -d 'Allow every MCP endpoint: the default without --group and --server'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l admin -d 'Also allow the admin API: such a key can run programs'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l disabled -d 'Create it disabled'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -l show-secrets -d 'Show tokens, passwords and other secrets instead of `***`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -l show-secrets -d 'Show tokens, passwords and other secrets instead of `***`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -l if-exists -d 'Do not fail if a key does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do not fail if a key does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -l if-exists -d 'Do not fail if a key does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create a key, and print its token'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Enable a disabled key'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable a key without removing it'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "revoke" -d 'Remove keys permanently'
complete -c mcphub -n "__fish_mcphub_using_subcommand key; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "set" -d 'Store a secret, from a prompt or standard input'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "list" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "ls" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "rm" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "remove" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "get" -d 'Print the value of a secret'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "migrate" -d 'Move the secrets in the settings file to the store'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l dry-run -d 'Print what would change, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l if-exists -d 'Do not fail if a secret does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l dry-run -d 'Print what would change, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do not fail if a secret does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print what would change, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l reveal -d 'Show the value: required'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "set" -d 'Store a secret, from a prompt or standard input'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of a secret'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "migrate" -d 'Move the secrets in the settings file to the store'
complete -c mcphub -n "__fish_mcphub_using_subcommand secret; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "set" -d 'Store a secret, from a prompt or standard input'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "list" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "ls" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "rm" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "remove" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "get" -d 'Print the value of a secret'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "migrate" -d 'Move the secrets in the settings file to the store'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and not __fish_seen_subcommand_from set list ls rm remove get migrate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l dry-run -d 'Print what would change, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l if-exists -d 'Do not fail if a secret does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l dry-run -d 'Print what would change, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do not fail if a secret does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print what would change, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l user -d 'The value of this user of the hub, for ${user:NAME}' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l server -d 'With --user: what credentialTemplate of this server asks for' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l reveal -d 'Show the value: required'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from migrate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "set" -d 'Store a secret, from a prompt or standard input'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "rm" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "get" -d 'Print the value of a secret'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "migrate" -d 'Move the secrets in the settings file to the store'
complete -c mcphub -n "__fish_mcphub_using_subcommand secrets; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "add" -d 'Add a user'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "list" -d 'List the users'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "ls" -d 'List the users'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "passwd" -d 'Change a user\'s password'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "remove" -d 'Remove users and their keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "rm" -d 'Remove users and their keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and not __fish_seen_subcommand_from add list ls passwd remove rm help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l admin -d 'Make the user an admin'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l password-stdin -d 'Read the password from standard input instead of prompting'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -l password-stdin -d 'Read the password from standard input instead of prompting'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from passwd" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -l if-exists -d 'Do not fail if a user does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -l if-exists -d 'Do not fail if a user does not exist'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from rm" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add a user'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the users'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "passwd" -d 'Change a user\'s password'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove users and their keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand user; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l format -d 'The format of the report' -r -f -a "text\t'Text with excerpts'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code scanning'
github\t'Annotations of GitHub Actions'"
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l strict -d 'Treat warnings as errors'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l file-only -d 'Check only the file, not whether this machine has its variables and programs'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand validate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l format -d 'The format of the report' -r -f -a "text\t'Text with excerpts'
json\t'One JSON object'
sarif\t'SARIF 2.1.0, for code scanning'
github\t'Annotations of GitHub Actions'"
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l strict -d 'Treat warnings as errors'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l file-only -d 'Check only the file, not whether this machine has its variables and programs'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l fix -d 'Fix what is safe to fix, after showing it'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l yes -d 'Fix without asking'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l dry-run -d 'Print what would be fixed, and change nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand explain" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l format -d 'The output format' -r -f -a "mcp-settings\t'The settings file itself'
claude-desktop\t'claude_desktop_config.json, for commands only'
claude-code\t'.mcp.json of Claude Code'
cursor\t'.cursor/mcp.json'
vscode\t'.vscode/mcp.json'
vscode-insiders\t'mcp.json of VS Code Insiders'
copilot\t'mcp-config.json of Copilot CLI'
windsurf\t'Windsurf\'s mcp_config.json'
devin\t'Devin\'s mcp_config.json'
cline\t'cline_mcp_settings.json'
cline-cli\t'cline_mcp_settings.json of the CLI'
kilo\t'kilo.json'
zed\t'Zed\'s settings.json'
codex\t'Codex\'s config.toml'
gemini\t'.gemini/settings.json'
antigravity\t'Antigravity\'s mcp_config.json'
goose\t'Goose\'s config.yaml'
continue\t'Continue\'s config.yaml'
lmstudio\t'LM Studio\'s mcp.json'
amazonq\t'Amazon Q\'s mcp.json'
kiro\t'Kiro\'s mcp.json'
opencode\t'opencode.json'
jetbrains\t'mcp.json of JetBrains AI Assistant'
junie\t'Junie\'s mcp.json'
copilot-jetbrains\t'mcp.json of Copilot in JetBrains'
warp\t'Warp\'s .mcp.json'
amp\t'Amp\'s settings.json'
crush\t'crush.json'
qwen\t'.qwen/settings.json'
factory\t'Factory\'s mcp.json'
kimi\t'Kimi\'s mcp.json'
trae\t'Trae\'s mcp.json'
vibe\t'Vibe\'s config.toml'
grok\t'Grok\'s config.toml'
qoder\t'Qoder\'s mcp.json'
inspector\t'mcp.json of MCP Inspector'
mcporter\t'mcporter.json'
mcpservers\t'{"mcpServers": …}, for Claude, Cursor and most clients'
template\t'A template of MCPHub; secrets are always replaced'"
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l group -d 'Export only the servers of this group' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l server -d 'Export only this server (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l redact -d 'Replace secrets by ${NAME}, and list the variables to set'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l keep-references -d 'Keep references to variables that the client does not expand'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l hub -d 'Export the entry of the hub itself instead: its URL, and a reference to a key. A group or a server limits it to their tools'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -l all -d 'Show all known clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand clients" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l group -d 'Only this group, by name or id' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l server -d 'Only this server (can be repeated with --direct)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l url -d 'The endpoint [default: /mcp of the hub]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l name -d 'The name of the entry [default: mcphub]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l all -d 'All clients on this machine'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l direct -d 'Write the servers themselves instead of the hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l replace -d 'Move the client\'s own servers into the hub\'s file'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -l all -d 'All clients that something was installed into'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -s y -l yes -d 'Do not prompt'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -l check -d 'Write nothing; exit code 1 if something is not in step'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -l timeout -d 'Timeout for connecting and listing, in milliseconds' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -l timeout -d 'Timeout for connecting and calling, in milliseconds' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand call" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l scopes -d 'The scopes to request, instead of those of the settings or of the server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l client-id -d 'The id of an app that was registered by hand' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l client-secret -d 'The secret of that app; `@FILE` reads a file, `-` standard input' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l callback-port -d 'The port on this machine that the browser returns to [default: a free one]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l timeout -d 'How long to wait for the person, such as 90s or 5m' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l all -d 'Log in to all servers that need a login, one after the other'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l no-browser -d 'Only print the URL'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l paste -d 'Read the address that the browser ends at from standard input'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l device -d 'Print a code to enter on another machine, instead of a URL'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l force -d 'Log in again, even if there is a login'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l reregister -d 'Register mcphub anew at the authorization server'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l accept-issuer -d 'Use the client id of the settings at another issuer than before'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -l all -d 'Remove the registration of mcphub at the authorization server too'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -f -a "status" -d 'Show the logins at remote servers, without connecting to them'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -f -a "clients" -d 'Show or change the OAuth clients that log in to this hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -f -a "tokens" -d 'Show or revoke the access that users gave to OAuth clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and not __fish_seen_subcommand_from status clients tokens help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -f -a "add" -d 'Add a client to the settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -f -a "revoke" -d 'Remove a client and revoke all of its tokens'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -f -a "remove" -d 'Remove a client and revoke all of its tokens'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -f -a "rm" -d 'Remove a client and revoke all of its tokens'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from clients" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -f -a "revoke" -d 'Revoke one access, with all of its tokens'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -f -a "remove" -d 'Revoke one access, with all of its tokens'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -f -a "rm" -d 'Revoke one access, with all of its tokens'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from tokens" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show the logins at remote servers, without connecting to them'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "clients" -d 'Show or change the OAuth clients that log in to this hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "tokens" -d 'Show or revoke the access that users gave to OAuth clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand auth; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l host -d 'The address to listen on [default: $HOST or 127.0.0.1]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l port -d 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l target -d 'With --stdio: serve only this group or server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l check -d 'Start all servers, print them with their tools, and stop'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l insecure-no-auth -d 'Allow listening on non-loopback addresses without credentials'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l no-log-file -d 'Write no log to disk, like MCPHUB_LOG_FILE=off'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l stdio -d 'Serve only the client that starts it, on standard input and output, without listening'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l host -d 'The address to listen on [default: $HOST or 127.0.0.1]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l port -d 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l target -d 'With --stdio: serve only this group or server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l check -d 'Start all servers, print them with their tools, and stop'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l insecure-no-auth -d 'Allow listening on non-loopback addresses without credentials'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l no-log-file -d 'Write no log to disk, like MCPHUB_LOG_FILE=off'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l stdio -d 'Serve only the client that starts it, on standard input and output, without listening'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand run" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l host -d 'The address to listen on [default: $HOST or 127.0.0.1]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l port -d 'The port to listen on; 0 selects a free one and prints it [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l target -d 'With --stdio: serve only this group or server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l check -d 'Start all servers, print them with their tools, and stop'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l insecure-no-auth -d 'Allow listening on non-loopback addresses without credentials'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l no-log-file -d 'Write no log to disk, like MCPHUB_LOG_FILE=off'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l stdio -d 'Serve only the client that starts it, on standard input and output, without listening'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -s H -l header -d 'Send a request header "Name: value"; ${VARIABLE} is expanded (can be repeated)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand connect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -l wait -d 'Wait for the hub and its servers, at most this long (60 without a value)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s n -l lines -d 'Show only the last N lines' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l since -d 'Show only lines since 10m, 2h, 1d ago, or since a time such as 2026-01-31T08:00:00Z' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l server -d 'Show only lines of and about this server' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l level -d 'Show only lines of at least this level' -r -f -a "error\t'Failures'
warn\t'Warnings and failures'
info\t'Information, warnings and failures'
debug\t'Everything'"
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s f -l follow -d 'Print new lines until the hub ends'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand logs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l kind -d 'Show only this kind: login, setup, password, write, access, call' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l result -d 'Show only this result: ok, refused, failed, abandoned' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l since -d 'Show only lines since a time (2026-01-02T03:04:05Z) or a duration ago (90s, 15m, 12h, 7d)' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l limit -d 'Show at most this number of lines, the last ones' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -s f -l follow -d 'Print new lines until interrupted'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand audit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l file -d 'Show only changes of this file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -s n -l limit -d 'Show at most this number of changes, the last ones' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l diff -d 'Show each change as a unified diff, with secrets masked'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l clear -d 'Forget all changes, with their texts; they can then not be undone'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l yes -d 'Do not ask before forgetting'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand history" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l file -d 'Undo the last change of this file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l list -d 'List the last changes instead'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand undo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand reload" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -l tools -d 'List this many made-up tools beside the real ones' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -l era -d 'Speak only one era of the protocol: legacy, modern or both' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand demo" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -f -a "install" -d 'Start the hub now and at each login, with this settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -f -a "status" -d 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -f -a "uninstall" -d 'Stop the service, and remove its file'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and not __fish_seen_subcommand_from install status uninstall help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l port -d 'The port that the hub listens on [default: $PORT or 3000]' -r
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l manager -d 'The manager of services [default: the platform\'s]' -r -f -a "systemd\t'Linux'
launchd\t'macOS'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l yes -d 'Do not ask'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -l manager -d 'The manager of services [default: the platform\'s]' -r -f -a "systemd\t'Linux'
launchd\t'macOS'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l manager -d 'The manager of services [default: the platform\'s]' -r -f -a "systemd\t'Linux'
launchd\t'macOS'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l yes -d 'Do not ask'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "install" -d 'Start the hub now and at each login, with this settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "uninstall" -d 'Stop the service, and remove its file'
complete -c mcphub -n "__fish_mcphub_using_subcommand service; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -l dynamic -d 'Also complete names, by asking mcphub while you type'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -l dir -d 'Write the pages of all commands into this folder' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand man" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand schema" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -f -a "path" -d 'Print the path of the settings file in use'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and not __fish_seen_subcommand_from path help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -l all -d 'Show all locations that are searched, in order'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print the path of the settings file in use'
complete -c mcphub -n "__fish_mcphub_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "ls" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -l connect -d 'Connect to the server, and show its own descriptions beside the overrides'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -l connect -d 'Connect to the server, and show its own descriptions beside the overrides'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from toggle" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand tool; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "ls" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -l connect -d 'Connect to the server, and show its own descriptions beside the overrides'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -l connect -d 'Connect to the server, and show its own descriptions beside the overrides'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from toggle" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand prompt; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "ls" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and not __fish_seen_subcommand_from list ls enable disable toggle describe reset help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -l connect -d 'Connect to the server, and show its own descriptions beside the overrides'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -l connect -d 'Connect to the server, and show its own descriptions beside the overrides'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from ls" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from toggle" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from describe" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -l config -d 'Use this settings file' -r -F
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -s s -l scope -d 'The settings file: local or project (./mcp_settings.json), user or global (the user\'s)' -r -f -a "local\t'./mcp_settings.json'
project\t'./mcp_settings.json'
user\t'The user\'s file'
global\t'The user\'s file'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -l color -d 'When to use color: auto, always, never' -r -f -a "auto\t'On a terminal'
always\t'Always'
never\t'Never'"
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -l dry-run -d 'Print what would change as a unified diff, and write nothing'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -s g -l global -d 'Use the user\'s settings file, like `--scope user`'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -l json -d 'Print the result as JSON; an error ends with one JSON line on stderr'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Suppress success messages'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Log more to stderr (can be repeated; MCPHUB_LOG sets it per module)'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -l no-input -d 'Never prompt; fail and name the flag to use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand resource; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "init" -d 'Create a minimal settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "add" -d 'Add a server: a URL, or a command that speaks MCP on its standard streams'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "add-json" -d 'Add a server from JSON'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "search" -d 'Search the registry of MCP servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "install-server" -d 'Add a server from a registry'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "import" -d 'Import servers from the settings of other clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "list" -d 'List the servers in the settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "get" -d 'Show one server'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "exists" -d 'Test whether a server exists'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "set" -d 'Change fields of a server'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "rename" -d 'Rename a server, also in groups and keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "edit" -d 'Edit the settings file in your editor'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "remove" -d 'Remove servers, also from groups and keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "enable" -d 'Enable servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "disable" -d 'Disable servers; they stay in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "toggle" -d 'Enable a disabled server, or disable an enabled one'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "group" -d 'Manage groups of servers, each with its own endpoint'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "key" -d 'Manage the bearer keys for the hub\'s endpoints'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "secret" -d 'Manage the secrets that servers and keys refer to as ${secret:NAME}'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "user" -d 'Manage the users who may log in to the hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "validate" -d 'Check settings files, and report all findings'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "doctor" -d 'Look for problems on this machine: files, programs, variables, ports'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "explain" -d 'Explain a finding of `validate` or `doctor`'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "export" -d 'Export servers to the format of another client'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "clients" -d 'List the MCP clients on this machine, and what their files hold'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "install" -d 'Write the hub into the settings of MCP clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "uninstall" -d 'Take the hub out of the settings of MCP clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "sync" -d 'Keep what was installed into MCP clients in step with the hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "inspect" -d 'Connect to a server, and show its tools, prompts and resources'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "call" -d 'Call a tool of a server'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "login" -d 'Log in to a remote server by OAuth'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "logout" -d 'Log out of a remote server'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "auth" -d 'Show the logins at remote servers, and those of OAuth clients at this hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "serve" -d 'Serve the servers of the settings file as one MCP endpoint'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "connect" -d 'Connect a client that supports only stdio to a running hub, or to any MCP server'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "status" -d 'Show the status of the running hub, its clients and its servers'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "logs" -d 'Show the last lines of the hub\'s log'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "audit" -d 'Show logins, changes, rejected requests and tool calls'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "history" -d 'List the changes that mcphub made to files, newest first'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "undo" -d 'Undo the last change that mcphub made to files'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "reload" -d 'Reconnect a server of the running hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "demo" -d 'Run a small MCP server over stdio, for trying things out'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "service" -d 'Run the hub as a service: install, status, uninstall'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "man" -d 'Print the manual page of a command, or write all pages'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "schema" -d 'Print the JSON Schema of the settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "config" -d 'Show which settings file the commands use'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "tool" -d 'Show, hide and describe a server\'s tools'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "prompt" -d 'Show, hide and describe a server\'s prompts'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "resource" -d 'Show, hide and describe a server\'s resources, named by their URIs'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and not __fish_seen_subcommand_from init add add-json search install-server import list get exists set rename edit remove enable disable toggle group key secret user validate doctor explain export clients install uninstall sync inspect call login logout auth serve connect status logs audit history undo reload demo service completions man schema config tool prompt resource help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "create" -d 'Create a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "list" -d 'List the groups'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "show" -d 'Show one group'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "add" -d 'Add servers to a group, or change which parts of them it contains'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "remove" -d 'Remove servers from a group'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "set" -d 'Change a group\'s name or description'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from group" -f -a "delete" -d 'Delete groups; the servers stay'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "create" -d 'Create a key, and print its token'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "list" -d 'List the keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "enable" -d 'Enable a disabled key'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "disable" -d 'Disable a key without removing it'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from key" -f -a "revoke" -d 'Remove keys permanently'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "set" -d 'Store a secret, from a prompt or standard input'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "list" -d 'List the secrets, where they are kept and what uses them, without values'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "rm" -d 'Remove secrets'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "get" -d 'Print the value of a secret'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from secret" -f -a "migrate" -d 'Move the secrets in the settings file to the store'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "add" -d 'Add a user'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "list" -d 'List the users'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "passwd" -d 'Change a user\'s password'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from user" -f -a "remove" -d 'Remove users and their keys'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "status" -d 'Show the logins at remote servers, without connecting to them'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "clients" -d 'Show or change the OAuth clients that log in to this hub'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from auth" -f -a "tokens" -d 'Show or revoke the access that users gave to OAuth clients'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "install" -d 'Start the hub now and at each login, with this settings file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "status" -d 'Show whether the service is installed and runs; exit code 6: not installed; 1: it does not run'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from service" -f -a "uninstall" -d 'Stop the service, and remove its file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Print the path of the settings file in use'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from tool" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from tool" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from tool" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from tool" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from tool" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from tool" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from prompt" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from prompt" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from prompt" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from prompt" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from prompt" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from prompt" -f -a "reset" -d 'Restore the server\'s own description'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from resource" -f -a "list" -d 'List the overrides in the file'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from resource" -f -a "enable" -d 'Enable'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from resource" -f -a "disable" -d 'Disable: hide from lists, and reject its use'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from resource" -f -a "toggle" -d 'Toggle'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from resource" -f -a "describe" -d 'Replace the description that clients see'
complete -c mcphub -n "__fish_mcphub_using_subcommand help; and __fish_seen_subcommand_from resource" -f -a "reset" -d 'Restore the server\'s own description'
