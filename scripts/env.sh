# Where the build keeps what outlives a checkout. Sourced by the other scripts and by the Makefile's recipes.
export LONGAN_CACHE="${LONGAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/longan}"
export LONGAN_TOOLS="$LONGAN_CACHE/tools"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$LONGAN_CACHE/target}"
export PATH="$LONGAN_TOOLS/bin:$PWD/node_modules/.bin:$PATH"
