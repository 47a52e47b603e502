#!/usr/bin/env bash
# Rebuilds and restarts on every change. The server reads the pages' files from target/site instead of embedding them.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
mkdir -p data
export LONGAN_DEMO="${LONGAN_DEMO:-auto}"
exec cargo leptos watch -- serve
