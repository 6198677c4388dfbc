import { defineErrors, usageError } from '../core/errors.ts';

export const gazetteerErrors = defineErrors({
  gazetteerNameUnknown: {
    status: 404,
    scope: 'record',
    retry: false,
    message: { en: 'No delivery taught the name {name}{where}.', zh: '没有交付中出现过名称 {name}{where}。' },
    fix: {
      en: 'See the names with `sanku gazetteer list`. To decide of a name that no delivery holds yet, give --kind and --division (six digits) as well.',
      zh: '用 `sanku gazetteer list` 查看已有名称。要对尚未出现的名称作决定，请同时给出 --kind 和 --division（六位代码）。',
    },
  },
  gazetteerNameAmbiguous: usageError(
    { en: '{name} is several names: {places}.', zh: '{name} 对应多个名称：{places}。' },
    {
      en: 'Say which by --division CODE or --kind road|estate|community.',
      zh: '请用 --division 代码 或 --kind road|estate|community 指明。',
    },
  ),
  gazetteerNewNameWrong: usageError(
    { en: '{to} cannot take the place of {name}: {reason}.', zh: '不能用 {to} 取代 {name}：{reasonZh}。' },
    {
      en: 'Give a name of 2 to 40 characters that is not itself renamed or rejected.',
      zh: '请给出2至40个字、且本身未被更名或否定的名称。',
    },
  ),
});
