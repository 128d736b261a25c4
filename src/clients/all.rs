//! The list of all clients, in the order in which they are shown.

use crate::clients::record::Client;
use crate::clients::{
    amazonq, amp, antigravity, claude_code, claude_desktop, cline, cline_cli, codex, continue_dev,
    copilot, copilot_jetbrains, crush, cursor, devin, factory, gemini, goose, grok, inspector,
    jetbrains, jetbrains_xml, junie, kilo, kimi, kiro, lmstudio, mcpm, mcporter, mcpservers,
    opencode, qoder, qwen, roo, trae, vibe, vscode, vscode_insiders, warp, windsurf, zed,
};

/// All clients, and the format that most of them share.
pub(crate) static CLIENTS: [&Client; 40] = [
    &claude_desktop::CLAUDE_DESKTOP,
    &claude_code::CLAUDE_CODE,
    &cursor::CURSOR,
    &vscode::VSCODE,
    &vscode_insiders::VSCODE_INSIDERS,
    &copilot::COPILOT,
    &windsurf::WINDSURF,
    &devin::DEVIN,
    &cline::CLINE,
    &cline_cli::CLINE_CLI,
    &roo::ROO,
    &kilo::KILO,
    &zed::ZED,
    &codex::CODEX,
    &gemini::GEMINI,
    &antigravity::ANTIGRAVITY,
    &goose::GOOSE,
    &continue_dev::CONTINUE_DEV,
    &lmstudio::LMSTUDIO,
    &amazonq::AMAZONQ,
    &kiro::KIRO,
    &opencode::OPENCODE,
    &jetbrains::JETBRAINS,
    &jetbrains_xml::JETBRAINS_XML,
    &junie::JUNIE,
    &copilot_jetbrains::COPILOT_JETBRAINS,
    &warp::WARP,
    &amp::AMP,
    &crush::CRUSH,
    &qwen::QWEN,
    &factory::FACTORY,
    &kimi::KIMI,
    &trae::TRAE,
    &vibe::VIBE,
    &grok::GROK,
    &qoder::QODER,
    &inspector::INSPECTOR,
    &mcporter::MCPORTER,
    &mcpm::MCPM,
    &mcpservers::MCPSERVERS,
];

/// Returns the client with this id or alias.
pub(crate) fn find(word: &str) -> Option<&'static Client> {
    let is_named = |client: &&&Client| client.id == word || client.aliases.contains(&word);
    CLIENTS.iter().find(is_named).copied()
}

/// Returns all ids and aliases.
pub(crate) fn words() -> impl Iterator<Item = &'static str> {
    CLIENTS
        .iter()
        .flat_map(|client| std::iter::once(client.id).chain(client.aliases.iter().copied()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_clients_share_a_name_and_every_record_is_whole() {
        let all: Vec<_> = words().collect();
        let distinct: BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), distinct.len());
        for client in CLIENTS {
            let id = client.id;
            assert!(!id.is_empty() && !client.title.is_empty() && !client.about.is_empty(), "{id}");
            assert_eq!(find(id).map(|found| found.id), Some(id));
            let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(id.chars().all(good), "{id}");
            for (key, value) in client.required {
                assert!(serde_json::from_str::<serde_json::Value>(value).is_ok(), "{id}: {key}");
            }
            let heir = client.replaced_by.map(|word| find(word).is_some());
            assert_ne!(heir, Some(false), "{id}");
            assert_eq!(client.checked.len(), 10, "{id}");
        }
    }
}
