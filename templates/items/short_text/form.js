// A line that was refused is judged again while it is corrected; the server has the last word. A pattern that only
// RE2 understands is left to it.
"use strict";

for (const input of document.querySelectorAll("input[data-pattern][aria-invalid]")) {
  let pattern;
  try {
    pattern = new RegExp(`^(?:${input.dataset.pattern})$`, "u");
  } catch {
    continue;
  }
  const error = document.getElementById(`e-${input.name}`);
  const fieldset = input.closest("fieldset");
  input.addEventListener("input", () => {
    const right = pattern.test(input.value.normalize("NFKC").trim());
    if (error) error.hidden = right;
    fieldset.toggleAttribute("data-error", !right);
    input.setAttribute("aria-invalid", String(!right));
  });
}
