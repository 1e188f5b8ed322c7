/** Endings of the ablative by the number that is spoken last: «екіден», «үштен», «алтыдан», «оннан». */
const ofDigit: Readonly<Record<string, string>> = {
  '1': 'ден',
  '2': 'ден',
  '3': 'тен',
  '4': 'тен',
  '5': 'тен',
  '6': 'дан',
  '7': 'ден',
  '8': 'ден',
  '9': 'дан',
};
const ofTens: Readonly<Record<string, string>> = { '1': 'нан', '2': 'дан', '3': 'дан', '4': 'тан', '5': 'ден' };

/** `10:42` → «10:42-ден бері»; what stands before the time stays. Whole hours are spoken with «нөл». */
export function sinceTime(text: string): string {
  const [, tens = '0', digit = '0'] = /(\d)(\d)$/.exec(text) ?? [];
  const ending = ofDigit[digit] ?? ofTens[tens] ?? 'ден';
  return `${text}-${ending} бері`;
}
