// A message as an element: who, when, what, and what can be pressed.

import { ask, avatar, channel, guildOf, make, memberOf, moment, nameColour, personName, sentence, visible, world } from "./world.js";
import { icon } from "./icons.js";
import { chooseMany } from "./dialogs.js";
import { markdown, safe } from "./markdown.js";

const PUBLISHED = 1, HAS_THREAD = 1 << 5, PRIVATE = 1 << 6, THINKING = 1 << 7, SILENT = 1 << 12;

/** `on` has goTo(channel), answered(answer), dismissed(). */
export function draw(message, follows, on) {
  const flags = message.flags ?? 0, used = message.interaction_metadata;
  const style = ["message", follows && "follows", flags & PRIVATE && "private", isForMe(message) && "pinged"];
  const article = make("article", { class: style.filter(Boolean).join(" "), "data-message": message.id, "aria-label": `Message from ${personName(message.author)}` });
  if (used?.name) article.append(usedLine(used));
  article.append(follows ? make("span", { class: "gutter", "aria-hidden": "true" }, shortTime(message)) : avatar(message.author));
  const body = make("div", { class: "body" });
  if (!follows) body.append(byline(message));
  if (flags & THINKING) body.append(thinking(message));
  if (message.content) body.append(markdown(message.content, on.goTo));
  for (const embed of message.embeds) body.append(drawEmbed(embed, on));
  for (const file of message.attachments) if (!usedInside(message, file)) body.append(drawFile(file));
  const touch = toucher(message, body, on);
  for (const component of message.components ?? []) body.append(drawComponent(component, touch, on));
  if (message.edited_timestamp) body.append(make("span", { class: "edited" }, "(edited)"));
  if (flags & HAS_THREAD) body.append(threadCard(message, on));
  if (flags & PRIVATE) body.append(privateFoot(message, on));
  article.append(body);
  return article;
}

function isForMe(message) {
  const held = memberOf(guildOf(world.channel), world.person)?.roles ?? [];
  return message.mentions.some((user) => user.id === world.person) || message.mention_everyone || held.some((id) => message.mention_roles.includes(id));
}

const usedLine = (used) => make("p", { class: "used" }, avatar(used.user, "tiny"), make("b", {}, personName(used.user)), " used ", make("span", { class: "mention" }, `/${used.name}`));
const shortTime = (message) => new Date(message.timestamp).toLocaleTimeString(undefined, { timeStyle: "short" });
const thinking = (message) => make("p", { class: "thinking", role: "status" }, make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")), `${personName(message.author)} is thinking…`);

function byline(message) {
  const date = new Date(message.timestamp), name = make("b", {}, personName(message.author)), flags = message.flags ?? 0;
  const colour = nameColour(message.author.id);
  if (colour) name.style.setProperty("--role", colour);
  return make("p", { class: "by" }, name, message.author.bot ? make("span", { class: "tag" }, "APP") : null,
    make("time", { datetime: message.timestamp, title: date.toLocaleString(), "data-moment": message.timestamp }, moment(date)),
    flags & SILENT ? make("span", { class: "badge", title: "Sent without a sound" }, "@silent") : null,
    flags & PUBLISHED ? make("span", { class: "badge" }, icon("announcement"), "Published") : null);
}

function threadCard(message, on) {
  const thread = channel(message.id);
  if (!thread) return make("p", { class: "quiet" }, "The thread is gone.");
  const count = thread.message_count === 1 ? "1 Message" : `${thread.message_count} Messages`;
  return make("button", { class: "thread-card", type: "button", onclick: () => on.goTo(thread.id) }, make("b", {}, thread.name), make("span", {}, `${count} ›`));
}

function privateFoot(message, on) {
  const dismiss = async () => {
    await ask("dismiss", { person: world.person, message: message.id }).catch(() => {});
    on.dismissed();
  };
  return make("p", { class: "foot" }, icon("eye"), "Only you can see this • ", make("button", { type: "button", onclick: dismiss }, "Dismiss message"));
}

/** Sends a press or a choice, and says below the message if it failed. */
function toucher(message, body, on) {
  return async (element, path, sent) => {
    body.querySelector(".failed")?.remove();
    element.classList.add("busy");
    element.setAttribute("aria-busy", "true");
    try {
      await on.answered(await ask(path, { person: world.person, message: message.id, ...sent }), element);
    } catch (error) {
      body.append(make("p", { class: "failed", role: "alert" }, `This interaction failed: ${error.message}`));
    } finally {
      element.classList.remove("busy");
      element.removeAttribute("aria-busy");
    }
  };
}

function drawComponent(component, touch, on) {
  const inside = () => (component.components ?? []).map((one) => drawComponent(one, touch, on));
  switch (component.type) {
    case 1: return make("div", { class: "actions" }, ...inside());
    case 2: return drawButton(component, touch);
    case 3: case 5: case 6: case 7: case 8: return drawMenu(component, touch);
    case 9: return make("div", { class: "section" }, make("div", { class: "texts" }, ...inside()), drawComponent(component.accessory, touch, on));
    case 10: return markdown(component.content, on.goTo);
    case 11: return picture(component, "picture thumb");
    case 12: return make("div", { class: component.items.length === 1 ? "gallery one" : "gallery" }, ...component.items.map((item) => picture(item, "picture")));
    case 13: return drawFile({ filename: component.file.url.split("/").at(-1), url: component.file.url });
    case 14: return make("hr", { class: ["separator", component.divider !== false && "line", component.spacing === 2 && "wide"].filter(Boolean).join(" ") });
    case 17: return container(component, inside());
    default: return make("p", { class: "file" }, `A component of type ${component.type}, which this page does not draw`);
  }
}

function container(component, inside) {
  const element = make("div", { class: component.spoiler ? "container spoiler" : "container", role: "group" }, ...inside);
  if (Number.isInteger(component.accent_color)) {
    element.classList.add("accented");
    element.style.setProperty("--accent-bar", `#${component.accent_color.toString(16).padStart(6, "0")}`);
  }
  if (component.spoiler) element.addEventListener("click", () => element.classList.remove("spoiler"), { once: true });
  return element;
}

/** Pictures from elsewhere are fetched only where somebody asked for that. */
function picture(holder, style) {
  const alt = holder.description ?? "", { url } = holder.media;
  const missing = () => make("span", { class: "missing" }, icon("picture"), make("span", {}, alt || "A picture"));
  const figure = make("figure", { class: style, title: alt || undefined });
  const isHere = url.startsWith(`${location.origin}/`);
  if (!isHere && !(/^https:/.test(url) && localStorage.getItem("pictures") === "yes")) return figure.append(missing()), figure;
  const image = make("img", { src: url, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(missing()));
  figure.append(image);
  return figure;
}

const usedInside = (message, file) => JSON.stringify(message.components ?? []).includes(file.url);

function drawFile(file) {
  if (/^image\//.test(file.content_type ?? "")) return make("div", { class: "gallery one" }, picture({ media: { url: file.url }, description: file.filename }, "picture"));
  return make("p", { class: "file" }, icon("file"), make("a", { href: file.url, target: "_blank", rel: "noopener noreferrer" }, file.filename));
}

const inside = (button) => [button.emoji?.name, button.label].filter(Boolean).join(" ");

function drawButton(button, touch) {
  if (button.style === 5) {
    return make("a", { class: "press s5", href: safe(button.url) ? button.url : undefined, target: "_blank", rel: "noopener noreferrer" }, inside(button), icon("link"));
  }
  const press = (event) => touch(event.currentTarget, "press", { custom_id: button.custom_id });
  return make("button", { class: `press s${button.style}`, type: "button", disabled: button.disabled, "data-custom-id": button.custom_id, onclick: press }, inside(button));
}

/** What can be chosen: the menu's own options, or the server's people, roles, channels. */
function options(menu) {
  const guild = guildOf(world.channel);
  const people = (guild?.members ?? []).map(({ user }) => ({ value: user.id, label: `@${personName(user)}` }));
  const roles = (guild?.roles ?? []).map((one) => ({ value: one.id, label: `@${one.name.replace(/^@/, "")}` }));
  const kinds = menu.channel_types ?? [];
  const channels = visible().filter((one) => one.guild_id === guild?.id && (kinds.length === 0 || kinds.includes(one.type)));
  return { 3: menu.options, 5: people, 6: roles, 7: [...people, ...roles], 8: channels.map((one) => ({ value: one.id, label: `#${one.name}` })) }[menu.type] ?? [];
}

function drawMenu(menu, touch) {
  const all = options(menu), most = menu.max_values ?? 1, least = menu.min_values ?? 1;
  const hint = menu.placeholder || "Make a selection";
  const chosen = new Set([...all.filter((one) => one.default).map((one) => one.value), ...(menu.default_values ?? []).map((one) => one.id)]);
  if (most > 1) {
    const label = chosen.size ? all.filter((one) => chosen.has(one.value)).map((one) => one.label).join(", ") : hint;
    const open = (event) => {
      const button = event.currentTarget;
      chooseMany(hint, all, chosen, least, most, (values) => touch(button, "choose", { custom_id: menu.custom_id, values }));
    };
    return make("button", { class: "menu", type: "button", "aria-haspopup": "dialog", "aria-label": chosen.size ? `${hint}: ${label}` : hint, disabled: menu.disabled, "data-custom-id": menu.custom_id, onclick: open }, label, icon("down"));
  }
  const select = make("select", { class: "menu", "aria-label": hint, disabled: menu.disabled, "data-custom-id": menu.custom_id },
    make("option", { value: "", disabled: least > 0, selected: chosen.size === 0 }, hint),
    ...all.map((one) => make("option", { value: one.value, selected: chosen.has(one.value) }, [one.emoji?.name, one.label, one.description && `— ${one.description}`].filter(Boolean).join(" "))));
  select.addEventListener("change", () => touch(select, "choose", { custom_id: menu.custom_id, values: select.value ? [select.value] : [] }));
  return select;
}

function drawEmbed(embed, on) {
  const element = make("div", { class: "embed" });
  if (Number.isInteger(embed.color)) element.style.setProperty("--accent-bar", `#${embed.color.toString(16).padStart(6, "0")}`);
  if (embed.title) element.append(markdown(`### ${embed.title}`, on.goTo));
  if (embed.description) element.append(markdown(embed.description, on.goTo));
  for (const field of embed.fields ?? []) element.append(markdown(`**${field.name}**\n${field.value}`, on.goTo));
  if (embed.footer?.text) element.append(make("p", { class: "quiet" }, sentence(embed.footer.text)));
  return element;
}
