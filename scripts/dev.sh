#!/usr/bin/env bash
# Builds without optimising, serves data/ in this folder, and does so again after every change; one that does not compile
# leaves the program that runs. The server reads the pages' files from target/site instead of embedding them.
#
#   PARTS="desk office" make dev      builds only these parts of the desk, the others stay as they were built last
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
mkdir -p data target/stamps
export LONGAN_DEMO="${LONGAN_DEMO:-auto}"

all=(signing office studio assurance inspection desk)
read -ra parts <<<"${PARTS:-${all[*]}}"
seen=target/stamps/dev
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null' EXIT

build() {
  make --silent public/vendor/editor/editor.js || return
  for part in "${parts[@]}"; do
    cargo leptos build --project "$part" --frontend-only --cargo-locked || return
  done
  # What an earlier release has packed would be served instead of what is new.
  rm -f target/site/pkg/*.br target/site/pkg/*.gz
  for part in "${all[@]}"; do
    for file in js wasm; do
      [ ! -f "target/$part/pkg/desk.$file" ] || cp "target/$part/pkg/desk.$file" "target/site/pkg/$part.$file"
    done
  done
  cargo build --locked --package longan
}

changed() {
  find app/Cargo.toml app/src app/editor-js/src crates frontend plans public server style Cargo.toml Cargo.lock \
    -path public/vendor -prune -o -newer "$seen" -print -quit
}

while true; do
  touch "$seen"
  if build; then
    [ -z "$server" ] || { kill "$server" && wait "$server"; } || true
    "$CARGO_TARGET_DIR/debug/longan" serve &
    server=$!
  fi
  until [ -n "$(changed)" ]; do sleep 1; done
done
