//! Prompts and resources that the hub itself offers, beside those of its servers. They are written
//! in MCPHub's words.

use serde::Serialize;

/// One entry of `prompts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Prompt {
    /// Made by the hub; absent in files written by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// What clients ask for it by. Unique.
    pub(crate) name: String,
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    /// A note for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// The text; `{{name}}` stands for an argument.
    pub(crate) template: String,
    /// What may be filled in.
    pub(crate) arguments: Vec<Argument>,
    /// `false` hides it.
    pub(crate) enabled: bool,
}

/// What may be filled into a prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Argument {
    /// As in the template.
    pub(crate) name: String,
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<String>,
    /// A note for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// Whether the prompt cannot be had without it.
    pub(crate) required: bool,
}

/// One entry of `resources`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Resource {
    /// Made by the hub; absent in files written by hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    /// What clients ask for it by. Unique.
    pub(crate) uri: String,
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// A note for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// What kind of text it is.
    pub(crate) mime_type: String,
    /// The text.
    pub(crate) content: String,
    /// `false` hides it.
    pub(crate) enabled: bool,
}

/// The kind of text of a resource that does not say it.
pub(crate) const DEFAULT_MIME_TYPE: &str = "text/plain";
