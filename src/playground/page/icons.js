// Small drawings, so that the page needs no font and no file for them.

const SPACE = "http://www.w3.org/2000/svg";
const PATHS = {
  text: "M10.5 3 9 21M16 3l-1.5 18M4.5 8.5h16M3.5 15.5h16",
  announcement: "M3 10v4l2 .4V19h3v-4l10 4V5L7 9.2 3 10zM20.5 9.5v5",
  forum: "M3 5h13v8H8l-3 3v-3H3zM19 9h2v8h-2v3l-3-3h-5",
  thread: "M6 4v9a3 3 0 0 0 3 3h10M15 12l4 4-4 4",
  at: "M16 8v5.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.6 7.2M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z",
  menu: "M4 6h16M4 12h16M4 18h16",
  close: "M5 5l14 14M19 5 5 19",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3.5 2",
  send: "M4 4l17 8-17 8 3-8zM7 12h8",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
  picture: "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 6M15.5 9.5h.01",
  file: "M6 2h8l5 5v15H6zM14 2v5h5",
  link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  down: "M6 9l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM9 9h6M9 13h6",
};

/** A drawing; it says nothing to a screen reader. */
export function icon(name, style = "") {
  const drawing = document.createElementNS(SPACE, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("class", `icon ${style}`.trim());
  drawing.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SPACE, "path");
  path.setAttribute("d", PATHS[name] ?? PATHS.text);
  drawing.append(path);
  return drawing;
}

/** The drawing of a channel's kind. */
export const sign = (channel) => icon({ 0: "text", 1: "at", 5: "announcement", 10: "thread", 11: "thread", 15: "forum" }[channel?.type] ?? "text");

/** Puts drawings where the page's own text asks for them. */
export function drawIcons(root = document) {
  for (const place of root.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
}
