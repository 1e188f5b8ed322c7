/** Opens the browser's print from a button of the page; without scripts the hint beside it says how. */
class PrintButton extends HTMLElement {
  connectedCallback(): void {
    if (this.querySelector('button') !== null) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'ds-button';
    button.textContent = this.dataset['label'] ?? '';
    button.addEventListener('click', () => window.print());
    this.replaceChildren(button);
  }
}

customElements.define('birtereze-print', PrintButton);
