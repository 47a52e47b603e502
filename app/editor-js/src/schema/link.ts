/** Links. A pasted address over selected text becomes a link; a click while writing never leaves the page. */
import { Mark } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import { allowedHref, ATTACHMENT_CLASS } from "../html/allowList.ts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    link: {
      setLink: (href: string) => ReturnType;
      unsetLink: () => ReturnType;
    };
  }
}

const ADDRESS = /^(?:https?:\/\/|mailto:|tel:)\S+$/i;

export const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: null, parseHTML: (element) => allowedHref(element.getAttribute("href")) } }),
  parseHTML: () => [
    {
      tag: `a[href]:not(.${ATTACHMENT_CLASS})`,
      getAttrs: (element) => (allowedHref(element.getAttribute("href")) === null ? false : null),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],

  addCommands() {
    return {
      setLink:
        (raw) =>
        ({ commands }) => {
          const href = allowedHref(raw);
          return href !== null && commands.setMark(this.name, { href });
        },
      unsetLink:
        () =>
        ({ commands }) =>
          commands.unsetMark(this.name, { extendEmptyMarkRange: true }),
    };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            click: (_view, event) => {
              if ((event.target as Element).closest("a") !== null) event.preventDefault();
              return false;
            },
          },
          handlePaste: (view, event) => {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            if (view.state.selection.empty || !ADDRESS.test(text)) return false;
            return this.editor.commands.setLink(text);
          },
        },
      }),
    ];
  },
});
