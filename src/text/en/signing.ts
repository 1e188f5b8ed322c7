import type { SigningTexts } from '../kk/signing.ts';

export const signing: SigningTexts = {
  heading: 'Sign',
  headingAuthentication: 'Sign in with a digital signature',
  noScript: 'Signing needs JavaScript in the browser: your key is used on this device only and is never sent to the server.',
  agent: {
    start: 'Sign with NCALayer',
    startAuthentication: 'Sign in with NCALayer',
    hint: 'The NCALayer program must be running.',
    window: 'Open the signing agent’s window',
    permission:
      'The browser will ask whether this site may connect to programs on this computer. That is how it reaches NCALayer: choose “Allow”.',
  },
  file: {
    start: 'Sign with a key file on this page',
    startAuthentication: 'Sign in with a key file on this page',
    hint: 'The key and its password do not leave this page.',
    choose: 'Key file (.p12)',
    fileNameSigning: 'The name of a signing key’s file begins with RSA256 or RSA.',
    fileNameAuthentication: 'The name of a sign-in key’s file begins with AUTH_RSA.',
    password: 'Password of the key',
    open: 'Open the key',
    other: 'Choose another key',
    sign: 'Sign',
    signAuthentication: 'Sign in',
    missingFile: 'Choose a key file.',
    missingPassword: 'Enter the password of the key.',
    back: 'Back',
  },
  certificate: {
    heading: 'Certificate',
    name: 'Name',
    iin: 'IIN',
    organisation: 'Organisation',
    bin: 'BIN',
    email: 'E-mail',
    purpose: 'Purpose',
    signing: 'signing documents',
    authentication: 'signing in to the portal',
    both: 'signing in and signing documents',
    issuer: 'Issued by',
    validFrom: 'Valid from',
    validUntil: 'Valid until',
    serial: 'Serial number',
  },
  state: {
    preparing: 'Preparing the document…',
    connecting: 'Connecting to NCALayer…',
    waiting: 'Choose your key and enter its password in NCALayer’s window. This page is waiting for you.',
    opening: 'Opening the key…',
    signing: 'Signing…',
    sending: 'Signed. Sending…',
  },
  cancel: 'Cancel',
  faults: {
    notRunning: {
      title: 'NCALayer was not found',
      advice: 'Start the NCALayer program and try again. If it is running, check that the browser trusts its root certificate.',
    },
    permissionDenied: {
      title: 'The browser did not allow a connection to NCALayer',
      advice: 'Click the icon in the address bar, allow this site “Local network access (apps on the device)”, then try again.',
    },
    cancelled: { title: 'You cancelled signing', advice: 'Nothing was sent. Try again when you are ready.' },
    wrongPassword: {
      title: 'Wrong password',
      advice: 'Check capital letters and the keyboard language, then enter the password again.',
    },
    notKeyFile: {
      title: 'This is not a key file',
      advice: 'Choose the file ending in .p12 that was saved when you obtained your signature.',
    },
    oldKeyFile: {
      title: 'This file cannot be opened on the page',
      advice: 'It is protected in an outdated way. Sign with it through NCALayer.',
    },
    keyKind: {
      title: 'A key of this kind cannot sign on the page',
      advice: 'It uses an algorithm that browsers do not have (GOST). Sign through NCALayer.',
    },
    insecure: {
      title: 'Signing needs a secure connection',
      advice: 'This page was not opened over https. Open the portal at its https:// address, or sign through NCALayer.',
    },
    storageEmpty: {
      title: 'The key storage was not found',
      advice: 'The chosen storage (identity card, token or file) is not connected or is empty. Connect it and try again.',
    },
    expired: {
      title: 'The certificate has expired',
      advice: 'This key can no longer sign. Choose a valid key or renew your signature.',
    },
    notYetValid: {
      title: 'The certificate is not valid yet',
      advice: 'Check the date and time of the computer, or choose another key.',
    },
    noSuitableKey: {
      title: 'No suitable signing key was found',
      advice: 'Signing needs the RSA key; the AUTH_RSA key is for signing in to the portal only.',
    },
    noSuitableKeyAuthentication: {
      title: 'No suitable sign-in key was found',
      advice: 'Signing in needs the AUTH_RSA key; the RSA key is for signing documents only.',
    },
    otherPerson: {
      title: 'This is another person’s key',
      advice: 'The IIN (BIN) in the certificate is not the expected one. Choose your own key.',
    },
    timeStampUnavailable: {
      title: 'No time stamp could be obtained',
      advice: 'The time-stamping service did not answer. Try again in a few minutes.',
    },
    signingFailed: { title: 'Signing failed', advice: 'The program reported an error. Try again or choose another key.' },
    protocol: { title: 'NCALayer’s answer was not understood', advice: 'Update and restart NCALayer, then try again.' },
    timeout: { title: 'Waiting took too long', advice: 'Nothing was chosen in NCALayer’s window. Try again when you are ready.' },
    closed: { title: 'The connection to NCALayer was lost', advice: 'The program may have been closed. Start it and try again.' },
    contentUnavailable: {
      title: 'The document to be signed could not be fetched',
      advice: 'Check the internet connection and try again. If that does not help, reload the page.',
    },
  },
};
