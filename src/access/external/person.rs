//! What the owner of a token may use. A person is identified by issuer and subject; the name is only
//! compared with users of the hub.

use crate::access::auth::user_identity;
use crate::access::external::claims::Facts;
use crate::access::refusal::Refusal;
use crate::proxy::catalog::scope::Target;
use crate::proxy::identity::{Identity, OfProvider};
use crate::proxy::viewer::Viewer;
use crate::settings::model::group::Group;
use crate::settings::model::identity_provider::Issuer;
use crate::settings::model::server::Visibility;
use crate::settings::model::user::User;
use crate::settings::{Named, Settings};

/// The owner of a token, at an endpoint.
pub(super) struct Person<'a> {
    pub(super) settings: &'a Settings,
    pub(super) provider: &'a Issuer,
    pub(super) facts: &'a Facts,
}

/// The groups and servers of the hub that a person may use.
#[derive(Debug, Default, PartialEq, Eq)]
struct Rights {
    groups: Vec<String>,
    servers: Vec<String>,
}

impl Person<'_> {
    /// Returns the identity of the person at an endpoint.
    ///
    /// # Errors
    /// Fails if neither the users of the hub nor the rules of the provider know the person.
    pub(super) fn identity(&self, target: &Target) -> Result<Identity, Refusal> {
        let of_provider = Some(self.of_provider());
        if let Some(user) = self.user()? {
            return Ok(Identity { provider: of_provider, ..user_identity(user) });
        }
        let map = &self.provider.map;
        let needs_groups =
            !(map.groups.is_empty() && map.servers.is_empty() && map.admins.is_empty());
        if self.facts.lacks_groups && needs_groups {
            let text = "the identity provider left out the groups, since there are too many; its \
                        administrator limits them to those of this application";
            return Err(Refusal::Forbidden(text.to_owned()));
        }
        let viewer = if self.facts.groups.iter().any(|group| map.admins.contains(group)) {
            Some(Viewer::Admin)
        } else {
            let rights = self.rights().ok_or_else(|| {
                let text = "this hub does not know the owner of the token; its administrator adds \
                            the person to the users, or to `map` of the identity provider";
                Refusal::Forbidden(text.to_owned())
            })?;
            // As a key with these limits, which are checked here.
            let is_granted = rights.grant(self.settings, target);
            (!is_granted).then(|| Viewer::Person(self.listed_servers(&rights)))
        };
        let principal = format!("external {} {}", self.provider.issuer, self.facts.subject);
        Ok(Identity { principal, viewer, provider: of_provider, ..Identity::default() })
    }

    fn of_provider(&self) -> OfProvider {
        OfProvider {
            issuer: self.provider.issuer.clone(),
            subject: self.facts.subject.clone(),
            client: self.facts.client.clone(),
            rules: self.provider.rules_hash(),
        }
    }

    /// Returns the user of the hub. With several providers, names of different people may be equal, so
    /// that only `map` counts.
    fn user(&self) -> Result<Option<&User>, Refusal> {
        let Facts { subject, name, email, .. } = self.facts;
        let words = [Some(subject), name.as_ref(), email.as_ref()];
        let mapped = words.into_iter().flatten().find_map(|word| self.provider.map.users.get(word));
        if let Some(mapped) = mapped {
            let gone = || {
                let text = "the user of this hub that the token stands for no longer exists";
                Refusal::Forbidden(text.to_owned())
            };
            return self.settings.user(mapped).map(Some).ok_or_else(gone);
        }
        let is_only = self.settings.system.identity_providers.issuers.len() == 1;
        Ok(name.as_deref().filter(|_| is_only).and_then(|name| self.settings.user(name)))
    }

    /// Returns the rights; `None` if no rule is for this person.
    fn rights(&self) -> Option<Rights> {
        let map = &self.provider.map;
        let mut rights = Rights::default();
        for group in &self.facts.groups {
            rights.groups.extend(map.groups.get(group).into_iter().flatten().cloned());
            rights.servers.extend(map.servers.get(group).into_iter().flatten().cloned());
        }
        let is_known = rights != Rights::default() || self.provider.create_users;
        rights.groups.extend(self.provider.default_groups.iter().cloned());
        is_known.then_some(rights)
    }

    /// Returns the servers that endpoints of several servers list: those of the rights, those that a
    /// group contains as a whole, and public ones for people without rules.
    fn listed_servers(&self, rights: &Rights) -> Vec<String> {
        let groups = self.settings.groups.iter().filter(|group| rights.has_group(group));
        let whole = groups.flat_map(|group| &group.members).filter(|member| member.is_whole());
        let mut names: Vec<String> = whole.map(|member| member.server.clone()).collect();
        names.extend(rights.servers.iter().cloned());
        let public = self.settings.servers.iter().filter(|server| {
            self.provider.create_users && server.sharing.visibility == Some(Visibility::Public)
        });
        names.extend(public.map(|server| server.name.clone()));
        names.sort();
        names.dedup();
        names
    }
}

impl Rights {
    /// Returns whether the endpoint is that of a group or server of these.
    fn grant(&self, settings: &Settings, target: &Target) -> bool {
        let server = |name: &String| self.servers.contains(name);
        match target {
            Target::All => false,
            Target::Direct(name) => server(name),
            Target::Named(name) => match settings.named(name) {
                Some(Named::Group(group)) => self.has_group(group),
                Some(Named::Server) | None => server(name),
            },
            Target::Tools(name) => settings.group(name).is_some_and(|group| self.has_group(group)),
        }
    }

    fn has_group(&self, group: &Group) -> bool {
        let has = |name: &String| self.groups.contains(name);
        has(&group.name) || group.id.as_ref().is_some_and(has)
    }
}
