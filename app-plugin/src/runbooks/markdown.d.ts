/** A Markdown file as its text (`asset/source` of the build). */
declare module '*.md' {
  const text: string;
  export default text;
}
