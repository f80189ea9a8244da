/*
 * The form to write a story: from its fields to a story, what the check says of it, and the file. The draft is kept in this
 * browser until it is erased; nothing is sent anywhere.
 */

import { headings, makeChecker } from "./write-check.js";
import { CouncilField } from "./write-council-field.js";
import { makeFinder } from "./write-councils.js";
import { compose, endOfId, idOf, newFileUrl, pathOf, slugify } from "./write-file.js";
import { element, part } from "./write-parts.js";
import { toMarkdown } from "./write-paste.js";
import * as wording from "./write-words.js";

const KEPT_AS = "st-draft";
const PAUSE = 400;

const form = document.getElementById("write");
const today = () => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};
function newEnd() {
  return endOfId(crypto.getRandomValues(new Uint8Array(4)));
}

let data;
let check;
let story = {};
let end = newEnd(); // of the identifier, which is permanent once the file was taken along
let isTaken = false;
let wasNamed = false; // whether somebody has chosen the file's name
let told = new Set(); // the places whose faults are shown
let councils; // their field; a site of no places has none

// ---- From the fields to the story, and back

const control = (name) => part(name);
const checkedOf = (name) => [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value);

function valueOf(field, name) {
  if (field.kind === "choice") return checkedOf(name)[0] ?? "";
  if (field.kind === "terms") return checkedOf(name);
  if (field.kind === "councils") return councils.slugs;
  if (field.kind === "switch") return control(name)?.checked ?? false;
  if (field.kind === "lines") return (control(name)?.value ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
  if (field.kind === "entry") return groupOf(field, name);
  if (field.kind === "entries") return [...part(`${name}.entries`).children].map((entry) => groupOf(field, `${name}.${entry.dataset.n}`));
  return control(name)?.value.trim() ?? "";
}

const groupOf = (field, name) => Object.fromEntries(field.fields.map((inner) => [inner.key, valueOf(inner, `${name}.${inner.key}`)]));
const isInForm = (field) => Boolean(part(field.key));

function readStory() {
  const values = data.fields.filter(isInForm).map((field) => [field.key, valueOf(field, field.key)]);
  story = { id: story.id, ...Object.fromEntries(values), name: part("name").value.trim(), text: part("text").value };
}

function show(field, name, value) {
  if (field.kind === "choice" || field.kind === "terms") {
    for (const input of form.querySelectorAll(`input[name="${name}"]`)) input.checked = [value].flat().includes(input.value);
  } else if (field.kind === "councils") {
    const chosen = (value ?? []).map((slug) => data.councils.find(([known]) => known === slug)).filter(Boolean);
    councils.show(chosen.map(([slug, title]) => ({ slug, name: title })));
  } else if (field.kind === "switch") control(name).checked = Boolean(value);
  else if (field.kind === "lines") control(name).value = (value ?? []).join("\n");
  else if (field.kind === "entry") for (const inner of field.fields) if (part(`${name}.${inner.key}`)) show(inner, `${name}.${inner.key}`, value?.[inner.key]);
  if (field.kind === "entries") {
    part(`${name}.entries`).replaceChildren();
    for (const group of value ?? []) {
      const n = addEntry(name);
      for (const inner of field.fields) if (part(`${name}.${n}.${inner.key}`)) show(inner, `${name}.${n}.${inner.key}`, group[inner.key]);
    }
  } else if (!["choice", "terms", "councils", "switch", "lines", "entry"].includes(field.kind)) control(name).value = value ?? "";
}

function showStory(kept) {
  for (const field of data.fields.filter(isInForm)) show(field, field.key, kept[field.key] ?? (field.kind === "choice" ? field.default : undefined));
  if (!part("sources.entries").children.length) addEntry("sources");
  part("name").value = kept.name ?? "";
  part("text").value = kept.text ?? "";
}

// ---- Lists of entries

let entries = 0;

function addEntry(name) {
  const n = entries++;
  const list = part(`${name}.entries`);
  const holder = document.createElement("template");
  holder.innerHTML = part(`${name}.one`).innerHTML.replaceAll("__n__", n).replaceAll("__m__", list.children.length + 1);
  const entry = holder.content.firstElementChild;
  entry.dataset.n = n;
  list.append(entry);
  return n;
}

form.addEventListener("click", ({ target }) => {
  const add = target.closest("[data-add]");
  const remove = target.closest("[data-remove]");
  if (add) {
    const n = addEntry(add.dataset.add);
    form.querySelector(`[id^="${add.dataset.add}.${n}."]:is(input, textarea, fieldset)`).focus();
  } else if (remove) {
    const list = remove.closest(".wr-entries");
    remove.closest(".wr-entry").remove();
    list.parentElement.querySelector("[data-add]").focus();
    changed();
  }
});

function leaveCouncils() {
  told.add("councils");
  showFaults();
}

// ---- What the check says

/** Return what is wrong; the places of entries are those of the form, which count on when one is removed. */
function faults() {
  const found = check(story, today()).map((fault) => {
    const [list, n, ...rest] = fault.place.split(".");
    const entry = rest.length && part(`${list}.entries`)?.children[n];
    return entry ? { ...fault, place: [list, entry.dataset.n, ...rest].join(".") } : fault;
  });
  const left = councils?.typed;
  if (left) {
    const message = wording.noCouncilChosen(data.called[0], left);
    found.push({ place: "councils", rule: "council-known", message, severity: "error" });
  }
  const at = ({ place }) => part(`${place}-said`);
  return found.filter(at).sort((one, other) => (at(one).compareDocumentPosition(at(other)) & 4 ? -1 : 1)); // 4: it follows
}

const fieldOf = (place) => part(place) ?? part(place.split(".")[0]);
const focusOn = (place) => (place === "councils" ? councils : fieldOf(place));

function showFaults() {
  for (const said of form.querySelectorAll(".wr-said")) said.textContent = "";
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  for (const { place, message, severity } of faults()) {
    const said = part(`${place}-said`);
    if (!said || !told.has(place)) continue;
    said.append(element("span", wording.severity(severity === "error"), { class: "wr-severity" }), `${wording.sentence(message)}. `);
    said.classList.toggle("wr-said--note", severity === "warning");
    if (severity === "error" && fieldOf(place).matches("input, textarea")) fieldOf(place).setAttribute("aria-invalid", "true");
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  readStory();
  const found = faults();
  told = new Set(found.map(({ place }) => place));
  showFaults();
  const errors = found.filter(({ severity }) => severity === "error");
  part("problems").hidden = !errors.length;
  const items = errors.map(({ place, message }) => {
    const item = element("li", "");
    const link = element("a", wording.sentence(message), { href: `#${place}` });
    link.addEventListener("click", (click) => {
      click.preventDefault();
      focusOn(place).focus();
    });
    item.append(link);
    return item;
  });
  part("problems-list").replaceChildren(...items);
  part("verdict").textContent = wording.verdict(errors.length, found.length - errors.length);
  part(errors.length ? "problems" : "verdict").focus();
});

// ---- Preview, file and counts

function showPreview() {
  const link = part("link");
  if (link) link.closest(".wr-field").hidden = story.kind !== "signpost" && !link.value;
  const day = story.date && !Number.isNaN(Date.parse(story.date)) && /^\d{4}-\d{2}-\d{2}$/u.test(story.date)
    ? wording.day(new Date(`${story.date}T12:00Z`))
    : story.date;
  part("preview-eyebrow").textContent = [wording.kind(story.kind), story.themes?.[0]].filter(Boolean).join(" \u00B7 ");
  part("preview-title").textContent = story.title || wording.NO_TITLE;
  part("preview-summary").textContent = story.summary;
  part("preview-meta").textContent = [councils?.names.join(", "), day, story.original ? wording.ORIGINAL : ""].filter(Boolean).join(" \u00B7 ");
  const outline = headings(story.text).map(({ level, words }) => element("li", words, level > 2 ? { "data-deep": "" } : {}));
  part("preview-outline").replaceChildren(...outline);
  part("preview-outline-box").hidden = !outline.length;
  const words = story.text.trim() ? story.text.trim().split(/\s+/u).length : 0;
  part("words").textContent = words ? wording.wordCount(words) : "";
  for (const count of form.querySelectorAll("[data-count]")) {
    const n = [...part(count.dataset.count).value.trim().replace(/\s+/gu, " ")].length;
    count.textContent = n ? wording.characters(n, count.dataset.most) : "";
  }
}

function showFile() {
  part("path").textContent = pathOf(story, data, today());
  part("file").textContent = compose(story, data);
  const url = newFileUrl(story, data, today());
  const link = part("github");
  if (!link) {
    part("github-text").textContent = wording.putAt(pathOf(story, data, today()));
  } else if (url) {
    link.href = url;
    link.textContent = wording.OPEN;
    part("github-text").textContent = wording.HOW_TO_PROPOSE;
  } else {
    link.href = `https://github.com/${data.repository}/new/${encodeURI(data.branch)}?${new URLSearchParams({ filename: pathOf(story, data, today()) })}`;
    link.textContent = wording.OPEN_EMPTY;
    part("github-text").textContent = wording.TOO_LONG;
  }
}

// ---- The draft on this device

let timer;

function changed() {
  if (!wasNamed) part("name").value = slugify(part("title").value);
  readStory();
  if (!isTaken) story.id = idOf(story.name, end);
  showPreview();
  clearTimeout(timer);
  timer = setTimeout(settle, PAUSE);
}

function settle() {
  clearTimeout(timer);
  showFile();
  showFaults();
  const kept = { ...story, wasNamed, isTaken, end };
  try {
    localStorage.setItem(KEPT_AS, JSON.stringify(kept));
    part("saved").textContent = wording.savedAt(new Date());
  } catch {
    part("saved").textContent = wording.NOT_SAVED;
  }
}

function keptDraft() {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS) ?? "null");
  } catch {
    return null;
  }
}

function startAfresh() {
  story = {};
  end = newEnd();
  isTaken = false;
  wasNamed = false;
  told = new Set();
  showStory({});
  readStory();
  showPreview();
  showFile();
  showFaults();
  part("problems").hidden = true;
  part("verdict").textContent = "";
}

part("erase").addEventListener("click", () => {
  if (!confirm(wording.ERASE)) return;
  clearTimeout(timer);
  try {
    localStorage.removeItem(KEPT_AS);
  } catch {
    // There was nothing to erase.
  }
  startAfresh();
  part("saved").textContent = wording.ERASED;
});

addEventListener("storage", ({ key }) => {
  if (key === KEPT_AS) part("saved").textContent = wording.OTHER_WINDOW;
});
addEventListener("pagehide", () => {
  if (timer && data) settle();
});

// ---- Taking it along

part("github")?.addEventListener("click", take);

function take() {
  isTaken = Boolean(story.id);
  settle();
}

part("copy").addEventListener("click", async () => {
  take();
  part("taken").textContent = "";
  try {
    await navigator.clipboard.writeText(part("file").textContent);
    part("taken").textContent = wording.COPIED;
  } catch {
    part("taken").textContent = wording.NOT_COPIED;
  }
});

part("download").addEventListener("click", () => {
  take();
  const url = URL.createObjectURL(new Blob([part("file").textContent], { type: "text/markdown" }));
  const link = element("a", "", { href: url, download: `${story.name || "story"}.md` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  part("taken").textContent = wording.downloaded(pathOf(story, data, today()));
});

part("headings").addEventListener("click", () => {
  const text = part("text");
  text.focus();
  text.setSelectionRange(text.value.length, text.value.length);
  insert(text, `${text.value.trim() ? "\n\n" : ""}${wording.USUAL_HEADINGS}`);
});

/** Put text in place of what is selected, so that it can be undone. */
function insert(field, text) {
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    changed();
  }
}

part("text").addEventListener("paste", (event) => {
  const html = event.clipboardData?.getData("text/html");
  if (!html) return;
  const { text, pictures, boldHeadings } = toMarkdown(html);
  if (!text) return;
  event.preventDefault();
  insert(part("text"), text);
  part("pasted").textContent = wording.pasted(pictures, boldHeadings);
});

// ---- Start

form.addEventListener("input", ({ target }) => {
  if (target.id === "name") wasNamed = target.value !== "";
  changed();
});
form.addEventListener("change", ({ target }) => {
  const place = target.closest("fieldset[data-kind=choice], fieldset[data-kind=terms]")?.id ?? target.id;
  told.add(place);
  changed();
});
form.addEventListener("focusout", ({ target }) => {
  if (target.id && target.value) told.add(target.id);
  if (data) showFaults();
});

try {
  const answer = await fetch(form.dataset.form);
  if (!answer.ok) throw new Error(answer.status);
  data = await answer.json();
  check = makeChecker(data);
  councils = part("councils.find") && new CouncilField(makeFinder(data.councils, data.saysNothing), data.called, { changed, left: leaveCouncils });
  const kept = keptDraft();
  startAfresh();
  if (kept) {
    ({ wasNamed = false, isTaken = false, end, ...story } = { end, ...kept });
    showStory(kept);
    readStory();
    showPreview();
    showFile();
    part("saved").textContent = wording.KEPT;
  }
  form.dataset.ready = "";
} catch {
  part("broken").textContent = wording.BROKEN;
  part("broken").hidden = false;
}
