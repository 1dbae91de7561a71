// A room, live. Without scripts the form sends and the page is loaded again; with them messages come as they are sent.
// A message has a name of ours, so that sending it again after a lost connection doubles nothing; an event has the number of
// its message, so that what was missed comes when the connection is back.

const room = document.querySelector(".chat");
const list = room?.querySelector(".messages");
const form = room?.querySelector("form.write");
const box = form?.querySelector("textarea");
const state = form?.querySelector(".state");
const live = !new URLSearchParams(location.search).has("before");
const { room: address, csrf, lang } = room?.dataset ?? {};
let last = Number(room?.dataset.last ?? 0);
const queue = [];
let sending = false;

const time = (stamp) =>
  new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(stamp));

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function show(message) {
  const known = list.querySelector(`[data-seq="${message.seq}"]`);
  if (known) return;
  if (message.client) list.querySelector(`[data-client="${CSS.escape(message.client)}"]`)?.remove();
  const item = element("li", undefined, message.own ? "message own" : "message");
  item.id = `message-${message.seq}`;
  item.dataset.seq = message.seq;
  const head = element("header");
  const stamp = element("time", time(message.made));
  stamp.dateTime = message.made;
  head.append(element("strong", message.author ?? room.dataset.nobody), " ", stamp);
  item.append(head);
  if (message.shown) {
    const said = element("div", undefined, "said");
    // The server made it safe; see the room people of the program.
    said.innerHTML = message.html;
    item.append(said);
    unfurl(said);
  } else {
    item.append(element("p", room.dataset.gone, "quiet"));
  }
  const after = [...list.querySelectorAll("[data-seq]")].reverse().find((other) => Number(other.dataset.seq) < message.seq);
  if (after) after.after(item);
  else list.prepend(item);
  const seen = innerHeight + scrollY > document.body.scrollHeight - 400;
  if (message.own || seen) item.scrollIntoView({ block: "nearest" });
  if (message.seq > last) {
    last = message.seq;
    if (document.visibilityState === "visible") mark();
  }
}

/** Tells below a message which records it links to. */
async function unfurl(said) {
  for (const link of [...said.querySelectorAll("a[href]")].slice(0, 5)) {
    const id = link.href.match(/\/records\/([0-9a-f]{16})/)?.[1];
    if (!id) continue;
    const answer = await fetch(room.dataset.cards + id, { credentials: "same-origin" }).catch(() => undefined);
    if (answer?.ok) said.insertAdjacentHTML("afterend", await answer.text());
  }
}

let marking;
function mark() {
  clearTimeout(marking);
  marking = setTimeout(() => post("/read", { seq: last }).catch(() => {}), 1000);
}

function post(path, fields) {
  return fetch(address + path, {
    method: "POST",
    headers: { "x-csrf": csrf },
    body: new URLSearchParams(fields),
    credentials: "same-origin",
    redirect: "manual",
  });
}

async function send() {
  if (sending) return;
  sending = true;
  while (queue.length > 0) {
    const { client, text } = queue[0];
    let wait = 3;
    try {
      const answer = await post("", { client, text });
      if (answer.ok) {
        show(await answer.json());
        queue.shift();
        state.textContent = "";
        continue;
      }
      const why = answer.headers.get("content-type")?.startsWith("application/x-refusal") ? await answer.text() : "";
      state.textContent = why || room.dataset.lost;
      wait = Number(answer.headers.get("retry-after") ?? 3);
      if (answer.status !== 429 && answer.status < 500) {
        // It is refused for good: the text goes back to its author.
        list.querySelector(`[data-client="${CSS.escape(client)}"]`)?.remove();
        box.value = box.value ? `${text}\n${box.value}` : text;
        queue.shift();
        continue;
      }
    } catch {
      state.textContent = room.dataset.lost;
    }
    await new Promise((again) => setTimeout(again, wait * 1000));
  }
  sending = false;
}

form?.addEventListener("submit", (event) => {
  if (!live) return;
  event.preventDefault();
  const text = box.value.trim();
  if (!text) return;
  const client = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  box.value = "";
  const item = element("li", undefined, "message own");
  item.dataset.client = client;
  item.append(element("p", room.dataset.waiting, "quiet"), element("p", text));
  list.append(item);
  queue.push({ client, text });
  send();
});

box?.addEventListener("keydown", (event) => {
  // Enter sends, unless a letter is still being composed, as in Japanese.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});

if (room && live) {
  // The browser comes back by itself after a lost connection, with the id of the last event.
  const events = new EventSource(`${address}/live?after=${last}`);
  events.addEventListener("message", (event) => show(JSON.parse(event.data)));
  events.addEventListener("went", (event) => {
    const item = list.querySelector(`[data-seq="${Number(event.data)}"]`);
    item?.querySelector(".said")?.replaceWith(element("p", room.dataset.gone, "quiet"));
    item?.querySelector("details")?.remove();
  });
  events.addEventListener("present", (event) => {
    room.querySelector(".present").textContent = event.data;
  });
  events.addEventListener("error", () => {
    if (state) state.textContent = room.dataset.lost;
  });
  events.addEventListener("open", () => {
    if (state) state.textContent = "";
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") mark();
  });
}
