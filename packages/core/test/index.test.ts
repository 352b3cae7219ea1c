import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { z as Zod } from 'zod';
import { expect, it } from 'vitest';

// The built package: its bundle leaves the messages of other languages out, and takes them from the installed zod.
const built = pathToFileURL(join(import.meta.dirname, '../dist/index.js')).href;

it('has the messages of every language that zod has, each taken when it is asked for', async () => {
  const { z } = (await import(/* @vite-ignore */ built)) as { readonly z: typeof Zod };
  expect(Object.keys(z.locales).length).toBeGreaterThan(40);
  for (const [name, locale] of Object.entries(z.locales)) {
    const { localeError } = (locale as () => { readonly localeError: (issue: object) => unknown })();
    const message = localeError({ code: 'invalid_type', expected: 'string', input: 3 });
    expect(message, name).toEqual(expect.stringMatching(/\S/u));
  }
});
