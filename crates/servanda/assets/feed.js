// The newsfeed, live: a button says how many changes came since the page was drawn, and older days come by themselves when one
// has scrolled to the end. Without scripts there is the link to older days, and loading the page again.

const live = document.querySelector(".live");
const changes = document.getElementById("changes");
const loader = document.querySelector(".loader");

function listen() {
  const events = new EventSource(live.dataset.live);
  let waiting = null;
  const look = () => {
    // Many open pages hear of a change at once; they do not all ask at once.
    waiting ??= setTimeout(async () => {
      waiting = null;
      await count();
    }, 100 + Math.random() * 900);
  };
  events.addEventListener("change", look);
  // After a lost connection something may have been missed.
  let opened = 0;
  events.addEventListener("open", () => { if (opened++) look(); });
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

async function count() {
  const address = new URL(live.dataset.new, location.href);
  const asked = new URLSearchParams(location.search);
  asked.delete("after");
  asked.set("since", live.dataset.since);
  address.search = asked;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return;
  const found = await answer.json();
  if (found.new === 0) return;
  let button = live.querySelector("button");
  if (!button) {
    button = document.createElement("button");
    button.type = "button";
    button.className = "fresh";
    button.addEventListener("click", show);
    live.append(button);
  }
  button.textContent = found.words;
}

// The newest page in place of this one's list.
async function show() {
  const address = new URL(location.href);
  address.searchParams.delete("after");
  const answer = await fetch(address, { credentials: "same-origin", cache: "reload" });
  if (!answer.ok) return location.assign(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  changes.replaceChildren(...page.getElementById("changes").childNodes);
  live.dataset.since = page.querySelector(".live").dataset.since;
  live.replaceChildren();
  history.replaceState(null, "", address);
  changes.querySelector("h3 a")?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
  watch();
}

let loading = false;

async function older(link) {
  if (loading) return;
  loading = true;
  loader.hidden = false;
  const address = new URL(link.href);
  address.searchParams.set("part", "1");
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) return;
    const part = new DOMParser().parseFromString(await answer.text(), "text/html");
    link.closest("p").remove();
    for (const node of [...part.body.children]) add(node);
    watch();
  } finally {
    loading = false;
    loader.hidden = true;
  }
}

// A day that goes on is one section.
function add(node) {
  const last = [...changes.querySelectorAll("section.day")].at(-1);
  if (last && node.dataset?.day && node.dataset.day === last.dataset.day) {
    last.querySelector("ol").append(...node.querySelector("ol").children);
  } else {
    changes.append(node);
  }
}

// Whoever has the end in sight gets more; the link can be pressed as well.
const sight = new IntersectionObserver((entries) => {
  for (const entry of entries) if (entry.isIntersecting) older(entry.target);
}, { rootMargin: "600px" });

function watch() {
  sight.disconnect();
  const link = changes.querySelector("a[data-older]");
  if (!link) return;
  link.addEventListener("click", (event) => { event.preventDefault(); older(link); });
  sight.observe(link);
}

if (live && changes) {
  listen();
  watch();
}
