import { effectColumns, registerColumns, registerNamed, registerNames, registerTables } from '#registers';
import type { RegisterSurroundings } from '#regulations';

const tables: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = registerTables;

function surroundingsOf(name: (typeof registerNames)[number]): RegisterSurroundings {
  const register = registerNamed(name);
  if (!register) throw new Error(`There is no register ${name}`);
  return { columns: registerColumns[name], tables: tables[name] ?? {}, effect: effectColumns(register) };
}

/** What regulations may name of the local body's registers, for their checker. */
export const registerSurroundings: Readonly<Record<string, RegisterSurroundings>> = Object.fromEntries(
  registerNames.map((name) => [name, surroundingsOf(name)]),
);
