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
});
