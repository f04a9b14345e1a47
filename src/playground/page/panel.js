// Behind the scenes: the clock, what comes next, the ledger, and things that go wrong on purpose.

import { ask, away, channel, channelName, hearTime, make, moment, now, sentence, world } from "./world.js";
import { icon } from "./icons.js";

const $ = (id) => document.getElementById(id);
let complain = () => {}, changed = () => {}, goTo = () => {};

/** What can be armed: its name, and what is sent. */
const POSTS = { route: "create_message" };
const FAULTS = [
  ["The answer is lost after the post was taken", { trouble: "lose_answer", ...POSTS }],
  ["The answer breaks off in the middle", { trouble: "cut_answer", ...POSTS }],
  ["The answer is no JSON", { trouble: "garbage", ...POSTS }],
  ["The line is cut before the post is read", { trouble: "reset", ...POSTS }],
  ["The answer comes 8 seconds late", { trouble: { delay: { ms: 8000 } }, ...POSTS }],
  ["Rate limit: come back in 20 seconds", { trouble: { rate_limit: { retry_after_ms: 20000 } }, ...POSTS }],
  ["Rate limit without a word about when", { trouble: { rate_limit: {} }, ...POSTS }],
  ["Rate limit for the whole bot, 10 seconds", { trouble: { rate_limit: { retry_after_ms: 10000, global: true } }, ...POSTS }],
  ["Discord breaks (500)", { trouble: { status: { status: 500 } }, ...POSTS }],
  ["Discord is down (503)", { trouble: { status: { status: 503 } }, ...POSTS }],
  ["The bot may not post (50013)", { trouble: { status: { status: 403, body: { message: "Missing Permissions", code: 50013 } } }, ...POSTS }],
  ["The channel is gone (10003)", { trouble: { status: { status: 404, body: { message: "Unknown Channel", code: 10003 } } }, ...POSTS }],
  ["The token is refused (401)", { trouble: { status: { status: 401, body: { message: "401: Unauthorized", code: 0 } } } }],
];
const LINES = [["Cut the gateway's line", "drop"], ["Ask the bot to reconnect", "reconnect"], ["End the bot's session", { invalidate: { resumable: false } }]];

const named = (id) => `#${channelName(channel(id))}`;

/** Draws what stands behind the scenes. */
export function drawPanel() {
  const view = world.backstage;
  $("plans-part").hidden = !view;
  $("ledger-part").hidden = !view;
  if (view) {
    fill("plans", view.plans.map(plan), "Nothing is planned. A moderator sets a channel up with /daily setup.");
    fill("ledger", view.entries.map(line), "Nothing was due yet.");
  }
  showNext();
  fill("armed", world.state.faults.map(armed), "Nothing is armed.");
  fill("requests", world.requests.map(request).reverse(), "The bot has asked nothing yet.");
  $("disarm").hidden = world.state.faults.length === 0;
  $("limits").checked = world.state.rate_limits_enforced;
}

const fill = (id, items, nothing) => $(id).replaceChildren(...(items.length ? items : [make("li", { class: "quiet" }, nothing)]));
const open = (id) => make("button", { type: "button", class: "text", onclick: () => goTo(id) }, named(id));

function plan(one) {
  const when = one.paused ? make("span", { class: "state bad" }, `Paused: ${one.paused}`)
    : one.next ? make("span", { "data-moment": one.next, class: "when" }, moment(new Date(one.next))) : "never again";
  return make("li", {}, make("p", {}, open(one.channel), " ", when), make("p", { class: "quiet" }, sentence(one.schedule)));
}

const STATES = { planned: ["Waiting", ""], under_way: ["Being posted", ""], done: ["Posted", "good"], given_up: ["Given up", "bad"] };

function line(one) {
  const [word, style] = STATES[one.state];
  const show = one.message ? make("button", { type: "button", class: "text", onclick: () => goTo(one.channel, one.message) }, "show") : null;
  return make("li", {}, make("p", {}, make("span", { class: `state ${style}` }, one.late ? `${word}, late` : word), " ", named(one.channel), " ", show),
    make("p", { class: "quiet" }, one.due, one.note ? `: ${one.note}` : ""));
}

/** A trouble in one form, whether the page or the playground wrote it. */
const print = (trouble) => JSON.stringify(trouble, (_, value) => (value === null || value === false ? undefined : value));

function armed(fault) {
  const known = FAULTS.find(([, sent]) => print(sent.trouble) === print(fault.trouble))?.[0];
  const where = fault.channel ? ` in ${named(fault.channel)}` : "";
  return make("li", {}, make("span", { class: "state bad" }, "Armed"), ` ${known ?? print(fault.trouble)}${where}, ${fault.times === 1 ? "once" : `${fault.times} times`}`);
}

function request(one) {
  const good = one.status >= 200 && one.status < 300;
  return make("li", {}, make("span", { class: `state ${good ? "good" : "bad"}` }, one.status === 0 ? "no answer" : String(one.status)), ` ${one.route.replaceAll("_", " ")}`);
}

/** The clock, and how long it is until the next post. */
export function showTime() {
  const date = new Date(now());
  $("day").textContent = date.toLocaleDateString(undefined, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  $("time").textContent = date.toLocaleTimeString(undefined, { timeStyle: "medium" });
  $("chip").textContent = date.toLocaleTimeString(undefined, { timeStyle: "short" });
  for (const element of document.querySelectorAll("[data-moment]")) element.textContent = moment(new Date(element.dataset.moment));
  showNext();
}

function showNext() {
  const next = world.backstage?.plans.filter((one) => one.next && !one.paused).sort((a, b) => a.next.localeCompare(b.next))[0];
  $("next").textContent = next ? `Next post: ${named(next.channel)}, ${moment(new Date(next.next))} (${away(Date.parse(next.next))})`
    : world.backstage ? "No post is planned." : "";
  $("morning").disabled = Boolean(world.backstage) && !next;
}

export async function moveClock(body) {
  try {
    hearTime((await ask("clock", body)).now);
    showTime();
    changed();
  } catch (error) { complain(sentence(error.message)); }
}

/** To just before the next post, or where nobody knows of one, to tomorrow's 09:00. */
export function nextMorning() {
  const known = world.backstage?.plans.some((one) => one.next && !one.paused);
  return moveClock(known ? { next_post: true } : { next: "09:00", zone_offset_minutes: -new Date(now()).getTimezoneOffset() });
}

/** `on` has complain(text), changed(), goTo(channel, message). */
export function startPanel(on) {
  ({ complain, changed, goTo } = on);
  $("fault").replaceChildren(...FAULTS.map(([name], place) => make("option", { value: place }, name)));
  $("lines").replaceChildren(...LINES.map(([name, sent]) => make("button", { type: "button", onclick: () => act("gateway", sent) }, name)));
  $("zone").textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
  $("today").addEventListener("click", () => moveClock({ set: new Date().toISOString() }));
  $("moment-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if ($("moment").value) moveClock({ set: new Date($("moment").value).toISOString() });
  });
  $("fault-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const here = $("only-here").checked ? { channel: world.channel } : {};
    act("faults", { ...FAULTS[Number($("fault").value)][1], ...here, times: Math.max(1, Number($("times").value) || 1) });
  });
  $("disarm").addEventListener("click", () => act("faults", undefined, "DELETE"));
  $("limits").addEventListener("change", () => act("rate-limits", { enforce: $("limits").checked }));
  for (const button of document.querySelectorAll("[data-advance]")) button.addEventListener("click", () => moveClock({ advance_seconds: Number(button.dataset.advance) }));
}

async function act(path, body, method) {
  try {
    await ask(path, body, method);
    changed();
  } catch (error) { complain(sentence(error.message)); }
}

/** Marks something to try as done. */
export function tried(id) {
  const item = $(id);
  if (!item || item.classList.contains("done")) return;
  item.classList.add("done");
  item.prepend(icon("check"), make("span", { class: "hidden" }, "Done: "));
}
