#!/usr/bin/env bash
# Makes sure that there is a Chromium for the browser tests: one on PATH, Playwright's own, or an installed one.
set -euo pipefail
python="$1"

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }
found() {
  [[ -x ${MAILLAGE_CHROMIUM:-} ]] && return
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null && return
  done
  "$python" - <<'PYTHON'
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    raise SystemExit(not Path(playwright.chromium.executable_path).exists())
PYTHON
}

if found; then exit 0; fi
echo "No Chromium found; installing one for the browser tests." >&2
if grep -qsx 'ID=debian' /etc/os-release && as_root true 2>/dev/null; then
  as_root apt-get update -q </dev/null
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    chromium fonts-liberation </dev/null && found && exit 0
fi
if as_root true 2>/dev/null; then
  "$python" -m playwright install --with-deps chromium && exit 0
else
  "$python" -m playwright install chromium && exit 0
fi
cat >&2 <<'TEXT'
The browser tests need Chromium, and none could be installed here. Ways to get it:
  Debian             sudo apt-get install chromium
  other systems      .venv/bin/python -m playwright install --with-deps chromium
  one already there  MAILLAGE_CHROMIUM=/path/to/chromium make test
All other tests run with: .venv/bin/pytest -m "not browser"
TEXT
exit 1
