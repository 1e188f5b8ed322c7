import { X509Certificate } from 'node:crypto';
import { html } from '#kit/html';
import type { Html } from '#kit/html';
import { texts } from '#text';
import { buttonGroup, buttonLink, facts, heading, layout } from '#ui';
import type { PageContext } from '#ui';

/** How the person makes the browser trust the agent's CA, and how to see that it is the right one. */
export function trustPage(context: PageContext, { ca, file }: { ca: string; file: string }): Html {
  const words = texts(context.locale).agent.trust;
  // NSS's store of the user, which Chromium and its kin read on Linux; `certutil` is in Debian's package libnss3-tools.
  const command = `certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n birtereze-agent -i ${file}`;
  const content = html`${heading({ title: words.heading, lead: words.lead })}
<p>${words.safe}</p>
${buttonGroup(buttonLink({ href: '/agent-ca.crt', label: words.download, download: 'agent-ca.crt' }))}
<ul><li><p>${words.chrome}</p><p><code>${command}</code></p></li><li><p>${words.firefox}</p></li><li><p>${words.once}</p></li></ul>
${facts([{ term: words.fingerprint, value: html`<code>${new X509Certificate(ca).fingerprint256}</code>` }])}`;
  return layout(context, { title: words.heading, content, back: { href: '/', label: words.back } });
}
