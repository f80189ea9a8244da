/*
 * 'Your council': the stories of the list in the order of their distance. The choice stands in the address and nowhere else.
 *
 * data/places.json is fetched when somebody turns to the field, or comes with a choice. It holds places as
 * [slug, name, latitude, longitude, region], and for each story, newest first, the places it is from. A region is a
 * place too: what happened in it is no distance away.
 */

const field = document.getElementById("near");
const said = document.getElementById("near-said");
const order = document.querySelector("#sort option[value=nearest]");
const MILES_IN_A_DEGREE = 69.1;

let data = null;
let loading = null;
let slug = "";

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

function miles([from, , lat, lon, region], [, , thereLat, thereLon, thereRegion]) {
  if (region === "" && from === thereRegion) return 0;
  const width = Math.cos((((lat + thereLat) / 2) * Math.PI) / 180);
  return MILES_IN_A_DEGREE * Math.hypot(lat - thereLat, (lon - thereLon) * width);
}

function distance(here, { n }) {
  return Math.min(Infinity, ...data.stories[n].map((place) => miles(here, data.places[place])));
}

function choose(wanted) {
  slug = wanted;
  order.hidden = order.disabled = !slug;
}

export const nearest = {
  get slug() {
    return slug;
  },

  /* Take the choice from an address; the name follows when it is known. */
  async read(wanted) {
    choose(wanted.get("near") ?? "");
    said.textContent = "";
    if (!slug) field.value = "";
    if (!slug) return;
    await load();
    field.value = placeOf(slug)?.[1] ?? slug;
  },

  /* The nearest first; those of one distance, and those from nowhere, stay in their order. */
  async inOrder(stories) {
    await load();
    const here = placeOf(slug);
    if (!here) return stories;
    const far = new Map(stories.map((story) => [story, distance(here, story)]));
    for (const story of stories) story.miles = far.get(story);
    return stories.sort((a, b) => far.get(a) - far.get(b) || a.n - b.n);
  },

  /* Say in each row how far away it is, or no longer. */
  tell(stories, isNearest) {
    for (const story of stories) {
      const row = story.node();
      row.querySelector(".db-miles")?.remove();
      if (!isNearest || !Number.isFinite(story.miles)) continue;
      const note = document.createElement("span");
      note.className = "db-miles";
      const round = Math.round(story.miles);
      note.textContent = round === 0 ? "here" : `${round.toLocaleString("en-GB")} ${round === 1 ? "mile" : "miles"} away`;
      row.querySelector(".st-meta")?.append(note);
    }
  },

  /* Call back when another place is chosen. */
  listen(changed) {
    const failed = () => {
      said.textContent = "The list of councils could not be loaded. Look whether you are connected, and try again.";
    };
    field.addEventListener("focus", () => load().catch(failed));
    field.addEventListener("change", async () => {
      try {
        await load();
      } catch {
        failed();
        return;
      }
      const place = field.value.trim() ? placeOf(field.value) : null;
      said.textContent = place || !field.value.trim() ? "" : "No council or region here has that name. Choose one from the list.";
      if (place) field.value = place[1];
      choose(place ? place[0] : "");
      changed();
    });
  },
};
