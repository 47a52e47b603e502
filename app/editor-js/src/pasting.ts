/** Connects the clipboard and drag and drop with the cleaning of HTML and with the uploads. */
import { Extension } from "@tiptap/core";
import { Slice } from "@tiptap/pm/model";
import { Plugin, Selection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { inertHtml } from "./html/inert.ts";
import type { PendingUpload } from "./paste/images.ts";
import { cleanPastedHtml, isOwnHtml } from "./paste/clean.ts";
import type { Uploads } from "./uploads.ts";

export interface PastingOptions {
  uploads: () => Uploads;
  onNotice: (text: string) => void;
}

function filesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}

/**
 * ProseMirror pours the first pasted paragraph into the one at the caret. If that one is empty, the pasted paragraph
 * takes its place instead, so that a centred title stays centred.
 */
function replaceEmptyParagraph(view: EditorView, slice: Slice): boolean {
  const { selection, tr } = view.state;
  const { $from, empty } = selection;
  const first = slice.content.firstChild;
  const hasLayout = first?.isTextblock === true && (first.attrs["align"] != null || first.attrs["indent"] === true);
  if (!empty || !hasLayout || $from.parent.type.name !== "paragraph" || $from.parent.content.size > 0) return false;
  tr.replaceRange($from.before(), $from.after(), new Slice(slice.content, 0, 0));
  tr.setSelection(Selection.near(tr.doc.resolve(tr.mapping.map($from.after())), -1));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

export const Pasting = Extension.create<PastingOptions>({
  name: "pasting",

  addProseMirrorPlugins() {
    const { uploads, onNotice } = this.options;
    const insertFiles = (files: readonly File[]): boolean => {
      if (files.length === 0) return false;
      void uploads().insert(files);
      return true;
    };
    const settle = (pending: readonly PendingUpload[]): void => {
      for (const { id, file } of pending) void uploads().settle(id, file);
    };
    let rtf = "";
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            paste: (_view, { clipboardData }) => {
              rtf = clipboardData?.getData("text/rtf") ?? "";
              return false;
            },
          },
          transformPastedHTML: (html) => {
            if (isOwnHtml(html)) return inertHtml(html);
            const cleaned = cleanPastedHtml(html, window.location.origin, rtf);
            rtf = "";
            cleaned.notices.forEach(onNotice);
            // The places of the pictures exist once ProseMirror has inserted what this function returns.
            queueMicrotask(() => settle(cleaned.uploads));
            return cleaned.html;
          },
          // Word and Excel add a picture of the text to the clipboard: files count only where there is no text.
          handlePaste: (view, { clipboardData }, slice) => {
            const isText = clipboardData?.types.includes("text/html") === true;
            return isText ? replaceEmptyParagraph(view, slice) : insertFiles(filesIn(clipboardData));
          },
          handleDrop: (view, event, _slice, moved) => {
            const files = filesIn(event.dataTransfer);
            if (moved || files.length === 0) return false;
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
            if (place !== null) this.editor.commands.setTextSelection(place.pos);
            event.preventDefault();
            return insertFiles(files);
          },
        },
      }),
    ];
  },
});
