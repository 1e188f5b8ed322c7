import { setTimeout as sleep } from 'node:timers/promises';
import { workerData } from 'node:worker_threads';
import pg from 'pg';
import { keySigner, readCertificate, signCms } from '#pki';
import { systemClock } from '#kit/clock';
import { hiddenFields } from '../checks/journeys/http.ts';
import { openClient } from './bare-client.ts';
import type { BareAnswer, BareClient } from './bare-client.ts';
import type { Life, LifePlan } from './lives.ts';
import { requestBytes } from './load.ts';
import type { BenchOfficer } from './staff.ts';
import { answerParent } from './worker-answer.ts';

/**
 * Consumers, specialists and heads, each at a browser without scripts: every step is a page that is asked for or a form that is posted. Keys are
 * used here, in a thread that is no part of what is measured.
 */
const plan = workerData as LifePlan;
const waits = new pg.Pool({ connectionString: plan.databaseUrl, max: 4 });
let begun = 0;
let taken = 0;

/** Where the requests of one life go, and who decides on it. */
interface Lane {
  readonly portal: BareClient;
  readonly workplace: BareClient;
  readonly specialist: BenchOfficer;
  readonly head: BenchOfficer;
  /** The address from which the officers' requests come, as behind a proxy. */
  readonly from: string;
}

/** @throws where the answer is another one: lives that go wrong measure nothing */
function demand(answer: BareAnswer, path: string, wanted: { status: number; location?: RegExp }): BareAnswer {
  const fits = answer.status === wanted.status && (wanted.location === undefined || wanted.location.test(answer.location));
  if (!fits) throw new Error(`${path}: ${answer.status} ${answer.location}\n${answer.body.toString('utf8').slice(0, 2_000)}`);
  return answer;
}

async function get(lane: Lane, path: string, { cookie }: BenchOfficer): Promise<BareAnswer> {
  const headers = { cookie: `${cookie}; lang=kk`, accept: 'text/html', 'x-forwarded-for': lane.from };
  return demand(await lane.workplace.ask(requestBytes({ method: 'GET', path, headers })), path, { status: 200 });
}

async function post(
  lane: Lane,
  path: string,
  { cookie }: BenchOfficer,
  { fields, leadsTo }: { fields: Readonly<Record<string, string>>; leadsTo: RegExp },
): Promise<void> {
  const headers = {
    cookie: `${cookie}; lang=kk`,
    accept: 'text/html',
    'content-type': 'application/x-www-form-urlencoded',
    'sec-fetch-site': 'same-origin',
    'x-forwarded-for': lane.from,
  };
  const body = Buffer.from(new URLSearchParams(fields).toString());
  const answer = await lane.workplace.ask(requestBytes({ method: 'POST', path, headers, body }));
  demand(answer, path, { status: 303, location: leadsTo });
}

/** The queue of a desk is live: officers see at once what was registered. A look by the key stands for that. */
async function untilQueued(id: string): Promise<void> {
  for (let waited = 0; ; waited += 10) {
    const { rows } = await waits.query<{ awaits: string | null }>({
      name: 'awaits',
      text: 'select awaits from applications.application where id = $1',
      values: [id],
    });
    if (rows[0]?.awaits === 'officer') return;
    if (waited > 120_000) throw new Error('An application was not registered');
    await sleep(10);
  }
}

/** Takes, reads, checks, previews and sends: the specialist's half (WRK-1). */
async function prepare(lane: Lane, request: string): Promise<void> {
  const { specialist } = lane;
  await post(lane, `${request}/take`, specialist, { fields: {}, leadsTo: /done=taken/ });
  const desk = await get(lane, request, specialist);
  const { seen = '' } = hiddenFields(desk.body.toString('utf8'));
  const fields = { seen, go: 'preview', output: 'result', 'check-identityDocument': 'ok' };
  await post(lane, `${request}/decision`, specialist, { fields, leadsTo: /\/preview/ });
  const preview = await get(lane, `${request}/preview`, specialist);
  const sending = { seen: hiddenFields(preview.body.toString('utf8'))['seen'] ?? '' };
  await post(lane, `${request}/send`, specialist, { fields: sending, leadsTo: /done=sent/ });
}

async function signatureOf({ privateKey, certificate }: BenchOfficer, content: Uint8Array): Promise<string> {
  const [own, issuing] = [readCertificate(certificate), readCertificate(plan.issuingCertificate)];
  if (!own.ok || !issuing.ok) throw new Error('A certificate of ours cannot be read');
  const key = keySigner(privateKey);
  const signing = { certificate: own.value, chain: [issuing.value], key, detached: true, signingTime: systemClock.now() };
  return Buffer.from(await signCms({ content, ...signing })).toString('base64');
}

/** Opens what was prepared, reads the document that is made of it, signs: the head's half (WRK-2). */
async function decide(lane: Lane, request: string): Promise<void> {
  const { head } = lane;
  const page = await get(lane, `${request}/sign`, head);
  const { document = '' } = hiddenFields(page.body.toString('utf8'));
  const pdf = await get(lane, `${request}/document.pdf`, head);
  const fields = { document, cms: await signatureOf(head, pdf.body) };
  await post(lane, `${request}/sign`, head, { fields, leadsTo: /done=signed/ });
}

async function live(lane: Lane, { id, submission }: LifePlan['lives'][number]): Promise<void> {
  demand(await lane.portal.ask(submission), 'the last button', { status: 303, location: /\?sent$/ });
  await untilQueued(id);
  await prepare(lane, `/requests/${id}`);
  await decide(lane, `/requests/${id}`);
}

async function openLane(index: number): Promise<Lane> {
  const { specialists, heads } = plan.staff;
  const [specialist, head] = [specialists[index % specialists.length], heads[index % heads.length]];
  if (specialist === undefined || head === undefined) throw new Error('Nobody decides');
  const [portal, workplace] = await Promise.all([openClient(plan.portalPort), openClient(plan.workplacePort)]);
  return { portal, workplace, specialist, head, from: `10.200.0.${index}` };
}

/** When the next life is due, milliseconds of this thread's clock. */
function appointed(index: number): number {
  return plan.ratePerSecond === undefined ? performance.now() : begun + (index * 1000) / plan.ratePerSecond;
}

async function run(lane: Lane): Promise<Life[]> {
  const lived: Life[] = [];
  for (;;) {
    const index = taken++;
    const life = plan.lives[index];
    if (life === undefined) break;
    const due = appointed(index);
    await sleep(Math.max(0, due - performance.now()));
    await live(lane, life);
    lived.push({ id: life.id, milliseconds: performance.now() - due });
  }
  lane.portal.close();
  lane.workplace.close();
  return lived;
}

const lanes = await Promise.all(Array.from({ length: plan.atOnce }, (_, index) => openLane(index)));
begun = performance.now();
const lived = (await Promise.all(lanes.map(run))).flat();
await waits.end();
answerParent(lived);
