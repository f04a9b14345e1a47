// The frame around the messages: servers, channels, who one is, and the channel's head.

import { ask, avatar, channel, channelName, guildOf, isThread, make, memberOf, person, personName, threadsOf, visible, world } from "./world.js";
import { icon, sign } from "./icons.js";
import { startThread } from "./dialogs.js";

const $ = (id) => document.getElementById(id);
const read = new Map();
const LOCALES = { "en-US": "English (US)", "en-GB": "English (UK)", de: "Deutsch", fr: "Français", "es-ES": "Español", it: "Italiano", nl: "Nederlands", "pt-BR": "Português (Brasil)", pl: "Polski", "sv-SE": "Svenska", tr: "Türkçe", ru: "Русский", uk: "Українська", ja: "日本語", ko: "한국어", "zh-CN": "中文", ar: "العربية" };

/** Draws everything around the messages; `goTo` opens a channel. */
export function drawSides(people, goTo) {
  const here = channel(world.channel), guild = guildOf(world.channel);
  drawRail(guild, goTo);
  $("server").textContent = guild?.name ?? "Direct messages";
  drawLink();
  drawChannels(guild, goTo);
  drawPersona(people, guild);
  drawHead(here, goTo);
}

function drawLink() {
  const { connected, registered } = world.state;
  $("link").textContent = connected ? (registered ? "Bot online" : "Bot is connecting") : "No bot is connected";
  $("link").classList.toggle("up", connected && registered);
}

function drawRail(guild, goTo) {
  const all = visible(), direct = all.find((one) => one.type === 1);
  const openDirect = async () => goTo(direct?.id ?? (await ask("direct", { person: world.person })).channel);
  const initials = (name) => name.split(/\s+/).map((word) => word[0]).join("").slice(0, 3);
  const first = (id) => all.find((one) => one.guild_id === id && ![4, 15].includes(one.type) && !isThread(one))?.id;
  const server = (one) => make("button", { type: "button", class: "crest", title: one.name, "aria-label": one.name, "aria-current": one.id === guild?.id ? "true" : undefined, onclick: () => goTo(first(one.id)) }, initials(one.name));
  $("rail").replaceChildren(
    make("button", { type: "button", class: "crest home", title: "Direct messages", "aria-label": "Direct messages", "aria-current": guild ? undefined : "true", onclick: openDirect }, icon("book")),
    make("hr"), ...world.state.guilds.filter((one) => first(one.id)).slice(0, 50).map(server));
}

function drawChannels(guild, goTo) {
  const all = visible().filter((one) => guild ? one.guild_id === guild.id : one.type === 1), out = [];
  const top = (parent) => all.filter((one) => (one.parent_id ?? null) === parent && one.type !== 4 && !isThread(one));
  const add = (one) => {
    out.push(entry(one, goTo));
    const open = threadsOf(one.id).filter((thread) => !thread.thread_metadata.archived || thread.id === world.channel);
    for (const thread of open.slice(0, 8)) out.push(entry(thread, goTo, "post"));
  };
  top(null).forEach(add);
  for (const heading of all.filter((one) => one.type === 4)) {
    out.push(make("h3", {}, icon("down"), heading.name));
    top(heading.id).forEach(add);
  }
  const focused = document.activeElement?.dataset?.channel;
  $("channels").replaceChildren(...out);
  if (focused) $("channels").querySelector(`[data-channel="${focused}"]`)?.focus();
}

function entry(one, goTo, style = "") {
  const here = one.id === world.channel;
  if (here || !read.has(one.id)) read.set(one.id, one.last_message_id);
  const unread = one.last_message_id && one.last_message_id !== read.get(one.id);
  return make("button", { type: "button", class: `${style} ${unread ? "unread" : ""}`, "aria-current": here ? "page" : undefined, "data-channel": one.id, onclick: () => goTo(one.id) },
    sign(one), make("span", { class: "name" }, channelName(one)), unread ? make("span", { class: "hidden" }, " (unread)") : null);
}

function drawPersona(people, guild) {
  const me = person(world.person), locale = world.state.locales[world.person];
  $("face").replaceChildren(avatar(me));
  // A list that is open is left alone.
  if (document.activeElement !== $("person")) $("person").replaceChildren(...people.map((one) => make("option", { value: one.id, selected: one.id === world.person }, `${personName(one)} · ${standing(one.id, guild)}`)));
  const known = LOCALES[locale] ? LOCALES : { ...LOCALES, [locale]: locale };
  if (document.activeElement !== $("locale")) $("locale").replaceChildren(...Object.entries(known).map(([code, name]) => make("option", { value: code, selected: code === locale }, name)));
}

/** What somebody is on a server, in a word. */
export function standing(id, guild) {
  if (guild?.owner_id === id) return "owner";
  const held = memberOf(guild, id)?.roles ?? [];
  const names = (guild?.roles ?? []).filter((one) => held.includes(one.id)).map((one) => one.name.toLowerCase());
  return names.some((name) => name.includes("moderator")) ? "moderator" : "member";
}

function drawHead(here, goTo) {
  $("channel").replaceChildren(...(isThread(here) ? [crumb(here, goTo)] : []), sign(here), make("span", {}, channelName(here)));
  $("topic").textContent = isThread(here) && here.thread_metadata.archived ? "This thread is archived" : (here?.topic ?? "");
  const tools = [];
  if (here && [0, 5].includes(here.type)) tools.push(threadList(here, goTo));
  if (isThread(here) && standing(world.person, guildOf(here.id)) !== "member") tools.push(archiver(here));
  const open = $("tools").querySelector("details[open]");
  if (!open) $("tools").replaceChildren(...tools);
}

function crumb(here, goTo) {
  const parent = channel(here.parent_id);
  return make("button", { type: "button", class: "crumb", onclick: () => goTo(parent.id) }, channelName(parent), " ›");
}

function archiver(thread) {
  const archived = !thread.thread_metadata.archived;
  return make("button", { type: "button", class: "tool", onclick: () => ask("archive", { channel: thread.id, archived }) }, archived ? "Archive" : "Open again");
}

function threadList(here, goTo) {
  const list = threadsOf(here.id);
  const details = make("details", { class: "pop" });
  const go = (id) => { details.open = false; goTo(id); };
  const entries = list.map((one) => make("button", { type: "button", onclick: () => go(one.id) }, icon("thread"), one.name, one.thread_metadata.archived ? make("span", { class: "quiet" }, " archived") : null));
  details.append(make("summary", { class: "tool", "aria-label": "Threads", title: "Threads" }, icon("thread"), list.length ? String(list.length) : null),
    make("div", { class: "card" }, make("h3", {}, "Threads"), ...(entries.length ? entries : [make("p", { class: "quiet" }, "There are none yet.")]),
      make("button", { type: "button", class: "primary", onclick: () => { details.open = false; startThread(here, goTo); } }, "New thread")));
  return details;
}

/** A forum's posts, as cards. */
export function drawForum(forum, goTo) {
  const tagName = (id) => forum.available_tags.find((tag) => tag.id === id)?.name;
  const card = (post) => make("button", { type: "button", class: "post-card", onclick: () => goTo(post.id) },
    make("span", { class: "tags" }, ...(post.applied_tags ?? []).map(tagName).filter(Boolean).map((name) => make("span", { class: "pill" }, name)), post.thread_metadata.archived ? make("span", { class: "pill" }, "archived") : null),
    make("b", {}, post.name), make("span", { class: "quiet" }, `${personName(person(post.owner_id))} · ${post.message_count === 1 ? "1 reply" : `${post.message_count} replies`}`));
  const posts = threadsOf(forum.id);
  return make("section", { class: "forum", "aria-label": `Posts in ${forum.name}` },
    make("header", {}, make("p", { class: "quiet" }, posts.length ? `${posts.length} ${posts.length === 1 ? "post" : "posts"}` : "There are no posts yet."),
      make("button", { type: "button", class: "primary", onclick: () => startThread(forum, goTo) }, icon("plus"), "New post")),
    ...posts.map(card));
}
