import { defineErrors, usageError } from '../../../core/errors.ts';

export const outputErrors = defineErrors({
  linkFolderWrong: usageError(
    { en: '{folder} holds no link.', zh: '{folder} 中没有匹配结果。' },
    { en: 'Name the folder that `sanku link … --out` wrote.', zh: '请指定 `sanku link … --out` 写出的文件夹。' },
  ),
  linkInputChanged: usageError(
    { en: 'The file {file} is not the one that was linked: it was moved or changed.', zh: '文件 {file} 与匹配时不同：已被移动或修改。' },
    { en: 'Put it back, or run `sanku link` again.', zh: '请恢复该文件，或重新运行 `sanku link`。' },
  ),
  clustersUnreadable: usageError(
    { en: '{file} cannot be read as clusters: {reason}', zh: '无法将 {file} 读作聚类结果：{reason}' },
    {
      en: 'It must be CSV with the columns file,id,cluster, as `sanku link` writes it.',
      zh: '应为含 file,id,cluster 列的 CSV，与 `sanku link` 的输出一致。',
    },
  ),
  recordUnknown: usageError(
    { en: 'There is no record {record}.', zh: '没有记录 {record}。' },
    {
      en: 'Name it as clusters.csv does: its id, or file:id where several files have that id.',
      zh: '请按 clusters.csv 的写法指定：id；若多个文件都有该 id，写 文件:id。',
    },
  ),
  recordAmbiguous: usageError(
    { en: 'Several files have a record {record}: {files}.', zh: '多个文件都有记录 {record}：{files}。' },
    { en: 'Write file:id, for example {example}.', zh: '请写 文件:id，例如 {example}。' },
  ),
  clusterUnknown: usageError(
    { en: 'There is no cluster {cluster}.', zh: '没有聚类 {cluster}。' },
    { en: 'Take its number from the column cluster of clusters.csv.', zh: '请从 clusters.csv 的 cluster 列取编号。' },
  ),
});
