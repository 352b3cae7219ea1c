import type { Reply } from '../operations/operation.ts';
import { refuse } from '../operations/refuse.ts';
import type { Fault } from './fault.ts';

const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

/** What GitHub answers in each case, or undefined where it does not answer. */
export function faultReply(fault: Fault, resetAtSeconds: number): Reply | undefined {
  const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(resetAtSeconds) };
  switch (fault) {
    case 'bad-token':
      return refuse(401, 'Bad credentials');
    case 'permission':
      return refuse(403, 'Resource not accessible by integration');
    case 'rate-limit':
      return { ...refuse(403, 'API rate limit exceeded for installation ID 1.'), headers: limited };
    case 'secondary-limit':
      return { ...refuse(403, SECONDARY), headers: { 'retry-after': '1' } };
    case 'too-many':
      return { ...refuse(429, SECONDARY), headers: { 'retry-after': '1' } };
    case 'not-found':
      return refuse(404, 'Not Found');
    case 'conflict':
      return refuse(409, 'Conflict');
    case 'gone':
      return refuse(410, 'Gone');
    case 'invalid':
      return refuse(422, 'Validation Failed');
    case 'server':
      return refuse(500, 'Server Error');
    case 'bad-gateway':
      return { status: 502, body: Buffer.from('<html><h1>502 Bad Gateway</h1></html>') };
    default:
      return undefined;
  }
}
