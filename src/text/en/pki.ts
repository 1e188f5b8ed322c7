import type { PkiTexts } from '../kk/pki.ts';

export const pki: PkiTexts = {
  commandLine: {
    valid: 'VALID',
    notValid: 'NOT VALID',
    unreadable: 'CANNOT BE READ',
    status: {
      passed: 'passed',
      failed: 'failed',
      indeterminate: 'undetermined',
      skipped: 'not checked',
    },
    usage: `Usage:
  birtereze verify-chain --trust FILE… [--untrusted FILE…] [--crl FILE…] [--at TIME]
            [--policy OID…] [--no-policy-mapping] [--explicit-policy] [--inhibit-any] CERT
  birtereze verify-cms --trust FILE… [--untrusted FILE…] [--content FILE] [--crl FILE…] [--at TIME] CMS
  birtereze verify-document FILE…
  birtereze cert FILE
  birtereze check-regulation FOLDER…
  birtereze regulation-table FOLDER…
  birtereze --batch          one JSON request on each line of standard input

--json answers in JSON. The file in question stands first, last, or after "--".
TIME: 2011-04-01, 2011-04-01T00:00:00Z, or seconds since 1970. Files: PEM or DER.
Exit code: 0 valid, 1 not valid, 2 cannot be read.`,
  },
};
