import * as vscode from 'vscode';

/** Answer of a step whose Back button was pressed. */
export const BACK = Symbol('back');

/** Undefined: the user left. */
export type Answer<Value> = Value | typeof BACK | undefined;

export interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

export interface StepOptions {
  readonly title: string;
  readonly placeholder: string;
  /** False on the first step, which has nothing before it. */
  readonly back: boolean;
}

const BUTTONS = (back: boolean): readonly vscode.QuickInputButton[] =>
  back ? [vscode.QuickInputButtons.Back] : [];

export const pickOne = <Value>(
  choices: readonly Choice<Value>[],
  options: StepOptions,
): Promise<Answer<Value>> => {
  const pick = vscode.window.createQuickPick<Choice<Value>>();
  Object.assign(pick, {
    title: options.title,
    placeholder: options.placeholder,
    items: choices,
    buttons: BUTTONS(options.back),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  const current = choices.find((choice) => choice.picked === true);
  if (current !== undefined) pick.activeItems = [current];
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen === undefined) return;
      resolve(chosen.value);
      pick.hide();
    });
    settle(pick, resolve);
  });
};

export const pickMany = (
  choices: readonly Choice<string>[],
  options: StepOptions,
): Promise<Answer<readonly string[]>> => {
  const pick = vscode.window.createQuickPick<Choice<string>>();
  pick.canSelectMany = true;
  Object.assign(pick, {
    title: options.title,
    placeholder: options.placeholder,
    items: choices,
    selectedItems: choices.filter((choice) => choice.picked === true),
    buttons: BUTTONS(options.back),
    ignoreFocusOut: true,
  });
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map((choice) => choice.value));
      pick.hide();
    });
    settle(pick, resolve);
  });
};

export const askText = (
  options: StepOptions & {
    readonly value: string;
    /** Null when the text will do, else why not. */
    readonly problem: (text: string) => string | null;
  },
): Promise<Answer<string>> => {
  const input = vscode.window.createInputBox();
  Object.assign(input, {
    title: options.title,
    prompt: options.placeholder,
    value: options.value,
    buttons: BUTTONS(options.back),
    ignoreFocusOut: true,
  });
  return new Promise((resolve) => {
    input.onDidChangeValue((text) => (input.validationMessage = options.problem(text) ?? undefined));
    input.onDidAccept(() => {
      const problem = options.problem(input.value);
      input.validationMessage = problem ?? undefined;
      if (problem !== null) return;
      resolve(input.value);
      input.hide();
    });
    settle(input, resolve);
  });
};

/** Back and Escape; a promise that has its answer ignores what comes after. */
const settle = (
  input: vscode.QuickInput & Pick<vscode.InputBox, 'onDidTriggerButton'>,
  resolve: (answer: typeof BACK | undefined) => void,
): void => {
  input.onDidTriggerButton(() => {
    resolve(BACK);
    input.hide();
  });
  input.onDidHide(() => {
    resolve(undefined);
    input.dispose();
  });
  input.show();
};
