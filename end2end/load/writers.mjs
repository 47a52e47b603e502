// A hundred clerks and signers at once, through HTTP, against a release binary that is killed with SIGKILL half way.
// Every change that was acknowledged must be there afterwards, the log must verify, and no request may fail other
// than those that were under way at the kill.
//
//   node end2end/load/writers.mjs [--binary dist/longan] [--writers 100] [--seconds 60] [--port 3900] [--database …]
//
// --binary    the program; `make dist` comes first
// --writers   pairs of a writer and a signer that work at once
// --seconds   how long they do; after half of it the server is killed and started again
// --port      of the loopback address, on which everything runs
// --database  postgres://USER:PASSWORD@HOST/DATABASE, an empty one; without it a SQLite file in a temporary folder
//
// Writers share the demo people's accounts, each with a session of its own: LOAD_WRITER (fabu) writes in LOAD_COLUMN
// (jypx), LOAD_SIGNER (shenhe) signs, both with LOAD_PASSWORD. Exits with 1 when a request failed or a change was lost.
import { DEMO_PASSWORD, Longan } from "./longan.mjs";

const options = { binary: "dist/longan", writers: 100, seconds: 60, port: 3900, database: "" };
for (let i = 2; i < process.argv.length; i += 2) {
  const key = process.argv[i].replace(/^--/, "");
  if (!(key in options)) throw new Error(`unknown option ${process.argv[i]}`);
  options[key] = typeof options[key] === "number" ? Number(process.argv[i + 1]) : process.argv[i + 1];
}
const settings = {
  // The county's own setting would make a hundred log-ins the slowest part of the run.
  LONGAN_PASSWORD_MEMORY_KIB: "8192",
  LONGAN_PASSWORD_PASSES: "1",
  ...(options.database ? { LONGAN_DATABASE: options.database } : {}),
};
const longan = new Longan(options.binary, options.port, settings, options.writers + 10);

const times = [];
const acknowledged = new Map(); // item → { version, title, stage }
const errors = [];
let saves = 0;
let signatures = 0;
let down = false;

async function call(cookie, endpoint, args) {
  const started = performance.now();
  const answer = await longan.call(cookie, endpoint, args);
  times.push(performance.now() - started);
  return answer;
}

/** One clerk with a signer: writes an item with several saves, has it signed, starts the next. */
async function writer(number, people, [writerCookie, signerCookie], until) {
  for (let round = 0; performance.now() < until; round += 1) {
    try {
      const item = await call(writerCookie, "content/create", { new: { column: people.column, submitted_by: null } });
      let { value: sheet } = await call(writerCookie, "content/sheet", { item });
      let version = sheet.row.version;
      const content = { ...sheet.content, source: "示例单位", editor: "示例编辑", disclosure: "proactive" };
      if (sheet.demands_event_date) content.event = { on: "2026-11-02", kind: "formed" };
      for (let save = 0; save < 4; save += 1) {
        content.title = `【示例】并发写入 ${number}-${round}-${save}-${item}`;
        content.body = `<p>第 ${save} 次保存。</p>`.repeat(20);
        const saved = await call(writerCookie, "content/save", { save: { item, revision: 1, version, content } });
        if (!saved.Done) throw new Error(`unexpected answer to a save: ${JSON.stringify(saved).slice(0, 200)}`);
        version = saved.Done.version;
        saves += 1;
        acknowledged.set(item, { title: content.title, stage: "draft" });
      }
      const review = {
        form_number: `保审示例-${item}`, section_head: "示例科长", section_opinion: "同意公开", reviewer: "示例审查人", review_opinion: "不涉密，可以公开",
        reviewed_on: "2026-11-03", leader: "示例领导", leader_opinion: "同意发布",
        contains_personal_data: false, personal_data_treatment: "", contains_third_party_secrets: false, third_party_treatment: "",
        scan: null, scan_name: "", content_hash: "", recorded_by: "", recorded_at: null,
      };
      await call(writerCookie, "content/record-secrecy-review", { item, review });
      ({ value: sheet } = await call(writerCookie, "content/sheet", { item }));
      let seen = { item, revision: 1, version: sheet.row.version };
      await call(writerCookie, "content/decide", { seen, ask: "Submit" });
      acknowledged.set(item, { title: content.title, stage: "in-review" });
      ({ value: sheet } = await call(signerCookie, "content/sheet", { item }));
      seen = { item, revision: 1, version: sheet.row.version };
      await call(signerCookie, "content/decide", { seen, ask: { Sign: { publish_at: null, note: "" } } });
      signatures += 1;
      acknowledged.set(item, { title: content.title, stage: "published" });
    } catch (error) {
      if (down || error.code === "ECONNRESET" || error.code === "ECONNREFUSED" || error.code === "EPIPE") {
        if (!down) errors.push(`connection lost while the server was up: ${error.message}`);
        while (down) await new Promise((wait) => setTimeout(wait, 50));
        continue;
      }
      errors.push(error.message);
      if (errors.length > 20) return;
    }
  }
}

const order = ["draft", "in-review", "awaiting-signature", "published"];

async function check(people) {
  const writerCookie = await longan.signIn(people.writer, people.password);
  const lost = [];
  for (const [item, expected] of acknowledged) {
    const { value: sheet } = await call(writerCookie, "content/sheet", { item });
    // A later change may have reached the database without its answer reaching the writer.
    if (order.indexOf(sheet.row.stage) < order.indexOf(expected.stage)) lost.push(`${item}: ${expected.stage} → ${sheet.row.stage}`);
    const number = (title) => Number(title.split("-")[2]);
    if (number(sheet.content.title) < number(expected.title)) lost.push(`${item}: “${expected.title}” → “${sheet.content.title}”`);
  }
  return lost;
}

const people = {
  writer: process.env.LOAD_WRITER ?? "fabu",
  signer: process.env.LOAD_SIGNER ?? "shenhe",
  column: process.env.LOAD_COLUMN ?? "jypx",
  password: process.env.LOAD_PASSWORD ?? DEMO_PASSWORD,
};

try {
  await longan.start();
  // One after another: many log-ins to one account at once look like guessing, and are stopped as such.
  const sessions = [];
  for (let number = 0; number < options.writers; number += 1) {
    sessions.push([await longan.signIn(people.writer, people.password), await longan.signIn(people.signer, people.password)]);
  }
  const until = performance.now() + options.seconds * 1000;
  const crash = new Promise((done) => setTimeout(done, options.seconds * 500)).then(async () => {
    down = true;
    await longan.end("SIGKILL");
    await longan.start();
    down = false;
  });
  await Promise.all([...Array(options.writers).keys()].map((number) => writer(number, people, sessions[number], until)).concat(crash));
  const memory = longan.memory();
  const lost = await check(people);
  await longan.end();
  const verdict = longan.command("log", "verify");
  times.sort((a, b) => a - b);
  const at = (part) => `${times[Math.floor(times.length * part)]?.toFixed(0)} ms`;
  console.log(`${options.writers} writers, ${options.seconds} s, killed once: ${saves} saves and ${signatures} signatures acknowledged`);
  console.log(`requests: ${times.length}, median ${at(0.5)}, p99 ${at(0.99)}; memory ${memory}`);
  console.log(`errors: ${errors.length}, acknowledged changes lost: ${lost.length}`);
  for (const line of [...errors.slice(0, 10), ...lost.slice(0, 10)]) console.log(`  ${line}`);
  console.log(verdict);
  process.exitCode = errors.length + lost.length > 0 ? 1 : 0;
} finally {
  await longan.leave();
}
