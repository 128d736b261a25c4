//! Removes wrapper commands that a client needed on its platform and a hub does not.

/// Removes `cmd /c` from a command line. Returns whether it was present.
pub(crate) fn windows_shell(command: &mut String, args: &mut Vec<String>) -> bool {
    let program = command.rsplit(['/', '\\']).next().unwrap_or(command).to_ascii_lowercase();
    let is_shell = program == "cmd" || program == "cmd.exe";
    if is_shell && args.len() >= 2 && args[0].eq_ignore_ascii_case("/c") {
        args.remove(0);
        *command = args.remove(0);
        return true;
    }
    false
}

/// Returns the URL that a bridge such as `npx mcp-remote URL` connects to.
pub(crate) fn bridged_url<'a>(command: &str, args: &'a [String]) -> Option<&'a str> {
    let is_bridge = |word: &str| {
        let package = word.rsplit('/').next().unwrap_or(word);
        matches!(package.split('@').next(), Some("mcp-remote" | "mcp-proxy" | "supergateway"))
    };
    let bridge =
        if is_bridge(command) { 0 } else { args.iter().position(|word| is_bridge(word))? + 1 };
    let url = args[bridge..].iter().find(|word| word.contains("://"))?;
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_windows_shell_is_removed() {
        let check = |line: &str, expected: &str| {
            let mut args = words(line);
            let mut command = args.remove(0);
            windows_shell(&mut command, &mut args);
            assert_eq!(format!("{command} {}", args.join(" ")), expected);
        };
        check("cmd /c npx -y pkg", "npx -y pkg");
        check("C:\\Windows\\cmd.exe /C npx pkg", "npx pkg");
        check("cmd /k npx", "cmd /k npx");
        check("npx cmd /c", "npx cmd /c");
    }

    #[test]
    fn the_url_of_a_bridge_is_found() {
        let check = |line: &str, expected| {
            let args = words(line);
            assert_eq!(bridged_url(&args[0], &args[1..]), expected, "{line}");
        };
        check("npx -y mcp-remote@latest https://a/b --header x", Some("https://a/b"));
        check("uvx mcp-proxy https://a/sse", Some("https://a/sse"));
        check("npx -y server --url https://a", None);
    }
}
