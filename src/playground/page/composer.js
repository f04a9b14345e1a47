// The message box: plain messages, and commands with their options as one types.

import { ask, channel, channelName, guildOf, make, personName, visible, world } from "./world.js";
import { icon } from "./icons.js";

const $ = (id) => document.getElementById(id);
const line = $("line"), picker = $("picker"), box = $("picker-box");
let offers = [], active = -1, asked = 0;
// The line that the offers were made for: they say where in it they go.
let offeredFor = "";
// What stands in the line for a person, and what is sent in its place.
const meant = new Map();

/** All commands without the words between: `/daily setup` is one. */
function leaves() {
  const found = [];
  const walk = (object, path) => {
    const subs = (object.options ?? []).filter((option) => option.type <= 2);
    if (subs.length === 0) found.push({ path, description: object.description, options: object.options ?? [] });
    for (const sub of subs) walk(sub, `${path} ${sub.name}`);
  };
  for (const command of world.commands) walk(command, `/${command.name}`);
  return found.sort((a, b) => a.path.localeCompare(b.path));
}

/** The command in the line, and where its options stand. */
function parse(text) {
  const fitting = leaves().filter((leaf) => text === leaf.path || text.startsWith(`${leaf.path} `));
  const leaf = fitting.sort((a, b) => b.path.length - a.path.length)[0];
  if (!leaf) return null;
  const from = leaf.path.length, given = [];
  for (const option of leaf.options) {
    const at = ` ${text.slice(from)}`.search(new RegExp(`\\s${escape(option.name)}:`));
    if (at >= 0) given.push({ option, at: from + at, value: from + at + option.name.length + 1 });
  }
  given.sort((a, b) => a.at - b.at);
  given.forEach((one, place) => { one.end = given[place + 1]?.at ?? text.length; });
  return { leaf, given };
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** What can be offered for the line as it stands. */
async function suggest() {
  const text = line.value, turn = ++asked;
  if (!text.startsWith("/")) return show([]);
  const parsed = parse(text);
  if (!parsed || (text === parsed.leaf.path && line.selectionStart === text.length)) {
    const wanted = text.toLowerCase();
    const fitting = leaves().filter((leaf) => leaf.path.startsWith(wanted) || leaf.path.includes(wanted.slice(1)));
    const made = fitting.map((leaf) => ({ label: leaf.path, note: leaf.description, app: true, pills: leaf.options.filter((option) => option.required).map((option) => option.name), insert: () => `${leaf.path} `, from: 0 }));
    return show(made, made.length ? "Commands of Daybook" : world.commands.length ? "No command begins like that" : "The bot has no commands here yet");
  }
  const caret = line.selectionStart ?? text.length;
  const current = [...parsed.given].reverse().find((one) => caret >= one.value && caret <= one.end);
  const values = current ? await valuesOf(current, text, turn) : null;
  if (turn !== asked) return;
  const done = current && (values === null || meant.get(current.option.name)?.shown === text.slice(current.value, current.end).trim());
  if (values && !done) return show(values, `${current.option.name}: ${current.option.description}`);
  const rest = parsed.leaf.options.filter((option) => !parsed.given.some((one) => one.option === option));
  const typed = current ? "" : text.slice(Math.max(parsed.leaf.path.length, ...parsed.given.map((one) => one.end))).trim().toLowerCase();
  const made = rest.filter((option) => option.name.startsWith(typed)).map((option) => ({
    label: option.name, note: option.description, must: option.required, from: caret - (typed ? typed.length : 0),
    insert: (before) => `${before && !before.endsWith(" ") ? " " : ""}${option.name}:`,
  }));
  show(current && !/\s$/.test(text) ? [] : made, current && !/\s$/.test(text) ? `${current.option.name}: ${current.option.description}` : `${parsed.leaf.path}: ${parsed.leaf.description}`);
}

/** What an option's value may be; null where anything goes. */
async function valuesOf(current, text, turn) {
  const { option, value, end } = current;
  const typed = text.slice(value, end).trim();
  const fits = (name) => name.toLowerCase().replace(/^[#@]/, "").includes(typed.toLowerCase().replace(/^[#@]/, ""));
  const offer = (shown, sent = shown, note = "") => ({ label: shown, note, from: value, to: end, insert: () => `${shown} `, means: { name: option.name, shown, sent: String(sent) } });
  const guild = guildOf(world.channel);
  const people = () => (guild?.members ?? []).map(({ user }) => offer(`@${personName(user)}`, `<@${user.id}>`));
  const roles = () => (guild?.roles ?? []).map((role) => offer(`@${role.name.replace(/^@/, "")}`, `<@&${role.id}>`));
  if (option.autocomplete) {
    await new Promise((done) => setTimeout(done, 120));
    if (turn !== asked) return null;
    const choices = await ask("autocomplete", { person: world.person, channel: world.channel, line: text, focused: option.name }).catch(() => []);
    return choices.map((choice) => offer(choice.name, choice.value));
  }
  if (option.choices?.length) return option.choices.map((choice) => offer(choice.name, choice.value)).filter((one) => fits(one.label));
  if (option.type === 5) return ["true", "false"].map((one) => offer(one)).filter((one) => fits(one.label));
  const kinds = option.channel_types ?? [];
  const here = channel(world.channel)?.guild_id;
  const channels = () => visible().filter((one) => one.guild_id === here && one.type !== 4 && (kinds.length ? kinds.includes(one.type) : true)).map((one) => offer(`#${channelName(one)}`, `<#${one.id}>`));
  const source = { 6: people, 7: channels, 8: roles, 9: () => [...people(), ...roles()] }[option.type];
  return source ? source().filter((one) => fits(one.label)) : null;
}

function show(list, note) {
  offeredFor = line.value;
  offers = list.slice(0, 25);
  active = -1;
  const items = offers.map((offer, place) => make("li", { role: "option", id: `offer-${place}`, "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(place); } },
    offer.app ? make("span", { class: "app-sign" }, icon("book")) : null,
    make("span", { class: "offer" }, make("span", { class: "top" }, make("b", {}, offer.label), ...(offer.pills ?? []).map((pill) => make("span", { class: "pill" }, pill)), offer.must ? make("span", { class: "must" }, "required") : null),
      offer.note ? make("span", { class: "quiet" }, offer.note) : null)));
  picker.replaceChildren(...items);
  $("picker-note").textContent = note ?? "";
  $("picker-note").hidden = !note;
  box.hidden = items.length === 0 && !note;
  line.setAttribute("aria-expanded", String(!box.hidden));
  line.removeAttribute("aria-activedescendant");
}

function point(to) {
  active = (to + offers.length) % offers.length;
  offers.forEach((_, place) => document.getElementById(`offer-${place}`).setAttribute("aria-selected", String(place === active)));
  line.setAttribute("aria-activedescendant", `offer-${active}`);
  document.getElementById(`offer-${active}`).scrollIntoView({ block: "nearest" });
}

function take(place) {
  const offer = offers[place], text = line.value;
  if (!offer || text !== offeredFor) return;
  const before = text.slice(0, offer.from), after = offer.to === undefined ? "" : text.slice(offer.to).trimStart();
  const inserted = offer.insert(before);
  line.value = before + inserted + after;
  if (offer.means) meant.set(offer.means.name, offer.means);
  const caret = (before + inserted).length;
  line.setSelectionRange(caret, caret);
  show([]);
  suggest();
}

/** The line with what was meant in the place of what is shown. */
function toSend(text) {
  const parsed = parse(text);
  if (!parsed) return text;
  let sent = parsed.leaf.path;
  for (const { option, value, end } of parsed.given) {
    const shown = text.slice(value, end).trim(), known = meant.get(option.name);
    sent += ` ${option.name}:${known?.shown === shown ? known.sent : shown}`;
  }
  const first = parsed.given[0]?.at ?? text.length;
  const stray = text.slice(parsed.leaf.path.length, first).trim();
  return stray ? text : sent;
}

/** Nothing is offered any more, nor what is still on its way. */
function hide() {
  asked += 1;
  show([]);
}

/** `on` has send(line), as a promise that fails with a sentence. */
export function startComposer(on) {
  line.addEventListener("input", suggest);
  line.addEventListener("click", suggest);
  line.addEventListener("blur", hide);
  line.addEventListener("keydown", (event) => {
    const choosing = !box.hidden && offers.length > 0 && line.value === offeredFor;
    // While a command's name is being typed, Enter takes the first that fits.
    const naming = line.value.startsWith("/") && !parse(line.value.trim());
    if (event.key === "ArrowDown" && choosing) { event.preventDefault(); point(active + 1); }
    else if (event.key === "ArrowUp" && choosing) { event.preventDefault(); point(active < 0 ? offers.length - 1 : active - 1); }
    else if (event.key === "Escape") hide();
    else if ((event.key === "Tab" && !event.shiftKey && choosing) || (event.key === "Enter" && choosing && (active >= 0 || naming))) {
      event.preventDefault();
      take(Math.max(active, 0));
    }
  });
  document.getElementById("composer").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = line.value.trim();
    if (!text) return;
    line.value = "";
    hide();
    const failed = await on.send(text.startsWith("/") ? toSend(text) : text).then(() => false, () => true);
    // What was refused stays, to be mended.
    if (failed && !line.value) line.value = text;
    else meant.clear();
  });
}

/** Puts a line into the box. */
export function put(text) {
  line.value = text;
  line.focus();
  suggest();
}
