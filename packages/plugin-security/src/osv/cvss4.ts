/**
 * Scores of CVSS 4.0's MacroVectors, in tenths, from the specification (FIRST.org): only those a base score can reach,
 * with threats unknown (EQ5 0) and EQ4 1 or 2. In the order of EQ1, EQ2, then EQ3 with EQ6, then EQ4.
 */
const TENTHS =
  '100 93 96 90 93 88 92 80 79 69 95 92 91 81 92 84 82 70 71 63 94 87 89 75 86 72 76 57 65 53 90 77 77 66 74 61 59 52 58 23 86 70 74 54 72 53 57 36 47 24 73 54 55 43 61 46 51 18 24 10'
    .split(' ')
    .map(Number);

/** EQ3 with EQ6, as they stand in the table. */
const PAIRS = ['00', '01', '10', '11', '21'];

/** The place of each value of a metric from the most severe on, as the specification counts distances. */
const PLACES: Readonly<Record<string, string>> = {
  AV: 'NALP',
  PR: 'NLH',
  UI: 'NPA',
  AC: 'LH',
  AT: 'NP',
  VC: 'HLN',
  VI: 'HLN',
  VA: 'HLN',
  // Safety comes before high in the subsequent system, but no base vector has that value.
  SC: '-HLN',
  SI: '-HLN',
  SA: '-HLN',
};

/** The most severe vectors of each class, and how many steps of severity the class is deep. */
const EQ1 = [
  { tops: ['AV:N/PR:N/UI:N'], depth: 1 },
  { tops: ['AV:A/PR:N/UI:N', 'AV:N/PR:L/UI:N', 'AV:N/PR:N/UI:P'], depth: 4 },
  { tops: ['AV:P/PR:N/UI:N', 'AV:A/PR:L/UI:P'], depth: 5 },
];
const EQ2 = [
  { tops: ['AC:L/AT:N'], depth: 1 },
  { tops: ['AC:H/AT:N', 'AC:L/AT:P'], depth: 2 },
];
/** By EQ3 and EQ6. A base vector leaves the environment's requirements at high, so EQ6 follows from EQ3. */
const EQ3: Readonly<Record<string, { readonly tops: readonly string[]; readonly depth: number }>> = {
  '00': { tops: ['VC:H/VI:H/VA:H'], depth: 7 },
  '10': { tops: ['VC:L/VI:H/VA:H', 'VC:H/VI:L/VA:H'], depth: 8 },
  '21': { tops: ['VC:L/VI:L/VA:L'], depth: 10 },
};
const EQ4 = [
  { tops: ['SC:H/SI:S/SA:S'], depth: 6 },
  { tops: ['SC:H/SI:H/SA:H'], depth: 5 },
  { tops: ['SC:L/SI:L/SA:L'], depth: 4 },
];

interface Class {
  readonly tops: readonly string[];
  readonly depth: number;
  /** The score of the next class down, undefined at the bottom. */
  readonly below: number | undefined;
}

/** The base score of a vector of CVSS 4.0, metrics by name; undefined when one is missing. */
export function cvss4Score(metrics: ReadonlyMap<string, string>): number | undefined {
  const is = (name: string, value: string): boolean => metrics.get(name) === value;
  if (!Object.keys(PLACES).every((name) => place(name, metrics.get(name) ?? '') >= 0)) return undefined;
  if (['VC', 'VI', 'VA', 'SC', 'SI', 'SA'].every((name) => is(name, 'N'))) return 0;
  const easy = [is('AV', 'N'), is('PR', 'N'), is('UI', 'N')];
  const eq1 = easy.every(Boolean) ? 0 : easy.some(Boolean) && !is('AV', 'P') ? 1 : 2;
  const eq2 = is('AC', 'L') && is('AT', 'N') ? 0 : 1;
  const pair =
    is('VC', 'H') && is('VI', 'H') ? '00' : ['VC', 'VI', 'VA'].some((name) => is(name, 'H')) ? '10' : '21';
  const eq4 = ['SC', 'SI', 'SA'].some((name) => is(name, 'H')) ? 1 : 2;
  const score = macroScore(eq1, { eq2, pair, eq4 }) ?? 0;
  const classes: readonly Class[] = [
    { ...EQ1[eq1], below: macroScore(eq1 + 1, { eq2, pair, eq4 }) } as Class,
    { ...EQ2[eq2], below: macroScore(eq1, { eq2: eq2 + 1, pair, eq4 }) } as Class,
    { ...EQ3[pair], below: belowPair(pair, (other) => macroScore(eq1, { eq2, pair: other, eq4 })) } as Class,
    { ...EQ4[eq4], below: macroScore(eq1, { eq2, pair, eq4: eq4 + 1 }) } as Class,
  ];
  const shares = classes.flatMap((one) => shareOf(one, score, metrics));
  // EQ5 always has a class below, in which a base vector stands at the top: it counts in the mean, and adds nothing.
  const mean = shares.reduce((sum, share) => sum + share, 0) / (shares.length + 1);
  return Math.max(0, Math.min(10, Math.round((score - mean + 1e-6) * 10) / 10));
}

interface Lower {
  readonly eq2: number;
  readonly pair: string;
  readonly eq4: number;
}

function macroScore(eq1: number, { eq2, pair, eq4 }: Lower): number | undefined {
  const at = PAIRS.indexOf(pair);
  if (eq1 > 2 || eq2 > 1 || at === -1 || eq4 > 2) return undefined;
  const tenths = TENTHS[((eq1 * 2 + eq2) * PAIRS.length + at) * 2 + eq4 - 1];
  return tenths === undefined ? undefined : tenths / 10;
}

/** From `00` there are two ways down, and the more severe one counts. */
function belowPair(pair: string, scoreOf: (pair: string) => number | undefined): number | undefined {
  if (pair === '00') return Math.max(scoreOf('01') ?? 0, scoreOf('10') ?? 0);
  return pair === '10' ? scoreOf('11') : undefined;
}

/** How much of the way to the class below the vector has gone. */
function shareOf(
  { tops, depth, below }: Class,
  score: number,
  metrics: ReadonlyMap<string, string>,
): number[] {
  if (below === undefined) return [];
  const distance = tops.map((top) => distanceFrom(top, metrics)).find((found) => found !== undefined) ?? 0;
  return [(score - below) * (distance / depth)];
}

/** Steps from a most severe vector down to this one; undefined when it is not below it in every metric. */
function distanceFrom(top: string, metrics: ReadonlyMap<string, string>): number | undefined {
  let sum = 0;
  for (const [name, value] of pairsOf(top)) {
    const steps = place(name, metrics.get(name) ?? '') - Math.max(0, place(name, value));
    if (steps < 0) return undefined;
    sum += steps;
  }
  return sum;
}

function place(name: string, value: string): number {
  return value.length === 1 ? (PLACES[name] ?? '').indexOf(value) : -1;
}

function pairsOf(vector: string): [string, string][] {
  return vector.split('/').map((part) => part.split(':') as [string, string]);
}
