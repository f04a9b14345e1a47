// The page: asks the playground for what there is, draws it, and listens for changes.

import { ask, avatar, channel, channelName, guildOf, hearTime, make, personName, sentence, visible, world } from "./world.js";
import { draw } from "./message.js";
import { openForm } from "./dialogs.js";
import { refreshTimes } from "./markdown.js";
import { put, startComposer } from "./composer.js";
import { drawIcons, icon, sign } from "./icons.js";
import { drawForum, drawSides } from "./sides.js";
import { drawPanel, nextMorning, showTime, startPanel, tried } from "./panel.js";

const $ = (id) => document.getElementById(id);
const drawn = new Map();
let running = null, again = false, alertTimer = 0, jump = null;

/** Asks for everything anew; asked while it runs, it runs once more. */
function refresh() {
  if (running) { again = true; return running; }
  running = load().catch((error) => complain(sentence(error.message))).finally(() => {
    running = null;
    // Many changes at once are drawn together.
    if (again) { again = false; setTimeout(refresh, 60); }
  });
  return running;
}

async function load() {
  world.state = await ask("state");
  const people = world.state.people.filter((one) => !one.bot);
  world.person = people.some((one) => one.id === world.person) ? world.person : (saved("person", people) ?? people[0]?.id);
  const places = visible().filter((one) => one.type !== 4);
  const wanted = world.channel ?? world.state.addresses.channel_id;
  world.channel = places.some((one) => one.id === wanted) ? wanted : places.find((one) => one.type !== 15)?.id;
  const seat = `person=${world.person}&channel=${world.channel}`;
  const [messages, commands, backstage, requests] = await Promise.all([ask(`view?${seat}`), ask(`commands?${seat}`), ask("backstage"), ask("journal?last=8")]);
  Object.assign(world, { commands, backstage, requests });
  drawSides(people, goTo);
  showTime();
  drawPanel();
  drawMessages(messages);
  drawComposer();
}

const saved = (key, list) => list.find((one) => one.id === sessionStorage.getItem(key))?.id;

async function goTo(id, message = null) {
  if (!id) return;
  jump = message;
  if (id !== world.channel) {
    world.channel = id;
    drawn.clear();
    $("messages").replaceChildren();
  }
  close("side", "menu");
  if (matchMedia("(max-width: 900px)").matches) close("panel", "backstage");
  await refresh();
}

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

function drawMessages(messages) {
  const list = $("messages"), atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const nodes = [], kept = new Set(), newest = [...drawn.keys()].at(-1), here = channel(world.channel);
  if (here?.type === 15) return arrange(list, [drawForum(here, goTo)]);
  let before = null;
  if (messages.length < 200) nodes.push(welcome(here));
  for (const message of messages) {
    const date = new Date(message.timestamp), day = date.toLocaleDateString(undefined, DAY);
    if (!before || before.day !== day) nodes.push(make("p", { class: "day", role: "separator" }, make("span", {}, day)));
    const follows = before?.day === day && before.author === message.author.id && date - before.date < 420_000 && !message.interaction_metadata?.name;
    // What has not changed is not drawn again: what one has open in it stays open.
    const print = JSON.stringify([message, follows, world.person, message.flags & 32 ? channel(message.id)?.message_count : 0]);
    if (drawn.get(message.id)?.print !== print) drawn.set(message.id, { print, node: draw(message, follows, on) });
    nodes.push(drawn.get(message.id).node);
    kept.add(message.id);
    before = { day, date, author: message.author.id };
  }
  for (const id of drawn.keys()) if (!kept.has(id)) drawn.delete(id);
  arrange(list, nodes);
  if (jump && drawn.has(jump)) showAnswer(jump);
  else if (atEnd) showEnd(list, nodes.at(-1), newest !== messages.at(-1)?.id);
  jump = null;
}

/** Scrolls to the end; to the top of a new message that is taller than the window. */
function showEnd(list, last, isNew) {
  list.scrollTop = list.scrollHeight;
  if (isNew && last.offsetHeight > list.clientHeight - 40) last.scrollIntoView({ block: "start" });
}

/** An answer comes at the end, perhaps far below the button that was pressed. */
function showAnswer(id) {
  const node = drawn.get(id)?.node, list = $("messages");
  if (node) node.scrollIntoView({ block: node.offsetHeight > list.clientHeight - 40 ? "start" : "nearest" });
}

/** Changes only what differs, so that focus and reading place stay. */
function arrange(list, nodes) {
  nodes.forEach((node, place) => {
    const there = list.children[place];
    if (there === node || (node.tagName !== "ARTICLE" && there?.isEqualNode(node) && !node.querySelector("button"))) return;
    if (there && node.tagName !== "ARTICLE" && there.tagName === node.tagName && there.className === node.className) there.replaceWith(node);
    else list.insertBefore(node, there ?? null);
  });
  while (list.children.length > nodes.length) list.lastChild.remove();
}

function welcome(here) {
  const name = channelName(here);
  if (here?.type === 1) return make("div", { class: "welcome" }, avatar(world.state.bot, "big"), make("h3", {}, name), make("p", { class: "quiet" }, `This is the beginning of your direct messages with ${name}.`));
  if (here?.thread_metadata) return make("div", { class: "welcome" }, make("span", { class: "disc" }, icon("thread")), make("h3", {}, name), make("p", { class: "quiet" }, `Started by ${personName(world.state.people.find((one) => one.id === here.owner_id))}`));
  return make("div", { class: "welcome" }, make("span", { class: "disc" }, sign(here)), make("h3", {}, `Welcome to #${name}!`), make("p", { class: "quiet" }, `This is the start of the #${name} channel.`));
}

function drawComposer() {
  const here = channel(world.channel), may = here?.writable_by.includes(world.person) && here.type !== 15;
  $("composer").hidden = here?.type === 15;
  $("line").placeholder = may ? `Message ${here.type === 1 ? "@" : "#"}${channelName(here)}` : "You may not write here. Commands still work: type /";
}

const on = {
  goTo,
  dismissed: refresh,
  async answered(answer, element) {
    if (/continue|read/i.test(element?.textContent ?? "")) tried("hint-button");
    if (answer.modal) openForm(answer.modal, (next) => on.answered(next));
    await refresh();
    if (answer.kind === "message") showAnswer(answer.message?.id);
  },
};

async function send(text) {
  complain("");
  const seat = { person: world.person, channel: world.channel };
  const isSetUp = text.startsWith("/daily setup");
  try {
    if (text.startsWith("/")) {
      const answer = await ask("slash", { ...seat, line: text });
      if (text.startsWith("/onthisday")) tried("hint-command");
      if (isSetUp) tried("hint-setup");
      await on.answered(answer);
    } else {
      await ask("say", { ...seat, text });
      await refresh();
    }
  } catch (error) {
    if (isSetUp && /may not use/.test(error.message)) tried("hint-refused");
    complain(sentence(error.message));
    throw error;
  }
}

function complain(text) {
  clearTimeout(alertTimer);
  $("alert").textContent = text;
  $("alert").hidden = !text;
  if (text) alertTimer = setTimeout(() => complain(""), 12_000);
}

async function become(id) {
  world.person = id;
  sessionStorage.setItem("person", id);
  if (channel(world.channel)?.type === 1) world.channel = null;
  complain("");
  await refresh();
}

function close(id, button) {
  $(id).classList.remove("open");
  $(button).setAttribute("aria-expanded", "false");
}

function toggle(id, button) {
  const isOpen = $(id).classList.toggle("open");
  $(button).setAttribute("aria-expanded", String(isOpen));
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  $("theme").replaceChildren(icon(name === "dark" ? "sun" : "moon"));
}

function start() {
  const preferred = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  theme(localStorage.getItem("theme") ?? preferred);
  drawIcons();
  $("theme").addEventListener("click", () => {
    theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    localStorage.setItem("theme", document.documentElement.dataset.theme);
  });
  $("person").addEventListener("change", () => { $("person").blur(); become($("person").value); });
  $("locale").addEventListener("change", async () => {
    $("locale").blur();
    await ask("locale", { person: world.person, locale: $("locale").value }).catch((error) => complain(sentence(error.message)));
  });
  $("pictures").checked = localStorage.getItem("pictures") === "yes";
  $("pictures").addEventListener("change", () => { localStorage.setItem("pictures", $("pictures").checked ? "yes" : "no"); drawn.clear(); refresh(); });
  for (const button of document.querySelectorAll("[data-line]")) button.addEventListener("click", () => { if (matchMedia("(max-width: 900px)").matches) close("panel", "backstage"); put(`${button.dataset.line} `); });
  for (const button of document.querySelectorAll("[data-person]")) button.addEventListener("click", () => become(world.state.people.find((one) => personName(one) === button.dataset.person)?.id));
  $("morning").addEventListener("click", () => { tried("hint-morning"); nextMorning(); });
  $("menu").addEventListener("click", () => toggle("side", "menu"));
  $("backstage").addEventListener("click", () => toggle("panel", "backstage"));
  if (!matchMedia("(max-width: 900px)").matches) toggle("panel", "backstage");
  $("backstage").setAttribute("aria-expanded", String($("panel").classList.contains("open")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    close("side", "menu");
    for (const pop of document.querySelectorAll("details.pop[open]")) pop.open = false;
  });
  document.querySelector(".main").addEventListener("click", (event) => { if (!event.target.closest("#menu")) close("side", "menu"); });
  startPanel({ complain, changed: refresh, goTo });
  startComposer({ send });
  listen();
}

function listen() {
  let seen = -1;
  const events = new EventSource("/control/events");
  events.addEventListener("message", (event) => {
    const { changes, now: text } = JSON.parse(event.data);
    hearTime(text);
    if (world.state) showTime();
    refreshTimes();
    if (changes !== seen) refresh();
    seen = changes;
  });
  events.addEventListener("error", () => {
    $("link").textContent = "The playground has stopped";
    $("link").classList.remove("up");
  });
}

start();
