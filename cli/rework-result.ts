import type { Published } from '../hub.ts';
import type { CommandResult } from './command.ts';
import type { Context } from './context.ts';
import { publishedText } from './import-text.ts';

/** What a withdrawal or another reading did, and what was published of it. */
export function reworkResult(
  context: Context,
  { json, text, published }: { json: object; text: string; published: Published },
): CommandResult {
  const { publish, comparisons, comparisonError } = published;
  if (comparisonError !== undefined) context.say(`${context.text(comparisonError.message)}\n→ ${context.text(comparisonError.fix)}`);
  return {
    json: { ...json, published: publish.published, entities: publish.entities, comparisons },
    text: `${text}\n\n${publishedText(published, context.settings.language)}`,
    exitCode: comparisonError === undefined ? 0 : 3,
  };
}
