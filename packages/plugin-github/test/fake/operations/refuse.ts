import type { Reply } from './operation.ts';

const DOCUMENTATION = 'https://docs.github.com/rest';

/** A refusal in GitHub's shape; that of 422 names the fields that are at fault. */
export function refuse(
  status: number,
  message: string,
  errors?: readonly Readonly<Record<string, string>>[],
): Reply {
  const body = { message, documentation_url: DOCUMENTATION };
  if (status === 422) return { status, body: { ...body, ...(errors === undefined ? {} : { errors }) } };
  return { status, body: { ...body, status: String(status) } };
}
