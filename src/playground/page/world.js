// What the page knows, and how it asks the playground for more.

export const world = {
  state: null, person: null, channel: null, commands: [],
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
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const response = await fetch(`/control/${path}`, options);
  const answer = await response.json().catch(() => ({ error: "the playground did not answer as it should" }));
  if (!response.ok) throw new Error(answer.error ?? `status ${response.status}`);
  return answer;
}

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

/** The channels that the person sees, in order. */
export function visible() {
  return (world.state?.channels ?? []).filter((one) => one.visible_to.includes(world.person));
}

export function channelName(one) {
  if (!one) return "unknown";
  if (one.type === 1) return "Daybook";
  return one.name;
}

export function sign(one) {
  return { 0: "#", 1: "@", 5: "📢", 10: "↳", 11: "↳", 15: "🗂" }[one?.type] ?? "#";
}
