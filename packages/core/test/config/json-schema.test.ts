import { describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/config/json-schema.ts';

describe('the JSON schema of the config', () => {
  it('is plain data, the same each time', () => {
    const schema = jsonSchema();
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(JSON.stringify(jsonSchema())).toBe(JSON.stringify(schema));
  });

  it('is strict, and describes the JSON form', () => {
    expect(jsonSchema()).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'object',
      additionalProperties: false,
      properties: {
        plugins: { type: 'array', description: expect.stringContaining('python') },
        checks: { type: 'array' },
        policy: {
          type: 'object',
          additionalProperties: false,
          properties: { required: { type: 'array', items: { type: 'string' } } },
        },
        waivers: { items: { required: ['reason', 'owner', 'expires'] } },
        tools: { type: 'object', additionalProperties: { type: 'string' } },
      },
    });
  });

  it('knows a plugin by its name, alone or with its options, and no path', () => {
    const { anyOf } = (jsonSchema() as { properties: { plugins: { items: { anyOf: readonly Form[] } } } })
      .properties.plugins.items;
    const [alone, single, pair] = anyOf;
    expect(single?.prefixItems).toHaveLength(1);
    expect(pair?.prefixItems?.[1]).toMatchObject({ type: 'object' });
    for (const { pattern } of [alone, single?.prefixItems?.[0], pair?.prefixItems?.[0]].map(
      (form) => form ?? {},
    )) {
      const name = new RegExp(pattern ?? '^$', 'u');
      for (const good of ['python', 'sluice-plugin-x', '@acme/sluice-plugin-x']) expect(good).toMatch(name);
      for (const bad of ['', '../evil', '/etc/evil', 'a/b', './x']) expect(bad).not.toMatch(name);
    }
  });
});

interface Form {
  readonly pattern?: string;
  readonly prefixItems?: readonly Form[];
}
