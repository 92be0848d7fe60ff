// A picker needs no hint how to write; and «today» is the respondent's own.
"use strict";

for (const input of document.querySelectorAll("input.when")) {
  if (input.type !== "text") document.getElementById(`u-${input.name}`).remove();
  const now = new Date();
  const today = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString();
  const written = { date: today.slice(0, 10), month: today.slice(0, 7) };
  if (input.dataset.min) input.min = written[input.type] || `${written.date}T00:00`;
  if (input.dataset.max) input.max = written[input.type] || `${written.date}T23:59`;
}
