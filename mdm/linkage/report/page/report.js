// The page works without this; it adds the choice of language, theme and pair, and the numbers under the pointer.
const root = document.documentElement;
const byId = (id) => document.getElementById(id);

// A page opened from a file may have no storage.
function stored(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function useLanguage(language) {
  root.lang = language;
  byId('language').textContent = language === 'zh' ? 'English' : '中文';
  for (const option of document.querySelectorAll('option[data-en]')) option.textContent = option.dataset[language];
}

function useTheme(theme) {
  root.dataset.theme = theme;
  byId('theme').textContent = theme === 'dark' ? '☀' : '☾';
}

function chooseLook() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  useLanguage(asked.get('lang') ?? stored('sanku-language') ?? root.lang);
  useTheme(asked.get('theme') ?? stored('sanku-theme') ?? system);
  byId('language').addEventListener('click', () => {
    useLanguage(root.lang === 'zh' ? 'en' : 'zh');
    stored('sanku-language', root.lang);
  });
  byId('theme').addEventListener('click', () => {
    useTheme(root.dataset.theme === 'dark' ? 'light' : 'dark');
    stored('sanku-theme', root.dataset.theme);
  });
}

function choosePair() {
  const choice = byId('pair');
  if (choice === null) return;
  const show = () => {
    for (const pair of document.querySelectorAll('[data-pair]')) pair.hidden = pair.dataset.pair !== choice.value;
  };
  choice.addEventListener('change', show);
  show();
}

// What the curve says at the pointer: [threshold, precision, recall, F1].
function pointAt(curve, { clientX }) {
  const box = curve.getBoundingClientRect();
  const { low, high, points } = curve.dataset;
  const at = Number(low) + ((clientX - box.left) / box.width) * (high - low);
  return JSON.parse(points).reduce((best, point) => (Math.abs(point[0] - at) < Math.abs(best[0] - at) ? point : best));
}

function textUnder(event) {
  const isChinese = root.lang === 'zh';
  if (event.target.id === 'curve') {
    const words = isChinese ? ['阈值', '精确率', '召回率', 'F1'] : ['threshold', 'precision', 'recall', 'F1'];
    const [threshold, ...measures] = pointAt(event.target, event);
    return [threshold.toFixed(1), ...measures.map((measure) => measure.toFixed(4))].map((value, i) => `${words[i]}  ${value}`).join('\n');
  }
  const { tipZh, tipEn } = event.target.closest?.('[data-tip-en]')?.dataset ?? {};
  return isChinese ? tipZh : tipEn;
}

function showTips() {
  const tip = byId('tip');
  document.addEventListener('pointermove', (event) => {
    const text = textUnder(event);
    tip.style.opacity = text === undefined ? '0' : '0.96';
    if (text === undefined) return;
    tip.textContent = text;
    const { width, height } = tip.getBoundingClientRect();
    const isLow = event.clientY + height + 28 > innerHeight;
    tip.style.left = `${Math.min(event.clientX + 14, innerWidth - width - 8)}px`;
    tip.style.top = `${isLow ? event.clientY - height - 10 : event.clientY + 16}px`;
  });
}

chooseLook();
choosePair();
showTips();
