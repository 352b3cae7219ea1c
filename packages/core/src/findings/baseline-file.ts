import { SEVERITIES } from '../model/finding.ts';
import { baselineSize, compareEntries, type Baseline, type BaselineEntry } from './baseline.ts';

/** The name of the file beside the config. */
export const BASELINE_FILE = 'ci.baseline.json';

/** Order of an entry's fields in the file. */
const FIELDS: readonly (keyof BaselineEntry)[] = [
  'count',
  'kind',
  'severity',
  'rule',
  'path',
  'scope',
  'package',
  'ids',
  'code',
  'sketch',
  'reason',
];

const TEXTS = ['kind', 'rule', 'path', 'scope', 'package', 'code', 'sketch', 'reason'] as const;

/** The text of `ci.baseline.json`: sorted, one line a fingerprint, so that a diff shows what is accepted. */
export function baselineText(baseline: Baseline): string {
  const lines = baseline.entries.toSorted(compareEntries).map((entry) => {
    const fields = FIELDS.flatMap((field) => (entry[field] === undefined ? [] : [[field, entry[field]]]));
    return `    ${JSON.stringify(entry.fingerprint)}: ${JSON.stringify(Object.fromEntries(fields))}`;
  });
  const findings = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  return `{\n  "schemaVersion": 1,\n  "size": ${baselineSize(baseline)},\n  "findings": ${findings}\n}\n`;
}

/**
 * Reads the text of `ci.baseline.json`. Throws an Error that says what is wrong: a baseline that is half understood
 * would accept who knows what.
 */
export function parseBaseline(text: string): Baseline {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error('it is not a JSON object');
  const { schemaVersion, findings } = value;
  if (schemaVersion !== 1)
    throw new Error(`schemaVersion is ${JSON.stringify(schemaVersion)}, and this Sluice reads 1`);
  if (!isObject(findings)) throw new Error('`findings` is no list of fingerprints');
  const entries = Object.entries(findings).map(([fingerprint, entry]) => {
    const fault = faultOf(fingerprint, entry);
    if (fault !== undefined) throw new Error(`${fingerprint.slice(0, 12)}: ${fault}`);
    return { ...(entry as Omit<BaselineEntry, 'fingerprint'>), fingerprint };
  });
  return { schemaVersion: 1, entries: entries.sort(compareEntries) };
}

function faultOf(fingerprint: string, entry: unknown): string | undefined {
  if (!/^[0-9a-f]{64}$/u.test(fingerprint)) return 'it is no fingerprint of 64 hex digits';
  if (!isObject(entry)) return 'it is not an object';
  const unknown = Object.keys(entry).find((key) => !(FIELDS as readonly string[]).includes(key));
  if (unknown !== undefined) return `it has the unknown field \`${unknown}\``;
  if (!Number.isSafeInteger(entry['count']) || (entry['count'] as number) < 1)
    return 'its `count` is no whole number from 1 up';
  if (!(SEVERITIES as readonly unknown[]).includes(entry['severity'])) return 'its `severity` is unknown';
  for (const field of TEXTS) {
    const isNeeded = field === 'kind' || field === 'rule';
    if (typeof entry[field] !== 'string' && (isNeeded || entry[field] !== undefined))
      return `its \`${field}\` is no text`;
  }
  const { ids = [] } = entry;
  return Array.isArray(ids) && ids.every((id) => typeof id === 'string')
    ? undefined
    : 'its `ids` are no list';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
