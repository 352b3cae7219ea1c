import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { originsOf } from '../../src/plugin/origin.ts';
import type { Plugin } from '../../src/plugin/plugin.ts';
import { tempWorkspace } from '../../src/testing/temp-workspace.ts';

describe('the origins of a plugin', () => {
  it('begin with the file that defines it, and are no field of it', () => {
    const plugin = definePlugin({ name: 'mine', version: '1.0.0', setup: () => {} })();
    expect(originsOf(plugin.definition)[0]).toBe(import.meta.filename);
    expect(Object.keys(plugin.definition)).toEqual(['name', 'version', 'setup']);
  });

  it('hold the file that had it defined by another', async () => {
    await using place = await tempWorkspace({
      'package.json': '{"type":"module"}',
      'factory.mjs': 'export const make = (define, name) => define({ name, version: "1", setup() {} })();',
      'mine.mjs':
        'import { make } from "./factory.mjs"; export const plugin = (define) => make(define, "mine");',
    });
    const url = pathToFileURL(place.path('mine.mjs')).href;
    const { plugin } = (await import(url)) as { plugin: (define: typeof definePlugin) => Plugin };
    expect(originsOf(plugin(definePlugin).definition).slice(0, 2)).toEqual([
      place.path('factory.mjs'),
      place.path('mine.mjs'),
    ]);
  });

  it('are none of what is no plugin', () => {
    expect(originsOf(undefined)).toEqual([]);
    expect(originsOf({})).toEqual([]);
  });
});
