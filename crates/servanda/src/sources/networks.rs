//! Networks: which addresses of the internet protocol nothing is fetched from.
//!
//! What enters: an address. What leaves: why it is refused, or nothing where it belongs to the public internet. The table is
//! `data/sources/networks.tsv`. Invariant: an IPv6 address outside the space that is given out to the public is refused,
//! whether the table has a line for it or not.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::LazyLock;

/// Why nothing is fetched from `address`, as the end of a sentence that begins with the address; none where it is public.
pub fn refused(address: IpAddr) -> Option<&'static str> {
    let bits = bits(address);
    let found = NETWORKS
        .iter()
        .filter(|network| network.v6 == address.is_ipv6())
        .find(|network| (bits ^ network.bits) & network.mask == 0);
    match (found, address) {
        (Some(network), _) => Some(network.what),
        (None, IpAddr::V6(v6)) if !given_out(v6) => {
            Some("belongs to nobody on the public internet")
        }
        (None, IpAddr::V6(v6)) if names_itself_by_v4(v6) => {
            Some("is an IPv4 address in another dress (ISATAP)")
        }
        _ => None,
    }
}

/// A line of the table.
struct Network {
    bits: u128,
    mask: u128,
    v6: bool,
    what: &'static str,
}

static NETWORKS: LazyLock<Vec<Network>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/sources/networks.tsv");
    table.lines().filter_map(Network::parse).collect()
});

impl Network {
    /// A line of the table; none for a comment.
    fn parse(line: &'static str) -> Option<Network> {
        let (network, what) = line.split_once('\t').filter(|_| !line.starts_with('#'))?;
        let (address, length) = network.split_once('/')?;
        let address: IpAddr = address.parse().ok()?;
        let length: u32 = length.parse().ok()?;
        // An IPv4 address stands in the lowest bits, so that its mask must cover all that are above.
        let length = if address.is_ipv4() {
            length + 96
        } else {
            length
        };
        let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
        Some(Network {
            bits: bits(address),
            mask,
            v6: address.is_ipv6(),
            what,
        })
    }
}

fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => u128::from(v4.to_bits()),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

/// Whether an address lies in 2000::/3, the space of global unicast.
fn given_out(address: Ipv6Addr) -> bool {
    address.segments()[0] >> 13 == 1
}

/// ISATAP writes an IPv4 address into the lower half: `...:0:5efe:a.b.c.d`, also with the universal bit set.
fn names_itself_by_v4(address: Ipv6Addr) -> bool {
    let [_, _, _, _, a, b, _, _] = address.segments();
    b == 0x5efe && a & !0x0200 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_understood() {
        let table = include_str!("../../../../data/sources/networks.tsv");
        let lines = table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(NETWORKS.len(), lines);
    }

    #[test]
    fn networks_end_where_they_end() {
        for (address, is_refused) in [
            ("9.255.255.255", false),
            ("10.0.0.0", true),
            ("10.255.255.255", true),
            ("11.0.0.0", false),
            ("100.63.255.255", false),
            ("100.64.0.0", true),
            ("100.127.255.255", true),
            ("100.128.0.0", false),
            ("172.15.255.255", false),
            ("172.16.0.0", true),
            ("172.31.255.255", true),
            ("172.32.0.0", false),
            ("192.167.255.255", false),
            ("192.168.0.0", true),
            ("192.169.0.0", false),
            ("198.17.255.255", false),
            ("198.19.255.255", true),
            ("198.20.0.0", false),
            ("223.255.255.255", false),
            ("224.0.0.0", true),
            ("255.255.255.255", true),
            ("8.8.8.8", false),
            ("2606:4700::1111", false),
            ("2a00:1450:4001::1", false),
            ("1fff::1", true),
            ("2001:200::1", false),
            ("2003::1", false),
            ("4000::1", true),
            ("2a00:1450::5efe:a00:1", true),
            ("2a00:1450::200:5efe:a00:1", true),
            ("2a00:1450::300:5efe:a00:1", false),
        ] {
            let ip: IpAddr = address.parse().unwrap();
            assert_eq!(refused(ip).is_some(), is_refused, "{address}");
        }
    }
}
