#!/usr/bin/env bash
# Installs the servers and clients of package.json and requirements.txt into $REAL, once.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${REAL:=$here/../../target/real}"
mkdir -p "$REAL"

# Runs the rest of the words unless they succeeded before on the same content of FILE.
once() {
  local file=$1 stamp
  shift
  stamp=$REAL/$(basename "$file").installed
  cmp --quiet "$file" "$stamp" 2>/dev/null && return
  echo "installing $(basename "$file") into $REAL"
  "$@"
  cp "$file" "$stamp"
}

npm_packages() {
  mkdir -p "$REAL/npm"
  cp "$here/package.json" "$REAL/npm/"
  npm install --prefix "$REAL/npm" --no-audit --no-fund --no-package-lock --loglevel=error
}

python_packages() {
  rm -rf "$REAL/python"
  python3 -m venv "$REAL/python"
  "$REAL/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
}

once "$here/package.json" npm_packages
once "$here/requirements.txt" python_packages
