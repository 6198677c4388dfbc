import path from 'node:path';
import { createServer, listen } from '../../api/index.ts';
import type { Hub } from '../../hub.ts';
import { runSchedules } from '../../hub-administration.ts';
import { divisionAnswers } from '../../hub-divisions.ts';
import { createGazetteerList, createHubAddresses } from '../../hub-gazetteer.ts';
import { createUploads } from '../../hub-uploads.ts';
import { cityExamples } from '../city-examples-store.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { cliErrors } from '../errors.ts';
import { hasOwnLogLevel } from '../open-log.ts';
import { demoKey, firstAdministratorKey, holdsCity, hubWithCity } from '../sample-city.ts';
import { type TryCommand, tryCommands } from '../try-commands.ts';
import { VERSION } from '../version.ts';

const LOOPBACK = /^(127\.|::1$|localhost$)/;

export const command: Command = {
  name: 'start',
  summary: { en: 'serve the hub over HTTP and run its schedules', zh: '通过 HTTP 提供服务并执行计划任务' },
  options: [{ flags: '--empty', says: { en: 'begin without the sample city', zh: '不生成示例城市' } }],
  details: {
    en: 'SANKU_HOST (127.0.0.1) and SANKU_PORT (7300) say where. The first start makes and imports a fictional city of 10,000 people.\nDepartments put their files into DATA/inbox/<department>/<feed>.<date>.<ending>; schedules take them in.',
    zh: 'SANKU_HOST（127.0.0.1）与 SANKU_PORT（7300）指定监听地址。首次启动会生成并导入 10,000 人的虚构城市。\n各部门将文件放入 DATA/inbox/<部门>/<数据>.<日期>.<扩展名>，按计划导入。',
  },
  async run(context, { options }) {
    const place = placeOf(context);
    const hub = options['empty'] === true ? await context.hub() : await hubWithCity(context);
    const administratorKey = await firstAdministratorKey(hub);
    const demo = holdsCity(context, hub) ? { key: await demoKey(context, hub), examples: await cityExamples(hub) } : undefined;
    const address = await serve(context, hub, place);
    const commands = demo === undefined ? [] : tryCommands({ examples: demo.examples, address, dataOption: dataOption(context) });
    announce(context, { address, administratorKey, demoKey: demo?.key, commands });
    // From here on it is a server: in a pipe, where nobody watches, its log says what it does.
    if (process.stderr.isTTY !== true && !hasOwnLogLevel(context.settings)) context.log.level = 'info';
    const schedules = await runSchedules(hub);
    context.onClose(() => schedules.stop());
    await context.interrupted;
    return { json: null };
  },
};

function placeOf({ settings: { environment } }: Context): { host: string; port: number } {
  const value = environment['SANKU_PORT'] ?? '7300';
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535) throw cliErrors.portWrong({ value });
  return { host: environment['SANKU_HOST'] ?? '127.0.0.1', port };
}

/** @returns the address that answers */
async function serve(context: Context, hub: Hub, place: { host: string; port: number }): Promise<string> {
  if (!LOOPBACK.test(place.host)) {
    context.say({
      en: `Warning: ${place.host} can be reached from the network, and HTTP is not encrypted. Put a proxy with TLS before it, and let only the departments' machines in.`,
      zh: `警告：${place.host} 可从网络访问，而 HTTP 未加密。请在前面部署 TLS 代理，并只允许部门的机器访问。`,
    });
  }
  const health = async () => {
    await hub.database.sql`select 1`;
    return { ready: true };
  };
  const { gate, catalogue, measure } = hub;
  const uploads = createUploads(hub);
  context.onClose(() => uploads.stop());
  await uploads.resume();
  const server = createServer({
    gate,
    catalogue,
    divisions: divisionAnswers(hub),
    addresses: createHubAddresses(hub),
    gazetteer: createGazetteerList(hub),
    uploads,
    health,
    measure,
    version: VERSION,
    log: context.log,
  });
  context.onClose(() => server.close());
  return listen(server, place);
}

interface Announcement {
  address: string;
  administratorKey: string | undefined;
  demoKey: string | undefined;
  commands: TryCommand[];
}

/** One write, so that a reader of the pipe has all of it or nothing. */
function announce(context: Context, { address, administratorKey, demoKey, commands }: Announcement): void {
  const { text, settings } = context;
  if (settings.isJson) {
    process.stdout.write(`${JSON.stringify({ ready: address, administratorKey, demoKey, commands }, null, 2)}\n`);
    return;
  }
  const say = text.bind(context);
  const lines = [`ready ${address}`];
  if (administratorKey !== undefined) {
    lines.push(
      '',
      say({
        en: "The administrator's key; it is not shown again and reads nobody's data:",
        zh: '管理员密钥，不会再次显示，且不能读取任何人的数据：',
      }),
      `  ${administratorKey}`,
    );
  }
  if (demoKey !== undefined) {
    lines.push(
      '',
      say({
        en: 'To try it, in another terminal, in this folder (the key opens the fictional city only):',
        zh: '试用：在另一个终端的本目录中运行（此密钥只能查询虚构城市）：',
      }),
    );
    lines.push(`  export SANKU_KEY=${demoKey}`);
  }
  for (const { title, curl, sanku } of commands) lines.push('', `# ${say(title)}`, curl, sanku);
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The data folder as the commands printed must name it. */
function dataOption({ settings: { dataFolder } }: Context): string {
  if (dataFolder === path.resolve('data')) return '';
  return ` --data ${/^[\w./-]+$/.test(dataFolder) ? dataFolder : `'${dataFolder}'`}`;
}
