"""Which network addresses may be reached: public ones, and those the owner allowed."""

from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052 §2.1
_V4_COMPATIBLE = IPv6Network("::/96")  # RFC 4291 §2.5.5.1
_V4_TRANSLATED = IPv6Network("::ffff:0:0:0/96")  # RFC 2765 §2.1
_UNSAFE = (
    ip_network("64:ff9b:1::/48"),  # RFC 8215: local-use NAT64, may embed anything
    ip_network("fec0::/10"),  # RFC 3879: former site-local
    ip_network("192.88.99.0/24"),  # RFC 7526: former 6to4 relays
    ip_network("5f00::/16"),  # RFC 9602: segment routing
    ip_network("3fff::/20"),  # RFC 9637: documentation
)


def is_reachable(address: str, allowed: Sequence[Network] = ()) -> bool:
    """Whether a socket may be opened to this numeric address; anything that is not one is refused.

    An address that carries another inside (v4-mapped, 6to4, NAT64, Teredo) is judged by both, unless the owner named
    it as it is written.
    """
    try:
        outer = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if _is_in(outer, allowed):
        return True
    return all(_is_public(one) or _is_in(one, allowed) for one in (outer, *_carried(outer)))


def is_dialable(address: str, port: int, ports: Collection[int], allowed: Sequence[Network]) -> bool:
    """Whether a socket may be opened to this numeric address at this port: the one question before every connection.
    Ports other than `ports` are open only in networks the owner named."""
    return is_reachable(address, allowed) and (port in ports or is_allowed(address, allowed))


def is_allowed(address: str, allowed: Sequence[Network]) -> bool:
    """Whether the owner named a network holding this numeric address, or one it carries."""
    try:
        outer = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(_is_in(one, allowed) for one in (outer, *_carried(outer)))


def _is_public(address: Address) -> bool:
    if _mapped(address):
        return True  # judged by the address it carries
    if any(address in network for network in _UNSAFE if network.version == address.version):
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_private
        or address.is_unspecified
    )


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


def _mapped(address: Address) -> bool:
    return isinstance(address, IPv6Address) and (address.ipv4_mapped is not None or address in _NAT64)


def _carried(address: Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses inside an IPv6 one, at which its packets may come out."""
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or address in _V4_COMPATIBLE or address in _V4_TRANSLATED:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)
