// Passkeys: the browser makes one, or answers with one. Without scripts there are passwords.

const made = document.querySelector("form.passkey-add");
const entered = document.querySelector("form.passkey-enter");
const can = window.PublicKeyCredential?.parseCreationOptionsFromJSON !== undefined;

async function ask(form) {
  const answer = await fetch(form.dataset.ask, {
    method: "POST",
    headers: { "x-csrf": form.elements.csrf.value },
    body: new URLSearchParams(),
    credentials: "same-origin",
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

function listen(form, take) {
  if (!form || !can) return;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.answer.value) return;
    event.preventDefault();
    try {
      const answer = await take(await ask(form));
      form.elements.answer.value = JSON.stringify(answer.toJSON());
      form.submit();
    } catch (error) {
      // Who breaks it off has said so to the browser; there is nothing to add.
      console.info(error.message);
    }
  });
}

listen(made, (options) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }));
listen(entered, (options) => navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
