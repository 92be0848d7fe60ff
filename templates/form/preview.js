// Four times a second a preview asks whether the file has changed. Then the page is loaded anew, and what was typed stays.
"use strict";

const preview = document.getElementById("preview");
const kept = `preview ${location.pathname}`;
const unsent = ["hidden", "submit", "button"];

const fields = () => {
  const form = document.getElementById("answers");
  return form ? [...form.elements].filter((field) => field.name && !unsent.includes(field.type)) : [];
};
const ticks = (field) => field.type === "radio" || field.type === "checkbox";

function keep() {
  const typed = fields().map((field) => [field.name, field.value, ticks(field) ? field.checked : null]);
  sessionStorage.setItem(kept, JSON.stringify({ typed, at: scrollY }));
}

// Puts what was typed where it still can stand; gives the fields that it has changed.
function restore(typed) {
  return fields().filter((field) => {
    const was = typed.find(([name, value]) => name === field.name && (!ticks(field) || value === field.value));
    if (!was) return false;
    const [, value, checked] = was;
    if (ticks(field) ? field.checked === checked : field.value === value) return false;
    if (ticks(field)) field.checked = checked;
    else if (field.type !== "select-one" || [...field.options].some((option) => option.value === value)) field.value = value;
    return true;
  });
}

async function watch() {
  let wait = 250;
  try {
    const answer = await fetch("/_preview/state", { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== preview.dataset.state) {
      keep();
      location.replace(location.pathname + location.search);
      return;
    }
  } catch {
    wait = 5000; // it has been stopped
  }
  setTimeout(watch, wait);
}

const before = JSON.parse(sessionStorage.getItem(kept) || "null");
sessionStorage.removeItem(kept);
if (before) {
  // Once before the other scripts begin, and once for the questions that they bring.
  const changed = restore(before.typed);
  document.addEventListener("DOMContentLoaded", () => {
    for (const field of changed) field.dispatchEvent(new Event("change", { bubbles: true }));
    for (const field of restore(before.typed)) field.dispatchEvent(new Event("change", { bubbles: true }));
    scrollTo(0, before.at);
  });
}
setTimeout(watch, 250);
