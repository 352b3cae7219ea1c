import type { Schema } from './schema.ts';

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

export interface SpecParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

export interface SpecResponse extends Content {
  readonly $ref?: string;
}

export interface SpecOperation {
  readonly operationId: string;
  readonly parameters?: readonly (SpecParameter | { readonly $ref: string })[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: Readonly<Record<string, SpecResponse>>;
}

/** The trimmed description of GitHub's API, as `scripts/github-openapi.ts` wrote it. */
export interface Spec {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly 'x-source': { readonly package: string; readonly license: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, SpecOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, SpecParameter>>;
    readonly responses: Readonly<Record<string, SpecResponse>>;
  };
}
