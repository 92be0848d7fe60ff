// Makes a list with buttons of a ranking's selects. The selects stay the truth: every move is written into them.
// Nothing is placed until the respondent places it. Arrow keys on a row's buttons move the row, too.
"use strict";

const DRAWINGS = { add: "M10 4v12M4 10h12", remove: "M4 10h12", up: "m5 12 5-5 5 5", down: "m5 8 5 5 5-5" };

function drawing(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

class Ranking {
  constructor(box) {
    this.words = box.dataset;
    this.most = Number(box.dataset.most);
    const selects = box.querySelector("ul");
    this.rows = [...selects.querySelectorAll("li")].map((li) => this.row(li));
    this.placed = this.rows.filter((row) => row.select.value).sort((a, b) => a.select.value - b.select.value);
    this.list = document.createElement("ol");
    this.list.setAttribute("role", "list");
    this.progress = document.createElement("p");
    this.progress.className = "said";
    this.live = document.createElement("p");
    this.live.className = "unseen";
    this.live.setAttribute("aria-live", "polite");
    selects.hidden = true;
    selects.after(this.list, this.progress, this.live);
    this.update();
  }

  say(name, values = {}) {
    return Object.entries(values).reduce((text, [key, value]) => text.replace(`[${key}]`, value), this.words[name]);
  }

  row(li) {
    const option = li.querySelector("label").textContent.trim();
    const row = { option, select: li.querySelector("select"), item: document.createElement("li"), buttons: {} };
    row.place = document.createElement("span");
    row.place.className = "place";
    const label = document.createElement("span");
    label.className = "label";
    label.textContent = option;
    const moves = document.createElement("span");
    moves.className = "moves";
    for (const name of ["up", "down", "add"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () => this.act(row, name));
      row.buttons[name] = button;
      moves.append(button);
    }
    row.item.append(row.place, label, moves);
    row.item.addEventListener("click", (event) => {
      if (!event.target.closest("button") && !this.placed.includes(row)) this.act(row, "add");
    });
    row.item.addEventListener("keydown", (event) => {
      const name = { ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (name && this.placed.includes(row)) {
        event.preventDefault();
        this.act(row, name);
      }
    });
    return row;
  }

  act(row, name) {
    const at = this.placed.indexOf(row);
    const to = name === "up" ? at - 1 : at + 1;
    if (name === "add") {
      if (at >= 0) this.placed.splice(at, 1);
      else if (this.placed.length < this.most) this.placed.push(row);
      else return this.tell(this.say("full"));
    } else if (to >= 0 && to < this.placed.length) {
      this.placed.splice(at, 1);
      this.placed.splice(to, 0, row);
    }
    this.update();
    // The row has moved: its button keeps the focus, or its neighbour where it is now at an end.
    const button = row.buttons[name].disabled || row.buttons[name].hidden ? Object.values(row.buttons).find((b) => !b.disabled && !b.hidden) : row.buttons[name];
    button.focus();
    const place = this.placed.indexOf(row) + 1;
    this.tell(place ? this.say("moved", { option: row.option, place, most: this.placed.length }) : this.say("removed", { option: row.option }));
  }

  tell(text) {
    this.live.textContent = text;
  }

  update() {
    const rest = this.rows.filter((row) => !this.placed.includes(row));
    const full = this.placed.length >= this.most;
    for (const row of [...this.placed, ...rest]) {
      const at = this.placed.indexOf(row);
      row.select.value = at < 0 ? "" : String(at + 1);
      row.item.className = at < 0 ? "" : "placed";
      row.place.textContent = at < 0 ? "" : String(at + 1);
      this.button(row, "up", { hidden: at < 0, disabled: at === 0 });
      this.button(row, "down", { hidden: at < 0, disabled: at === this.placed.length - 1 });
      this.button(row, at < 0 ? "add" : "remove", { hidden: false, disabled: at < 0 && full }, "add");
      this.list.append(row.item);
    }
    this.progress.textContent = this.placed.length ? this.say("progress", { placed: this.placed.length, most: this.most }) : this.say("empty");
    if (full && rest.length) this.progress.textContent = this.say("full");
  }

  button(row, name, state, which = name) {
    const button = row.buttons[which];
    button.setAttribute("aria-label", this.say(name, { option: row.option }));
    button.replaceChildren(drawing(DRAWINGS[name]));
    Object.assign(button, state);
  }
}

for (const box of document.querySelectorAll("[data-ranking]")) new Ranking(box);
