import { readAsyncMessage } from './envelope/async-channel.ts';
import { parseData } from './envelope/messages.ts';
import type { MessageData } from './envelope/messages.ts';
import { takeApart } from './envelope/signature-parts.ts';
import { canonicalise } from './xml/canonical.ts';
import { readXml } from './xml/reader.ts';

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

/** What a letter says, out of its body: data that wait for their signature, or the sender's signed envelope. */
export function dataOfBody(body: string): MessageData {
  const reading = readXml(Buffer.from(body));
  const parts = reading.ok ? takeApart(reading.root) : undefined;
  return (parts && readAsyncMessage(parts.operation)?.data) ?? parseData(body);
}

/** Data as an operator reads and mends them: JSON in lines, XML as it is written. */
export function textOfData(data: MessageData): string {
  if ('tree' in data) return data.tree.map((element) => canonicalise(element)).join('\n');
  const json = readJson(data.text);
  return json === undefined ? data.text : JSON.stringify(json.value, undefined, 2);
}

/**
 * Mended data, of the same kind as they were: JSON stays JSON, XML stays XML.
 *
 * @returns undefined where the text cannot be read as that
 */
export function dataOfText(text: string, before: MessageData): MessageData | undefined {
  if ('tree' in before) return treeOf(text);
  if (readJson(before.text) === undefined) return { text };
  const json = readJson(text);
  return json && { text: JSON.stringify(json.value) };
}

function treeOf(text: string): MessageData | undefined {
  try {
    const data = parseData(`<data>${text.trim()}</data>`);
    return 'tree' in data ? data : undefined;
  } catch {
    return undefined;
  }
}
