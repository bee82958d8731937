"""One address of a stranger, asked with care: conditional, limited in time, in size and in turns, never inside a private network.

A name is resolved once, and the connection goes to an address that was looked at: a name that changes its mind between the
look and the visit leads nowhere. No proxy, no password file, no cookie of this machine is used.
"""

import socket
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from maillage.exchange.addresses import is_loopback, is_open, is_web, resolved
from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_

AGENT = "maillage-federate"
REDIRECTS = 5
CHUNK = 1 << 16
LONGEST_MARK = 300
"""Characters of an ETag or a date that are kept to be said again."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
Marks = tuple[str, str]
"""ETag and Last-Modified, as the server wrote them; empty where it did not."""


class _PrivateError(Exception):
    """A host is inside a private network, or on this machine."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a visit may last (``patience``, seconds for all of it), and each wait in it (``timeout``).

    ``loopback`` lets this machine be asked: for tests and trials only.
    """

    timeout: float = 10.0
    patience: float = 120.0
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave; ``content`` is None where it is what was had before. ``url`` is where it was found at last."""

    url: str
    content: bytes | None
    marks: Marks = ("", "")


@dataclass
class Visit:
    """All that is asked of one neighbour, within its limits. To be used in a ``with`` block."""

    limits: Limits = field(default_factory=Limits)
    _open: list[socket.socket] = field(default_factory=list)
    _over: bool = False

    def __enter__(self) -> "Visit":
        """Begin to count the time: when it is over, whatever connection is open is shut."""
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.headers.update({"User-Agent": AGENT, "Accept-Encoding": "gzip"})
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Guarded(self))
        self._timer = threading.Timer(self.limits.patience, self._shut)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what was opened."""
        self._timer.cancel()
        self._session.close()
        for one in self._open:
            one.close()

    def get(self, url: str, largest: int, before: Marks = ("", "")) -> Answer:
        """The content of an address, ``largest`` bytes at most once unpacked. Raises UnreadableFileError with the reason."""
        try:
            return self._follow(url, largest, before)
        except _PrivateError:
            raise UnreadableFileError(N_("l’adresse mène dans un réseau privé : elle n’est pas demandée")) from None
        except LookupError:
            raise UnreadableFileError(N_("le nom du site n’existe pas, ou plus")) from None
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            if isinstance(error, UnreadableFileError):
                raise
            if self._over:
                raise UnreadableFileError(
                    N_("l’adresse répond trop lentement : tout n’est pas arrivé en {seconds} secondes"),
                    seconds=str(round(self.limits.patience)),
                ) from error
            raise UnreadableFileError(N_("l’adresse ne répond pas ({error})"), error=type(error).__name__) from error

    def _follow(self, url: str, largest: int, before: Marks) -> Answer:
        for _ in range(REDIRECTS + 1):
            if not is_web(url):
                raise UnreadableFileError(N_("l’adresse n’est pas une adresse http ou https"))
            headers = {"If-None-Match": before[0], "If-Modified-Since": before[1]}
            asked = {name: value for name, value in headers.items() if value}
            with self._session.get(
                url, headers=asked, stream=True, timeout=self.limits.timeout, allow_redirects=False, cookies={}
            ) as answer:
                self._session.cookies.clear()
                if answer.status_code == requests.codes.not_modified and asked:
                    return Answer(url, None, before)
                target = answer.headers.get("Location", "")
                if answer.status_code not in _REDIRECTS or not target:
                    return self._read(url, answer, largest)
            further = urljoin(url, target)
            if urlsplit(url).scheme == "https" and urlsplit(further).scheme == "http":
                raise UnreadableFileError(N_("l’adresse renvoie vers une adresse qui n’est plus protégée (http)"))
            url = further
        raise UnreadableFileError(N_("l’adresse renvoie trop de fois ailleurs"))

    def _read(self, url: str, answer: requests.Response, largest: int) -> Answer:
        if answer.status_code != requests.codes.ok:
            raise AbsentError(answer.status_code)
        content = b"".join(_unpacked(answer, largest))
        if self._over:
            raise TimeoutError
        marks = tuple(answer.headers.get(name, "") for name in ("ETag", "Last-Modified"))
        kept = [mark if len(mark) <= LONGEST_MARK and mark.isprintable() else "" for mark in marks]
        return Answer(url, content, (kept[0], kept[1]))

    def connect(self, connection: HTTPConnection) -> socket.socket:
        """A socket to an address of the host that may be asked."""
        host, port = connection.host.strip("[]"), connection.port
        allowed = [one for one in resolved(host, port) if is_open(one) or (self.limits.loopback and is_loopback(one))]
        if not allowed:
            raise _PrivateError(host)
        if self._over:
            raise TimeoutError
        failure: OSError | None = None
        for address in allowed:
            try:
                made = socket.create_connection((address, port), self.limits.timeout)
            except OSError as error:
                failure = error
                continue
            self._open.append(made.dup())
            return made
        raise urllib3.exceptions.NewConnectionError(connection, str(failure))

    def _shut(self) -> None:
        self._over = True
        for one in list(self._open):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed by the other side already
                continue


class AbsentError(UnreadableFileError):
    """The server answered, but not with a file."""

    def __init__(self, status: int) -> None:
        """Keep the status."""
        super().__init__(N_("l’adresse ne répond pas ({error})"), error=f"HTTP {status}")
        self.status = status


def _unpacked(answer: requests.Response, largest: int) -> Iterator[bytes]:
    """The body, unpacked by us so that a small bomb never becomes a large one in memory."""
    packing = answer.headers.get("Content-Encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise UnreadableFileError(N_("le fichier est compressé d’une façon que nous n’avons pas demandée"))
    unpack = zlib.decompressobj(wbits=31) if "gzip" in packing else None
    had = 0
    while chunk := answer.raw.read1(CHUNK, decode_content=False):
        for part in _parts(unpack, chunk):
            had += len(part)
            if had > largest:
                raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=str(largest >> 20))
            yield part
    if unpack and not unpack.eof:
        raise UnreadableFileError(N_("le fichier n’est pas arrivé en entier"))


def _parts(unpack: Any, chunk: bytes) -> Iterator[bytes]:
    if unpack is None:
        yield chunk
        return
    try:
        while chunk and not unpack.eof:
            yield unpack.decompress(chunk, CHUNK)
            chunk = unpack.unconsumed_tail
    except zlib.error as error:
        raise UnreadableFileError(N_("le fichier n’est pas arrivé en entier")) from error


class _Guarded(HTTPAdapter):
    """Connections that ask the visit where they may go."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = _pools(self._visit)


def _pools(visit: Visit) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return visit.connect(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return visit.connect(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
