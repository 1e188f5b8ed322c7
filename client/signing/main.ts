import '../page/file-choice.ts';
import { SigningPanel } from './panel.ts';

customElements.define('birtereze-sign', SigningPanel);
