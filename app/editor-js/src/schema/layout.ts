/** Alignment and first line indent of paragraphs and headings: classes, because the policy forbids inline styles. */
import { Extension } from "@tiptap/core";
import { type Align, alignClass, alignOf, INDENT_CLASS, SIGNATURE_CLASS } from "../html/allowList.ts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    layout: {
      /** Aligns the selected blocks; null is the normal alignment to the left. */
      setAlign: (align: Align | null) => ReturnType;
      toggleIndent: () => ReturnType;
    };
  }
}

const BLOCKS = ["paragraph", "heading"];

export const Layout = Extension.create({
  name: "layout",

  addGlobalAttributes() {
    return [
      {
        types: BLOCKS,
        attributes: {
          align: {
            default: null,
            parseHTML: alignOf,
            renderHTML: ({ align }) => (align === null ? {} : { class: alignClass(align as Align) }),
          },
        },
      },
      {
        types: ["paragraph"],
        attributes: {
          indent: {
            default: false,
            parseHTML: (element: HTMLElement) => element.classList.contains(INDENT_CLASS),
            renderHTML: ({ indent }) => (indent === true ? { class: INDENT_CLASS } : {}),
          },
          // Only as long as the line stays at the right: a new alignment ends it.
          signature: {
            default: false,
            parseHTML: (element: HTMLElement) => element.classList.contains(SIGNATURE_CLASS),
            renderHTML: ({ signature, align }) =>
              signature === true && align === "right" ? { class: SIGNATURE_CLASS } : {},
          },
        },
      },
    ];
  },

  addCommands() {
    return {
      setAlign:
        (align) =>
        ({ commands }) =>
          BLOCKS.map((type) => commands.updateAttributes(type, { align })).some(Boolean),
      toggleIndent:
        () =>
        ({ commands, editor }) =>
          commands.updateAttributes("paragraph", { indent: !editor.isActive("paragraph", { indent: true }) }),
    };
  },
});
