import { CORPUS } from './corpus.ts';
import type { Random } from './random.ts';

const LONG = 'A'.repeat(20_000);

/** Values that have broken readers: of another type, huge, commands of terminals and hosts, names that every object has. */
const HOSTILE: readonly unknown[] = [
  [null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, '', ' ', [], {}, [[]], [null], LONG],
  ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'CRITICAL', 'not_affected', '2.1.0'],
  ['\u001b[2J\u001b]8;;x\u0007', '::error::x\n::add-mask::y', '##[error]x', '<script>alert(1)</script>'],
  ['\u202Egnp.exe', '\uD800', '\u0000', '../../../etc/passwd', 'file:///%zz', 'C:\\a\\b', 'https://u:p@h/'],
  ["'".repeat(3000), '"\\'.repeat(3000), '{0}'.repeat(3000), 'pkg:'.repeat(500), '%'.repeat(3000)],
  ['.!? '.repeat(1000), '-----BEGIN PRIVATE KEY-----'.repeat(300), `a@${'.'.repeat(3000)}`],
  [JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')],
].flat();

/** A report that is wrong in one to four ways. */
export function mutant(random: Random): string {
  let text = random.pick(CORPUS);
  for (let count = 1 + random.below(4); count > 0; count -= 1) text = random.pick(MUTATIONS)(text, random);
  return text;
}

type Mutation = (text: string, random: Random) => string;

const MUTATIONS: readonly Mutation[] = [
  changeValue,
  changeValue,
  changeValue,
  changeValue,
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => {
    const start = random.below(text.length + 1);
    return text.slice(0, start) + text.slice(start + 1 + random.below(40));
  },
  (text, random) => {
    const start = random.below(text.length + 1);
    const piece = text.slice(start, start + random.below(200));
    return text.slice(0, start) + piece + text.slice(start);
  },
  (text, random) => {
    const start = random.below(text.length + 1);
    const noise = String.fromCharCode(random.below(0x250), random.below(0x10000));
    return text.slice(0, start) + noise + text.slice(start + 1);
  },
  (text, random) => `${'['.repeat(random.below(400))}${text}${']'.repeat(random.below(400))}`,
  (text, random) => text + random.pick(CORPUS),
];

/** Puts a hostile value, or a piece of another report, in the place of some value. */
function changeValue(text: string, random: Random): string {
  const document = parsed(text);
  if (document === undefined) return text;
  const holder = { root: document };
  const places: (readonly [object: Record<string, unknown>, key: string])[] = [];
  collect(holder, places);
  const [object, key] = random.pick(places);
  const other = random.below(10) === 0 ? parsed(random.pick(CORPUS)) : undefined;
  const value = other ?? random.pick(HOSTILE);
  if (random.below(8) === 0) delete object[key];
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  try {
    return JSON.stringify(holder.root) ?? 'null';
  } catch {
    return text;
  }
}

function collect(value: object, places: (readonly [Record<string, unknown>, string])[]): void {
  if (places.length > 3000) return;
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    places.push([value as Record<string, unknown>, key]);
    if (typeof inner === 'object' && inner !== null) collect(inner, places);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
