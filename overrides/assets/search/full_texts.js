/* The search in full texts by Pagefind, which is fetched for the first search and not before. */

import { asked } from "./query.js";

export class FullTexts {
  #folder;
  #engine = null;
  #known = new Map();

  constructor(folder) {
    this.#folder = folder;
  }

  /* Begin to fetch it, and not again when that fails. */
  begin() {
    this.#engine ??= start(this.#folder);
    this.#engine.catch(() => {}); // told by anyone who waits for it
    return this.#engine;
  }

  /* What a query in Pagefind's words finds: a map from the places of stories to score, the best being 1, and result. */
  async #search(query) {
    const { pagefind, place } = await this.begin();
    if (!this.#known.has(query)) {
      const { results } = await pagefind.search(query);
      const best = Math.max(...results.map(({ score }) => score));
      const here = results.filter(({ id }) => place.has(id));
      this.#known.set(query, new Map(here.map((result) => [place.get(result.id), { score: result.score / best, result }])));
    }
    return this.#known.get(query);
  }

  /* What each way to meet the groups finds, by its text. */
  async find(groups) {
    const texts = new Set(groups.flatMap(({ ways }) => ways.map(({ text }) => text)));
    return new Map(await Promise.all([...texts].map(async (text) => [text, await this.#search(asked(text))])));
  }

  /* What several words find together, for the order and for a passage that shows them all. */
  together(texts) {
    return this.#search(texts.join(" ").replace(/["\u201c\u201d]/g, " "));
  }
}

async function start(folder) {
  const [pagefind, ids] = await Promise.all([
    import(new URL("pagefind.js", folder)),
    fetch(new URL("order.json", folder)).then((answer) => answer.json()),
  ]);
  await pagefind.options({ noWorker: true });
  await pagefind.init();
  return { pagefind, place: new Map(ids.map((id, n) => [id, n])) };
}

/*
 * The passage of a story that shows most of what was found, as {excerpt, heading, url}: a text, in which <mark> is
 * around what was found, and the section in which it is, with its address, where it has one.
 */
export async function passageOf(result) {
  const { excerpt, sub_results: sections, url } = await result.data();
  const best = [...(sections ?? [])].sort((a, b) => b.locations.length - a.locations.length)[0];
  if (!best) return { excerpt, heading: "", url };
  return { excerpt: best.excerpt, heading: best.url.includes("#") ? best.title : "", url: best.url };
}
