import type { Triage } from '@sluice/core';

/** How tools name the host they could not reach. Each without repetition inside repetition: lines are text of strangers. */
const FORMS: readonly RegExp[] = [
  /\bhttps?:\/\/(?:[^\s/@'"<>]{1,100}@)?([\w.-]{1,253})/giu,
  /\b(?:resolve host|lookup|ENOTFOUND|EAI_AGAIN|connect to|connecting to)[: ]{1,2}['"]?([\w-][\w.-]{0,252})/giu,
  /\bhost='([\w.-]{1,253})'/giu,
];

/** This machine, and what only looks like a name. */
const NO_HOST = /^(?:localhost|127\.|0\.0\.0\.0|[^.]*$|\.|.*\.$)/u;

/** The hosts that the lines name which say why, by their names in small letters. */
export function hostsOf({ evidence }: Pick<Triage, 'evidence'>): readonly string[] {
  const found = evidence.flatMap(({ text }) =>
    FORMS.flatMap((form) => [...text.matchAll(form)].map(([, host = '']) => host.toLowerCase())),
  );
  return [...new Set(found.filter((host) => !NO_HOST.test(host)))].toSorted();
}
