/** Name of each form for `?formato=`, with its media type; the first is for who asks for none. */
export type Forms = Readonly<Record<string, string>>;

/** RFC 9110 §12.5.1; who accepts none of the forms gets the first, as browsers that ask for a page expect. */
export function preferredForm(accept: string, forms: Forms): string {
  const ranges = accept.split(',').map(readRange);
  const names = Object.keys(forms);
  const scored = names.map((name) => ({ name, quality: qualityOf(forms[name]!, ranges) }));
  return scored.reduce((best, one) => (one.quality > best.quality ? one : best)).name;
}

interface Range {
  readonly type: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** Of the ranges that a type is in, the narrowest counts. */
function qualityOf(mediaType: string, ranges: readonly Range[]): number {
  const wider = [mediaType, `${mediaType.split('/', 1)[0]}/*`, '*/*'];
  for (const type of wider) {
    const range = ranges.find((one) => one.type === type);
    if (range !== undefined) return range.quality;
  }
  return 0;
}
