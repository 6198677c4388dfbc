/** Songs from five collections: numbers in front of titles, albums cut, lengths rounded, artists before or after, languages in several codes, years missing. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { slip, typo } from '../slips.ts';
import { GIVEN, rareSurname, STREET_WORDS, skewed, surname } from '../words/english.ts';

const WORDS =
  `love night heart dream rain fire river summer blue golden broken silent dancing moon shadow forever yesterday winter road home ghost electric paper diamond morning lonely wild sweet dark highway thunder velvet mirror stranger
ocean falling burning angel devil city lights radio midnight promise memory season garden crystal empire freedom gravity horizon island jungle kingdom lullaby machine neon orbit pulse queen ritual signal temple universe voyage whisper`.split(
    /\s+/,
  );
const LANGUAGES: readonly (readonly string[])[] = [
  ['English', 'eng', 'Eng.', 'EN'],
  ['German', 'ger', 'Deutsch', 'DE'],
  ['French', 'fre', 'Fr.', 'FR'],
  ['Spanish', 'spa', 'Español', 'ES'],
  ['Japanese', 'jpn', 'JA'],
  ['[Multiple languages]', 'mul'],
];

interface Song {
  number: number;
  title: string;
  seconds: number;
  artist: string;
  album: string;
  year: number;
  language: readonly string[];
}

const capital = (text: string) => text.replace(/(^|\s)[a-z]/g, (letter) => letter.toUpperCase());
const phrase = (random: Random, most: number) =>
  capital(
    Array.from({ length: 1 + random.int(most) }, () => (random.chance(0.1) ? rareSurname(random) : random.pick(WORDS))).join(
      random.pick([' ', ' ', ' of the ', ' and ', ' in ']),
    ),
  );

function album(random: Random): Song[] {
  const artist = random.chance(0.5)
    ? capital(`${skewed(random, GIVEN, 1.2).name} ${surname(random)}`)
    : capital(`${random.chance(0.5) ? 'the ' : ''}${random.pick(STREET_WORDS)} ${random.pick(WORDS)}s`);
  const [title, year, language] = [phrase(random, 3), 1960 + random.int(58), skewed(random, LANGUAGES, 2.2)];
  const count = 1 + random.int(4);
  return Array.from({ length: count }, () => {
    const own =
      phrase(random, 4) +
      (random.chance(0.12)
        ? ` (${random.pick(['Live', 'Remix', 'Acoustic Version', `feat. ${capital(surname(random))}`, 'Radio Edit'])})`
        : '');
    return { number: 1 + random.int(18), title: own, seconds: 120 + random.int(260), artist, album: title, year, language };
  });
}

function length(random: Random, seconds: number): string {
  const kind = random.next();
  if (kind < 0.12) return '';
  if (kind < 0.45) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  if (kind < 0.75) return String(seconds * 1000 + random.int(1000));
  return String(seconds);
}

function record(random: Random, song: Song): string[] {
  let { title } = song;
  const number = String(song.number);
  if (random.chance(0.18)) title = `${number.padStart(random.chance(0.6) ? 3 : 2, '0')}-${title}`;
  if (random.chance(0.1)) title = `${title} - ${song.album}`;
  else if (random.chance(0.08)) title = `${song.artist} - ${title}`;
  if (random.chance(0.2)) title = slip(random, title);
  if (random.chance(0.05)) title = title.replace(/\s*\(.*\)/, '');
  let { artist } = song;
  if (random.chance(0.1)) artist = artist.includes(' ') ? artist.replace(/^(\S+) (.+)$/, '$2, $1') : artist;
  if (random.chance(0.12)) artist = slip(random, artist);
  const year = String(song.year);
  return [
    random.chance(0.25) ? '' : random.chance(0.1) ? `${number}A` : number,
    title,
    length(random, song.seconds),
    random.chance(0.1) ? random.pick(['', '[unknown]', 'Various Artists']) : artist,
    random.chance(0.1) ? '' : random.chance(0.15) ? typo(random, song.album) : random.chance(0.1) ? `${song.album} (${year})` : song.album,
    random.chance(0.28) ? '' : random.chance(0.25) ? `'${year.slice(2)}` : random.chance(0.05) ? String(song.year + 1) : year,
    random.chance(0.1) ? '' : random.pick(song.language),
  ];
}

export const set: LinkSet = {
  title: 'songs of five collections',
  columns: ['number', 'title', 'length', 'artist', 'album', 'year', 'language'],
  model: `id: id
columns:
  number: category
  title: text
  length: number
  artist: text
  album: text
  year: number
  language: category
`,
  records: 8000,
  seed: 78,
  make(records, random) {
    const entries: Entry[] = [];
    for (let entity = 0; entries.length < records; ) {
      for (const song of album(random)) {
        const copies = random.pick([1, 1, 1, 2, 2, 3, 4, 5]);
        for (let i = 0; i < copies && entries.length < records; i++) entries.push({ entity, values: record(random, song) });
        entity++;
      }
    }
    return { collections: entries };
  },
};
