/*
 * A search in all stories: what is found at once by names, titles, summaries, councils and terms, then in full texts, and
 * what helps where nothing is. It comes with the first query; database.js shows what it finds.
 */

import { FullTexts } from "./full_texts.js";
import { Names } from "./names.js";
import { hardestChoice, nearQueries, shorterQuery, truth } from "./nothing.js";
import { parse } from "./query.js";
import { isKnown, prepare, rank } from "./ranking.js";
import { loadNames } from "./suggestions.js";
import * as wording from "../words.js";

export { passageOf } from "./full_texts.js";

const NO_NAMES = { called: ["place", "places"], ignored: [], stories: [], regions: [], names: [] };

export class Searching {
  #root;
  #fullTexts;
  #names = null;
  #words = null;
  #stories = null;

  /* `folder` is where the index of full texts is, empty where there is none. */
  constructor(root, folder) {
    this.#root = root;
    this.#fullTexts = folder ? new FullTexts(new URL(folder, root)) : null;
  }

  /* Begin to fetch what every query needs. */
  begin() {
    this.#fullTexts?.begin();
    loadNames(this.#root).catch(() => {});
  }

  /* Make the stories readable, while the names are on their way, and then their councils, which the names tell. */
  async #prepare(stories) {
    if (this.#stories === stories) return;
    for (const story of stories) if (!story.readable) prepare(story);
    this.#names ??= await loadNames(this.#root).catch(() => new Names(NO_NAMES));
    for (const story of stories) story.councils = [];
    for (const { facet, text, also, own } of this.#names.all) {
      if (facet === "council") for (const n of own) stories[n]?.councils.push(text, ...also);
    }
    for (const story of stories) prepare(story, ["councils"]);
    this.#stories = stories;
  }

  /*
   * What a query finds: {parts, groups, texts, found, isWhole, isFull}, first what is there at once, then with the full
   * texts. `isFull` says whether these are there at all.
   */
  async *find(query, stories) {
    await this.#prepare(stories);
    const parts = parse(query);
    const groups = this.#names.groups(parts);
    if (!groups.length) {
      yield { parts, groups, texts: null, found: new Map(), isWhole: true, isFull: true };
      return;
    }
    const first = { parts, groups, texts: null, found: rank(stories, groups) };
    if (!this.#fullTexts) {
      yield { ...first, isWhole: true, isFull: false };
      return;
    }
    yield { ...first, isWhole: false, isFull: true };
    try {
      const texts = await this.#fullTexts.find(groups);
      const known = groups.map(({ ways: [{ text }] }) => text).filter((text) => texts.get(text).size);
      const whole = known.length > 1 ? await this.#fullTexts.together(known) : null;
      yield { ...first, texts, found: rank(stories, groups, texts, whole), isWhole: true, isFull: true };
    } catch {
      yield { ...first, isWhole: true, isFull: false };
    }
  }

  /*
   * What leads to a story from a search that finds none: the truth, near queries, a shorter one, regions, and the choice
   * that is hardest to meet. `countWithout` says how many there would be without a choice.
   */
  async help(query, result, choices, countWithout) {
    const { parts = [], groups = [], texts = null, found = null } = result ?? {};
    const isThereWithout = query ? found.size > 0 : true;
    const said = truth({ query, groups, hasChoices: choices.length > 0, isThereWithout });
    const help = { truth: said, near: [], shorter: null, regions: [], hardest: hardestChoice(choices, countWithout) };
    if (!query || isThereWithout || !groups.length) return help;
    const isThere = (part) => part.isSmall || isKnown(this.#stories, this.#names.groups([part])[0], texts);
    const near = nearQueries(parts, isThere, await this.#wordsThere());
    help.near = (await Promise.all(near.map((one) => this.#counted(one)))).filter(({ count }) => count > 0);
    help.shorter = shorterQuery(parts, (some) => rank(this.#stories, this.#names.groups(some), texts).size);
    const councils = groups.flatMap(({ names }) => names.filter(({ facet }) => facet === "council"));
    const regions = new Set(councils.map(({ region }) => region));
    help.regions = this.#names.all.filter(({ facet, text }) => facet === "region" && regions.has(text));
    return help;
  }

  /* A query with the number of stories it finds. */
  async #counted(one) {
    let count = 0;
    for await (const { found } of this.find(one.query, this.#stories)) count = found.size;
    return { ...one, count };
  }

  /* The words that are there; none where they cannot be fetched. */
  async #wordsThere() {
    this.#words ??= await fetch(new URL("search/words.json", this.#root))
      .then((answer) => answer.json())
      .then(({ common, rare }) => ({ common: common.split(" "), rare: rare.split(" ") }))
      .catch(() => null);
    return this.#words ?? { common: [], rare: [] };
  }
}

/* What a query was taken to mean, where it is not what was typed: [before, name, after]. */
export function understood(groups) {
  return groups.flatMap(({ text, names }) =>
    names.flatMap((name) => {
      const isPlain = isNamed(name, text);
      if (name.facet === "council" && !isPlain) return [wording.isAnother(text, name, name.note)];
      if (name.facet === "council") return name.note ? [wording.hasNote(name, name.note)] : [];
      return isPlain || !name.count ? [] : [wording.includes(name, text)];
    }),
  );
}

function isNamed(name, text) {
  const typed = new Set(parse(text).map(({ words }) => words.join(" ")));
  return parse(name.text).some(({ words, isSmall }) => !isSmall && typed.has(words.join(" ")));
}
