/*
 * Suggestions while somebody types: a combobox with a list, chosen by hand (WAI-ARIA Authoring Practices: list
 * autocomplete with manual selection). The names come with the first letter.
 */

import { Names } from "./names.js";
import { wordsOf } from "./query.js";
import * as wording from "../words.js";

const MOST_NAMES = 5;
const MOST_STORIES = 5;
const SUGGESTED = ["theme", "service", "programme", "council", "region"];

let loading = null;

/* The names, fetched once however often they are asked for; after a failure, again. */
export function loadNames(root) {
  loading ??= fetch(new URL("search/names.json", root))
    .then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
      return answer.json();
    })
    .then((index) => new Names(index))
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

/* How well a name begins with what was typed; 0 where it does not. Every word typed begins a word of the name. */
function beginning(text, typed) {
  const words = wordsOf(text);
  if (!typed.every((part) => words.some((word) => word.startsWith(part)))) return 0;
  return words.slice(0, typed.length).join(" ").startsWith(typed.join(" ")) ? 2 : 1;
}

/* What to suggest for a text, best first: [{text, kind, address}]. */
export function suggest(names, text) {
  const typed = wordsOf(text);
  if (!typed.length) return [];
  const found = [];
  for (const { facet, text: name, also, count, address } of names.all) {
    if (!address || !SUGGESTED.includes(facet)) continue;
    const own = beginning(name, typed);
    const other = own ? "" : (also.find((one) => beginning(one, typed)) ?? "");
    if (!own && !other) continue;
    const shown = other ? `${name} (${other})` : name;
    found.push({ text: shown, kind: wording.suggested(wording.FACETS[facet] ?? names.place, count), address, rank: own ? own + 1 : 0.5 + beginning(other, typed), count });
  }
  found.sort((a, b) => b.rank - a.rank || b.count - a.count);
  const stories = names.stories
    .map(({ title, address }) => ({ text: title, kind: wording.STORY, address, rank: beginning(title, typed) }))
    .filter(({ rank }) => rank)
    .sort((a, b) => b.rank - a.rank);
  return [...found.slice(0, MOST_NAMES), ...stories.slice(0, MOST_STORIES)];
}

/* The list below a field, and its keys. */
class Combobox {
  constructor(input, root) {
    Object.assign(this, { input, root, options: [], active: -1, turn: 0 });
    this.list = document.createElement("ul");
    this.list.id = `${input.id}.list`;
    this.list.className = "st-suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", wording.SUGGESTIONS);
    this.status = document.createElement("span");
    this.status.className = "st-hidden";
    this.status.setAttribute("aria-live", "polite");
    input.parentElement.append(this.list, this.status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.show());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("focus", () => this.quieten());
    input.addEventListener("blur", () => {
      this.close();
      input.removeAttribute("autocomplete"); // WebKit empties a field that has it when somebody comes back to the page
    });
    this.quieten();
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
    this.list.addEventListener("click", ({ target }) => this.go(this.options[[...this.list.children].indexOf(target.closest("li"))]));
  }

  /* One list is enough: the browser keeps its own to itself. */
  quieten() {
    this.input.setAttribute("autocomplete", "off");
  }

  async show() {
    const mine = ++this.turn;
    const names = await loadNames(this.root).catch(() => null); // then there is nothing to suggest
    if (mine !== this.turn || !names || document.activeElement !== this.input) return;
    this.options = suggest(names, this.input.value);
    this.list.replaceChildren(...this.options.map((option, n) => this.row(option, n)));
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.mark(-1);
    const number = this.options.length;
    this.status.textContent = number ? wording.suggestions(number) : "";
  }

  row({ text, kind }, n) {
    const row = document.createElement("li");
    row.id = `${this.list.id}.${n}`;
    row.setAttribute("role", "option");
    const about = document.createElement("span");
    about.textContent = kind;
    row.append(text, " ", about);
    return row;
  }

  close() {
    this.turn += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.status.textContent = "";
    this.mark(-1);
  }

  mark(n) {
    this.active = n;
    for (const [place, row] of [...this.list.children].entries()) row.setAttribute("aria-selected", String(place === n));
    if (n < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", this.list.children[n].id);
    this.list.children[n]?.scrollIntoView({ block: "nearest" });
  }

  go(option) {
    if (option) location.assign(new URL(option.address, this.root));
  }

  pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !this.list.hidden;
    const places = this.options.length + 1; // what was typed is one of them
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !isOpen) this.show();
    else if (step) this.mark(event.altKey ? -1 : ((this.active + 1 + step + places) % places) - 1);
    else if (event.key === "Escape" && isOpen) this.close();
    else if (event.key === "Enter" && isOpen && this.active >= 0) this.go(this.options[this.active]);
    else {
      if (event.key === "Enter") this.close();
      return;
    }
    event.preventDefault();
  }
}

/* Give a field its suggestions, with their style sheet, which no page needs before. */
export function attach(input, root) {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("suggestions.css", import.meta.url);
  document.head.append(style);
  const combobox = new Combobox(input, root);
  if (input.value) combobox.show();
}
