import type { ColumnType, Kysely } from 'kysely';
import type { Queryable } from '#kit/db';
import type { ProfileName } from '../rules/profiles.ts';
import type { RevocationReason } from '#pki';

export type IssuerName = 'root' | 'issuing';
export type CrlKind = 'full' | 'delta';

type Tables = {
  'authority.issuer': {
    name: IssuerName;
    certificate: Uint8Array;
    crl_number: ColumnType<number, never, number>;
    created_at: Date;
  };
  'authority.certificate': {
    issuer: IssuerName;
    serial: string;
    profile: ProfileName;
    key_hash: string;
    iin: string | null;
    bin: string | null;
    not_before: Date;
    not_after: Date;
    tbs: Uint8Array;
    certificate: ColumnType<Uint8Array | null, never, Uint8Array>;
    recorded_at: Date;
    issued_at: ColumnType<Date | null, never, Date>;
    state: ColumnType<'good' | 'hold' | 'revoked', never, 'good' | 'hold' | 'revoked'>;
    since: ColumnType<Date | null, never, Date | null>;
    reason: ColumnType<RevocationReason | null, never, RevocationReason | null>;
    changed_seq: ColumnType<number | null, never, number>;
  };
  'authority.log': { seq: number; record: ColumnType<unknown, string, never>; hash: string };
  'authority.crl': {
    issuer: IssuerName;
    number: number;
    kind: CrlKind;
    log_seq: number;
    this_update: Date;
    next_update: Date;
    crl: Uint8Array;
  };
};

export function tables(q: Queryable): Kysely<Tables> {
  return q.withTables<Tables>();
}
