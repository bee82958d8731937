"""A file from the web, with the limits that a stranger's server calls for."""

import time

import requests
import urllib3

from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_

TIMEOUT = 30.0
"""Seconds to wait for a connection, or for the next bytes."""
PATIENCE = 300.0
"""Seconds for the whole file: a server that sends a byte now and then would else hold us for ever."""
CHUNK = 1 << 16


def fetch(url: str, largest: int) -> bytes:
    """The content of an http(s) address, ``largest`` bytes at most. Raises UnreadableFileError with the reason."""
    try:
        with requests.get(url, stream=True, timeout=TIMEOUT, headers={"User-Agent": "maillage"}) as answer:
            if answer.status_code != requests.codes.ok:
                raise UnreadableFileError(N_("l’adresse ne répond pas ({error})"), error=f"HTTP {answer.status_code}")
            return _content(answer.raw, largest)
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise UnreadableFileError(N_("l’adresse ne répond pas ({error})"), error=type(error).__name__) from error


def _content(raw: urllib3.HTTPResponse, largest: int) -> bytes:
    content = bytearray()
    begun = time.monotonic()
    while chunk := raw.read1(CHUNK, decode_content=True):
        content += chunk
        if len(content) > largest:
            raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=largest >> 20)
        if time.monotonic() - begun > PATIENCE:
            raise UnreadableFileError(
                N_("l’adresse répond trop lentement : tout n’est pas arrivé en {seconds} secondes"),
                seconds=round(PATIENCE),
            )
    return bytes(content)
