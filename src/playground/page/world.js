// What the page knows, and how it asks the playground for more.

export const world = {
  state: null, person: null, guild: null, channel: null, commands: [], backstage: null, requests: [],
  // The playground's time, and when it was heard.
  now: 0, heard: 0,
};

/** An element with attributes and children; text is always text, never markup. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export async function ask(path, body, method) {
  const options = { headers: { "X-Refusals-As-Answers": "1" }, method: method ?? (body === undefined ? "GET" : "POST") };
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  const response = await fetch(`/control/${path}`, options);
  const answer = await response.json().catch(() => ({ error: "the playground did not answer as it should" }));
  if (!response.ok || answer?.error) throw new Error(answer?.error ?? `status ${response.status}`);
  return answer;
}

/** A sentence begins with a capital. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The playground's time, in milliseconds. */
export function now() {
  return world.now + (world.runs ? performance.now() - world.heard : 0);
}

export function hearTime(text) {
  const heard = Date.parse(text), at = performance.now();
  // A clock that stands still is shown standing still.
  world.runs = world.heard > 0 && heard - world.now > 0 && heard - world.now < 5 * (at - world.heard) + 1000;
  world.now = heard;
  world.heard = at;
}

export const person = (id) => world.state?.people.find((one) => one.id === id);
export const personName = (user) => user?.global_name ?? user?.username ?? "somebody";
export const channel = (id) => world.state?.channels.find((one) => one.id === id);
export const guildOf = (id) => world.state?.guilds.find((one) => one.id === channel(id)?.guild_id);
export const role = (id) => world.state?.guilds.flatMap((guild) => guild.roles).find((one) => one.id === id);
export const memberOf = (guild, id) => guild?.members.find((one) => one.user.id === id);

/** The channels that the person sees, in order. */
export function visible() {
  return (world.state?.channels ?? []).filter((one) => one.visible_to.includes(world.person));
}

export const isThread = (one) => Boolean(one?.thread_metadata);

/** The threads of a channel, the newest first. */
export const threadsOf = (id) => visible().filter((one) => isThread(one) && one.parent_id === id).reverse();

export function channelName(one) {
  if (!one) return "unknown";
  return one.type === 1 ? "Daybook" : one.name;
}

/** The colour of somebody's highest role that has one. */
export function nameColour(id) {
  const guild = guildOf(world.channel), held = memberOf(guild, id)?.roles ?? [];
  const coloured = (guild?.roles ?? []).filter((one) => held.includes(one.id) && one.color);
  return coloured.length ? `#${coloured.at(-1).color.toString(16).padStart(6, "0")}` : null;
}

const COLOURS = ["#5865f2", "#3ba55c", "#c27c0e", "#c2456e", "#8e5bd0"];

/** A person's picture: a letter in a circle. */
export function avatar(user, style = "") {
  const element = make("span", { class: `avatar ${user?.bot ? "bot" : ""} ${style}`.trim(), "aria-hidden": "true" }, personName(user)[0]);
  if (user && !user.bot) element.style.background = COLOURS[Number((BigInt(user.id) >> 22n) % BigInt(COLOURS.length))];
  return element;
}

/** "Today at 09:00", by the playground's clock. */
export function moment(date) {
  const day = (at) => new Date(at).toDateString();
  const time = date.toLocaleTimeString(undefined, { timeStyle: "short" });
  if (day(date) === day(now())) return `Today at ${time}`;
  if (day(date) === day(now() - 86_400_000)) return `Yesterday at ${time}`;
  if (day(date) === day(now() + 86_400_000)) return `Tomorrow at ${time}`;
  return `${date.toLocaleDateString(undefined, { day: "numeric", month: "short", year: "numeric" })}, ${time}`;
}

/** "in 3 hours", "2 days ago", by the playground's clock. */
export function away(milliseconds) {
  const seconds = (milliseconds - now()) / 1000;
  const units = [["year", 31557600], ["month", 2629800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
