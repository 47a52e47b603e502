/**
 * A toolbar after the pattern of the ARIA Authoring Practices: one stop in the tab order, arrow keys inside, Home and
 * End at its ends, Escape back to the text. Buttons that cannot act now stay reachable and say so.
 */
import type { SelectionState } from "../options.ts";
import { h } from "../element.ts";
import type { Action, Desk } from "./actions.ts";
import { icon } from "./icons.ts";

/** A control of the toolbar together with what keeps it in step with the selection. */
export interface Control {
  element: HTMLButtonElement | HTMLSelectElement;
  update: (state: SelectionState) => void;
}

export interface Group {
  label: string;
  controls: readonly Control[];
}

export function actionButton(action: Action, desk: Desk): Control {
  const title = action.shortcut === undefined ? action.label : `${action.label}（${action.shortcut}）`;
  const element = h("button", { type: "button", class: "editor__button", title, "data-action": action.name });
  element.append(icon(action.icon));
  if (action.worded === true) {
    element.classList.add("editor__button--worded");
    element.append(h("span", {}, action.label));
  } else {
    element.setAttribute("aria-label", action.label);
  }
  // Keeps the selection in the text while a pointer presses the button.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", () => {
    if (element.getAttribute("aria-disabled") !== "true") action.run(desk);
  });
  return {
    element,
    update: (state) => {
      if (action.pressed !== undefined) element.setAttribute("aria-pressed", String(action.pressed(state)));
      if (action.enabled !== undefined) element.setAttribute("aria-disabled", String(!action.enabled(state)));
    },
  };
}

/** Body text or heading, the one choice among several. */
export function headingSelect(desk: Desk): Control {
  const options = [
    h("option", { value: "0" }, "正文"),
    h("option", { value: "2" }, "一级标题"),
    h("option", { value: "3" }, "二级标题"),
    h("option", { value: "4" }, "三级标题"),
  ];
  const element = h("select", { class: "editor__select", "aria-label": "段落样式", title: "段落样式" }, ...options);
  element.addEventListener("change", () => {
    const chain = desk.editor.chain().focus();
    const level = Number(element.value);
    if (level === 2 || level === 3 || level === 4) chain.setHeading({ level }).run();
    else chain.setParagraph().run();
  });
  return {
    element,
    update: (state) => {
      element.value = String(state.heading);
      element.setAttribute("aria-disabled", String(state.inTable));
      element.disabled = false;
    },
  };
}

export class Toolbar {
  readonly element: HTMLElement;
  private readonly controls: readonly Control[];

  constructor(label: string, groups: readonly Group[], returnToText: () => void) {
    this.controls = groups.flatMap((group) => group.controls);
    this.element = h("div", { class: "editor__toolbar", role: "toolbar", "aria-label": label });
    for (const { label: name, controls } of groups) {
      const elements = controls.map((control) => control.element);
      this.element.append(h("div", { class: "editor__group", role: "group", "aria-label": name }, ...elements));
    }
    this.makeCurrent(0);
    this.element.addEventListener("keydown", (event) => this.onKey(event, returnToText));
    this.element.addEventListener("focusin", (event) => {
      const index = this.controls.findIndex(({ element }) => element === event.target);
      if (index >= 0) this.makeCurrent(index);
    });
  }

  update(state: SelectionState): void {
    for (const control of this.controls) control.update(state);
  }

  focus(): void {
    this.controls.find(({ element }) => element.tabIndex === 0)?.element.focus();
  }

  private makeCurrent(index: number): void {
    this.controls.forEach(({ element }, position) => {
      element.tabIndex = position === index ? 0 : -1;
    });
  }

  private onKey(event: KeyboardEvent, returnToText: () => void): void {
    const current = this.controls.findIndex(({ element }) => element === event.target);
    const last = this.controls.length - 1;
    const targets: Record<string, number> = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (event.key === "Escape") {
      event.preventDefault();
      returnToText();
    } else if (target !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      this.controls[target]?.element.focus();
    }
  }
}
