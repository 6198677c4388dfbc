/** Words that headers use, in Chinese, English and the initials of pinyin, and what they mean. */

/** The commonest surnames, and those of two characters: of names drawn at random, nine in ten begin with one of them. */
export const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
  ...['欧阳', '司马', '上官', '诸葛', '东方', '皇甫', '尉迟', '公孙', '慕容', '司徒'],
].join('|');

/** What a column is about; the attribute it may feed, by the entity. */
export type Meaning =
  | 'idNumber'
  | 'name'
  | 'formerName'
  | 'sex'
  | 'birthDate'
  | 'nation'
  | 'education'
  | 'maritalStatus'
  | 'phone'
  | 'socialSecurityNo'
  | 'hukouStatus'
  | 'creditCode'
  | 'registrationNo'
  | 'taxId'
  | 'companyName'
  | 'companyStatus'
  | 'establishedOn'
  | 'cancelledOn'
  | 'representative'
  | 'capital'
  | 'dwellingCode'
  | 'area'
  | 'floors'
  | 'usage'
  | 'quantity'
  | 'number'
  | 'coordinate'
  | 'staff'
  | 'registered'
  | 'living'
  | 'owning'
  | 'renting'
  | 'registeredAddress'
  | 'operatingAddress'
  | 'taxAddress'
  | 'estateAddress'
  | 'from'
  | 'to';

/** The first that matches is meant. */
const WORDS: [Meaning, RegExp][] = [
  ['coordinate', /经度|纬度|坐标|longitude|latitude/i],
  ['staff', /员$|经办|走访人|worker|officer$|clerk|operator/i],
  ['formerName', /曾用名|former ?name|^CYM$/i],
  ['representative', /法定代表人|法人代表|负责人|representative|^FDDBR/i],
  ['socialSecurityNo', /社会?保障?(卡)?号|social.?security.?n/i],
  ['taxId', /纳税人识别号|税号|tax.?(id|no)|^NSRSBH$/i],
  ['creditCode', /信用代码|credit.?code|^(TY)?SHXYDM$/i],
  ['registrationNo', /注册号|registration.?n|^ZCH$/i],
  ['idNumber', /身份证|公民身份|证件号|id.?(number|no|card)\b|^(GM)?SFZ?H(M)?$|^ZJHM$/i],
  ['establishedOn', /成立(日期|时间)|开业(日期|时间)|established|^CLRQ$|^KYRQ$/i],
  ['cancelledOn', /注销(日期|时间)|cancelled|^ZXRQ$/i],
  ['birthDate', /出生|birth|^CSRQ$/i],
  ['from', /迁入|起(租|始|算)|始|入住|登记日期|since|from|start|^QRRQ$/i],
  ['to', /迁出|止|终|到期|搬离|until|end|^QCRQ$/i],
  ['capital', /注册资[本金]|capital|^ZCZB$/i],
  ['companyStatus', /登记状态|经营状态|company.?status/i],
  ['hukouStatus', /户籍状态|hukou.?status/i],
  ['sex', /性别|sex|gender|^XB$/i],
  ['nation', /民族|nation|ethnic|^MZ$/i],
  ['education', /文化程度|学历|education|^WHCD$/i],
  ['maritalStatus', /婚姻|marital|^HYZK$/i],
  ['phone', /电话|手机|phone|mobile|tel|^LXDH$/i],
  ['estateAddress', /小区地址|楼盘|estate|^XQDZ$/i],
  ['registered', /户口(所在)?地?址?|户籍|hukou|^HKDZ$|^HJDZ$/i],
  ['renting', /租/],
  ['owning', /产权|权利人|房屋坐落|owner/i],
  ['taxAddress', /生产经营地|税务地址|tax.?address|^SCJYDZ$/i],
  ['operatingAddress', /经营(场所|地址)|operating/i],
  ['living', /居住|现住|常住|住址|living|home.?address|^JZDZ?$|^XZZ$/i],
  ['registeredAddress', /住所|注册地|registered.?address|^ZS$|^ZCDZ$/i],
  ['dwellingCode', /房屋编码|房屋代码|dwelling.?code|^FWBM$/i],
  ['usage', /用途|usage|^FWYT$/i],
  ['area', /面积|area|^JZMJ$/i],
  ['floors', /总?层数|floors|^ZLCS$/i],
  ['companyName', /(企业|单位|公司|机构|纳税人)名称|company.?name|employer|^(DW|QY|NSR)MC$/i],
  ['name', /姓名|name|^XM$/i],
  [
    'quantity',
    /人口$|金额|工资|薪|年龄|人数|数量|比例|单价|总价|余额|缴费|基数|率|amount|wage|salary|sum|price|count|share|age$|(JE|RS|CS|MJ|SL|NL)$/i,
  ],
  ['number', /编号|流水|号码?$|序号|代码|编码|(no|number|id|code)$|(BH|BM|XH|HM)$/i],
];

export function meaningOf(header: string): Meaning | null {
  return WORDS.find(([, words]) => words.test(header))?.[0] ?? null;
}

/** Feeds that bring events: what is paid, registered, signed, visited; not who is on a list. */
export function looksLikeEvents(names: readonly string[]): boolean {
  return names.some((each) =>
    /流水|发放|缴费|凭证|交易|走访|合同|抵押|payment|visit|event|contract|mortgage|证号|death|marriage/i.test(each),
  );
}

/** Codes whose meaning is a standard or plain: source's code → the hub's. */
export const KNOWN_CODES: Record<string, Record<string, string>> = {
  // GB/T 2261.1 besides the words
  sex: {
    '1': 'male',
    '2': 'female',
    '0': 'unknown',
    '9': 'unknown',
    男: 'male',
    女: 'female',
    男性: 'male',
    女性: 'female',
    M: 'male',
    F: 'female',
    未知: 'unknown',
  },
  status: { 存续: 'active', 在业: 'active', 开业: 'active', 正常: 'active', 注销: 'cancelled', 吊销: 'revoked' },
};
