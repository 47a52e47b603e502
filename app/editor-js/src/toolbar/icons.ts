/** The icons of the toolbars, from Lucide (ISC licence); each file carries its licence note into the bundle. */
import undo from "lucide-static/icons/undo-2.svg";
import redo from "lucide-static/icons/redo-2.svg";
import bold from "lucide-static/icons/bold.svg";
import italic from "lucide-static/icons/italic.svg";
import underline from "lucide-static/icons/underline.svg";
import superscript from "lucide-static/icons/superscript.svg";
import subscript from "lucide-static/icons/subscript.svg";
import alignLeft from "lucide-static/icons/text-align-start.svg";
import alignCenter from "lucide-static/icons/text-align-center.svg";
import alignRight from "lucide-static/icons/text-align-end.svg";
import indent from "lucide-static/icons/list-indent-increase.svg";
import bulletList from "lucide-static/icons/list.svg";
import orderedList from "lucide-static/icons/list-ordered.svg";
import quote from "lucide-static/icons/text-quote.svg";
import rule from "lucide-static/icons/minus.svg";
import link from "lucide-static/icons/link.svg";
import image from "lucide-static/icons/image.svg";
import attachment from "lucide-static/icons/paperclip.svg";
import table from "lucide-static/icons/table.svg";
import clear from "lucide-static/icons/remove-formatting.svg";
import typeset from "lucide-static/icons/wand-sparkles.svg";
import word from "lucide-static/icons/file-input.svg";
import rowBefore from "lucide-static/icons/arrow-up-to-line.svg";
import rowAfter from "lucide-static/icons/arrow-down-to-line.svg";
import columnBefore from "lucide-static/icons/arrow-left-to-line.svg";
import columnAfter from "lucide-static/icons/arrow-right-to-line.svg";
import deleteRow from "lucide-static/icons/table-rows-split.svg";
import deleteColumn from "lucide-static/icons/table-columns-split.svg";
import merge from "lucide-static/icons/table-cells-merge.svg";
import split from "lucide-static/icons/table-cells-split.svg";
import headerRow from "lucide-static/icons/panel-top.svg";
import headerColumn from "lucide-static/icons/panel-left.svg";
import caption from "lucide-static/icons/captions.svg";
import deleteTable from "lucide-static/icons/trash-2.svg";

const SOURCES = {
  undo,
  redo,
  bold,
  italic,
  underline,
  superscript,
  subscript,
  alignLeft,
  alignCenter,
  alignRight,
  indent,
  bulletList,
  orderedList,
  quote,
  rule,
  link,
  image,
  attachment,
  table,
  clear,
  typeset,
  word,
  rowBefore,
  rowAfter,
  columnBefore,
  columnAfter,
  deleteRow,
  deleteColumn,
  merge,
  split,
  headerRow,
  headerColumn,
  caption,
  deleteTable,
};

export type IconName = keyof typeof SOURCES;

/** The icon as an element that screen readers pass over: the button around it has a name. */
export function icon(name: IconName): SVGElement {
  const parsed = new DOMParser().parseFromString(SOURCES[name], "image/svg+xml").documentElement;
  const svg = document.importNode(parsed, true) as unknown as SVGElement;
  svg.setAttribute("class", "editor__icon");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("focusable", "false");
  return svg;
}
