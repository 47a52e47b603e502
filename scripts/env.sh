# Where the build keeps what outlives a checkout. Sourced by the other scripts and by the Makefile's recipes. The names
# do not begin with LONGAN_, since the program reads those as its settings.
export BUILD_CACHE="${BUILD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/longan}"
export BUILD_TOOLS="$BUILD_CACHE/tools"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$BUILD_CACHE/target}"
export PATH="$BUILD_TOOLS/bin:$PWD/node_modules/.bin:$PATH"

# Checkouts share the cache, and cargo tells them apart by file times only: what another checkout built of our own
# crates could pass for ours. When the checkout changes, our crates are built again; their dependencies stay.
if [ -d "$CARGO_TARGET_DIR" ] && [ "$(cat "$CARGO_TARGET_DIR/checkout" 2>/dev/null)" != "$PWD" ]; then
  find "$CARGO_TARGET_DIR" -type d -name .fingerprint -prune | while read -r prints; do
    for crate in app cms documents domain frontend patrol server store testkit; do rm -rf "$prints/$crate"-*; done
  done
  printf '%s' "$PWD" > "$CARGO_TARGET_DIR/checkout"
fi
