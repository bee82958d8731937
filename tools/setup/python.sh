#!/usr/bin/env bash
# Makes the virtual environment named by the first argument, from the first Python 3.11 or later that is found.
set -euo pipefail
target="$1"

usable() { "$1" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -n "$@"; fi; }

if [[ -x $target/bin/python ]] && usable "$target/bin/python" && "$target/bin/python" -m pip --version >/dev/null 2>&1; then
  exit 0
fi

python=""
for candidate in "${PYTHON:-python3}" python3 python3.14 python3.13 python3.12 python3.11; do
  if usable "$candidate"; then python="$candidate"; break; fi
done
if [[ ! $python ]]; then
  echo "Maillage needs Python 3.11 or later. Install it, or name it: make PYTHON=/path/to/python3.12" >&2
  exit 1
fi

if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
  # Debian and Ubuntu keep venv's other half in a package of its own.
  package="$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  if command -v apt-get >/dev/null && as_root true 2>/dev/null; then
    as_root apt-get update -q && as_root apt-get install -y -q --no-install-recommends "$package" </dev/null
  else
    echo "This Python cannot make virtual environments. On Debian or Ubuntu: sudo apt-get install $package" >&2
    exit 1
  fi
fi
"$python" -m venv --clear "$target"
