import { createServer } from 'node:http';

const opened: (() => void)[] = [];

/** Closes what faults left open, as a test must after them. */
export function closeAll(): void {
  for (const close of opened.splice(0)) close();
}

/** Leaves a timer that goes on. */
export function leaveTimer(): void {
  const timer = setInterval(() => {}, 10_000);
  opened.push(() => clearInterval(timer));
}

/** Leaves a server that listens. */
export function leaveServer(): void {
  const server = createServer().listen(0);
  opened.push(() => server.close());
}
