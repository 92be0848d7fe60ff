// Says at once when an option is chosen for both ends of a set. Nothing is changed for the respondent.
"use strict";

for (const set of document.querySelectorAll("fieldset.extreme")) {
  const said = document.createElement("p");
  said.className = "conflict";
  said.setAttribute("role", "status");
  set.querySelector("table").before(said);
  const update = () => {
    let text = "";
    for (const row of set.querySelectorAll("tbody tr")) {
      const twice = row.querySelectorAll(":checked").length > 1;
      row.classList.toggle("twice", twice);
      if (twice) text = set.dataset.same.replace("[option]", () => row.querySelector("th").textContent.trim());
    }
    return text;
  };
  set.addEventListener("change", () => { said.textContent = update(); });
  // The button that clears all sets posts no change.
  set.closest("fieldset.question").addEventListener("click", ({ target }) => {
    if (target.matches(".clear")) said.textContent = update();
  });
  update(); // What the server has said stands there already.
}
