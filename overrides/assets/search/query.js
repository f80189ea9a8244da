/*
 * What somebody typed, taken apart: words and, in quotation marks, phrases.
 *
 * A part is {text, words, isPhrase, isSmall}: what was typed, and its words in plain letters. A word with a hyphen has several
 * ('co-operative'). Small words ('how do the ... of ...') are marked where others say more; no story need have them.
 */

const SMALL = new Set(
  ("a about an and any are at be been by can case cases council councils did do does done example examples find for from " +
    "get has have how i in into is it its me more near of on or our story stories study studies than that the their them " +
    "there these they this to us using was we were what when where which who why will with would you your").split(" "),
);
const QUOTED = /["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb]*)["\u201c\u201d\u201e\u00ab\u00bb]|[^\s"\u201c\u201d\u201e\u00ab\u00bb]+/g;

export const MOST_WORDS = 16; // of a query; nobody types as many

/* Without accents, capitals and apostrophes. */
export function plain(text) {
  const letters = /^[\0-\x7f]*$/.test(text) ? text : text.normalize("NFKD").replace(/[\p{M}\u2018\u2019]/gu, "");
  return letters.replaceAll("'", "").replaceAll("&", " and ").toLowerCase();
}

export function wordsOf(text) {
  return plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/* The words that say something, or all where none does. */
export function telling(words) {
  const found = words.filter((word) => !SMALL.has(word));
  return found.length ? found : words;
}

export function parse(text) {
  const parts = [];
  for (const [typed, quoted] of text.matchAll(QUOTED)) {
    const words = wordsOf(quoted ?? typed);
    if (words.length === 0) continue;
    const isPhrase = quoted !== undefined;
    const isSmall = !isPhrase && words.every((word) => SMALL.has(word));
    parts.push({ text: quoted?.trim() ?? typed, words, isPhrase, isSmall });
  }
  const some = parts.slice(0, MOST_WORDS);
  return some.every(({ isSmall }) => isSmall) ? some.map((part) => ({ ...part, isSmall: false })) : some;
}

/*
 * As Pagefind is to be asked. It swaps a word that it does not know for the longest beginning that it knows; in quotation
 * marks it does not, and takes several words as a phrase in this order.
 */
export function asked(text) {
  return `"${text.replace(/["\u201c\u201d\u201e\u00ab\u00bb]/g, " ").trim()}"`;
}
