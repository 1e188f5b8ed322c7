import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from './layout.ts';

const none = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false, isComposing: false };

test('WRK-1 A11Y-1 a key is known by its place in any layout, and one with Ctrl, Alt or Meta is left to the browser', () => {
  assert.equal(keyOf({ ...none, key: 'j', code: 'KeyJ' }), 'j');
  assert.equal(keyOf({ ...none, key: 'о', code: 'KeyJ' }), 'j');
  assert.equal(keyOf({ ...none, key: '3', code: 'Digit3' }), '3');
  assert.equal(keyOf({ ...none, key: '.', code: 'Slash' }), '/');
  assert.equal(keyOf({ ...none, key: '?', code: 'Digit7', shiftKey: true }), '?');
  assert.equal(keyOf({ ...none, key: ',', code: 'Slash', shiftKey: true }), '?');
  for (const held of ['ctrlKey', 'altKey', 'metaKey', 'isComposing'] as const)
    assert.equal(keyOf({ ...none, key: 'j', code: 'KeyJ', [held]: true }), undefined, held);
  assert.equal(keyOf({ ...none, key: 'J', code: 'KeyJ', shiftKey: true }), undefined);
  assert.equal(keyOf({ ...none, key: 'Enter', code: 'Enter' }), undefined);
});
