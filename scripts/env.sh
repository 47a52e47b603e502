# Where the build keeps what outlives a checkout. Sourced by the other scripts and by the Makefile's recipes. The names
# do not begin with LONGAN_, since the program reads those as its settings.
export BUILD_CACHE="${BUILD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/longan}"
export BUILD_TOOLS="$BUILD_CACHE/tools"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$BUILD_CACHE/target}"
export PATH="$BUILD_TOOLS/bin:$PWD/node_modules/.bin:$PATH"

# Golden tables stand beside the tests that run, not beside those of the checkout that compiled them.
export INSTA_WORKSPACE_ROOT="$PWD"

# Checkouts share the cache, and cargo tells their sources apart by time only (without Node nothing is built anyway).
if command -v node >/dev/null; then
  node scripts/source-times.mjs
fi
