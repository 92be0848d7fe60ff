// Shows and removes questions while a page is filled in, where their condition reads answers of the same page.
// The server has rendered them all: a live question stands behind its <template> if it is asked, and in it if not.
// Only what is on the page is sent, and the server judges that alone.
"use strict";

(() => {
  const { parse, holds, names } = window.surveykit.expression;
  const form = document.getElementById("answers");
  const data = ({ dataset }, name) => new Map(Object.entries(JSON.parse(dataset[name])));
  const readings = data(form, "readings");
  const earlier = data(form, "earlier");
  const list = form.querySelector("input[type=hidden][name=shown]");
  const said = document.getElementById("live");

  // --- what is answered now --------------------------------------------------------------------------

  const WIDE = "０１２３４５６７８９．，－\u2212";
  const NUMBER = /^-?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})(\.[0-9]{1,12})?$/;

  /** As the server reads what is typed: full-width digits, commas between thousands, within the bounds. */
  function number(typed, { minimum, maximum, decimals }) {
    const plain = [...typed].map((c) => (WIDE.includes(c) ? "0123456789.,--"[WIDE.indexOf(c)] : c)).join("");
    const value = NUMBER.test(plain) ? Number(plain.replace(/,/g, "")) : NaN;
    const fits = Number(value.toFixed(decimals)) === value;
    return fits && !(minimum !== null && value < minimum) && !(maximum !== null && value > maximum) ? value : null;
  }

  function choice(chosen, { values, otherwise }) {
    const known = new Map(Object.entries(values));
    const word = chosen.find((one) => known.has(one));
    return word === undefined ? otherwise : known.get(word);
  }

  function read(reading, posted) {
    const sent = posted.getAll(reading.name).map((text) => text.replace(/\r\n?/g, "\n").trim()).filter((text) => text);
    if (!sent.length) return null;
    const last = sent[sent.length - 1];
    return reading.kind === "choice" ? choice(sent, reading) : reading.kind === "number" ? number(last, reading) : last;
  }

  /** The answers on the page as they would be sent now. */
  function answersNow() {
    const posted = new FormData(form);
    return new Map([...readings].map(([name, reading]) => [name, read(reading, posted)]));
  }

  // --- the questions ---------------------------------------------------------------------------------

  class Question {
    constructor(marker) {
      const { item, relevant } = marker.dataset;
      this.id = item;
      this.marker = marker;
      this.condition = parse(relevant);
      this.reads = names(this.condition);
      this.shown = !marker.content.firstElementChild;
      this.box = this.shown ? marker.nextElementSibling : marker.content.firstElementChild;
      this.words = (this.box.querySelector("legend, h2") || this.box).textContent.replace(/\s+/g, " ").trim();
    }

    relevant(answers) {
      return holds(this.condition, (name) => (answers.has(name) ? answers.get(name) : earlier.has(name) ? earlier.get(name) : null));
    }

    /** On the page or off it; what was typed stays in the box. */
    show(shown) {
      this.shown = shown;
      if (shown) this.marker.after(this.box);
      else this.box.remove();
      const others = list.value.split(" ").filter((id) => id && id !== this.id);
      list.value = (shown ? [...others, this.id] : others).join(" ");
      return said.dataset[shown ? "added" : "removed"].replace("[question]", () => this.words);
    }
  }

  const questions = [...document.querySelectorAll("template[data-relevant]")].map((marker) => new Question(marker));
  let known = new Map();

  /** Judge the questions that read what has changed; showing one may change what another reads. */
  function update() {
    const news = [];
    for (;;) {
      const answers = answersNow();
      const changed = new Set([...answers.keys()].filter((name) => answers.get(name) !== known.get(name)));
      known = answers;
      if (!changed.size) break;
      for (const question of questions) {
        if (![...question.reads].some((name) => changed.has(name))) continue;
        const relevant = question.relevant(answers);
        if (relevant !== question.shown) news.push(question.show(relevant));
      }
    }
    if (news.length) said.textContent = news.join(" ");
  }

  // The scripts that follow this one equip every question once: till they have, those in waiting are on the page, unseen.
  for (const question of questions) {
    question.box.hidden = !question.shown;
    question.marker.after(question.box);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const question of questions.filter(({ shown }) => !shown)) {
      question.box.remove();
      question.box.hidden = false;
    }
    // At the start nothing is taken away: what the server has shown, it has a reason for.
    const waiting = () => questions.find((question) => !question.shown && question.relevant(answersNow()));
    for (let question = waiting(); question; question = waiting()) question.show(true);
    known = answersNow();
    // Some scripts change fields without an event of their own, but always after a key or a click.
    for (const event of ["input", "change", "click", "keyup"]) document.addEventListener(event, update);
  });
})();
