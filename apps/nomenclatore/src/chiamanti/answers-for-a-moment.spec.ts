import { beforeEach, describe, expect, it } from '@jest/globals';
import { AnswersForAMoment } from './answers-for-a-moment.js';

describe('answers kept for a moment', () => {
  let now: number;
  let asked: string[];
  let answers: AnswersForAMoment<string>;
  beforeEach(() => {
    now = 0;
    asked = [];
    answers = new AnswersForAMoment(2000, 2, () => now);
  });
  const get = (question: string) =>
    answers.get(question, () => {
      asked.push(question);
      return Promise.resolve(question.toUpperCase());
    });

  it('serve a burst with one question, also while the answer is on its way', async () => {
    expect(await Promise.all([get('a'), get('a')])).toEqual(['A', 'A']);
    now = 1999;
    await get('a');
    expect(asked).toEqual(['a']);
  });

  it('are asked anew when the moment is over', async () => {
    await get('a');
    now = 2000;
    await get('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('are never more than the most: the oldest makes room', async () => {
    for (const question of ['a', 'b', 'c', 'c', 'b', 'a']) await get(question);
    expect(asked).toEqual(['a', 'b', 'c', 'a']);
  });

  it('are not kept when there was none', async () => {
    await expect(answers.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await get('a')).toBe('A');
  });
});
