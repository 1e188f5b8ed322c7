/** Keeps the agent's window up to date: when the requests change, the page is shown anew. */
let shown: string | undefined;

function follow(): void {
  const events = new EventSource('/events');
  events.addEventListener('message', ({ data }) => {
    const state = String(data);
    if (shown !== undefined && shown !== state) location.replace('/');
    shown = state;
  });
  events.addEventListener('error', () => {
    // A closed source means that the agent has begun anew and does not know this page any more; an open one tries again by itself.
    if (events.readyState === EventSource.CLOSED) void whenBack();
  });
}

/** Waits for the agent and then takes its new page: a page that reloads while nobody listens would be lost. */
async function whenBack(): Promise<void> {
  const answer = await fetch('/agent-window-alive', { method: 'HEAD' }).catch(() => undefined);
  if (answer === undefined) setTimeout(() => void whenBack(), 2000);
  else location.replace('/');
}

follow();
