import { chromium } from "playwright";
const base = process.argv[2];
const out = "/tmp/run/shots";
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium-headless-shell", args: ["--no-sandbox"] });
async function login(width, name) {
  const context = await browser.newContext({ viewport: { width, height: width > 800 ? 1000 : 844 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(`${base}/desk/login`);
  await page.getByLabel(/账号/).first().fill(name);
  await page.getByLabel(/密码/).first().fill("Longan-Demo-2026");
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL(/\/desk(?!\/login)/, { timeout: 20000 }).catch(() => {});
  return page;
}
const jobs = JSON.parse(process.argv[3]);
for (const width of [1440, 390]) {
  for (const [who, list] of Object.entries(jobs)) {
    const page = await login(width, who);
    for (const [name, path, act] of list) {
      try {
        await page.goto(`${base}${path}`); await page.waitForTimeout(1200);
        if (act) { for (const a of act) { await page.getByRole(a[0], { name: a[1] }).first().click(); await page.waitForTimeout(700); } }
        await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: !act });
      } catch (e) { console.log(name, width, String(e).slice(0, 200)); }
    }
  }
}
await browser.close();
