/*
 * The names under which people look for things: of terms, councils, areas and kinds, from an index made with the site.
 *
 * A name is {facet, text, slug, count, also, region, own, related, note}. `own` are the places in the list of a council's
 * stories, `related` those of councils that came before or after it, or are in it.
 */

import { stem } from "./stem.js";
import { plain, telling, wordsOf } from "./query.js";

const PLURAL = { theme: "themes", service: "services", programme: "programmes", council: "councils" };

export const slugify = (text) => (plain(text.replaceAll("&", " ")).match(/[a-z0-9]+/g) ?? []).join("-");
const exactly = (words) => telling(words).join(" ");
const inAnyForm = (words) => telling(words).map(stem).join(" ");

export class Names {
  constructor(index) {
    this.ignored = new Set(index.ignored);
    const [one] = index.called; // what the places of stories are called
    this.place = one[0].toUpperCase() + one.slice(1);
    this.stories = index.stories.map(([title, slug]) => ({ title, address: `stories/${slug ?? slugify(title)}/` }));
    this.all = index.names.map(([facet, text, slug, count = 0, also = [], region = -1, own = [], related = [], note = ""]) => {
      const name = { facet, text, slug: slug || slugify(text), count, also, own, related, note };
      return Object.assign(name, { region: index.regions[region] ?? "", address: addressOf(name) });
    });
    this.councils = new Map(); // as they are written: Poole is not 'pools'
    this.others = new Map();
    this.longest = 1;
    for (const name of this.all) {
      for (const text of [name.text, ...name.also]) this.#remember(name, wordsOf(text));
      if (name.facet === "council") this.#remember(name, this.#distinct(wordsOf(name.text)));
    }
  }

  #remember(name, words) {
    const isCouncil = name.facet === "council";
    const [map, key] = isCouncil ? [this.councils, exactly(words)] : [this.others, inAnyForm(words)];
    const names = map.get(key) ?? [];
    if (key && !names.includes(name)) map.set(key, [...names, name]);
    this.longest = Math.max(this.longest, words.length + 3);
  }

  #distinct(words) {
    return words.filter((word) => !this.ignored.has(word));
  }

  /* Words of a council's name may say what kind it is ('LB Camden'); those of others are as they are. */
  called(words) {
    const found = [...(this.others.get(inAnyForm(words)) ?? []), ...(this.councils.get(exactly(words)) ?? [])];
    return found.length ? found : (this.councils.get(exactly(this.#distinct(words))) ?? []);
  }

  /*
   * The parts of a query in groups, all of which a story must meet: {text, ways, names}. It meets a group by one of the
   * names, or when the words of one of the ways, {text, words}, are in it one after another.
   */
  groups(parts) {
    const found = [];
    for (let n = 0; n < parts.length; ) {
      const [size, names] = this.#longestName(parts.slice(n, n + this.longest));
      if (names.length || !parts[n].isSmall) found.push(group(parts.slice(n, n + size), names, this.ignored));
      n += size;
    }
    return found;
  }

  #longestName(parts) {
    for (let size = parts[0].isSmall ? 0 : parts.length; size > 0; size -= 1) {
      const names = parts[size - 1].isSmall ? [] : this.called(parts.slice(0, size).flatMap(({ words }) => words));
      if (names.length) return [size, names];
    }
    return [1, []];
  }
}

/* Several words that are a name are in a text as they were typed, one after another, or as the council is called. */
function group(parts, names, ignored) {
  const councils = names.filter(({ facet }) => facet === "council");
  const says = ({ words }) => !(councils.length && words.every((word) => ignored.has(word)));
  const typed = parts.slice(parts.findIndex(says), parts.findLastIndex(says) + 1);
  const way = typed.length ? typed : parts;
  const ways = [asOne(way), ...councils.map(({ text }) => ({ text, words: wordsOf(text) }))];
  const distinct = new Map(ways.map((one) => [one.words.join(" "), one]));
  return { text: textOf(parts), ways: [...distinct.values()], names };
}

const textOf = (parts) => parts.map(({ text }) => text).join(" ");
const asOne = (parts) => ({ text: textOf(parts), words: parts.flatMap(({ words }) => words) });

function addressOf({ facet, slug, count }) {
  if (!count || facet === "area") return "";
  return PLURAL[facet] ? `${PLURAL[facet]}/${slug}/` : `stories/?${facet}=${encodeURIComponent(slug)}`;
}
