// Puts a range in the place of the typed number, which stays the truth: it is empty until the respondent sets the
// range, by a tap, a drag, or a key, and can be emptied again.
"use strict";

class Slider {
  constructor(box) {
    this.box = box;
    this.number = box.querySelector("input");
    const { minimum, maximum, step } = box.dataset;
    this.middle = Number(minimum) + Math.round((maximum - minimum) / step / 2) * step;
    this.range = document.createElement("input");
    Object.assign(this.range, { type: "range", min: minimum, max: maximum, step, id: this.number.id });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (this.number.hasAttribute(name)) this.range.setAttribute(name, this.number.getAttribute(name));
    }
    this.said = document.createElement("output");
    this.said.className = "said";
    this.said.setAttribute("for", this.number.id);
    this.said.setAttribute("aria-live", "off"); // the range itself says its value
    this.clear = document.createElement("button");
    Object.assign(this.clear, { type: "button", className: "clear", textContent: box.dataset.clear });
    this.number.removeAttribute("id");
    this.number.parentElement.hidden = true;
    box.querySelector(".quiet").hidden = true;
    box.querySelector(".ends").hidden = false;
    this.number.parentElement.after(this.said, this.range);
    box.append(this.clear);
    this.range.addEventListener("input", () => this.set());
    // A tap or a key that leaves the handle where it lies invisibly is an answer, too.
    this.range.addEventListener("click", () => this.set());
    this.range.addEventListener("keydown", ({ key }) => { if (key === "Enter" || key === " ") this.set(); });
    this.range.form.addEventListener("keydown", (event) => { if (event.target === this.range && event.key === "Enter") event.preventDefault(); });
    this.clear.addEventListener("click", () => {
      this.write("");
      this.range.focus();
    });
    this.show();
  }

  set() {
    this.write(Number(this.range.value).toFixed(this.box.dataset.decimals));
  }

  write(text) {
    if (text === this.number.value) return;
    this.number.value = text;
    this.show();
    this.number.dispatchEvent(new Event("change", { bubbles: true }));
  }

  show() {
    const typed = this.number.value.trim();
    const { minimum, maximum } = this.box.dataset;
    const value = Number(typed);
    const set = typed !== "" && value >= minimum && value <= maximum;
    const unit = this.box.querySelector(".unit");
    const said = set ? [typed.replace("-", "−"), unit ? unit.textContent : ""].join(" ").trim() : this.box.dataset.unset;
    this.range.value = set ? value : this.middle;
    this.box.classList.toggle("unset", !set);
    this.range.style.setProperty("--set", set ? `${((value - minimum) / (maximum - minimum)) * 100}%` : "0%");
    this.range.setAttribute("aria-valuetext", said);
    this.said.textContent = set ? said : this.box.dataset.how;
    this.clear.hidden = !set;
  }
}

for (const box of document.querySelectorAll("[data-slider]")) new Slider(box);
