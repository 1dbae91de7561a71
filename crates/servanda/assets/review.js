// The queue by keys: j and k go down and up, c confirms, x rejects, e opens the rest, u takes the last back.
// Who confirms or rejects is asked for the reason first, where there is none yet.

const items = [...document.querySelectorAll(".doubtful")];
let at = -1;

function go(to) {
  at = Math.max(0, Math.min(items.length - 1, to));
  items[at]?.focus();
  items[at]?.scrollIntoView({ block: "start" });
}

// Enter in a field of the rest does what the field is for. By itself a browser would press the form's first button, which confirms.
for (const item of items) {
  item.querySelector("details")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    const deed = event.target.name === "with" ? "merge" : "edit";
    event.preventDefault();
    item.querySelector(`[formaction$="/review/${deed}"]`)?.click();
  });
}

addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if (event.key === "u") document.querySelector(".done [data-key=u]")?.click();
  else {
    const button = items[at]?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    const reason = items[at].querySelector("input[name=reason]");
    if (event.key !== "e" && !reason.value.trim()) {
      reason.focus();
      // Enter behind the reason does what was asked for.
      reason.onkeydown = (enter) => {
        if (enter.key === "Enter" && !enter.isComposing) {
          enter.preventDefault();
          button.click();
        }
      };
    } else {
      button.click();
    }
  }
  event.preventDefault();
});
