import type { IncomingMessage } from 'node:http';
import { texts } from '#text';
import type { Locale } from '#text';
import type { FieldError } from '#ui';
import { folderNamed, longestKeyFile, readKeyFile } from '../key-files.ts';
import { localeOf, showWindow } from './exchange.ts';
import type { Exchange } from './exchange.ts';

/** A key file and the form around it. */
const longestForm = longestKeyFile + 64 * 1024;

async function formOf(request: IncomingMessage): Promise<FormData | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= longestForm) chunks.push(chunk);
  }
  if (length > longestForm) return undefined;
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  return await new Response(Buffer.concat(chunks), { headers }).formData().catch(() => new FormData());
}

function textIn(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

interface ChosenFile {
  readonly bytes: Uint8Array;
  /** The name in the folder; undefined for a file that was uploaded. */
  readonly listed: string | undefined;
  /** The field that it came from, for messages. */
  readonly field: string;
}

async function fileIn(form: FormData, folder: string): Promise<ChosenFile | undefined> {
  const upload = form.get('upload');
  if (upload instanceof File && upload.size > 0) {
    return { bytes: new Uint8Array(await upload.arrayBuffer()), listed: undefined, field: 'upload' };
  }
  const listed = textIn(form, 'file');
  const bytes = readKeyFile(folder, listed);
  return bytes && { bytes, listed, field: 'file' };
}

/** @returns what is wrong with the form; nothing where the file opened. */
async function openFile(
  { parts }: Exchange,
  { id, form, locale }: { id: string; form: FormData; locale: Locale },
): Promise<FieldError[]> {
  const words = texts(locale).agent;
  const { folder } = parts.memory.recall();
  const file = await fileIn(form, folder);
  const password = textIn(form, 'password');
  if (file === undefined) return [{ field: 'upload', message: words.choose.missingFile }];
  if (password === '') return [{ field: 'password', message: words.choose.missingPassword }];
  const fault = parts.desk.open(id, file.bytes, password);
  if (fault === undefined && file.listed !== undefined) parts.memory.remember({ folder, file: file.listed });
  if (fault === undefined) return [];
  return [{ field: fault === 'wrongPassword' ? 'password' : file.field, message: words.faults[fault] }];
}

/** @returns whether the window may be shown as it is; otherwise it has been. */
async function changeFolder(exchange: Exchange, form: FormData): Promise<boolean> {
  const typed = textIn(form, 'folder').trim();
  const folder = typed === '' ? undefined : folderNamed(typed);
  if (folder === undefined) {
    showWindow(exchange, { folderMissing: typed });
    return false;
  }
  exchange.parts.memory.remember({ folder });
  return true;
}

type Action = (exchange: Exchange, id: string, form: FormData) => Promise<boolean>;

/** Each button of a request; true where the window then shows what is next. */
const taskActions: Readonly<Record<string, Action>> = {
  open: async (exchange, id, form) => {
    const errors = await openFile(exchange, { id, form, locale: localeOf(exchange) });
    if (errors.length > 0) showWindow(exchange, { errors, chosen: textIn(form, 'file') });
    return errors.length === 0;
  },
  confirm: async ({ parts }, id, form) => {
    await parts.desk.confirm(id, Number(textIn(form, 'key')));
    return true;
  },
  other: async ({ parts }, id) => {
    parts.desk.chooseAgain(id);
    return true;
  },
  cancel: async ({ parts }, id) => {
    parts.desk.cancel(id);
    return true;
  },
};

function actionAt(pathname: string): { id: string; action: Action } | undefined {
  if (pathname === '/folder') return { id: '', action: async (exchange, _id, form) => await changeFolder(exchange, form) };
  const [, id = '', verb = ''] = /^\/tasks\/([\w-]+)\/(\w+)$/.exec(pathname) ?? [];
  const action = Object.hasOwn(taskActions, verb) ? taskActions[verb] : undefined;
  return action && { id, action };
}

/** What the window's buttons do; then the window as it is now. A request that is gone meanwhile changes nothing. */
export async function actions(exchange: Exchange): Promise<void> {
  const found = actionAt(exchange.url.pathname);
  if (found === undefined) {
    exchange.response.writeHead(404).end();
    return;
  }
  const form = await formOf(exchange.request);
  if (form === undefined) {
    showWindow(exchange, { errors: [{ field: 'upload', message: texts(localeOf(exchange)).agent.choose.tooLarge }] });
    return;
  }
  if (await found.action(exchange, found.id, form)) exchange.response.writeHead(303, { location: '/' }).end();
}
