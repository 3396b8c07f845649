"""Which addresses may be connected to: those of the public internet, and no others.

Written by hand after IANA's registries of special-purpose addresses (RFC 6890), since ``ipaddress.is_private`` of the
Pythons in use calls 192.0.0.8, 64:ff9b::/96, 2002::/16 and ::127.0.0.1 public.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_CLOSED_4 = tuple(
    map(
        ip_network,
        [
            "0.0.0.0/8",  # this host and network, RFC 1122
            "10.0.0.0/8",  # private, RFC 1918
            "100.64.0.0/10",  # shared by a provider's customers, RFC 6598; 100.100.100.200 is a cloud's metadata
            "127.0.0.0/8",  # loopback, RFC 1122
            "168.63.129.16/32",  # a cloud's own services, although the block around it is public
            "169.254.0.0/16",  # link-local, RFC 3927; 169.254.169.254 is a cloud's metadata
            "172.16.0.0/12",  # private, RFC 1918
            "192.0.0.0/24",  # protocol assignments, RFC 6890; 192.0.0.192 is a cloud's metadata
            "192.0.2.0/24",  # documentation, RFC 5737
            "192.31.196.0/24",  # AS112, RFC 7535: answers only for names that should not be asked
            "192.52.193.0/24",  # automatic multicast tunnels, RFC 7450
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "192.168.0.0/16",  # private, RFC 1918
            "192.175.48.0/24",  # AS112, RFC 7534
            "198.18.0.0/15",  # benchmarks, RFC 2544
            "198.51.100.0/24",  # documentation, RFC 5737
            "203.0.113.0/24",  # documentation, RFC 5737
            "224.0.0.0/4",  # multicast, RFC 5771
            "240.0.0.0/4",  # reserved, RFC 1112, and the broadcast address
        ],
    )
)
# Everything that carries an IPv4 address inside (mapped, compatible, NAT64) or is local lies outside of this.
_GLOBAL_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    map(
        ip_network,
        [
            "2001::/23",  # protocol assignments, RFC 2928: Teredo, benchmarks, ORCHID
            "2001:db8::/32",  # documentation, RFC 3849
            "2002::/16",  # 6to4, RFC 3056: an IPv4 address in disguise
            "2620:4f:8000::/48",  # AS112, RFC 7534
            "3fff::/20",  # documentation, RFC 9637
        ],
    )
)


def may_connect(address: str) -> bool:
    """Whether a resolved address is one of the public internet. Anything that is no plain address is not."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return not any(found in block for block in _CLOSED_4)
    return _is_public_6(found)


def _is_public_6(found: IPv6Address) -> bool:
    return found.scope_id is None and found in _GLOBAL_6 and not any(found in block for block in _CLOSED_6)
