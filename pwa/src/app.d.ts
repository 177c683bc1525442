/// <reference types="unplugin-icons/types/raw" />

declare const __VERSION__: string;

declare module 'virtual:consents' {
  const consents: import('./consent/texts').Consents;
  export default consents;
}

declare module 'virtual:portraits' {
  /** Pictures of pseudonyms, as SVG text by German word. */
  const portraits: Readonly<Record<string, string>>;
  export default portraits;
}

declare module 'virtual:vocabulary' {
  const vocabulary: import('./words/vocabulary').Vocabulary;
  export default vocabulary;
}
