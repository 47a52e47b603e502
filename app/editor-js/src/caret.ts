/**
 * Keeps the editor's idea of the caret in step with what the author sees. The browser moves a caret at once and tells
 * of it later; on a busy machine the next key comes first, and Enter would act on a selection that is no longer there.
 */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";

/** What a key reports that belongs to an input method. */
const OF_INPUT_METHOD = 229;

export const Caret = Extension.create({
  name: "caret",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          keydown: (_view, event) => {
            const composing = event.isComposing || event.keyCode === OF_INPUT_METHOD;
            if (!composing) document.dispatchEvent(new Event("selectionchange"));
            return false;
          },
        },
      },
    }),
  ],
});
