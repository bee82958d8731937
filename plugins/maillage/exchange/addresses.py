"""Which addresses of the internet a machine of ours may ask: whoever names a site must not make it look around at home."""

import ipaddress
import socket
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""Prefix under which networks without IPv4 reach it (RFC 6052)."""


def is_open(text: str) -> bool:
    """Whether an address is one of the open internet, whatever form it hides behind."""
    return all(one.is_global and not one.is_multicast for one in _meant(ipaddress.ip_address(text.split("%")[0])))


def is_loopback(text: str) -> bool:
    """Whether an address is this machine's own."""
    return all(one.is_loopback for one in _meant(ipaddress.ip_address(text.split("%")[0]))[-1:])


def _meant(address: Address) -> list[Address]:
    """The address itself, and the IPv4 address that it carries where it carries one."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    carried = address.sixtofour or (address.teredo[1] if address.teredo else None)
    if address in _TRANSLATED:
        carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return [address, *([carried] if carried else [])]


def resolved(host: str, port: int | None = None) -> list[str]:
    """Every address of a host. Raises LookupError where it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise LookupError(host) from None
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_web(url: str) -> bool:
    """Whether a text is an address of the web: http or https, a host, nobody's name or password."""
    try:
        parts = urlsplit(url)
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and port_is_sound
