/**
 * Tables with merged cells, header cells and a caption. Rows stay flat while writing; thead, tbody and scope are put
 * in place when the text leaves the editor (see html/publicHtml.ts). A cell holds text, lists and pictures, no table.
 */
import { Node } from "@tiptap/core";
import { Table as BaseTable, TableRow } from "@tiptap/extension-table";
import { positiveInteger } from "../html/allowList.ts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    tableCaption: {
      setTableCaption: (caption: string) => ReturnType;
    };
  }
}

function spanAttribute(name: "colspan" | "rowspan", most: number) {
  return {
    default: 1,
    parseHTML: (element: HTMLElement) => Math.min(positiveInteger(element.getAttribute(name)) ?? 1, most),
    renderHTML: (attributes: Record<string, unknown>) =>
      attributes[name] === 1 ? {} : { [name]: String(attributes[name]) },
  };
}

function cell(name: "tableCell" | "tableHeader", tag: "td" | "th") {
  return Node.create({
    name,
    content: "cellBlock+",
    tableRole: tag === "td" ? "cell" : "header_cell",
    isolating: true,
    addAttributes: () => ({
      colspan: spanAttribute("colspan", 100),
      rowspan: spanAttribute("rowspan", 1000),
      // prosemirror-tables keeps a column width on every cell; ours are laid out by the style sheet.
      colwidth: { default: null, rendered: false, parseHTML: () => null },
    }),
    parseHTML: () => [{ tag }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
  });
}

export const TableCell = cell("tableCell", "td");
export const TableHeader = cell("tableHeader", "th");

export const Table = BaseTable.extend({
  addAttributes: () => ({
    caption: {
      default: "",
      rendered: false,
      parseHTML: (element: HTMLElement) =>
        element.querySelector(":scope > caption")?.textContent?.replace(/\s+/g, " ").trim() ?? "",
    },
  }),

  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],

  addNodeView: () => null,

  renderHTML: ({ node }) => {
    const caption = node.attrs["caption"] as string;
    return caption === ""
      ? ["table", ["tbody", 0]]
      : ["table", ["caption", { contenteditable: "false" }, caption], ["tbody", 0]];
  },

  addCommands() {
    return {
      ...this.parent?.(),
      setTableCaption:
        (caption) =>
        ({ commands }) =>
          commands.updateAttributes(this.name, { caption: caption.trim() }),
    };
  },
});

export { TableRow };
