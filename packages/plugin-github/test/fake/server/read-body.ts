import type { IncomingMessage } from 'node:http';

/** The body of a request as JSON: undefined when there is none, `broken` when it is no JSON. */
export async function readBody(
  request: IncomingMessage,
): Promise<{ readonly body: unknown; readonly isBroken: boolean }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  if (text === '') return { body: undefined, isBroken: false };
  try {
    return { body: JSON.parse(text), isBroken: false };
  } catch {
    return { body: undefined, isBroken: true };
  }
}
