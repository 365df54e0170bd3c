#!/usr/bin/env bash
# shell_scripts.sh SOURCE: every shell script of the tree parses, and pleases shellcheck where it is installed.
set -euo pipefail
cd "$1"

mapfile -t scripts < <(find .ci scripts bench/run -type f; find tests bench -name '*.sh' 2>/dev/null)
for script in "${scripts[@]}"; do bash -n "$script"; done
if command -v shellcheck >/dev/null; then
  for script in "${scripts[@]}"; do shellcheck -x -P SCRIPTDIR --severity=warning "$script"; done
fi
echo "passed: ${#scripts[@]} scripts"
