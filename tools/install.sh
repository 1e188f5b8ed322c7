#!/usr/bin/env bash
# Installs the npm packages where package-lock.json is not the one that node_modules was made from, and sees to Node 24.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stamp=node_modules/.stamp
wanted=$(cksum <package-lock.json)
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
  if ! command -v npm >/dev/null; then
    echo 'npm is missing. Install Node.js 20 or newer with npm: https://nodejs.org' >&2
    exit 1
  fi
  echo 'Installing packages…'
  npm ci --no-audit --no-fund --loglevel=error
  echo "$wanted" >"$stamp"
fi

# The package with Node 24 is for Linux on x64; elsewhere the machine's own Node must do.
if ! PATH="$PWD/node_modules/.bin:$PATH" node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 24 ? 1 : 0)' 2>/dev/null; then
  echo "Node.js 24 or newer is missing (found: $(node --version 2>/dev/null || echo none)). Install it: https://nodejs.org" >&2
  exit 1
fi
