import type { Generated } from 'kysely';
import type { PublicStatus } from '#regulations';
import type { Locale } from '#text';

export type DraftTable = {
  id: string;
  account_id: string | null;
  officer_id: string | null;
  consumer_iin: string | null;
  counter: unknown;
  service: string;
  regulation_version: number;
  answers: unknown;
  known: unknown;
  known_at: Date | null;
  done_pages: string[];
  prepared: unknown;
  representation: unknown;
  signing_until: Date | null;
  created_at: Date;
  updated_at: Date;
};

export type ApplicationTable = {
  id: string;
  number: string | null;
  service: string;
  regulation_version: number;
  channel: string;
  account_id: string | null;
  consumer_iin: string;
  consumer_name: string;
  body_id: string;
  locale: Locale;
  state: unknown;
  status: PublicStatus;
  awaits: string | null;
  holder_id: string | null;
  taken_at: Date | null;
  sent_at: Date;
  registered_at: Date | null;
  due_at: Date | null;
  near_at: Date | null;
  decided_at: Date | null;
  document_id: string | null;
  counter_body_id: string | null;
  counter_officer_id: string | null;
  /** Since when the clock stands. */
  paused_at: Date | null;
  extended_days: number;
  near_told_at: Date | null;
  missed_told_at: Date | null;
  history_length: number | null;
  history_end: string | null;
  version: number;
};

export type Tables = {
  'applications.draft': DraftTable;
  'applications.application': ApplicationTable;
  'applications.request': {
    application_id: string;
    contents: unknown;
    signed_bytes: Buffer;
    cms: Buffer;
    evidence: Buffer;
    signer_serial: string;
    signed_at: Date;
  };
  'applications.event': {
    application_id: string;
    position: number;
    at: Date;
    kind: string;
    actor: unknown;
    facts: unknown;
    hash: string;
  };
  'applications.handing_over': {
    application_id: string;
    officer_id: string;
    at: Date;
    recipient: 'consumer' | 'representative';
  };
  'applications.preparation': {
    application_id: string;
    checks: unknown;
    output: string | null;
    officer_values: unknown;
    grounds: string[];
    prepared_by: string | null;
    prepared_at: Date | null;
    facts: unknown;
    sent_at: Date | null;
    document_id: string | null;
    document_serial: string | null;
    returned_reason: string | null;
  };
  'applications.invitation': {
    request_id: string;
    iin: string;
    state: string;
    reason: string | null;
    invited_at: Date;
    viewed_at: Date | null;
  };
  'applications.signature': {
    request_id: string;
    iin: string;
    cms: Buffer;
    evidence: Buffer;
    signer_serial: string;
    signed_at: Date;
    stamped: boolean;
  };
  'applications.signing_event': {
    draft_id: string;
    position: Generated<number>;
    at: Date;
    actor: unknown;
    event: unknown;
  };
};
