import { createHash, pbkdf2Sync } from 'node:crypto';
import { Malformed } from '../fault.ts';
import { joined } from '../der/values.ts';

export type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Block sizes of the hash functions, the number v of RFC 7292 B.2. */
const blockSizes = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 } as const satisfies Record<HashName, number>;

/** What a derived value is for: the ID byte of RFC 7292 B.3. */
export const purposes = { key: 1, iv: 2, mac: 3 } as const;

/**
 * Rounds of key derivation that one file may ask for, all in all. A file chooses its own numbers, and a hostile one chooses numbers that take
 * hours; the largest in honest use are some hundred thousand.
 */
const maxRounds = 700_000;

/** The password, and what is left of the rounds that a file may cost. */
export class Derivation {
  private readonly password: string;
  private rounds = maxRounds;

  constructor(password: string) {
    this.password = password;
  }

  /** PBKDF2 (RFC 8018 5.2) over the password in UTF-8. */
  pbkdf2({
    hash,
    salt,
    iterations,
    length,
  }: {
    hash: HashName;
    salt: Uint8Array;
    iterations: number;
    length: number;
  }): Uint8Array {
    this.spend(iterations);
    return pbkdf2Sync(this.password, salt, iterations, length, hash);
  }

  /** The derivation of RFC 7292 B.2 over the password as BMPString with its closing zeros. */
  pkcs12({ hash, salt, iterations, length, purpose }: Pkcs12Parameters): Uint8Array {
    this.spend(iterations * Math.ceil(length / createHash(hash).digest().length));
    return pkcs12Key(bmpString(this.password), { hash, salt, iterations, length, purpose });
  }

  private spend(rounds: number): void {
    this.rounds -= rounds;
    if (rounds < 1 || this.rounds < 0) throw new Malformed('tooLarge', 'pkcs12.iterations');
  }
}

export interface Pkcs12Parameters {
  readonly hash: HashName;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** Octets wanted. */
  readonly length: number;
  readonly purpose: (typeof purposes)[keyof typeof purposes];
}

/** UTF-16, most significant byte first, closed by two zero octets (RFC 7292 B.1). */
function bmpString(text: string): Uint8Array {
  const octets = new Uint8Array(2 * text.length + 2);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    octets[2 * i] = unit >> 8;
    octets[2 * i + 1] = unit;
  }
  return octets;
}

/** RFC 7292 B.2, with the names of its steps in comments. */
function pkcs12Key(password: Uint8Array, { hash, salt, iterations, length, purpose }: Pkcs12Parameters): Uint8Array {
  const v = blockSizes[hash];
  const diversifier = new Uint8Array(v).fill(purpose); // 1
  const input = joined([repeated(salt, v), repeated(password, v)]); // 2, 3, 4: I = S ‖ P
  const blocks: Uint8Array[] = [];
  for (let made = 0; made < length; made += (blocks.at(-1) as Uint8Array).length) {
    let block: Uint8Array = createHash(hash).update(diversifier).update(input).digest(); // 6A
    for (let i = 1; i < iterations; i++) block = createHash(hash).update(block).digest();
    blocks.push(block);
    addToEachBlock(input, repeated(block, v).subarray(0, v), v); // 6B, 6C
  }
  return joined(blocks).subarray(0, length);
}

/** Copies of the octets, cut at the least multiple of `size` that holds them once. */
function repeated(octets: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size * Math.ceil(octets.length / size));
  for (let i = 0; i < whole.length; i++) whole[i] = octets[i % octets.length] as number;
  return whole;
}

/** Adds `term` + 1 to each block of `input`, each a number with its most significant octet first. */
function addToEachBlock(input: Uint8Array, term: Uint8Array, size: number): void {
  for (let block = 0; block < input.length; block += size) {
    let carry = 1;
    for (let i = size - 1; i >= 0; i--) {
      carry += (input[block + i] as number) + (term[i] as number);
      input[block + i] = carry;
      carry >>= 8;
    }
  }
}
