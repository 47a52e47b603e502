# Where the build keeps what outlives a checkout. Sourced by the other scripts and by the Makefile's recipes. The names
# do not begin with LONGAN_, since the program reads those as its settings.
export BUILD_CACHE="${BUILD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/longan}"
export BUILD_TOOLS="$BUILD_CACHE/tools"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$BUILD_CACHE/target}"
export PATH="$BUILD_TOOLS/bin:$PWD/node_modules/.bin:$PATH"

# Golden tables stand beside the tests that run, not beside those of the checkout that compiled them.
export INSTA_WORKSPACE_ROOT="$PWD"

# Checkouts share the cache, and cargo tells their sources apart by time only. When the checkout changes, times are
# carried over from the one that built last; when that is gone, our own crates are built again, their dependencies not.
if [ -d "$CARGO_TARGET_DIR" ]; then
  built_last=$(cat "$CARGO_TARGET_DIR/checkout" 2>/dev/null || true)
  if [ "$built_last" != "$PWD" ]; then
    if [ -n "$built_last" ] && [ -d "$built_last/crates" ]; then
      scripts/carry-over.sh "$built_last"
    else
      find "$CARGO_TARGET_DIR" -type d -name .fingerprint -prune | while read -r prints; do
        for crate in app cms documents domain frontend patrol server store testkit; do rm -rf "$prints/$crate"-*; done
      done
    fi
    printf '%s' "$PWD" > "$CARGO_TARGET_DIR/checkout"
  fi
  unset built_last
fi
