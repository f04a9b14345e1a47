// A message as an element: who, when, what, and what can be pressed.

import { ask, guildOf, make, person, personName, visible, world } from "./world.js";
import { markdown } from "./markdown.js";

const PRIVATE = 1 << 6, THINKING = 1 << 7;
const COLOURS = ["#6b7fa8", "#8a6d3b", "#4f7d68", "#8c5a7a", "#5e6b3a"];

/** `on` has goTo(channel), answered(answer), dismissed(). */
export function draw(message, follows, on) {
  const flags = message.flags ?? 0;
  const mine = message.mentions.some((user) => user.id === world.person) || message.mention_everyone || heldRoles().some((id) => message.mention_roles.includes(id));
  const article = make("article", { class: ["message", follows && "follows", flags & PRIVATE && "private", mine && "pinged"].filter(Boolean).join(" "), "aria-label": `Message from ${personName(message.author)}` });
  article.append(follows ? make("span") : avatar(message.author));
  const body = make("div", { class: "body" });
  const used = message.interaction_metadata;
  if (used?.name) body.append(make("p", { class: "used" }, "↱ ", make("b", {}, personName(used.user)), ` used /${used.name}`));
  if (!follows) body.append(byline(message));
  if (flags & THINKING) body.append(make("p", { class: "thinking", role: "status" }, `${personName(message.author)} is thinking…`));
  if (message.content) body.append(markdown(message.content, on.goTo));
  for (const embed of message.embeds) body.append(drawEmbed(embed, on));
  for (const file of message.attachments) body.append(make("p", { class: "file" }, `📎 ${file.filename}`));
  const touch = toucher(message, body, on);
  for (const component of message.components ?? []) body.append(drawComponent(component, touch, on));
  if (message.edited_timestamp) body.append(make("span", { class: "edited" }, "(edited)"));
  if (flags & PRIVATE) body.append(privateFoot(message, on));
  article.append(body);
  return article;
}

function heldRoles() {
  const members = guildOf(world.channel)?.members ?? [];
  return members.find((member) => member.user.id === world.person)?.roles ?? [];
}

function avatar(user) {
  const element = make("span", { class: user.bot ? "avatar bot" : "avatar", "aria-hidden": "true" }, personName(user)[0]);
  if (!user.bot) element.style.background = COLOURS[Number(BigInt(user.id) >> 22n) % COLOURS.length];
  return element;
}

function byline(message) {
  const date = new Date(message.timestamp);
  return make("p", { class: "by" }, make("b", {}, personName(message.author)),
    message.author.bot ? make("span", { class: "tag" }, "APP") : null,
    make("time", { datetime: message.timestamp, title: date.toLocaleString() }, date.toLocaleTimeString(undefined, { timeStyle: "short" })),
    (message.flags ?? 0) & 1 ? make("span", { class: "edited" }, "Published") : null);
}

function privateFoot(message, on) {
  const dismiss = async () => {
    await ask("dismiss", { person: world.person, message: message.id }).catch(() => {});
    on.dismissed();
  };
  return make("p", { class: "foot" }, "👁 Only you can see this · ", make("button", { type: "button", onclick: dismiss }, "Dismiss"));
}

/** Sends a press or a choice, and says below the message if it failed. */
function toucher(message, body, on) {
  return async (element, path, sent) => {
    body.querySelector(".failed")?.remove();
    element.classList.add("busy");
    element.setAttribute("aria-busy", "true");
    try {
      on.answered(await ask(path, { person: world.person, message: message.id, ...sent }), element);
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
    case 13: return make("p", { class: "file" }, `📎 ${component.file.url.split("/").at(-1)}`);
    case 14: return make("hr", { class: ["separator", component.divider !== false && "line", component.spacing === 2 && "wide"].filter(Boolean).join(" ") });
    case 17: return container(component, inside());
    default: return make("p", { class: "file" }, `A component of type ${component.type}, which this page does not draw`);
  }
}

function container(component, inside) {
  const accented = Number.isInteger(component.accent_color);
  const element = make("div", { class: ["container", accented && "accented", component.spoiler && "spoiler"].filter(Boolean).join(" ") }, ...inside);
  if (accented) element.style.borderLeftColor = `#${component.accent_color.toString(16).padStart(6, "0")}`;
  return element;
}

function picture(holder, style) {
  const alt = holder.description ?? "", url = holder.media.url;
  const missing = () => make("span", { class: "missing" }, alt || "a picture");
  const figure = make("figure", { class: style, title: alt || undefined });
  if (!/^https?:/.test(url)) return figure.append(missing()), figure;
  const image = make("img", { src: url, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(missing()));
  figure.append(image);
  return figure;
}

function drawButton(button, touch) {
  const inside = [button.emoji?.name, button.label].filter(Boolean).join(" ");
  if (button.style === 5) {
    const safe = /^(https?|discord):\/\//.test(button.url);
    return make("a", { class: "press s5", href: safe ? button.url : undefined, target: "_blank", rel: "noopener noreferrer" }, `${inside} ↗`);
  }
  const press = (event) => touch(event.currentTarget, "press", { custom_id: button.custom_id });
  return make("button", { class: `press s${button.style}`, type: "button", disabled: button.disabled, "data-custom-id": button.custom_id, onclick: press }, inside);
}

/** What can be chosen: the menu's own options, or the server's people, roles, channels. */
function options(menu) {
  const guild = guildOf(world.channel);
  const people = (guild?.members ?? []).map(({ user }) => ({ value: user.id, label: `@${personName(user)}` }));
  const roles = (guild?.roles ?? []).map((one) => ({ value: one.id, label: `@${one.name.replace(/^@/, "")}` }));
  const kinds = menu.channel_types ?? [];
  const channels = visible().filter((one) => one.guild_id && (kinds.length === 0 || kinds.includes(one.type)));
  return { 3: menu.options, 5: people, 6: roles, 7: [...people, ...roles], 8: channels.map((one) => ({ value: one.id, label: `#${one.name}` })) }[menu.type] ?? [];
}

function drawMenu(menu, touch) {
  const all = options(menu), most = menu.max_values ?? 1, least = menu.min_values ?? 1;
  const hint = menu.placeholder || "Make a selection";
  const chosen = new Set([...all.filter((one) => one.default).map((one) => one.value), ...(menu.default_values ?? []).map((one) => one.id)]);
  if (most > 1) {
    const label = chosen.size ? all.filter((one) => chosen.has(one.value)).map((one) => one.label).join(", ") : hint;
    const open = (event) => chooseMany(menu, all, chosen, least, most, hint, (values) => touch(event.target, "choose", { custom_id: menu.custom_id, values }));
    return make("button", { class: "menu", type: "button", "aria-haspopup": "dialog", disabled: menu.disabled, onclick: open }, `${label} ▾`);
  }
  const select = make("select", { class: "menu", "aria-label": hint, disabled: menu.disabled, "data-custom-id": menu.custom_id },
    make("option", { value: "", disabled: least > 0, selected: chosen.size === 0 }, hint),
    ...all.map((one) => make("option", { value: one.value, selected: chosen.has(one.value) }, [one.emoji?.name, one.label, one.description && `— ${one.description}`].filter(Boolean).join(" "))));
  select.addEventListener("change", () => touch(select, "choose", { custom_id: menu.custom_id, values: select.value ? [select.value] : [] }));
  return select;
}

function chooseMany(menu, all, chosen, least, most, hint, done) {
  const dialog = document.getElementById("form");
  const ticks = all.map((one) => make("label", { class: "tick" }, make("input", { type: "checkbox", value: one.value, checked: chosen.has(one.value) }), one.label));
  const send = (event) => {
    event.preventDefault();
    const values = [...dialog.querySelectorAll("input:checked")].map((tick) => tick.value);
    if (values.length < least || values.length > most) return;
    dialog.close();
    done(values);
  };
  dialog.replaceChildren(make("h2", { id: "form-title" }, hint), make("form", { onsubmit: send }, ...ticks,
    make("menu", {}, make("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), make("button", { class: "primary" }, "Choose"))));
  dialog.showModal();
}

function drawEmbed(embed, on) {
  const element = make("div", { class: "embed" });
  if (Number.isInteger(embed.color)) element.style.borderLeft = `4px solid #${embed.color.toString(16).padStart(6, "0")}`;
  if (embed.title) element.append(markdown(`### ${embed.title}`, on.goTo));
  if (embed.description) element.append(markdown(embed.description, on.goTo));
  for (const field of embed.fields ?? []) element.append(markdown(`**${field.name}**\n${field.value}`, on.goTo));
  if (embed.footer?.text) element.append(make("p", { class: "quiet" }, embed.footer.text));
  return element;
}

/** Opens a form that the bot has sent. */
export function openForm(modal, answered) {
  const dialog = document.getElementById("form");
  const failed = make("p", { class: "failed", role: "alert" });
  const fields = modal.fields.map((field) => [field.custom_id, input(field)]);
  const send = async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(fields.map(([name, element]) => [name, element.value]));
    try {
      const answer = await ask("submit", { person: world.person, custom_id: modal.custom_id, fields: values });
      dialog.close();
      answered(answer);
    } catch (error) { failed.textContent = error.message; }
  };
  const labels = fields.map(([, element], at) => make("label", {}, modal.fields[at].label + (modal.fields[at].required ? " *" : ""), element));
  dialog.replaceChildren(make("h2", { id: "form-title" }, modal.title), make("form", { onsubmit: send }, ...labels, failed,
    make("menu", {}, make("button", { type: "button", onclick: () => dialog.close() }, "Cancel"), make("button", { class: "primary" }, "Submit"))));
  dialog.showModal();
}

function input(field) {
  const element = make(field.paragraph ? "textarea" : "input", { placeholder: field.placeholder, required: field.required, rows: field.paragraph ? 5 : undefined });
  element.value = field.value;
  return element;
}
