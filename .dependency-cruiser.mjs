import './checks/fence/using-declarations.ts';
import { options } from './checks/fence/options.ts';
import { forbidden } from './checks/fence/rules.ts';

/** The fence of the house. Its rules are made from modules.mjs; checks/fence.test.ts proves that each of them catches. */
export default { forbidden, options };
