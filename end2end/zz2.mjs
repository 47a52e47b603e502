import { chromium } from "playwright";
const base = process.argv[2], out = "/tmp/run/shots";
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
const attempt = async (name, f) => { try { await f(); } catch (e) { console.log(name, String(e).slice(0, 300)); } };
for (const width of [1440, 390]) {
  const g = await login(width, "guanli");
  await attempt("wall", async () => {
    await g.goto(`${base}/desk/board`); await g.waitForTimeout(1500);
    await g.getByRole("button", { name: /(生成|更换)地址/ }).click(); await g.waitForTimeout(800);
    const dialog = g.getByRole("dialog"); if (await dialog.count() && await dialog.first().isVisible()) { await dialog.getByRole("button").last().click(); await g.waitForTimeout(800); }
    await g.locator("#wall").scrollIntoViewIfNeeded();
    await g.locator("#wall").screenshot({ path: `${out}/wallpanel-${width}.png` });
    const html = await g.content(); const m = html.match(/https?:\/\/[^"<\s]*\/wall\/[0-9a-zA-Z_-]+/) ?? (await g.locator("#wall input").inputValue().catch(() => "")).match(/.*/);
    console.log(m && m[0]);
    const p = await (await browser.newContext({ viewport: { width: width > 800 ? 1920 : 390, height: 1080 } })).newPage();
    await p.goto(m[0]); await p.screenshot({ path: `${out}/wallpub-${width}.png`, fullPage: true });
  });
  await attempt("describe", async () => {
    await g.goto(`${base}/desk/columns`); await g.waitForTimeout(1500);
    await g.getByText("教育培训").first().click(); await g.waitForTimeout(1000);
    await g.screenshot({ path: `${out}/colpanel-${width}.png`, fullPage: true });
    await g.getByRole("button", { name: /基本信息/ }).first().click(); await g.waitForTimeout(600);
    await g.screenshot({ path: `${out}/describe-${width}.png` });
  });
  const f = await login(width, "fabu");
  await attempt("editor", async () => {
    await f.goto(`${base}/desk/inbox`); await f.waitForTimeout(1200);
    await f.getByRole("link", { name: /春季学期课后服务/ }).first().click(); await f.waitForTimeout(2500);
    await f.screenshot({ path: `${out}/editor-${width}.png` });
    await f.getByRole("button", { name: /改投栏目/ }).first().click(); await f.waitForTimeout(900);
    await f.screenshot({ path: `${out}/change-${width}.png` });
  });
  const s = await login(width, "shenhe");
  await attempt("sign", async () => {
    await s.goto(`${base}/desk/inbox`); await s.waitForTimeout(1200);
    await s.getByRole("link", { name: /示例中学寄宿生住宿/ }).first().click(); await s.waitForTimeout(2000);
    await s.screenshot({ path: `${out}/review-${width}.png` });
    await s.getByRole("button", { name: /^签发/ }).first().click(); await s.waitForTimeout(700);
    await s.screenshot({ path: `${out}/sign-${width}.png` });
    const href = await s.locator('a[href*="approval"], a[href*="审定"], a[href*="/print"]').first().getAttribute("href");
    console.log(href);
    await s.goto(new URL(href, base).href); await s.waitForTimeout(800);
    await s.screenshot({ path: `${out}/approval-${width}.png`, fullPage: true });
  });
}
await browser.close();
