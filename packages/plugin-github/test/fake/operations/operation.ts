import type { FakeState } from '../state/fake-state.ts';
import type { FakeToken } from '../state/token.ts';

/** A call whose form is right and whose token may make it. */
export interface CallContext {
  readonly state: FakeState;
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, any>>;
  readonly token: FakeToken;
  /** The media type that was asked for. */
  readonly accept: string;
  /** Puts bytes on the other origin, for a minute, and gives their address. */
  readonly publish: (name: string, bytes: Buffer) => string;
}

/** An answer as it is sent. Text is sent as it stands. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A list, of which the page is sent that was asked for. */
export interface ListReply {
  readonly items: readonly unknown[];
  /** The object that holds the items; without it they are sent as an array. */
  readonly wrap?: (items: readonly unknown[], total: number) => unknown;
}

export type Operation = (context: CallContext) => Reply | ListReply;
