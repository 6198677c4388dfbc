/** Two catalogues of publications: titles cut and misspelt, authors in two styles, venues long and short; series and reprints share most of a title. */
import type { Random } from '../../../../samples/random.ts';
import type { Entry, LinkSet } from '../link-set.ts';
import { slip, typo } from '../slips.ts';
import { GIVEN, skewed, surname } from '../words/english.ts';

const SUBJECTS =
  `query optimization;data integration;schema matching;concurrency control;spatial indexes;stream processing;semistructured data;transaction recovery;view maintenance;data warehouses;similarity search;record linkage;access control;temporal databases;parallel joins;
web services;association rules;xml storage;sensor networks;workflow management;decision support;main memory systems;cache coherence;approximate answers;deductive databases;object identity;digital libraries;information extraction;cost models;data cleaning;graph traversal;
text retrieval;load balancing;bulk loading;index tuning;mobile clients;metadata repositories;histogram construction;sampling methods;query languages;distributed commit;multimedia servers;knowledge bases;electronic commerce;data provenance;privacy protection`
    .split(/;\s*/)
    .map((subject) => subject.trim());
const MANNERS =
  'efficient;scalable;adaptive;incremental;a framework for;on the complexity of;towards;a survey of;optimal;robust;distributed;an evaluation of;automatic;an algebra for;declarative;fast;the design of;semantic;a formal model of;practical'.split(
    ';',
  );
const ENDINGS =
  'in relational databases;over data streams;for large collections;with guarantees;using statistics;under updates;in practice;for the web;on modern hardware;in heterogeneous systems;with constraints;by example;at scale;revisited;for decision makers;without locks'.split(
    ';',
  );
const VENUES: readonly (readonly string[])[] = [
  ['SIGMOD Conference', 'International Conference on Management of Data', 'SIGMOD'],
  ['VLDB', 'Very Large Data Bases', 'Proc. VLDB'],
  ['ACM Trans. Database Syst.', 'ACM Transactions on Database Systems (TODS)', 'TODS'],
  ['SIGMOD Record', 'ACM SIGMOD Record'],
  ['VLDB J.', 'The VLDB Journal — The International Journal on Very Large Data Bases'],
  ['ICDE', 'International Conference on Data Engineering'],
  ['Information Systems', 'Inf. Syst.'],
];

interface Publication {
  title: string;
  authors: { given: string; middle: string; last: string }[];
  venue: readonly string[];
  year: number;
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);

function publication(random: Random, before?: Publication): Publication {
  const title = [
    random.chance(0.75) ? random.pick(MANNERS) : '',
    random.pick(SUBJECTS),
    random.chance(0.25) ? `and ${random.pick(SUBJECTS)}` : '',
    random.chance(0.7) ? random.pick(ENDINGS) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  const authors = Array.from({ length: random.pick([1, 2, 2, 3, 3, 4, 5]) }, () => ({
    given: capital(skewed(random, GIVEN, 1.2).name),
    middle: random.chance(0.3) ? random.pick([...'ABCDEFGHJKLMRST']) : '',
    last: capital(surname(random)),
  }));
  const follows = before !== undefined && random.chance(0.06);
  // A journal's version of a paper of a conference, or the column of an editor that comes every year.
  return {
    title: follows
      ? before.title
      : random.chance(0.03)
        ? random.pick(["Editor's Notes", 'Guest Editorial', "Chair's Message", 'Book Review Column', 'Reminiscences on Influential Papers'])
        : capital(title),
    authors: follows ? before.authors : authors,
    venue: skewed(random, VENUES, 1.4),
    year: 1994 + random.int(11),
  };
}

function authorsText(random: Random, authors: Publication['authors'], short: boolean): string {
  const names = authors.map(({ given, middle, last }) => {
    const first = short || random.chance(0.1) ? `${given[0]}.` : given;
    const name = `${first}${middle !== '' && random.chance(0.7) ? ` ${middle}.` : ''} ${last}`;
    return random.chance(0.04) ? slip(random, name) : name;
  });
  if (random.chance(0.06)) names.reverse();
  return (names.length > 3 && random.chance(0.1) ? [names[0], 'et al.'] : names).join(', ');
}

function record(random: Random, one: Publication, style: number): string[] {
  let title = one.title;
  if (random.chance(0.12)) title = typo(random, title);
  if (random.chance(0.05)) title = title.split(' ').slice(0, -1).join(' ') || title;
  if (random.chance(0.04)) title = `${title}: Extended Abstract`;
  if (style === 1 && random.chance(0.3)) title = title.toLowerCase();
  return [
    title,
    random.chance(0.02) ? '' : authorsText(random, one.authors, style === 1 && random.chance(0.35)),
    random.chance(0.04) ? '' : one.venue[Math.min(style, one.venue.length - 1)]!,
    random.chance(0.03) ? '' : String(random.chance(0.04) ? one.year + random.pick([-1, 1]) : one.year),
  ];
}

export const set: LinkSet = {
  title: 'publications, two catalogues',
  columns: ['title', 'authors', 'venue', 'year'],
  model: `id: id
columns:
  title: text
  authors: text
  venue: category
  year: number
`,
  records: 5000,
  seed: 1994,
  make(records, random) {
    const catalogues: { first: Entry[]; second: Entry[] } = { first: [], second: [] };
    let before: Publication | undefined;
    for (let entity = 0; catalogues.first.length + catalogues.second.length < records; entity++) {
      const one = publication(random, before);
      before = one;
      const kind = random.next();
      if (kind < 0.85) catalogues.first.push({ entity, values: record(random, one, 0) });
      if (kind > 0.15) catalogues.second.push({ entity, values: record(random, one, 1) });
    }
    return { ...catalogues };
  },
};
