/**
 * The environment of a test: the system's own programs, and nothing of the developer's. A test that needs more says
 * so, and then it means the same on every machine.
 */
export const SYSTEM_ENV: Readonly<Record<string, string>> = Object.freeze({
  PATH: '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin',
  LC_ALL: 'C',
});
