import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendManifest, newManifest } from '../../../src/cli/init/package-json.ts';

const packages = { '@sluice/core': '^1.2.3' };

describe('package.json', () => {
  it.each([
    [
      'without a list',
      '{\n  "name": "a"\n}\n',
      '{\n  "name": "a",\n  "devDependencies": {\n    "@sluice/core": "^1.2.3"\n  }\n}\n',
    ],
    [
      'with tabs, in the place of the alphabet',
      '{\n\t"devDependencies": {\n\t\t"@a/b": "1",\n\t\t"zod": "4"\n\t},\n\t"name": "a"\n}',
      '{\n\t"devDependencies": {\n\t\t"@a/b": "1",\n\t\t"@sluice/core": "^1.2.3",\n\t\t"zod": "4"\n\t},\n\t"name": "a"\n}',
    ],
    [
      'at the end of a list in another order',
      '{ "devDependencies": { "z": "1", "b": "2" } }',
      '{ "devDependencies": { "z": "1", "b": "2", "@sluice/core": "^1.2.3" } }',
    ],
    [
      'with an empty list',
      '{\n  "devDependencies": {}\n}\n',
      '{\n  "devDependencies": {\n    "@sluice/core": "^1.2.3"\n  }\n}\n',
    ],
    [
      'with ends of lines as on Windows',
      '{\r\n  "name": "a"\r\n}\r\n',
      '{\r\n  "name": "a",\r\n  "devDependencies": {\r\n    "@sluice/core": "^1.2.3"\r\n  }\r\n}\r\n',
    ],
    ['that is empty', '{}', '{\n  "devDependencies": {\n    "@sluice/core": "^1.2.3"\n  }\n}\n'],
  ])('%s gets its line and keeps the rest', (_name, before, after) => {
    expect(extendManifest(before, packages)).toEqual({ text: after, added: ['@sluice/core'] });
  });

  it('is left as it is when it names the package, in whatever list', () => {
    const text = '{"dependencies":{"@sluice/core":"workspace:*"}}';
    expect(extendManifest(text, packages)).toEqual({ text, added: [] });
  });

  it.each(['', 'null', '[]', '{ "a": 1, }', '// no'])(
    'is not touched when it is no object of JSON: %s',
    (text) => {
      expect(extendManifest(text, packages)).toBeUndefined();
    },
  );

  it('is written anew only where the list is no list', () => {
    expect(JSON.parse(extendManifest('{"devDependencies": "none", "a": [1]}', packages)?.text ?? '')).toEqual(
      { devDependencies: packages, a: [1] },
    );
  });

  it('is private when it is new, and says nothing of its type', () => {
    expect(JSON.parse(newManifest(packages))).toEqual({ private: true, devDependencies: packages });
  });

  it('says what it said and the packages, whatever is in it and however it is written', () => {
    const manifest = fc.record(
      {
        name: fc.string(),
        devDependencies: fc.dictionary(fc.string(), fc.string()),
        other: fc.jsonValue(),
        scripts: fc.dictionary(fc.string(), fc.string()),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(manifest, fc.constantFrom(undefined, 2, 4, '\t'), (value, indent) => {
        const before = JSON.stringify(value, null, indent);
        const edit = extendManifest(before, packages);
        const expected = JSON.parse(before) as { devDependencies?: object };
        expect(JSON.parse(edit?.text ?? '')).toEqual({
          ...expected,
          devDependencies: { ...expected.devDependencies, ...packages },
        });
        // Without the line that was added, every other character is where it was.
        expect(edit?.text.length).toBeLessThan(before.length + 80);
      }),
    );
  });
});
