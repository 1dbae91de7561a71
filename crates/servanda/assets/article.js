// An article: a claim and the words that it rests on are lit together. Without scripts the links between them do the same.

const claims = document.querySelectorAll(".side-claims > li");
const marks = document.querySelectorAll("mark[data-claims]");

function light(numbers, on) {
  for (const claim of claims) {
    claim.classList.toggle("lit", on && numbers.includes(claim.id.slice(2)));
  }
  for (const mark of marks) {
    const own = mark.dataset.claims.trim().split(" ");
    mark.classList.toggle("lit", on && own.some((number) => numbers.includes(number)));
  }
}

for (const claim of claims) {
  const number = [claim.id.slice(2)];
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    claim.addEventListener(event, () => light(number, on));
  }
}
for (const mark of marks) {
  const numbers = mark.dataset.claims.trim().split(" ");
  mark.addEventListener("mouseenter", () => light(numbers, true));
  mark.addEventListener("mouseleave", () => light(numbers, false));
}

// Whoever comes from a claim sees it lit.
function arrived() {
  const id = location.hash.slice(3);
  const claim = [...claims].find((claim) => claim.dataset.claim === id);
  if (claim) light([claim.id.slice(2)], true);
}
addEventListener("hashchange", arrived);
arrived();
