import { defineErrors, type ErrorEntry } from '../core/errors.ts';

/** A refusal of one request: nothing but the request is spoilt. */
function refusal(status: number, message: ErrorEntry['message'], fix: ErrorEntry['fix']): ErrorEntry {
  return { status, scope: 'record', retry: status === 429 || status === 503, message, fix };
}

export const accessErrors = defineErrors({
  unauthenticated: refusal(
    401,
    { en: 'The key is missing, unknown or revoked.', zh: '未提供密钥，或密钥无效、已吊销。' },
    {
      en: 'Send "Authorization: Bearer KEY" with a key from `sanku keys create`.',
      zh: '请在请求头 Authorization: Bearer 中填写 sanku keys create 生成的密钥。',
    },
  ),
  purposeMissing: refusal(
    400,
    { en: 'No purpose is named.', zh: '没有说明用途。' },
    {
      en: 'Send the header X-Sanku-Purpose with one of the purposes granted to the key.',
      zh: '请在请求头 X-Sanku-Purpose 中填写该密钥获准的用途。',
    },
  ),
  userMissing: refusal(
    400,
    { en: 'The acting user is not named.', zh: '没有说明操作人。' },
    {
      en: 'Send the header X-Sanku-User with the name or number of the person who asks.',
      zh: '请在请求头 X-Sanku-User 中填写操作人的姓名或编号。',
    },
  ),
  rateExceeded: refusal(
    429,
    { en: 'The key may ask {perMinute} times a minute.', zh: '该密钥每分钟最多可查询 {perMinute} 次。' },
    { en: 'Wait {retryAfter} s, or ask the administrator for a higher rate.', zh: '请等待 {retryAfter} 秒，或向管理员申请更高的频率。' },
  ),
  roleNotGranted: refusal(
    403,
    { en: 'A key with the role {role} may not ask this.', zh: '角色为 {role} 的密钥不能访问此接口。' },
    { en: 'Ask the administrator for a key with one of these roles: {needed}.', zh: '请向管理员申请角色为 {needed} 的密钥。' },
  ),
  entityNotGranted: refusal(
    403,
    { en: 'The key may not read {entity}.', zh: '该密钥无权查询 {entity}。' },
    { en: 'Ask the administrator for a key with `entities.{entity}`.', zh: '请向管理员申请含 entities.{entity} 的密钥。' },
  ),
  searchNotGranted: refusal(
    403,
    {
      en: 'The key may not search {entity} by {attributes}; it may by {granted}.',
      zh: '该密钥不能按 {attributes} 查询 {entity}；可用的组合：{granted}。',
    },
    { en: 'Search by a granted combination, exactly.', zh: '请严格按获准的组合查询。' },
  ),
  fieldsMissing: refusal(
    400,
    { en: 'No fields are named.', zh: '没有指明字段。' },
    { en: 'Name the fields you need in `fields`; "id" is always allowed.', zh: '请在 fields 中写明所需字段；id 总是允许。' },
  ),
  fieldUnknown: refusal(
    400,
    { en: '{entity} has no field {field}.', zh: '{entity} 没有字段 {field}。' },
    { en: 'Its fields are: {known}.', zh: '可用字段：{known}。' },
  ),
  fieldNotGranted: refusal(
    403,
    { en: 'The key may not read the field {field} of {entity}.', zh: '该密钥无权读取 {entity} 的字段 {field}。' },
    { en: 'Leave it out, or ask the administrator for it.', zh: '请去掉该字段，或向管理员申请。' },
  ),
  regionNotGranted: refusal(
    403,
    { en: 'The key has no region in which it may read.', zh: '该密钥没有获准的区域。' },
    { en: 'Ask the administrator for `regions`.', zh: '请向管理员申请 regions。' },
  ),
  purposeNotGranted: refusal(
    403,
    {
      en: 'The key may not be used for the purpose {purpose}; granted: {granted}.',
      zh: '该密钥不能用于 {purpose}；获准的用途：{granted}。',
    },
    {
      en: 'Name the purpose you really have, if it is granted; otherwise ask the administrator.',
      zh: '如实填写获准的用途；否则请向管理员申请。',
    },
  ),
  relationNotGranted: refusal(
    403,
    { en: 'The key may not list {relation}.', zh: '该密钥无权列出 {relation}。' },
    { en: 'Ask the administrator for `relations: [{relation}]`.', zh: '请向管理员申请 relations: [{relation}]。' },
  ),
  sourceNotGranted: refusal(
    403,
    { en: 'The key may not ask by records of {source}.', zh: '该密钥无权按 {source} 的记录查询。' },
    { en: 'Ask the administrator for `records: [{source}]`.', zh: '请向管理员申请 records: [{source}]。' },
  ),
  deliveryNotGranted: refusal(
    403,
    { en: 'The key may not deliver {source}.', zh: '该密钥无权交付 {source}。' },
    { en: 'Ask the administrator for a key with `deliver: [{source}]`.', zh: '请向管理员申请含 deliver: [{source}] 的密钥。' },
  ),
  caseNotGranted: refusal(
    403,
    { en: 'The key may not read cases of {comparison}.', zh: '该密钥无权读取 {comparison} 的疑点。' },
    { en: 'Ask the administrator for `cases: [{comparison}]`.', zh: '请向管理员申请 cases: [{comparison}]。' },
  ),
  valueUnusable: refusal(
    400,
    { en: 'The value given for {attribute} cannot be used: {findings}.', zh: '{attribute} 的值无法使用：{findings}。' },
    { en: 'Correct the value and ask again.', zh: '请改正后重新查询。' },
  ),
  cursorUnusable: refusal(
    400,
    { en: '`after` is not a place in this list.', zh: 'after 不是该列表中的位置。' },
    { en: 'Send the `next` of the page before, unchanged, or leave it out.', zh: '请原样填写上一页返回的 next，或不填。' },
  ),
  notFound: refusal(
    404,
    { en: 'There is nothing under this id that the key may see.', zh: '该标识下没有此密钥可见的内容。' },
    { en: "Check the id; what lies outside the key's region answers the same.", zh: '请检查标识；区域之外的内容同样如此答复。' },
  ),
  tooManyHits: refusal(
    422,
    { en: 'More than {limit} match; none is shown.', zh: '符合条件的超过 {limit} 条，不予显示。' },
    {
      en: 'Ask more precisely: a number, or a name with a birth date or address.',
      zh: '请使用更精确的条件，例如证件号码，或姓名加出生日期或地址。',
    },
  ),
  auditUnavailable: refusal(
    503,
    { en: 'The access log cannot be written, so nothing is answered.', zh: '访问日志无法写入，因此不予答复。' },
    {
      en: 'Try again shortly; if it lasts, the administrator should look at the database and its disk.',
      zh: '请稍后重试；如持续出现，请管理员检查数据库及磁盘。',
    },
  ),
  grantsUnusable: refusal(
    400,
    { en: 'The grants cannot be used:\n{problems}', zh: '授权内容无法使用：\n{problems}' },
    { en: 'Correct each line and create the key again.', zh: '请逐条改正后重新创建密钥。' },
  ),
  keyNameTaken: refusal(
    409,
    { en: 'There is a key named {name} already.', zh: '已存在名为 {name} 的密钥。' },
    {
      en: 'Choose another name; a revoked key keeps its name, so that the log stays readable.',
      zh: '请换一个名称；已吊销的密钥仍占用其名称，以便日志可读。',
    },
  ),
  subjectUnknown: refusal(
    404,
    { en: 'No person, company or house ever had the id {id}.', zh: '从未有标识为 {id} 的人、法人或房屋。' },
    {
      en: 'Check the id; it is p-, c- or h-, a number and a letter, as look-ups and exports have it.',
      zh: '请核对标识：形如 p-、c- 或 h- 加数字和一位字母，见查询结果或导出文件。',
    },
  ),
  keyUnknown: refusal(
    404,
    { en: 'There is no key {key}.', zh: '没有密钥 {key}。' },
    { en: 'See `sanku keys list`.', zh: '请查看 sanku keys list。' },
  ),
});
