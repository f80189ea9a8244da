/*
 * Councils found while somebody types: by any name people use, and with a slip of the pen.
 */

const MOST = 8;

const wordsOf = (text) =>
  text.replaceAll("&", " and ").replace(/['\u2019]/gu, "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[a-z0-9]+/gu) ?? [];

/** Return how many letters differ between two words, counting two that changed places once; never more than `most` + 1. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, above] = [[], Array.from({ length: other.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, above] = [above, row];
  }
  return above[other.length];
}

/** Return a function that finds councils, given as [slug, name, ...other names]: the best first, at most eight. */
export function makeFinder(councils, saysNothing) {
  const nothing = new Set(saysNothing);
  const known = councils.map(([slug, name, ...others]) => {
    const names = [slug, name, ...others].map(wordsOf);
    return { slug, name, everyday: names.map((words) => words.filter((word) => !nothing.has(word)).join(" ")), words: [...new Set(names.flat())] };
  });

  const slips = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);
  const has = (council, word) => council.words.some((other) => other.startsWith(word));
  const slip = (council, word) =>
    has(council, word) ? 0 : Math.min(...council.words.map((other) => Math.min(distance(word, other, slips(word)), distance(word, other.slice(0, word.length), slips(word)))));
  const nearly = (council, word) => slip(council, word) <= slips(word);

  function rank(council, telling) {
    if (council.everyday.includes(telling)) return 0;
    return council.everyday.some((name) => name.startsWith(telling)) ? 1 : 2;
  }

  return function find(query) {
    const words = wordsOf(query);
    const telling = words.filter((word) => !nothing.has(word));
    const wanted = telling.length ? telling : words;
    if (!wanted.length) return [];
    const exact = known.filter((council) => wanted.every((word) => has(council, word)));
    const found = exact.length ? exact : known.filter((council) => wanted.every((word) => nearly(council, word)));
    const kinds = words.filter((word) => nothing.has(word));
    const fit = (council) => kinds.filter((word) => council.words.includes(word)).length;
    const far = (council) => (exact.length ? 0 : wanted.reduce((sum, word) => sum + slip(council, word), 0));
    const order = (one, other) =>
      far(one) - far(other) || rank(one, wanted.join(" ")) - rank(other, wanted.join(" ")) || fit(other) - fit(one) || one.name.localeCompare(other.name, "en");
    return found.sort(order).slice(0, MOST);
  };
}
