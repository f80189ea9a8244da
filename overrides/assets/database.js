/*
 * The list of all stories: search, narrow down, sort.
 *
 * What is chosen stands in the form and in the address, nowhere else. `update` reads the form, finds the stories and
 * shows them; whatever happens (a click, a key, the back button) ends there. A story fits when it fits one of the
 * choices in every facet that has any; a choice's number says how many stories there would be with it, so the other
 * choices of its own facet do not count there.
 *
 * A story is {n, choices, title, text, node()}: its place from the newest, the numbers of the choices it fits, and its
 * row. A short list stands whole in the page. Of a long one the page has the first rows, and all others come from an
 * index when they are first needed. Texts of stories go into the page as text, never as HTML.
 */

const AT_ONCE = 50; // rows of a long list that are shown before 'Show more'
const PASSAGES_AT_ONCE = 8; // passages that are fetched before the results are shown; others when they come near
const MOST_WORDS = 16; // of a query; nobody types as many
const SEARCHED = ["theme", "service", "programme", "region"]; // facets whose choices are found as words
const PAUSE = 250; // milliseconds without a key before the search starts

const root = new URL("..", import.meta.url);
const byId = (id) => document.getElementById(id);
const form = byId("find");
const [list, count, active, chips, none, more, toggle] = ["rows", "count", "active", "chips", "none", "more", "toggle"].map(byId);
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

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

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
      choices: row.dataset.choices.split(" ").map(Number),
      title: row.querySelector("a").textContent,
      get text() {
        const parts = row.querySelectorAll("a, .st-card__summary, .st-meta > span");
        return [...parts].map((part) => part.textContent).join(" ") + " " + (row.dataset.councils ?? "");
      },
      node: () => row,
    }));
  }
  const answer = await fetch(new URL(form.dataset.index, root));
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  const index = await answer.json();
  const known = new Map(boxes.map((box, number) => [`${box.name}=${box.value}`, number]));
  const here = index.choices.map((choice) => known.get(choice));
  return index.stories.map(([title, address, summary, date, councils, choices, original, mark, hue], n) => {
    const story = { n, title, choices: choices.map((choice) => here[choice]).filter((choice) => choice !== undefined) };
    let row = null;
    story.text = `${title} ${summary} ${councils.join(" ")}`;
    story.node = () => (row ??= makeRow({ ...story, address, summary, date, councils, original, mark, hue }));
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
function makeRow({ title, address, summary, date, councils, choices, original, mark, hue }) {
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
  fill(kindPart, kind === "story" ? "" : kind[0].toUpperCase() + kind.slice(1));
  fill(themePart, texts[theme]);
  const [councilsPart, day, originalPart] = below.children;
  fill(councilsPart, listed(councils));
  fill(day, date && new Date(date).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" }));
  day.dateTime = date;
  if (!original) originalPart.remove();
  for (const part of [above, below]) if (!part.children.length) part.remove();
  return row;
}

function listed(names) {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

let engine = null;

/* Pagefind and the order of its ids; fetched for the first search and not before, and not again when that fails. */
function fetchEngine() {
  engine ??= startEngine();
  engine.catch(() => {}); // told by whoever waits for it
  return engine;
}

async function startEngine() {
  const folder = new URL(form.dataset.fullText, root);
  const [pagefind, ids] = await Promise.all([
    import(new URL("pagefind.js", folder)),
    fetch(new URL("order.json", folder)).then((answer) => answer.json()),
  ]);
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  return { pagefind, place: new Map(ids.map((id, n) => [id, n])) };
}

/*
 * The stories with all these words as a map from their place to their rank and, from full texts, the way to the passage.
 * A word may stand in the text or in what the row and its terms say. Pagefind passes over words that it does not know
 * when there are others, so each word is asked for by itself; the whole query gives the order.
 */
async function withWords(query) {
  const words = [...new Set(query.split(/\s+/))].slice(0, MOST_WORDS);
  let isFull = Boolean(form.dataset.fullText);
  let whole = new Map();
  let each = [];
  if (isFull) {
    try {
      const { pagefind, place } = await fetchEngine();
      const search = async (text) => {
        const { results } = await pagefind.search(text);
        return new Map(results.filter(({ id }) => place.has(id)).map((result) => [place.get(result.id), result]));
      };
      whole = await search(query);
      each = words.length > 1 ? await Promise.all(words.map(search)) : [whole];
    } catch {
      isFull = false;
    }
  }
  const found = new Map();
  for (const n of new Set([...whole.keys(), ...stories.keys()])) {
    const text = (stories[n].plain ??= plain(`${stories[n].text} ${terms(stories[n])}`));
    if (!words.every((word, k) => each[k]?.has(n) || text.includes(plain(word)))) continue;
    const result = whole.get(n) ?? each.find((one) => one.has(n))?.get(n);
    found.set(n, { rank: found.size, result });
  }
  return { found, isFull };
}

function terms({ choices }) {
  return choices.filter((number) => SEARCHED.includes(boxes[number].name)).map((number) => texts[number]).join(" ");
}

/* A passage as Pagefind gives it: text, and <mark> around what was found. Parsed without effect, then copied as text. */
async function showPassage(story, result) {
  const row = story.node();
  const { excerpt } = await result.data();
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  const copy = [...parsed.childNodes].map((node) => (node.nodeName === "MARK" ? make("mark", "", node.textContent) : node.textContent));
  row.querySelector(".db-passage")?.remove();
  if (row.passage !== result) return;
  const passage = make("p", "db-passage", "\u2026 ", ...copy, " \u2026");
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
  const wanted = facets.map((facet) => facet.boxes.some((box) => box.checked));
  const totals = new Array(boxes.length).fill(0);
  const fits = [];
  for (const story of stories) {
    if (found && !found.has(story.n)) continue;
    const met = new Set();
    for (const number of story.choices) if (chosen[number]) met.add(facetOf[number]);
    const missed = wanted.flatMap((is, facet) => (is && !met.has(facet) ? [facet] : []));
    if (missed.length === 0) fits.push(story);
    if (missed.length > 1) continue;
    for (const number of story.choices) {
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
      const collator = new Intl.Collator("en-GB", { numeric: true });
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
    if (query && sort.value === "newest" && !place.dataset.slug && !new URLSearchParams(location.search).has("sort")) sort.value = "relevance";
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
  if (query && form.dataset.fullText) fetchEngine();
  let result = null;
  try {
    stories ??= await loadOnce();
    result = query ? await withWords(query) : null;
  } catch {
    if (mine === turn) {
      count.textContent = "The list could not be loaded. Look whether you are connected, and try again.";
      list.removeAttribute("aria-busy");
    }
    return;
  }
  if (mine !== turn) return;
  const found = result?.found ?? null;
  const { fits, totals } = fitting(chosen, found);
  const isNearest = sort.value === "nearest";
  const nearest = isNearest || list.querySelector(".db-miles") ? await fetchNearest().catch(() => null) : null;
  const rows = isNearest ? ((await nearest?.inOrder(fits).catch(() => null)) ?? fits) : sorted(fits, sort.value, found);
  if (mine !== turn) return;
  const isWhole = isAll && sort.value === "newest";
  const most = form.dataset.index ? visible : rows.length;
  if (found) {
    await addPassages(rows.slice(0, most), found);
    if (mine !== turn) return;
  } else if (!form.dataset.index) {
    addPassages(rows, null);
  }
  nearest?.tell(rows.slice(0, most), isNearest);
  totals.forEach((total, number) => {
    numbers[number].textContent = total.toLocaleString("en-GB");
    boxes[number].parentElement.classList.toggle("db-nothing", total === 0);
  });
  const pages = byId("pages");
  if (pages) pages.hidden = !isWhole;
  list.replaceChildren(...(isWhole && pages ? firstRows : rows.slice(0, most).map((story) => story.node())));
  list.hidden = rows.length === 0;
  none.hidden = rows.length > 0;
  more.hidden = (isWhole && Boolean(pages)) || rows.length <= most;
  list.removeAttribute("aria-busy");
  say(isAll ? firstCount : `${rows.length.toLocaleString("en-GB")} of ${firstCount}`, result);
}

function say(text, result) {
  const where = result && !result.isFull ? ", by title, summary, council and term alone" : "";
  if (count.textContent !== text + where) count.textContent = text + where;
  const [number] = text.split(" ");
  byId("done").textContent = `Show ${number} ${number === "1" ? "story" : "stories"}`;
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
    facet.details.querySelector(".db-chosen").textContent = some ? `${some} chosen` : "";
  }
}

function chip(text, take) {
  const button = make("button", "st-action", make("span", "st-hidden", "Remove "), text);
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

/* The reader's own council or region; what is needed for it is fetched when somebody turns to it. */
const fetchNearest = async () => (await import("./near.js")).nearest;

function setPlace(slug) {
  const order = sort.querySelector("[value=nearest]");
  place.dataset.slug = slug;
  order.hidden = order.disabled = !slug;
}

function usualOrder(query) {
  if (place.dataset.slug) return "nearest";
  return query ? "relevance" : "newest";
}

function address() {
  const wanted = new URLSearchParams();
  const query = words.value.trim();
  if (query) wanted.set("q", query);
  for (const box of boxes) if (box.checked) wanted.append(box.name, box.value);
  if (place.dataset.slug) wanted.set("near", place.dataset.slug);
  if (sort.value !== usualOrder(query)) wanted.set("sort", sort.value);
  const text = wanted.toString();
  return location.pathname + (text ? `?${text}` : "");
}

let pause = 0;
let shown = null;

function readAddress() {
  clearTimeout(pause);
  if (shown === location.search) return; // the way to a place in the page is told in the same words
  shown = location.search;
  const wanted = new URLSearchParams(location.search);
  const query = (wanted.get("q") ?? "").trim();
  words.value = query;
  for (const box of boxes) box.checked = wanted.getAll(box.name).includes(box.value);
  for (const facet of facets) if (facet.boxes.some((box) => box.checked)) facet.details.open = true;
  sort.options[0].disabled = sort.options[0].hidden = !query;
  setPlace(wanted.get("near") ?? "");
  place.value = place.dataset.slug;
  if (place.value) fetchNearest().then((nearest) => nearest.find(place.dataset.slug)).catch(() => {});
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
    pause = setTimeout(() => changed(true), PAUSE);
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
  place.addEventListener("focus", () => fetchNearest().then((nearest) => nearest.load()).catch(() => {}));
  place.addEventListener("change", async () => {
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
