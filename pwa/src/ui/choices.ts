import type { PictogramName } from './pictograms';

/** One answer of a radiogroup. */
export interface Choice<Value extends string> {
  value: Value;
  label: string;
  pictogram?: PictogramName | undefined;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
};

/** Arrow keys move the focus through the answers of a radiogroup, round and round; Space chooses. */
export function choiceKeys(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = STEPS[event.key];
  if (step === undefined) return;
  const answers = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')];
  const now = answers.findIndex((answer) => answer === document.activeElement);
  if (now < 0) return;
  event.preventDefault();
  answers[(now + step + answers.length) % answers.length]?.focus();
}
