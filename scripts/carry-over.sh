#!/usr/bin/env bash
# scripts/carry-over.sh CHECKOUT
#
# What CHECKOUT built last stands in the cache that all checkouts share, and cargo looks at nothing but file times. So a
# source that is the same there gets its time from there, and is not built again; any other gets the time of now, and is.
# Folders likewise by the names in them: cargo asks a folder for its time where every file of it counts.
set -euo pipefail
cd "$(dirname "$0")/.."
other=$1

find app crates frontend plans public server style \
  \( -name node_modules -o -path public/vendor \) -prune -o \( -type f -o -type d \) -print0 |
  while IFS= read -r -d '' source; do
    if [ -d "$source" ]; then
      [ "$(ls -A "$source")" = "$(ls -A "$other/$source" 2>/dev/null)" ]
    else
      cmp --silent "$source" "$other/$source"
    fi && touch --reference "$other/$source" "$source" || touch "$source"
  done

# In a debug build this one holds the path of its checkout: the folder that the pages' files are read from.
touch server/src/assets.rs
