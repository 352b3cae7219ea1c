import { deliverCheck } from './deliver-check.ts';
import { deliverComment } from './deliver-comment.ts';
import { deliverStatus } from './deliver-status.ts';
import type { Delivered } from './delivered.ts';
import type { DeliveryTarget } from './delivery-target.ts';

/** What is to be written. */
export interface Wanted {
  readonly comment: boolean;
  readonly author?: string | undefined;
  readonly check: string | false;
  readonly status: string | false;
}

/** One delivery, by its name. */
export interface NamedDelivery extends Delivered {
  readonly name: 'comment' | 'check' | 'status';
}

/** All that is wanted, each by itself: what GitHub refuses of one stops no other. */
export async function deliverAll(target: DeliveryTarget, wanted: Wanted): Promise<readonly NamedDelivery[]> {
  const { comment, author, check, status } = wanted;
  const deliveries: Promise<NamedDelivery>[] = [];
  const add = (name: NamedDelivery['name'], deliver: Promise<Delivered>): void =>
    void deliveries.push(deliver.then((delivered) => ({ name, ...delivered })));
  if (comment) add('comment', deliverComment(target, { author }));
  if (check !== false) add('check', deliverCheck(target, check));
  if (status !== false) add('status', deliverStatus(target, status));
  return Promise.all(deliveries);
}
