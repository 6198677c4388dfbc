/** The page of kinds, levels and features, made from their own words and examples. */
import { chosenLevels, FEATURES, featuresOfKind, KINDS, type Kind, LEVEL_FAMILIES, type LevelFamily } from '../values/index.ts';

export function matchingLevelsPage(): string {
  const kinds = Object.values(KINDS).sort(byName);
  const families = Object.values(LEVEL_FAMILIES).sort(byName);
  return `# Kinds and levels · 列的类型与比较层级

Made from the code by \`npm run docs\`; change \`values/kinds\`, \`values/levels\` and \`values/features\` and not this page. Every example is a test.
本页由 \`npm run docs\` 从代码生成，请勿直接修改；示例均为测试。

A model says of each column what **kind** it is: \`dob: date\`. The kind cleans its values, compares two of them in **levels**, strongest first, and offers
**blocking keys**, which bring records together. The first level that holds counts; *missing* and *different* stand behind all of them.
模型只需写明各列的类型；类型决定如何清洗、如何分层比较、用哪些键把记录放在一起。

* [Kinds](#kinds--列的类型): ${kinds.length}
* [Levels](#levels--比较层级): ${families.length} families
* [Features](#features--特征): ${Object.keys(FEATURES).length}, made once for each distinct value; any of them can be a blocking key, written \`column.feature\`

## Kinds · 列的类型

${kinds.map(kindSection).join('\n\n')}

## Levels · 比较层级

A family is named in a model with its settings: \`levels: [exact, {jaro-winkler: {at: [0.92]}}]\`.

${families.map(familySection).join('\n\n')}

## Features · 特征

| feature | what it holds | 含义 | used by |
| --- | --- | --- | --- |
${Object.entries(FEATURES)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, { says }]) =>
    row([
      code(name),
      says.en,
      says.zh,
      kinds
        .filter((kind) => featuresOfKind(kind).includes(name))
        .map(({ name: kind }) => kind)
        .join(', '),
    ]),
  )
  .join('\n')}
`;
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1;
}

function kindSection({ name, title, says, levels, blocking, exclusive, examples, pairs }: Kind): string {
  const keys = blocking.map(({ key }) => code(key)).join(', ') || '-';
  return `### ${name} · ${title.zh}

${says.en}
${says.zh}

Levels: ${levels.map(({ family, settings }) => `${family}${settings ? ` ${code(JSON.stringify(settings))}` : ''}`).join(', ')}. Blocking keys: ${keys}.${exclusive ? ' Two different values are two entities.' : ''}

| as it came | cleaned |
| --- | --- |
${examples.map(({ raw, value }) => row([code(raw), value === null ? '(nothing)' : code(value)])).join('\n')}

| left | right | level |
| --- | --- | --- |
${pairs.map(({ left, right, level }) => row([code(left), code(right), level ?? 'different'])).join('\n')}`;
}

function familySection({ name, title, says, settings, examples }: LevelFamily): string {
  const found = chosenLevels({ family: name });
  const levels = found?.ok ? found.value.levels : [];
  const options = Object.entries(settings.properties).map(
    ([setting, schema]) =>
      `* ${code(setting)}: ${(schema as { description?: string }).description ?? ''}${'default' in schema ? `; default ${code(JSON.stringify(schema.default))}` : ''}`,
  );
  return `### ${name} · ${title.zh}

${says.en}
${says.zh}
${options.length > 0 ? `\n${options.join('\n')}\n` : ''}
| level | holds when | 含义 |
| --- | --- | --- |
${levels.map(({ name: level, label }) => row([code(level), label.en, label.zh])).join('\n')}

| left | right | level |
| --- | --- | --- |
${examples.map((example) => row([code(example.left), code(example.right), `${example.level ?? 'none'}${example.settings ? ` with ${code(JSON.stringify(example.settings))}` : ''}`])).join('\n')}`;
}

function code(text: string): string {
  return text === '' ? '(empty)' : `\`${text}\``;
}

function row(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
