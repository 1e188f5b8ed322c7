/** Where the bytes of files lie, by their SHA-256: the same bytes lie there once. */
export interface FileStore {
  /**
   * Keeps bytes; when it returns they are safe from a loss of power.
   *
   * @returns their SHA-256, hexadecimal.
   * @throws the file system's own error; a full disk (ENOSPC) is answered as `storageFull`.
   */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws Failure `notFound` where there is nothing of that hash. */
  read(sha256: string): Promise<Buffer>;
  /**
   * Removes what nothing refers to.
   *
   * @param before only what was last put before this time: younger bytes may belong to a transaction that still runs.
   * @param isUsed tells which of these hashes are referred to.
   * @returns how many were removed.
   */
  sweep(before: Date, isUsed: (sha256: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>;
}

/** Looks for malicious programs in uploaded files (CAB-3); an installation connects its own. */
export interface FileScanner {
  scan(bytes: Uint8Array): Promise<'clean' | 'infected'>;
}
