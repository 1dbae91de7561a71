// What every page does with a script: the theme changes without loading the page again.
// Without scripts the same link leads to the page in the other theme.

const order = { auto: "dark", dark: "light", light: "auto" };
const link = document.querySelector("a.theme");

link?.addEventListener("click", async (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const root = document.documentElement;
  const next = order[root.dataset.theme] ?? "dark";
  root.dataset.theme = next;
  const address = new URL(link.href);
  address.searchParams.set("theme", next);
  // The answer's cookie remembers it; its page tells what the switch is called next.
  const answer = await fetch(address, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const other = page.querySelector("a.theme");
  if (other) {
    link.href = other.getAttribute("href");
    link.title = other.title;
    link.querySelector(".unseen").textContent = other.title;
  }
});
