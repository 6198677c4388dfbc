/** Jobs, unemployment, social insurance and pensions. */
import { ageOn, monthOf } from '../days.ts';
import { chanceOf, keyOf } from '../random.ts';
import { isHere } from './people.ts';
import { dayIn, type Step, type World } from './world.ts';

/** Shares of pensioners: held under a second, misspelled registration; paid by a second scheme too; still employed. */
const SECOND_REGISTRATION = 0.01;
const SECOND_SCHEME = 0.006;
const WORKING_ON = 0.015;
/** Shares of those who lose or leave a job: out of work and given benefits; and of them, those who tell nobody of their new job. */
const OUT_OF_WORK = { lost: 0.35, left: 0.1 };
const KEEPS_QUIET = 0.12;
/** Monthly benefit in 0.01 yuan. */
const BENEFIT = { least: 150_000, spread: 40_000 };

export function jobs(world: World, step: Step): void {
  const { people, random, firms } = world;
  for (const person of world.present) {
    const age = ageOn(people.birth[person]!, step.to);
    if (age < 18 || age > 60 || people.pensionFrom[person] !== 0) continue;
    const employer = people.employer[person]!;
    const lost = employer >= 0 && firms[employer]!.closed !== 0;
    const share = people.insuredSince[person] === 0 || people.benefit[person]! >= 0 ? 0.45 : 0.1;
    if (!lost && !random.chance(share * step.years)) continue;
    const day = Math.max(dayIn(world, step), people.homeSince[person]!, people.employerSince[person]! + 1);
    if (day > step.to) continue;
    if (people.insuredSince[person] === 0) insure(world, person, day);
    if (employer >= 0 && random.chance(lost ? OUT_OF_WORK.lost : OUT_OF_WORK.left)) leaveWork(world, person, day);
    else takeWork(world, person, day);
  }
}

function insure(world: World, person: number, day: number): void {
  world.people.insuredSince[person] = day;
  world.registrations.push(person);
}

function takeWork(world: World, person: number, day: number): void {
  const { people, random } = world;
  endJob(world, person, day);
  people.employerBefore[person] = people.employer[person]!;
  people.employerSince[person] = day;
  // The rest works for itself and insures itself.
  const firm = random.chance(0.8) ? random.pick(world.activeFirms) : -1;
  people.employer[person] = firm;
  if (firm < 0) return;
  people.job[person] = world.jobs.add({ person, firm, from: day, until: 0, before: people.job[person]! });
  endBenefit(world, person, day);
}

function leaveWork(world: World, person: number, day: number): void {
  const { people, random, benefits } = world;
  endJob(world, person, day);
  people.employerBefore[person] = people.employer[person]!;
  people.employerSince[person] = day;
  people.employer[person] = -1;
  const from = monthOf(day) + 1;
  const amount = BENEFIT.least + Math.floor(random.int(BENEFIT.spread) / 100) * 100;
  people.benefit[person] = benefits.add({ person, from, until: from + 5 + random.int(19), amount });
}

function endJob({ people, jobs: log }: World, person: number, day: number): void {
  const job = people.job[person]!;
  if (job >= 0 && log.columns.until[job] === 0) log.columns.until[job] = Math.max(day, log.columns.from[job]!);
}

/** Who dies, leaves the city or retires: their job and their benefit end, and the offices are told in time. */
export function endWork(world: World, person: number, day: number): void {
  const { people, benefits } = world;
  endJob(world, person, day);
  people.employer[person] = -1;
  const benefit = people.benefit[person]!;
  if (benefit >= 0) benefits.columns.until[benefit] = Math.min(benefits.columns.until[benefit]!, monthOf(day));
}

function endBenefit({ people, random, benefits }: World, person: number, day: number): void {
  const benefit = people.benefit[person]!;
  if (benefit < 0) return;
  if (!random.chance(KEEPS_QUIET)) benefits.columns.until[benefit] = Math.min(benefits.columns.until[benefit]!, monthOf(day) - 1);
  people.benefit[person] = -1;
}

/** In 0.01 yuan a month, before tax: of the person and the job, rising by 5 % every January. */
export function wageOf({ seed }: World, { person, job, month }: { person: number; job: number; month: number }): number {
  const at = chanceOf(keyOf(seed, 'wage'), person);
  const base = 330_000 + Math.floor(at ** 3 * 2_400_000) + Math.floor(chanceOf(keyOf(seed, 'job-wage'), job) * 150_000);
  return Math.round((base * 1.05 ** (Math.floor(month / 12) - 2026)) / 100) * 100;
}

export function retirements(world: World, step: Step): void {
  const { people, random, firms } = world;
  for (const person of world.present) {
    if (!isHere(people, person)) continue;
    if (people.pensionFrom[person] !== 0) {
      const employer = people.employer[person]!;
      if (employer >= 0 && (firms[employer]!.closed !== 0 || random.chance(0.15 * step.years)))
        stopWorking(world, person, dayIn(world, step));
      continue;
    }
    const age = ageOn(people.birth[person]!, step.to);
    const limit = people.sex[person] === 1 ? 60 : 52;
    if (age < limit || (age > limit + 3 && !random.chance(0.25 * step.years))) continue;
    retire(world, person, Math.max(dayIn(world, step), people.employerSince[person]!));
  }
}

function stopWorking(world: World, person: number, day: number): void {
  const { people } = world;
  const at = Math.max(day, people.employerSince[person]!);
  people.employerBefore[person] = people.employer[person]!;
  people.employerSince[person] = at;
  endWork(world, person, at);
}

function retire(world: World, person: number, day: number): void {
  const { people, random, registrations } = world;
  if (people.insuredSince[person] === 0) insure(world, person, day);
  people.pensionFrom[person] = monthOf(day) + 1;
  people.pension[person] = 120_000 + random.int(480_000);
  if (people.employer[person]! >= 0 && random.chance(WORKING_ON)) {
    world.workingOn.add(registrations.length);
    registrations.push(person);
  } else {
    stopWorking(world, person, day);
  }
  const second = random.next();
  if (second >= SECOND_REGISTRATION + SECOND_SCHEME) return;
  (second < SECOND_REGISTRATION ? world.misspelled : world.secondScheme).add(registrations.length);
  registrations.push(person);
}
