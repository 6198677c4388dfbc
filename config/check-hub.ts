import { cronMistake } from './cron.ts';
import { rawText } from './lenient.ts';
import type { Mistakes } from './mistakes.ts';
import type { YamlFile } from './yaml-file.ts';

export function checkHub(yaml: YamlFile, mistakes: Mistakes): void {
  const zone = rawText(yaml.data['timeZone']);
  if (zone !== undefined && !isTimeZone(zone)) mistakes.add('timeZoneUnknown', yaml.at(['timeZone']), { word: zone });
  checkCron(yaml, 'compareSchedule', mistakes);
}

export function checkCron(yaml: YamlFile, key: string, mistakes: Mistakes): void {
  const value = rawText(yaml.data[key]);
  const reason = value === undefined ? undefined : cronMistake(value);
  if (reason !== undefined) mistakes.add('scheduleInvalid', yaml.at([key]), { value, reason: reason.en, reasonZh: reason.zh });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
