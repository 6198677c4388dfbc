import { accessErrors } from '../access/index.ts';
import { type Bilingual, isSankuError, type SankuError } from '../core/errors.ts';
import { problemSays } from '../core/problem-says.ts';
import type { Problem } from '../core/validate.ts';
import { apiErrors } from './errors.ts';

export type Language = keyof Bilingual;

/** A request whose form is wrong, with every place at once. */
export class FormError extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super('the form of the request is wrong');
    this.problems = problems;
  }
}

export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  instance: string;
  fix: string;
  invalidParams?: { name: string; reason: string }[];
}

/** Any error as one of the hub's. What is not known is the hub's own fault, and says nothing of its inside. */
export function toSankuError(error: unknown, bodyLimit: number): SankuError {
  if (isSankuError(error)) return error;
  if (error instanceof FormError)
    return error.problems.some(isFieldsMissing) ? accessErrors.fieldsMissing() : apiErrors.requestUnusable({}, error);
  const { code = '', statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return apiErrors.bodyTooLarge({ limit: bodyLimit }, error);
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return apiErrors.mediaTypeUnsupported({}, error);
  if (code === 'FST_ERR_BAD_URL') return apiErrors.routeNotFound({}, error);
  if (UNREACHABLE.test(code)) return apiErrors.storeUnavailable({}, error);
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return apiErrors.bodyNotJson({}, error);
  return apiErrors.internalError({}, error);
}

/** Codes of sockets, postgres.js and PostgreSQL that mean: not now. */
const UNREACHABLE = /^(ECONN|ENOENT$|EPIPE$|ETIMEDOUT$|CONNECT|08|57P0|53)/;

function isFieldsMissing({ keyword, params, path }: Problem): boolean {
  const emptied = path.at(-1) === 'fields' && keyword === 'minItems';
  return emptied || (keyword === 'required' && params['missingProperty'] === 'fields');
}

/** RFC 9457, in the reader's language. `id` names this one answer in the log. */
export function describeProblem(error: SankuError, { language, id }: { language: Language; id: string }): ProblemDocument {
  const invalidParams =
    error.cause instanceof FormError ? error.cause.problems.map((problem) => toInvalidParam(problem, language)) : undefined;
  return {
    type: `urn:sanku:error:${error.code}`,
    title: titleOf(error.code),
    status: error.entry.status,
    detail: error.messageIn(language),
    code: error.code,
    instance: `urn:uuid:${id}`,
    fix: error.fixIn(language),
    ...(invalidParams === undefined ? {} : { invalidParams }),
  };
}

function toInvalidParam(problem: Problem, language: Language): { name: string; reason: string } {
  const { path, params } = problem;
  const key = params['additionalProperty'] ?? params['missingProperty'];
  const name = key === undefined ? path.join('.') : [...path, String(key)].join('.');
  return { name, reason: problemSays(problem)[language] };
}

/** fieldNotGranted → Field not granted: the same for every occurrence. */
function titleOf(code: string): string {
  const words = code.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first of zh and en that the reader wants most; English when neither is named. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? '').split(',').map((part, index) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((found) => found !== undefined);
    return { language: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality), index };
  });
  const known = wanted.filter(({ language, quality }) => (language === 'zh' || language === 'en') && quality > 0);
  known.sort((left, right) => right.quality - left.quality || left.index - right.index);
  return (known[0]?.language as Language | undefined) ?? 'en';
}
