/*
 * The stem of an English word, so that 'trials' finds 'trial' and 'saving' finds 'saved': M. F. Porter, 'An algorithm for
 * suffix stripping', Program 14(3), 1980. Full texts are searched by Pagefind, which does much the same.
 */

const CONSONANT = "[^aeiou]";
const VOWEL = "[aeiouy]";
const CONSONANTS = `${CONSONANT}[^aeiouy]*`;
const VOWELS = `${VOWEL}[aeiou]*`;
const START = `^(?:${CONSONANTS})?`;
const ONE_OR_MORE = new RegExp(`${START}${VOWELS}${CONSONANTS}`); // the paper's measure m > 0
const EXACTLY_ONE = new RegExp(`${START}${VOWELS}${CONSONANTS}(?:${VOWELS})?$`);
const TWO_OR_MORE = new RegExp(`${START}${VOWELS}${CONSONANTS}${VOWELS}${CONSONANTS}`);
const HAS_VOWEL = new RegExp(`${START}${VOWEL}`);
const SHORT = new RegExp(`^${CONSONANTS}${VOWEL}[^aeiouwxy]$`);
const DOUBLE = /([^aeioulsz])\1$/;

const SECOND = endings(
  "ational ate tional tion enci ence anci ance izer ize bli ble alli al entli ent eli e ousli ous ization ize ation ate " +
    "ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive biliti ble logi log",
);
const THIRD = endings("icate ic ative - alize al iciti ic ical ic ful - ness -");
const FOURTH = /^(.+?)(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|(?<=[st])ion|ou|ism|ate|iti|ous|ive|ize)$/;

function endings(text) {
  const parts = text.split(" ");
  const pairs = [];
  for (let n = 0; n < parts.length; n += 2) pairs.push([parts[n], parts[n + 1].replace("-", "")]);
  return pairs.sort((a, b) => b[0].length - a[0].length);
}

const known = new Map(); // a thousand summaries have few words that the one before did not have

export function stem(word) {
  if (!known.has(word)) known.set(word, stemOf(word));
  return known.get(word);
}

function stemOf(word) {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  return tidy(fourth(replace(replace(first(british(word)), SECOND), THIRD)));
}

/* The spellings of this country, as the paper knows the others. */
function british(word) {
  return word.replace(/is(e|ed|es|ing|er|ers|ation|ations)$/, (all, rest, place) => (place > 3 ? `iz${rest}` : all));
}

/* Plurals, -ed and -ing. */
function first(word) {
  let found = word.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
  const eed = /^(.+)eed$/.exec(found);
  const ending = /^(.+)(?:ed|ing)$/.exec(found);
  if (eed) {
    if (ONE_OR_MORE.test(eed[1])) found = found.slice(0, -1);
  } else if (ending && HAS_VOWEL.test(ending[1])) {
    found = ending[1];
    if (/(?:at|bl|iz)$/.test(found) || SHORT.test(found)) found += "e";
    else if (DOUBLE.test(found)) found = found.slice(0, -1);
  }
  const y = /^(.+)y$/.exec(found);
  return y && HAS_VOWEL.test(y[1]) ? `${y[1]}i` : found;
}

function replace(word, pairs) {
  const pair = pairs.find(([ending]) => word.endsWith(ending));
  if (!pair) return word;
  const beginning = word.slice(0, -pair[0].length);
  return ONE_OR_MORE.test(beginning) ? beginning + pair[1] : word;
}

function fourth(word) {
  const found = FOURTH.exec(word);
  return found && TWO_OR_MORE.test(found[1]) ? found[1] : word;
}

/* A last -e, and one of two l. */
function tidy(word) {
  const found = /^(.+)e$/.exec(word);
  const isLong = found && (TWO_OR_MORE.test(found[1]) || (EXACTLY_ONE.test(found[1]) && !SHORT.test(found[1])));
  const rest = isLong ? found[1] : word;
  return /ll$/.test(rest) && TWO_OR_MORE.test(rest) ? rest.slice(0, -1) : rest;
}
