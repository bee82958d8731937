"""The press: a copy of a process that printed prints too, and what typst refuses is said."""

import os

import pytest
from maillage import press

SOURCE = b'#set document(title: "Essai")\n#let data = json(bytes(sys.inputs.data))\n#data.word'


def test_the_same_source_and_data_give_the_same_document() -> None:
    made = press.pdf(SOURCE, '{"word": "bonjour"}')
    assert made.startswith(b"%PDF-")
    assert made == press.pdf(SOURCE, '{"word": "bonjour"}') != press.pdf(SOURCE, '{"word": "bonsoir"}')


def test_a_document_that_cannot_be_set_is_refused_and_the_press_goes_on() -> None:
    with pytest.raises(press.RefusedError, match="missing"):
        press.pdf(b"#missing", "{}")
    assert press.pdf(SOURCE, '{"word": "encore"}').startswith(b"%PDF-")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no copies here")
@pytest.mark.timeout(60)
def test_a_copy_of_a_process_that_printed_prints_too() -> None:
    """Typst in the process itself would wait for ever here."""
    press.pdf(SOURCE, '{"word": "avant"}')
    copy = os.fork()
    if copy == 0:
        code = 1
        try:
            code = 0 if press.pdf(SOURCE, '{"word": "copie"}').startswith(b"%PDF-") else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1]) == 0
