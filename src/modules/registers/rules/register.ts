/** The registers of a local body as data: from these lists come cards, forms, search, import and export (SYS-6, WRK-4). */
export const registerNames = ['unemployed', 'homeTaught', 'preschool', 'guardianship', 'housing'] as const;
export type RegisterName = (typeof registerNames)[number];

/** `pastDate`: not after today. `tenge`, `count`: whole numbers above nought. */
export type ColumnKind = 'text' | 'date' | 'pastDate' | 'tenge' | 'count' | 'choice';

/** One thing that a register knows of an entry beside the person, the number and the days of coming and leaving. */
export interface Column {
  /** As regulations, forms and files call it. */
  readonly name: ColumnName;
  /** As the table calls it. */
  readonly column: string;
  readonly kind: ColumnKind;
  readonly optional?: true;
  readonly choices?: readonly string[];
}

/** Every column of every register; the texts have a label for each. */
export type ColumnName =
  | 'publicWorks'
  | 'training'
  | 'assistance'
  | 'childName'
  | 'childBirthDate'
  | 'amount'
  | 'from'
  | 'to'
  | 'homeAddress'
  | 'category'
  | 'address'
  | 'decreeDate'
  | 'decreeNumber'
  | 'wardName'
  | 'wardBirthDate'
  | 'property'
  | 'decisionDate'
  | 'decisionNumber'
  | 'familySize';

/** What an entry says, by column, as text: days as `2026-11-22`, sums and counts in digits, choices by their names. */
export type Values = Readonly<Partial<Record<ColumnName, string>>>;

export interface Register {
  readonly name: RegisterName;
  readonly table: string;
  /** Kinds of bodies that keep it. */
  readonly keptBy: readonly string[];
  readonly columns: readonly Column[];
  /** Names beside the person's by which an entry is looked for. */
  readonly searched: readonly string[];
  /** What makes two entries of one person different: two children, two wards. */
  readonly distinct: readonly ColumnName[];
  /** Entries wait in queues: which list, and before whom (WRK-5). */
  readonly queue?: { readonly listOf: (values: Values) => string; readonly rankOf: (values: Values) => number };
}

/**
 * Who gets a preschool place before whom: out of turn, first in turn, then everybody by the day of filing (Law on the rights of the child and
 * the rules for preschools; the regulation itself names no categories).
 */
export const preschoolCategories = ['outOfTurn', 'firstInTurn', 'general'] as const;

/** The separate lists of those who need housing (Law on housing relations of 16 April 1997, article 71, item 1). */
const housingCategories = ['veterans', 'orphans', 'vulnerable', 'publicServants', 'unsafeHome'] as const;

const text = (name: ColumnName, column: string): Column => ({ name, column, kind: 'text' });
const optional = (column: Column): Column => ({ ...column, optional: true });
const child: readonly Column[] = [
  text('childName', 'child_name'),
  { name: 'childBirthDate', column: 'child_birth_date', kind: 'pastDate' },
];

export const registers: Readonly<Record<RegisterName, Register>> = {
  unemployed: {
    name: 'unemployed',
    table: 'registers.unemployed',
    keptBy: ['employment'],
    columns: [
      optional(text('publicWorks', 'public_works')),
      optional(text('training', 'training')),
      optional(text('assistance', 'assistance')),
    ],
    searched: [],
    distinct: [],
  },
  homeTaught: {
    name: 'homeTaught',
    table: 'registers.home_taught',
    keptBy: ['employment'],
    columns: [
      ...child,
      { name: 'amount', column: 'amount', kind: 'tenge' },
      { name: 'from', column: 'paid_from', kind: 'date' },
      { name: 'to', column: 'paid_to', kind: 'date' },
    ],
    searched: ['child_name'],
    distinct: ['childName', 'childBirthDate'],
  },
  preschool: {
    name: 'preschool',
    table: 'registers.preschool',
    keptBy: ['education', 'akimOffice'],
    columns: [
      ...child,
      { name: 'category', column: 'category', kind: 'choice', choices: preschoolCategories },
      optional(text('homeAddress', 'home_address')),
    ],
    searched: ['child_name'],
    distinct: ['childName', 'childBirthDate'],
    queue: {
      listOf: () => 'all',
      rankOf: ({ category }) => preschoolCategories.findIndex((one) => one === category),
    },
  },
  guardianship: {
    name: 'guardianship',
    table: 'registers.guardianship',
    keptBy: ['education'],
    columns: [
      text('wardName', 'ward_name'),
      { name: 'wardBirthDate', column: 'ward_birth_date', kind: 'pastDate' },
      text('address', 'address'),
      { name: 'decreeDate', column: 'decree_date', kind: 'pastDate' },
      text('decreeNumber', 'decree_number'),
      optional(text('property', 'property')),
    ],
    searched: ['ward_name'],
    distinct: ['wardName', 'wardBirthDate'],
  },
  housing: {
    name: 'housing',
    table: 'registers.housing',
    keptBy: ['housing'],
    columns: [
      { name: 'category', column: 'category', kind: 'choice', choices: housingCategories },
      { name: 'familySize', column: 'family_size', kind: 'count' },
      { name: 'decisionDate', column: 'decision_date', kind: 'pastDate' },
      text('decisionNumber', 'decision_number'),
    ],
    searched: [],
    distinct: [],
    queue: { listOf: ({ category }) => category ?? '', rankOf: () => 0 },
  },
};

/** @returns undefined where there is no such register */
export function registerNamed(name: string): Register | undefined {
  return registerNames.includes(name as RegisterName) ? registers[name as RegisterName] : undefined;
}

/** The registers that a body of this kind keeps. */
export function registersOf(bodyKind: string): Register[] {
  return registerNames.map((name) => registers[name]).filter(({ keptBy }) => keptBy.includes(bodyKind));
}

/** Entries are counted up to here: nobody reads through more, and counting a million takes longer than finding one. */
export const mostCounted = 10_000;
