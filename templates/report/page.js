// Lets a reader sort the tables of the page by any column: up, down, as they were. Without it all else works.
"use strict";
const ORDERS = ["ascending", "descending", null];

function amount(text) {
  const found = text.replace(/\u2212/g, "-").match(/-?(\d+\.?\d*|\.\d+)/);
  if (!found) return null;
  return Number(found[0]) - (text.startsWith("<") ? 1e-9 : 0);
}

function order(rows, column, sort, language, numeric) {
  const words = new Intl.Collator(language, { numeric: true });
  const keyed = rows.map((row) => {
    const text = row.cells[column].textContent.trim();
    return { row, key: numeric ? amount(text) : text };
  });
  const sign = sort === "ascending" ? 1 : -1;
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return (a.key === null) - (b.key === null);
    return sign * (numeric ? a.key - b.key : words.compare(a.key, b.key));
  });
  return keyed.map((each) => each.row);
}

function sortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  const language = table.closest("[lang]").lang;
  const bodies = [...table.tBodies].map((body) => {
    const rows = [...body.rows].filter((row) => !row.classList.contains("group"));
    return { body, rows };
  });
  if (bodies.every(({ rows }) => rows.length < 2)) return;
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const sort = ORDERS[(ORDERS.indexOf(head.getAttribute("aria-sort")) + 1) % ORDERS.length];
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (sort) head.setAttribute("aria-sort", sort);
      const numeric = head.classList.contains("number");
      for (const { body, rows } of bodies) {
        body.append(...(sort ? order(rows, column, sort, language, numeric) : rows));
      }
    });
  });
}

document.querySelectorAll(".table-frame table").forEach(sortable);
