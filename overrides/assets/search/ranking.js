/*
 * Which stories a query finds in titles, summaries, councils and terms, and how well each fits.
 *
 * A story is {n, title, summary, councils, terms, choices}; `choices` are those of the form as 'facet=slug'. What full
 * texts give comes later, as maps from places to results, and is added to the same sum.
 */

import { stem } from "./stem.js";
import { wordsOf } from "./query.js";

const FIELDS = [["title", 8], ["councils", 6], ["terms", 4], ["summary", 3]];
const NAMED = { council: 10, related: 5, area: 3, region: 3, type: 2, kind: 2 };
const OTHER_NAME = 5; // a term
const TEXT = 2; // the best of the full texts
const PARTLY = 0.1; // one of the words of a name, among stories that have the name

/* A text as it is looked into: its stems in order, between spaces, and words with a hyphen in one as well. */
export function readable(text) {
  const stems = wordsOf(text).map(stem);
  const joined = !/[-\u2010\u2011]/.test(text) ? [] : [...text.matchAll(/[\p{L}\p{N}]+(?:[-\u2010\u2011][\p{L}\p{N}]+)+/gu)].map(([all]) => stem(wordsOf(all).join("")));
  return ` ${[...stems, "|", ...joined].join(" ")} `;
}

/* Make a story's fields readable; what it has not got yet is empty. */
export function prepare(story, fields = FIELDS.map(([field]) => field)) {
  story.readable ??= Object.fromEntries(FIELDS.map(([field]) => [field, ""]));
  for (const field of fields) story.readable[field] = [story[field] ?? ""].flat().map(readable).join("");
  return story;
}

/* Words as they are in a readable text: one after another, and where they have a hyphen also as one. */
function needles(words) {
  const apart = ` ${words.map(stem).join(" ")} `;
  return words.length > 1 ? [apart, ` ${stem(words.join(""))} `] : [apart];
}

/* A group with all that is looked for in every story. */
function readied({ ways, names }) {
  const [{ words }] = ways;
  const isLong = names.length > 0 && words.length > 1;
  return { ways: ways.map((way) => ({ text: way.text, wanted: needles(way.words) })), names, each: isLong ? words.map((word) => needles([word])) : [] };
}

/* How well a story fits some words by what its row says; 0 where that does not have them. */
function inRow({ readable: texts }, wanted) {
  let sum = 0;
  for (const [field, weight] of FIELDS) if (wanted.some((needle) => texts[field].includes(needle))) sum += weight;
  return sum;
}

function byName(story, { facet, slug, own, related }) {
  if (facet === "council") return own.includes(story.n) ? NAMED.council : related.includes(story.n) ? NAMED.related : 0;
  if (facet === "area") return related.includes(story.n) ? NAMED.area : 0;
  return story.choices.has(`${facet}=${slug}`) ? (NAMED[facet] ?? OTHER_NAME) : 0;
}

/* How well a story fits a group of words, and what the full texts say of it. */
function fit(story, { ways, names, each }, texts) {
  let best = PARTLY * each.filter((wanted) => inRow(story, wanted)).length;
  let result = null;
  for (const { text, wanted } of ways) {
    const found = texts?.get(text)?.get(story.n);
    result ??= found?.result ?? null;
    best = Math.max(best, inRow(story, wanted) + (found ? TEXT * found.score : 0));
  }
  const named = names.reduce((sum, name) => sum + byName(story, name), 0);
  return { sum: best < 1 && !named ? 0 : best + named, result };
}

/* The stories that fit every group, as a map from their places, best first, to the results of the full texts. */
export function rank(stories, groups, texts = null, whole = null) {
  const found = [];
  const wanted = groups.map(readied);
  for (const story of stories) {
    const fits = wanted.map((group) => fit(story, group, texts));
    if (fits.some(({ sum }) => !sum)) continue;
    const sum = fits.reduce((total, { sum: one }) => total + one, 0) + (whole?.get(story.n)?.score ?? 0);
    const result = whole?.get(story.n)?.result ?? fits.find((one) => one.result)?.result ?? null;
    found.push({ n: story.n, sum, result });
  }
  found.sort((a, b) => b.sum - a.sum || a.n - b.n);
  return new Map(found.map(({ n, result }, place) => [n, { rank: place, result }]));
}

/* Whether any story fits this group by itself. */
export function isKnown(stories, group, texts) {
  const wanted = readied(group);
  return stories.some((story) => fit(story, wanted, texts).sum > 0);
}
