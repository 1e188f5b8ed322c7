import { sql } from 'kysely';
import type { Queryable } from '#kit/db';
import type { MessageType } from '../envelope/async-channel.ts';
import type { Channel } from '../envelope/soap-fault.ts';
import type { Proof } from '../envelope/proof.ts';
import { isStandardSignedInfo } from '../envelope/signing.ts';

/** A line of a party's journal: what passed and what proves it, never what it said. */
export interface JournalEntry {
  readonly party: string;
  readonly kind: 'request' | 'response' | 'receipt' | 'refusal';
  readonly at: Date;
  readonly channel: Channel;
  readonly type?: MessageType | undefined;
  readonly messageId: string;
  readonly correlationId?: string | undefined;
  readonly sender: string;
  readonly service: string;
  readonly proof: Proof | undefined;
  readonly fault?: string | undefined;
  /** Milliseconds. */
  readonly duration?: number | undefined;
}

/** Identity of a message in a party's inbox. */
export interface MessageKey {
  readonly party: string;
  readonly sender: string;
  readonly messageId: string;
}

/** A request as the inbox knows it: the hash tells a repetition from another message with a used id. */
export interface KnownRequest extends MessageKey {
  readonly bodyHash: Buffer;
  readonly at: Date;
}

/**
 * Adds lines in one statement. Requests whose key is there already are left out.
 *
 * @returns the keys of the requests that are new.
 */
export async function appendToJournal(tx: Queryable, entries: readonly JournalEntry[]): Promise<KnownRequest[]> {
  if (entries.length === 0) return [];
  const { rows } = await sql<KnownRequest & { kind: string }>`
    insert into gateway.journal (party, kind, at, channel, message_type, message_id, correlation_id, sender, service, body_hash, signature,
      certificate, signed_info, fault, duration_ms)
    select party, kind, at, channel, message_type, message_id, correlation_id, sender, service, decode(body_hash, 'hex'),
      decode(signature, 'base64'), certificate, signed_info, fault, duration_ms
    from jsonb_to_recordset(${JSON.stringify(entries.map(rowOf))}::jsonb) as entry (party text, kind text, at timestamptz, channel text,
      message_type text, message_id text, correlation_id text, sender text, service text, body_hash text, signature text, certificate text,
      signed_info text, fault text, duration_ms integer)
    on conflict (message_id, sender, party) where kind = 'request' do nothing
    returning kind, party, sender, message_id as "messageId", body_hash as "bodyHash", at`.execute(tx);
  return rows.filter((row) => row.kind === 'request');
}

function rowOf(entry: JournalEntry): object {
  const { proof } = entry;
  return {
    party: entry.party,
    kind: entry.kind,
    at: entry.at,
    channel: entry.channel,
    message_type: entry.type,
    message_id: entry.messageId,
    correlation_id: entry.correlationId,
    sender: entry.sender,
    service: entry.service,
    body_hash: proof?.bodyHash.toString('hex'),
    signature: proof?.signature.toString('base64'),
    certificate: proof?.fingerprint,
    signed_info: proof === undefined || isStandardSignedInfo(proof) ? undefined : proof.signedInfo,
    fault: entry.fault,
    duration_ms: entry.duration === undefined ? undefined : Math.round(entry.duration),
  };
}

/** The request under this key, where the party has had it. */
export async function findRequest(db: Queryable, key: MessageKey): Promise<KnownRequest | undefined> {
  const { rows } =
    await sql<KnownRequest>`select party, sender, message_id as "messageId", body_hash as "bodyHash", at from gateway.journal
    where kind = 'request' and message_id = ${key.messageId} and sender = ${key.sender} and party = ${key.party}`.execute(db);
  return rows[0];
}

/** Who asked `service` with this messageId: an answer goes back to them and to nobody else. */
export async function findAsker(
  db: Queryable,
  question: { party: string; messageId: string; service: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ sender: string }>`select sender from gateway.journal
    where kind = 'request' and message_id = ${question.messageId} and party = ${question.party} and service = ${question.service}
      and message_type = 'REQUEST' limit 2`.execute(db);
  return rows.length === 1 ? rows[0]?.sender : undefined;
}

/** Whether a receipt for this message was written down by the party. */
export async function hasReceipt(tx: Queryable, party: string, messageId: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from gateway.journal where kind = 'receipt' and message_id = ${messageId} and party = ${party} limit 1`.execute(
      tx,
    );
  return rows.length > 0;
}
