"""A file from the web, with the limits that a stranger's server calls for."""

import requests

from maillage.exchange.rows import UnreadableFileError
from maillage.i18n import N_

TIMEOUT = 30.0
CHUNK = 1 << 16


def fetch(url: str, largest: int) -> bytes:
    """The content of an http(s) address, ``largest`` bytes at most. Raises UnreadableFileError with the reason."""
    try:
        with requests.get(url, stream=True, timeout=TIMEOUT, headers={"User-Agent": "maillage"}) as answer:
            if answer.status_code != requests.codes.ok:
                raise UnreadableFileError(N_("l’adresse ne répond pas ({error})"), error=f"HTTP {answer.status_code}")
            content = bytearray()
            for chunk in answer.iter_content(CHUNK):
                content += chunk
                if len(content) > largest:
                    raise UnreadableFileError(N_("le fichier dépasse {limit} Mio"), limit=largest >> 20)
            return bytes(content)
    except requests.RequestException as error:
        raise UnreadableFileError(N_("l’adresse ne répond pas ({error})"), error=type(error).__name__) from error
