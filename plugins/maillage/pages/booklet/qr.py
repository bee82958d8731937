"""QR codes: the one home of segno."""

import io

import segno


def svg(address: str) -> str:
    """A code for an address, as a drawing with its quiet margin. The same address gives the same drawing."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=4, xmldecl=False, svgns=True, omitsize=True
    )
    return drawn.getvalue().decode()
