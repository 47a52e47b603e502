// The county board over HTTP with a million items, two hundred columns and a hundred units: milliseconds from the request to
// the last byte, of a release binary, as it is asked for again and as it is made anew after somebody has done something.
// What reading a megabyte takes here is in it.
//
//   node end2end/load/board.mjs FILE [BINARY]
//
// FILE is a SQLite database as
//   cargo run --locked --release --package cms --example million_items -- 1000000 FILE
// leaves it; it is copied, not changed. BINARY is dist/longan when not given; `make dist` comes first.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [file, binary = "dist/longan"] = process.argv.slice(2);
if (!file) throw new Error("which database? node end2end/load/board.mjs FILE [BINARY]");
const AGAIN = 50;
const ANEW = 20;

const port = await new Promise((done) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});
const base = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), "longan-board-"));
mkdirSync(join(folder, "data"), { mode: 0o700 });
copyFileSync(file, join(folder, "data", "longan.db"));
const env = {
  PATH: process.env.PATH,
  LONGAN_LISTEN: `127.0.0.1:${port}`,
  LONGAN_PUBLIC_ADDRESS: base,
  LONGAN_DEMO: "auto",
  LONGAN_SIGN_IN_PER_MINUTE: "1000",
  LONGAN_LOG_FILTER: "warn",
};
// The key of the example's second factors is gone with it.
execFileSync(resolve(binary), ["account", "reset-totp", "--all"], { cwd: folder, env, stdio: "ignore" });
const server = spawn(resolve(binary), ["serve"], { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
let ended = false;
server.on("exit", () => {
  ended = true;
});

try {
  await until(async () => (await fetch(`${base}/health`)).ok);
  const cookie = await signIn("guanli");
  const first = await board(cookie);
  console.log(`first after the start   ${first.took.toFixed(0)} ms, ${(first.bytes / 1e6).toFixed(2)} MB`);
  const again = [];
  for (let run = 0; run < AGAIN; run += 1) again.push((await board(cookie)).took);
  say("again", again);
  const anew = [];
  const clerk = await signIn("fabu");
  for (let run = 0; run < ANEW; run += 1) {
    // An event, after which every standing is read anew.
    await startDraft(clerk);
    anew.push((await board(cookie)).took);
  }
  say("anew after an event", anew);
} finally {
  server.kill();
  if (!ended) await new Promise((done) => server.on("exit", done));
  rmSync(folder, { recursive: true });
}

async function until(holds) {
  for (let tries = 0; tries < 600 && !ended; tries += 1) {
    if (await holds().catch(() => false)) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error("the server does not answer");
}

async function signIn(login) {
  const answer = await fetch(`${base}/desk/login`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: base, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams({ login, password: "Longan-Demo-2026", code: "", next: "/desk" }),
  });
  if (answer.status !== 303) throw new Error(`sign-in of ${login}: ${answer.status}`);
  return answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
}

async function board(cookie) {
  const started = performance.now();
  const answer = await fetch(`${base}/desk/board`, { headers: { cookie, "accept-encoding": "identity" } });
  const bytes = (await answer.arrayBuffer()).byteLength;
  const took = performance.now() - started;
  if (answer.status !== 200) throw new Error(`board: ${answer.status}`);
  return { took, bytes };
}

async function startDraft(cookie) {
  const answer = await fetch(`${base}/api/desk/content/create`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", accept: "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ new: { column: "jypx", submitted_by: null } }),
  });
  if (!answer.ok) throw new Error(`draft: ${answer.status} ${await answer.text()}`);
}

function say(what, times) {
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(0);
  console.log(`${what.padEnd(22)} median ${at(0.5)} ms, nine of ten under ${at(0.9)}, worst ${at(1)}, of ${times.length}`);
}
