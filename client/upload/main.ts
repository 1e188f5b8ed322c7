import { parsePage } from '../page/markup.ts';

/**
 * Around a file field and its button: `<birtereze-upload>`. A file may be dropped anywhere on it, and sending shows how far it is. The form works
 * without it all the same.
 */
class Upload extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>('input[type=file]');
    const form = input?.form;
    if (!input || !form) return;
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      const files = event.dataTransfer?.files;
      if (files === undefined || files.length === 0 || (files.length > 1 && !input.multiple)) return;
      input.files = files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented || input.files?.length !== 1) return;
      event.preventDefault();
      this.#send(form);
    });
  }

  #send(form: HTMLFormElement): void {
    const button = this.querySelector('button');
    if (button?.disabled === true) return;
    const progress = document.createElement('progress');
    progress.setAttribute('aria-label', button?.textContent ?? '');
    if (button) button.disabled = true;
    this.append(progress);
    const sending = new XMLHttpRequest();
    sending.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (!lengthComputable) return;
      progress.max = total;
      progress.value = loaded;
    });
    sending.addEventListener('load', () => show(sending, form));
    // Sent in the ordinary way, so that the browser says what is wrong.
    sending.addEventListener('error', () => form.submit());
    sending.open('POST', form.action);
    sending.setRequestHeader('accept', 'text/html');
    sending.send(new FormData(form));
  }
}

/** After a redirection the next page, otherwise the answer itself: the same page with what is wrong. */
function show(answered: XMLHttpRequest, form: HTMLFormElement): void {
  const { responseURL } = answered;
  if (responseURL !== form.action) {
    if (responseURL === location.href) location.reload();
    else location.assign(responseURL);
    return;
  }
  const page = parsePage(answered.responseText);
  const [shown, next] = [document.querySelector('main'), page.querySelector('main')];
  if (!shown || !next) {
    form.submit();
    return;
  }
  document.title = page.title;
  shown.replaceWith(document.adoptNode(next));
  document.querySelector<HTMLElement>('.ds-error-summary')?.focus();
}

customElements.define('birtereze-upload', Upload);
