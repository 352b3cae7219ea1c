import { problemOf } from '../errors/ci-error.ts';
import { canonicalJson } from '../model/canonical-json.ts';
import { compareText } from '../model/compare-text.ts';
import { daysBetween, dayOf, isDay } from '../model/day.ts';
import type { Waiver } from '../model/policy.ts';
import type { Problem } from '../model/problem.ts';
import { waiverSubject } from '../model/waiver-subject.ts';

const REASON_LENGTH = 10;

const KEYS: readonly (keyof Waiver)[] = [
  'check',
  'test',
  'fingerprint',
  'rule',
  'path',
  'vulnerability',
  'package',
  'limit',
  'reason',
  'owner',
  'expires',
];

/** The fields that together say what is waived; a waiver has exactly one of these groups. */
const SUBJECTS: readonly (readonly (keyof Waiver)[])[] = [
  ['check'],
  ['test'],
  ['fingerprint'],
  ['rule', 'path'],
  ['vulnerability', 'package'],
  ['limit'],
];

/**
 * Reads the text of `ci.waivers.json`: `{ "schemaVersion": 1, "waivers": [ … ] }`, or the list alone. Throws an Error
 * when it is neither; whether each waiver is valid is {@link validateWaivers}' to say.
 */
export function parseWaivers(text: string): readonly Waiver[] {
  const value: unknown = JSON.parse(text);
  if (Array.isArray(value)) return value as readonly Waiver[];
  const { schemaVersion = 1, waivers } = (value ?? {}) as {
    readonly schemaVersion?: unknown;
    readonly waivers?: unknown;
  };
  if (schemaVersion !== 1)
    throw new Error(`schemaVersion is ${JSON.stringify(schemaVersion)}, and this Sluice reads 1`);
  if (!Array.isArray(waivers)) throw new Error('it holds no list `waivers`');
  return waivers as readonly Waiver[];
}

/** The canonical text of `ci.waivers.json`: sorted, one waiver a line, so that two branches merge. */
export function waiversText(waivers: readonly Waiver[]): string {
  const lines = [...waivers]
    .sort(
      (a, b) =>
        compareText(waiverSubject(a), waiverSubject(b)) || compareText(canonicalJson(a), canonicalJson(b)),
    )
    .map(
      (waiver) =>
        `    ${JSON.stringify(Object.fromEntries(KEYS.flatMap((key) => (waiver[key] === undefined ? [] : [[key, waiver[key]]]))))}`,
    );
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": 1,\n  "waivers": ${list}\n}\n`;
}

/**
 * Everything wrong with waivers. One that has expired is valid: it only counts no longer. `now` is the run's start,
 * `file` where they are written.
 */
export function validateWaivers(
  waivers: readonly Waiver[],
  input: {
    readonly now: string;
    readonly maxDays: number;
    readonly file: string;
    /** Being written now: one that has ended is refused. */ readonly isNew?: boolean;
  },
): readonly Problem[] {
  const { now, maxDays, file, isNew = false } = input;
  const today = dayOf(now);
  return waivers.flatMap((waiver, index) =>
    [...faultsOf(waiver, today, maxDays), ...(isNew ? endedFaults(waiver, today) : [])].map((detail) =>
      problemOf('WAIVER_INVALID', { index: index + 1, detail, file }, { file, path: `waivers[${index}]` }),
    ),
  );
}

function faultsOf(waiver: unknown, today: string, maxDays: number): readonly string[] {
  if (typeof waiver !== 'object' || waiver === null || Array.isArray(waiver)) return ['it is not an object'];
  const fields = waiver as Readonly<Record<string, unknown>>;
  const faults: string[] = [];
  for (const [key, value] of Object.entries(fields)) {
    if (!(KEYS as readonly string[]).includes(key)) faults.push(`it has the unknown field \`${key}\``);
    else if (value !== undefined && (typeof value !== 'string' || value.trim() === ''))
      faults.push(`its \`${key}\` is no text`);
  }
  return [...faults, ...subjectFaults(fields), ...termFaults(fields, today, maxDays)];
}

function subjectFaults(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const given = SUBJECTS.filter((group) => group.some((key) => fields[key] !== undefined));
  const words =
    'one of `check`, `test`, `fingerprint`, `rule` with `path`, `vulnerability` with `package`, or `limit`';
  if (given.length === 0) return [`it does not say what it waives: ${words}`];
  if (given.length > 1)
    return [
      `it names ${given.length} things (${given
        .flat()
        .filter((key) => fields[key] !== undefined)
        .join(', ')}); take ${words}`,
    ];
  const absent = given.flat().filter((key) => fields[key] === undefined);
  return absent.map((key) => `it lacks \`${key}\``);
}

function termFaults(
  { reason, owner, expires }: Readonly<Record<string, unknown>>,
  today: string,
  maxDays: number,
): readonly string[] {
  const faults: string[] = [];
  if (typeof reason !== 'string' || reason.trim().length < REASON_LENGTH)
    faults.push(`its reason has fewer than ${REASON_LENGTH} characters`);
  if (typeof owner !== 'string' || owner.trim() === '') faults.push('it has no owner');
  if (!isDay(expires)) faults.push('its `expires` is no day of the form YYYY-MM-DD');
  else if (daysBetween(today, expires) > maxDays)
    faults.push(`it expires on ${expires}, more than ${maxDays} days after ${today}`);
  return faults;
}

function endedFaults({ expires }: Waiver, today: string): readonly string[] {
  return isDay(expires) && expires < today
    ? [`it would have ended on ${expires}, before today, ${today}`]
    : [];
}
