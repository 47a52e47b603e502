#!/usr/bin/env bash
# Serves the built program over data/ in this folder, with demo people and content when the database is new. Settings
# come from longan.toml and LONGAN_… as always; these are only the defaults of a first try.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p data
export LONGAN_DEMO="${LONGAN_DEMO:-auto}"
exec dist/longan serve
