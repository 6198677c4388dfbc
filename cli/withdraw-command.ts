import { withdraw as withdrawDelivery } from '../hub-administration.ts';
import { type Command, textOption } from './command.ts';
import { cliErrors } from './errors.ts';
import { reworkResult } from './rework-result.ts';

export const withdraw: Command = {
  name: 'withdraw',
  summary: { en: 'take a wrong delivery back, as if it had never come', zh: '撤回错误的交付，视同从未收到' },
  words: [{ name: '<delivery>', says: { en: 'its number, from `deliveries list`', zh: '交付编号，见 deliveries list' } }],
  options: [
    { flags: '--why <text>', says: { en: 'the reason, kept with the delivery', zh: '理由，与交付一同保存' } },
    { flags: '--who <name>', says: { en: "who withdraws; default: the system's user", zh: '撤回人；默认为系统用户' } },
  ],
  details: {
    en: 'What is served afterwards is as if the delivery had never come. Its original stays as evidence, and it stays in the list.\nTo take it in again, import the file again.',
    zh: '撤回后的数据与从未收到该交付时相同；原件保留备查，列表中仍可见。\n如需恢复，重新导入该文件即可。',
  },
  // What failed stands in the result.
  logLevel: 'error',
  async run(context, { words, options }) {
    const [text = ''] = words;
    if (!/^\d{1,15}$/.test(text)) throw cliErrors.numberWrong({ option: 'DELIVERY', value: text, example: '1' });
    const delivery = Number(text);
    const hub = await context.hub();
    await context.record(hub, 'deliveries.withdraw', { delivery });
    const by = textOption(options, 'who') ?? context.systemUser;
    const { source, asOf, ...published } = await withdrawDelivery(hub, { delivery, by, why: textOption(options, 'why') ?? '' });
    const said = {
      en: `Delivery ${delivery} of ${source}, of ${asOf}, is withdrawn.`,
      zh: `${source} 的第 ${delivery} 号交付（${asOf}）已撤回。`,
    };
    return reworkResult(context, { json: { delivery, source, asOf }, text: context.text(said), published });
  },
};
