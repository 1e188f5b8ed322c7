import { octetsOfHex } from '../der/writer.ts';

/**
 * RC2 in CBC mode, decryption only (RFC 2268). Old key files hold their certificates under RC2-40, and the cryptography at hand has left it out
 * for being weak, which it is: here it only opens what was written long ago.
 */

/** The substitution table, RFC 2268 §2. */
const piTable = octetsOfHex(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb6266fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
);

const blockSize = 8;

/** Decrypts whole blocks; the padding is left to the caller. The effective key length is the key's own. */
export function decryptRc2Cbc(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  const schedule = expand(key);
  const plain = new Uint8Array(ciphertext.length);
  let previous = iv;
  for (let at = 0; at < ciphertext.length; at += blockSize) {
    const block = ciphertext.subarray(at, at + blockSize);
    const words = decryptBlock(schedule, block);
    for (let i = 0; i < blockSize; i++) plain[at + i] = ((words[i >> 1] as number) >> (8 * (i & 1))) ^ (previous[i] as number);
    previous = block;
  }
  return plain;
}

/** Key expansion, RFC 2268 §2, into 64 words. */
function expand(key: Uint8Array): Uint16Array {
  const octets = new Uint8Array(128);
  octets.set(key);
  const pi = (value: number): number => piTable[value & 0xff] as number;
  const at = (i: number): number => octets[i] as number;
  for (let i = key.length; i < 128; i++) octets[i] = pi(at(i - 1) + at(i - key.length));
  octets[128 - key.length] = pi(at(128 - key.length));
  for (let i = 127 - key.length; i >= 0; i--) octets[i] = pi(at(i + 1) ^ at(i + key.length));
  return Uint16Array.from({ length: 64 }, (_, i) => at(2 * i) | (at(2 * i + 1) << 8));
}

/** RFC 2268 §4: sixteen mixing rounds backwards, with a mashing round after the fifth and the eleventh. */
function decryptBlock(schedule: Uint16Array, block: Uint8Array): Uint16Array {
  const words = Uint16Array.from({ length: 4 }, (_, i) => (block[2 * i] as number) | ((block[2 * i + 1] as number) << 8));
  for (let round = 15; round >= 0; round--) {
    mixBackwards(words, schedule, round);
    if (round === 11 || round === 5) mashBackwards(words, schedule);
  }
  return words;
}

const rotations = [1, 2, 3, 5];

function mixBackwards(words: Uint16Array, schedule: Uint16Array, round: number): void {
  for (let i = 3; i >= 0; i--) {
    const [first, second, third] = [words[(i + 3) & 3] as number, words[(i + 2) & 3] as number, words[(i + 1) & 3] as number];
    const rotation = rotations[i] as number;
    const word = words[i] as number;
    const rotated = (word >> rotation) | (word << (16 - rotation));
    words[i] = rotated - (schedule[4 * round + i] as number) - (first & second) - (~first & third);
  }
}

function mashBackwards(words: Uint16Array, schedule: Uint16Array): void {
  for (let i = 3; i >= 0; i--) words[i] = (words[i] as number) - (schedule[(words[(i + 3) & 3] as number) & 63] as number);
}
