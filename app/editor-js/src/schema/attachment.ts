/** A file to download, one unit in the line of text. Its size stands in the text, so that it reads without script. */
import { Node } from "@tiptap/core";
import { allowedMedia, ATTACHMENT_CLASS, positiveInteger } from "../html/allowList.ts";

export interface AttachmentFile {
  url: string;
  name: string;
  /** In bytes. */
  size: number;
}

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    attachment: {
      insertAttachment: (file: AttachmentFile) => ReturnType;
    };
  }
}

export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function label(name: string, size: number): string {
  return size > 0 ? `${name}（${sizeInWords(size)}）` : name;
}

export const Attachment = Node.create({
  name: "attachment",
  group: "inline",
  inline: true,
  atom: true,
  draggable: true,

  addAttributes() {
    return {
      href: { default: null, parseHTML: (element) => allowedMedia(element.getAttribute("href")) },
      name: {
        default: "",
        parseHTML: (element) => element.dataset["name"] ?? element.textContent?.trim() ?? "",
        renderHTML: ({ name }) => ({ "data-name": name as string }),
      },
      size: {
        default: 0,
        parseHTML: (element) => positiveInteger(element.dataset["size"]) ?? 0,
        renderHTML: ({ size }) => ({ "data-size": String(size) }),
      },
    };
  },

  parseHTML: () => [
    {
      tag: `a.${ATTACHMENT_CLASS}`,
      priority: 60,
      getAttrs: (element) => (allowedMedia(element.getAttribute("href")) === null ? false : null),
    },
  ],

  renderHTML: ({ node, HTMLAttributes }) => [
    "a",
    { class: ATTACHMENT_CLASS, ...HTMLAttributes },
    label(node.attrs["name"] as string, node.attrs["size"] as number),
  ],

  renderText: ({ node }) => node.attrs["name"] as string,

  addCommands() {
    return {
      insertAttachment:
        ({ url, name, size }) =>
        ({ commands }) =>
          allowedMedia(url) !== null &&
          commands.insertContent({ type: this.name, attrs: { href: allowedMedia(url), name, size } }),
    };
  },
});
