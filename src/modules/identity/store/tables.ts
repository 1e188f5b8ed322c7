import type { Locale, Translated } from '#text';
import type { Level, Method, SiteName } from '../rules/actor.ts';
import type { ChallengePurpose } from '../rules/challenge.ts';

/** Columns of the module's tables; the stores name the ones they read. */
export type Tables = {
  'identity.body': { id: string; bin: string; kind: string; name: Translated };
  'identity.account': AccountTable;
  'identity.registration': RegistrationTable;
  'identity.link': {
    token_hash: string;
    account_id: string;
    purpose: 'confirm' | 'recover';
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  'identity.challenge': {
    id: string;
    browser_hash: string;
    purpose: ChallengePurpose;
    site: SiteName;
    content: string;
    expires_at: Date;
    used_at: Date | null;
  };
  'identity.attempt': { subject: string; at: Date; failed: boolean };
  'identity.officer': OfficerTable;
  'identity.officer_role': { officer_id: string; role: string };
  'identity.session': SessionTable;
  'identity.device': { holder_id: string; device_hash: string; first_seen_at: Date };
  'identity.activity': { holder_id: string; kind: string; at: Date; device: string; address: string };
};

export type AccountTable = {
  id: string;
  iin: string;
  surname: string;
  name: string;
  patronymic: string | null;
  birth_date: string | null;
  email: string;
  password_hash: string;
  level: Level;
  locale: Locale;
  created_at: Date;
  confirmed_at: Date | null;
  locked_until: Date | null;
  signed_in_at: Date | null;
};

export type RegistrationTable = {
  id_hash: string;
  iin: string | null;
  surname: string | null;
  name: string | null;
  patronymic: string | null;
  birth_date: string | null;
  email: string | null;
  password_hash: string | null;
  level: Level;
  created_at: Date;
  expires_at: Date;
};

export type OfficerTable = {
  id: string;
  iin: string;
  surname: string;
  name: string;
  patronymic: string | null;
  email: string;
  password_hash: string;
  body_id: string;
  locale: Locale;
  active: boolean;
  signing_certificate: Buffer | null;
};

export type SessionTable = {
  id: string;
  token_hash: string;
  site: SiteName;
  holder_id: string;
  method: Method;
  device: string;
  address: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  ended_at: Date | null;
};
