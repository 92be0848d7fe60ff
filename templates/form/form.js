// What script adds to a page that works without it: single answers can be cleared, an exclusive option stands alone,
// typed words choose their option, and a text says how many characters are left.
"use strict";

const fieldsetOf = (element) => element.closest("fieldset.question");

document.addEventListener("change", ({ target }) => {
  if (target.type === "checkbox" && target.checked) {
    for (const other of fieldsetOf(target).querySelectorAll("input[type=checkbox]")) {
      if (other !== target && ("exclusive" in other.dataset || "exclusive" in target.dataset)) other.checked = false;
    }
  }
});

document.addEventListener("input", ({ target }) => {
  const specify = target.closest(".specify");
  if (!specify || !target.value) return;
  const choice = specify.closest(".choice");
  const option = choice && choice.querySelector(":scope > label input");
  const list = !choice && fieldsetOf(target).querySelector("select.dropdown");
  if (option && !option.checked) option.click();
  if (list && list.value !== specify.dataset.option) {
    list.value = specify.dataset.option;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

for (const fieldset of document.querySelectorAll("fieldset[data-clear]")) {
  const radios = [...fieldset.querySelectorAll("input[type=radio]")];
  const button = document.createElement("button");
  button.type = "button";
  button.className = "clear";
  button.textContent = fieldset.dataset.clear;
  const update = () => { button.hidden = !radios.some((radio) => radio.checked); };
  button.addEventListener("click", () => {
    for (const radio of radios) radio.checked = false;
    update();
    radios[0].focus();
  });
  fieldset.addEventListener("change", update);
  fieldset.append(button);
  update();
}

for (const area of document.querySelectorAll("textarea[data-most]")) {
  const said = document.getElementById(`u-${area.name}`);
  const most = Number(area.dataset.most);
  const update = () => {
    // As the server counts: characters, not halves of them; a line end is one.
    const left = most - [...area.value].length;
    const words = left < 0 ? said.dataset.over : said.dataset.left;
    said.textContent = words.replace("[n]", String(Math.abs(left)));
    said.classList.toggle("too-long", left < 0);
  };
  area.addEventListener("input", update);
  if (area.value) update();
}
