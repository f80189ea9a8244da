/*
 * The field of the councils: a combobox with a list, chosen by hand (WAI-ARIA Authoring Practices), and those chosen so far.
 */

import { element, part } from "./write-parts.js";
import * as wording from "./write-words.js";

const say = (text) => {
  part("councils.status").textContent = text;
};

export class CouncilField {
  #input = part("councils.find");
  #list = part("councils.found");
  #find;
  #called;
  #changed;
  #options = [];
  #active = -1;
  #chosen = [];

  /** Take what finds councils by a text, what one and several are called here, and what to do at a change and on leaving. */
  constructor(find, called, { changed, left }) {
    this.#find = find;
    this.#called = called;
    this.#changed = changed;
    this.#input.addEventListener("input", () => this.#open());
    this.#input.addEventListener("keydown", (event) => this.#press(event));
    this.#input.addEventListener("blur", () => {
      this.#close();
      left();
    });
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const n = [...this.#list.children].indexOf(event.target.closest("li"));
      if (n >= 0) this.#choose(n);
    });
  }

  /** The slugs of the councils that are chosen. */
  get slugs() {
    return this.#chosen.map(({ slug }) => slug);
  }

  /** Their names. */
  get names() {
    return this.#chosen.map(({ name }) => name);
  }

  /** What is typed and was not chosen. */
  get typed() {
    return this.#input.value.trim();
  }

  /** Choose these councils, each {slug, name}, and no others. */
  show(councils) {
    this.#chosen = councils;
    part("councils.chosen").replaceChildren(...councils.map((council) => this.#item(council)));
  }

  focus() {
    this.#input.focus();
  }

  clear() {
    this.#input.value = "";
  }

  #item(council) {
    const item = element("li", "");
    const button = element("button", wording.REMOVE, { type: "button", class: "st-action" });
    button.append(element("span", ` ${council.name}`, { class: "st-hidden" }));
    button.addEventListener("click", () => {
      this.show(this.#chosen.filter(({ slug }) => slug !== council.slug));
      say(wording.removed(council.name));
      this.focus();
      this.#changed();
    });
    item.append(element("span", council.name), button);
    return item;
  }

  #close() {
    this.#list.hidden = true;
    this.#input.setAttribute("aria-expanded", "false");
    this.#input.removeAttribute("aria-activedescendant");
    this.#active = -1;
  }

  #open() {
    this.#options = this.#find(this.#input.value).filter(({ slug }) => !this.slugs.includes(slug));
    const found = this.#options.length;
    const attributes = (n) => ({ role: "option", id: `councils.option-${n}`, "aria-selected": "false" });
    this.#list.replaceChildren(...this.#options.map(({ name }, n) => element("li", name, attributes(n))));
    this.#list.hidden = !found;
    this.#input.setAttribute("aria-expanded", String(found > 0));
    this.#input.removeAttribute("aria-activedescendant");
    this.#active = -1;
    if (!this.typed) say("");
    else say(wording.councilsFound(found, this.#called));
  }

  #press(event) {
    const isOpen = !this.#list.hidden;
    if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) this.#choose(Math.max(0, this.#active));
    } else if (event.key === "Escape") {
      if (isOpen) this.#close();
      else this.clear();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isOpen) this.#open();
      const isDown = event.key === "ArrowDown";
      if (this.#options.length) this.#activate(this.#active < 0 && !isDown ? -1 : this.#active + (isDown ? 1 : -1));
    }
  }

  #activate(n) {
    this.#active = (n + this.#options.length) % this.#options.length;
    for (const [k, option] of [...this.#list.children].entries()) option.setAttribute("aria-selected", String(k === this.#active));
    part(`councils.option-${this.#active}`).scrollIntoView({ block: "nearest" });
    this.#input.setAttribute("aria-activedescendant", `councils.option-${this.#active}`);
  }

  #choose(n) {
    const council = this.#options[n];
    this.show([...this.#chosen, council]);
    say(wording.added(council.name));
    this.clear();
    this.#close();
    this.#changed();
  }
}
