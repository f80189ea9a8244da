/*
 * The list of all stories: search, narrow down, sort.
 *
 * What is chosen is in the form and in the address, nowhere else. `update` reads the form, finds the stories and
 * shows them; whatever happens (a click, a key, the back button) ends there. A story fits when it fits one of the
 * choices in every facet that has any; a choice's number says how many stories there would be with it, so the other
 * choices of its own facet do not count there.
 *
 * A story is {n, numbers, title, summary, node()}: its place from the newest, the numbers of the choices it fits, and its
 * row. A short list is whole in the page. Of a long one the page has the first rows, and all others come from an
 * index when they are first needed. Texts of stories go into the page as text, never as HTML.
 *
 * What a query means is worked out in search/: names and words are looked for in titles, summaries, councils and terms
 * at once, and what the full texts have comes after.
 */

import * as wording from "./words.js";

const AT_ONCE = 50; // rows of a long list that are shown before 'Show more'
const PASSAGES_AT_ONCE = 8; // passages that are fetched before the results are shown; others when they come near
const SEARCHED = ["theme", "service", "programme", "region"]; // facets whose choices are found as words
const SHORTEST = 3; // letters with which the search starts by itself; fewer are the beginning of a word
const PAUSE = 250; // milliseconds without a key before the search starts
const PATIENCE = 400; // milliseconds without an answer before the page says that it is looking for one

const MODULES = ["full_texts", "names", "near_words", "nothing", "query", "ranking", "stem", "suggestions"];

const root = new URL("..", import.meta.url);
const byId = (id) => document.getElementById(id);
const form = byId("find");
const parts = ["rows", "count", "active", "chips", "none", "more", "toggle", "notes"];
const [list, count, active, chips, none, more, toggle, notes] = parts.map(byId);
const { q: words, sort, near: place } = form.elements;
const boxes = [...byId("facets").querySelectorAll("input")];
const facets = [...byId("facets").querySelectorAll("details")].map((details) => ({
  details,
  label: details.querySelector("legend").textContent,
  boxes: [...details.querySelectorAll("input")],
}));
const facetOf = boxes.map((box) => facets.findIndex((facet) => facet.boxes.includes(box)));
const numbers = boxes.map((box) => box.parentElement.querySelector(".db-number"));
const texts = boxes.map((box) => box.nextElementSibling.textContent);
const firstRows = list ? [...list.children] : [];
const firstCount = count.textContent;

/* The stories ------------------------------------------------------------------------------------------------------ */

let stories = null;
let loading = null;

/* Load them once, however often they are asked for meanwhile; after a failure, again. */
function loadOnce() {
  loading ??= load().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function load() {
  if (!form.dataset.index) {
    return firstRows.map((row, n) => ({
      n,
      numbers: row.dataset.choices.split(" ").map(Number),
      title: row.querySelector("a").textContent,
      summary: row.querySelector(".st-card__summary")?.textContent ?? "",
      node: () => row,
    }));
  }
  const answer = await fetch(new URL(form.dataset.index, root));
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const index = await answer.json();
  const known = new Map(boxes.map((box, number) => [`${box.name}=${box.value}`, number]));
  const here = index.choices.map((choice) => known.get(choice));
  return index.stories.map(([title, address, summary, date, councils, choices, original, mark, hue], n) => {
    const story = { n, title, summary, numbers: choices.map((choice) => here[choice]).filter((choice) => choice !== undefined) };
    let row = null;
    story.node = () => (row ??= makeRow({ ...story, address, date, councils, original, mark, hue }));
    return story;
  });
}

function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/* The row that the page's template gives, filled in; what a story does not have is taken out. */
function makeRow({ title, address, summary, date, councils, numbers: choices, original, mark, hue }) {
  const row = byId("row").content.firstElementChild.cloneNode(true);
  if (hue) row.classList.add(hue);
  const fill = (element, text) => (text ? element.replaceChildren(text) : element.remove());
  const kind = boxes[choices.find((number) => boxes[number].name === "kind")].value;
  const theme = choices.find((number) => boxes[number].name === "theme");
  const link = row.querySelector("a");
  link.href = new URL(address, root);
  fill(link, title);
  fill(row.querySelector(".st-mark"), mark);
  fill(row.querySelector(".st-card__summary"), summary);
  const [above, below] = [row.querySelector(".st-eyebrow"), row.querySelector(".st-meta")];
  const [kindPart, themePart] = above.children;
  fill(kindPart, wording.KINDS[kind]);
  fill(themePart, texts[theme]);
  const [councilsPart, day, originalPart] = below.children;
  fill(councilsPart, wording.listed(councils));
  fill(day, date && wording.longDate(new Date(date), { timeZone: "UTC" }));
  day.dateTime = date;
  if (!original) originalPart.remove();
  for (const part of [above, below]) if (!part.children.length) part.remove();
  return row;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

let searching = null;

/* The search, which comes with the first query; all of its modules at once, as each way to a server takes its time. */
function startSearching() {
  searching ??= loadSearching().catch((error) => {
    searching = null;
    throw error;
  });
  searching.catch(() => {}); // told by anyone who waits for it
  return searching;
}

async function loadSearching() {
  for (const name of MODULES) import(`./search/${name}.js`).catch(() => {});
  const { Searching, passageOf, understood } = await import("./search/searching.js");
  const search = new Searching(root, form.dataset.fullText);
  search.begin();
  return { search, passageOf, understood };
}

/* What the search looks for in a story beside its title and summary. */
function asSearched(story) {
  const terms = story.numbers.filter((number) => SEARCHED.includes(boxes[number].name)).map((number) => texts[number]);
  return Object.assign(story, { terms, choices: new Set(story.numbers.map((number) => `${boxes[number].name}=${boxes[number].value}`)) });
}

/* A passage as Pagefind gives it: text, and <mark> around what was found. Parsed without effect, then copied as text. */
async function showPassage(story, result) {
  const row = story.node();
  const { passageOf } = await startSearching();
  const { excerpt, heading, url } = await passageOf(result);
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  const copy = [...parsed.childNodes].map((node) => (node.nodeName === "MARK" ? make("mark", "", node.textContent) : node.textContent));
  row.querySelector(".db-passage")?.remove();
  if (row.passage !== result) return;
  const passage = make("p", "db-passage", "\u2026 ", ...copy, " \u2026");
  if (heading) {
    const place = make("a", "", make("span", "st-hidden", wording.READ_ON), heading);
    place.href = new URL(new URL(url, location).hash, row.querySelector("a").href);
    passage.append(" ", place);
  }
  row.insertBefore(passage, row.querySelector(".st-meta"));
}

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      showPassage(target.story, target.passage).catch(() => {});
    }
  },
  { rootMargin: "50%" },
);

async function addPassages(shown, found) {
  const first = [];
  for (const [n, story] of shown.entries()) {
    const row = story.node();
    const result = found?.get(story.n)?.result;
    if (row.passage === result) continue;
    near.unobserve(row);
    row.querySelector(".db-passage")?.remove();
    Object.assign(row, { story, passage: result });
    if (!result) continue;
    if (n < PASSAGES_AT_ONCE) first.push(showPassage(story, result).catch(() => {}));
    else near.observe(row);
  }
  await Promise.all(first);
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

function fitting(chosen, found) {
  const wanted = facets.map((_, facet) => chosen.some((is, number) => is && facetOf[number] === facet));
  const totals = new Array(boxes.length).fill(0);
  const fits = [];
  for (const story of stories) {
    if (found && !found.has(story.n)) continue;
    const met = new Set();
    for (const number of story.numbers) if (chosen[number]) met.add(facetOf[number]);
    const missed = wanted.flatMap((is, facet) => (is && !met.has(facet) ? [facet] : []));
    if (missed.length === 0) fits.push(story);
    if (missed.length > 1) continue;
    for (const number of story.numbers) {
      if (missed.length === 0 || facetOf[number] === missed[0]) totals[number] += 1;
    }
  }
  return { fits, totals };
}

let byTitle = null;

function sorted(fits, order, found) {
  if (order === "relevance") return fits.sort((a, b) => found.get(a.n).rank - found.get(b.n).rank);
  if (order === "oldest") return fits.reverse();
  if (order === "title") {
    if (!byTitle) {
      const collator = new Intl.Collator(wording.LOCALE, { numeric: true });
      const inOrder = [...stories].sort((a, b) => collator.compare(a.title, b.title) || a.n - b.n);
      byTitle = new Map(inOrder.map((story, place) => [story, place]));
    }
    return fits.sort((a, b) => byTitle.get(a) - byTitle.get(b));
  }
  return fits;
}

/* Showing ---------------------------------------------------------------------------------------------------------- */

let turn = 0;
let visible = AT_ONCE;

/* Show what the form says. A later call takes over from one that still waits for an answer. */
async function update() {
  const mine = ++turn;
  const query = words.value.trim();
  const chosen = boxes.map((box) => box.checked);
  const best = sort.options[0];
  if (Boolean(query) === best.disabled) {
    // Words were given or taken away: the order goes with them, unless another than the usual was chosen.
    best.disabled = best.hidden = !query;
    if (query && sort.value === "newest" && !isNear() && !new URLSearchParams(location.search).has("sort")) sort.value = "relevance";
    if (!query && (sort.value === "relevance" || sort.selectedIndex < 1)) sort.value = "newest";
  }
  const isAll = !query && !chosen.includes(true);
  showChosen(query);
  if (isAll && sort.value === "newest" && !stories) {
    list.removeAttribute("aria-busy");
    say(firstCount, null);
    return;
  }
  list.setAttribute("aria-busy", "true");
  const before = count.textContent;
  setTimeout(() => {
    if (mine === turn && list.hasAttribute("aria-busy") && count.textContent === before) count.textContent = wording.LOOKING;
  }, PATIENCE);
  if (query) startSearching();
  try {
    stories ??= (await loadOnce()).map(asSearched);
    const results = query ? (await startSearching()).search.find(query, stories) : [null];
    for await (const result of results) {
      if (mine !== turn) return;
      await show({ query, chosen, result, isAll }, () => mine === turn);
    }
  } catch {
    if (mine === turn) fail();
  }
}

function fail() {
  count.textContent = wording.LIST_NOT_LOADED;
  list.removeAttribute("aria-busy");
}

/* Show what was found, which may be what is there at once, before the full texts have answered. */
async function show({ query, chosen, result, isAll }, isNow) {
  const found = result?.found ?? null;
  const isWaiting = result?.isWhole === false;
  const { fits, totals } = fitting(chosen, found);
  if (isWaiting && fits.length === 0) {
    count.textContent = wording.LOOKING_INTO_TEXTS;
    return;
  }
  const isNearest = sort.value === "nearest";
  const nearest = isNearest || list.querySelector(".db-distance") ? await fetchNearest().catch(() => null) : null;
  const rows = isNearest ? ((await nearest?.inOrder(fits).catch(() => null)) ?? fits) : sorted(fits, sort.value, found);
  if (!isNow()) return;
  const isWhole = isAll && sort.value === "newest";
  const most = form.dataset.index ? visible : rows.length;
  if (found && !isWaiting) await addPassages(rows.slice(0, most), found);
  else if (!found && !form.dataset.index) addPassages(rows, null);
  const help = rows.length ? null : await helpFor({ query, chosen, result });
  const said = rows.length && found ? (await startSearching()).understood(result.groups) : [];
  if (!isNow()) return;
  nearest?.tell(rows.slice(0, most), isNearest);
  totals.forEach((total, number) => {
    numbers[number].textContent = wording.number(total);
    boxes[number].parentElement.classList.toggle("db-nothing", total === 0);
  });
  const pages = byId("pages");
  if (pages) pages.hidden = !isWhole;
  list.replaceChildren(...(isWhole && pages ? firstRows : rows.slice(0, most).map((story) => story.node())));
  list.hidden = rows.length === 0;
  none.hidden = rows.length > 0;
  if (help) showHelp(help);
  showNotes(said);
  more.hidden = (isWhole && Boolean(pages)) || rows.length <= most;
  list.toggleAttribute("aria-busy", isWaiting);
  say(isAll ? firstCount : wording.ofAll(rows.length, firstCount), result);
}

function say(text, result) {
  let where = "";
  if (result && !result.isWhole) where = wording.SO_FAR;
  else if (result && !result.isFull) where = wording.withoutTexts(form.dataset.one);
  if (count.textContent !== text + where) count.textContent = text + where;
  byId("done").textContent = wording.showStories(text.split(" ")[0]);
}

/* Saying what was understood, and what helps ----------------------------------------------------------------------- */

/* What the query was taken to mean. */
function showNotes(said) {
  notes.replaceChildren(...said.map(([before, name, after]) => make("p", "", before, linkTo(name), after)));
  notes.hidden = said.length === 0;
}

function linkTo({ text, address }) {
  if (!address) return text;
  const link = make("a", "", text);
  link.href = new URL(address, root);
  return link;
}

async function helpFor({ query, chosen, result }) {
  const { search } = await startSearching();
  const choices = chosen.flatMap((is, number) => (is ? [number] : []));
  const without = (number) => fitting(chosen.map((is, other) => is && other !== number), result?.found ?? null).fits.length;
  return search.help(query, result, choices, without);
}

function showHelp({ truth: said, near: nearby, shorter, hardest, regions }) {
  const items = nearby.map(({ text, query, count: number }) => wording.didYouMean(toQuery(text, query), number));
  if (hardest) {
    const [facet, text] = [facets[facetOf[hardest.choice]].label, texts[hardest.choice]];
    const take = () => {
      boxes[hardest.choice].checked = false;
    };
    items.push(wording.withoutChoice(action(wording.removeChoice(facet, text), take), hardest.count));
  }
  if (shorter) items.push(wording.withoutWord(shorter.text, toQuery(shorter.query, shorter.query), shorter.count));
  for (const region of regions) items.push(wording.sameRegion(linkTo(region), region.count));
  byId("truth").textContent = said;
  byId("help").replaceChildren(...items.map((children) => make("li", "", ...children)));
  byId("help").hidden = items.length === 0;
}

const toQuery = (text, query) =>
  action(text, () => {
    words.value = query;
  });

/* A button that changes what is looked for; the focus then goes to where words are typed. */
function action(text, take) {
  const button = make("button", "db-way", text);
  button.type = "button";
  button.addEventListener("click", () => {
    take();
    changed();
    words.focus();
  });
  return button;
}

function showChosen(query) {
  const chosen = boxes.flatMap((box, number) => (box.checked ? [number] : []));
  const made = chosen.map((number) =>
    chip(`${facets[facetOf[number]].label}: ${texts[number]}`, () => {
      boxes[number].checked = false;
    }),
  );
  if (query) {
    made.unshift(
      chip(`\u201c${query}\u201d`, () => {
        words.value = "";
      }),
    );
  }
  chips.replaceChildren(...made);
  active.hidden = made.length === 0;
  byId("chosen").textContent = chosen.length ? `(${chosen.length})` : "";
  for (const facet of facets) {
    const some = facet.boxes.filter((box) => box.checked).length;
    facet.details.querySelector(".db-chosen").textContent = some ? wording.chosen(some) : "";
  }
}

function chip(text, take) {
  const button = make("button", "st-action", make("span", "st-hidden", wording.REMOVE), text);
  button.type = "button";
  button.addEventListener("click", () => {
    const place = [...chips.children].indexOf(button.parentElement);
    take();
    changed();
    // The focus goes to the next chip, to the one before, or to where words are typed.
    (chips.children[Math.min(place, chips.children.length - 1)]?.firstElementChild ?? words).focus();
  });
  return make("li", "", button);
}

/* The address ------------------------------------------------------------------------------------------------------ */

/* The reader's own place or region; what is needed for it is fetched when somebody turns to it. */
const fetchNearest = async () => (await import("./near.js")).nearest;

const isNear = () => Boolean(place?.dataset.slug); // a site of no places has no such field

function setPlace(slug) {
  if (!place) return;
  const order = sort.querySelector("[value=nearest]");
  place.dataset.slug = slug;
  order.hidden = order.disabled = !slug;
}

function usualOrder(query) {
  if (isNear()) return "nearest";
  return query ? "relevance" : "newest";
}

function address() {
  const wanted = new URLSearchParams();
  const query = words.value.trim();
  if (query) wanted.set("q", query);
  for (const box of boxes) if (box.checked) wanted.append(box.name, box.value);
  if (isNear()) wanted.set("near", place.dataset.slug);
  if (sort.value !== usualOrder(query)) wanted.set("sort", sort.value);
  const text = wanted.toString();
  return location.pathname + (text ? `?${text}` : "");
}

let pause = 0;
let shown = null;

function readAddress() {
  clearTimeout(pause);
  if (shown === location.search) return; // the link to a place in the page uses the same words
  shown = location.search;
  const wanted = new URLSearchParams(location.search);
  const query = (wanted.get("q") ?? "").trim();
  words.value = query;
  for (const box of boxes) box.checked = wanted.getAll(box.name).includes(box.value);
  for (const facet of facets) if (facet.boxes.some((box) => box.checked)) facet.details.open = true;
  sort.options[0].disabled = sort.options[0].hidden = !query;
  setPlace(wanted.get("near") ?? "");
  if (place) place.value = place.dataset.slug;
  if (isNear()) fetchNearest().then((nearest) => nearest.find(place.dataset.slug)).catch(() => {});
  sort.value = usualOrder(query);
  const order = wanted.get("sort");
  if ([...sort.options].some((option) => option.value === order && !option.disabled)) sort.value = order;
  visible = AT_ONCE;
  update();
}

/* Show what was changed and keep it in the address; while somebody types, in one step of the history. */
function changed(isTyping = false) {
  visible = AT_ONCE;
  update();
  const next = address();
  if (next === location.pathname + location.search) return;
  shown = new URL(next, location).search;
  if (isTyping && history.state?.isTyping) history.replaceState({ isTyping }, "", next);
  else history.pushState({ isTyping }, "", next);
}

/* Events ----------------------------------------------------------------------------------------------------------- */

if (list) {
  byId("facets").addEventListener("change", () => changed());
  sort.addEventListener("change", () => changed());
  words.addEventListener("input", () => {
    clearTimeout(pause);
    const length = words.value.trim().length;
    if (length === 0 || length >= SHORTEST) pause = setTimeout(() => changed(true), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(pause);
    changed();
  });
  byId("clear").addEventListener("click", () => {
    words.value = "";
    for (const box of boxes) box.checked = false;
    changed();
    words.focus();
  });
  more.addEventListener("click", async () => {
    const next = visible;
    visible += AT_ONCE;
    await update();
    list.children[next]?.querySelector("a").focus();
  });
  place?.addEventListener("focus", () => fetchNearest().then((nearest) => nearest.load()).catch(() => {}));
  place?.addEventListener("change", async () => {
    setPlace(await fetchNearest().then((nearest) => nearest.find(place.value)).catch(() => ""));
    sort.value = usualOrder(words.value.trim());
    changed();
  });
  addEventListener("popstate", readAddress);
  readAddress();
}
toggle.addEventListener("click", () => {
  toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
});
byId("done").addEventListener("click", () => {
  toggle.setAttribute("aria-expanded", "false");
  byId("results").focus();
});
