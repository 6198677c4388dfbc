import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { grantCatalogue, parseGrants } from '../../access/index.ts';
import { type Command, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { inputUnreadable } from '../input-unreadable.ts';
import { formatTable } from '../table.ts';

const create: Command = {
  name: 'create',
  summary: { en: 'make a key and show it, this once', zh: '创建密钥并显示，仅此一次' },
  options: [
    { flags: '--name <name>', says: { en: 'who will hold it', zh: '使用方名称' }, mandatory: true },
    {
      flags: '--grants <file>',
      says: { en: 'YAML: what it may see, where and for what', zh: 'YAML：可见字段、区域与用途' },
      mandatory: true,
    },
  ],
  async run(context, { options }) {
    const name = textOption(options, 'name')!;
    const written = await readYaml(textOption(options, 'grants')!);
    const hub = await context.hub();
    const grants = parseGrants(written, grantCatalogue(hub.config));
    await context.record(hub, 'keysCreate', { name });
    const made = await hub.keys.create({ name, grants });
    const note = context.text({ en: 'It is not shown again.', zh: '此密钥不会再次显示。' });
    return { json: made, text: `${made.id}\n${made.key}\n${note}` };
  },
};

const list: Command = {
  name: 'list',
  isDefault: true,
  summary: { en: 'list keys, the revoked included', zh: '列出密钥，含已吊销的' },
  async run(context) {
    const hub = await context.hub();
    await context.record(hub, 'keys');
    const keys = await hub.keys.list();
    const json = keys.map(({ id, name, grants, createdAt, revokedAt }) => ({ id, name, role: grants.role, createdAt, revokedAt, grants }));
    const titles =
      context.settings.language === 'zh' ? ['标识', '名称', '角色', '创建', '吊销'] : ['id', 'name', 'role', 'created', 'revoked'];
    const rows = json.map(({ id, name, role, createdAt, revokedAt }) => [
      id,
      name,
      role,
      createdAt.toISOString(),
      revokedAt?.toISOString(),
    ]);
    return { json, text: formatTable(titles, rows) };
  },
};

const revoke: Command = {
  name: 'revoke',
  summary: { en: 'revoke a key; in force everywhere at once', zh: '吊销密钥；立即在各处生效' },
  words: [{ name: '<key>', says: { en: 'id or name', zh: '标识或名称' } }],
  async run(context, { words }) {
    const hub = await context.hub();
    await context.record(hub, 'keysRevoke', { key: words[0]! });
    await hub.keys.revoke(words[0]!);
    return { json: { revoked: words[0] }, text: context.text({ en: `revoked: ${words[0]}`, zh: `已吊销：${words[0]}` }) };
  },
};

export const command: Command = {
  name: 'keys',
  summary: { en: "departments' keys: create, list, revoke", zh: '部门密钥：创建、列出、吊销' },
  subcommands: [create, list, revoke],
};

async function readYaml(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(inputUnreadable(file));
  try {
    return parse(text);
  } catch (error) {
    throw cliErrors.grantsNotYaml({ file, reason: (error as Error).message }, error);
  }
}
