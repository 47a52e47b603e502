/** Pictures in pasted HTML: embedded ones are uploaded, those on the author's disk or another site cannot be taken. */
import { allowedMedia, positiveInteger } from "../html/allowList.ts";

export interface PendingUpload {
  id: string;
  file: File;
}

export interface Pictures {
  uploads: PendingUpload[];
  /** Pictures that lie on the author's computer (file:), which no page may read. */
  local: number;
  /** Pictures of other sites, which may not be embedded. */
  remote: number;
}

const EMBEDDED = /^data:(image\/(?:png|jpeg|gif|webp));base64,([\s\S]+)$/i;

/** Texts that programs put where a description should be; an empty one is found by the check before submission. */
const MACHINE_ALT =
  /^(?:(?:图片|图像|图表|文本框|picture|image|img)[\s_-]*\d*|说明: .*|[a-z]:\\.*|.*\.(?:png|jpe?g|gif|bmp)|.*已自动生成)$/is;

function describedBy(image: Element): string {
  const alt = image.getAttribute("alt")?.replace(/\s+/g, " ").trim() ?? "";
  return MACHINE_ALT.test(alt) ? "" : alt;
}

function fileFrom(type: string, base64: string, number: number): File | null {
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s+/g, "")), (character) => character.charCodeAt(0));
    return new File([bytes], `粘贴的图片${number}.${type.replace("image/", "").replace("jpeg", "jpg")}`, { type });
  } catch {
    return null;
  }
}

/** The picture as it may enter the document, or null; `pictures` learns what happened. */
export function convertImage(image: Element, origin: string, pictures: Pictures): Element | null {
  const width = positiveInteger(image.getAttribute("width"));
  const height = positiveInteger(image.getAttribute("height"));
  if (width === 1 || height === 1) return null; // a counter's pixel
  const source = (image.getAttribute("src") ?? image.getAttribute("data-src") ?? "").trim();
  const result = image.ownerDocument.createElement("img");
  result.setAttribute("alt", describedBy(image));
  if (width !== null) result.setAttribute("width", String(width));
  if (height !== null) result.setAttribute("height", String(height));

  const embedded = EMBEDDED.exec(source);
  const own = allowedMedia(origin !== "" && source.startsWith(`${origin}/`) ? source.slice(origin.length) : source);
  if (embedded !== null) {
    const number = pictures.uploads.length + 1;
    const file = fileFrom(embedded[1]!.toLowerCase(), embedded[2]!, number);
    if (file === null) return null;
    const id = `paste-${number}-${file.size}`;
    pictures.uploads.push({ id, file });
    result.setAttribute("data-upload", id);
  } else if (own !== null) {
    result.setAttribute("src", own);
  } else {
    if (/^https?:/i.test(source)) pictures.remote += 1;
    else pictures.local += 1;
    return null;
  }
  return result;
}
