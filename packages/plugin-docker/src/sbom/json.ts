/** An object of a document, of which only some fields are known here. */
export type Json = Readonly<Record<string, unknown>>;
