import type { Reply } from './operation.ts';
import { refuse } from './refuse.ts';

export function notFound(): Reply {
  return refuse(404, 'Not Found');
}
