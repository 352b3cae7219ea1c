/** What became of one delivery, in a sentence: what was done, or why not and what helps. */
export interface Delivered {
  readonly isDelivered: boolean;
  readonly said: string;
}
