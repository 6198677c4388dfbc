import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Command, type CommandResult, textOption } from './command.ts';
import type { Context } from './context.ts';
import { cliErrors } from './errors.ts';
import { inputUnreadable } from './input-unreadable.ts';
import { formatTable } from './table.ts';
import { sendFile, type UploadAnswer, waitForImport } from './upload-file.ts';

export const upload: Command = {
  name: 'upload',
  summary: { en: 'send a file to a hub over HTTP and wait until it is imported', zh: '通过 HTTP 将文件发送到数据枢纽并等待导入' },
  words: [
    { name: '<source>', says: { en: 'department.feed', zh: '部门.数据' } },
    { name: '<file>', says: { en: 'the delivery, as the department exports it', zh: '部门导出的交付文件' } },
  ],
  options: [
    {
      flags: '--to <address>',
      says: { en: 'where the hub answers: https://hub.example', zh: '数据枢纽地址：https://hub.example' },
      mandatory: true,
    },
    {
      flags: '--as-of <date>',
      says: {
        en: "the day for which it is true (YYYY-MM-DD); default: as in the file's name, else today",
        zh: '数据日期（YYYY-MM-DD）；默认取自文件名，否则为当日',
      },
    },
    { flags: '--no-wait', says: { en: 'end as soon as the hub has the file', zh: '发送完成即结束，不等待导入' } },
  ],
  details: {
    en: 'The key stands in SANKU_KEY; its grants must name the source under `deliver`. Broken off, nothing is kept: send it again. The same file twice changes nothing.',
    zh: '密钥放在 SANKU_KEY 中，其授权的 `deliver` 须包含该来源。中断则不保留任何内容，请重新发送。重复发送同一文件不改变任何数据。',
  },
  async run(context, { words, options }) {
    const [source, file] = words as [string, string];
    const key = context.settings.environment['SANKU_KEY'] ?? '';
    if (key === '') throw cliErrors.keyNotGiven();
    const target = { hub: addressOf(textOption(options, 'to')!), key, language: context.settings.language };
    const { size: bytes } = await stat(file).catch(inputUnreadable(file));
    context.progress.begin();
    const onSent = showSending(context, { file, bytes });
    const sent = await sendFile(target, { source, file, bytes, fileName: path.basename(file), asOf: textOption(options, 'asOf'), onSent });
    if (options['wait'] !== false && sent.status !== 'repeated') {
      context.progress.show({ says: context.text({ en: 'the hub has it and imports it', zh: '已送达，正在导入' }) });
    }
    return toResult(context, options['wait'] === false ? sent : await waitForImport(target, sent));
  },
};

function addressOf(written: string): URL {
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw cliErrors.addressWrong({ address: written });
  return url;
}

const SHOWN_EVERY = 0.1;

/** On a terminal the bar is redrawn by itself; in a pipe a line each tenth is enough. */
function showSending(context: Context, { file, bytes }: { file: string; bytes: number }): (sent: number) => void {
  const says = context.text({ en: `sending ${path.basename(file)}`, zh: `正在发送 ${path.basename(file)}` });
  let next = 0;
  return (sent) => {
    const share = bytes === 0 ? 1 : sent / bytes;
    if (share < next && share < 1) return;
    next = share + SHOWN_EVERY;
    context.progress.show({ says, share });
  };
}

const TITLES = {
  en: ['source', 'delivery', 'read', 'accepted', 'rejected', 'new', 'changed', 'absent'],
  zh: ['来源', '交付', '读取', '接受', '拒绝', '新增', '变化', '缺席'],
};
/** Of a delivery that was taken in before resolving stopped; the error stands above it. */
const NOT_PUBLISHED = { en: 'Taken in; not published yet.', zh: '已接收，尚未发布。' };
const SAYS: Record<UploadAnswer['status'], { en: string; zh: string }> = {
  received: { en: 'The hub has the file; it will be imported.', zh: '文件已送达，等待导入。' },
  importing: { en: 'The hub has the file and imports it.', zh: '文件已送达，正在导入。' },
  imported: { en: 'Imported.', zh: '已导入。' },
  repeated: { en: 'The same file was taken in before; nothing has changed.', zh: '此前已导入相同文件，数据未变。' },
  refused: { en: 'Refused.', zh: '被拒收。' },
};

function toResult(context: Context, answer: UploadAnswer): CommandResult {
  const { status, source, delivery, counts, error } = answer;
  if (error !== undefined) context.say(`${source}: ${context.text(error.message)}\n→ ${context.text(error.fix)}`);
  const row = counts && [source, delivery, counts.read, counts.accepted, counts.rejected, counts.new, counts.changed, counts.absent];
  const table = row === undefined ? '' : `${formatTable(TITLES[context.settings.language], [row])}\n`;
  const says = status === 'imported' && error !== undefined ? NOT_PUBLISHED : SAYS[status];
  return { json: answer, text: `${table}${context.text(says)}`, exitCode: status === 'refused' ? 3 : 0 };
}
