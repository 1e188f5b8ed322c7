import type { JourneyPerson } from './people.ts';
import type { Visitor, Way } from './visitor.ts';

/** Ways to register, as a person goes them; each ends at the page that says where the letter went. */

/** Reads the agreement, agrees, chooses for whom and how. */
async function beginRegistration(at: Visitor, kind: 'temporary' | 'eds'): Promise<void> {
  const { start } = at.words.identity;
  await at.goTo('/register');
  await at.choose(start.agree);
  await at.choose(start.natural);
  await at.choose(start[kind]);
  await at.press(at.words.ui.next);
}

async function looksUp(at: Visitor, person: JourneyPerson): Promise<void> {
  const { fields, lookUp } = at.words.identity;
  await at.type(fields.iin, person.iin);
  await at.type(fields.documentNumber, person.documentNumber);
  await at.typeDate(fields.birthDate, person.birthDate);
  await at.press(lookUp.find);
}

async function givesPasswordAndEmail(at: Visitor, person: JourneyPerson, submit: string): Promise<void> {
  const { fields, details } = at.words.identity;
  await at.arrivesAt(details.title);
  await at.type(fields.email, person.email);
  await at.typePassword(fields.newPassword, person.password);
  await at.typePassword(fields.repeat, person.password);
  await at.press(submit);
}

export async function registersTemporarily(at: Visitor, person: JourneyPerson): Promise<void> {
  await beginRegistration(at, 'temporary');
  await at.arrivesAt(at.words.identity.lookUp.title);
  await looksUp(at, person);
  await givesPasswordAndEmail(at, person, at.words.identity.details.submit);
  await at.arrivesAt(at.words.identity.sent.title);
}

export async function registersWithEds(at: Visitor, person: JourneyPerson, way: Way): Promise<void> {
  const { details, eds, sent } = at.words.identity;
  await beginRegistration(at, 'eds');
  await givesPasswordAndEmail(at, person, details.chooseCertificate);
  await at.arrivesAt(eds.title);
  await at.signs(way, 'signing');
  await at.arrivesAt(eds.found);
  await at.page.getByText(person.iin).waitFor();
  await at.press(details.submit);
  await at.arrivesAt(sent.title);
}

/** Opens the link of the letter, which asks once more. */
export async function confirms(at: Visitor, link: string): Promise<void> {
  const { confirmation } = at.words.identity;
  await at.page.goto(link);
  await at.press(confirmation.submit);
  await at.arrivesAt(confirmation.confirmed);
}
