import path from 'node:path';
import { importAreas, listAreas } from '../../hub-areas.ts';
import { type Command, textOption } from '../command.ts';
import { formatTable } from '../table.ts';

const importGrids: Command = {
  name: 'import',
  summary: { en: 'put the polygons of a GeoJSON file in force', zh: '启用 GeoJSON 文件中的多边形' },
  words: [
    {
      name: '<file>',
      says: {
        en: 'a FeatureCollection; each feature with code, name, division, owner, valid_from, valid_to',
        zh: 'FeatureCollection，要素含 code、name、division、owner、valid_from、valid_to',
      },
    },
  ],
  options: [
    {
      flags: '--crs <name>',
      says: {
        en: 'coordinate system; may be left out where the file names EPSG:4490 or 4326',
        zh: '坐标系；文件中已写明 EPSG:4490 或 4326 时可省略',
      },
      choices: ['CGCS2000', 'WGS84', 'GCJ02', 'BD09'],
    },
    { flags: '--divisions', says: { en: 'the areas of divisions, not grids', zh: '区划边界，而非网格' } },
  ],
  details: {
    en: 'They take the place of all grids (or areas) before. Every mistake is told; with any, nothing changes. Houses show them at once, in the fields grid and gridOwner. With the areas of districts, a point outside the district of its address is a finding of later deliveries.',
    zh: '取代此前全部网格（或边界）。错误全部列出；有任何错误则不作改动。房屋的 grid、gridOwner 字段随即更新。导入区县边界后，之后的交付中位于地址所属区县之外的点会被报告。',
  },
  async run(context, { words, options }) {
    const hub = await context.hub();
    const kind = options['divisions'] === true ? 'division' : 'grid';
    await context.record(hub, 'gridsImport', { kind });
    const areas = await importAreas(hub, { file: path.resolve(words[0]!), kind, crs: textOption(options, 'crs') });
    const owners = areas.filter(({ owner }) => owner === null).length;
    const text = {
      en: `${areas.length} areas in force${kind === 'grid' && owners > 0 ? `; ${owners} of them have no owner` : ''}`,
      zh: `已启用 ${areas.length} 个区域${kind === 'grid' && owners > 0 ? `，其中 ${owners} 个没有责任人` : ''}`,
    };
    return { json: { kind, areas: areas.length, withoutOwner: kind === 'grid' ? owners : 0 }, text: context.text(text) };
  },
};

const list: Command = {
  name: 'list',
  isDefault: true,
  summary: { en: 'the grids in force', zh: '现有网格' },
  options: [{ flags: '--divisions', says: { en: 'the areas of divisions, not grids', zh: '区划边界，而非网格' } }],
  async run(context, { options }) {
    const hub = await context.hub();
    await context.record(hub, 'grids');
    const areas = await listAreas(hub, options['divisions'] === true ? 'division' : 'grid');
    const titles =
      context.settings.language === 'zh'
        ? ['编码', '名称', '所属区划', '责任人', '自', '至']
        : ['code', 'name', 'division', 'owner', 'from', 'to'];
    const rows = areas.map(({ code, name, division, owner, validFrom, validTo }) => [code, name, division, owner, validFrom, validTo]);
    return { json: areas.map(({ polygons: _, ...area }) => area), text: formatTable(titles, rows) };
  },
};

export const command: Command = {
  name: 'grids',
  summary: { en: 'grids on the map: who answers for which houses', zh: '网格：谁负责哪些房屋' },
  subcommands: [importGrids, list],
};
