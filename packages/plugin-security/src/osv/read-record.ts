import type { OsvAffected, OsvEvent, OsvRecord } from './osv-record.ts';
import { pythonName } from '../parse/python-name.ts';

type Fields = Readonly<Record<string, unknown>>;

const EVENTS = ['introduced', 'fixed', 'last_affected', 'limit'] as const;
const TEXT_LENGTH = 4000;
/** What stands for nothing, YAML's spellings included. */
const NOT_WITHDRAWN: ReadonlySet<unknown> = new Set([undefined, null, '', 'null', '~']);

/** Reads an advisory by a list of fields; undefined when it is none, so that a folder's other files do no harm. */
export function readRecord(value: unknown): OsvRecord | undefined {
  const fields = fieldsOf(value);
  const id = text(fields['id']);
  const isAdvisory = ['affected', 'severity', 'withdrawn'].some((name) => fields[name] !== undefined);
  if (id === undefined || !isAdvisory) return undefined;
  const summary = text(fields['summary']) ?? text(fields['details']);
  const published = instant(fields['published']);
  const modified = instant(fields['modified']);
  const own = fieldsOf(fields['database_specific']);
  const severity = text(own['severity']);
  return {
    id,
    aliases: texts(fields['aliases']),
    ...(summary === undefined ? {} : { summary: summary.slice(0, TEXT_LENGTH) }),
    ...(published === undefined ? {} : { published }),
    ...(modified === undefined ? {} : { modified }),
    isWithdrawn: !NOT_WITHDRAWN.has(fields['withdrawn']),
    affected: list(fields['affected']).flatMap(readAffected),
    ...(severity === undefined ? {} : { severity: severity.toUpperCase() }),
    vectors: vectorsOf(fields),
    cwe: texts(own['cwe_ids']).filter((name) => /^CWE-\d+$/u.test(name)),
  };
}

/** A vector may stand with the record or with one of the packages that it affects. */
function vectorsOf(fields: Fields): readonly string[] {
  const places = [fields, ...list(fields['affected']).map(fieldsOf)];
  const found = places.flatMap((place) => list(place['severity']).map((one) => text(fieldsOf(one)['score'])));
  return [...new Set(found.filter((vector) => vector !== undefined))];
}

function readAffected(value: unknown): OsvAffected[] {
  const fields = fieldsOf(value);
  const { name, ecosystem } = fieldsOf(fields['package']);
  if (typeof name !== 'string' || ecosystem !== 'PyPI') return [];
  const ranges = list(fields['ranges'])
    .map(fieldsOf)
    .filter(({ type }) => type === 'ECOSYSTEM')
    .map((range) => list(range['events']).map(readEvent));
  return [{ name: pythonName(name), ranges, versions: texts(fields['versions']) }];
}

function readEvent(value: unknown): OsvEvent {
  const fields = fieldsOf(value);
  return Object.fromEntries(
    EVENTS.flatMap((name) => {
      const version = text(fields[name]);
      return version === undefined ? [] : [[name, version]];
    }),
  );
}

/** In the one spelling that pip-audit reads: whole seconds or a fraction, in UTC, with a Z. */
function instant(value: unknown): string | undefined {
  const parsed = new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(parsed.getTime()) ? undefined : `${parsed.toISOString().slice(0, 19)}Z`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return list(value).flatMap((item) => text(item) ?? []);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
