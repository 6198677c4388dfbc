import path from 'node:path';
import { scoreHub } from '../../hub-administration.ts';
import { type Command, textOption } from '../command.ts';
import { scoreText } from '../score-text.ts';

export const command: Command = {
  name: 'score',
  summary: { en: 'hold what the hub concluded beside a truth', zh: '与真值对照，评估归并与比对的准确度' },
  options: [
    {
      flags: '--truth <folder>',
      says: { en: 'holds records.csv, for example CITY/truth/month-01', zh: '含 records.csv 的目录，例如 CITY/truth/month-01' },
      mandatory: true,
    },
  ],
  async run(context, { options }) {
    const hub = await context.hub();
    await context.record(hub, 'score');
    context.progress.show({ says: 'score' });
    const report = await scoreHub(hub, path.resolve(textOption(options, 'truth')!));
    return { json: report, text: scoreText(report, context.settings.language) };
  },
};
