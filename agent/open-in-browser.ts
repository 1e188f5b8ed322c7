import { spawn } from 'node:child_process';

/** Opens a page in the person's browser. A machine without a desktop has none: then the person opens it. */
export function openInBrowser(address: string): void {
  const opener = spawn('xdg-open', [address], { detached: true, stdio: 'ignore' });
  opener.on('error', () => undefined);
  opener.unref();
}
