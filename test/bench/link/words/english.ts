/** Given names with the short forms and other spellings they are met in, surnames, and what addresses are made of. */
import type { Random } from '../../../../samples/random.ts';

const GIVEN_WITH_FORMS = `william:bill,will,billy,liam,wm robert:bob,rob,bobby,robt richard:dick,rick,rich margaret:maggie,peggy,meg,margret elizabeth:liz,beth,betty,eliza,elisabeth
james:jim,jimmy,jas john:jack,johnny,jon thomas:tom,tommy,thos charles:charlie,chas,chuck george:geo,georgie edward:ed,ted,eddie,edw henry:harry,hank katherine:kate,kathy,catherine,kathryn
mary:molly,marie anne:ann,anna,annie sarah:sally,sara susan:sue,susie michael:mike,mick,micheal david:dave,davy joseph:joe,joey daniel:dan,danny samuel:sam,sammy benjamin:ben,benny
alexander:alex,sandy,alec nicholas:nick,nicolas anthony:tony,antony christopher:chris,kit jennifer:jen,jenny rebecca:becky,becca patricia:pat,trish,patsy barbara:barb,babs dorothy:dot,dolly
frances:fran,fanny frederick:fred,freddie albert:al,bert alfred:alf,fred arthur:art walter:wally,walt matthew:matt,mathew andrew:andy,drew stephen:steve,steven peter:pete philip:phil,phillip
jonathan:jon,john timothy:tim gregory:greg,gregg kenneth:ken,kenny ronald:ron,ronnie lawrence:larry,laurence raymond:ray gerald:gerry,jerry theodore:ted,theo victoria:vicky,tori jessica:jess,jessie
deborah:deb,debbie,debra amanda:mandy pamela:pam sandra:sandy judith:judy virginia:ginny,ginger eleanor:nell,ellie,elinor helen:nell,ellen caroline:carrie,carolyn harriet:hattie charlotte:lottie isabella:bella,izzy,isabel
abigail:abby,gail emily:em,emma olivia:liv sophia:sophie grace: lucy: alice: jane:jayne ruth: rose:rosie martha: hannah:hanna lily:lilly chloe:cloe amelia:amy evelyn:eve mia: ella: ruby: ivy: edith: florence:flo
jack: oliver:ollie harry: noah: leo: oscar: luke: adam: simon: martin: graham:graeme neil:neal keith: colin: derek:derrick ian:iain alan:allan,allen brian:bryan eric:erik carl:karl hugh: ralph: roy: leonard:len,lenny
louis:lewis,lou edmund:ned patrick:pat,paddy francis:frank donald:don,donny douglas:doug duncan: malcolm: angus: ewan:euan fiona: moira: heather: karen:caren linda:lynda diane:dianne,diana nancy: carol:carole sharon: tracy:tracey
nicola:nicky lisa: laura: claire:clare emma: rachel:rachael,rach natalie:nat stephanie:steph samantha:sam zoe: kylie: bronwyn: imogen: phoebe: isla: aisha: mohammed:mohamed,muhammad fatima: ahmed:ahmad ali: priya: raj: wei: li: chen: nguyen: jose: maria: luis: carlos: juan: ana: rosa: pablo: ivan: olga: natasha:`;

/** Name → forms it also takes. */
export const GIVEN: readonly { name: string; forms: readonly string[] }[] = GIVEN_WITH_FORMS.split(/\s+/).map((entry) => {
  const [name, forms] = entry.split(':') as [string, string | undefined];
  return { name, forms: forms ? forms.split(',') : [] };
});

export const SURNAMES: readonly string[] =
  `smith jones williams taylor brown davies evans wilson thomas johnson roberts robinson thompson wright walker white edwards hughes green hall lewis harris clarke patel jackson wood turner martin cooper hill ward morris moore clark lee king baker
harrison morgan allen james scott phillips watson davis parker price bennett young griffiths mitchell kelly cook carter richardson bailey collins bell shaw murphy miller cox richards khan marshall anderson simpson ellis adams singh begum wilkinson foster
chapman powell webb rogers gray mason ali hunt hussain campbell matthews owen palmer holmes mills barnes knight lloyd butler russell barker fisher stevens jenkins murray dixon harvey graham pearson ahmed fletcher walsh kaur gibson howard andrews stewart
elliott reynolds saunders payne fox ford pearce day brooks west lawrence cole atkinson bradley spencer gill dawson watts burton ball wheeler newman hart ryan armstrong carr hudson berry barrett nicholson kennedy macdonald mcdonald obrien oconnor fraser
ferguson sutherland cameron mackenzie mclean robertson hamilton wallace burgess stone bishop lowe osborne rowe sharp hardy cross pope page reid lane bird porter perry cunningham freeman woods gregory franklin bates hicks booth
hawkins nolan byrne doyle gallagher kovacs novak horvat rossi russo ferrari schmidt schneider fischer weber meyer wagner becker hoffmann garcia martinez lopez gonzalez rodriguez fernandez silva santos oliveira pereira dubois lefebvre moreau laurent
petrov ivanov popov yilmaz demir kowalski nowak jansen devries vandenberg nguyen tran pham kim park choi tanaka suzuki sato okafor mensah abebe haddad mansour rahman chowdhury`.split(
    /\s+/,
  );

export const TOWNS: readonly string[] =
  `ashford barnet bedford blackburn bolton bradford brighton bristol burnley cambridge canterbury carlisle chelmsford cheltenham chester colchester coventry crawley croydon darlington derby doncaster dover durham eastbourne exeter gateshead
gloucester guildford halifax harlow hastings hereford hull ipswich keighley kettering lancaster leeds leicester lichfield lincoln london luton maidstone manchester margate newport northampton norwich nottingham oldham oxford peterborough plymouth
poole portsmouth preston reading rochdale rotherham salford salisbury scarborough sheffield shrewsbury slough southampton southport stafford stockport sunderland swansea swindon taunton telford torquay truro wakefield walsall warrington
watford wells weymouth wigan winchester windsor woking wolverhampton worcester worthing york`.split(/\s+/);

export const STREET_WORDS: readonly string[] =
  `station church victoria park mill manor queens kings high london albert york grange green windsor springfield highfield chapel alexandra stanley chester western northern orchard meadow garden river bridge castle abbey forest lake valley
willow cedar maple oak elm birch hawthorn poplar sycamore beech laurel holly rose lavender nightingale kingfisher swan heron falcon eagle nelson wellington churchill gladstone cromwell drake shakespeare milton byron tennyson wordsworth
balmoral sandringham clarence gloucester cambridge oxford norfolk suffolk essex sussex kent surrey devon cornwall somerset dorset wiltshire lincoln derby stafford`.split(
    /\s+/,
  );

/** Long form and how it is shortened. */
export const STREET_KINDS: readonly (readonly [string, string])[] = [
  ['street', 'st'],
  ['road', 'rd'],
  ['avenue', 'ave'],
  ['lane', 'ln'],
  ['drive', 'dr'],
  ['close', 'cl'],
  ['court', 'ct'],
  ['crescent', 'cres'],
  ['place', 'pl'],
  ['terrace', 'tce'],
];

export const OCCUPATIONS: readonly string[] =
  `politician:statesman,member of parliament writer:author,novelist painter:artist engraver:artist clergyman:priest,cleric,vicar lawyer:barrister,solicitor judge: physician:doctor,surgeon soldier:officer,military officer naval officer:sailor
merchant:trader banker: engineer:civil engineer architect: botanist:naturalist,scientist chemist:scientist physicist:scientist mathematician:academic historian:academic,writer teacher:schoolmaster journalist:editor,writer actor:actress,performer
composer:musician singer:musician cricketer:sportsman footballer:sportsman explorer: photographer: sculptor:artist philosopher: diplomat:ambassador publisher:printer astronomer:scientist farmer:landowner`
    .split(/\n| (?=[a-z]+(?: [a-z]+)?:)/)
    .map((entry) => entry.trim());

/** Surnames that no list holds: a family name made of syllables. */
export function rareSurname(random: Random): string {
  const first = [
    'bar',
    'cal',
    'dun',
    'els',
    'fen',
    'gar',
    'hal',
    'ken',
    'lin',
    'mar',
    'nor',
    'pen',
    'ros',
    'sher',
    'tre',
    'wal',
    'whit',
    'wyn',
    'ab',
    'bro',
    'cro',
    'hol',
    'thor',
    'vel',
  ];
  const middle = ['', '', 'a', 'e', 'ing', 'er', 'el', 'in', 'o', 'is'];
  const last = [
    'ton',
    'ley',
    'by',
    'ford',
    'worth',
    'man',
    'son',
    'field',
    'wick',
    'ham',
    'combe',
    'well',
    'land',
    'more',
    'stead',
    'croft',
    'bury',
    'shaw',
    'low',
    'sett',
  ];
  return random.pick(first) + random.pick(middle) + random.pick(last);
}

/** Frequent words far more often than rare ones, as names are in life. */
export function skewed<T>(random: Random, from: readonly T[], steepness = 2): T {
  return from[Math.floor(from.length * random.next() ** steepness)]!;
}

export function surname(random: Random): string {
  return random.chance(0.45) ? rareSurname(random) : skewed(random, SURNAMES);
}

export interface Street {
  number: number;
  name: string;
  kind: readonly [string, string];
}

export function street(random: Random): Street {
  const name = random.chance(0.3) ? rareSurname(random) : random.pick(STREET_WORDS);
  return { number: 1 + Math.floor(220 * random.next() ** 2), name, kind: skewed(random, STREET_KINDS) };
}
