/**
 * Which environment variables hold credentials. One rule for two uses: what children do not get, and what the
 * redactor masks. When in doubt a name is a credential: a check names what it needs in `env`, while a token that
 * leaked is gone for good.
 */

/** Anywhere in a name: `PGPASSWORD` and `NPM_AUTHTOKEN` are written in one piece. */
const ANYWHERE = [
  'TOKEN',
  'SECRET',
  'PASSWORD',
  'PASSWD',
  'PASSPHRASE',
  'CREDENTIAL',
  'KEY',
  'WEBHOOK',
  'CONNECTION_STRING',
];

/** Only as a word between `_`, for as a part they are in PATH, PATTERN, XAUTHORITY, PEMBROKE. */
const WORDS = new Set(['PAT', 'AUTH', 'OAUTH', 'JWT', 'PWD', 'PEM', 'BEARER', 'COOKIE', 'CREDS']);

/** Ordinary words round KEY, TOKEN and PASS; struck out before the search, so `KEYBOARD_TOKEN` is still one. */
const HARMLESS_WORDS =
  /KEYBOARD|KEYRING|KEYMAP|KEYCODE|KEYWORD|KEYCLOAK|MONKEY|DONKEY|TURKEY|HOCKEY|TOKENIZER|HOST_KEY_CHECKING|ASKPASS|BYPASS|COMPASS/gu;

/** Exact names that look like credentials and are folders, sockets, switches or the path of a certificate's key. */
const HARMLESS_NAMES = new Set([
  'PWD',
  'OLDPWD',
  'SSH_AUTH_SOCK',
  'GIT_SSL_KEY',
  'GIT_SSL_CERT_PASSWORD_PROTECTED',
]);

/** Passed with a password inside, too: without its proxy nothing can be downloaded. */
const PROXY = /(?:^|_)(?:HTTP|HTTPS|FTP|ALL|NO|SOCKS5?)_PROXY$|^(?:PIP|NPM_CONFIG)_PROXY$/u;

/** `https://user:password@host`, `https://token@host`. Not databases: tests need their `DATABASE_URL`. */
const URL_WITH_CREDENTIALS = /https?:\/\/[^\s/@]{1,4096}@/iu;

/** True for a name that looks as if it held a credential, in any case of letters. */
export function isCredentialName(name: string): boolean {
  const upper = name.toUpperCase();
  if (HARMLESS_NAMES.has(upper) || PROXY.test(upper)) return false;
  if (upper.startsWith('ACTIONS_')) return true;
  const bare = upper.replace(HARMLESS_WORDS, '_');
  return (
    ANYWHERE.some((word) => bare.includes(word)) ||
    bare.split(/[^A-Z0-9]+/u).some((word) => WORDS.has(word) || word.endsWith('PASS'))
  );
}

/** True when a variable's name looks like a credential, or its value is a web address with one inside. */
export function isCredential(name: string, value: string): boolean {
  return isCredentialName(name) || (!PROXY.test(name.toUpperCase()) && URL_WITH_CREDENTIALS.test(value));
}
