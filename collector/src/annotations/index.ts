export { type AnnotationSources, answerAnnotations } from './answerAnnotations';
