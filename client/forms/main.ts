/**
 * Sends each form once (APP-7): a second press of the button does nothing until the answer comes. The server is safe against repetition
 * anyway; this spares the person the doubt.
 */
const sent = 'sent';

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || form.method !== 'post') return;
  if (sent in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset[sent] = '';
  form.setAttribute('aria-busy', 'true');
});

// Back from the next page, as the browser kept this one: it may be sent again.
window.addEventListener('pageshow', () => {
  for (const form of document.forms) {
    delete form.dataset[sent];
    form.removeAttribute('aria-busy');
  }
});
