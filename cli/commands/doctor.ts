import type { Command } from '../command.ts';
import { examine } from '../doctor/examine.ts';
import { formatTable } from '../table.ts';

export const command: Command = {
  name: 'doctor',
  summary: { en: 'look for what is wrong around the hub, and say what to do', zh: '检查运行环境并给出处理办法' },
  details: { en: 'Changes nothing. Exit code 1 when anything is broken.', zh: '不改动任何数据。有故障时退出码为 1。' },
  options: [
    {
      flags: '--files',
      says: { en: 'read every original and hold it against its hash; takes long', zh: '逐一读取原始文件并核对哈希，耗时较长' },
    },
  ],
  async run(context, { options }) {
    const checks = await examine(context, { readsFiles: options['files'] === true });
    const { language } = context.settings;
    const json = checks.map(({ name, ok, says, fix }) => ({
      name,
      ok,
      says: says[language],
      ...(fix === undefined ? {} : { fix: fix[language] }),
    }));
    const titles = language === 'zh' ? ['', '检查', '结果'] : ['', 'check', 'result'];
    const rows = json.map(({ name, ok, says }) => [ok ? '✓' : '✗', name, says]);
    const fixes = json.flatMap(({ name, fix }) => (fix === undefined ? [] : [`${name} → ${fix}`]));
    const text = [formatTable(titles, rows), ...(fixes.length === 0 ? [] : ['', ...fixes])].join('\n');
    return { json: { ok: fixes.length === 0, checks: json }, text, exitCode: fixes.length === 0 ? 0 : 1 };
  },
};
