//! The edits of the settings, as pure functions on the document. Commands and API handlers call
//! them. Each returns the outcome or an error; on an error the document is unchanged.

mod access;
mod built_in;
mod check;
mod clients;
mod groups;
mod list;
mod literals;
mod many;
mod oauth_clients;
mod outcome;
mod overrides;
mod references;
mod registry;
mod sections;
mod servers;
mod system;
mod template;

pub use access::{add_user, create_key, delete_key, patch_key, patch_user, remove_user};
pub use built_in::{BuiltIn, create_built_in, delete_built_in, patch_built_in};
pub use check::section as check_section;
pub use clients::{create_client, delete_client, patch_client};
pub use groups::{create_group, delete_group, patch_group, put_member, remove_member};
pub use literals::{Literal, literals, replace_literals};
pub use many::Additions;
pub use oauth_clients::{create_oauth_client, delete_oauth_client, patch_oauth_client};
pub use outcome::{Capability, ItemKind, OnConflict, Outcome, Refused};
pub use overrides::{
    describe_capability, enable_capabilities, enable_capability, reset_capability,
};
pub use registry::{create_registry_entry, delete_registry_entry, patch_registry_entry};
pub use sections::{keep_workspace, put_section};
pub use servers::{
    add_server, enable_server, normalize_entry, patch_server, remove_server, rename_server,
    replace_server, update_tokens,
};
pub use system::patch_system;
pub use template::{Fate, ItemResult, TemplateImport, import_template};
