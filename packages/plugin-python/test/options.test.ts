import { z } from '@sluice/core';
import { describe, expect, it } from 'vitest';
import { pythonOptions } from '../src/options.ts';

interface JsonSchema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
}

/** Paths of all options without a description. */
function undescribed(schema: JsonSchema, path: string): readonly string[] {
  const inner = [
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => [
      ...(value.description ? [] : [`${path}.${key}`]),
      ...undescribed(value, `${path}.${key}`),
    ]),
    ...(schema.anyOf ?? []).flatMap((branch) => undescribed(branch, path)),
  ];
  return schema.items ? [...inner, ...undescribed(schema.items, `${path}[]`)] : inner;
}

describe('the options', () => {
  it('are each described, down to the last', () => {
    const schema = z.toJSONSchema(pythonOptions, { io: 'input' }) as JsonSchema;
    expect(Object.keys(schema.properties ?? {})).toContain('coverageTrend');
    expect(undescribed(schema, 'python')).toEqual([]);
  });
});
