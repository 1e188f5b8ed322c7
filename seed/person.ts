/** One of the cast. All are invented; the serial digits of their numbers (99xx) are outside of what was ever given to a person, their check digits are right. */
export interface CastPerson {
  readonly key: string;
  readonly iin: string;
  readonly surname: string;
  readonly name: string;
  readonly patronymic?: string;
  readonly birthDate: string;
  readonly gender: 'male' | 'female';
  readonly documentNumber: string;
  readonly email: string;
  readonly phone: string;
  readonly address: { readonly settlement: string; readonly street: string; readonly building: string; readonly flat?: string };
}
