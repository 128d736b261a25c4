//! The edits of the settings, as pure functions on the document. Commands and API handlers call
//! them. Each returns the outcome or an error; on an error the document is unchanged.

mod access;
mod built_in;
mod check;
mod clients;
mod groups;
mod list;
mod many;
mod outcome;
mod overrides;
mod references;
mod registry;
mod sections;
mod servers;
mod system;
mod template;

pub(crate) use access::{add_user, create_key, delete_key, patch_key, patch_user, remove_user};
pub(crate) use built_in::{BuiltIn, create_built_in, delete_built_in, patch_built_in};
pub(crate) use check::section as check_section;
pub(crate) use clients::{create_client, delete_client, patch_client};
pub(crate) use groups::{create_group, delete_group, patch_group, put_member, remove_member};
pub(crate) use many::Additions;
pub(crate) use outcome::{Capability, ItemKind, OnConflict, Outcome, Refused};
pub(crate) use overrides::{
    describe_capability, enable_capabilities, enable_capability, reset_capability,
};
pub(crate) use registry::{create_registry_entry, delete_registry_entry, patch_registry_entry};
pub(crate) use sections::{keep_workspace, put_section};
pub(crate) use servers::{
    add_server, enable_server, normalised, patch_server, remove_server, rename_server,
    replace_server,
};
pub(crate) use system::patch_system;
pub(crate) use template::{Fate, ItemResult, TemplateImport, import_template};
