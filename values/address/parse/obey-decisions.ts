/** What stewards decided of names, applied to the parts however they were found. */
import { LEARNED_KINDS, type LearnedNames, withoutLanes } from './learned-names.ts';
import { addFinding, type Reading } from './reading.ts';

export function obeyDecisions(reading: Reading, learned: LearnedNames): void {
  for (const part of reading.parts) {
    const kind = LEARNED_KINDS.find((one) => one === part.level);
    if (kind === undefined || part.start === null) continue;
    const name = kind === 'road' ? withoutLanes(part.value) : part.value;
    const decision = learned.decision({ kind, name, division: reading.divisionCode });
    if (decision === undefined) continue;
    if (decision === null) {
      part.level = 'poi';
      addFinding(reading, 'nameRejected', part.text);
    } else {
      part.value = decision + part.value.slice(name.length);
      addFinding(reading, 'nameRenamed', part.text);
    }
  }
}
