import { defineErrors, usageError } from '../core/errors.ts';

export const cliErrors = defineErrors({
  usageWrong: usageError(
    { en: 'The command cannot be understood: {reason}', zh: '无法理解该命令：{reasonZh}' },
    { en: 'See `sanku {command}--help`.', zh: '请查看 `sanku {command}--help`。' },
  ),
  languageUnknown: usageError(
    { en: 'The language {language} is not spoken here.', zh: '不支持语言 {language}。' },
    { en: 'Write --lang en or --lang zh.', zh: '请写 --lang en 或 --lang zh。' },
  ),
  numberWrong: usageError(
    { en: '{option} is {value}, not a whole number.', zh: '{option} 的值 {value} 不是整数。' },
    { en: 'Write a whole number, for example {option} {example}.', zh: '请写整数，例如 {option} {example}。' },
  ),
  importNothingNamed: usageError(
    { en: 'It is not said what to import.', zh: '没有说明要导入什么。' },
    {
      en: 'Name one folder laid out as <department>/<feed>.<date>.<ending>, or --source department.feed and its files; without files it is looked where its deliveries come from.',
      zh: '请指定一个按 <部门>/<数据>.<日期>.<扩展名> 存放的文件夹，或 --source 部门.数据 加文件；不写文件则到其交付来源处获取。',
    },
  ),
  importNothingFound: usageError(
    { en: 'No file in {folder} belongs to a source of this configuration.', zh: '{folder} 中没有属于本配置任何来源的文件。' },
    {
      en: 'Lay it out as <department>/<feed>.<date>.<ending>. The sources here: {sources}. Another configuration is named by --config.',
      zh: '请按 <部门>/<数据>.<日期>.<扩展名> 存放。现有来源：{sources}。可用 --config 指定其他配置。',
    },
  ),
  sourceNotConfigured: usageError(
    { en: 'There is no source {source}.', zh: '没有来源 {source}。' },
    { en: 'The sources of this configuration: {known}.{advice}', zh: '本配置的来源：{known}。{advice}' },
  ),
  dayWrong: usageError(
    { en: '{option} is {value}, not a day.', zh: '{option} 的值 {value} 不是日期。' },
    { en: 'Write it as 2026-10-01.', zh: '请写成 2026-10-01 的形式。' },
  ),
  addressFileHalf: usageError(
    {
      en: 'Of a file it must be said which column holds the addresses, and where the result goes.',
      zh: '解析文件时须同时说明地址列和输出文件。',
    },
    {
      en: 'Write: sanku address parse FILE --column NAME --out RESULT.csv; or give an address without options.',
      zh: '请写：sanku address parse 文件 --column 列名 --out 结果.csv；或只写一个地址。',
    },
  ),
  whereWrong: usageError(
    { en: 'The condition {condition} is not name=value.', zh: '条件 {condition} 不是 名称=值 的形式。' },
    {
      en: 'Write for example --where idNumber=NUMBER; repeat it for several conditions.',
      zh: '例如 --where idNumber=证件号码；多个条件重复写。',
    },
  ),
  lookupNothingAsked: usageError(
    { en: 'It is not said which {entity} is looked for.', zh: '没有说明查询哪个 {entity}。' },
    {
      en: 'Give --where name=value (or --id with an id from the hub), and --fields.',
      zh: '请给出 --where 名称=值（或 --id 标识），以及 --fields。',
    },
  ),
  optionNotFor: usageError(
    { en: '{option} cannot be used with {entity}.', zh: '{option} 不能用于 {entity}。' },
    { en: 'Leave it out, or look up {others}.', zh: '请去掉该选项，或改查 {others}。' },
  ),
  entityUnknown: usageError(
    { en: 'There is no {entity} to look up.', zh: '没有可查询的 {entity}。' },
    { en: 'Write person, company or house.', zh: '请写 person、company 或 house。' },
  ),
  exportUnknown: usageError(
    { en: 'There is nothing named {what} to export.', zh: '没有名为 {what} 的导出内容。' },
    { en: 'Write assignments, relations, cases or houses.', zh: '请写 assignments、relations、cases 或 houses。' },
  ),
  inputUnreadable: usageError(
    { en: '{file} cannot be read: {reason}.', zh: '无法读取 {file}：{reason}。' },
    { en: 'Check the path and who may read it.', zh: '请检查路径及读取权限。' },
  ),
  fileUnwritable: {
    status: 500,
    scope: 'run',
    retry: false,
    message: { en: '{file} cannot be written: {reason}.', zh: '无法写入 {file}：{reason}。' },
    fix: { en: 'Check the folder, who may write to it, and the space on its disk.', zh: '请检查文件夹、写入权限和磁盘空间。' },
  },
  grantsNotYaml: usageError(
    { en: '{file} is not YAML: {reason}', zh: '{file} 不是 YAML：{reason}' },
    { en: 'Correct the place named; JSON is YAML as well.', zh: '请更正所指位置；JSON 也是合法的 YAML。' },
  ),
  keyNotGiven: usageError(
    { en: 'No key is given.', zh: '没有提供密钥。' },
    {
      en: 'Set SANKU_KEY to a key made by `sanku keys create`.',
      zh: '请将环境变量 SANKU_KEY 设为 `sanku keys create` 生成的密钥。',
    },
  ),
  addressWrong: usageError(
    { en: '{address} is not an address of a hub.', zh: '{address} 不是数据枢纽的地址。' },
    { en: 'Write for example --to https://hub.example.', zh: '例如 --to https://hub.example。' },
  ),
  uploadUnanswered: {
    status: 502,
    scope: 'run',
    retry: true,
    message: { en: 'The hub at {hub} did not answer: {reason}.', zh: '数据枢纽 {hub} 没有应答：{reason}。' },
    fix: {
      en: 'Check the address and the network, then send the file again: what the hub has already changes nothing.',
      zh: '请检查地址和网络后重新发送：已送达的文件重复发送不改变任何数据。',
    },
  },
  uploadRefused: {
    status: 400,
    scope: 'run',
    retry: false,
    message: { en: 'The hub does not take the file: {reason}', zh: '数据枢纽不接收该文件：{reason}' },
    fix: { en: '{advice}', zh: '{advice}' },
  },
  purposeNotGiven: usageError(
    { en: 'It is not said for what the data is needed.', zh: '没有说明用途。' },
    { en: 'Give --purpose with a purpose granted to the key.', zh: '请用 --purpose 给出该密钥获准的用途。' },
  ),
  userNotGiven: usageError(
    { en: 'It is not said who asks.', zh: '没有说明操作人。' },
    { en: 'Give --user with the name or number of the person who asks.', zh: '请用 --user 给出操作人的姓名或编号。' },
  ),
  logLevelUnknown: usageError(
    { en: 'SANKU_LOG_LEVEL is {value}, not a level.', zh: 'SANKU_LOG_LEVEL 的值 {value} 不是日志级别。' },
    { en: 'Write one of {known}.', zh: '请写其中之一：{known}。' },
  ),
  portWrong: usageError(
    { en: 'SANKU_PORT is {value}, not a port.', zh: 'SANKU_PORT 的值 {value} 不是端口号。' },
    { en: 'Write a whole number from 0 to 65535; 0 takes any free port.', zh: '请写 0 到 65535 的整数；0 表示任意空闲端口。' },
  ),
  diskFull: {
    status: 507,
    scope: 'process',
    retry: true,
    message: {
      en: 'The disk is full: {free} free where {folder} lies. What was published before is unchanged.',
      zh: '磁盘已满：{folder} 所在磁盘剩余 {free}。此前已发布的数据不受影响。',
    },
    fix: {
      en: 'Free space there (and where the output goes), then run the same command again: it goes on. `sanku doctor` says how much is needed.',
      zh: '请清理该磁盘（及输出文件所在磁盘），再运行同一命令即可继续。`sanku doctor` 会给出所需空间。',
    },
  },
  restoredLogBroken: {
    status: 500,
    scope: 'process',
    retry: false,
    message: {
      en: 'The hub was restored, but its access log is broken at chain {chain}, line {sequence}.',
      zh: '数据已恢复，但访问日志在链 {chain} 第 {sequence} 行断裂。',
    },
    fix: {
      en: 'It was broken when the backup was made: run `sanku audit verify` on the hub it came from, and on earlier backups.',
      zh: '备份时日志已断裂：请在原库及更早的备份上运行 `sanku audit verify`。',
    },
  },
  commandFailed: {
    status: 500,
    scope: 'process',
    retry: true,
    message: { en: 'The command failed: {reason}', zh: '命令失败：{reason}' },
    fix: {
      en: 'Run it again with --verbose to see where; `sanku doctor` looks for causes. Nothing is left half done.',
      zh: '请加 --verbose 重新运行查看出错位置；`sanku doctor` 可查找原因。不会留下半成品数据。',
    },
  },
});
