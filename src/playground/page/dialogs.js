// What opens above the page: the bot's forms, choices of several, and new posts.

import { ask, make, sentence, world } from "./world.js";

const dialog = () => document.getElementById("form");

/** Opens a dialog with fields; `send` gets the form and may fail with a sentence. */
function open(title, parts, action, send) {
  const failed = make("p", { class: "failed", role: "alert" });
  const submit = async (event) => {
    event.preventDefault();
    failed.textContent = "";
    try {
      await send(event.target);
    } catch (error) { failed.textContent = sentence(error.message); }
  };
  const close = () => dialog().close();
  dialog().replaceChildren(make("h2", { id: "form-title" }, title), make("form", { onsubmit: submit }, ...parts, failed,
    make("menu", {}, make("button", { type: "button", class: "plain", onclick: close }, "Cancel"), make("button", { class: "primary" }, action))));
  dialog().showModal();
}

/** Opens a form that the bot has sent. */
export function openForm(modal, answered) {
  const fields = modal.fields.map((field) => [field.custom_id, input(field)]);
  const labels = fields.map(([, element], at) => label(modal.fields[at].label, modal.fields[at].required, element));
  const said = make("p", { class: "quiet" }, "This form goes to Daybook. Do not write passwords into it.");
  open(modal.title, [...labels, said], "Submit", async () => {
    const values = Object.fromEntries(fields.map(([name, element]) => [name, element.value]));
    const answer = await ask("submit", { person: world.person, custom_id: modal.custom_id, fields: values });
    dialog().close();
    await answered(answer);
  });
}

const label = (text, required, element) => make("label", {}, make("span", {}, text, required ? make("span", { class: "must", "aria-hidden": "true" }, " *") : null), element);

function input(field) {
  const element = make(field.paragraph ? "textarea" : "input", { placeholder: field.placeholder, required: field.required, rows: field.paragraph ? 5 : undefined });
  element.value = field.value;
  return element;
}

/** Lets somebody choose several of a menu. */
export function chooseMany(title, all, chosen, least, most, done) {
  const tick = (one) => make("label", { class: "tick" }, make("input", { type: "checkbox", value: one.value, checked: chosen.has(one.value) }), one.label);
  open(title, all.map(tick), "Choose", async (form) => {
    const values = [...form.querySelectorAll("input:checked")].map((one) => one.value);
    if (values.length < least || values.length > most) throw new Error(`choose between ${least} and ${most}, not ${values.length}`);
    dialog().close();
    done(values);
  });
}

/** Writes a forum's post, or starts a thread; `done` gets its id. */
export function startThread(parent, done) {
  const name = make("input", { required: true, maxlength: 100 }), text = make("textarea", { required: true, rows: 4, maxlength: 2000 });
  const what = parent.type === 15 ? ["New post", "Title", "Post"] : ["New thread", "Name", "Create thread"];
  open(what[0], [label(what[1], true, name), label("First message", true, text)], what[2], async () => {
    const made = await ask("thread", { person: world.person, channel: parent.id, name: name.value, text: text.value });
    dialog().close();
    done(made.channel);
  });
}
