import type { Texts } from '../kk/index.ts';
import { agent } from './agent.ts';
import { applications } from './applications.ts';
import { authority } from './authority.ts';
import { catalogue } from './catalogue.ts';
import { counter } from './counter.ts';
import { documents } from './documents.ts';
import { failure } from './failure.ts';
import { gateway } from './gateway.ts';
import { handling } from './handling.ts';
import { home } from './home.ts';
import { identity } from './identity.ts';
import { monitoring } from './monitoring.ts';
import { notices } from './notices.ts';
import { panels } from './panels.ts';
import { pki } from './pki.ts';
import { reception } from './reception.ts';
import { registers } from './registers.ts';
import { registries } from './registries.ts';
import { regulations } from './regulations.ts';
import { signers } from './signers.ts';
import { shortcuts } from './shortcuts.ts';
import { signing } from './signing.ts';
import { subjects } from './subjects.ts';
import { surveys } from './surveys.ts';
import { twins } from './twins.ts';
import { ui } from './ui.ts';
import { workplaces } from './workplaces.ts';

export const en: Texts = {
  agent,
  applications,
  authority,
  catalogue,
  counter,
  documents,
  failure,
  gateway,
  handling,
  home,
  identity,
  monitoring,
  notices,
  panels,
  pki,
  reception,
  registers,
  registries,
  regulations,
  signers,
  shortcuts,
  signing,
  subjects,
  surveys,
  twins,
  ui,
  workplaces,
};
