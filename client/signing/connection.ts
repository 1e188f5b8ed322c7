import { SigningFault } from './outcome.ts';
import type { FaultKind } from './outcome.ts';

type Frame = Readonly<Record<string, unknown>>;

const heartbeat = '--heartbeat--';

function parseFrame(data: unknown): Frame | undefined {
  try {
    const value: unknown = JSON.parse(String(data));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One WebSocket to a signing program: a request, then its answer, never two at a time, as NCALayer works. The program speaks first: its
 * greeting is consumed before anything is sent.
 */
export class Connection {
  readonly #socket: WebSocket;
  #opened = false;
  #awaited: PromiseWithResolvers<Frame> | undefined;

  private constructor(address: string, signal: AbortSignal) {
    this.#socket = new WebSocket(address);
    this.#socket.addEventListener('open', () => {
      this.#opened = true;
    });
    this.#socket.addEventListener('message', (event) => this.#receive(event.data));
    this.#socket.addEventListener('close', () => this.#fail(this.#opened ? 'closed' : 'notRunning'));
    signal.addEventListener('abort', () => this.#fail('cancelled'), { once: true });
  }

  /**
   * Connects and waits for the greeting.
   * @throws SigningFault `notRunning` where nothing listens (or the browser does not trust its certificate: a page cannot tell these apart).
   */
  static async open(address: string, signal: AbortSignal, milliseconds: number): Promise<Connection> {
    if (signal.aborted) throw new SigningFault('cancelled');
    const connection = new Connection(address, signal);
    const { result } = await connection.#next(milliseconds, () => (connection.#opened ? 'protocol' : 'notRunning'));
    if (typeof result === 'object' && result !== null && 'version' in result) return connection;
    connection.close();
    throw new SigningFault('protocol');
  }

  /** Sends a request and waits for its answer, at most `milliseconds`. */
  async ask(request: object, milliseconds: number): Promise<Frame> {
    if (this.#socket.readyState !== WebSocket.OPEN) throw new SigningFault('closed');
    const answer = this.#next(milliseconds, () => 'timeout');
    this.#socket.send(JSON.stringify(request));
    return await answer;
  }

  close(): void {
    this.#socket.close();
  }

  async #next(milliseconds: number, late: () => FaultKind): Promise<Frame> {
    const awaited = Promise.withResolvers<Frame>();
    this.#awaited = awaited;
    const timer = setTimeout(() => this.#fail(late()), milliseconds);
    return await awaited.promise.finally(() => clearTimeout(timer));
  }

  #receive(data: unknown): void {
    if (data === heartbeat) return;
    const frame = parseFrame(data);
    if (frame === undefined) {
      this.#fail('protocol');
      return;
    }
    const awaited = this.#awaited;
    this.#awaited = undefined;
    awaited?.resolve(frame);
  }

  /** Fails what is awaited and closes: after a fault the socket's next frame would answer an older question. */
  #fail(fault: FaultKind): void {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    awaited?.reject(new SigningFault(fault));
    this.#socket.close();
  }
}
