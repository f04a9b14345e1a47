// Discord's Markdown as elements. Text stays text: nothing is ever parsed as HTML.

import { away, make, person, personName, channel, channelName, role } from "./world.js";

/** A block of Markdown. */
export function markdown(text, goTo) {
  const out = make("div", { class: "md" });
  const lines = text.split("\n");
  for (let at = 0; at < lines.length;) at = block(lines, at, out, goTo);
  return out;
}

function block(lines, at, out, goTo) {
  const line = lines[at];
  const fence = line.match(/^```(\w*)$/);
  if (fence || line.startsWith("```")) return fenced(lines, at, out);
  const heading = line.match(/^(#{1,3}) +(.+)/);
  if (heading) out.append(make(`h${heading[1].length}`, {}, ...inline(heading[2], goTo)));
  else if (/^-# +/.test(line)) out.append(make("small", {}, ...inline(line.replace(/^-# +/, ""), goTo)));
  else if (/^>>> /.test(line)) {
    out.append(make("blockquote", {}, markdown([line.slice(4), ...lines.slice(at + 1)].join("\n"), goTo)));
    return lines.length;
  } else if (/^> /.test(line)) return run(lines, at, /^> /, (inside) => out.append(make("blockquote", {}, markdown(inside.join("\n"), goTo))));
  else if (/^ *[-*] +/.test(line)) return list(lines, at, /^ *[-*] +/, "ul", out, goTo);
  else if (/^ *\d+\. +/.test(line)) return list(lines, at, /^ *\d+\. +/, "ol", out, goTo);
  else if (line.trim() === "") out.append(make("div", { class: "gap" }));
  else out.append(make("p", {}, ...inline(line, goTo)));
  return at + 1;
}

function run(lines, at, mark, done) {
  let to = at;
  while (to < lines.length && mark.test(lines[to])) to += 1;
  done(lines.slice(at, to).map((line) => line.replace(mark, "")));
  return to;
}

function list(lines, at, mark, tag, out, goTo) {
  const start = tag === "ol" ? lines[at].match(/\d+/)[0] : undefined;
  return run(lines, at, mark, (items) => {
    out.append(make(tag, { start }, ...items.map((item) => make("li", {}, ...inline(item, goTo)))));
  });
}

function fenced(lines, at, out) {
  let to = at + 1;
  while (to < lines.length && !lines[to].startsWith("```")) to += 1;
  out.append(make("pre", {}, make("code", {}, lines.slice(at + 1, to).join("\n"))));
  return to + 1;
}

export const safe = (address) => /^(https?|discord):\/\//i.test(address);
const link = (address, ...inside) => make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...inside);

// What may stand inside a line, tried in order at each place.
const PARTS = [
  [/^\\([^\w\s])/, (m) => m[1]],
  [/^``(.+?)``(?!`)/, (m) => make("code", {}, m[1])],
  [/^`([^`]+)`/, (m) => make("code", {}, m[1])],
  [/^\[((?:\\.|[^\]\\])+)\]\(<?(\S+?)>?(?: "[^"]*")?\)/, (m, goTo) => safe(m[2]) ? link(m[2], ...inline(m[1], goTo)) : m[0]],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, (m) => moment(Number(m[1]), m[2] ?? "f")],
  [/^<@&(\d+)>/, (m) => make("span", { class: "mention" }, `@${(role(m[1])?.name ?? "unknown role").replace(/^@/, "")}`)],
  [/^<@!?(\d+)>/, (m) => make("span", { class: "mention" }, `@${personName(person(m[1]))}`)],
  [/^<#(\d+)>/, (m, goTo) => make("button", { class: "mention", type: "button", onclick: () => goTo?.(m[1]) }, `#${channelName(channel(m[1]))}`)],
  [/^<\/([^:>]+):\d+>/, (m) => make("span", { class: "mention" }, `/${m[1]}`)],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<>]*[^\s<>.,;:!?)'"\]]/, (m) => link(m[0], m[0])],
  [/^@(everyone|here)\b/, (m) => make("span", { class: "mention" }, m[0])],
  [/^\|\|([^]+?)\|\|/, (m, goTo) => make("button", { class: "spoiler-text", type: "button", "aria-label": "Hidden text", onclick: (e) => e.currentTarget.classList.add("open") }, ...inline(m[1], goTo))],
  [/^\*\*\*([^]+?)\*\*\*/, (m, goTo) => make("strong", {}, make("em", {}, ...inline(m[1], goTo)))],
  [/^\*\*([^]+?)\*\*(?!\*)/, (m, goTo) => make("strong", {}, ...inline(m[1], goTo))],
  [/^__([^]+?)__(?!_)/, (m, goTo) => make("u", {}, ...inline(m[1], goTo))],
  [/^~~([^]+?)~~/, (m, goTo) => make("s", {}, ...inline(m[1], goTo))],
  [/^\*(?!\s)([^*]*[^*\s])\*/, (m, goTo) => make("em", {}, ...inline(m[1], goTo))],
  [/^_(?!\s)([^_]+)_(?!\w)/, (m, goTo) => make("em", {}, ...inline(m[1], goTo))],
];

function inline(text, goTo) {
  const out = [];
  let plain = "", before = "";
  for (let rest = text; rest;) {
    const found = PARTS.map(([mark, made]) => [rest.match(mark), made]).find(([match]) => match);
    // An underscore or an address inside a word is no mark.
    const inWord = found && /^[_h]/.test(rest) && /\w$/.test(before);
    if (found && !inWord) {
      if (plain) out.push(plain);
      plain = "";
      out.push(found[1](found[0], goTo));
      before = found[0][0];
      rest = rest.slice(found[0][0].length);
    } else {
      const character = String.fromCodePoint(rest.codePointAt(0));
      plain += character;
      before = character;
      rest = rest.slice(character.length);
    }
  }
  if (plain) out.push(plain);
  return out;
}

const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};

function moment(seconds, style) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `<t:${seconds}>`;
  const element = make("time", { datetime: date.toISOString(), title: date.toLocaleString(undefined, STYLES.F) });
  element.textContent = style === "R" ? relative(seconds) : date.toLocaleString(undefined, STYLES[style]);
  if (style === "R") element.dataset.relative = seconds;
  return element;
}

const relative = (seconds) => away(seconds * 1000);

/** Brings the relative times on the page up to the clock. */
export function refreshTimes() {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    element.textContent = relative(Number(element.dataset.relative));
  }
}
