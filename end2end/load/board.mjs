// The county board over HTTP with a million items, two hundred columns and a hundred units: milliseconds from the request to
// the last byte, of a release binary, as it is asked for again and as it is made anew after somebody has done something.
// What reading a megabyte takes here is in it.
//
//   node end2end/load/board.mjs FILE [BINARY]
//
// FILE is a SQLite database as
//   cargo run --locked --release --package cms --example million_items -- 1000000 FILE
// leaves it; it is copied, not changed. BINARY is dist/longan when not given; `make dist` comes first.
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { Longan, freePort } from "./longan.mjs";

const [file, binary = "dist/longan"] = process.argv.slice(2);
if (!file) throw new Error("which database? node end2end/load/board.mjs FILE [BINARY]");
const AGAIN = 50;
const ANEW = 20;
const longan = new Longan(binary, await freePort());

try {
  copyFileSync(file, join(longan.folder, "data", "longan.db"));
  // The key of the example's second factors is gone with it.
  longan.command("account", "reset-totp", "--all");
  await longan.start();
  const cookie = await longan.signIn("guanli");
  const first = await board(cookie);
  console.log(`first after the start   ${first.took.toFixed(0)} ms, ${(first.bytes / 1e6).toFixed(2)} MB`);
  const again = [];
  for (let run = 0; run < AGAIN; run += 1) again.push((await board(cookie)).took);
  say("again", again);
  const anew = [];
  const clerk = await longan.signIn("fabu");
  for (let run = 0; run < ANEW; run += 1) {
    // A new draft is an event, after which every standing is read anew.
    await longan.call(clerk, "content/create", { new: { column: "jypx", submitted_by: null } });
    anew.push((await board(cookie)).took);
  }
  say("anew after an event", anew);
} finally {
  await longan.leave();
}

async function board(cookie) {
  const started = performance.now();
  const answer = await longan.request("GET", "/desk/board", { cookie });
  const took = performance.now() - started;
  if (answer.status !== 200) throw new Error(`board: ${answer.status}`);
  return { took, bytes: answer.body.length };
}

function say(what, times) {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(0);
  console.log(`${what.padEnd(22)} median ${at(0.5)} ms, nine of ten under ${at(0.9)}, worst ${at(1)}, of ${times.length}`);
}
