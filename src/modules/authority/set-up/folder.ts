import { access } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Files of the authority. What lies under `root` belongs to the ceremony alone: the server never opens it, and where the product is used in
 * earnest the folder is on another machine.
 */
export function filesIn(folder: string) {
  return {
    rootKey: join(folder, 'root', 'key.pem'),
    rootCrlNumber: join(folder, 'root', 'crl-number'),
    rootCertificate: join(folder, 'root.cer'),
    rootCrl: join(folder, 'root.crl'),
    issuingKey: join(folder, 'issuing.key.pem'),
    issuingCertificate: join(folder, 'issuing.cer'),
    ocspKey: join(folder, 'ocsp.key.pem'),
    timeStampingKey: join(folder, 'time-stamping.key.pem'),
    ceremony: join(folder, 'ceremony.json'),
    /** Written once the authority stands in a database: from then on the two belong together. */
    entered: join(folder, 'entered'),
  } as const;
}

export type AuthorityFiles = ReturnType<typeof filesIn>;

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
