// node scripts/source-times.mjs, in the root of a checkout, with CARGO_TARGET_DIR
//
// Lets a fresh checkout go on from what another has built. All share one target folder, and cargo looks at nothing but
// file times: to it, everything in a checkout made later has changed. So each run writes down what every source holds and
// its time; the first run in another checkout gives the sources that are the same the times from there, the others that
// of now. Folders likewise by the names in them: cargo asks a folder for its time where every file of it counts.
//
// What was built after that record was written may be made from something else; it is taken for not built. So the record
// is written before a build (scripts/env.sh) and again when one has ended.
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["app", "crates", "frontend", "plans", "public", "server", "style"];
const NOT_SOURCES = new Set(["node_modules", "public/vendor"]);
// In a debug build this one holds the path of its checkout: the folder that the pages' files are read from.
const BOUND_TO_ITS_CHECKOUT = new Set(["crates/longan/src/main.rs"]);
const OUR_CRATES = new Set([...readdirSync("crates"), "app", "frontend", "server"]);

const target = process.env.CARGO_TARGET_DIR;
mkdirSync(target, { recursive: true });
const recordFile = join(target, "sources.json");
const record = read(recordFile);
const checkout = ownName();

if (record?.checkout !== checkout) {
  takeOver(record?.sources ?? {});
  forgetBuildsSince(record?.at ?? 0);
}
const at = Date.now();
writeFileSync(recordFile, JSON.stringify({ checkout, at, sources: Object.fromEntries(sources()) }));

/** What was written last; nothing when there is none yet or its writing was interrupted. */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Its place and a name of its own: another clone at the same place is another checkout, and so is a copy. */
function ownName() {
  const file = "target/checkout";
  mkdirSync("target", { recursive: true });
  try {
    writeFileSync(file, randomUUID(), { flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  return `${realpathSync(".")} ${readFileSync(file, "utf8")}`;
}

/** Every source and folder of sources: [path, [digest of the content, time in milliseconds]]. */
function* sources() {
  for (const folder of SOURCES) yield* sourcesIn(folder);
}

function* sourcesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_SOURCES.has(name) && !NOT_SOURCES.has(`${folder}/${name}`))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  yield [folder, [digest(entries.map(({ name }) => name).join("/")), statSync(folder).mtimeMs]];
  for (const entry of entries) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sourcesIn(path);
    else yield [path, [digest(readFileSync(path)), statSync(path).mtimeMs]];
  }
}

function digest(content) {
  return createHash("sha256").update(content).digest("base64");
}

function takeOver(recorded) {
  const now = new Date();
  for (const [path, [content]] of sources()) {
    const [sameContent, time] = recorded[path] ?? [];
    const same = sameContent === content && !BOUND_TO_ITS_CHECKOUT.has(path);
    // Whole milliseconds: a time rounded up might lie after the build that read the file.
    const then = same ? new Date(Math.floor(time)) : now;
    utimesSync(path, then, then);
  }
}

function forgetBuildsSince(time) {
  for (const prints of fingerprintFolders(target)) {
    for (const name of readdirSync(prints)) {
      const unit = join(prints, name);
      if (OUR_CRATES.has(name.replace(/-[0-9a-f]+$/, "")) && newest(unit) >= time) rmSync(unit, { recursive: true });
    }
  }
}

/** Where cargo writes down what it has built: one folder for each target, profile and caller. */
function* fingerprintFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || ["build", "deps", "examples", "incremental"].includes(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.name === ".fingerprint") yield path;
    else yield* fingerprintFolders(path);
  }
}

function newest(folder) {
  return Math.max(...readdirSync(folder).map((name) => statSync(join(folder, name)).mtimeMs));
}
