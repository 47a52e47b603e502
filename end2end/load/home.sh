#!/usr/bin/env bash
# The home page with 200 and with 20,000 public items, rendered for every request: what is promised is that the second
# takes at most a fifth longer. From memory there is no difference to measure.
#
#   end2end/load/home.sh [SECONDS]        20 for each when not given; `make dist` comes first
#
# 32 connections over the loopback address, all on this machine. Needs wrk and node (Debian: apt install wrk).
set -euo pipefail
cd "$(dirname "$0")/../.."
SECONDS_EACH=${1:-20}
. end2end/load/measuring.sh
needs wrk node

# items COUNT: public items of ten years, evenly over columns that stand on the home page.
items() {
  node -e '
    const columns = ["tzgg", "ladt", "wjzl", "jypx"];
    const day = (n) => new Date(Date.UTC(2016, 0, 1) + (n % 3600) * 86400000).toISOString().slice(0, 10);
    for (let n = 0; n < Number(process.argv[1]); n += 1) {
      const column = columns[n % columns.length];
      console.log(JSON.stringify({ title: `第${n}号公告`, date: day(n), column, body: "正文", url: `/${n}` }));
    }' "$1"
}

rates=()
for count in 200 20000; do
  longan "$count" 0
  items "$count" >"$folder/items.jsonl"
  (cd "$folder/$count" && env -i PATH="$PATH" LONGAN_DEMO=auto "$binary" items import "$folder/items.jsonl" | tail -n 1)
  measure "$count items" "$longan/"
  rates+=("$rate")
  stop "$server"
done
awk -v few="${rates[0]}" -v many="${rates[1]}" 'BEGIN { printf "%-12s %9.0f %% longer\n", "20,000 items", 100 * (few / many - 1) }'
