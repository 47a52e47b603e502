/**
 * A picture with its text alternative and an optional caption. While its file is on the way to the server the picture
 * has no address but the id of its upload; such a figure is never part of the saved text.
 */
import { Node } from "@tiptap/core";
import { NodeSelection, Plugin, TextSelection } from "@tiptap/pm/state";
import { allowedMedia, positiveInteger } from "../html/allowList.ts";

export interface Picture {
  url: string;
  alt: string;
  caption?: string;
  width?: number;
  height?: number;
}

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    figure: {
      insertFigure: (picture: Picture) => ReturnType;
      /** Holds the place of a picture whose file is being uploaded under this id. */
      insertPendingFigure: (upload: string, alt: string) => ReturnType;
    };
  }
}

function pictureOf(element: HTMLElement): HTMLImageElement | null {
  return element.matches("img") ? (element as HTMLImageElement) : element.querySelector("img");
}

function isUsable(element: HTMLElement): boolean {
  const picture = pictureOf(element);
  return picture !== null && (allowedMedia(picture.getAttribute("src")) !== null || "upload" in picture.dataset);
}

function numberFrom(name: "width" | "height") {
  return {
    default: null,
    parseHTML: (element: HTMLElement) => positiveInteger(pictureOf(element)?.getAttribute(name)),
  };
}

export const Figure = Node.create({
  name: "figure",
  group: "block cellBlock",
  content: "text*",
  marks: "",
  isolating: true,
  defining: true,
  draggable: true,

  addAttributes() {
    return {
      src: { default: null, parseHTML: (element) => allowedMedia(pictureOf(element)?.getAttribute("src")) },
      alt: { default: "", parseHTML: (element) => pictureOf(element)?.getAttribute("alt")?.trim() ?? "" },
      width: numberFrom("width"),
      height: numberFrom("height"),
      upload: {
        default: null,
        parseHTML: (element) => pictureOf(element)?.dataset["upload"] ?? null,
        renderHTML: ({ upload }) => (upload === null ? {} : { "data-upload": upload as string }),
      },
    };
  },

  parseHTML: () => [
    {
      tag: "figure",
      getAttrs: (element) => (isUsable(element) ? null : false),
      contentElement: (element) =>
        (element as HTMLElement).querySelector("figcaption") ?? element.ownerDocument!.createElement("figcaption"),
    },
    { tag: "img", getAttrs: (element) => (isUsable(element) ? null : false) },
  ],

  renderHTML: ({ HTMLAttributes }) => ["figure", ["img", HTMLAttributes], ["figcaption", 0]],

  addCommands() {
    return {
      insertFigure:
        ({ url, alt, caption, width, height }) =>
        ({ commands }) => {
          const src = allowedMedia(url);
          if (src === null) return false;
          return commands.insertContent({
            type: this.name,
            attrs: { src, alt, width: width ?? null, height: height ?? null },
            content: caption ? [{ type: "text", text: caption }] : [],
          });
        },
      insertPendingFigure:
        (upload, alt) =>
        ({ commands }) =>
          commands.insertContent({ type: this.name, attrs: { upload, alt } }),
    };
  },

  addKeyboardShortcuts() {
    return {
      // A caption is one line: Enter goes on with the text below the picture.
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== this.name) return false;
        const after = $from.after();
        return editor
          .chain()
          .insertContentAt(after, { type: "paragraph" })
          .setTextSelection(after + 1)
          .run();
      },
      Backspace: ({ editor }) => {
        const { selection } = editor.state;
        const { $from } = selection;
        if (!(selection instanceof TextSelection) || !selection.empty) return false;
        if ($from.parent.type.name !== this.name || $from.parentOffset > 0) return false;
        return editor.commands.setNodeSelection($from.before());
      },
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          // The caption makes the figure a text block, so that a click on the picture would only place the caret.
          handleClickOn: (view, _pos, node, nodePos, event) => {
            if (node.type !== this.type || !(event.target as Element).matches("img")) return false;
            view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, nodePos)));
            return true;
          },
        },
      }),
    ];
  },
});
