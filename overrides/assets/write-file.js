/*
 * The file of a story: front matter in YAML that has any text, and the text below it.
 */

import { amount, begun, oneLine } from "./write-check.js";

const PLAIN = /^[A-Za-z][A-Za-z0-9 .'()/-]*[A-Za-z0-9.)]$/u;
const WORDS_OF_YAML = /^(?:true|false|yes|no|on|off|null|y|n)$/iu;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;
const NUMBER = /^\d+(?:\.\d+)?$/u;
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
const LONGEST_ID_WORDS = 48;

// What nobody sees and the check refuses; a joiner or a form of presentation stays where an emoji needs it.
const INVISIBLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\uFFFE\uFFFF\u{E0000}-\u{E0FFF}]/gu;
const EMOJI =
  /(\u{1F3F4}[\u{E0030}-\u{E007A}]+\u{E007F}|[0-9#*]\uFE0F\u20E3|\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*)/u;

/** Return a text without characters that nobody sees. */
export function seen(text) {
  const parts = text.toWellFormed().replaceAll("\uFFFD", "").split(EMOJI);
  return parts.map((part, n) => (n % 2 ? part : part.replace(INVISIBLE, ""))).join("");
}

/** Return a text as a value of YAML 1.1 and 1.2: as it is where it can only be text, else in quotes. */
export function scalar(text) {
  const line = oneLine(seen(text));
  return PLAIN.test(line) && !WORDS_OF_YAML.test(line) ? line : JSON.stringify(line);
}

/** Return the readable part of an address: lower-case letters, digits and single hyphens. */
export function slugify(text) {
  const plain = text.normalize("NFKD").replace(/[^\x20-\x7E]/gu, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/gu) ?? []).join("-");
}

/** Return four letters and digits for these bytes of chance, which tell an identifier from all others. */
export function endOfId(bytes) {
  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from(bytes, (byte) => letters[byte % letters.length]).join("");
}

/** Return the permanent identifier of a story. */
export function idOf(name, end) {
  return `${slugify(name).slice(0, LONGEST_ID_WORDS).replace(/-+$/u, "") || "story"}-${end}`;
}

/** Return where the file belongs: in the folder of the year in which the story appears. */
export function pathOf(story, data, today) {
  const day = story.date?.trim() ?? "";
  const isOfOurTime = DAY.test(day) && Number(day.slice(0, 4)) >= data.years.first && Number(day.slice(0, 4)) <= data.years.last;
  const year = (isOfOurTime ? day : today).slice(0, 4);
  return `${data.folder}/${year}/${story.name}.md`;
}

function valueOf(field, value) {
  const text = oneLine(value);
  if (field.kind === "day" && DAY.test(text)) return text;
  if ((field.kind === "number" || field.kind === "whole") && NUMBER.test(amount(text))) return amount(text);
  return field.kind === "councils" && SLUG.test(text) ? text : scalar(value);
}

function* linesOfGroup(field, group, first, indent) {
  let before = first;
  for (const inner of field.fields) {
    if (!group[inner.key]) continue;
    yield `${before}${inner.key}: ${valueOf(inner, group[inner.key])}`;
    before = indent;
  }
}

function* linesOf(field, value) {
  const { key, kind } = field;
  if (kind === "entries") {
    const groups = begun(value);
    if (groups.length) yield `${key}:`;
    for (const group of groups) yield* linesOfGroup(field, group, "  - ", "    ");
  } else if (kind === "entry") {
    const lines = [...linesOfGroup(field, value ?? {}, "  ", "  ")];
    if (lines.length) yield* [`${key}:`, ...lines];
  } else if (Array.isArray(value)) {
    if (value.length) yield `${key}: [${value.map((item) => valueOf(field, item)).join(", ")}]`;
  } else if (kind === "switch") {
    if (value) yield `${key}: true`;
  } else if (value && !(key === "kind" && value === field.default)) {
    yield `${key}: ${valueOf(field, value)}`;
  }
}

/** Return the text of the file. */
export function compose(story, data) {
  const lines = data.fields.flatMap((field) => [...linesOf(field, story[field.key])]);
  const text = seen((story.text ?? "").replace(/\r\n?/gu, "\n")).trim();
  return `---\n${lines.join("\n")}\n---\n${text ? `\n${text}\n` : ""}`;
}

/** Return the address of GitHub's page for a new file with all of it filled in; nothing where it would be too long. */
export function newFileUrl(story, data, today, most = 7500) {
  if (!data.repository) return "";
  const query = new URLSearchParams({ filename: pathOf(story, data, today), value: compose(story, data) });
  const url = `https://github.com/${data.repository}/new/${encodeURI(data.branch)}?${query}`;
  return url.length <= most ? url : "";
}
