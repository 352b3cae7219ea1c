import { cvss4Score } from './cvss4.ts';

/** A base score and the version of CVSS it is of. */
export interface CvssScore {
  readonly version: '4.0' | '3.1' | '3.0' | '2.0';
  /** 0 to 10, one decimal. */
  readonly score: number;
}

type Metrics = ReadonlyMap<string, string>;
type Weights = Readonly<Record<string, number>>;

/** Scores a vector of any version by its base metrics; undefined when it is none. */
export function cvssScore(vector: string): CvssScore | undefined {
  const { version, metrics } = readVector(vector);
  const score =
    version === '4.0'
      ? cvss4Score(metrics)
      : version === '2.0'
        ? cvss2Score(metrics)
        : cvss3Score(metrics, version);
  return score === undefined || Number.isNaN(score) ? undefined : { version, score };
}

function readVector(vector: string): { readonly version: CvssScore['version']; readonly metrics: Metrics } {
  const parts = vector.replace(/^\(|\)$/gu, '').split('/');
  const prefix = /^CVSS:(4\.0|3\.1|3\.0)$/u.exec(parts[0] ?? '')?.[1] as CvssScore['version'] | undefined;
  const pairs = parts.map((part) => part.split(':') as [string, string]);
  return { version: prefix ?? '2.0', metrics: new Map(pairs) };
}

const CVSS3: Readonly<Record<string, Weights>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  PR: { N: 0.85, L: 0.62, H: 0.27 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
/** Privileges weigh more where the scope changes. */
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 };

function cvss3Score(metrics: Metrics, version: string): number | undefined {
  const scope = metrics.get('S');
  if (scope !== 'U' && scope !== 'C') return undefined;
  const isChanged = scope === 'C';
  const tables = isChanged ? { ...CVSS3, PR: PRIVILEGES_CHANGED } : CVSS3;
  const weigh = weigher(metrics, tables);
  const base = 1 - (1 - weigh('C')) * (1 - weigh('I')) * (1 - weigh('A'));
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  const exploitability = 8.22 * weigh('AV') * weigh('AC') * weigh('PR') * weigh('UI');
  if (Number.isNaN(impact + exploitability)) return undefined;
  if (impact <= 0) return 0;
  const sum = Math.min(10, (isChanged ? 1.08 : 1) * (impact + exploitability));
  return version === '3.0' ? Math.ceil(sum * 10) / 10 : roundUp(sum);
}

/** CVSS 3.1's own rounding, which floating point does not lead astray. */
function roundUp(value: number): number {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}

const CVSS2: Readonly<Record<string, Weights>> = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: { N: 0, P: 0.275, C: 0.66 },
  I: { N: 0, P: 0.275, C: 0.66 },
  A: { N: 0, P: 0.275, C: 0.66 },
};

function cvss2Score(metrics: Metrics): number | undefined {
  const weigh = weigher(metrics, CVSS2);
  const impact = 10.41 * (1 - (1 - weigh('C')) * (1 - weigh('I')) * (1 - weigh('A')));
  const exploitability = 20 * weigh('AV') * weigh('AC') * weigh('Au');
  if (Number.isNaN(impact + exploitability)) return undefined;
  return Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176) * 10) / 10;
}

/** NaN for a metric that is missing or has an unknown value: it makes the whole score one. */
function weigher(metrics: Metrics, tables: Readonly<Record<string, Weights>>): (name: string) => number {
  return (name) => {
    const value = metrics.get(name) ?? '';
    const table = tables[name] ?? {};
    return Object.hasOwn(table, value) ? (table[value] ?? Number.NaN) : Number.NaN;
  };
}
