"""The forms of ``/contribuer/``: a table of rows, fields made from the schemas, and what the browser looks things up in."""
