// Two people at once on a desk with accounts: they register, discuss, chat live, lose the connection and come back.
//
// What enters: SERVANDA_DESK, the address of a desk at which everybody may register, and the path of a record.
// What leaves: a line for each thing that was seen; an error where something was not.

import { chromium } from "playwright-core";
import axe from "axe-core";
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

const desk = process.env.SERVANDA_DESK;
const record = process.env.SERVANDA_RECORD;
const browser = await chromium.launch({
  executablePath: process.env.SERVANDA_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const password = "marmalade on toast";
const stamp = Date.now().toString(36);

/** Somebody with a browser of their own, who reads a language. */
async function person(name, locale, settings = {}) {
  const context = await browser.newContext({ locale, ...settings });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("ERR_INTERNET_DISCONNECTED")) errors.push(message.text());
  });
  return { name: `${name}-${stamp}`, context, page, errors };
}

async function register(who, back) {
  await who.page.goto(`${desk}/register?back=${encodeURIComponent(back)}`);
  await who.page.fill("#field-name", who.name);
  await who.page.fill("#field-password", password);
  await who.page.click("form .button");
  await who.page.waitForURL(`${desk}${back}`);
}

async function accessible(who, what) {
  await who.page.addScriptTag({ content: axe.source }).catch(() => who.page.evaluate(axe.source));
  const found = await who.page.evaluate(() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }));
  const told = found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(told, [], what);
}

/** The code that a device shows now for a secret (TOTP: SHA-1, six digits, thirty seconds). */
function code(secret) {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff;
  return String(number % 1e6).padStart(6, "0");
}

/** Texts of a page that are in another language than the page; what people write, names and codes are their own. */
async function foreign(page, lang) {
  const texts = await page.evaluate(() => {
    const apart = "[lang]:not(html), code, pre, script, style, strong, .said, .deeds, .accounts, [aria-labelledby=logins], [aria-labelledby=tokens], [aria-labelledby=reports], .doubtful > .quiet";
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) {
      const text = walk.currentNode.data.trim();
      if (text && !walk.currentNode.parentElement.closest(apart)) found.push(text);
    }
    return found;
  });
  const words = { en: [/[а-яё]{2,}/i, /[\u3040-\u30ff\u4e00-\u9fff]/], ru: [/(^|[^\p{L}])[a-z]{3,}/u, /[\u3040-\u30ff\u4e00-\u9fff]/], ja: [/(^|[^\p{L}])[a-z]{3,}/u, /[а-яё]{2,}/i] }[lang];
  return texts.filter((text) => words.some((one) => one.test(text)));
}

const room = `/chats/room-${stamp}`;
for (const [locale, heading] of [["en-GB", "Discussion"], ["ru-RU", "Обсуждение"], ["ja-JP", "議論"]]) {
  const anna = await person(`anna-${locale.slice(0, 2)}`, locale, { bypassCSP: true });
  const boris = await person(`boris-${locale.slice(0, 2)}`, locale, { bypassCSP: true });
  const place = `/discussion/record/${record}`;
  await register(anna, place);
  await register(boris, room);
  assert.match(await anna.page.textContent("h2"), new RegExp(heading));
  await anna.page.fill("#comment-text", `**Sure?** @${boris.name} <img src=x onerror=alert(1)>`);
  await anna.page.click("form.write .button");
  await anna.page.waitForURL(/#comment-/);
  await anna.page.waitForSelector(".said strong");
  assert.equal(await anna.page.locator(".said img").count(), 0);
  await accessible(anna, "discussion");
  await anna.page.goto(`${desk}${room}`);
  await boris.page.waitForFunction((name) => document.querySelector(".present").textContent.includes(name), anna.name);
  // A message of one is with the other without loading the page again.
  await anna.page.fill("#message-text", "Hello *there*");
  await anna.page.keyboard.press("Enter");
  await boris.page.waitForFunction(() => document.querySelectorAll(".message .said em").length > 0);
  // A lost connection loses and doubles nothing.
  await boris.context.setOffline(true);
  await boris.page.fill("#message-text", `written offline ${locale}`);
  await boris.page.keyboard.press("Enter");
  await anna.page.fill("#message-text", `said meanwhile ${locale}`);
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction((text) => document.body.innerText.includes(text), `said meanwhile ${locale}`);
  await boris.context.setOffline(false);
  await anna.page.waitForFunction((text) => document.body.innerText.includes(text), `written offline ${locale}`, { timeout: 20000 });
  await boris.page.waitForFunction((text) => document.body.innerText.includes(text), `said meanwhile ${locale}`, { timeout: 20000 });
  for (const who of [anna, boris]) {
    for (const text of [`written offline ${locale}`, `said meanwhile ${locale}`]) {
      const times = await who.page.evaluate((text) => [...document.querySelectorAll(".message .said")].filter((said) => said.textContent.trim() === text).length, text);
      assert.equal(times, 1, `${text} for ${who.name}`);
    }
  }
  await accessible(anna, "chat");
  await boris.page.goto(`${desk}/notices`);
  assert.match(await boris.page.textContent("main"), new RegExp(anna.name));
  for (const path of ["/account", "/login", "/notices", "/chats"]) {
    await boris.page.goto(`${desk}${path}`);
    await accessible(boris, path);
  }
  // The second reads along, answers, and is told; the first puts it otherwise, and what it said before is kept.
  await boris.page.goto(`${desk}${place}`);
  await boris.page.click("form[action$='/discuss/follow'] button");
  await boris.page.waitForURL(/#discussion/);
  await boris.page.goto(`${desk}${place}`);
  const branch = boris.page.locator(".branch", { hasText: "Sure?" }).last();
  await branch.locator("> details summary").click();
  await branch.locator("> details textarea").fill(`an answer ${locale}`);
  await branch.locator("> details .button").click();
  await boris.page.waitForURL(/#comment-/);
  await anna.page.goto(`${desk}/notices`);
  assert.match(await anna.page.textContent("main"), new RegExp(boris.name), "who is answered is told");
  await anna.page.goto(`${desk}${place}`);
  const own = anna.page.locator(".branch > .comment", { hasText: "Sure?" }).last();
  await own.locator("details summary").click();
  await own.locator("details textarea").fill(`Quite sure ${locale}.`);
  await own.locator("details .button").click();
  await anna.page.waitForURL(/#comment-/);
  await anna.page.locator(".branch > .comment", { hasText: `Quite sure ${locale}.` }).locator("header a[href*=history]").click();
  assert.match(await anna.page.textContent("main"), /Sure\?/);
  await accessible(anna, "history");
  // From a record to its claim: its sentence is quoted, and that it is wrong is told.
  await boris.page.goto(`${desk}/records/${record}`);
  await boris.page.locator(".claims a[href*='?claim=']").first().click();
  await boris.page.waitForSelector("form.write blockquote");
  await boris.page.goto(`${desk}/records/${record}`);
  await boris.page.locator(".claims a[href*='/discussion/claim/']").first().click();
  await boris.page.waitForSelector("form[action$='/discuss/doubt']", { state: "attached" });
  await boris.page.locator("details:has(form[action$='/discuss/doubt']) summary").click();
  await boris.page.fill("#doubt-why", `not so ${locale}`);
  await boris.page.click("form[action$='/discuss/doubt'] .button");
  await boris.page.waitForFunction((why) => document.querySelector("main").innerText.includes(why), `not so ${locale}`);
  await accessible(boris, "a claim's discussion");
  for (const who of [anna, boris]) {
    assert.deepEqual(who.errors.filter((error) => !error.includes("ERR_") && !error.includes("Failed to fetch")), [], who.name);
    await who.context.close();
  }
  console.log(`${locale}: two people discussed and chatted`);
}

// Without scripts: register, comment, chat.
const plain = await person("plain", "en-GB", { javaScriptEnabled: false });
await register(plain, `/discussion/record/${record}`);
await plain.page.fill("#comment-text", "Without scripts.");
await plain.page.click("form.write .button");
await plain.page.waitForURL(/#comment-/);
await plain.page.goto(`${desk}${room}`);
await plain.page.fill("#message-text", "A plain message");
await plain.page.click("form.write .button");
await plain.page.waitForURL(/#message-/);
assert.match(await plain.page.textContent(".messages"), /A plain message/);
console.log("without scripts: registered, commented, chatted");

// A passkey in place of the password.
const keyed = await person("keyed", "en-GB");
await register(keyed, "/account");
const tools = await keyed.context.newCDPSession(keyed.page);
await tools.send("WebAuthn.enable");
await tools.send("WebAuthn.addVirtualAuthenticator", {
  options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
});
await keyed.page.fill("#passkey-name", "this device");
await keyed.page.click("form.passkey-add .button");
await keyed.page.waitForFunction(() => document.querySelector("[aria-labelledby=passkeys] li")?.textContent.includes("this device"));
await keyed.page.click(".tools form button");
await keyed.page.goto(`${desk}/login?back=%2Fnotices`);
await keyed.page.click("form.passkey-enter .button");
await keyed.page.waitForURL(`${desk}/notices`);
assert.match(await keyed.page.textContent(".tools"), new RegExp(keyed.name));
assert.deepEqual(keyed.errors, []);
console.log("a passkey was made and opened the account");

// The picture of a second factor is drawn where the policy allows no style of a page's own.
const careful = await person("careful", "en-GB");
await register(careful, "/account");
await careful.page.click("[aria-labelledby=factor] form .button");
const drawn = await careful.page.locator("svg.qr").boundingBox();
assert.ok(drawn.width > 100 && Math.abs(drawn.width - drawn.height) < 2, JSON.stringify(drawn));
assert.match(await careful.page.getAttribute("svg.qr", "aria-label"), /QR/);
assert.deepEqual(careful.errors, []);
const secret = new URL(await careful.page.getAttribute("a[href^='otpauth:']", "href")).searchParams.get("secret");
await careful.page.fill("#first-code", code(secret));
await careful.page.click("form[action$='/account/confirm-factor'] .button");
const spare = (await careful.page.locator("ul li code").first().textContent()).trim();
await careful.page.click(".tools form button");
await careful.page.goto(`${desk}/login?back=%2Fnotices`);
await careful.page.fill("#field-name", careful.name);
await careful.page.fill("#field-password", password);
await careful.page.keyboard.press("Enter");
await careful.page.waitForSelector("#field-code");
await careful.page.fill("#field-code", spare);
await careful.page.keyboard.press("Enter");
await careful.page.waitForURL(`${desk}/notices`);
console.log("a second factor has its picture, and is asked for");

// An analyst decides by keys alone, and takes it back.
const analyst = await person("", "en-GB", { bypassCSP: true });
await analyst.page.goto(`${desk}/login?back=%2Freview`);
await analyst.page.fill("#field-name", process.env.SERVANDA_ANALYST);
await analyst.page.fill("#field-password", password);
await analyst.page.keyboard.press("Enter");
await analyst.page.waitForURL(`${desk}/review`);
await accessible(analyst, "review");
const queue = () => analyst.page.$$eval(".doubtful", (all) => all.map((one) => one.id));
const whole = await queue();
assert.ok(whole.length > 1, "nothing is in doubt");
/** Presses keys, one by one. */
async function press(...keys) {
  for (const key of keys) await analyst.page.keyboard.press(key);
}
/** Does something that leads to another address, and waits until one is there. */
async function led(deed) {
  const here = analyst.page.url();
  await deed();
  await analyst.page.waitForURL((url) => url.href !== here && url.search.includes("done="));
}
/** What is listed last as changed, and by whom. */
async function told() {
  const other = await analyst.context.newPage();
  await other.goto(`${desk}/review/changes`);
  const text = await other.textContent(".deeds li");
  await other.close();
  return text;
}
for (const [key, word] of [["c", "confirm"], ["x", "reject"]]) {
  await press("j", key);
  assert.equal(await analyst.page.evaluate(() => document.activeElement.name), "reason", "it is asked why");
  await analyst.page.keyboard.type(`by ${word}`);
  await led(() => press("Enter"));
  assert.ok(!(await queue()).includes(whole[0]), `${word}: it is still in the queue`);
  const text = await told();
  assert.ok(text.includes(process.env.SERVANDA_ANALYST) && text.includes(`by ${word}`), text);
  await led(() => press("u"));
  assert.deepEqual(await queue(), whole, `${word}: taken back, it waits again`);
}
await analyst.page.goto(`${desk}/review`);
await press("j", "e");
const first = analyst.page.locator(".doubtful").first();
await first.locator("input[name=reason]").fill("by hand");
await first.locator("select[name=status]").selectOption("postponed");
await first.locator("input[name=when]").fill("2018-04-24");
await led(() => press("Enter"));
const claim = whole[0].replace("claim-", "");
const edited = await told();
assert.ok(edited.includes(process.env.SERVANDA_ANALYST) && edited.includes("by hand"), edited);
await analyst.page.goto(`${desk}/records/${claim}`);
assert.match(await analyst.page.textContent(`#c-${claim} .says`), /24 April 2018|24 Apr/, "the record says what was put in");
await analyst.page.goto(`${desk}/review`);
const next = (await queue()).map((id) => id.replace("claim-", "")).find((id) => id !== claim);
const place = (await queue()).indexOf(`claim-${next}`);
for (let step = 0; step <= place; step += 1) await press("j");
await press("e");
const form = analyst.page.locator(`#claim-${next}`);
await form.locator("input[name=reason]").fill("the same dealing");
await form.locator("input[name=with]").fill(claim);
await led(() => press("Enter"));
await analyst.page.goto(`${desk}/records/${next}`);
assert.equal(await analyst.page.locator(`#c-${claim}`).count(), 1, "both are on one record");
assert.deepEqual(analyst.errors, []);
console.log("an analyst decided by keys");

// What only those see who look after the desk, in each language.
for (const locale of ["en-GB", "ru-RU", "ja-JP"]) {
  const chief = await person("", locale, { bypassCSP: true });
  await chief.page.goto(`${desk}/login?back=%2Faccount`);
  await chief.page.fill("#field-name", process.env.SERVANDA_CHIEF);
  await chief.page.fill("#field-password", password);
  await chief.page.keyboard.press("Enter");
  await chief.page.waitForURL(`${desk}/account`);
  for (const path of ["/people", "/moderation", "/review", "/review/changes", "/account", "/forgot", "/register"]) {
    await chief.page.goto(`${desk}${path}`);
    assert.equal(await chief.page.getAttribute("html", "lang"), locale.slice(0, 2), path);
    assert.deepEqual(await foreign(chief.page, locale.slice(0, 2)), [], `${path} ${locale}`);
    await accessible(chief, `${path} ${locale}`);
  }
  assert.deepEqual(chief.errors, []);
  await chief.context.close();
}
console.log("what moderators and administrators see is accessible");

await browser.close();
