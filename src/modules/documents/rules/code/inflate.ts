/** A message of at most three codes holds 4 kB; ten times that after inflating is a bomb. */
const mostInflated = 64 * 1024;

/**
 * Inflates zlib data (RFC 1950) with the engine's own stream, which servers and browsers have alike.
 *
 * @returns undefined where it is not zlib data, has bytes after its end, or would become greater than `limit` bytes.
 */
export async function inflate(data: Uint8Array, limit: number = mostInflated): Promise<Uint8Array | undefined> {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  // The writer's promises reject when the reader stops; the reader below is what decides.
  const written = writer.write(data as Uint8Array<ArrayBuffer>).then(
    () => writer.close(),
    () => undefined,
  );
  written.catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = stream.readable.getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length;
      if (size > limit) {
        await reader.cancel();
        return undefined;
      }
      chunks.push(next.value);
    }
  } catch {
    return undefined;
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
