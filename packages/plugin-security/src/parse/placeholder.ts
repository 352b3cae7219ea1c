import { crc32 } from 'node:zlib';

const WORDS =
  /example|sample|change[-_ ]?me|placeholder|dummy|fake|not[-_ ]?a[-_ ]?secret|your[-_ ]?(?:\w+[-_ ])?(?:key|token|secret|password)|x{6,}|\*{4,}|<[^>]+>|\$\{|\{\{/iu;

const LEAST_ENTROPY = 3;

/**
 * True for a value that is visibly no secret: `AKIA…EXAMPLE`, `changeme`, one character repeated, or with less than
 * three bits of entropy a character. Never for a token whose checksum is right: its issuer made it.
 */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === '' || hasChecksum(text)) return false;
  return WORDS.test(text) || entropyOf(text) < LEAST_ENTROPY;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts.values()].reduce((sum, count) => sum - (count / total) * Math.log2(count / total), 0);
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** GitHub's and npm's tokens end with the CRC-32 of their random part, in six digits of base 62. */
function hasChecksum(token: string): boolean {
  const match = /^(?:gh[pousr]|npm)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/u.exec(token);
  if (match === null) return false;
  const digits = [...(match[2] ?? '')];
  return digits.reduce((sum, digit) => sum * 62 + BASE62.indexOf(digit), 0) === crc32(match[1] ?? '');
}
