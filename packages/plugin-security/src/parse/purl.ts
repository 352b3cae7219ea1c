import { pythonName } from './python-name.ts';

/** A package URL taken apart: `pkg:apk/alpine/curl@7.61.0-r0?distro=3.7`. Texts are decoded. */
export interface Purl {
  readonly type: string;
  /** Namespace and name, joined by `/`; normalised where the type says how. */
  readonly name: string;
  readonly version?: string;
  readonly qualifiers: ReadonlyMap<string, string>;
}

/** Takes a package URL apart; undefined for anything else. */
export function parsePurl(text: string): Purl | undefined {
  const match = /^pkg:\/{0,2}([a-z][a-z0-9.+-]*)\/([^?#]+)(?:\?([^#]*))?(?:#.*)?$/iu.exec(
    text.trim().slice(0, 2048),
  );
  if (match === null) return undefined;
  const [, type = '', path = '', query = ''] = match;
  const at = path.lastIndexOf('@');
  // An `@` in first place belongs to the name: `pkg:npm/@scope/name` is written so by many.
  const end = at > 0 && !path.slice(at).includes('/') ? at : path.length;
  const name = path.slice(0, end).split('/').filter(Boolean).map(decoded).join('/');
  if (name === '') return undefined;
  const version = decoded(path.slice(end + 1));
  return {
    type: type.toLowerCase(),
    name: normalName(type.toLowerCase(), name),
    ...(version === '' ? {} : { version }),
    qualifiers: qualifiersOf(query),
  };
}

/** Writes a package URL without qualifiers. */
export function purlOf(type: string, name: string, version: string): string {
  const path = normalName(type, name).split('/').map(encodeURIComponent).join('/');
  return `pkg:${type}/${path}${version === '' ? '' : `@${encodeURIComponent(version)}`}`;
}

function normalName(type: string, name: string): string {
  return type === 'pypi' ? pythonName(name) : name;
}

function qualifiersOf(query: string): ReadonlyMap<string, string> {
  return new Map(
    query.split('&').flatMap((pair) => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at).toLowerCase(), decoded(pair.slice(at + 1))] as const] : [];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
