// Adds up what is typed: shown at once, said when the typing pauses. Nothing is corrected for the respondent.
"use strict";

class ConstantSum {
  constructor(box) {
    this.words = box.dataset;
    this.inputs = [...box.querySelectorAll("input")];
    this.line = document.createElement("p");
    const head = document.createElement("span");
    head.textContent = this.words.total;
    this.figures = document.createElement("span");
    this.rest = document.createElement("span");
    this.rest.className = "rest";
    const shown = document.createElement("span");
    shown.append(this.figures, this.rest);
    this.line.append(head, shown);
    this.live = document.createElement("p");
    this.live.className = "unseen";
    this.live.setAttribute("aria-live", "polite");
    box.append(this.line, this.live);
    box.addEventListener("input", () => {
      this.show();
      clearTimeout(this.pause);
      this.pause = setTimeout(() => { this.live.textContent = `${this.figures.textContent}, ${this.rest.textContent}`; }, 700);
    });
    this.show();
  }

  // As the server reads numbers: full-width digits, and commas between thousands. What it refuses counts as 0 here.
  value({ value }) {
    const typed = value.normalize("NFKC").trim();
    return /^(\d{1,12}|\d{1,3}(,\d{3}){1,3})(\.0*)?$/.test(typed) ? Number(typed.replaceAll(",", "")) : 0;
  }

  show() {
    const sum = this.inputs.reduce((total, input) => total + this.value(input), 0);
    const left = Number(this.words.sum) - sum;
    const state = left < 0 ? "over" : left > 0 ? "left" : "done";
    this.figures.textContent = this.words.sofar.replace("[sum]", String(sum));
    this.rest.textContent = this.words[state].replace("[n]", String(Math.abs(left)));
    this.line.className = `total ${state}`;
  }
}

for (const box of document.querySelectorAll("[data-sum]")) new ConstantSum(box);
