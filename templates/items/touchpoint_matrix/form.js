// Puts away the judgements on touchpoints that were not used. A disabled select posts nothing; the choice stays in it.
"use strict";

for (const hint of document.querySelectorAll("[data-without-script]")) hint.hidden = true;

for (const row of document.querySelectorAll("[data-touchpoint]")) {
  const yes = row.querySelector("input[value='1']");
  const update = () => {
    for (const box of row.querySelectorAll("[data-if-used]")) {
      box.hidden = !yes.checked;
      box.querySelector("select").disabled = !yes.checked;
    }
  };
  const fieldset = row.closest("fieldset");
  fieldset.addEventListener("change", update);
  fieldset.addEventListener("click", update); // «clear» takes answers away without a change
  update();
}
