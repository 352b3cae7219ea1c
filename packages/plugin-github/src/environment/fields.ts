import { z } from '@sluice/core';

/*
 * What may stand in the fields of an environment. A fork chooses the names of its branches and repository, and whoever
 * can write the payload chooses all of it: each value here is later a part of a path, of a query or of a sentence.
 */

const REPOSITORY_PART = /^(?!\.{1,2}$)[\w.-]{1,100}$/u;
/** What git allows in a name, and nothing invisible or reordering. */
const REF_NAME = /^(?!-|\/)(?!.*(?:\.\.|@\{|\/\/))[^\p{Cc}\p{Cf} ~^:?*[\\]+(?<![./])$/u;

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(host);

/** An address of the host. http only to this machine: a token in clear text would be everybody's on the way. */
function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe && `${username}${password}${search}${hash}` === '';
}

const positive = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const ref = z.string().max(1024).regex(REF_NAME, 'must be a name that git allows');

/** The building blocks of the schemas of variables and payloads. */
export const fields = {
  positive,
  /** A number as a variable holds it. */
  positiveText: z
    .string()
    .regex(/^[1-9]\d{0,15}$/u, 'must be a positive number')
    .transform(Number)
    .pipe(positive),
  sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u, 'must be the hash of a commit'),
  ref,
  /** A branch, with or without `refs/heads/`. */
  branch: ref.transform((name) => name.replace(/^refs\/heads\//u, '')),
  address: z
    .string()
    .max(2048)
    .refine(isAddress, 'must be an https address without credentials')
    .transform((text) => text.replace(/\/+$/u, '')),
  login: z.string().regex(/^[\w-]{1,100}(?:\[bot\])?$/u, 'must be the name of an account'),
  word: z.string().regex(/^[a-z_]{1,40}$/u, 'must be a word'),
  repository: z
    .string()
    .refine((text) => {
      const parts = text.split('/');
      return parts.length === 2 && parts.every((part) => REPOSITORY_PART.test(part));
    }, 'must be owner/name')
    .transform((text) => {
      const [owner = '', name = ''] = text.split('/');
      return { owner, name };
    }),
} as const;
