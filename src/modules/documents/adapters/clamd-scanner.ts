import { connect } from 'node:net';
import { Failure } from '#kit/failure';
import type { FileScanner } from '../ports.ts';

const timeLimit = 30_000;
const chunkSize = 64 * 1024;

function lengthOf(chunk: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  return length;
}

/** ClamAV's daemon by its INSTREAM command (clamd(8)): the bytes in counted chunks, an empty one at the end, one line as the answer. */
function ask(address: { readonly host: string; readonly port: number }, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address);
    let answer = '';
    socket.setTimeout(timeLimit, () => socket.destroy(new Error('clamd is silent')));
    socket.on('data', (data) => (answer += data.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write('zINSTREAM\0');
    for (let at = 0; at < bytes.length; at += chunkSize) {
      const chunk = bytes.subarray(at, at + chunkSize);
      socket.write(lengthOf(chunk));
      socket.write(chunk);
    }
    socket.end(Buffer.alloc(4));
  });
}

/** A scanner that cannot be reached refuses the file for now: nothing unscanned is kept where scanning was asked for. */
export function clamdScanner(address: { readonly host: string; readonly port: number }): FileScanner {
  return {
    async scan(bytes) {
      const answer = await ask(address, bytes).catch(() => '');
      if (/: OK\0?$/.test(answer)) return 'clean';
      if (/ FOUND\0?$/.test(answer)) return 'infected';
      throw new Failure('unavailable', { retryAfter: 60 });
    },
  };
}
