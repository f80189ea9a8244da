/*
 * The words that scripts show to readers, and how days and numbers are written. Other scripts have none of their own.
 * Where a link or another element is among the words, a function returns all parts in their order. What a page can say
 * without a script is in its template.
 */

export const LOCALE = "en-GB";

export const number = (n) => n.toLocaleString(LOCALE);
export const longDate = (date, options = {}) => date.toLocaleDateString(LOCALE, { dateStyle: "long", ...options });
const counted = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
const inQuotes = (text) => `\u2018${text}\u2019`;

export const stories = (n) => counted(n, "story", "stories");

/* As render/words.py has it for lists: 'a, b and c', of many the first three. */
export function listed(names) {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/* The calendar ----------------------------------------------------------------------------------------------------- */

export const comingMark = (isToday) => (isToday ? "Today" : "Next");
export const comingLine = (isToday, names, day) => [isToday ? "Today: " : "Next date: ", names, `, ${day}`];
export const printedOn = (date) => `Printed on ${longDate(date)}`;

/* The list of all stories ------------------------------------------------------------------------------------------ */

export const KINDS = { interview: "Interview", guide: "Guide", event: "Event", signpost: "Signpost" };

export const LOOKING = "Looking for stories \u2026";
export const LOOKING_INTO_TEXTS = "Searching the full texts \u2026";
export const LIST_NOT_LOADED = "The list could not be loaded. Check that you are online, and try again.";
export const READ_ON = "Read on at ";
export const REMOVE = "Remove ";

export const showStories = (count) => `Show ${count} ${count === "1" ? "story" : "stories"}`;
export const ofAll = (n, all) => `${number(n)} of ${all}`;
export const SO_FAR = " so far. Looking into their texts \u2026";
export const withoutTexts = (one) => `, by title, summary${one ? `, ${one}` : ""} and term alone`;
export const chosen = (n) => `${n} chosen`;

/* What helps where nothing is found. */
export const didYouMean = (query, n) => ["Did you mean ", query, `? ${stories(n)}`];
export const removeChoice = (facet, choice) => `Remove ${facet}: ${choice}`;
export const withoutChoice = (remove, n) => [remove, ` and there ${n === 1 ? "is" : "are"} ${stories(n)}.`];
export const withoutWord = (word, query, n) => [`Without ${inQuotes(word)}: `, query, `, ${stories(n)}`];
export const sameRegion = (region, n) => ["From the same region: ", region, `, ${stories(n)}`];

export const NO_MATCH = "No story matches all your choices.";
export const fromCouncil = (name) => `from ${name}`;
export const aboutWords = (query) => `about ${inQuotes(query)}`;
export const noMatch = (what) => `No story ${what} matches all your choices.`;
export const noStoryYet = (what) => `There is no story ${what} yet.`;

/* What a query was taken to mean: `name` is a link, `note` says what became of a council. */
export const isAnother = (typed, name, note) => [`${inQuotes(typed)} is `, name, note ? `. ${note}.` : "."];
export const hasNote = (name, note) => ["", name, `: ${note[0].toLowerCase()}${note.slice(1)}.`];
export const includes = (name, typed) => ["Includes stories under ", name, `, for ${inQuotes(typed)}.`];

/* The nearest first. */
export const placesNotLoaded = (many) => `The list of ${many} could not be loaded. Check that you are online, and try again.`;
export const noPlace = (one) => `No ${one} here has that name. Choose one from the list.`;
const UNITS = { mile: ["mile", "miles"], kilometre: ["kilometre", "kilometres"] };
export const away = (n, unit) => (n === 0 ? "here" : `${counted(n, ...UNITS[unit])} away`);

/* Suggestions ------------------------------------------------------------------------------------------------------ */

export const SUGGESTIONS = "Suggestions";
export const suggestions = (n) => counted(n, "suggestion", "suggestions");
export const STORY = "Story";
export const FACETS = { theme: "Theme", service: "Service", programme: "Programme", region: "Region" };
export const suggested = (facet, n) => `${facet}, ${stories(n)}`;
