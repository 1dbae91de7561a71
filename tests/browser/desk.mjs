// The desk in a browser. DESK_URL is where it is served, DESK_PROGRAM the program, DESK_LEDGER the ledger that is served, DESK_LATER a page that is
// added while the newsfeed is open. Where DESK_SHOTS names a folder, pictures of pages are written there.

import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import ICAL from "ical.js";

const run = promisify(execFile);
const url = process.env.DESK_URL;
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
});
after(() => browser?.close());

// A page of its own, with nothing kept from others. What goes wrong in it, and what it asks of other hosts, fails the test.
async function open(path, options = {}, look) {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (said) => said.type() === "error" && wrong.push(`${said.text()} ${said.location().url}`));
  page.on("request", (asked) => asked.url().startsWith(url) || wrong.push(`asks ${asked.url()}`));
  page.setDefaultTimeout(20_000);
  try {
    const answer = await page.goto(url + path);
    assert.equal(answer.status(), 200, path);
    await look(page, context);
    assert.deepEqual(wrong, [], path);
  } finally {
    await context.close();
  }
}

// Every kind of page, found by going to it as a reader does.
async function pages() {
  const found = ["/", "/due?month=2018-04", "/world", "/search?q=visit", "/sources", "/about", "/subscribe", "/api"];
  await open("/", {}, async (page) => {
    const record = await page.locator(".change h3 a").first().getAttribute("href");
    const article = await page.locator(".change blockquote a").first().getAttribute("href");
    found.push(record, article.split("#")[0]);
    await page.goto(`${url}/world`);
    found.push(await page.locator("table.figures a").first().getAttribute("href"));
    await page.goto(`${url}${found.at(-1)}`);
    found.push(await page.locator(".also a").first().getAttribute("href"));
  });
  return found;
}

test("new changes arrive while the newsfeed is open", async () => {
  await open("/", {}, async (page) => {
    // What comes before the page listens is in the page already.
    const listens = page.waitForResponse(/\/live$/);
    await page.reload();
    await listens;
    const first = await page.locator("#changes").innerText();
    const button = page.locator(".live button");
    assert.equal(await button.count(), 0);
    await run(process.env.DESK_PROGRAM, ["add", "--ledger", process.env.DESK_LEDGER, "--quiet", process.env.DESK_LATER]);
    await button.waitFor();
    assert.match(await button.innerText(), /\d/);
    // What is joined after the first answer is told by a button of its own.
    await page.waitForFunction((before) => {
      const more = document.querySelector(".live button");
      more?.click();
      return !more && document.getElementById("changes").innerText !== before;
    }, first, { polling: 500 });
  });
});

test("a reader comes from a change to its record, and from there to the sentence in the article", async () => {
  await open("/", {}, async (page) => {
    await page.locator(".change h3 a").first().click();
    await page.waitForURL(/\/records\//);
    const sentence = page.locator("table.claims blockquote a").first();
    const text = (await sentence.innerText()).trim();
    await sentence.click();
    await page.waitForURL(/\/articles\/.*#c-/);
    const marked = page.locator(`.ref[id="${new URL(page.url()).hash.slice(1)}"]`);
    await marked.waitFor();
    assert.ok(await marked.evaluate((one) => {
      const box = one.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= innerHeight;
    }), "the sentence is not in view");
    const article = (await page.locator(".text").innerText()).replace(/\s+/g, " ");
    assert.ok(article.includes(text.split(" ").slice(0, 4).join(" ")));
  });
});

test("filters live in the address, and the back button leads back through them", async () => {
  await open("/", {}, async (page) => {
    const all = await page.locator(".change").count();
    await page.locator(".filters summary").click();
    await page.selectOption("#f-status", "overdue");
    await page.locator(".filters button[type=submit]").click();
    await page.waitForURL(/status=overdue/);
    const some = await page.locator(".change").count();
    assert.ok(some > 0 && some < all);
    assert.equal(await page.locator("#f-status").inputValue(), "overdue");
    await page.locator(".change h3 a").first().click();
    await page.waitForURL(/\/records\//);
    await page.goBack();
    assert.match(page.url(), /status=overdue/);
    assert.equal(await page.locator(".change").count(), some);
    await page.goBack();
    assert.doesNotMatch(page.url(), /status=overdue/);
    assert.equal(await page.locator(".change").count(), all);
  });
});

test("a chosen language stays, and a page holds no words of another", async () => {
  // Text of pages and of the ledger is in their own language and says so, or stands in one of these places.
  const own = (page) => page.evaluate(() => {
    const apart = "[lang]:not(html), code, pre, cite, datalist, script, style, .outlet, .word, input, th[scope=row] a, .met li, svg title";
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) {
      const holder = walk.currentNode.parentElement;
      const text = walk.currentNode.data.trim();
      if (text && !holder.closest(apart)) texts.push(text);
    }
    return texts;
  });
  // Names of programs, people, places and outlets are written as they are; words of a sentence begin with a small letter.
  const names = /\bJSON\b|\S+\.\S+|\/\S+/g;
  const english = /(^|[^\p{L}])[a-z]{3,}/u;
  const russian = /[а-яё]{2,}/i;
  const japanese = /[\u3040-\u30ff\u4e00-\u9fff]/;
  for (const [lang, foreign] of [["ru", [english, japanese]], ["ja", [english, russian]], ["en", [russian, japanese]]]) {
    for (const path of await pages()) {
      await open(path, {}, async (page) => {
        await page.goto(`${url}${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
        const left = (await own(page)).filter((text) => foreign.some((words) => words.test(text.replace(names, ""))));
        assert.deepEqual(left, [], `${path} in ${lang}`);
        // The next page is in the same language without being told.
        await page.goto(`${url}/about`);
        assert.equal(await page.locator("html").getAttribute("lang"), lang);
      });
    }
  }
});

test("no page scrolls sideways on a telephone", async () => {
  for (const path of await pages()) {
    for (const lang of ["en", "ru", "ja"]) {
      await open(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`, { viewport: { width: 360, height: 740 } }, async (page) => {
        const [is, may] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok(is <= may, `${path} in ${lang} is ${is} wide`);
      });
    }
  }
});

test("everything can be read and done without scripts", async () => {
  await open("/", { javaScriptEnabled: false }, async (page) => {
    await page.locator(".filters summary").click();
    await page.selectOption("#f-status", "announced");
    await page.locator(".filters button[type=submit]").click();
    assert.match(page.url(), /status=announced/);
    assert.ok(await page.locator(".change").count() > 0);
    await page.goto(`${url}/?theme=dark`);
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  });
  for (const path of await pages()) {
    await open(path, { javaScriptEnabled: false }, async (page) => {
      assert.ok((await page.locator("main").innerText()).length > 100, path);
    });
  }
});

for (const theme of ["light", "dark"]) {
  test(`no page breaks a rule of accessibility, ${theme}`, async () => {
    for (const path of await pages()) {
      await open(path, { colorScheme: theme }, async (page) => {
        await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
        // Evaluated by the browser's own means, which the content security policy does not govern.
        await page.evaluate(axe);
        const found = await page.evaluate(() => globalThis.axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        }));
        const broken = found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} ${node.failureSummary}`).join("\n  ")}`);
        assert.deepEqual(broken, [], path);
      });
    }
  });
}

test("the page to try the interface for programs shows the answer", async () => {
  await open("/api", {}, async (page) => {
    await page.locator("#changes summary").click();
    const form = page.locator("#changes form");
    await form.locator("[name=most]").fill("2");
    await form.locator("button").click();
    const answer = JSON.parse(await form.locator("pre").innerText());
    assert.equal(answer.items.length, 2);
    const record = page.locator("#record");
    await record.locator("summary").click();
    await record.locator("[name=id]").fill(answer.items[0].record.id);
    await record.locator("button").click();
    assert.equal(JSON.parse(await record.locator("pre").innerText()).id, answer.items[0].record.id);
  });
});

test("the calendar is read by a parser of calendars", async () => {
  const answer = await fetch(`${url}/feed.ics`);
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  assert.ok(events.length > 2);
  for (const event of events) {
    assert.ok(event.startDate.isDate && event.endDate.compare(event.startDate) > 0);
    assert.ok(event.summary.length > 5);
  }
});

// A picture as small as the browser can make it: it writes WebP from a canvas.
async function small(png) {
  const page = await browser.newPage();
  const written = await page.evaluate(async (data) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${data}`;
    await picture.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas.toDataURL("image/webp", 0.82).split(",")[1];
  }, png.toString("base64"));
  await page.close();
  return Buffer.from(written, "base64");
}

test("pictures are taken where they are wanted", { skip: !process.env.DESK_SHOTS }, async () => {
  const folder = process.env.DESK_SHOTS;
  await mkdir(folder, { recursive: true });
  const all = await pages();
  const phone = { viewport: { width: 390, height: 844 } };
  for (const [name, path, options] of [
    ["feed", all[0], {}],
    ["due", all[1], {}],
    ["world", all[2], {}],
    ["record", all[8], { colorScheme: "dark" }],
    ["article", all[9], {}],
    ["relation", all[10], {}],
    ["feed-phone", `${all[0]}?lang=ja`, phone],
    ["due-phone", `${all[1]}&lang=ru`, { ...phone, colorScheme: "dark" }],
  ]) {
    await open(path, options, async (page) => {
      await page.evaluate(() => document.fonts.ready);
      await writeFile(`${folder}/${name}.webp`, await small(await page.screenshot()));
    });
  }
});
