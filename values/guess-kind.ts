/** Proposes what a column holds, from its name and some of its values. A proposal only: whoever writes the model decides. */

interface Rule {
  kind: string;
  /** Of the column's name: small letters, words parted by one blank. */
  name: RegExp;
  /** The share of the values that must have this form; no form: the name is enough. */
  form?: RegExp;
}

const LATIN_LEGAL = /\b(ltd|limited|inc|corp|llc|llp|plc|gmbh|co|company|ag|sa|bv)\b\.?$/i;
const HAN_LEGAL = /公司|集团|中心|合作社|经营部|商行|超市|厂$|店$/u;
/** Digits without separators are a date only where month and day can be: other numbers have as many. */
const DATE =
  /^\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}(?!\d)|^(1[89]|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)|^\d{1,2}[-/. ]([a-z]{3,9}|\d{1,2})[-/., ]+\d{2,4}|^[a-z]{3,9} \d{1,2},? \d{4}|^\d{4}年/i;
const E_MAIL = /^\S+@\S+\.\S+$/;
const DIGITS = /\d/;
const NUMBER = /^[^\d\s]{0,3} ?-?\d[\d,]*(\.\d+)?( ?\S{1,4})?$/;
const COORDINATES = /^-?\d{1,2}(\.\d+)?[ ,;]+-?\d{1,3}(\.\d+)?$/;

/** The first whose name fits and whose form most values have. */
const BY_NAME: readonly Rule[] = [
  { kind: 'e-mail', name: /\be? ?mail\b|邮箱/, form: /@/ },
  { kind: 'phone', name: /phone|\btel|mobile|\bcell\b|\bfax\b|电话|手机/, form: DIGITS },
  { kind: 'sex', name: /\b(sex|gender)\b|性别/ },
  { kind: 'date', name: /\b(dob|date|birth|birthday|birthdate|born)\b|日期|出生年月|生日/, form: DIGITS },
  { kind: 'coordinates', name: /coord|lat ?lon|坐标|经纬度/, form: COORDINATES },
  { kind: 'postcode', name: /post ?(al)? ?code|\bzip\b|\bplz\b|邮编|邮政编码/ },
  { kind: 'credit code', name: /credit code|uscc|信用代码|纳税人识别号|税号/, form: DIGITS },
  {
    kind: 'id number',
    name: /\b(ssn|passport|national id|id (no|num|number|card)|identity)\b|soc(ial)? sec|licen[cs]e (no|num)|\b(tax|vat)\b|tax ?(id|no|num|number)\b|身份证|证件号|护照/,
    form: DIGITS,
  },
  { kind: 'company name', name: /company|organi[sz]ation|\borg\b|\bfirm\b|employer|assignee|supplier|vendor|企业|公司|单位|机构|商户/ },
  { kind: 'given name', name: /given|first ?name|name first|fore ?name|middle ?name|^(first|f ?name)$|^名$|^名字$/ },
  { kind: 'surname', name: /sur ?name|last ?name|name last|family ?name|^(last|l ?name)$|^姓$|^姓氏$/ },
  {
    kind: 'person name',
    name: /full ?name|name full|person|\b(owner|author|contact|patient|guardian|director|inventor)\b|姓名|联系人|法人|法定代表人|负责人|监护人|户主/,
  },
  { kind: 'code', name: /house ?(no|num)|门牌号/, form: DIGITS },
  { kind: 'address', name: /addr|street|住址|地址|住所/ },
  { kind: 'free text', name: /descr|abstract|remark|\bnotes?\b|comment|summary|说明|备注|描述/ },
  {
    kind: 'number',
    name: /\b(age|year|price|amount|length|width|height|weight|size|area|count|total)\b|年龄|年份|价格|金额|面积|数量/,
    form: NUMBER,
  },
  {
    kind: 'category',
    name: /\b(city|town|suburb|state|country|county|province|region|category|type|class|occupation|cuisine|status|language)\b|城市|省份|类型|类别|行业|职业|民族|国籍/,
  },
  { kind: 'code', name: /\b(code|sku|isbn|issn|model|part|serial|no|number|num)\b|编号|代码|号码|序列号/, form: DIGITS },
];

/** Where the name says nothing: most values have this form. */
const BY_FORM: readonly { kind: string; form: RegExp }[] = [
  { kind: 'e-mail', form: E_MAIL },
  { kind: 'coordinates', form: COORDINATES },
  { kind: 'id number', form: /^\d{17}[\dXx]$|^\d{15}$/ },
  { kind: 'credit code', form: /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/ },
  { kind: 'date', form: DATE },
  { kind: 'phone', form: /^(\+?86[- ]?)?1[3-9]\d{9}$|^\+\d[\d ()-]{7,16}$|^\(\d{3,4}\) ?\d{3,4}[- ]?\d{4}$|^0\d{2,3}-\d{7,8}$/ },
  { kind: 'number', form: /^-?\d{1,3}(,\d{3})+(\.\d+)?$|^-?\d+\.\d+$|^-?\d{1,4}$/ },
  { kind: 'code', form: /^(?=.*\d)[0-9A-Za-z][0-9A-Za-z./-]{3,}$/ },
];

const MOST = 0.7;
const LONG_TEXT_WORDS = 6;

/**
 * The name of a kind (`person name`), or undefined where the values say nothing (all empty).
 * Some hundred values are enough; empty ones do not count.
 */
export function guessKind(columnName: string, sampleValues: readonly (string | null | undefined)[]): string | undefined {
  const values = sampleValues.flatMap((value) => (value?.trim() ? [value.trim()] : []));
  if (values.length === 0) return undefined;
  const share = (form: RegExp): number => values.filter((value) => form.test(value)).length / values.length;
  const name = wordsOf(columnName);
  const named = BY_NAME.find((rule) => rule.name.test(name) && (rule.form === undefined || share(rule.form) >= MOST));
  if (named !== undefined) return named.kind;
  return BY_FORM.find(({ form }) => share(form) >= MOST)?.kind ?? kindOfWords(values, share, /\bname\b|名/.test(name));
}

/** Words, by how many there are in a value, how often they come again and what they end in. */
function kindOfWords(values: readonly string[], share: (form: RegExp) => number, isName: boolean): string {
  if (share(LATIN_LEGAL) + share(HAN_LEGAL) >= 0.3) return 'company name';
  const words = values.reduce((sum, value) => sum + value.split(/\s+/).length, 0) / values.length;
  const length = values.reduce((sum, value) => sum + value.length, 0) / values.length;
  if (words >= LONG_TEXT_WORDS || (words < 2 && length > 30)) return 'free text';
  if (share(/^[\u4e00-\u9fff]{2,4}$|^[\u4e00-\u9fff]+·[\u4e00-\u9fff]+$/u) >= MOST && isName) return 'person name';
  if (
    isName &&
    share(/^\p{Lu}?[\p{L}'’.-]+,?( [\p{L}'’.-]+){1,2}$/u) >= 0.9 &&
    share(/\b(the|of|and|cafe|hotel|bar|restaurant|school|house)\b|&/i) < 0.05
  )
    return 'person name';
  if (share(/^\d+[a-z]? [\p{L}]|路.*号|街.*号|号楼|单元/iu) >= MOST) return 'address';
  const distinct = new Set(values.map((value) => value.toLowerCase())).size;
  return values.length >= 20 && distinct <= values.length / 4 ? 'category' : 'text';
}

/** `dateOfBirth`, `DATE_OF_BIRTH` and `date of birth` are one name. */
function wordsOf(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_\-./\s]+/g, ' ')
    .trim()
    .toLowerCase();
}
