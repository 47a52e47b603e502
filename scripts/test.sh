#!/usr/bin/env bash
# Everything that must hold, cheap before expensive, one thing at a time (two cores) but for the release, which is built
# beside what needs no release: for most of its time one crate keeps one core busy. A step that fails does not stop the
# next ones; the last line says how many checks and tests passed and failed. Logs stay in target/test-logs/.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/env.sh
export CARGO_TERM_COLOR=never INSTA_UPDATE=no

# Hundreds of databases live for a second each. In memory nothing waits for a disk to have them safely; where there is
# little memory, they stay on the disk.
room=$(df --output=avail --block-size=1G /dev/shm 2>/dev/null | tail -1)
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "${room:-0}" -ge 6 ]; then
  export TMPDIR=/dev/shm
fi

logs=target/test-logs
rm -rf "$logs"
mkdir -p "$logs" target/site
passed=0 failed=0
failures=()

total() {
  local status=$?
  node scripts/source-times.mjs || true
  if [ ${#failures[@]} -gt 0 ]; then
    printf '\n未通过：\n'
    printf '  %s\n' "${failures[@]}"
  fi
  [ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
  printf '\n用时 %d 分 %d 秒\n\n' $((SECONDS / 60)) $((SECONDS % 60))
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] || exit 1
}
trap total EXIT
trap 'kill "${begun:-}" 2>/dev/null; failures+=("中断"); failed=$((failed + 1)); exit 130' INT TERM

# passages LOG FIRST NEXT LINES: from every line like FIRST to before one like NEXT, at most so many lines of each.
passages() {
  awk -v first="$2" -v after="$3" -v most="$4" '
    $0 ~ first { inside = 1; lines = 0 }
    inside && $0 ~ after && $0 !~ first { inside = 0 }
    inside && lines++ < most' "$1"
}

# What is worth reading where only the end of the output is shown: the passages about failed tests if the log's READER
# knows such, else the end, where a tool that did not come as far as its tests says why.
explain() {
  local reader=$1 log=$2 text=
  case $reader in
    read_node)
      text=$(passages "$log" '^ *not ok ' '^ *([.][.][.]$|ok |# )' 40)
      [ -n "$text" ] || text=$(sed -n '/^✖ failing tests:/,$p' "$log") ;;
    read_playwright) text=$(passages "$log" '^  [0-9]+[)] ' '^  [0-9]+ [a-z]' 40) ;;
    read_nextest) text=$(passages "$log" '^ *(FAIL|TIMEOUT|ABORT|SIG[A-Z]+) [[]' '^ *(PASS|SLOW|Summary|────)' 40) ;;
    *) ;;
  esac
  { [ -n "$text" ] && head -n 250 <<<"$text"; } || tail -n 60 "$log"
}

# The failed tests of a log, a line for each.
name_failures() {
  local reader=$1 log=$2 line=
  case $reader in
    read_node) line='^ *(not ok|✖) ' ;;
    read_playwright) line='^ +✘ ' ;;
    read_nextest) line='^ *(FAIL|TIMEOUT|ABORT|SIG[A-Z]+) [[]' ;;
    read_structure) line='^  FAIL  ' ;;
    *) return ;;
  esac
  grep -E "$line" "$log" | awk '!/failing tests:$/ && !seen[$0]++ { sub(/^ +/, ""); print "    " $0 }' | head -n 40
}

# Adds what a step reports. One that fails without a failed test, say because it does not compile, counts one.
count() {
  local name=$1 log=$2 status=$3 ok=$4 bad=$5 reader=${6:-} names
  [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
  [ "$status" -ne 0 ] || [ $((ok + bad)) -gt 0 ] || { bad=1; echo "没有运行任何测试" >>"$log"; }
  passed=$((passed + ok)) failed=$((failed + bad))
  if [ "$bad" -gt 0 ]; then
    names=$(name_failures "$reader" "$log")
    failures+=("$name（$log）${names:+$'\n'$names}")
    explain "$reader" "$log" | awk '{ print "    " $0 }'
  fi
  echo "  $ok passed, $bad failed（$((SECONDS - started)) 秒）"
}

run() {
  local log=$1
  shift
  started=$SECONDS
  "$@" >"$log" 2>&1 </dev/null
}

# check NAME COMMAND…: one check, passed when the command succeeds.
check() {
  local name=$1 log=$logs/$1.log status=0
  shift
  echo "▸ $name"
  run "$log" "$@" || status=$?
  count "$name" "$log" "$status" $((status == 0)) $((status != 0))
}

# begin NAME COMMAND…: a check that runs beside what follows; finish NAME waits for it.
begin() {
  local name=$1
  shift
  begun_at=$SECONDS
  "$@" >"$logs/$name.log" 2>&1 </dev/null &
  begun=$!
}

finish() {
  local status=0
  echo "▸ $1"
  wait "$begun" || status=$?
  begun=
  started=$begun_at
  count "$1" "$logs/$1.log" "$status" $((status == 0)) $((status != 0))
}

# tests NAME READER COMMAND…: READER gets the log and prints the numbers of passed and failed tests.
tests() {
  local name=$1 reader=$2 log=$logs/$1.log status=0 ok bad
  shift 2
  echo "▸ $name"
  run "$log" "$@" || status=$?
  read -r ok bad < <("$reader" "$log")
  count "$name" "$log" "$status" "${ok:-0}" "${bad:-0}" "$reader"
}

# "structure: 11 passed, 0 failed"
read_structure() { sed -n 's/^structure: \([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$1" | tail -1; }

# "Summary [ 1.2s] 12/13 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 0 skipped"
read_nextest() {
  grep -E '^ *Summary \[' "$1" | tail -1 | awk '{
    ok = bad = 0
    for (i = 2; i <= NF; i++) {
      if ($i ~ /^passed/) ok = $(i - 1)
      if ($i ~ /^failed/ || ($i == "timed" && $(i + 1) ~ /^out/)) bad += $(i - 1)
    }
    print ok, bad
  }'
}

# Node's runner ends with "# pass 3" and "# fail 0" (TAP) or "ℹ pass 3" (spec).
read_node() { awk '$2 == "pass" { ok += $3 } $2 == "fail" || $2 == "cancelled" { bad += $3 } END { print ok + 0, bad + 0 }' "$1"; }

# Playwright's list ends with "  3 failed", "  1 flaky", "  12 passed (30s)"; a journey that passes at the second try fails here.
read_playwright() {
  awk '$2 == "passed" { ok = $1 } $2 == "failed" || $2 == "flaky" || $2 == "interrupted" || $2 == "did" { bad += $1 }
    END { print ok + 0, bad + 0 }' "$1"
}

# Over the bundle as it was built for the release: building it again would make the release look out of date.
editor_in_browser() (cd app/editor-js && node --import tsx --test tests/browser/*.test.ts)

echo "▸ 检查工具（首次会安装）"
scripts/tools.sh --tests || exit 1
make --silent node_modules/.package-lock.json public/vendor/editor/editor.js || exit 1

begin release make --silent dist/longan
check rustfmt cargo fmt --all --check
check cargo-deny cargo deny --locked check -A unused-wrapper bans licenses sources
tests structure read_structure scripts/check-structure.sh
check typescript npm run --silent check
tests editor read_node npm run --silent test:editor
check clippy-native cargo clippy --locked --all-targets -- --deny warnings
check clippy-wasm32 cargo clippy --locked --package frontend --target wasm32-unknown-unknown -- --deny warnings
tests nextest read_nextest scripts/postgres.sh cargo nextest run --locked --no-fail-fast --lib --bins --tests
finish release
check bundle-size scripts/check-structure.sh --bundle
tests editor-browser read_node editor_in_browser
tests playwright read_playwright npm run --silent test --workspace end2end
check second-start scripts/second-start.sh
