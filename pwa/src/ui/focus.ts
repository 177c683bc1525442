import type { Attachment } from 'svelte/attachments';

/** Put the focus on a heading when its screen appears, so that a screen reader starts there. */
export const focusHeading: Attachment<HTMLElement> = (heading) => {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  scrollTo({ top: 0 });
};
