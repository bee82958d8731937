#!/usr/bin/env bash
# Takes what is new in the engine into a copy of this repository, and leaves all that belongs to the territory as it is:
# records, pages and territory.yaml are never merged, whatever the demonstration has become since.
set -euo pipefail
cd "$(dirname "$0")/.."
from="${1:-upstream}"
ours=(territory.yaml content actors skills events equipment contributions badges imports templates)

if [[ -n $(git status --porcelain --untracked-files=no) ]]; then
  echo "Des modifications ne sont pas enregistrées : « git commit » d’abord." >&2
  exit 1
fi
git fetch --quiet "$from" "${BRANCH:-main}"
git merge --no-commit --no-ff FETCH_HEAD >/dev/null 2>&1 || true
if ! git rev-parse --quiet --verify MERGE_HEAD >/dev/null; then
  echo "Rien de neuf."
  exit 0
fi
for path in "${ours[@]}"; do
  git rm --quiet -r -f --ignore-unmatch -- "$path" >/dev/null
  if git cat-file -e "HEAD:$path" 2>/dev/null; then git checkout --quiet HEAD -- "$path"; fi
done
if [[ -n $(git diff --name-only --diff-filter=U) ]]; then
  echo "Ces fichiers du logiciel ont été modifiés ici et là-bas : réparez-les, puis « git commit »." >&2
  git diff --name-only --diff-filter=U >&2
  exit 1
fi
git commit --quiet --message "Reprendre le logiciel"
echo "Le logiciel est à jour ; vos fiches n’ont pas bougé."
