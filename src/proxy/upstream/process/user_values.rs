//! The values that `credentialTemplate` of a server asks each user for.

use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::secret_store::Wanted;
use crate::settings::model::secret::Secret;
use crate::settings::model::server::{Server, Transport};
use crate::settings::model::slot::{Slot, SlotTarget};

/// Returns the values of the user of this connection.
///
/// # Errors
/// Fails if the user has not set one of them.
pub(in crate::proxy::upstream) async fn fetch(
    server: &Server,
    env: &UpstreamEnv,
) -> Result<Vec<(Slot, Secret)>, CallError> {
    let slots = server.template_slots();
    let wanted =
        slots.iter().map(|slot| Wanted::Slot { server: server.name.clone(), slot: slot.clone() });
    let values = env.references.fetch(wanted.collect(), env.user.as_deref()).await;
    let (mut found, mut missing) = (Vec::new(), Vec::new());
    for (slot, value) in slots.into_iter().zip(values) {
        match value {
            Ok(value) => found.push((slot, value)),
            Err(why) => missing.push(why),
        }
    }
    if missing.is_empty() { Ok(found) } else { Err(CallError::NeedsLogin(missing.join("; "))) }
}

/// Sets the values in a server. References in them are not expanded.
pub(in crate::proxy::upstream) fn add(values: &[(Slot, Secret)], server: &mut Server) {
    for (slot, value) in values {
        let members = match (&mut server.transport, slot.target) {
            (Transport::Stdio(stdio), SlotTarget::Env) => &mut stdio.env,
            (Transport::Remote(remote), SlotTarget::Header) => &mut remote.headers,
            (Transport::OpenApi(api), SlotTarget::Header) => &mut api.headers,
            _ => continue,
        };
        if slot.target == SlotTarget::Header {
            members.retain(|name, _| !name.eq_ignore_ascii_case(&slot.name));
        }
        members.insert(slot.name.clone(), value.clone());
    }
}
