/**
 * Around a file field: `<birtereze-file data-choose="…" data-none="…">`. Browsers name their button in their own language; here the page's words
 * are shown, and the field itself lies over them unseen: it is still what is pressed, dropped on, focused and read aloud.
 */
class FileChoice extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input');
    if (input === null) return;
    const look = document.createElement('span');
    look.className = 'bt-file-look';
    look.setAttribute('aria-hidden', 'true');
    const [button, names] = [document.createElement('b'), document.createElement('span')];
    button.textContent = this.dataset['choose'] ?? '';
    const say = (): void => {
      const chosen = [...(input.files ?? [])].map(({ name }) => name);
      names.textContent = chosen.length === 0 ? (this.dataset['none'] ?? '') : chosen.join(', ');
    };
    input.addEventListener('change', say);
    // A reset empties the field only after its event.
    input.form?.addEventListener('reset', () => setTimeout(say));
    window.addEventListener('pageshow', say);
    say();
    look.append(button, names);
    this.querySelector('.bt-file-look')?.remove();
    this.append(look);
  }
}

customElements.define('birtereze-file', FileChoice);
