//! SSRF guard: servers added by non-admins may reach public addresses and `network.allowedCidrs`
//! only. Addresses are checked after DNS resolution, so that a name cannot lead to a private
//! address.
//! Source: MCPHub's guard, `network.allowedCidrs`.

use std::future::Future;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use hyper_util::client::legacy::connect::dns::{GaiResolver, Name};
use ipnet::IpNet;
use tower_service::Service;

/// The addresses that may be reached; all by default.
#[derive(Clone, Debug, Default)]
pub(crate) struct AddressPolicy(Option<Arc<[IpNet]>>);

impl AddressPolicy {
    /// Allows public addresses and these networks. If one of them is invalid, none of them counts.
    pub(crate) fn public_and(networks: &[String]) -> Self {
        let read: Result<Vec<IpNet>, _> = networks.iter().map(|text| network(text)).collect();
        Self(Some(read.unwrap_or_default().into()))
    }

    /// Returns true if all addresses may be reached.
    pub(crate) fn is_everywhere(&self) -> bool {
        self.0.is_none()
    }

    /// Returns true if the address may be reached.
    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        let Some(networks) = &self.0 else { return true };
        let address = address.to_canonical();
        is_public(address) || networks.iter().any(|network| network.contains(&address))
    }

    /// Fails if the host is an IP address that may not be reached.
    pub(crate) fn check(&self, host: &str) -> io::Result<()> {
        let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
        match address {
            Ok(address) if !self.allows(address) => Err(refused()),
            _ => Ok(()),
        }
    }
}

/// Parses a network or a single address.
fn network(text: &str) -> Result<IpNet, ()> {
    let text = text.trim();
    text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(drop)
}

fn refused() -> io::Error {
    let text = "the address is private, and the server is not an admin's; see network.allowedCidrs";
    io::Error::new(io::ErrorKind::PermissionDenied, text)
}

/// Resolves names to the addresses that may be reached.
#[derive(Clone)]
pub(crate) struct Resolver {
    within: AddressPolicy,
    system: GaiResolver,
}

impl Resolver {
    /// Wraps the system's resolver.
    pub(crate) fn new(within: AddressPolicy) -> Self {
        Self { within, system: GaiResolver::new() }
    }
}

impl Service<Name> for Resolver {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.system.poll_ready(context)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let (within, found) = (self.within.clone(), self.system.call(name));
        Box::pin(async move {
            let all: Vec<SocketAddr> = found.await?.collect();
            let none = all.is_empty();
            let may: Vec<_> = all.into_iter().filter(|to| within.allows(to.ip())).collect();
            if may.is_empty() && !none { Err(refused()) } else { Ok(may.into_iter()) }
        })
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Source: IANA's special-purpose registries, the blocks that are not globally reachable.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_documentation()
        || a == 0
        || a >= 240
        || (a, b & 0xc0) == (100, 64)
        || (a, b, c) == (192, 0, 0)
        || (a, b & 0xfe) == (198, 18);
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // NAT64 and 6to4 addresses embed an IPv4 address.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        [0, 0, 0, 0, 0, 0, ..] | [0x64, 0xff9b, ..] | [0x2001, 0xdb8, ..] => false,
        [first, ..] => {
            let special = first & 0xfe00 == 0xfc00
                || first & 0xffc0 == 0xfe80
                || first & 0xffc0 == 0xfec0
                || first & 0xff00 == 0xff00;
            !special
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_rejected() {
        let within = AddressPolicy::public_and(&["10.1.0.0/16".into(), "fd00::7".into()]);
        let allows = |text: &str| within.allows(text.parse().unwrap());
        for public in
            ["1.1.1.1", "100.128.0.1", "10.1.2.3", "fd00::7", "2606:4700::1", "64:ff9b::101:101"]
        {
            assert!(allows(public), "{public}");
        }
        for inside in [
            "127.0.0.1",
            "10.2.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.19.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::8",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "ff02::1",
            "2001:db8::1",
        ] {
            assert!(!allows(inside), "{inside}");
            assert!(AddressPolicy::default().allows(inside.parse().unwrap()));
        }
        let broken = AddressPolicy::public_and(&["10.1.0.0/16".into(), "10.1/x".into()]);
        assert!(!broken.allows("10.1.2.3".parse().unwrap()));
        assert!(within.check("[::1]").is_err() && within.check("localhost").is_ok());
    }
}
