/**
 * Shows and hides a typed password (`passwordField` of `#ui`). Hidden again before the form leaves, so that browsers do not keep it as an
 * ordinary text.
 */
class PasswordReveal extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input');
    if (input === null || this.querySelector('button') !== null) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ds-button';
    button.dataset['variant'] = 'tertiary';
    button.setAttribute('aria-controls', input.id);
    const news = document.createElement('span');
    news.className = 'ds-sr-only';
    news.setAttribute('role', 'status');
    const show = (shown: boolean): void => {
      input.type = shown ? 'text' : 'password';
      button.textContent = (shown ? this.dataset['hide'] : this.dataset['show']) ?? '';
    };
    button.addEventListener('click', () => {
      show(input.type === 'password');
      news.textContent = (input.type === 'text' ? this.dataset['shown'] : this.dataset['hidden']) ?? '';
    });
    input.form?.addEventListener('submit', () => show(false));
    show(false);
    this.append(button, news);
  }
}

customElements.define('birtereze-password', PasswordReveal);
