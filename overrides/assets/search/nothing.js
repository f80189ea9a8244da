/*
 * What helps somebody whose search finds nothing, as a good librarian would say it: the plain truth first, then only what
 * leads to a story. Values in, values out; database.js shows them.
 */

import { nearWords } from "./near_words.js";
import * as wording from "../words.js";

const MOST_NEAR = 3;
const asTyped = ({ text, isPhrase }) => (isPhrase ? `"${text}"` : text);

/* A query with other words in place of some of its parts, by their numbers; null takes a part away. */
function changed(parts, others) {
  const texts = parts.map((part, n) => (others.has(n) ? others.get(n) : asTyped(part)));
  return texts.filter((text) => text !== null).join(" ");
}

/* The truth in one sentence. */
export function truth({ query, groups, hasChoices, isThereWithout }) {
  if (!query) return wording.NO_MATCH;
  const [only] = groups;
  const council = groups.length === 1 && only.names.find(({ facet }) => facet === "council");
  const what = council ? wording.fromCouncil(council.text) : wording.aboutWords(query.replace(/["\u201c\u201d]/g, ""));
  if (hasChoices && isThereWithout) return wording.noMatch(what);
  return wording.noStoryYet(what);
}

/* Queries with near words in place of those that nobody wrote: [{text, query}], best first. */
export function nearQueries(parts, isKnown, words) {
  const near = new Map();
  for (const [n, part] of parts.entries()) {
    if (isKnown(part)) continue;
    const found = part.isPhrase || part.words.length > 1 ? [] : nearWords(part.words[0], words);
    if (found.length) near.set(n, found);
  }
  if (near.size > 1) {
    const best = new Map([...near].map(([n, [first]]) => [n, first]));
    return [{ text: changed(parts, best), query: changed(parts, best) }];
  }
  return [...near].flatMap(([n, found]) =>
    found.slice(0, MOST_NEAR).map((word) => {
      const query = changed(parts, new Map([[n, word]]));
      return { text: query, query };
    }),
  );
}

/* The shorter query that finds most: {text, query, count} with the words left out, or null. */
export function shorterQuery(parts, count) {
  if (parts.filter(({ isSmall }) => !isSmall).length < 2) return null;
  const shorter = parts.flatMap((part, n) => {
    if (part.isSmall) return [];
    const query = changed(parts, new Map([[n, null]]));
    return [{ text: part.text, query, count: count(parts.filter((_, other) => other !== n)) }];
  });
  const best = shorter.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count ? best : null;
}

/* The choice that excludes most: the one without which most stories are found, as {choice, count}, or null. */
export function hardestChoice(choices, countWithout) {
  const found = choices.map((choice) => ({ choice, count: countWithout(choice) }));
  const best = found.reduce((a, b) => (a && a.count >= b.count ? a : b), null);
  return best?.count ? best : null;
}
