import { z } from '../model/zod.ts';
import { jsonConfigSchema } from './schema.ts';

/** The JSON schema of `ci.config.json`, as data; generated into docs/schemas/config.json. */
export function jsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(jsonConfigSchema, { io: 'input', target: 'draft-2020-12' });
  return { title: 'Sluice configuration', description: 'ci.config.json', ...schema };
}
