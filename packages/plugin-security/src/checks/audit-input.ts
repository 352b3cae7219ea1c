import type { Declared, Requirement } from '../dependencies/declared.ts';
import { pythonName } from '../parse/python-name.ts';

/** What pip-audit is given. */
export interface AuditInput {
  /** Lines of a requirements file. */
  readonly lines: readonly string[];
  readonly args: readonly string[];
  /** For people: from which files, and what was left out. */
  readonly detail: readonly string[];
}

/**
 * Turns what is declared into what pip-audit takes. Where every line names an exact version they are taken as they
 * stand, and nothing is installed; else, or when told to, pip works out what they bring in. Packages that nobody can
 * audit are left out and shown.
 */
export function auditInput(
  declared: Declared,
  unaudited: readonly { readonly package: string; readonly reason: string }[],
  resolve: boolean | undefined,
): AuditInput {
  const whyNot = ({ name }: Requirement): string | undefined =>
    unaudited.find((one) => name !== undefined && compile(one.package)(name))?.reason;
  const left = declared.requirements.filter((one) => whyNot(one) !== undefined);
  const kept = declared.requirements.filter((one) => whyNot(one) === undefined);
  const isPinned = kept.every(({ version }) => version !== undefined);
  const isResolved = resolve ?? !isPinned;
  const lines = [...new Set(kept.map(({ text }) => (isResolved ? text : withoutHashes(text))))];
  const bare =
    !declared.isClosed && !isResolved
      ? [', as listed; what they bring in is looked at only when it is listed too']
      : [''];
  return {
    lines: [...(kept.length > 0 && isResolved ? declared.options : []), ...lines],
    args: isResolved ? [] : ['--no-deps', '--disable-pip'],
    detail: [
      `${declared.files.join(', ')}${isResolved ? ', resolved by pip' : bare.join('')}`,
      ...left.map((one) => `${one.name ?? one.text} not audited, accepted: ${whyNot(one) ?? ''}`),
    ],
  };
}

/** Hashes of some lines and none of others make pip-audit refuse them all. */
function withoutHashes(text: string): string {
  return text.replace(/\s+--hash=\S+/gu, '');
}

function compile(glob: string): (name: string) => boolean {
  const source = glob
    .split('*')
    .map((part) =>
      part
        .toLowerCase()
        .replace(/[-_.]+/gu, '-')
        .replace(/[\\^$|+?()[\]{}]/gu, String.raw`\$&`),
    )
    .join('.*');
  const expression = new RegExp(`^${source}$`, 'u');
  return (name) => expression.test(pythonName(name));
}
