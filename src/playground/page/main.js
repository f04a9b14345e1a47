// The page: channels, who one is, the clock, and the messages of one channel.

import { ask, channel, channelName, guildOf, hearTime, make, now, personName, sign, visible, world } from "./world.js";
import { draw, openForm } from "./message.js";
import { refreshTimes } from "./markdown.js";
import { put, startComposer } from "./composer.js";

const $ = (id) => document.getElementById(id);
const drawn = new Map(), read = new Map();
let running = null, again = false, alertTimer = 0;

/** Asks for everything anew; asked while it runs, it runs once more. */
function refresh() {
  if (running) { again = true; return running; }
  running = load().catch((error) => complain(error.message)).finally(() => {
    running = null;
    if (again) { again = false; refresh(); }
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
  const [messages, commands] = await Promise.all([ask(`view?${seat}`), ask(`commands?${seat}`)]);
  world.commands = commands;
  drawFrame(people);
  drawMessages(messages);
}

function saved(key, list) {
  const id = sessionStorage.getItem(key);
  return list.find((one) => one.id === id)?.id;
}

function drawFrame(people) {
  const { state } = world, here = channel(world.channel), guild = guildOf(world.channel) ?? state.guilds[0];
  $("server").textContent = guild?.name ?? "Playground";
  $("link").textContent = state.connected ? (state.registered ? "Daybook is here" : "Daybook is connecting") : "Daybook is not connected";
  $("link").classList.toggle("up", state.connected && state.registered);
  $("channel").textContent = `${sign(here)} ${channelName(here)}`;
  $("topic").textContent = here?.topic ?? "";
  $("person").replaceChildren(...people.map((one) => make("option", { value: one.id, selected: one.id === world.person }, personName(one))));
  const member = guild?.members.find((one) => one.user.id === world.person);
  const roles = guild?.roles.filter((role) => member?.roles.includes(role.id)).map((role) => role.name) ?? [];
  $("role").textContent = guild?.owner_id === world.person ? "Owner of the server" : roles.join(", ") || "Member";
  drawChannels();
}

function drawChannels() {
  const all = visible(), out = [];
  const top = (parent) => all.filter((one) => (one.parent_id ?? null) === parent && one.guild_id && one.type !== 4 && !one.thread_metadata);
  const add = (one) => {
    out.push(entry(one));
    for (const thread of all.filter((other) => other.thread_metadata && other.parent_id === one.id)) out.push(entry(thread, "post"));
  };
  top(null).forEach(add);
  for (const heading of all.filter((one) => one.type === 4)) {
    out.push(make("h3", {}, heading.name));
    top(heading.id).forEach(add);
  }
  const direct = all.filter((one) => one.type === 1);
  out.push(make("h3", {}, "Direct messages"), ...(direct.length ? direct.map((one) => entry(one)) : [openDirect()]));
  const focused = document.activeElement?.dataset?.channel;
  $("channels").replaceChildren(...out);
  if (focused) $("channels").querySelector(`[data-channel="${focused}"]`)?.focus();
}

function openDirect() {
  const open = async () => goTo((await ask("direct", { person: world.person })).channel);
  return make("button", { type: "button", onclick: open }, make("span", { class: "sign" }, "@"), "Daybook");
}

function entry(one, style = "") {
  const here = one.id === world.channel;
  if (here || !read.has(one.id)) read.set(one.id, one.last_message_id);
  const unread = one.last_message_id && one.last_message_id !== read.get(one.id);
  return make("button", { type: "button", class: `${style} ${unread ? "unread" : ""}`, "aria-current": here ? "page" : undefined, "data-channel": one.id, onclick: () => goTo(one.id) },
    make("span", { class: "sign", "aria-hidden": "true" }, sign(one)), channelName(one), unread ? make("span", { class: "skip" }, " (unread)") : null);
}

async function goTo(id) {
  world.channel = id;
  drawn.clear();
  $("messages").replaceChildren();
  closeMenu();
  await refresh();
}

const DAY = { weekday: "long", day: "numeric", month: "long", year: "numeric" };

function drawMessages(messages) {
  const list = $("messages"), atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const nodes = [], kept = new Set(), newest = [...drawn.keys()].at(-1);
  let before = null;
  for (const message of messages) {
    const date = new Date(message.timestamp), day = date.toLocaleDateString(undefined, DAY);
    if (!before || before.day !== day) nodes.push(make("p", { class: "day", role: "separator" }, day));
    const follows = before?.day === day && before.author === message.author.id && date - before.date < 300_000 && !message.interaction_metadata?.name;
    // What has not changed is not drawn again: what one has open in it stays open.
    const print = JSON.stringify([message, follows, world.person]);
    if (drawn.get(message.id)?.print !== print) drawn.set(message.id, { print, node: draw(message, follows, on) });
    nodes.push(drawn.get(message.id).node);
    kept.add(message.id);
    before = { day, date, author: message.author.id };
  }
  for (const id of drawn.keys()) if (!kept.has(id)) drawn.delete(id);
  if (nodes.length === 0) nodes.push(emptyRoom());
  arrange(list, nodes);
  if (atEnd) showEnd(list, nodes.at(-1), newest !== messages.at(-1)?.id);
}

/** Scrolls to the end; to the top of a new message that is taller than the window. */
function showEnd(list, last, isNew) {
  list.scrollTop = list.scrollHeight;
  if (isNew && last.offsetHeight > list.clientHeight - 40) last.scrollIntoView({ block: "start" });
}

/** An answer comes at the end, perhaps far below the button that was pressed. */
function showAnswer(id) {
  const node = drawn.get(id)?.node, list = $("messages");
  if (node) node.scrollIntoView({ block: node.offsetHeight > list.clientHeight - 40 ? "start" : "end" });
}

/** Changes only what differs, so that focus and reading place stay. */
function arrange(list, nodes) {
  nodes.forEach((node, place) => {
    const there = list.children[place];
    if (there === node || (node.className === "day" && there?.isEqualNode(node))) return;
    list.insertBefore(node, there ?? null);
  });
  while (list.children.length > nodes.length) list.lastChild.remove();
}

function emptyRoom() {
  const here = channel(world.channel);
  if (here?.type === 15) return make("div", { class: "empty" }, make("h3", {}, `Posts in ${here.name}`), "Posts stand below the forum in the list of channels.");
  return make("div", { class: "empty" }, make("h3", {}, `Welcome to ${sign(here)} ${channelName(here)}`), "Nothing has been said here yet. Type / to see what Daybook can do.");
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
  try {
    if (!text.startsWith("/")) await ask("say", { ...seat, text });
    else {
      on.answered(await ask("slash", { ...seat, line: text }));
      if (text.startsWith("/onthisday")) tried("hint-command");
    }
    await refresh();
  } catch (error) {
    complain(error.message[0].toUpperCase() + error.message.slice(1));
    throw error;
  }
}

function complain(text) {
  clearTimeout(alertTimer);
  $("alert").textContent = text;
  $("alert").hidden = !text;
  if (text) alertTimer = setTimeout(() => complain(""), 12_000);
}

function tried(id) {
  $(id).classList.add("done");
}

async function moveClock(body) {
  try {
    hearTime((await ask("clock", body)).now);
    showTime();
    refresh();
  } catch (error) { complain(error.message); }
}

function tomorrow() {
  tried("hint-morning");
  const offset = -new Date(now()).getTimezoneOffset();
  return moveClock({ next: $("at").value, zone_offset_minutes: offset });
}

function showTime() {
  const date = new Date(now());
  $("day").textContent = date.toLocaleDateString(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  $("time").textContent = date.toLocaleTimeString(undefined, { timeStyle: "short" });
  $("time").title = date.toLocaleString();
  refreshTimes();
}

function closeMenu() {
  $("side").classList.remove("open");
  $("menu").setAttribute("aria-expanded", "false");
}

function start() {
  $("zone").textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
  $("person").addEventListener("change", () => {
    world.person = $("person").value;
    sessionStorage.setItem("person", world.person);
    if (channel(world.channel)?.type === 1) world.channel = null;
    refresh();
  });
  $("morning").addEventListener("click", tomorrow);
  for (const button of document.querySelectorAll("[data-morning]")) button.addEventListener("click", tomorrow);
  for (const button of document.querySelectorAll("[data-advance]")) button.addEventListener("click", () => moveClock({ advance_seconds: Number(button.dataset.advance) }));
  for (const button of document.querySelectorAll("[data-line]")) button.addEventListener("click", () => put(`${button.dataset.line} `));
  $("set").addEventListener("submit", (event) => {
    event.preventDefault();
    if ($("moment").value) moveClock({ set: new Date($("moment").value).toISOString() });
    document.querySelector(".set").open = false;
  });
  $("enough").addEventListener("click", () => { $("hints").hidden = true; sessionStorage.setItem("hints", "closed"); });
  $("hints").hidden = sessionStorage.getItem("hints") === "closed";
  $("menu").addEventListener("click", () => $("menu").setAttribute("aria-expanded", String($("side").classList.toggle("open"))));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { closeMenu(); document.querySelector(".set").open = false; } });
  document.querySelector(".main").addEventListener("click", (event) => { if (!event.target.closest("#menu")) closeMenu(); });
  startComposer({ send });
  listen();
}

function listen() {
  let seen = -1;
  const events = new EventSource("/control/events");
  events.addEventListener("message", (event) => {
    const { changes, now: text } = JSON.parse(event.data);
    hearTime(text);
    showTime();
    if (changes !== seen) refresh();
    seen = changes;
  });
  events.addEventListener("error", () => {
    $("link").textContent = "The playground has stopped";
    $("link").classList.remove("up");
  });
}

start();
