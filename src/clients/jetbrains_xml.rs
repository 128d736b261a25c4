//! AI Assistant of the JetBrains IDEs before 2025.3. The file's place names the product.

use crate::clients::record::{COMMON, Client, Syntax};

pub(super) static JETBRAINS_XML: Client = Client {
    id: "jetbrains-xml",
    title: "JetBrains AI Assistant before 2025.3",
    about: "llm.mcpServers.xml",
    syntax: Syntax::Xml,
    key: &["McpApplicationServerCommands"],
    remote: None,
    read_only: Some("its file is only read; update the IDE"),
    replaced_by: Some("jetbrains"),
    ..COMMON
};
