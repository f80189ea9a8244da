/*
 * What `stories check` would say of a story in the form. The words and the patterns come with the form's data, made from
 * the rules of the check; here is only what a browser can look at: not files, links between pages, HTML in the text.
 *
 * A story is an object with the keys of the front matter as they were typed, `name` (the file's) and `text`.
 */

const SHOWN = 60;
const SECTION = 2;
const CONTAINERS = /^(?: {0,3}(?:> ?|(?:[-*+]|\d{1,9}[.)])[ \t]))+/u; // a heading may be in a list or a quotation

/** Return a text on one line, as the check counts it. */
export const oneLine = (text) => text.trim().replace(/\s+/gu, " ");

const length = (text) => [...text].length;
const shown = (text) => (length(text) <= SHOWN ? text : `${[...text].slice(0, SHOWN - 3).join("")}...`);
const isGroup = (value) => typeof value === "object" && !Array.isArray(value);
const isFilled = (value) =>
  isGroup(value) ? Object.values(value).some(isFilled) : Array.isArray(value) ? value.length > 0 : Boolean(value);

/** Return the groups of a list that somebody has begun to fill in. */
export const begun = (entries) => (entries ?? []).filter(isFilled);

/** Return the amount that a text means, without its sign and commas, or the text itself. */
export function amount(text) {
  const match = /^[^\w.,-]*([0-9][0-9,]*(?:\.[0-9]+)?)(?:\s*[A-Z]{3})?$/u.exec(oneLine(text));
  return match ? match[1].replaceAll(",", "") : oneLine(text);
}

/** Return the headings of a Markdown text: their levels, words and lines. */
export function headings(text) {
  const found = [];
  let fence = "";
  let paragraph = "";
  for (const [number, line] of text.split(/\r?\n/u).entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(line);
    if (fence) {
      if (mark && mark[1][0] === fence[0] && mark[1].length >= fence.length && !mark[2].trim()) fence = "";
      continue;
    }
    const atx = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/u.exec(line.replace(CONTAINERS, ""));
    const underline = /^ {0,3}(=+|-+)[ \t]*$/u.exec(line);
    if (mark && !(mark[1][0] === "`" && mark[2].includes("`"))) fence = mark[1];
    else if (atx) found.push({ level: atx[1].length, words: plain(atx[2] ?? ""), number });
    else if (underline && paragraph) found.push({ level: underline[1][0] === "=" ? 1 : SECTION, words: plain(paragraph), number });
    const goesOn = !fence && !atx && !underline && line.trim() && !/^(?: {4}|\t| {0,3}(?:>|[-*+] |\d+[.)] ))/u.test(line);
    paragraph = goesOn ? oneLine(`${paragraph} ${line}`) : "";
  }
  return found;
}

/** Return the words of a heading without the marks of Markdown. */
const plain = (words) => oneLine(words.replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1").replace(/\\([!-/:-@[-`{-~])|[*`]/gu, "$1"));

export function makeChecker(data) {
  const patterns = Object.fromEntries(
    Object.entries(data.patterns).map(([name, { source, flags }]) => [name, new RegExp(source, flags)]),
  );
  const whole = (pattern, text) => new RegExp(`^(?:${pattern.source})$`, pattern.flags).exec(text);
  const dayForms = data.days.map(({ source, flags }) => new RegExp(`^(?:${source})$`, flags));
  const says = (name, values = {}) => data.words[name]?.replace(/\{(\w+)\}/gu, (_, key) => values[key]);

  // ---- Days

  const monthNumber = (word) => {
    if (/^\d+$/u.test(word)) return Number(word);
    const low = word.toLowerCase();
    const found = data.months.findIndex((month) => month.toLowerCase().startsWith(low)) + 1;
    return found || (low === "sept" ? 9 : 0);
  };
  const iso = (year, month, day) => `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const isDay = (year, month, day) => {
    const made = new Date(Date.UTC(2000, month - 1, day));
    made.setUTCFullYear(year, month - 1, day);
    return year > 0 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  };

  /** Return the day that a text means, as people write days, or nothing. */
  function readDay(text) {
    const match = length(text) <= SHOWN && dayForms.map((form) => form.exec(oneLine(text))).find(Boolean);
    if (!match) return null;
    const [year, month, day] = [Number(match.groups.year), monthNumber(match.groups.month), Number(match.groups.day)];
    if (!isDay(year, month, day)) return null;
    return { iso: iso(match.groups.year, month, day), words: `${day} ${data.months[month - 1]} ${year}` };
  }

  function readMonth(text) {
    const match = length(text) <= SHOWN && whole(patterns.month, text.trim());
    const month = match ? monthNumber(match.groups.month) : 0;
    return month >= 1 && month <= 12 ? iso(match.groups.year, month, 1).slice(0, 7) : null;
  }

  function* checkDay(text, isPart, isSource) {
    const value = text.trim();
    const exact = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(value);
    if (isPart && whole(patterns.partial, value)) {
      yield* checkYear(value, isSource);
    } else if (exact && isDay(...exact.slice(1).map(Number))) {
      yield* checkYear(value, isSource);
    } else if (exact && !isPart) {
      yield ["date-form", says("day-none", { value: text })];
    } else {
      const month = isPart && readMonth(text);
      const day = readDay(text);
      const name = isPart ? "part" : "day";
      if (month) yield ["date-form", says("part-month", { value: shown(text), iso: month })];
      else if (day) yield ["date-form", says(`${name}-readable`, { value: shown(text), ...day })];
      else yield ["date-form", says(name, { value: shown(text) })];
    }
  }

  function* checkYear(day, isSource) {
    const year = Number(day.slice(0, 4));
    const first = isSource ? data.years.oldestPaper : data.years.first;
    if (year < first || year > data.years.last) {
      yield ["date-range", says(isSource ? "date-range-source" : "date-range", { year: day.slice(0, 4) })];
    }
  }

  // ---- Addresses

  function* checkUrl(text) {
    const value = oneLine(text);
    if (!/^https?:\/\/[^/?#]/iu.test(value) || /[\s<>"]/u.test(value)) {
      yield ["url-form", says(patterns.name.exec(value)?.index === 0 ? "url-name" : "url", { value })];
    } else if (value.includes("\\")) {
      yield ["url-form", says("url-backslash", { value })];
    } else {
      const site = /^https?:\/\/([^/?#]*)/iu.exec(value)[1];
      if (site.includes("@")) {
        yield ["url-form", says("url-before", { value, host: site.slice(site.lastIndexOf("@") + 1) })];
      } else if (!isSite(site)) {
        yield ["url-form", says("url-site", { value, site })];
      }
    }
  }

  function isSite(authority) {
    if (authority.startsWith("[")) return URL.canParse(`https://${authority}/`);
    const match = /^([^:]*)(?::(\d*))?$/u.exec(authority);
    if (!match || Number(match[2] ?? 0) > 65535) return false;
    const letters = match[1].replace(/[-._]/gu, "");
    const host = match[1].normalize("NFC");
    return /^[\p{Ll}\p{Lu}\p{Lm}\p{Lo}\p{Mc}\p{Mn}\p{Nd}]+$/u.test(letters) && !host.includes("..") && host === host.normalize("NFKC");
  }

  function* checkEmail(text) {
    const value = oneLine(text);
    if (/^mailto:/iu.test(value)) {
      yield ["email-form", says("email-mailto", { value, found: value.slice(7) })];
    } else if (!whole(patterns.mailbox, value)) {
      const found = value.split(/[\s<>,;()]+/u).find((part) => whole(patterns.mailbox, part));
      yield ["email-form", says(found ? "email-found" : "email", { value, found })];
    }
  }

  // ---- One value of each kind

  function* checkNumber(text, { key, kind, lowest, highest }) {
    const value = amount(text);
    const isNumber = kind === "whole" ? /^\d+$/u.test(value) : /^\d+(\.\d+)?$/u.test(value);
    const found = { value: String(Number(value)) };
    if (!isNumber) yield ["type", says(`number:${key}`, { value: shown(value) })];
    else if (lowest !== null && Number(value) < lowest) yield ["range", says(`low:${key}`, found)];
    else if (highest !== null && Number(value) > highest) yield ["range", says(`high:${key}`, found)];
  }

  function* checkLine(field, text) {
    const count = length(oneLine(text));
    if (field.most && count > field.most) yield ["length", says(`long:${field.key}`, { n: count })];
    if (field.least && count < field.least) yield ["length", says(`short:${field.key}`, { n: count })];
    if (field.key === "currency" && !whole(patterns.currency, oneLine(text))) {
      yield ["currency-form", says("currency", { value: oneLine(text) })];
    }
    if (data.plainTexts.includes(field.key)) yield* checkPlain(field.key, oneLine(text));
  }

  function* checkPlain(key, text) {
    for (const match of text.matchAll(new RegExp(patterns.plain.source, "gu"))) {
      const [kind, found] = Object.entries(match.groups).find(([, group]) => group !== undefined);
      if (kind === "entity") continue;
      yield ["plain-text", says(`plain-${kind}`, { key, found }), "warning"];
      return;
    }
  }

  function* checkField(field, value, group) {
    if (typeof value !== "string") return;
    if (field.kind === "day" || field.kind === "part") yield* checkDay(value, field.kind === "part", group === "sources");
    else if (field.kind === "url") yield* checkUrl(value);
    else if (field.kind === "email") yield* checkEmail(value);
    else if (field.kind === "number" || field.kind === "whole") yield* checkNumber(value, field);
    else if (field.kind === "line" || field.kind === "long") yield* checkLine(field, value);
  }

  function* checkGroup(field, group, place) {
    for (const inner of field.fields) {
      const value = group[inner.key];
      const at = `${place}.${inner.key}`;
      if (isFilled(value)) for (const said of checkField(inner, value, field.key)) yield [at, ...said];
      else if (inner.required) yield [at, "required", says(`required:${field.key}.${inner.key}`)];
    }
  }

  function* checkEntries(field, groups) {
    let isWhole = true;
    for (const [n, group] of groups.entries()) {
      for (const said of isFilled(group) ? checkGroup(field, group, `${field.key}.${n}`) : []) {
        isWhole = false;
        yield said;
      }
    }
    // The check looks at what hangs together where every value by itself is right.
    if (field.key !== "artefacts" || !isWhole) return;
    for (const [n, { url, ...others }] of groups.entries()) if (isFilled(others) && !url) yield [`artefacts.${n}.url`, "artefact", says("artefact")];
  }

  function* checkValues(story) {
    for (const field of data.fields) {
      const value = story[field.key];
      if (field.kind === "entries") {
        yield* checkEntries(field, value ?? []);
      } else if (field.kind === "entry") {
        if (value && isFilled(value)) yield* checkGroup(field, value, field.key);
      } else if (isFilled(value)) {
        for (const said of checkField(field, value, "")) yield [field.key, ...said];
      }
    }
    if (!isFilled(story.title)) yield ["title", "required", says("required:title")];
    const hasName = isFilled(story.name) || isFilled(story.title); // the name follows from the title
    if (hasName && !whole(patterns.slug, story.name ?? "")) yield ["name", "slug-form", says("slug-form", { value: story.name ?? "" })];
  }

  // ---- What a piece as a whole must have

  function* checkPiece(story, today, isDayRight) {
    const isReady = story.status === "ready";
    const isReadyStory = isReady && story.kind === "story";
    if (isReady && !isFilled(story.date)) yield ["date", "ready-date", says("ready-date")];
    if (isReady && !isFilled(story.themes)) yield ["themes", "ready-theme", says("ready-theme")];
    if (isReadyStory && data.councils.length && !isFilled(story.councils)) yield ["councils", "ready-council", says("ready-council")];
    if (isReadyStory && !begun(story.sources).length) yield ["sources", "ready-source", says("ready-source")];
    if (!isFilled(story.summary) && story.status !== "idea") yield ["summary", "summary", says("summary")];
    if (story.kind === "signpost" && !isFilled(story.link)) yield ["link", "signpost-link", says("signpost-link")];
    if (isReadyStory) yield* checkHow(story);
    yield* checkHeadings(story);
    if (isReady && story.kind !== "signpost" && !story.text?.trim()) yield ["text", "body-empty", says("body-empty"), "warning"];
    if (!isFilled(story.date) || !isDayRight) return;
    const day = story.date.trim();
    if (!isReady && day < today) yield ["date", "overdue", says("overdue", { day, status: story.status }), "warning"];
    const plans = data.plans;
    const isPromised = isReady && plans.some(([starts]) => day >= starts);
    if (isPromised && !plans.some(([starts, ends]) => starts <= day && day <= ends)) {
      yield ["date", "plan-none", says("plan-none", { day }), "warning"];
    }
  }

  function* checkHeadings(story) {
    let before = 1;
    for (const { level, words } of headings(story.text ?? "")) {
      if (level === 1) yield ["text", "heading-level", says("heading-level"), "warning"];
      if (!words) yield ["text", "heading-empty", says("heading-empty"), "warning"];
      if (level > before + 1) {
        const marks = { before, next: before + 1, right: "#".repeat(before + 1), wrong: "#".repeat(level) };
        yield ["text", "heading-skipped", says("heading-skipped", marks), "warning"];
      }
      before = level;
    }
  }

  function* checkHow(story) {
    if (!data.how.length) return;
    const words = data.how.map((word) => word.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")).join("|");
    const how = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words})(?![\\p{L}\\p{N}_])`, "iu");
    const telling = headings(story.text ?? "").filter((heading) => how.test(heading.words));
    if (telling.some((heading) => heading.level === SECTION)) return;
    const near = telling[0]?.words;
    yield ["text", "how-section", says(near ? "how-section-near" : "how-section", { heading: near })];
  }

  /** Return everything that is to fix, each as {place, rule, message, severity}, in the order of the form's data. */
  return function check(story, today) {
    const values = [...checkValues(story)];
    const isDayRight = !values.some(([place, rule]) => place === "date" && rule === "date-form");
    const all = [...values, ...checkPiece(story, today, isDayRight)];
    const said = all.map(([place, rule, message, severity = "error"]) => ({ place, rule, message, severity }));
    return said.filter(({ message }) => message); // what the settings switch off has no words
  };
}
