/**
 * Pictures that Word and WPS put on the clipboard. Their HTML only names files on the author's disk, which no page may
 * read, but the RTF beside it holds the same pictures in the same order as hexadecimal text.
 */

const PICTURE = "{\\pict";
/** Word repeats each picture for old readers; those copies must not be counted. */
const FOR_OLD_READERS = /\{\\nonshppict\s*$/;

/** Data addresses in the order of the document; null for formats that no browser shows, such as EMF. */
export function rtfPictures(rtf: string): (string | null)[] {
  const pictures: (string | null)[] = [];
  for (let start = rtf.indexOf(PICTURE); start !== -1; start = rtf.indexOf(PICTURE, start + PICTURE.length)) {
    const isCopy = FOR_OLD_READERS.test(rtf.slice(Math.max(0, start - 20), start));
    const isPicture = !/[a-z]/i.test(rtf.charAt(start + PICTURE.length)); // not \picture or the like
    if (!isCopy && isPicture) pictures.push(pictureIn(ownText(rtf, start)));
  }
  return pictures;
}

/** The text of the group that opens at `start`, without the groups inside it: those hold properties. */
function ownText(rtf: string, start: number): string {
  let text = "";
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < rtf.length; at += 1) {
    const character = rtf.charAt(at);
    if (character !== "{" && character !== "}") continue;
    if (depth === 1) text += `${rtf.slice(from, at)} `;
    depth += character === "{" ? 1 : -1;
    from = at + 1;
    if (depth === 0) break;
  }
  return text;
}

function pictureIn(body: string): string | null {
  const type = /\\pngblip\b/.test(body) ? "image/png" : /\\jpegblip\b/.test(body) ? "image/jpeg" : null;
  // What is left without control words is the picture.
  const hex = body.replace(/\\[a-z]+-?\d* ?/gi, "").replace(/\s+/g, "");
  return type !== null && /^[0-9a-f]+$/i.test(hex) && hex.length % 2 === 0
    ? `data:${type};base64,${base64(hex)}`
    : null;
}

function base64(hex: string): string {
  let bytes = "";
  for (let at = 0; at < hex.length; at += 2) bytes += String.fromCharCode(Number.parseInt(hex.slice(at, at + 2), 16));
  return btoa(bytes);
}

/** Puts the pictures into the HTML. Only if their numbers agree: a wrong picture is worse than a missing one. */
export function embedPictures(root: ParentNode, rtf: string): void {
  const images = [...root.querySelectorAll("img")].filter((image) => /^file:/i.test(image.getAttribute("src") ?? ""));
  if (images.length === 0 || rtf === "") return;
  const pictures = rtfPictures(rtf);
  if (pictures.length !== images.length) return;
  images.forEach((image, index) => {
    const picture = pictures[index];
    if (picture != null) image.setAttribute("src", picture);
  });
}
