/*
 * 'Your council': the stories of the list in the order of their distance. The choice is in the address and nowhere else.
 *
 * data/places.json is fetched when somebody turns to the field, or comes with a choice. It has places as
 * [slug, name, latitude, longitude, region], and for each story, newest first, the places it is from. A region is a
 * place too: what happened in it is no distance away. The unit of distances is [its name, how many of it a degree has].
 */

import * as wording from "./words.js";

const field = document.getElementById("near");
const said = document.getElementById("near-said");

let data = null;
let loading = null;

function load() {
  loading ??= fetch(new URL(field.dataset.places, new URL("..", import.meta.url)))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((found) => {
      data = found;
      document.getElementById("near-places").replaceChildren(...data.places.map(([, name]) => new Option(name, name)));
    })
    .catch((error) => {
      loading = null;
      throw error;
    });
  return loading;
}

const plain = (text) => text.trim().replace(/\s+/g, " ").toLowerCase();

/* The place of a slug or a name, or the only one whose name begins so. */
function placeOf(text) {
  const wanted = plain(text);
  const exact = data.places.find(([short, name]) => short === wanted.replaceAll(" ", "-") || plain(name) === wanted);
  const begun = data.places.filter(([, name]) => plain(name).startsWith(wanted));
  return exact ?? (begun.length === 1 ? begun[0] : null);
}

/* The council that people call so ('LB Camden', 'Brum'), by the names of the search, which are fetched for it. */
async function placeCalled(text) {
  const [{ loadNames }, { wordsOf }] = await Promise.all([import("./search/suggestions.js"), import("./search/query.js")]);
  const names = await loadNames(new URL("..", import.meta.url));
  const slugs = names.called(wordsOf(text)).map(({ facet, slug }) => (facet === "council" ? slug : ""));
  const found = data.places.filter(([slug]) => slugs.includes(slug));
  return found.length === 1 ? found[0] : null;
}

function apart([from, , lat, lon, region], [, , thereLat, thereLon, thereRegion]) {
  if (region === "" && from === thereRegion) return 0;
  const width = Math.cos((((lat + thereLat) / 2) * Math.PI) / 180);
  const across = Math.abs(lon - thereLon);
  return data.unit[1] * Math.hypot(lat - thereLat, Math.min(across, 360 - across) * width);
}

function distance(here, { n }) {
  return Math.min(Infinity, ...data.stories[n].map((place) => apart(here, data.places[place])));
}

const notes = new Set();

export const nearest = {
  load,

  /* The slug of what was typed, and its name in the field; nothing, and why, where it is no place. */
  async find(text) {
    said.textContent = "";
    if (!text.trim()) return "";
    try {
      await load();
    } catch {
      said.textContent = wording.placesNotLoaded(field.dataset.many);
      return "";
    }
    const place = placeOf(text) ?? (await placeCalled(text).catch(() => null));
    if (!place) said.textContent = wording.noPlace(field.dataset.one);
    field.value = place?.[1] ?? text;
    return place?.[0] ?? "";
  },

  /* The nearest first; those of one distance, and those from nowhere, stay in their order. */
  async inOrder(stories) {
    await load();
    const here = placeOf(field.dataset.slug);
    if (!here) return stories;
    for (const story of stories) story.distance = distance(here, story);
    return stories.sort((a, b) => (a.distance === b.distance ? a.n - b.n : a.distance - b.distance));
  },

  /* Say in each row how far away it is, or no longer. */
  tell(stories, isNearest) {
    for (const note of notes) note.remove();
    notes.clear();
    for (const story of isNearest ? stories : []) {
      if (!Number.isFinite(story.distance)) continue;
      const note = document.createElement("span");
      note.className = "db-distance";
      note.textContent = wording.away(Math.round(story.distance), data.unit[0]);
      story.node().querySelector(".st-meta")?.append(note);
      notes.add(note);
    }
  },
};
