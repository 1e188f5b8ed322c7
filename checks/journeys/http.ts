/** An answer as a program reads it. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface Question {
  readonly method?: string;
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of a form, parts of a multipart form, or a body as it is. */
  readonly body?: Readonly<Record<string, string>> | FormData | string | Uint8Array<ArrayBuffer> | undefined;
}

/** Asks as a browser does that stands on a page of the same site; redirections are answers. */
export async function ask(address: string, { method = 'GET', cookie, headers = {}, body }: Question = {}): Promise<Answer> {
  const changes = method !== 'GET' && method !== 'HEAD';
  const isForm = body !== undefined && typeof body !== 'string' && !(body instanceof FormData) && !(body instanceof Uint8Array);
  const answer = await fetch(address, {
    method,
    redirect: 'manual',
    headers: {
      accept: 'text/html',
      ...(cookie === undefined ? {} : { cookie }),
      ...(changes ? { origin: new URL(address).origin } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isForm ? new URLSearchParams(body) : body }),
  });
  // A stream of events has no end.
  const isStream = answer.headers.get('content-type') === 'text/event-stream';
  if (isStream) await answer.body?.cancel();
  return { status: answer.status, headers: answer.headers, body: isStream ? '' : await answer.text() };
}

/** The hidden fields of a page's forms, by name; of equal ones the last. */
export function hiddenFields(page: string): Record<string, string> {
  const found = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]));
}
