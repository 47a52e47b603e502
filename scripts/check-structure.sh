#!/usr/bin/env bash
# The invariants of docs/ARCHITECTURE.md that neither the compiler nor cargo-deny sees. Each prints one line; the last
# line counts them. Offending lines follow the name of their check.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh

# What each part of the desk may weigh before the first click, in bytes of brotli (docs/decisions/0008).
DESK_BUDGET=450000
MAX_LINES=700

passed=0 failed=0

# check NAME COMMAND…: the command prints offences, and nothing when all is well.
check() {
  local name=$1 offences status=0
  shift
  offences=$("$@" 2>&1) || status=$?
  if [ "$status" -eq 0 ] && [ -z "$offences" ]; then
    echo "  ok    $name"
    passed=$((passed + 1))
  else
    echo "  FAIL  $name"
    sed 's/^/        /' <<<"${offences:-exit status $status}"
    failed=$((failed + 1))
  fi
}

# Files of the project itself, by extension; generated and fetched ones are not in git.
own_files() {
  git ls-files --cached --others --exclude-standard -- "$@" | while IFS= read -r file; do
    [ -f "$file" ] && printf '%s\n' "$file"
  done
}

# grep over own files that says nothing and succeeds when there is nothing to say.
find_in() {
  local pattern=$1
  shift
  own_files "$@" | xargs -r -d '\n' grep -nE -- "$pattern" /dev/null || true
}

# Rust code without its comments: whoever explains a rule may name what it forbids.
find_in_code() { find_in "$@" | grep -vE '^[^:]+:[0-9]+:[[:space:]]*//' || true; }

domain_builds_for_the_browser() {
  cargo build --quiet --locked --package domain --target wasm32-unknown-unknown
}

domain_is_pure() {
  local tree
  tree=$(cargo tree --locked --package domain --edges normal --depth 1 --prefix none --all-features) || return 1
  grep -vE '^(domain|chrono|serde|thiserror|toml) ' <<<"$tree" || true
}

browser_holds_no_server_code() {
  local tree
  tree=$(cargo tree --locked --package frontend --target wasm32-unknown-unknown --edges normal --prefix none) || return 1
  grep -E '^(sqlx[a-z-]*|tantivy|tokio|axum|ammonia|cms|store|documents|server) ' <<<"$tree" | sort -u || true
}

sql_only_in_store() {
  local start='(^|")[[:space:]]*'
  find_in_code "$start(select [a-z_*.]+(,|\$| from)|insert into |delete from |update [a-z_]+ set|create (table|index) |pragma )" \
    'app/*.rs' 'server/*.rs' 'frontend/*.rs' 'crates/*.rs' |
    # Tests tamper with the log and look whether it is noticed.
    grep -v -e '^crates/store/' -e '/tests/' || true
}

# Whether a column is 历史栏目 is a question about a day, and the one that the plan names may be still to come
# (Column::is_history_on). Only the checks of a plan are made without one.
no_column_is_history_without_a_day() {
  find_in_code 'retired_on\.is_(some|none)\(\)|retired_on\.(map|filter|and_then)\(\|_\|' 'app/*.rs' 'server/*.rs' 'crates/*.rs' |
    grep -v -e '^crates/domain/src/plan/faults\.rs:' -e '/tests/' || true
}

textarea_only_in_its_component() {
  find_in_code '<textarea' 'app/*.rs' 'server/*.rs' | grep -v '^app/src/ui/text_area\.rs:' || true
}

inner_html_only_for_safe_html() {
  find_in_code 'inner_html' 'app/*.rs' | grep -vE '^app/src/ui/(text_area|rich_text|icon|safe_html)\.rs:' || true
}

# Marks in comments, and the macros that stand for missing code.
nothing_left_for_later() {
  find_in '(//|/\*|#|--|<!--).*\b(TODO|FIXME)\b' '*.rs' '*.ts' '*.js' '*.mjs' '*.scss' '*.sql' '*.toml' '*.yml' '*.md'
  find_in_code '\b(todo|unimplemented)!\(' '*.rs'
}

no_test_is_switched_off() {
  find_in_code '#\[ignore|#!?\[allow\(' '*.rs'
  find_in '\b(test|it|describe)\.(only|skip|fixme)\(' '*.ts' '*.mjs'
}

files_stay_readable() {
  own_files '*.rs' '*.ts' '*.js' '*.mjs' '*.scss' '*.sh' | xargs -r -d '\n' wc -l |
    awk -v max="$MAX_LINES" '$2 != "total" && $1 > max { print $2 ": " $1 " lines, at most " max }'
}

migrations_come_in_pairs() {
  local folder=crates/store/migrations
  [ -d "$folder/sqlite" ] && [ -d "$folder/postgres" ] || { echo "$folder: a folder is missing"; return 1; }
  diff <(ls "$folder/sqlite") <(ls "$folder/postgres")
}

# One palette and one scale of type (style/tokens); points are for paper.
styles_use_tokens() {
  find_in '#[0-9a-fA-F]{3,8}\b|font-size: *[0-9.]+(px|rem)' '*.scss' | grep -v '^style/tokens/' || true
}

# One scale of distances; a hairline of 1 or 2 px is none, and em goes with the type.
spacing_uses_tokens() {
  local property='(^|[[:space:]])((padding|margin)(-[a-z-]+)?|(row-|column-)?gap):'
  find_in "$property[^;]*([0-9]rem|[^0-9.]([3-9]|[0-9]{2,}|[0-9]*\\.[0-9]+)px)" '*.scss' | grep -v '^style/tokens/' || true
}

names_are_business_words() {
  own_files '*.rs' '*.ts' '*.scss' | grep -E '(^|/)(utils?|helpers?|common|misc)(\.[a-z]+|/)' || true
}

desk_is_light() {
  local part bytes
  for part in desk signing office studio assurance inspection; do
    bytes=$(cat "target/site/pkg/$part.wasm.br" "target/site/pkg/$part.js.br" | wc -c) || return 1
    [ "$bytes" -gt 0 ] || { echo "target/site/pkg is empty: run make dist first"; return 1; }
    [ "$bytes" -le "$DESK_BUDGET" ] || echo "$part.wasm.br and $part.js.br: $bytes bytes, at most $DESK_BUDGET"
  done
}

# The bundle exists once `make dist` has run; scripts/test.sh asks for its size then.
if [ "${1:-}" = --bundle ]; then
  check "each part of the desk at most $((DESK_BUDGET / 1000)) kB brotli" desk_is_light
else
  check "domain builds for wasm32" domain_builds_for_the_browser
  check "domain depends on chrono, serde, thiserror and toml only" domain_is_pure
  check "the browser's tree holds no server code" browser_holds_no_server_code
  check "SQL only in crates/store" sql_only_in_store
  check "no column is history without a day" no_column_is_history_without_a_day
  check "<textarea> only in app/src/ui/text_area.rs" textarea_only_in_its_component
  check "inner_html only where safe HTML is shown" inner_html_only_for_safe_html
  check "nothing left for later" nothing_left_for_later
  check "no lint allowed, no test switched off" no_test_is_switched_off
  check "files of at most $MAX_LINES lines" files_stay_readable
  check "migrations of both databases have the same names" migrations_come_in_pairs
  check "files named after business words" names_are_business_words
  check "colours and sizes of type are tokens" styles_use_tokens
  check "distances are tokens" spacing_uses_tokens
fi

echo "structure: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
