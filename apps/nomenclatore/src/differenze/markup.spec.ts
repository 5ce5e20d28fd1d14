import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { markup } from './markup.js';

it('escapes texts in content and in attributes, and leaves markup made by it', () => {
  const cell = markup`<td title="${`"x" 'y'`}">${'<script>&'}</td>`;
  expect(markup`<tr>${[cell, markup`<td>${1}</td>`]}${cell}</tr>`.text).toBe(
    '<tr><td title="&quot;x&quot; &#39;y&#39;">&lt;script&gt;&amp;</td><td>1</td>' +
      '<td title="&quot;x&quot; &#39;y&#39;">&lt;script&gt;&amp;</td></tr>',
  );
});

it('no text can open a tag, end an attribute or begin an entity', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', ';', 'a', '\\', '$', '{', '`') }),
      (text) => {
        const escaped = markup`${text}`.text;
        expect(escaped).not.toMatch(/[<>"']/);
        expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
      },
    ),
  );
});
