#!/usr/bin/env bash
# What Lighthouse says of the portal on a phone: performance, accessibility, best practices, findability and transferred
# bytes of the home page, a column, an article, a document and a service guide; of several runs the median.
#
#   end2end/load/lighthouse.sh [RUNS]        3 for each when not given; `make dist` comes first
#
# What is promised: performance at least 98, the others 100, and an article without pictures at most 40 kB. The phone and
# its network are simulated, but the work of the page is measured: on a machine that is busy with other things the
# performance is that of the machine. Needs node and Chromium (Debian: apt install chromium); npx fetches Lighthouse.
set -euo pipefail
cd "$(dirname "$0")/../.."
RUNS=${1:-3}
LIGHTHOUSE=lighthouse@12.8.2
. end2end/load/measuring.sh
export CHROME_PATH=${CHROME_PATH:-$(command -v chromium || true)}
needs node npx "${CHROME_PATH:-chromium}"
longan demo 64

# first COLUMN: the address of the first item that the page of the column lists; without a picture if there is one.
first() {
  node --input-type=module - "$longan" "/c/$1" <<'SCRIPT'
const [base, column] = process.argv.slice(2);
const page = async (path) => (await fetch(base + path)).text();
const main = (text) => text.slice(text.indexOf("<main"), text.indexOf("</main>"));
const items = [...new Set(main(await page(column)).match(/\/a\/[0-9a-z]+(?=")/g) ?? [])];
if (items.length === 0) throw new Error(`no item on ${column}`);
for (const item of items) {
  if (!main(await page(item)).includes('src="/media/')) {
    console.log(item);
    process.exit();
  }
}
console.log(items[0]);
SCRIPT
}

# measured PATH REPORT: one run.
measured() {
  npx --yes "$LIGHTHOUSE" "$longan$1" --quiet --output=json --output-path="$2" \
    --chrome-flags="--headless=new --no-sandbox" 2>"$folder/lighthouse.log"
}

# audit NAME PATH: prints one line; each number is the median of the runs.
audit() {
  local reports=()
  for ((run = 1; run <= RUNS; run++)); do
    reports+=("$folder/$1-$run.json")
    # Now and then a trace lacks its beginning, which says nothing of the page.
    measured "$2" "${reports[-1]}" || measured "$2" "${reports[-1]}" || { cat "$folder/lighthouse.log" >&2; exit 1; }
  done
  node --input-type=module - "$1" "$2" "${reports[@]}" <<'SCRIPT'
import { readFileSync } from "node:fs";
const [name, path, ...files] = process.argv.slice(2);
const reports = files.map((file) => JSON.parse(readFileSync(file, "utf8")));
const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];
const scores = ["performance", "accessibility", "best-practices", "seo"]
  .map((category) => Math.round(100 * median(reports.map((report) => report.categories[category].score))));
const bytes = median(reports.map((report) => report.audits["total-byte-weight"].numericValue));
console.log(name.padEnd(10), ...scores.map((score) => String(score).padStart(13)), `${(bytes / 1000).toFixed(1)} kB`.padStart(13), ` ${path}`);
// What costs points. Scores of speed say little one by one; what is below them is the page's own fault.
const lacking = new Set();
for (const report of reports) {
  for (const category of ["accessibility", "best-practices", "seo"]) {
    for (const { id, weight } of report.categories[category].auditRefs) {
      const { score, title } = report.audits[id];
      if (weight > 0 && score !== null && score < 1) lacking.add(`${id}: ${title}`);
    }
  }
}
for (const fault of lacking) console.log(`           ${fault}`);
SCRIPT
}

printf '%-10s %13s %13s %13s %13s %13s\n' "" performance accessibility best-practices seo transferred
audit home /
audit column /c/tzgg
audit article "$(first tzgg)"
audit document "$(first wjzl)"
audit guide "$(first zxbs)"
