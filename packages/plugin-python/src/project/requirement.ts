import { normaliseName } from './normalise-name.ts';

/** One PEP 508 requirement, taken apart. */
export interface Requirement {
  /** Normalised by PEP 503: lower case, `-` between words. */
  readonly name: string;
  readonly extras: readonly string[];
  /** `>=8,<9`; empty for any version. */
  readonly specifier: string;
  readonly url?: string;
  readonly marker?: string;
}

const PATTERN = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/su;

/** Takes a line apart; undefined for an option, a path or anything else that names no package. */
export function parseRequirement(line: string): Requirement | undefined {
  const text = line.trim();
  if (text === '' || /^[-#./]/u.test(text) || /^[a-z+]+:\/\//u.test(text)) return undefined;
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [, name = '', extras = '', rest = ''] = match;
  const isUrl = rest.startsWith('@');
  // A marker behind a URL is set off by a space: a `;` may be part of the URL itself.
  const split = isUrl ? rest.search(/\s;/u) : rest.indexOf(';');
  const body = (split === -1 ? rest : rest.slice(0, split)).trim();
  const marker = split === -1 ? undefined : rest.slice(split).replace(/^\s*;/u, '').trim();
  const specifier = isUrl ? '' : body.replace(/^\((.*)\)$/su, '$1').trim();
  if (!isUrl && specifier !== '' && !/^(?:===|[~!=<>]=|[<>])/u.test(specifier)) return undefined;
  return {
    name: normaliseName(name),
    extras: extras
      .split(',')
      .map((extra) => normaliseName(extra.trim()))
      .filter(Boolean),
    specifier,
    ...(isUrl && { url: body.slice(1).trim() }),
    ...(marker && { marker }),
  };
}
