import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { systemClock } from '#kit/clock';
import { cast } from '#seed';
import { parseIin } from '#subjects';
import { startMailSink } from './mail/sink.ts';
import type { MailSink } from './mail/sink.ts';
import { peopleOfTwin } from './person-registry/people.ts';

let sink: MailSink;
before(async () => {
  sink = await startMailSink({ host: '127.0.0.1', smtpPort: 0, pagePort: 0, clock: systemClock });
});
after(() => sink.close());

const send = (letter: object): Promise<unknown> =>
  createTransport({ host: '127.0.0.1', port: sink.smtpPort, secure: false, ignoreTLS: true }).sendMail({
    from: 'Birtereze <no-reply@birtereze.example>',
    ...letter,
  });
const get = (path: string): Promise<Response> => fetch(new URL(path, sink.page));

test('SYS-16 a letter sent by SMTP is read on the page and by tests', async () => {
  const link = 'http://localhost:8080/kk/confirm?token=abc-123_x';
  await send({ to: 'aigerim@example.kz', subject: 'Тіркеуді растаңыз', text: `Сәлем!\n${link}.\n` });
  await send({ to: 'other@example.kz', subject: 'Другое', text: 'x' });
  const messages = (await (await get('/messages.json?to=Aigerim@example.kz')).json()) as { subject: string; links: string[] }[];
  assert.deepEqual(
    messages.map(({ subject, links }) => ({ subject, links })),
    [{ subject: 'Тіркеуді растаңыз', links: [link] }],
  );
  const page = await (await get('/')).text();
  assert.ok(page.includes(`<a href="${link}"`));
  assert.ok(page.indexOf('Другое') < page.indexOf('Тіркеуді растаңыз'), 'newest first');
});

test('SYS-16 the page is there in three languages', async () => {
  for (const [lang, title] of Object.entries({ kk: 'Сынақ поштасы', ru: 'Пробная почта', en: 'Trial mail' })) {
    const page = await (await get(`/?lang=${lang}`)).text();
    assert.ok(page.includes(`<html lang="${lang}">`) && page.includes(title));
  }
});

test('SEC-8 a letter with markup runs nothing: text is escaped, markup is in a sandbox of its own', async () => {
  await send({
    to: 'x@example.kz',
    subject: '<script>1</script>',
    text: '<img src=x onerror=alert(1)>',
    html: '<script>alert(1)</script><p>Сәлем</p>',
  });
  const response = await get('/');
  const page = await response.text();
  assert.ok(!page.includes('<script') && !page.includes('<img'));
  assert.match(response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
  const [, id] = /src="\/letters\/([^"]+)"/.exec(page) ?? [];
  const letter = await get(`/letters/${id}`);
  assert.match(letter.headers.get('content-security-policy') ?? '', /^sandbox allow-popups; default-src 'none'/);
  assert.match(await letter.text(), /Сәлем/);
});

test('REL-3 the sink refuses, and hangs up, when it is told to', async () => {
  const before = sink.letters.list().length;
  for (const fault of ['refusing', 'down'] as const) {
    sink.setFault(fault);
    await assert.rejects(send({ to: 'x@example.kz', subject: 'x', text: 'x' }));
  }
  sink.setFault('none');
  await send({ to: 'x@example.kz', subject: 'x', text: 'x' });
  assert.equal(sink.letters.list().length, before + 1);
});

test('SYS-8 the people of the twin are the cast and a crowd, all with valid numbers, the same every time', () => {
  const people = peopleOfTwin();
  assert.ok(people.size > 900);
  for (const { iin, birthDate } of people.values()) {
    assert.ok(parseIin(iin), iin);
    assert.equal(iin.slice(0, 6), birthDate.slice(2).replaceAll('-', ''));
  }
  for (const person of Object.values(cast)) assert.equal(people.get(person.iin)?.surname, person.surname);
  assert.deepEqual([...peopleOfTwin().keys()], [...people.keys()]);
});
