/*
 * What is pasted from Word, a mail or a page as clean Markdown: headings, lists, bold and italic letters, links, tables and
 * footnotes. Colours, fonts, pictures and what was struck out by a tracked change are left behind.
 */

const BLOCKS = new Set([
  "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "DD", "DIV", "DL", "DT", "FIGURE", "FOOTER", "H1", "H2", "H3", "H4", "H5", "H6",
  "HEADER", "HR", "LI", "MAIN", "OL", "P", "PRE", "SECTION", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR", "UL",
]);
const LEFT_OUT = new Set(["HEAD", "META", "NOSCRIPT", "SCRIPT", "STYLE", "TITLE", "TEMPLATE", "XML"]);
const LONGEST_HEADING = 80;
const STEP = "    ";

const isElement = (node) => node.nodeType === 1;
const styleOf = (node) => (node.getAttribute("data-style") ?? "").toLowerCase().replace(/\s+/gu, "");
const isHidden = (node) => /mso-list:ignore|mso-hide:all|display:none/u.test(styleOf(node));
const isLeftOut = (node) => LEFT_OUT.has(node.tagName.toUpperCase()) || isHidden(node) || /\bmsodel\b/iu.test(node.className);
const isBlock = (node) => isElement(node) && BLOCKS.has(node.tagName);
const tidy = (text) => text.replace(/[ \t\n\r\f\u00A0]+/gu, " ");

/** Escape what Markdown would take for a mark within a line. */
const escape = (text) =>
  tidy(text)
    .replace(/[\\`*[\]]/gu, "\\$&")
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/<(?=[A-Za-z/!?])|&(?=#?\w+;)|~(?=~)/gu, "\\$&");

/** Escape what Markdown would take for a heading, a list or a quotation at the start of a paragraph. */
const escapeStart = (text) =>
  text.replace(/^(?:#{1,6}(?=\s|$)|>|[-+](?=\s)|=+$|-{3,}$)/u, "\\$&").replace(/^(\d{1,9})([.)])(?=\s)/u, "$1\\$2");

/** Return text between two marks, with the spaces at its ends outside of them. */
function marked(text, mark) {
  const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/su.exec(text);
  return inner ? `${before}${mark}${inner}${mark}${after}` : text;
}

class Reader {
  blocks = [];
  pictures = 0;
  boldHeadings = 0;

  // ---- Within a line

  inline(node) {
    if (node.nodeType === 3) return escape(node.data);
    if (!isElement(node) || isLeftOut(node)) return "";
    const name = node.tagName;
    if (name === "IMG" || name === "V:IMAGEDATA") {
      this.pictures += 1;
      return "";
    }
    if (name === "BR") return "\n";
    if (name === "A") return this.link(node);
    if (name === "CODE" || name === "TT") return node.textContent.includes("`") ? escape(node.textContent) : `\`${tidy(node.textContent)}\``;
    const text = this.inlines(node);
    if (name === "SUB" || name === "SUP") return /\[\^/u.test(text) ? text : text.trim() && `<${name.toLowerCase()}>${text}</${name.toLowerCase()}>`;
    if (name === "S" || name === "DEL" || name === "STRIKE") return marked(text, "~~");
    return this.emphasis(node, text);
  }

  emphasis(node, text) {
    const style = styleOf(node);
    const isBold = /^(?:B|STRONG)$/u.test(node.tagName) ? !/(?:^|;)font-weight:(?:normal|[1-4]00)/u.test(style) : /(?:^|;)font-weight:(?:bold|[6-9]00)/u.test(style);
    const isItalic = /^(?:I|EM)$/u.test(node.tagName) ? !/(?:^|;)font-style:normal/u.test(style) : /(?:^|;)font-style:italic/u.test(style);
    const slanted = isItalic ? marked(text, "*") : text;
    return isBold && !/^H\d$/u.test(node.tagName) ? marked(slanted, "**") : slanted;
  }

  link(node) {
    const href = node.getAttribute("href") ?? "";
    const note = /#_(?:ftn|edn)(ref)?(\d+)$/u.exec(href);
    if (note) return note[1] ? `[^${note[2]}]: ` : `[^${note[2]}]`;
    const text = this.inlines(node);
    if (!/^(?:https?:\/\/|mailto:)/iu.test(href) || !text.trim()) return text;
    const address = href.trim().replace(/[\s()<>]/gu, (sign) => encodeURIComponent(sign).replace("(", "%28").replace(")", "%29"));
    const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/su.exec(text);
    return inner === address ? `${before}<${address}>${after}` : `${before}[${inner}](${address})${after}`;
  }

  inlines(node) {
    return [...node.childNodes].map((child) => this.inline(child)).join("").replaceAll("****", "").replace(/~~~~/gu, "").replace(/ {2,}/gu, " ");
  }

  // ---- Paragraphs, headings, lists and tables

  add(kind, text, more = {}) {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length) this.blocks.push({ kind, lines, ...more });
  }

  /** Read what is in an element: blocks one by one, and what is between them as a paragraph. */
  inside(node, kind = "p", more = {}) {
    let line = "";
    const end = () => {
      this.add(kind, line, more);
      line = "";
    };
    for (const child of node.childNodes) {
      if (isBlock(child) || (isElement(child) && !isLeftOut(child) && child.querySelector("p,div,ul,ol,table,h1,h2,h3,h4,h5,h6"))) {
        end();
        this.block(child, kind, more);
      } else line += this.inline(child);
    }
    end();
  }

  block(node, kind, more) {
    if (isLeftOut(node)) return;
    const name = node.tagName;
    const list = /mso-list:.*level(\d+)/u.exec(styleOf(node));
    if (/^H[1-6]$/u.test(name)) this.add("h", this.inlines(node).replace(/[*\n]+/gu, " "), { level: Number(name[1]) });
    else if (/\bMsoTitle\b/u.test(node.className)) this.add("h", this.inlines(node).replace(/[*\n]+/gu, " "), { level: 1 });
    else if (name === "P" && list) this.add("li", this.inlines(node), { level: Number(list[1]), isOrdered: isNumbered(node) });
    else if (name === "UL" || name === "OL") this.list(node, more.level ?? 0);
    else if (name === "TABLE") this.table(node);
    else if (name === "PRE") this.blocks.push({ kind: "pre", lines: node.textContent.replace(/\n$/u, "").split("\n") });
    else if (name === "BLOCKQUOTE") this.inside(node, "quote");
    else if (name === "P") this.paragraph(node, kind, more);
    else if (name !== "HR") this.inside(node, kind, more);
  }

  paragraph(node, kind, more) {
    const text = this.inlines(node);
    const whole = /^\s*\*\*([^*\n]+)\*\*\s*$/u.exec(text);
    if (kind === "p" && whole && whole[1].length <= LONGEST_HEADING && !/[.:;,!?]$/u.test(whole[1].trim())) {
      this.boldHeadings += 1;
      this.add("h", whole[1], { level: 2, isBold: true });
    } else this.add(kind, text, more);
  }

  list(node, level) {
    for (const item of node.children) {
      if (item.tagName === "LI") {
        const before = this.blocks.length;
        this.inside(item, "li", { level: level + 1, isOrdered: node.tagName === "OL" });
        // A second paragraph of an item goes on with it.
        let isFirst = true;
        for (const block of this.blocks.slice(before)) {
          if (block.kind !== "li" || block.level !== level + 1) continue;
          block.goesOn = !isFirst;
          isFirst = false;
        }
      } else this.block(item, "li", { level });
    }
  }

  table(node) {
    const rows = [...node.querySelectorAll("tr")].filter((row) => row.closest("table") === node);
    const cells = rows.map((row) => [...row.children].flatMap((cell) => [this.cell(cell), ...Array(Math.max(0, (cell.colSpan ?? 1) - 1)).fill("")]));
    const width = Math.max(0, ...cells.map((row) => row.length));
    if (width < 2) {
      for (const row of rows) for (const cell of row.children) this.inside(cell);
      return;
    }
    const lines = cells.map((row) => `| ${[...row, ...Array(width - row.length).fill("")].join(" | ")} |`);
    lines.splice(1, 0, `| ${Array(width).fill("---").join(" | ")} |`);
    this.blocks.push({ kind: "table", lines });
  }

  cell(node) {
    const reader = new Reader();
    reader.inside(node, "cell");
    this.pictures += reader.pictures;
    return reader.blocks.flatMap((block) => block.lines).join(" ").replaceAll("|", "\\|");
  }
}

const isNumbered = (node) => {
  const mark = [...node.querySelectorAll("*")].find((part) => /mso-list:ignore/u.test(styleOf(part)));
  return /^[\s\u00A0]*(?:\d+|[a-z]|[ivx]+)[.)]/iu.test(mark?.textContent ?? "");
};

/** Return the lines of a block as Markdown; a number counts the items of a list that came before. */
function written({ kind, lines, level, isOrdered, goesOn }, top, number) {
  if (kind === "h") return [`${"#".repeat(Math.min(6, Math.max(2, level - top + 2)))} ${lines.join(" ")}`];
  if (kind === "pre") return ["```", ...lines, "```"];
  if (kind === "table") return lines;
  const [first, ...rest] = lines;
  const text = [escapeStart(first), ...rest].map((line, n, all) => (n < all.length - 1 ? `${line}\\` : line));
  if (kind === "quote") return text.map((line) => `> ${line}`);
  if (kind !== "li") return text;
  const indent = STEP.repeat(level - 1);
  const inner = indent + (isOrdered ? "   " : "  ");
  return text.map((line, n) => (n || goesOn ? inner : `${indent}${isOrdered ? `${number}.` : "-"} `) + line);
}

/** Return the tree of what was pasted. Styles are read and not used: the policy of the page would refuse them, loudly. */
function treeOf(html) {
  const plain = html
    .replace(/<style\b.*?<\/style>/gisu, "")
    .replace(/<[a-z][^>]*>/giu, (tag) => tag.replace(/(?<=\s)style(?=\s*=)/giu, "data-style"));
  return new DOMParser().parseFromString(plain, "text/html").body;
}

/** Return what was pasted as Markdown, and what was changed or left out on the way. */
export function toMarkdown(html) {
  const reader = new Reader();
  reader.inside(treeOf(html));
  const blocks = reader.blocks;
  const top = Math.min(...blocks.filter((block) => block.kind === "h").map((block) => block.level));
  const lists = []; // by level: how many items there were, and of which kind
  let text = "";
  for (const [n, block] of blocks.entries()) {
    const before = blocks[n - 1];
    lists.length = block.kind === "li" ? block.level : 0;
    const list = lists.at(-1);
    const isOther = block.kind === "li" && list && list.isOrdered !== block.isOrdered;
    if (block.kind === "li" && (!list || isOther)) lists[block.level - 1] = { count: 0, isOrdered: block.isOrdered };
    if (block.kind === "li" && !block.goesOn) lists[block.level - 1].count += 1;
    const isNext = before?.kind === block.kind;
    const isTight = isNext && ((block.kind === "li" && !block.goesOn && !isOther) || block.kind === "quote");
    const gap = !before ? "" : !isTight ? "\n\n" : block.kind === "quote" ? "\n>\n" : "\n";
    text += gap + written(block, top, lists.at(-1)?.count).join("\n");
  }
  return { text, pictures: reader.pictures, boldHeadings: reader.boldHeadings };
}
