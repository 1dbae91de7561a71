// The page on which the API is tried: the answer is shown below the question. Without scripts the browser goes to the answer.

for (const form of document.querySelectorAll("form.try")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    let path = form.dataset.path;
    const query = new URLSearchParams();
    for (const field of form.querySelectorAll("[data-in]")) {
      const value = field.value.trim();
      if (field.dataset.in === "path") {
        path = path.replace(`{${field.name}}`, encodeURIComponent(value));
      } else if (value) {
        query.append(field.name, value);
      }
    }
    const address = query.size > 0 ? `${path}?${query}` : path;
    const place = form.querySelector(".answer");
    const head = document.createElement("p");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = address;
    head.append(link);
    const body = document.createElement("pre");
    body.tabIndex = 0;
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      head.prepend(`${answer.status} `);
      const text = await answer.text();
      try {
        body.textContent = JSON.stringify(JSON.parse(text), null, 2);
      } catch {
        body.textContent = text;
      }
    } catch (error) {
      body.textContent = String(error);
    }
    place.replaceChildren(head, body);
  });
}
