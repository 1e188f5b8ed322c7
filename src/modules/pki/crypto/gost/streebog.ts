import { iterationConstants, matrix, substitution } from './streebog-tables.ts';

/**
 * Streebog, the hash function of GOST R 34.11-2012 (RFC 6986), over byte strings: the first byte is the least significant one,
 * as in every certificate and CMS of the field. RFC 6986 prints its examples the other way round.
 *
 * A block of 512 bits is sixteen 32-bit words, least significant first.
 */
type Block = Uint32Array;

const blockBytes = 64;

/** π, τ and the matrix in one table: `lps[2 * (256 * j + v)]` is what byte value `v` at place `j` of a row adds to a 64-bit word. */
const lps = combinedTable();
const roundConstants = iterationConstants.map(blockOfHex);

// Scratch registers: hashing is synchronous, and an allocation per round would take five times the time of the round.
const roundKey: Block = new Uint32Array(16);
const roundText: Block = new Uint32Array(16);
const mixed: Block = new Uint32Array(16);
/** The bytes of `mixed`: every engine of JavaScript stores words least significant byte first. */
const mixedBytes = new Uint8Array(mixed.buffer);

export function streebog512(data: Uint8Array): Uint8Array {
  return digest(data, 0x00);
}

export function streebog256(data: Uint8Array): Uint8Array {
  return digest(data, 0x01).subarray(32);
}

/** RFC 6986 §9.2, with the whole message at hand. */
function digest(data: Uint8Array, initial: number): Uint8Array {
  const state: Block = blockOf(new Uint8Array(blockBytes).fill(initial));
  const length: Block = new Uint32Array(16);
  const sum: Block = new Uint32Array(16);
  let at = 0;
  for (; at + blockBytes <= data.length; at += blockBytes)
    absorb({ state, length, sum }, blockOf(data.subarray(at, at + blockBytes)), 512);
  const last = new Uint8Array(blockBytes);
  last.set(data.subarray(at));
  last[data.length - at] = 1;
  absorb({ state, length, sum }, blockOf(last), (data.length - at) * 8);
  const zero: Block = new Uint32Array(16);
  compress(state, zero, length);
  compress(state, zero, sum);
  return bytesOf(state);
}

/** The registers h, N and Σ of RFC 6986 §9. */
type Registers = { state: Block; length: Block; sum: Block };

function absorb({ state, length, sum }: Registers, block: Block, bits: number): void {
  compress(state, length, block);
  const count: Block = new Uint32Array(16);
  count[0] = bits;
  addTo(length, count);
  addTo(sum, block);
}

/** g_N(h, m) of RFC 6986 §8, in place. */
function compress(state: Block, count: Block, block: Block): void {
  transform(roundKey, state, count);
  roundText.set(block);
  for (const constant of roundConstants) {
    transform(roundText, roundText, roundKey);
    transform(roundKey, roundKey, constant);
  }
  for (let i = 0; i < 16; i++) state[i] = at(state, i) ^ at(roundText, i) ^ at(roundKey, i) ^ at(block, i);
}

/** out = LPS(a ⊕ b), RFC 6986 §7. */
function transform(out: Block, a: Block, b: Block): void {
  for (let i = 0; i < 16; i++) mixed[i] = at(a, i) ^ at(b, i);
  for (let row = 0; row < 8; row++) {
    let low = 0;
    let high = 0;
    for (let j = 0; j < 8; j++) {
      const entry = (j << 9) | ((mixedBytes[8 * j + row] as number) << 1);
      low ^= at(lps, entry);
      high ^= at(lps, entry + 1);
    }
    out[2 * row] = low;
    out[2 * row + 1] = high;
  }
}

/** Addition modulo 2^512, in place. */
function addTo(total: Block, term: Block): void {
  let carry = 0;
  for (let i = 0; i < 16; i++) {
    const sum = at(total, i) + at(term, i) + carry;
    total[i] = sum;
    carry = sum > 0xffffffff ? 1 : 0;
  }
}

function combinedTable(): Uint32Array {
  const table = new Uint32Array(8 * 256 * 2);
  for (let place = 0; place < 8; place++) {
    for (let value = 0; value < 256; value++) {
      let word = 0n;
      for (let bit = 0; bit < 8; bit++) {
        if ((((substitution[value] as number) >>> bit) & 1) === 1) word ^= matrix[63 - (8 * place + bit)] as bigint;
      }
      table[2 * (256 * place + value)] = Number(word & 0xffffffffn);
      table[2 * (256 * place + value) + 1] = Number(word >> 32n);
    }
  }
  return table;
}

function blockOfHex(hex: string): Block {
  const bytes = new Uint8Array(blockBytes);
  for (let i = 0; i < blockBytes; i++) bytes[blockBytes - 1 - i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return blockOf(bytes);
}

function blockOf(bytes: Uint8Array): Block {
  const view = new DataView(bytes.buffer, bytes.byteOffset, blockBytes);
  const block: Block = new Uint32Array(16);
  for (let i = 0; i < 16; i++) block[i] = view.getUint32(4 * i, true);
  return block;
}

function bytesOf(block: Block): Uint8Array {
  const bytes = new Uint8Array(blockBytes);
  const view = new DataView(bytes.buffer);
  block.forEach((word, i) => view.setUint32(4 * i, word, true));
  return bytes;
}

/** An element that is known to be there: every index here is below a constant length. */
function at(words: Uint32Array, index: number): number {
  return words[index] as number;
}
