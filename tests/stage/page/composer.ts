import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { h } from './dom.ts';
import { readDraft, saveDraft } from './drafts.ts';
import { addFiles, createFiles } from './files.ts';
import { className, data, testid } from './hooks.ts';
import { createModelPicker } from './models.ts';
import type { ChatState } from './store.ts';

export interface Composer {
  element: HTMLElement;
  /** A page of its own begins: an old draft comes back, anything else is gone. */
  arrive(path: string): void;
  update(state: ChatState): void;
}

interface Actions {
  send(text: string): void;
  stop(): void;
}

function buttons(actions: { send(): void; stop(): void }): {
  send: HTMLButtonElement;
  stop: HTMLButtonElement;
} {
  return {
    send: h(
      'button',
      { type: 'button', class: 'send', 'aria-label': 'Send message', ...testid('send'), click: actions.send },
      '↑',
    ),
    stop: h(
      'button',
      {
        type: 'button',
        class: 'send stop',
        'aria-label': 'Stop response',
        ...testid('stop'),
        click: actions.stop,
      },
      '■',
    ),
  };
}

interface EditorEvents {
  submit(): void;
  changed(editor: Editor): void;
}

function createEditor(element: HTMLElement, events: EditorEvents): Editor {
  return new Editor({
    element,
    extensions: [StarterKit.configure({ heading: false, link: false })],
    editorProps: {
      attributes: {
        ...testid('composer'),
        ...data('cds', 'Editor'),
        'aria-label': 'Write your prompt to Claude',
        role: 'textbox',
        'aria-multiline': 'true',
        class: 'ProseMirror',
      },
      handleKeyDown: (_view, event) => {
        if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return false;
        events.submit();
        return true;
      },
      handlePaste: (_view, event) => takesFiles(event.clipboardData),
      handleDrop: (_view, event) => takesFiles(event.dataTransfer),
    },
    onUpdate: ({ editor }) => events.changed(editor),
  });
}

function takesFiles(data: DataTransfer | null): boolean {
  const files = [...(data?.files ?? [])];
  if (files.length === 0) return false;
  void addFiles(files);
  return true;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure over the message box.
export function createComposer(actions: Actions): Composer {
  const host = h('div', { class: 'editor' });
  let running = false;
  let draftTimer = 0;
  const submit = (): void => {
    const value = editor.getText({ blockSeparator: '\n' }).trim();
    if (running || value === '') return;
    clearTimeout(draftTimer);
    saveDraft(location.pathname, null, true);
    editor.commands.clearContent();
    // Clearing counts as a change and would save the empty draft under the next address.
    clearTimeout(draftTimer);
    actions.send(value);
  };
  const { send, stop } = buttons({ send: submit, stop: actions.stop });
  const mark = (empty: boolean): void => {
    send.disabled = empty;
    host.classList.toggle(className('is-empty'), empty);
  };
  const editor = createEditor(host, {
    submit,
    changed(changedEditor) {
      mark(changedEditor.isEmpty);
      clearTimeout(draftTimer);
      const path = location.pathname;
      draftTimer = window.setTimeout(
        () => saveDraft(path, changedEditor.getJSON(), changedEditor.isEmpty),
        300,
      );
    },
  });
  const slot = h('div', { class: 'slot' }, send);
  const { input, cards } = createFiles();
  const plus = h(
    'button',
    {
      type: 'button',
      class: 'plus',
      'aria-label': 'Add files, connectors, and more',
      click: () => input.click(),
    },
    '+',
  );
  mark(true);
  return {
    element: h(
      'fieldset',
      { class: 'composer', ...data('perf-region', 'composer') },
      input,
      cards,
      host,
      h('div', { class: 'tools' }, plus, createModelPicker(), slot),
    ),
    arrive(path) {
      editor.commands.setContent((readDraft(path) ?? '') as string);
      clearTimeout(draftTimer);
      mark(editor.isEmpty);
      editor.commands.focus('end');
    },
    update(state) {
      if (state.running === running) return;
      running = state.running;
      slot.replaceChildren(running ? stop : send);
    },
  };
}
