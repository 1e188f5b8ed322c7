import '../page/file-choice.ts';
import { parsePage } from '../page/markup.ts';

/**
 * Around file fields and their button: `<birtereze-upload>`. Files may be dropped anywhere on it, each goes to the first field that accepts
 * its sort; sending shows how far it is. The form works without it all the same.
 */
class Upload extends HTMLElement {
  connectedCallback(): void {
    const inputs = [...this.querySelectorAll<HTMLInputElement>('input[type=file]')];
    const form = inputs[0]?.form;
    if (!form) return;
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      event.preventDefault();
      put([...(event.dataTransfer?.files ?? [])], inputs);
    });
    form.addEventListener('submit', (event) => {
      if (event.defaultPrevented || !inputs.some(({ files }) => files !== null && files.length > 0)) return;
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

function accepts({ accept }: HTMLInputElement, { type }: File): boolean {
  return accept === '' || accept.split(',').includes(type);
}

/** What no field accepts goes to the first all the same: the server says in words why it is refused. */
function put(files: readonly File[], inputs: readonly HTMLInputElement[]): void {
  const fieldOf = (file: File): HTMLInputElement | undefined => inputs.find((input) => accepts(input, file)) ?? inputs[0];
  for (const input of inputs) {
    const own = files.filter((file) => fieldOf(file) === input);
    if (own.length === 0 || (own.length > 1 && !input.multiple)) continue;
    const chosen = new DataTransfer();
    for (const file of own) chosen.items.add(file);
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
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
  const fresh = document.adoptNode(next);
  shown.replaceWith(fresh);
  // As with every new page, the focus is at what is wrong, else at the beginning: what had it is gone.
  (fresh.querySelector<HTMLElement>('.ds-error-summary') ?? fresh).focus();
}

customElements.define('birtereze-upload', Upload);
