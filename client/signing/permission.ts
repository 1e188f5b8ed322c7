/**
 * Chrome asks the person before a public page may connect to a program on this computer. Its name has changed: `local-network-access` from
 * version 142, split into `local-network` and `loopback-network` from 147. Other browsers know none of them and do not ask.
 */
const names = ['loopback-network', 'local-network-access'];

/** A page of this very computer is as near as the program: the browser does not ask then, though it says that it would. */
function isOnThisComputer(): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname) || location.hostname.endsWith('.localhost');
}

export type LocalAccess = PermissionState | 'notAsked';

/** @returns whether the browser lets this page reach programs on this computer, and `notAsked` where it has no such question. */
export async function localAccess(): Promise<LocalAccess> {
  if (isOnThisComputer()) return 'notAsked';
  for (const name of names) {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the DOM's types do not know these names yet
      const { state } = await navigator.permissions.query({ name } as unknown as PermissionDescriptor);
      return state;
    } catch {
      // The browser does not know this name.
    }
  }
  return 'notAsked';
}
