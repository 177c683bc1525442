import type { FindingInput } from '../findings';
import type { Recording } from '../recording.svelte';

/** What every question of a recording gets. */
export interface StepProps {
  recording: Recording;
  input: FindingInput;
}
