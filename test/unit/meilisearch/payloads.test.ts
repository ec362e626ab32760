import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentsOf, type PreparedDocument, payloadOf, payloadsOf } from '../../../src/meilisearch/payloads.js';

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('a'.repeat(70_000)));
const documents = fc.array(fc.record({ text, record: fc.option(text, { nil: undefined }) }), { maxLength: 20 });

function prepared(made: readonly { readonly text: string; readonly record?: string | undefined }[]) {
  return made.map(({ text, record }, index): PreparedDocument => {
    const line = JSON.stringify({ id: `d${index}`, text });
    return {
      id: `d${index}`,
      line,
      ...(record === undefined ? {} : { record: Buffer.from(JSON.stringify({ record })) }),
    };
  });
}

test('a payload has every document as a line of its own, with its record as the last attribute', async () => {
  await fc.assert(
    fc.asyncProperty(documents, fc.integer({ min: 1, max: 200_000 }), async (made, maxBytes) => {
      async function* all() {
        yield* prepared(made);
      }
      const found: unknown[] = [];
      for await (const payload of payloadsOf(all(), maxBytes)) {
        const lines = payload.bytes.toString().split('\n');
        expect(lines.pop()).toBe('');
        expect(payload.ids).toHaveLength(lines.length);
        if (lines.length > 1) expect(payload.bytes.length).toBeLessThanOrEqual(maxBytes);
        found.push(...lines.map((line) => JSON.parse(line)));
      }
      const whole = made.map(({ text, record }, index) => ({
        ...{ id: `d${index}`, text },
        ...(record === undefined ? {} : { record: { record } }),
      }));
      expect(found).toEqual(whole);
    }),
  );
});

test('the documents of a payload make the same payload again', () => {
  fc.assert(
    fc.property(documents, (made) => {
      const payload = payloadOf(prepared(made));
      const again = payloadOf(documentsOf(payload));
      expect(again.bytes.equals(payload.bytes)).toBe(true);
      expect(again.ids).toEqual(payload.ids);
    }),
  );
});
